//! Who may do what.

use crate::store::ServerSettings;

/// Discord's permission bits that matter here (developer documentation,
/// topics/permissions).
pub mod bits {
    /// Everything.
    pub const ADMINISTRATOR: u64 = 1 << 3;
    /// Edit the server.
    pub const MANAGE_GUILD: u64 = 1 << 5;
    /// Delete what others wrote: what moderators usually have. Commands of
    /// moderators are shown to who has it.
    pub const MANAGE_MESSAGES: u64 = 1 << 13;
}

/// Somebody who uses a command or presses a button, as Discord tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caller {
    /// Who it is.
    pub id: u64,
    /// The server it happens in; none in a direct message.
    pub server: Option<u64>,
    /// What they may do in the channel, in Discord's bits. Discord sends it
    /// anew with each interaction, so somebody who lost a role has lost it here.
    pub permissions: u64,
    /// Their roles.
    pub roles: Vec<u64>,
    /// Whether it is a bot.
    pub bot: bool,
}

/// Something that not everybody may do. `server` is the server the thing
/// belongs to, as the store knows it: whatever a button's id says is a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Set how the bot speaks in channels; see how it does.
    SetChannels,
    /// Set the team channel, the team's roles and its rules.
    SetTeam,
    /// See what the team sees: cards, tickets, proposals, figures.
    SeeTeam,
    /// Decide on a review or a ticket.
    Decide {
        /// The server it belongs to.
        server: u64,
    },
    /// Put a proposal to use: a second person must.
    Approve {
        /// The server it belongs to.
        server: u64,
        /// Who proposed it.
        author: u64,
    },
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Bots are not listened to.
    Bot,
    /// It belongs to a server, and this is a direct message.
    NotInServer,
    /// It belongs to another server: to this one it does not exist.
    Unknown,
    /// It takes a moderator.
    NotModerator,
    /// It takes the permission Manage Server.
    NotManager,
    /// Who proposed something does not approve it.
    OwnProposal,
}

/// Whether a caller may do something, by what their server has set.
///
/// # Errors
///
/// [`Refusal`], which says why not.
pub fn may(caller: &Caller, settings: Option<&ServerSettings>, deed: Deed) -> Result<(), Refusal> {
    if caller.bot {
        return Err(Refusal::Bot);
    }
    match deed {
        Deed::SetTeam => {
            caller.server.ok_or(Refusal::NotInServer)?;
            if is_manager(caller) { Ok(()) } else { Err(Refusal::NotManager) }
        }
        Deed::SetChannels | Deed::SeeTeam => {
            caller.server.ok_or(Refusal::NotInServer)?;
            moderates(caller, settings)
        }
        Deed::Decide { server } => {
            is_of(caller, server)?;
            moderates(caller, settings)
        }
        Deed::Approve { server, author } => {
            is_of(caller, server)?;
            moderates(caller, settings)?;
            // Whoever had their traces erased may be the author: nobody's proposal is everybody's own.
            if [0, caller.id].contains(&author) { Err(Refusal::OwnProposal) } else { Ok(()) }
        }
    }
}

fn is_of(caller: &Caller, server: u64) -> Result<(), Refusal> {
    let here = caller.server.ok_or(Refusal::NotInServer)?;
    if here == server { Ok(()) } else { Err(Refusal::Unknown) }
}

fn is_manager(caller: &Caller) -> bool {
    caller.permissions & (bits::ADMINISTRATOR | bits::MANAGE_GUILD) != 0
}

fn moderates(caller: &Caller, settings: Option<&ServerSettings>) -> Result<(), Refusal> {
    let by_role =
        settings.is_some_and(|settings| caller.roles.iter().any(|role| settings.team_roles.contains(role)));
    if is_manager(caller) || by_role { Ok(()) } else { Err(Refusal::NotModerator) }
}

#[cfg(test)]
mod tests {
    use super::Refusal::{Bot, NotInServer, NotManager, NotModerator, OwnProposal, Unknown};
    use super::*;

    const HERE: u64 = 1;
    const ELSEWHERE: u64 = 2;
    const TEAM: u64 = 77;
    const SELF: u64 = 5;

    fn callers() -> [(&'static str, Caller); 9] {
        let caller = |server, permissions, roles: &[u64], bot| Caller {
            id: SELF,
            server,
            permissions,
            roles: roles.to_vec(),
            bot,
        };
        [
            ("member", caller(Some(HERE), 1 << 11, &[], false)),
            // What shows the commands does not yet permit them.
            ("deletes messages", caller(Some(HERE), bits::MANAGE_MESSAGES, &[12], false)),
            ("moderator", caller(Some(HERE), 1 << 11, &[12, TEAM], false)),
            ("Manage Server", caller(Some(HERE), bits::MANAGE_GUILD, &[], false)),
            ("administrator", caller(Some(HERE), bits::ADMINISTRATOR, &[], false)),
            // Role ids are of one server; another's moderator has the bits of their own.
            ("moderator elsewhere", caller(Some(ELSEWHERE), bits::MANAGE_GUILD, &[], false)),
            ("in private", caller(None, 0, &[], false)),
            ("bot", caller(Some(HERE), bits::ADMINISTRATOR, &[TEAM], true)),
            // Who was removed, and whose old message still has a button, comes without rights.
            ("removed", caller(Some(HERE), 0, &[], false)),
        ]
    }

    /// Every deed for every caller.
    #[test]
    fn the_matrix() {
        let settings = ServerSettings { team_roles: [TEAM].into(), ..ServerSettings::default() };
        let deeds = [
            Deed::SetChannels,
            Deed::SetTeam,
            Deed::SeeTeam,
            Deed::Decide { server: HERE },
            Deed::Approve { server: HERE, author: SELF + 1 },
            Deed::Approve { server: HERE, author: SELF },
        ];
        let (yes, no) = (Ok(()), Err);
        let member =
            [NotModerator, NotManager, NotModerator, NotModerator, NotModerator, NotModerator].map(no);
        let manager = [yes, yes, yes, yes, yes, no(OwnProposal)];
        let expected = [
            member,
            member,
            [yes, no(NotManager), yes, yes, yes, no(OwnProposal)],
            manager,
            manager,
            // At home they may; here there is no such thing.
            [yes, yes, yes, no(Unknown), no(Unknown), no(Unknown)],
            [no(NotInServer); 6],
            [no(Bot); 6],
            member,
        ];
        for ((who, caller), row) in callers().iter().zip(expected) {
            // Another server's settings are its own.
            let settings = (caller.server == Some(HERE)).then_some(&settings);
            for (deed, expected) in deeds.into_iter().zip(row) {
                assert_eq!(may(caller, settings, deed), expected, "{who}: {deed:?}");
            }
        }
    }

    /// Where no role was named, the permission alone counts.
    #[test]
    fn without_settings_a_role_is_nothing() {
        let [_, _, (_, moderator), (_, manager), ..] = callers();
        assert_eq!(may(&moderator, None, Deed::SetChannels), Err(NotModerator));
        assert_eq!(may(&manager, None, Deed::SetChannels), Ok(()));
    }
}
