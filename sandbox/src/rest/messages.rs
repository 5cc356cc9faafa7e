//! Messages in channels.

use serde_json::{Value, json};

use super::{Call, Reply};
use crate::hub::State;
use crate::ids::{ChannelId, MessageId};
use crate::intents as i;
use crate::permissions as p;
use crate::validate::{self, IsEmpty, Problems};
use crate::world::{Draft, EPHEMERAL, LOADING, Message, World, json as form};

/// The flags a bot may set on a message: suppress embeds, suppress notifications, components v2.
const SETTABLE: u64 = 1 << 2 | 1 << 12 | 1 << 15;

/// Checks a body against Discord's limits; an empty message is an error of its own.
pub(super) fn check(body: &Value, attachments: &[Value]) -> Result<(), Reply> {
    let mut body = body.clone();
    if !body.is_object() {
        body = json!({});
    }
    if !attachments.is_empty() {
        body["attachments"] = json!(attachments);
    }
    let mut problems = Problems::default();
    let empty = validate::message(&body, &mut problems);
    if !problems.is_empty() {
        return Err(Reply::invalid(&problems));
    }
    if empty == IsEmpty::Yes { Err(Reply::empty_message()) } else { Ok(()) }
}

/// The message a checked body describes.
pub(super) fn draft(body: &Value, attachments: Vec<Value>) -> Draft {
    let list = |key: &str| body[key].as_array().cloned().unwrap_or_default();
    Draft {
        content: body["content"].as_str().unwrap_or_default().trim().to_owned(),
        embeds: list("embeds"),
        components: list("components"),
        attachments,
        flags: body["flags"].as_u64().unwrap_or(0) & SETTABLE,
        reply_to: None,
        allowed_mentions: body.get("allowed_mentions").filter(|one| !one.is_null()).cloned(),
        nonce: body.get("nonce").filter(|one| !one.is_null()).cloned(),
        interaction: None,
    }
}

/// Checks that an edited message would still stand.
pub(super) fn check_edit(message: &Message, body: &Value) -> Result<(), Reply> {
    let mut merged = json!({
        "content": message.content, "embeds": message.embeds, "components": message.components,
        "attachments": message.attachments, "flags": message.flags & SETTABLE,
    });
    form::merge(&mut merged, body.clone());
    check(&merged, &[])
}

/// What the bot needs in a channel; otherwise the refusal.
fn allowed(world: &World, id: ChannelId, bits: u64) -> Result<(), Reply> {
    if !world.channels.contains_key(&id) {
        return Err(Reply::unknown_channel());
    }
    let has = world.permissions(id, world.bot);
    if has & p::VIEW_CHANNEL == 0 {
        return Err(Reply::missing_access());
    }
    if has & bits != bits {
        return Err(Reply::missing_permissions());
    }
    Ok(())
}

pub(super) fn create(call: &mut Call<'_>) -> Reply {
    try_create(call).unwrap_or_else(|refusal| refusal)
}

fn try_create(call: &mut Call<'_>) -> Result<Reply, Reply> {
    let id = call.channel();
    let world = &call.state.world;
    allowed(world, id, 0)?;
    check(&call.body, &call.attachments)?;
    let channel = world.channels.get(&id).ok_or_else(Reply::unknown_channel)?;
    let mut needed = if channel.is_thread() { p::SEND_MESSAGES_IN_THREADS } else { p::SEND_MESSAGES };
    if call.body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()) {
        needed |= p::EMBED_LINKS;
    }
    if !call.attachments.is_empty() {
        needed |= p::ATTACH_FILES;
    }
    allowed(world, id, needed)?;
    let closed = channel.recipient.and_then(|user| world.users.get(&user));
    if closed.is_some_and(|user| user.dms_closed) {
        return Err(Reply::error(403, 50007, "Cannot send messages to this user"));
    }
    let reply_to = reply_target(world, id, &call.body["message_reference"])?;
    if call.body["enforce_nonce"] == true
        && let Some(before) = same_nonce(call, id)
    {
        return Ok(Reply::ok(before));
    }
    let draft = Draft { reply_to, ..draft(&call.body, std::mem::take(&mut call.attachments)) };
    let bot = call.state.world.bot;
    let message = call.state.world.post(id, bot, draft);
    call.state.emit_message("MESSAGE_CREATE", &message);
    Ok(Reply::ok(form::message(&call.state.world, &message)))
}

/// The message a reply goes to.
fn reply_target(world: &World, channel: ChannelId, reference: &Value) -> Result<Option<MessageId>, Reply> {
    if !reference.is_object() {
        return Ok(None);
    }
    if reference["type"].as_u64().unwrap_or(0) != 0 {
        let message = "The sandbox cannot forward messages.";
        return Err(Reply::invalid_at("message_reference.type", "BASE_TYPE_CHOICES", message));
    }
    let target = MessageId::from_json(&reference["message_id"]);
    let elsewhere = ChannelId::from_json(&reference["channel_id"]).is_some_and(|id| id != channel);
    let here = target
        .and_then(|id| world.message(id))
        .filter(|one| one.channel == channel && !one.is_ephemeral() && !elsewhere);
    if here.is_some() {
        if !world.may(channel, world.bot, p::READ_MESSAGE_HISTORY) {
            let message = "Cannot reply without permission to read message history";
            return Err(Reply::error(400, 160_002, message));
        }
        return Ok(target);
    }
    if reference["fail_if_not_exists"].as_bool().unwrap_or(true) {
        let code = "REPLIES_UNKNOWN_MESSAGE";
        return Err(Reply::invalid_at("message_reference", code, "Unknown message"));
    }
    Ok(None)
}

