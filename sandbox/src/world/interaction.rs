//! Interactions as they are kept.

use std::time::Duration;

use serde_json::{Value, json};

use super::World;
use crate::ids::{ChannelId, InteractionId, MessageId, UserId};

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InteractionKind {
    /// Used a command; from the context menu of a message or by its name.
    Command { context_menu: bool },
    /// Clicked or selected.
    Component,
    /// Typed into an option that completes.
    Autocomplete,
    /// Submitted a modal.
    Modal,
}

impl InteractionKind {
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Command { .. } => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }
}

/// The bot's first answer.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    /// The callback type.
    pub(crate) kind: u64,
    pub(crate) data: Value,
    /// How long it took.
    pub(crate) after: Duration,
}

#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) kind: InteractionKind,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    /// The command's name, for the line above the answer.
    pub(crate) name: Option<String>,
    /// The message whose component was used, also through a modal.
    pub(crate) message: Option<MessageId>,
    /// The type of the option being completed.
    pub(crate) focused: i64,
    pub(crate) at: Duration,
    pub(crate) response: Option<Response>,
    /// The message `@original` means.
    pub(crate) original: Option<MessageId>,
    /// Edits of the first answer.
    pub(crate) edits: Vec<Value>,
    pub(crate) followups: Vec<MessageId>,
}

impl Interaction {
    /// `authorizing_integration_owners`: on whose account the application is installed.
    pub(crate) fn owners(&self, world: &World) -> Value {
        match world.guild_of(self.channel) {
            Some(guild) => json!({"0": guild.id.json()}),
            None => json!({"0": "0"}),
        }
    }
}
