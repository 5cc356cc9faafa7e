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
use tokio::sync::oneshot;
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
    /// A message in the place of an earlier one, as JSON.
    Edit(MessageId, Vec<u8>),
    /// A reaction to a message, as it stands in a path.
    Reaction(MessageId, String),
}

/// What came of sending: Discord's answer, or why there is none.
pub(super) type Sent = Result<Vec<u8>, RestError>;

#[derive(Debug)]
struct Job {
    item: Item,
    born: Instant,
    /// How long it is worth sending.
    patience: Duration,
    /// Who wants to know what came of it.
    sent: Option<oneshot::Sender<Sent>>,
    /// Whether it is kept elsewhere until it has arrived, and so never dropped.
    kept: bool,
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
        let (born, patience) = (Instant::now(), limits::SEND_PATIENCE);
        self.queue(channel, Job { item, born, patience, sent: None, kept: false });
    }

    /// As [`Self::push`]; what came of it is told.
    pub(super) fn push_watched(self: &Arc<Self>, channel: ChannelId, item: Item) -> oneshot::Receiver<Sent> {
        let (tell, told) = oneshot::channel();
        let (born, patience) = (Instant::now(), limits::SEND_PATIENCE);
        self.queue(channel, Job { item, born, patience, sent: Some(tell), kept: false });
        told
    }

    /// Queues something that is kept elsewhere until it has arrived: it is never
    /// dropped for want of room, given up after `patience`, and what came of it is
    /// told.
    pub(super) fn push_kept(
        self: &Arc<Self>,
        channel: ChannelId,
        item: Item,
        patience: Duration,
    ) -> oneshot::Receiver<Sent> {
        let (tell, told) = oneshot::channel();
        self.queue(channel, Job { item, born: Instant::now(), patience, sent: Some(tell), kept: true });
        told
    }

    fn queue(self: &Arc<Self>, channel: ChannelId, job: Job) {
        let Ok(mut queues) = self.queues.lock() else { return };
        match queues.get_mut(&channel) {
            Some(queue) if queue.len() >= limits::CHANNEL_QUEUE && !job.kept => {
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
        while let Some(mut job) = next {
            let tell = job.sent.take();
            let (sent, wait) = match self.deliver(channel, &job).await {
                Ok((body, wait)) => (Ok(body), wait),
                Err(error) => (Err(error), None),
            };
            // What is kept is tried again; who keeps it says so.
            if let (Err(error), false) = (&sent, job.kept) {
                let unsent = self.counters.unsent.add();
                tracing::warn!(channel = channel.get(), unsent, %error, "a reply could not be sent");
            }
            if let Some(tell) = tell {
                // Who wanted to know may be gone.
                drop(tell.send(sent));
            }
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

    /// Sends one job, trying again where that may help; gives Discord's answer and
    /// how long the channel's bucket then wants to rest.
    async fn deliver(&self, channel: ChannelId, job: &Job) -> Result<(Vec<u8>, Option<Duration>), RestError> {
        let mut backoff = Duration::from_millis(500);
        let mut failures = 0;
        loop {
            self.gate.pass().await;
            let error = match self.send(channel, &job.item).await {
                Ok(sent) => return Ok(sent),
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
                _ => return Err(error),
            };
            if job.born.elapsed() + wait > job.patience {
                return Err(error);
            }
            tracing::debug!(channel = channel.get(), wait_ms = wait.as_millis() as u64, %error, "trying again");
            sleep(wait).await;
        }
    }

    async fn send(&self, channel: ChannelId, item: &Item) -> Result<(Vec<u8>, Option<Duration>), RestError> {
        let sent = match item {
            Item::Message(body) => {
                let route = Route::ChannelMessages { channel_id: channel };
                self.rest.send(Request::new(route, LightMethod::Post).body(Some(body.clone()))).await
            }
            Item::Edit(message, body) => {
                let route = Route::ChannelMessage { channel_id: channel, message_id: *message };
                self.rest.send(Request::new(route, LightMethod::Patch).body(Some(body.clone()))).await
            }
            Item::Reaction(message, reaction) => {
                let route =
                    Route::ChannelMessageReactionMe { channel_id: channel, message_id: *message, reaction };
                self.rest.send(Request::new(route, LightMethod::Put)).await
            }
        };
        sent.map(|(body, bucket)| (body, bucket.empty_for))
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