/// The bot's message of the last minutes with the same nonce.
fn same_nonce(call: &Call<'_>, channel: ChannelId) -> Option<Value> {
    let world = &call.state.world;
    let nonce = call.body.get("nonce").filter(|one| !one.is_null())?;
    let since = world.now().saturating_sub(call.hub.options.nonce_memory);
    let before =
        world.messages.values().rev().take_while(|one| one.at >= since).find(|one| {
            one.channel == channel && one.author == world.bot && one.nonce.as_ref() == Some(nonce)
        })?;
    Some(form::message(world, before))
}

/// The message of the path, if the bot can see it.
pub(super) fn target<'a>(call: &'a Call<'_>) -> Result<&'a Message, Reply> {
    let channel = call.channel();
    allowed(&call.state.world, channel, 0)?;
    let message = call.state.world.message(call.message_id());
    let message = message.filter(|one| one.channel == channel && !one.is_ephemeral());
    message.ok_or_else(Reply::unknown_message)
}

pub(super) fn get(call: &mut Call<'_>) -> Reply {
    let found = target(call).map(|message| form::message(&call.state.world, message));
    found.map_or_else(|refusal| refusal, Reply::ok)
}

pub(super) fn list(call: &mut Call<'_>) -> Reply {
    let (world, channel) = (&call.state.world, call.channel());
    if let Err(refusal) = allowed(world, channel, 0) {
        return refusal;
    }
    let bound = |key: &str| call.asked(key).and_then(|id| id.parse::<MessageId>().ok());
    let (before, after) = (bound("before"), bound("after"));
    let limit = call.asked("limit").and_then(|n| n.parse::<usize>().ok()).unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Reply::invalid_at("limit", "NUMBER_TYPE_MAX", "Must be between 1 and 100.");
    }
    // Without the permission the history is empty, not forbidden.
    let readable = world.may(channel, world.bot, p::READ_MESSAGE_HISTORY);
    let matching = world.messages.values().filter(|one| {
        readable
            && one.channel == channel
            && !one.deleted
            && !one.is_ephemeral()
            && before.is_none_or(|id| one.id < id)
            && after.is_none_or(|id| one.id > id)
    });
    let mut ids: Vec<&Message> = matching.collect();
    if after.is_some() {
        ids.truncate(limit);
    }
    Reply::ok(ids.into_iter().rev().take(limit).map(|one| form::message(world, one)).collect())
}

pub(super) fn edit(call: &mut Call<'_>) -> Reply {
    let (id, bot) = (call.message_id(), call.state.world.bot);
    let checked = target(call).and_then(|message| {
        if message.author != bot {
            return Err(Reply::error(403, 50005, "Cannot edit a message authored by another user"));
        }
        check_edit(message, &call.body)
    });
    if let Err(refusal) = checked {
        return refusal;
    }
    call.state.edit(id, &call.body)
}

pub(super) fn delete(call: &mut Call<'_>) -> Reply {
    let (id, channel, bot) = (call.message_id(), call.channel(), call.state.world.bot);
    match target(call).map(|message| message.author == bot) {
        Err(refusal) => return refusal,
        Ok(false) if !call.state.world.may(channel, bot, p::MANAGE_MESSAGES) => {
            return Reply::missing_permissions();
        }
        Ok(_) => {}
    }
    call.state.delete(id);
    Reply::empty()
}

impl State {
    /// Edits a message and tells of it.
    pub(crate) fn edit(&mut self, id: MessageId, body: &Value) -> Reply {
        let was_loading = self.world.message(id).is_some_and(Message::is_loading);
        let Some(message) = self.world.edit(id, body) else {
            return Reply::unknown_message();
        };
        debug_assert!(message.flags & LOADING == 0, "an edit ends the thinking");
        let event = if was_loading { "MESSAGE_CREATE" } else { "MESSAGE_UPDATE" };
        self.emit_message(event, &message);
        Reply::ok(form::message(&self.world, &message))
    }

    /// Deletes a message and tells of it.
    pub(crate) fn delete(&mut self, id: MessageId) {
        let Some(message) = self.world.messages.get_mut(&id) else {
            return;
        };
        message.deleted = true;
        let (channel, ephemeral) = (message.channel, message.flags & EPHEMERAL != 0);
        if ephemeral {
            return;
        }
        let guild = self.world.guild_of(channel).map(|guild| guild.id.json());
        let mut data = json!({"id": id.json(), "channel_id": channel.json()});
        if let Some(guild) = guild {
            data["guild_id"] = guild;
        }
        let intents = (i::GUILD_MESSAGES, i::DIRECT_MESSAGES);
        let event = self.channel_event("MESSAGE_DELETE", channel, intents, data);
        self.emit(&event);
    }
}
