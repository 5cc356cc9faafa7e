//! What becomes of an interaction.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::say;
use crate::error::{Error, Result};
use crate::hub::{Hub, State};
use crate::ids::InteractionId;
use crate::world::{Interaction, Message};

/// An interaction somebody started; shows what the bot makes of it.
#[derive(Clone, Debug)]
pub struct InteractionHandle {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) hub: Arc<Hub>,
}

/// The bot's first answer.
#[derive(Clone, Debug)]
pub struct InteractionResponse {
    /// The callback type: 4 message, 5 deferred message, 6 deferred update, 7 update, 8 choices,
    /// 9 modal.
    pub kind: u64,
    /// The callback's data as sent; `null` if there was none.
    pub data: Value,
    /// How long the bot took.
    pub after: Duration,
    /// The message it made or changed, as it stood when this was asked for.
    pub message: Option<Message>,
}

impl InteractionResponse {
    /// Whether only the invoker sees the answer.
    pub fn is_ephemeral(&self) -> bool {
        self.data["flags"].as_u64().unwrap_or(0) & 64 != 0
    }
}

impl InteractionHandle {
    /// Its id.
    pub const fn id(&self) -> InteractionId {
        self.id
    }

    /// Its token, as sent to the bot.
    pub fn token(&self) -> &str {
        &self.token
    }

    async fn wait<T>(
        &self,
        what: &str,
        timeout: Duration,
        look: impl Fn(&State, &Interaction) -> Option<T>,
    ) -> Result<T> {
        let look = |state: &State| look(state, state.world.interactions.get(&self.id)?);
        self.hub.wait(what, timeout, look, |state| self.seen(state)).await
    }

    fn seen(&self, state: &State) -> String {
        let interaction = state.world.interactions.get(&self.id);
        let response = interaction.and_then(|one| one.response.as_ref());
        let response = response.map_or_else(
            || "no answer".to_owned(),
            |response| format!("an answer of type {} with {}", response.kind, response.data),
        );
        format!("{response}; {}", say::seen(state))
    }

    /// Waits for the first answer.
    pub async fn response(&self, timeout: Duration) -> Result<InteractionResponse> {
        self.wait("the first answer to an interaction", timeout, |state, one| {
            let response = one.response.as_ref()?;
            Some(InteractionResponse {
                kind: response.kind,
                data: response.data.clone(),
                after: response.after,
                message: one.original.and_then(|id| state.world.messages.get(&id)).cloned(),
            })
        })
        .await
    }

    /// Waits for the message that answers: the first answer itself, or what takes the place of a
    /// deferred one.
    pub async fn answer(&self, timeout: Duration) -> Result<Message> {
        self.wait("the message that answers an interaction", timeout, |state, one| {
            let original = one.original.and_then(|id| state.world.messages.get(&id));
            original.filter(|message| !message.is_loading()).cloned()
        })
        .await
    }

    /// Waits for the choices that complete an option: name and value of each.
    pub async fn choices(&self, timeout: Duration) -> Result<Vec<(String, Value)>> {
        let response = self.response(timeout).await?;
        let Some(choices) = response.data["choices"].as_array().filter(|_| response.kind == 8) else {
            return Err(Error::Unexpected {
                expected: "choices (callback type 8)".to_owned(),
                seen: format!("the answer was of type {}: {}", response.kind, response.data),
            });
        };
        let name = |one: &Value| one["name"].as_str().unwrap_or_default().to_owned();
        Ok(choices.iter().map(|one| (name(one), one["value"].clone())).collect())
    }

    /// The bodies of the edits of `@original` so far.
    pub fn edits(&self) -> Vec<Value> {
        self.look(|_, one| one.edits.clone()).unwrap_or_default()
    }

    /// The message `@original` means, as it stands now; also when it was deleted.
    pub fn original(&self) -> Option<Message> {
        self.look(|state, one| one.original.and_then(|id| state.world.messages.get(&id)).cloned()).flatten()
    }

    /// The follow-ups so far; deleted ones say so.
    pub fn followups(&self) -> Vec<Message> {
        self.look(|state, one| {
            one.followups.iter().filter_map(|id| state.world.messages.get(id)).cloned().collect()
        })
        .unwrap_or_default()
    }

    /// Waits for the first follow-up that is not deleted.
    pub async fn followup(&self, timeout: Duration) -> Result<Message> {
        self.wait("a follow-up to an interaction", timeout, |state, one| {
            one.followups.iter().find_map(|id| state.world.message(*id)).cloned()
        })
        .await
    }

    /// Waits until `@original` was edited.
    pub async fn edited(&self, timeout: Duration) -> Result<Message> {
        self.wait("an edit of the answer to an interaction", timeout, |state, one| {
            one.edits.last()?;
            one.original.and_then(|id| state.world.messages.get(&id)).cloned()
        })
        .await
    }

    fn look<T>(&self, look: impl FnOnce(&State, &Interaction) -> T) -> Option<T> {
        self.hub.read(|state| state.world.interactions.get(&self.id).map(|one| look(state, one)))
    }
}
