//! Starting an interaction: what Discord sends with every one of them.

use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher, RandomState};

use serde_json::{Value, json};

use super::InteractionHandle;
use crate::Sandbox;
use crate::error::Result;
use crate::gateway::Event;
use crate::hub::State;
use crate::ids::{ChannelId, InteractionId, MessageId, UserId};
use crate::world::{Interaction, InteractionKind, json as form};

/// What is particular about one interaction.
pub(super) struct Act {
    pub(super) kind: InteractionKind,
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    pub(super) data: Value,
    pub(super) name: Option<String>,
    pub(super) message: Option<MessageId>,
    pub(super) focused: i64,
}

impl Sandbox {
    /// Keeps the interaction, tells the bot, and gives the handle.
    pub(super) fn start_interaction(&self, state: &mut State, act: Act) -> Result<InteractionHandle> {
        let world = &mut state.world;
        let id: InteractionId = world.snowflakes.next();
        let token = new_token(id);
        let user = world.user(act.user)?;
        let (user_json, locale) = (form::user(user), user.locale.clone());
        let channel = world.channel(act.channel)?.clone();
        let mut channel_json = form::channel(world, &channel);
        let permissions = world.permissions(act.channel, act.user).to_string();
        channel_json["permissions"] = json!(permissions);
        let interaction = Interaction {
            id,
            token: token.clone(),
            kind: act.kind,
            user: act.user,
            channel: act.channel,
            name: act.name,
            message: act.message,
            focused: act.focused,
            at: world.now(),
            response: None,
            original: None,
            edits: Vec::new(),
            followups: Vec::new(),
        };
        let mut payload = json!({
            "id": id.json(), "application_id": world.bot.json(), "type": act.kind.number(),
            "token": token, "version": 1, "channel_id": act.channel.json(),
            "channel": channel_json, "locale": locale, "entitlements": [],
            "attachment_size_limit": 10_485_760, "data": act.data,
            "app_permissions": world.permissions(act.channel, world.bot).to_string(),
            "authorizing_integration_owners": interaction.owners(world),
        });
        let mut event_guild = None;
        if let Some(guild) = world.guild_of(act.channel) {
            let mut member = form::member(world, guild, act.user);
            member["permissions"] = json!(permissions);
            payload["member"] = member;
            payload["guild_id"] = guild.id.json();
            payload["guild_locale"] = json!(guild.preferred_locale);
            payload["guild"] =
                json!({"id": guild.id.json(), "locale": guild.preferred_locale, "features": []});
            payload["context"] = json!(0);
            event_guild = Some(guild.id);
        } else {
            payload["user"] = user_json;
            payload["context"] = json!(1);
        }
        if let Some(message) = act.message.and_then(|id| world.message(id)) {
            payload["message"] = form::message(world, message);
        }
        world.interactions.insert(id, interaction);
        let mut event = Event::new("INTERACTION_CREATE", 0, payload);
        if let Some(guild) = event_guild {
            event = event.in_guild(guild);
        }
        state.emit(&event);
        Ok(InteractionHandle { id, token, hub: std::sync::Arc::clone(&self.hub) })
    }
}

/// A token that nobody guesses from another; as long as Discord's are.
fn new_token(id: InteractionId) -> String {
    let mut token = format!("sandbox-interaction-{id}-");
    for _ in 0..8 {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(id.get());
        // Writing to a String cannot fail.
        let _ = write!(token, "{:016x}", hasher.finish());
    }
    token
}
