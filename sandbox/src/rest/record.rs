//! The log of requests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::routes::Found;
use crate::hub::{Hub, State};

/// One REST request and what became of it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// When it arrived.
    pub at: Instant,
    /// The same, since the sandbox started.
    pub since_start: Duration,
    /// GET, POST and so on.
    pub method: String,
    /// Path and query as sent, `/api/v10` included.
    pub path: String,
    /// The route as the documentation writes it, without `/api/v10`; none if there is no such
    /// route.
    pub route: Option<&'static str>,
    /// The JSON body; of a multipart one its `payload_json`.
    pub body: Option<Value>,
    /// How many files came with it.
    pub files: usize,
    /// Whether it carried the right token. The header itself is not kept.
    pub authorized: bool,
    /// The User-Agent.
    pub user_agent: Option<String>,
    /// How many other message-creates for the same channel were under way when it arrived.
    pub in_flight_same_channel: usize,
    /// The status it was answered with; none yet, or never.
    pub status: Option<u16>,
    /// How long the answer took.
    pub answered_after: Option<Duration>,
}

/// What is known of a request when it arrives.
pub(super) struct Arrival<'a> {
    pub(super) at: Instant,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) found: Option<&'a Found>,
    pub(super) body: Option<Value>,
    pub(super) files: usize,
    pub(super) authorized: bool,
    pub(super) user_agent: Option<&'a str>,
}

impl State {
    pub(super) fn record(&mut self, hub: &Hub, arrival: Arrival<'_>) -> usize {
        let channel = arrival.found.and_then(Found::channel_of_message_create);
        let others = channel.and_then(|channel| self.in_flight.get(channel)).copied();
        self.requests.push(Recorded {
            at: arrival.at,
            since_start: arrival.at.duration_since(hub.started),
            method: arrival.method.to_owned(),
            path: arrival.path.to_owned(),
            route: arrival.found.map(|found| found.template),
            body: arrival.body,
            files: arrival.files,
            authorized: arrival.authorized,
            user_agent: arrival.user_agent.map(str::to_owned),
            in_flight_same_channel: others.unwrap_or(0),
            status: None,
            answered_after: None,
        });
        if let Some(channel) = channel {
            *self.in_flight.entry(channel.to_owned()).or_default() += 1;
        }
        self.requests.len() - 1
    }

    pub(super) fn answered(&mut self, index: usize, status: u16, after: Duration) {
        if let Some(request) = self.requests.get_mut(index) {
            request.status = Some(status);
            request.answered_after = Some(after);
        }
    }
}

/// Counts a message-create out again, also when the bot gives up on it.
pub(super) struct InFlight {
    hub: Arc<Hub>,
    channel: Option<String>,
}

impl InFlight {
    pub(super) fn of(hub: &Arc<Hub>, found: Option<&Found>) -> Self {
        let channel = found.and_then(Found::channel_of_message_create).map(str::to_owned);
        Self { hub: Arc::clone(hub), channel }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            self.hub.change(|state| {
                if let Some(count) = state.in_flight.get_mut(channel) {
                    *count = count.saturating_sub(1);
                }
            });
        }
    }
}
