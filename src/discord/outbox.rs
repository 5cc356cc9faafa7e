//! Messages on their way out: one in flight per channel, in order, tried again
//! until they arrive or are no longer worth it.
//!
//! Forty replies at once in one channel would meet forty 429s; one after the
//! other meets none (DISCORD.md §1.4). The nonce of a message makes a repeat
//! after a lost answer post nothing twice.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ChannelId, MessageId};
use tokio::time::{Duration, Instant, sleep};

use crate::limits;
use crate::telemetry::Counters;

use super::gate::Gate;
use super::rest::{Rest, RestError};
use super::tasks::Tasks;

/// Something to send to a channel.
#[derive(Debug)]
pub(super) enum Item {
    /// A message, as JSON with a nonce.
    Message(Vec<u8>),
    /// A reaction to a message, as it stands in a path.
    Reaction(MessageId, String),
}

#[derive(Debug)]
struct Job {
    item: Item,
    born: Instant,
}

/// Queues, one per channel with something to send; empty ones are dropped.
#[derive(Debug)]
pub(super) struct Outbox {
    rest: Rest,
    gate: Gate,
    queues: Mutex<HashMap<ChannelId, VecDeque<Job>>>,
    tasks: Tasks,
    counters: Arc<Counters>,
}

impl Outbox {
    pub(super) fn new(rest: Rest, tasks: Tasks, counters: Arc<Counters>) -> Self {
        Self { rest, gate: Gate::new(limits::GLOBAL_PER_SECOND), queues: Mutex::default(), tasks, counters }
    }

    /// Queues something for a channel; drops it (counted, logged) where too
    /// much is waiting there.
    pub(super) fn push(self: &Arc<Self>, channel: ChannelId, item: Item) {
        let job = Job { item, born: Instant::now() };
        let Ok(mut queues) = self.queues.lock() else { return };
        match queues.get_mut(&channel) {
            Some(queue) if queue.len() >= limits::CHANNEL_QUEUE => {
                let dropped = self.counters.dropped.add();
                tracing::warn!(
                    channel = channel.get(),
                    dropped,
                    "the channel's queue is full, a reply was dropped"
                );
            }
            Some(queue) => queue.push_back(job),
            None => {
                queues.insert(channel, VecDeque::new());
                let outbox = Arc::clone(self);
                self.tasks.spawn(async move { outbox.work(channel, job).await });
            }
        }
    }

    /// Sends a channel's jobs one after the other until none is left.
    async fn work(&self, channel: ChannelId, first: Job) {
        let _vacated = VacatedOnPanic { outbox: self, channel };
        let mut next = Some(first);
        while let Some(job) = next {
            let wait = self.deliver(channel, &job).await;
            if let Some(wait) = wait {
                sleep(wait).await;
            }
            next = self.queues.lock().ok().and_then(|mut queues| {
                let job = queues.get_mut(&channel).and_then(VecDeque::pop_front);
                if job.is_none() {
                    queues.remove(&channel);
                }
                job
            });
        }
    }

    /// Sends one job, trying again where that may help; gives how long the
    /// channel's bucket then wants to rest.
    async fn deliver(&self, channel: ChannelId, job: &Job) -> Option<Duration> {
        let mut backoff = Duration::from_millis(500);
        let mut failures = 0;
        loop {
            self.gate.pass().await;
            let error = match self.send(channel, &job.item).await {
                Ok(rest) => return rest,
                Err(error) => error,
            };
            let wait = match &error {
                RestError::Limited { after, global } => {
                    if *global {
                        self.gate.hold(*after);
                    }
                    *after
                }
                RestError::Trouble(_) | RestError::Unreachable(_) if failures + 1 < limits::SEND_TRIES => {
                    failures += 1;
                    backoff *= 2;
                    backoff / 2
                }
                _ => {
                    self.give_up(channel, &error);
                    return None;
                }
            };
            if job.born.elapsed() + wait > limits::SEND_PATIENCE {
                self.give_up(channel, &error);
                return None;
            }
            tracing::debug!(channel = channel.get(), wait_ms = wait.as_millis() as u64, %error, "trying again");
            sleep(wait).await;
        }
    }

    fn give_up(&self, channel: ChannelId, error: &RestError) {
        let unsent = self.counters.unsent.add();
        tracing::warn!(channel = channel.get(), unsent, %error, "a reply could not be sent");
    }

    async fn send(&self, channel: ChannelId, item: &Item) -> Result<Option<Duration>, RestError> {
        let sent = match item {
            Item::Message(body) => {
                let route = Route::ChannelMessages { channel_id: channel };
                self.rest.send(Request::new(route, LightMethod::Post).body(Some(body.clone()))).await
            }
            Item::Reaction(message, reaction) => {
                let route =
                    Route::ChannelMessageReactionMe { channel_id: channel, message_id: *message, reaction };
                self.rest.send(Request::new(route, LightMethod::Put)).await
            }
        };
        sent.map(|(_, bucket)| bucket.empty_for)
    }
}

/// Frees a channel whose worker panicked, which would be deaf from then on.
struct VacatedOnPanic<'a> {
    outbox: &'a Outbox,
    channel: ChannelId,
}

impl Drop for VacatedOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(mut queues) = self.outbox.queues.lock()
        {
            queues.remove(&self.channel);
        }
    }
}
