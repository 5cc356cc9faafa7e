//! Reactions.

use serde_json::json;

use super::messages::target;
use super::{Call, Reply};
use crate::hub::State;
use crate::ids::{MessageId, UserId};
use crate::intents as i;
use crate::permissions as p;
use crate::world::{Reaction, json as form};

pub(super) fn add(call: &mut Call<'_>) -> Reply {
    let emoji = call.part("emoji_name").to_owned();
    let (id, channel, bot) = (call.message_id(), call.channel(), call.state.world.bot);
    let known = match target(call) {
        Err(refusal) => return refusal,
        Ok(message) => message.reactions.iter().any(|one| one.emoji == emoji),
    };
    if !is_emoji(&emoji) {
        return Reply::error(400, 10014, "Unknown Emoji");
    }
    // Joining a reaction that is there needs no permission to add one.
    let needed = if known { 0 } else { p::ADD_REACTIONS } | p::READ_MESSAGE_HISTORY;
    if !call.state.world.may(channel, bot, needed) {
        return Reply::missing_permissions();
    }
    call.state.react(id, bot, &emoji);
    Reply::empty()
}

pub(super) fn remove(call: &mut Call<'_>) -> Reply {
    let emoji = call.part("emoji_name").to_owned();
    let (id, bot) = (call.message_id(), call.state.world.bot);
    if let Err(refusal) = target(call) {
        return refusal;
    }
    if let Some(message) = call.state.world.messages.get_mut(&id) {
        message.reactions.retain(|one| one.user != bot || one.emoji != emoji);
    }
    Reply::empty()
}

/// A symbol, or `name:id`. Words are the usual mistake.
fn is_emoji(text: &str) -> bool {
    match text.split_once(':') {
        Some((name, id)) => !name.is_empty() && id.parse::<u64>().is_ok(),
        None => !text.is_empty() && !text.is_ascii() && text.chars().count() <= 12,
    }
}

impl State {
    /// Adds a reaction, once per user, and tells of it.
    pub(crate) fn react(&mut self, id: MessageId, user: UserId, emoji: &str) {
        let reaction = Reaction { emoji: emoji.to_owned(), user };
        let Some(message) = self.world.messages.get_mut(&id) else {
            return;
        };
        if message.reactions.contains(&reaction) {
            return;
        }
        message.reactions.push(reaction);
        let (channel, author) = (message.channel, message.author);
        let mut data = json!({
            "user_id": user.json(), "channel_id": channel.json(), "message_id": id.json(),
            "message_author_id": author.json(), "emoji": {"id": null, "name": emoji},
            "burst": false, "type": 0,
        });
        if let Some(guild) = self.world.guild_of(channel) {
            data["guild_id"] = guild.id.json();
            data["member"] = form::member(&self.world, guild, user);
        }
        let intents = (i::GUILD_MESSAGE_REACTIONS, i::DIRECT_MESSAGE_REACTIONS);
        let event = self.channel_event("MESSAGE_REACTION_ADD", channel, intents, data);
        self.emit(&event);
    }
}
