//! Application commands as the bot registered them.

use serde_json::{Value, json};

use super::World;
use crate::ids::{ChannelId, CommandId, GuildId, MessageId, UserId};
use crate::permissions;

/// A registered command.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its id.
    pub id: CommandId,
    /// Its guild; none for a global command.
    pub guild: Option<GuildId>,
    /// 1 for slash commands, 2 for those on users, 3 for those on messages.
    pub kind: u64,
    /// Its name.
    pub name: String,
    /// All of it, as the bot sent it.
    pub definition: Value,
    pub(crate) version: MessageId,
}

impl Command {
    /// Discord's answer to registering it.
    pub(crate) fn json(&self, world: &World) -> Value {
        let mut value = json!({
            "id": self.id.json(), "application_id": world.bot.json(), "version": self.version.json(),
            "type": self.kind, "name": self.name, "description": "", "nsfw": false,
            "default_member_permissions": null,
            "dm_permission": true, "integration_types": [0],
        });
        if let (Some(value), Some(sent)) = (value.as_object_mut(), self.definition.as_object()) {
            let kept = sent.iter().filter(|(key, value)| !value.is_null() && *key != "id");
            value.extend(kept.map(|(key, value)| (key.clone(), value.clone())));
        }
        if let Some(bits) = self.default_member_permissions() {
            value["default_member_permissions"] = json!(bits.to_string());
        }
        if let Some(guild) = self.guild {
            value["guild_id"] = guild.json();
        }
        value
    }

    /// Which permissions a member needs to see it: none means everybody, 0 nobody but
    /// administrators.
    pub fn default_member_permissions(&self) -> Option<u64> {
        let bits = &self.definition["default_member_permissions"];
        bits.as_u64().or_else(|| bits.as_str()?.parse().ok())
    }

    /// Whether `user` finds it in the list of commands in `channel`.
    pub(crate) fn visible(&self, world: &World, user: UserId, channel: ChannelId) -> bool {
        let Some(guild) = world.guild_of(channel) else {
            return self.guild.is_none() && self.in_context(1);
        };
        if self.guild.is_some_and(|only| only != guild.id) || !self.in_context(0) {
            return false;
        }
        let has = world.permissions(channel, user);
        let may_use = has & permissions::USE_APPLICATION_COMMANDS != 0;
        may_use
            && match self.default_member_permissions() {
                None => true,
                Some(0) => has & permissions::ADMINISTRATOR != 0,
                Some(bits) => has & bits == bits,
            }
    }

    fn in_context(&self, context: u64) -> bool {
        if let Some(contexts) = self.definition["contexts"].as_array() {
            return contexts.iter().any(|one| *one == context);
        }
        context == 0 || self.definition["dm_permission"].as_bool().unwrap_or(true)
    }
}
