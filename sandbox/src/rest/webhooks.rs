//! What follows the first answer to an interaction, under the interaction's own token.

use serde_json::Value;

use super::messages::{check, check_edit, draft};
use super::{Call, Reply};
use crate::ids::{InteractionId, MessageId, UserId};
use crate::world::{Draft, EPHEMERAL, Message, json as form};

/// The interaction of the token, answered already and not too old.
fn interaction(call: &Call<'_>) -> Result<InteractionId, Reply> {
    let world = &call.state.world;
    let application: UserId = call.id("webhook_id");
    let token = call.part("webhook_token");
    let found = world.interactions.values().rev().find(|one| one.token == token);
    let found = found.filter(|one| application == world.bot && one.response.is_some());
    let found = found.ok_or_else(Reply::unknown_webhook)?;
    if world.now().saturating_sub(found.at) > call.hub.options.interaction_token_lifetime {
        return Err(Reply::error(401, 50027, "Invalid Webhook Token"));
    }
    Ok(found.id)
}

/// The message of the path: `@original`, or one the same interaction brought about.
fn target<'a>(call: &'a Call<'_>) -> Result<(InteractionId, &'a Message), Reply> {
    let id = interaction(call)?;
    let world = &call.state.world;
    let kept = world.interactions.get(&id).ok_or_else(Reply::unknown_webhook)?;
    let message = if call.found.template.ends_with("@original") {
        kept.original
    } else {
        let asked = call.message_id();
        Some(asked).filter(|id| kept.original == Some(*id) || kept.followups.contains(id))
    };
    let message = message.and_then(|id| world.message(id)).ok_or_else(Reply::unknown_message)?;
    Ok((id, message))
}

pub(super) fn get(call: &mut Call<'_>) -> Reply {
    let found = target(call).map(|(_, message)| form::message(&call.state.world, message));
    found.map_or_else(|refusal| refusal, Reply::ok)
}

pub(super) fn edit(call: &mut Call<'_>) -> Reply {
    let checked =
        target(call).and_then(|(id, message)| Ok((id, message.id, check_edit(message, &call.body)?)));
    let (interaction, message) = match checked {
        Ok((interaction, message, ())) => (interaction, message),
        Err(refusal) => return refusal,
    };
    fill(call, interaction, message)
}

/// Edits a message of the interaction and remembers the edit.
fn fill(call: &mut Call<'_>, interaction: InteractionId, message: MessageId) -> Reply {
    if !call.attachments.is_empty() {
        call.body["attachments"] = Value::Array(std::mem::take(&mut call.attachments));
    }
    if let Some(kept) = call.state.world.interactions.get_mut(&interaction)
        && kept.original == Some(message)
    {
        kept.edits.push(call.body.clone());
    }
    call.state.edit(message, &call.body)
}

pub(super) fn delete(call: &mut Call<'_>) -> Reply {
    match target(call).map(|(_, message)| message.id) {
        Ok(id) => {
            call.state.delete(id);
            Reply::empty()
        }
        Err(refusal) => refusal,
    }
}

pub(super) fn follow_up(call: &mut Call<'_>) -> Reply {
    let id = match interaction(call) {
        Ok(id) => id,
        Err(refusal) => return refusal,
    };
    if let Err(refusal) = check(&call.body, &call.attachments) {
        return refusal;
    }
    let Some(kept) = call.state.world.interactions.get(&id) else {
        return Reply::unknown_webhook();
    };
    let (channel, original) = (kept.channel, kept.original);
    // The first follow-up to a deferred answer takes its place.
    let waiting = original.filter(|id| call.state.world.message(*id).is_some_and(Message::is_loading));
    if let Some(message) = waiting {
        return fill(call, id, message);
    }
    let mut draft = draft(&call.body, std::mem::take(&mut call.attachments));
    draft.flags |= call.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
    let draft = Draft { interaction: Some(id), ..draft };
    let bot = call.state.world.bot;
    let message = call.state.world.post(channel, bot, draft);
    if let Some(kept) = call.state.world.interactions.get_mut(&id) {
        kept.followups.push(message.id);
    }
    call.state.emit_message("MESSAGE_CREATE", &message);
    Reply::ok(form::message(&call.state.world, &message))
}
