//! The first answer to an interaction.

use serde_json::{Value, json};

use super::messages::{check, check_edit, draft};
use super::{Call, Reply};
use crate::ids::{InteractionId, MessageId};
use crate::validate::{self, Problems};
use crate::world::{Draft, EPHEMERAL, Interaction, InteractionKind, LOADING, Response, json as form};

const PONG: u64 = 1;
const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const AUTOCOMPLETE: u64 = 8;
const MODAL: u64 = 9;

pub(super) fn callback(call: &mut Call<'_>) -> Reply {
    try_callback(call).unwrap_or_else(|refusal| refusal)
}

fn try_callback(call: &mut Call<'_>) -> Result<Reply, Reply> {
    let unknown = || Reply::error(404, 10062, "Unknown interaction");
    let id: InteractionId = call.id("interaction_id");
    let now = call.hub.now();
    let found = call.state.world.interactions.get(&id);
    let interaction = found.filter(|one| one.token == call.part("interaction_token"));
    let interaction = interaction.ok_or_else(unknown)?.clone();
    let after = now.saturating_sub(interaction.at);
    if interaction.response.is_some() {
        return Err(Reply::error(400, 40060, "Interaction has already been acknowledged."));
    }
    if after > call.hub.options.interaction_deadline {
        return Err(unknown());
    }
    let kind = call.body["type"].as_u64().unwrap_or(0);
    if !fits(kind, &interaction) {
        let message = format!("Type {kind} cannot answer an interaction of this type.");
        return Err(Reply::invalid_at("type", "BASE_TYPE_CHOICES", &message));
    }
    let data = call.body["data"].clone();
    check_data(call, kind, &data, &interaction)?;
    let message = carry_out(call, kind, &data, &interaction);
    if let Some(kept) = call.state.world.interactions.get_mut(&id) {
        kept.response = Some(Response { kind, data, after });
        kept.original = message;
    }
    // Only now, so that the message's JSON can tell of the interaction's answer.
    if let Some(message) = message.and_then(|id| call.state.world.message(id)).cloned() {
        let updated = matches!(kind, UPDATE | DEFERRED_UPDATE);
        if !updated && !message.is_loading() {
            call.state.emit_message("MESSAGE_CREATE", &message);
        }
    }
    if call.asked("with_response") == Some("true") || call.asked("with_response") == Some("1") {
        return Ok(Reply::ok(with_response(call, kind, &interaction, message)));
    }
    Ok(Reply::empty())
}

/// Which callbacks answer which interactions.
fn fits(kind: u64, interaction: &Interaction) -> bool {
    let on_message = interaction.message.is_some();
    match kind {
        PONG => false,
        AUTOCOMPLETE => interaction.kind == InteractionKind::Autocomplete,
        _ if interaction.kind == InteractionKind::Autocomplete => false,
        MESSAGE | DEFERRED_MESSAGE => true,
        DEFERRED_UPDATE | UPDATE => on_message,
        MODAL => interaction.kind != InteractionKind::Modal,
        _ => false,
    }
}

fn check_data(call: &Call<'_>, kind: u64, data: &Value, interaction: &Interaction) -> Result<(), Reply> {
    let mut problems = Problems::default();
    match kind {
        MESSAGE => {
            return check(data, &call.attachments).map_err(|mut reply| {
                under_data(&mut reply);
                reply
            });
        }
        UPDATE => {
            let message = interaction.message.and_then(|id| call.state.world.message(id));
            return message.map_or(Ok(()), |message| check_edit(message, data));
        }
        AUTOCOMPLETE => {
            // The kind of the option that was typed into decides what a value must be.
            validate::choices(data, "data", interaction.focused, &mut problems);
            if !data["choices"].is_array() {
                problems.add("data.choices", "BASE_TYPE_REQUIRED", "This field is required");
            }
        }
        MODAL => validate::modal(data, &mut problems),
        _ => {}
    }
    if problems.is_empty() { Ok(()) } else { Err(Reply::invalid(&problems)) }
}

/// The errors of a callback's message are nested under `data`.
fn under_data(reply: &mut Reply) {
    if let Some(body) = &mut reply.body
        && body["errors"].is_object()
    {
        let errors = body["errors"].take();
        body["errors"] = json!({"data": errors});
    }
}

/// Posts or edits what the callback says; gives the message that `@original` means from now on.
fn carry_out(call: &mut Call<'_>, kind: u64, data: &Value, interaction: &Interaction) -> Option<MessageId> {
    let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
    let bot = call.state.world.bot;
    let draft = match kind {
        MESSAGE => {
            let mut draft = draft(data, std::mem::take(&mut call.attachments));
            draft.flags |= ephemeral;
            draft
        }
        DEFERRED_MESSAGE => Draft { flags: LOADING | ephemeral, ..Draft::default() },
        UPDATE => {
            let id = interaction.message?;
            call.state.edit(id, data);
            return Some(id);
        }
        DEFERRED_UPDATE => return interaction.message,
        _ => return None,
    };
    let draft = Draft { interaction: Some(interaction.id), ..draft };
    Some(call.state.world.post(interaction.channel, bot, draft).id)
}

fn with_response(call: &Call<'_>, kind: u64, interaction: &Interaction, message: Option<MessageId>) -> Value {
    let world = &call.state.world;
    let message = message.and_then(|id| world.message(id));
    let mut about = json!({"id": interaction.id.json(), "type": interaction.kind.number()});
    let mut resource = json!({"type": kind});
    if let Some(message) = message {
        about["response_message_id"] = message.id.json();
        about["response_message_loading"] = json!(message.is_loading());
        about["response_message_ephemeral"] = json!(message.is_ephemeral());
        if matches!(kind, MESSAGE | UPDATE | DEFERRED_MESSAGE) {
            resource["message"] = form::message(world, message);
        }
    }
    json!({"interaction": about, "resource": resource})
}
