//! Who is really notified by a message: Discord's rules for mentions.

use std::collections::BTreeSet;

use serde_json::Value;

use super::World;
use crate::ids::{ChannelId, RoleId, UserId};
use crate::permissions::{MENTION_EVERYONE, VIEW_CHANNEL};

/// Who a message notifies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pings {
    /// The users, each once, in order of their ids.
    pub users: Vec<UserId>,
    /// The roles.
    pub roles: Vec<RoleId>,
    /// Whether `@everyone` or `@here` goes off.
    pub everyone: bool,
}

impl Pings {
    /// Whether nobody is notified.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty() && !self.everyone
    }
}

/// The mentions written in a text, allowed or not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    pub(crate) users: BTreeSet<u64>,
    pub(crate) roles: BTreeSet<u64>,
    pub(crate) everyone: bool,
}

impl Tokens {
    /// Finds `<@1>`, `<@!1>`, `<@&1>`, `@everyone` and `@here` outside code.
    pub(crate) fn find(text: &str) -> Self {
        let text = without_code(text);
        let mut found =
            Self { everyone: text.contains("@everyone") || text.contains("@here"), ..Self::default() };
        for piece in text.split("<@").skip(1) {
            let Some((inside, _)) = piece.split_once('>') else {
                continue;
            };
            if let Some(role) = inside.strip_prefix('&') {
                found.roles.extend(role.parse::<u64>());
            } else {
                found.users.extend(inside.strip_prefix('!').unwrap_or(inside).parse::<u64>());
            }
        }
        found
    }
}

/// The text without what stands in backticks, where mentions are only letters.
fn without_code(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let fence = if rest[at..].starts_with("```") { "```" } else { "`" };
        let after = &rest[at + fence.len()..];
        let Some(end) = after.find(fence) else { break };
        left.push_str(&rest[..at]);
        rest = &after[end + fence.len()..];
    }
    left.push_str(rest);
    left
}

/// What decides about the mentions of one message.
pub(crate) struct Mentioning<'a> {
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    pub(crate) content: &'a str,
    /// `allowed_mentions` as sent; absent for people, whose client sends none.
    pub(crate) allowed: Option<&'a Value>,
    /// Answers to interactions parse users only, when `allowed_mentions` is absent.
    pub(crate) interaction: bool,
    /// The author of the message replied to.
    pub(crate) replied_to: Option<UserId>,
}

impl World {
    /// The mentions that count (what `mentions`, `mention_roles` and `mention_everyone` list).
    pub(crate) fn mentions(&self, of: &Mentioning<'_>) -> Pings {
        let tokens = Tokens::find(of.content);
        let guild = self.guild_of(of.channel);
        let unrestricted = self.may(of.channel, of.author, MENTION_EVERYONE);
        let allowed = of.allowed.filter(|value| value.is_object());
        let parses = |kind: &str| match allowed {
            None => !of.interaction || kind == "users",
            Some(rules) => rules["parse"].as_array().is_some_and(|list| list.iter().any(|one| one == kind)),
        };
        let lists = |kind: &str, id: u64| {
            let ids = allowed.and_then(|rules| rules[kind].as_array());
            ids.is_some_and(|ids| ids.iter().any(|one| UserId::from_json(one) == Some(UserId(id))))
        };
        let (all_users, all_roles) = (parses("users"), parses("roles"));
        let mut users: BTreeSet<UserId> = tokens
            .users
            .iter()
            .filter(|id| all_users || lists("users", **id))
            .map(|id| UserId(*id))
            .collect();
        let pings_replied = match allowed {
            None => true,
            Some(rules) => rules["replied_user"].as_bool().unwrap_or(false),
        };
        users.extend(of.replied_to.filter(|_| pings_replied));
        users.retain(|id| self.users.contains_key(id));
        let roles = guild.map_or_else(Vec::new, |guild| {
            let written = guild.roles.iter().filter(|role| tokens.roles.contains(&role.id.get()));
            written
                .filter(|role| all_roles || lists("roles", role.id.get()))
                .filter(|role| role.mentionable || unrestricted)
                .map(|role| role.id)
                .collect()
        });
        let everyone = guild.is_some() && tokens.everyone && unrestricted && parses("everyone");
        Pings { users: users.into_iter().collect(), roles, everyone }
    }

    /// Who of the mentioned is notified: nobody is by their own message, nor by one in a channel
    /// they cannot see, nor by an ephemeral one that only somebody else sees.
    pub(crate) fn notified(
        &self,
        mentions: &Pings,
        author: UserId,
        channel: ChannelId,
        ephemeral_to: Option<UserId>,
    ) -> Pings {
        let reached = |id: &&UserId| {
            **id != author
                && self.may(channel, **id, VIEW_CHANNEL)
                && ephemeral_to.is_none_or(|only| only == **id)
        };
        let users = mentions.users.iter().filter(reached).copied().collect();
        if ephemeral_to.is_some() {
            return Pings { users, ..Pings::default() };
        }
        Pings { users, roles: mentions.roles.clone(), everyone: mentions.everyone }
    }
}
