//! Clicking, choosing, and filling in modals.

use serde_json::{Value, json};

use super::act::Act;
use super::{InteractionHandle, say};
use crate::Sandbox;
use crate::error::{Error, Result};
use crate::hub::State;
use crate::ids::{ChannelId, MessageId, UserId};
use crate::permissions::VIEW_CHANNEL;
use crate::world::{Draft, InteractionKind, Message, flatten};

impl Sandbox {
    /// Clicks a button. An error, if `user` does not see the message or it has no such button that
    /// can be clicked.
    pub fn click(&self, user: UserId, message: MessageId, custom_id: &str) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let message = visible(state, user, message)?;
            let buttons = message.buttons();
            let button = buttons.iter().find(|one| one.custom_id.as_deref() == Some(custom_id));
            match button {
                None => Err(Error::NotPossible(format!(
                    "the message has no button {custom_id:?}; it has {buttons:?}"
                ))),
                Some(button) if button.disabled => {
                    Err(Error::NotPossible(format!("the button {custom_id:?} is disabled")))
                }
                Some(_) => {
                    let data = json!({"custom_id": custom_id, "component_type": 2});
                    self.start_interaction(state, used(user, &message, data))
                }
            }
        })
    }

    /// A message of the bot's with a button it never made: clients can send any custom id, of
    /// messages of any age. Nobody is told of the message.
    pub fn forge_message(&self, channel: ChannelId, custom_id: &str) -> MessageId {
        self.hub.change(|state| {
            let button = json!({"type": 2, "style": 2, "label": "forged", "custom_id": custom_id});
            let components = vec![json!({"type": 1, "components": [button]})];
            let draft = Draft { content: "forged".to_owned(), components, ..Draft::default() };
            let bot = state.world.bot;
            state.world.post(channel, bot, draft).id
        })
    }

    /// Chooses from a select menu.
    pub fn select(
        &self,
        user: UserId,
        message: MessageId,
        custom_id: &str,
        values: &[&str],
    ) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let message = visible(state, user, message)?;
            let menus = message.selects();
            let Some(menu) = menus.iter().find(|one| one.custom_id == custom_id) else {
                let problem = format!("the message has no menu {custom_id:?}; it has {menus:?}");
                return Err(Error::NotPossible(problem));
            };
            let offered = |value: &str| menu.options.iter().any(|(_, one)| one == value);
            let stranger = values.iter().find(|value| menu.kind == 3 && !offered(value));
            if menu.disabled || stranger.is_some() {
                let problem = format!("{values:?} cannot be chosen from {menu:?}");
                return Err(Error::NotPossible(problem));
            }
            if !(menu.min_values..=menu.max_values).contains(&values.len()) {
                let (least, most) = (menu.min_values, menu.max_values);
                let problem = format!("{} values, where {least} to {most} can be", values.len());
                return Err(Error::NotPossible(problem));
            }
            let data = json!({"custom_id": custom_id, "component_type": menu.kind, "values": values});
            self.start_interaction(state, used(user, &message, data))
        })
    }

    /// Fills in and sends the modal that `interaction` was answered with. `values` is an object of
    /// custom ids and texts (lists of texts for menus).
    pub fn submit_modal(
        &self,
        user: UserId,
        interaction: &InteractionHandle,
        values: &Value,
    ) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let kept = state.world.interactions.get(&interaction.id).cloned();
            let kept = kept.ok_or_else(|| Error::Unknown("interaction".to_owned()))?;
            let modal = kept.response.filter(|response| response.kind == 9);
            let Some(modal) = modal else {
                let problem = "the interaction was not answered with a modal";
                return Err(Error::NotPossible(problem.to_owned()));
            };
            let components = modal.data["components"].as_array().cloned().unwrap_or_default();
            let mut known = Vec::new();
            for input in flatten(&components) {
                let Some(custom_id) = input["custom_id"].as_str() else {
                    continue;
                };
                known.push(custom_id);
                check_input(input, custom_id, &values[custom_id])?;
            }
            let mut strangers = values.as_object().into_iter().flat_map(|map| map.keys());
            if let Some(stranger) = strangers.find(|key| !known.contains(&key.as_str())) {
                let problem = format!("the modal has no input {stranger:?}; it has {known:?}");
                return Err(Error::NotPossible(problem));
            }
            let filled: Value = components.iter().map(|one| fill(one, values)).collect();
            let act = Act {
                kind: InteractionKind::Modal,
                user,
                channel: kept.channel,
                data: json!({"custom_id": modal.data["custom_id"], "components": filled}),
                name: None,
                message: kept.message,
                focused: 3,
            };
            self.start_interaction(state, act)
        })
    }
}

/// The message, if it exists and `user` sees it.
fn visible(state: &State, user: UserId, id: MessageId) -> Result<Message> {
    let message = say::find(state, id)?;
    let hidden = message.ephemeral_to.is_some_and(|only| only != user);
    if hidden || !state.world.may(message.channel, user, VIEW_CHANNEL) {
        return Err(Error::NotPossible(format!("user {user} does not see message {id}")));
    }
    Ok(message)
}

fn used(user: UserId, message: &Message, data: Value) -> Act {
    Act {
        kind: InteractionKind::Component,
        user,
        channel: message.channel,
        data,
        name: None,
        message: Some(message.id),
        focused: 3,
    }
}

fn check_input(input: &Value, custom_id: &str, value: &Value) -> Result<()> {
    if input["type"] != 4 {
        return Ok(());
    }
    let text = value.as_str().or_else(|| input["value"].as_str()).unwrap_or_default();
    let length = text.chars().count() as u64;
    let required = input["required"].as_bool().unwrap_or(true);
    let least = input["min_length"].as_u64().unwrap_or(u64::from(required));
    let most = input["max_length"].as_u64().unwrap_or(4000);
    let empty_and_optional = length == 0 && !required;
    if !empty_and_optional && !(least.max(u64::from(required))..=most).contains(&length) {
        let problem = format!("{custom_id:?} takes {least} to {most} characters, not {length}");
        return Err(Error::NotPossible(problem));
    }
    Ok(())
}

/// The component with the value somebody typed, in the shape a submission has.
fn fill(component: &Value, values: &Value) -> Value {
    let mut filled = json!({"type": component["type"]});
    if let Some(id) = component.get("id") {
        filled["id"] = id.clone();
    }
    if let Some(inside) = component["components"].as_array() {
        filled["components"] = inside.iter().map(|one| fill(one, values)).collect();
    }
    if component["component"].is_object() {
        filled["component"] = fill(&component["component"], values);
    }
    if let Some(custom_id) = component["custom_id"].as_str() {
        filled["custom_id"] = json!(custom_id);
        let value = &values[custom_id];
        if component["type"] == 4 {
            let text = value.as_str().or_else(|| component["value"].as_str());
            filled["value"] = json!(text.unwrap_or_default());
        } else {
            filled["values"] = if value.is_array() { value.clone() } else { json!([]) };
        }
    }
    filled
}
