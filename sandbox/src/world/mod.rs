//! Everything that exists in the sandbox: people, guilds, channels, messages, commands.

mod command;
mod interaction;
pub(crate) mod json;
mod message;
mod pings;
mod setup;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

pub use command::Command;
pub(crate) use interaction::{Interaction, InteractionKind, Response};
pub use message::{Button, Message, Reaction, Select};
pub(crate) use message::{Draft, EPHEMERAL, LOADING, flatten};
pub(crate) use pings::Mentioning;
pub use pings::Pings;
pub(crate) use setup::Cast;

use crate::ids::{ChannelId, CommandId, GuildId, InteractionId, MessageId, RoleId, Snowflakes, UserId};

/// A person or a bot.
#[derive(Clone, Debug)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their name, unique by custom though not by force.
    pub username: String,
    /// Whether an application runs this account.
    pub bot: bool,
    /// The language of their client, sent with interactions.
    pub locale: String,
    /// Whether direct messages from the bot are refused (403, code 50007).
    pub dms_closed: bool,
}

/// A role of a guild.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its id; that of `@everyone` is the guild's.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// What it grants.
    pub permissions: u64,
    /// Whether everybody may ping it.
    pub mentionable: bool,
    /// The bot this role belongs to, if it is such a role.
    pub of_bot: Option<UserId>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Guild {
    /// Its id.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// Who may do everything.
    pub owner: UserId,
    /// Its roles, `@everyone` first.
    pub roles: Vec<Role>,
    /// Its members and their roles beside `@everyone`.
    pub members: BTreeMap<UserId, Vec<RoleId>>,
    /// Its language, sent with interactions.
    pub preferred_locale: String,
}

/// Whom an overwrite is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Everybody with the role.
    Role(RoleId),
    /// One member.
    Member(UserId),
}

/// What a channel grants or takes, beside the roles.
#[derive(Clone, Copy, Debug)]
pub struct Overwrite {
    /// For whom.
    pub target: Target,
    /// Bits granted.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

/// A channel, a thread or a direct-message channel.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Discord's channel type: 0 text, 1 direct message, 11 public thread.
    pub kind: u8,
    /// Its name; empty for direct messages.
    pub name: String,
    /// Its guild, unless it is a direct message.
    pub guild: Option<GuildId>,
    /// The channel a thread hangs in.
    pub parent: Option<ChannelId>,
    /// The other side of a direct message.
    pub recipient: Option<UserId>,
    /// What it grants and takes.
    pub overwrites: Vec<Overwrite>,
}

impl Channel {
    /// Whether it is a thread.
    pub const fn is_thread(&self) -> bool {
        matches!(self.kind, 10..=12)
    }
}

/// The state of the sandbox, but for connections and logs.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) started: Instant,
    pub(crate) snowflakes: Snowflakes,
    /// The bot under test. Its application has the same number, as Discord does it nowadays.
    pub(crate) bot: UserId,
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) messages: BTreeMap<MessageId, Message>,
    pub(crate) commands: BTreeMap<CommandId, Command>,
    pub(crate) interactions: BTreeMap<InteractionId, Interaction>,
    pub(crate) typing: Vec<(Duration, ChannelId)>,
    pub(crate) cast: Cast,
}

impl World {
    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed()
    }

    pub(crate) fn user(&self, id: UserId) -> crate::Result<&User> {
        self.users.get(&id).ok_or_else(|| crate::Error::Unknown(format!("user {id}")))
    }

    pub(crate) fn channel(&self, id: ChannelId) -> crate::Result<&Channel> {
        self.channels.get(&id).ok_or_else(|| crate::Error::Unknown(format!("channel {id}")))
    }

    pub(crate) fn guild_of(&self, channel: ChannelId) -> Option<&Guild> {
        self.channels.get(&channel)?.guild.and_then(|id| self.guilds.get(&id))
    }

    /// The message, unless it does not exist or was deleted.
    pub(crate) fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    /// The direct-message channel between the bot and `user`, opened if need be.
    pub(crate) fn open_dm(&mut self, user: UserId) -> ChannelId {
        let existing = self.channels.values().find(|one| one.recipient == Some(user));
        if let Some(channel) = existing {
            return channel.id;
        }
        let id = self.snowflakes.next();
        let channel = Channel {
            id,
            kind: 1,
            name: String::new(),
            guild: None,
            parent: None,
            recipient: Some(user),
            overwrites: Vec::new(),
        };
        self.channels.insert(id, channel);
        id
    }
}
