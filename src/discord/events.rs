//! Events from the gateway.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serenity::all::{Context, EventHandler, RawEventHandler};
use serenity::async_trait;
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::event::{
    Event, GuildCreateEvent, InteractionCreateEvent, MessageCreateEvent, ReadyEvent, ResumedEvent,
    UnknownEvent,
};
use serenity::model::gateway::Ready;
use serenity::model::id::UserId;
use tokio::time::Instant;

use crate::matching::Verdict;

use super::addressed;
use super::desk::{Asked, Desk};
use super::outbox::{Item, Outbox};
use super::rest::Rest;
use super::tasks::Tasks;
use super::watchdog::Pulse;
use super::{commands, components, convert, interactions, registration};

/// Message ids remembered, so that an event Discord sends again after a
/// reconnection is not answered again. A resumed session repeats seconds.
const REMEMBERED: usize = 1_000;

/// Kinds of event nobody here knows, logged once each; no more than so many.
const STRANGE_KINDS: usize = 50;

/// Hands events to those who answer them.
pub(super) struct Events {
    pub(super) desk: Arc<Desk>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) rest: Rest,
    pub(super) pulse: Pulse,
    pub(super) tasks: Tasks,
    /// Set once the process is leaving: nothing new is begun.
    pub(super) leaving: Arc<AtomicBool>,
    pub(super) miss_reaction: String,
    me: AtomicU64,
    registered: AtomicBool,
    seen: Mutex<VecDeque<u64>>,
    strange: Mutex<BTreeSet<String>>,
}

impl Events {
    pub(super) fn new(
        desk: Arc<Desk>,
        outbox: Arc<Outbox>,
        rest: Rest,
        pulse: Pulse,
        tasks: Tasks,
        leaving: Arc<AtomicBool>,
        miss_reaction: String,
    ) -> Self {
        Self {
            desk,
            outbox,
            rest,
            pulse,
            tasks,
            leaving,
            miss_reaction,
            me: AtomicU64::new(0),
            registered: AtomicBool::new(false),
            seen: Mutex::default(),
            strange: Mutex::default(),
        }
    }

    fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// Whether a message comes for the first time.
    fn is_new(&self, message: &Message) -> bool {
        let Ok(mut seen) = self.seen.lock() else { return true };
        let id = message.id.get();
        if seen.contains(&id) {
            return false;
        }
        if seen.len() >= REMEMBERED {
            seen.pop_front();
        }
        seen.push_back(id);
        true
    }

    /// Answers a message that is meant for the bot.
    fn answer(&self, message: &Message) {
        let me = UserId::new(self.me.load(Ordering::Relaxed).max(1));
        let Some(asked) = addressed::read(message, me) else { return };
        if !self.is_new(message) {
            return;
        }
        let reply = if asked.question.is_empty() {
            let language = self.desk.matcher().base().default_language();
            self.desk.say(language, |voice| voice.greeting())
        } else {
            let (outcome, reply) = self.desk.ask(&Asked {
                question: &asked.question,
                earlier: asked.earlier.as_deref(),
                asker: message.author.id.get(),
                channel: message.channel_id.get(),
                shared: asked.shared,
                via: asked.via,
            });
            // "Are you sure?" under an answer is a remark; saying the answer
            // again to everybody helps nobody.
            let repeats = asked.shared
                && asked.earlier.as_deref().is_some_and(|title| self.desk.leads_to(title, &outcome));
            if repeats {
                return;
            }
            if asked.shared && matches!(outcome.verdict, Verdict::None { .. }) {
                if !self.miss_reaction.is_empty() {
                    let reaction = percent_encoded(&self.miss_reaction);
                    self.outbox.push(message.channel_id, Item::Reaction(message.id, reaction));
                }
                return;
            }
            reply
        };
        let built = convert::message(&reply, message.channel_id, message.id);
        match serde_json::to_vec(&built) {
            Ok(body) => self.outbox.push(message.channel_id, Item::Message(body)),
            Err(error) => tracing::error!(%error, "a reply could not be written"),
        }
    }

    /// Says what is wrong with an event that did not parse, counts it where it
    /// is one we would have acted on.
    fn unreadable(&self, event: &UnknownEvent) {
        let Some(error) = parse_error(event) else {
            let Ok(mut strange) = self.strange.lock() else { return };
            if strange.len() < STRANGE_KINDS && strange.insert(event.kind.clone()) {
                tracing::info!(kind = event.kind, "skipped an event of a kind nobody here knows");
            }
            return;
        };
        let count = self.desk.counters.unreadable_events.add();
        tracing::warn!(kind = event.kind, error, count, "skipped an event that cannot be read");
    }
}

/// Why an event of a kind we act on cannot be read; `None` for other kinds.
fn parse_error(event: &UnknownEvent) -> Option<String> {
    fn why<T: serde::de::DeserializeOwned>(event: &UnknownEvent) -> String {
        let error = serde_json::from_value::<T>(event.value.clone()).err();
        error.map_or_else(|| "it reads well by itself".to_owned(), |error| error.to_string())
    }
    let why = match event.kind.as_str() {
        "MESSAGE_CREATE" => why::<MessageCreateEvent>(event),
        "INTERACTION_CREATE" => why::<InteractionCreateEvent>(event),
        "READY" => why::<ReadyEvent>(event),
        "RESUMED" => why::<ResumedEvent>(event),
        "GUILD_CREATE" => why::<GuildCreateEvent>(event),
        _ => return None,
    };
    Some(why)
}

/// An emoji as it stands in a path.
fn percent_encoded(emoji: &str) -> String {
    emoji.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, _: Context, ready: Ready) {
        self.me.store(ready.user.id.get(), Ordering::Relaxed);
        tracing::info!(name = ready.user.name, servers = ready.guilds.len(), "connected to Discord");
        if self.registered.swap(true, Ordering::Relaxed) {
            return;
        }
        let rest = self.rest.clone();
        let commands = commands::definitions(&self.desk.wording, self.desk.matcher().base());
        let registering = self
            .tasks
            .spawn(async move { registration::register(&rest, ready.application.id, &commands).await });
        let Ok(registered) = registering.await else { return };
        match registered {
            Ok(true) => tracing::info!("commands registered"),
            Ok(false) => tracing::debug!("commands are up to date"),
            Err(error) => {
                // Asking by message works all the same; the next session tries again.
                self.registered.store(false, Ordering::Relaxed);
                tracing::error!(%error, "commands could not be registered");
            }
        }
    }

    async fn message(&self, _: Context, message: Message) {
        if !self.is_leaving() {
            self.answer(&message);
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        if self.is_leaving() {
            return;
        }
        let received = Instant::now();
        let response = match &interaction {
            Interaction::Command(command) => commands::run(&self.desk, command),
            Interaction::Autocomplete(command) => commands::complete(&self.desk, command).into(),
            Interaction::Component(component) => components::run(&self.desk, component),
            _ => return,
        };
        let (id, token) = (interaction.id(), interaction.token().to_owned());
        let rest = self.rest.clone();
        let sending = self.tasks.spawn(async move {
            interactions::respond(&rest, id, &token, &response, received).await;
        });
        // The tracker ends it; a panic there is logged by nobody else.
        if let Err(error) = sending.await {
            tracing::error!(%error, "answering an interaction failed");
        }
    }
}

#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, _: Context, event: Event) {
        self.pulse.beat();
        if let Event::Unknown(event) = &event {
            self.unreadable(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_in_paths() {
        assert_eq!(percent_encoded("❓"), "%E2%9D%93");
    }
}
