//! Which channel a thread or forum post belongs to. Discord is asked once for
//! each channel, and only in servers where that matters: no intent is needed.

use std::collections::HashMap;
use std::sync::Mutex;

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::channel::ChannelType;
use serenity::model::id::ChannelId;

use crate::limits;

use super::super::rest::Rest;

/// What a channel hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent {
    /// It is no thread.
    None,
    /// It is a thread of this channel.
    Channel(u64),
}

impl From<Option<u64>> for Parent {
    fn from(parent: Option<u64>) -> Self {
        parent.map_or(Self::None, Self::Channel)
    }
}

impl Parent {
    pub(super) fn channel(self) -> Option<u64> {
        match self {
            Self::None => None,
            Self::Channel(channel) => Some(channel),
        }
    }
}

/// Channels and the channels they belong to.
#[derive(Debug, Default)]
pub(super) struct Places {
    parents: Mutex<HashMap<u64, Parent>>,
}

#[derive(Debug, Deserialize)]
struct Channel {
    #[serde(rename = "type")]
    kind: ChannelType,
    parent_id: Option<ChannelId>,
}

/// The channel a thread belongs to; that of an ordinary channel is its category,
/// which has no settings.
pub(super) fn parent_of_thread(kind: ChannelType, parent: Option<ChannelId>) -> Option<u64> {
    let thread =
        matches!(kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread);
    parent.filter(|_| thread).map(ChannelId::get)
}

impl Places {
    /// What a channel belongs to, where that is known.
    pub(super) fn parent_now(&self, channel: u64) -> Option<Parent> {
        self.parents.lock().ok()?.get(&channel).copied()
    }

    /// Notes what a channel belongs to; that never changes.
    pub(super) fn note(&self, channel: u64, parent: Option<u64>) {
        let Ok(mut parents) = self.parents.lock() else { return };
        if parents.len() >= limits::KNOWN_CHANNELS {
            parents.clear();
        }
        parents.insert(channel, parent.into());
    }

    /// Asks Discord what a channel belongs to.
    pub(super) async fn parent(&self, rest: &Rest, channel: u64) -> Option<u64> {
        let route = Route::Channel { channel_id: ChannelId::new(channel.max(1)) };
        match rest.get::<Channel>(Request::new(route, LightMethod::Get)).await {
            Ok(found) => {
                let parent = parent_of_thread(found.kind, found.parent_id);
                self.note(channel, parent);
                parent
            }
            Err(error) => {
                // It is asked again with the next message; the server's rule holds for this one.
                tracing::warn!(channel, %error, "what kind of channel this is could not be found out");
                None
            }
        }
    }
}
