//! Events from the gateway.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serenity::all::{Context, EventHandler, RawEventHandler};
use serenity::async_trait;
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::channel::PartialChannel;
use serenity::model::event::{
    Event, GuildCreateEvent, InteractionCreateEvent, MessageCreateEvent, ReadyEvent, ResumedEvent,
    UnknownEvent,
};
use serenity::model::gateway::Ready;
use serenity::model::id::{GuildId, UserId};
use tokio::time::Instant;

use crate::reply::{Action, Link, TeamAction};

use super::convert::{self, Response};
use super::messages::Messages;
use super::watchdog::Pulse;
use super::{addressed, commands, components, interactions, registration, team};

/// Message ids remembered, so that an event Discord sends again after a
/// reconnection is not answered again. A resumed session repeats seconds.
const REMEMBERED: usize = 1_000;

/// Kinds of event nobody here knows, logged once each; no more than so many.
const STRANGE_KINDS: usize = 50;

/// Hands events to those who answer them.
pub(super) struct Events {
    messages: Arc<Messages>,
    pulse: Pulse,
    /// Set once the process is leaving: nothing new is begun.
    leaving: Arc<AtomicBool>,
    registered: AtomicBool,
    seen: Mutex<VecDeque<u64>>,
    strange: Mutex<BTreeSet<String>>,
}

impl Events {
    pub(super) fn new(messages: Messages, pulse: Pulse, leaving: Arc<AtomicBool>) -> Self {
        Self {
            messages: Arc::new(messages),
            pulse,
            leaving,
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
        let count = self.messages.desk.counters.unreadable_events.add();
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

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, _: Context, ready: Ready) {
        self.messages.post.me.store(ready.user.id.get(), Ordering::Relaxed);
        tracing::info!(name = ready.user.name, servers = ready.guilds.len(), "connected to Discord");
        if self.registered.swap(true, Ordering::Relaxed) {
            return;
        }
        let Messages { rest, desk, team, tasks, .. } = &*self.messages;
        let rest = rest.clone();
        let commands = commands::definitions(&desk.wording, desk.matcher().base(), team.is_moderated());
        let registering =
            tasks.spawn(async move { registration::register(&rest, ready.application.id, &commands).await });
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
        let me = UserId::new(self.messages.post.me.load(Ordering::Relaxed).max(1));
        if !self.is_leaving() && addressed::is_from_people(&message, me) && self.is_new(&message) {
            self.messages.hear(&message, me);
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        if self.is_leaving() {
            return;
        }
        let received = Instant::now();
        let messages = Arc::clone(&self.messages);
        let answering = self.messages.tasks.spawn(async move {
            let (id, token) = (interaction.id(), interaction.token().to_owned());
            let Some(response) = answered(&messages, &interaction).await else { return };
            let message = interactions::respond(&messages.rest, id, &token, &response, received).await;
            // A choice that was taken stands in the place of its menu.
            let place = match &interaction {
                Interaction::Command(command) => Some((command.guild_id, command.channel_id, message)),
                Interaction::Component(component) => {
                    Some((component.guild_id, component.channel_id, Some(component.message.id)))
                }
                _ => None,
            };
            if let (Some(told), Some((Some(server), channel, Some(message)))) = (response.told, place) {
                let (server, channel, message) = (server.get(), channel.get(), message.get());
                messages.post.answered(Link { server, channel, message }, told);
            }
        });
        // The tracker ends it; a panic there is logged by nobody else.
        if let Err(error) = answering.await {
            tracing::error!(%error, "answering an interaction failed");
        }
    }
}

/// The answer to an interaction of a kind we know.
async fn answered(messages: &Messages, interaction: &Interaction) -> Option<Response> {
    let Messages { desk, team, rest, .. } = messages;
    let rule = |server: Option<GuildId>, channel: Option<&PartialChannel>| {
        let channel = channel?;
        Some(team.rule(team.place_of(server?.get(), channel)))
    };
    Some(match interaction {
        Interaction::Command(command) if team::COMMANDS.contains(&command.data.name.as_str()) => {
            team::run(team::Tools { team, desk, rest }, command).await
        }
        Interaction::Command(command) if command.data.name == "stats" => {
            team::stats(&messages.post, command).await
        }
        Interaction::Command(command) if command.data.name == "proposals" => {
            team::proposals(&messages.post, command).await
        }
        Interaction::Command(command) if command.data.name == "privacy" => {
            team::privacy(&messages.post, command).await
        }
        Interaction::Command(command) => {
            let rule = rule(command.guild_id, command.channel.as_ref());
            let place = commands::Place {
                rule: rule.as_ref(),
                takes_questions: team.takes_questions(command.guild_id.map(GuildId::get)),
                store: team.store.health(),
            };
            commands::run(desk, command, place)
        }
        Interaction::Autocomplete(command) => commands::complete(desk, command).into(),
        Interaction::Component(component) => {
            if let Some(action) = TeamAction::read(&component.data.custom_id) {
                return Some(team::press(&messages.post, component, action).await);
            }
            if let Some(action) = Action::read(&component.data.custom_id) {
                if let Some(response) = team::vote(&messages.post, component, &action).await {
                    return Some(response);
                }
                if let Some(response) = team::send_question(&messages.post, component, &action).await {
                    return Some(response);
                }
            }
            let rule = rule(component.guild_id, component.channel.as_ref());
            let takes_questions = team.takes_questions(component.guild_id.map(GuildId::get));
            components::run(desk, component, rule.and_then(|rule| rule.sureness), takes_questions)
        }
        Interaction::Modal(modal) => {
            if let Some(action) = Action::read(&modal.data.custom_id)
                && let Some(response) = team::vote_with_words(&messages.post, modal, &action).await
            {
                return Some(response);
            }
            let Some(action) = TeamAction::read(&modal.data.custom_id) else {
                let language = commands::locale(&modal.locale);
                return Some(convert::answer(&desk.say(language, |voice| voice.unknown_button()), true));
            };
            team::submit(&messages.post, modal, action).await
        }
        _ => return None,
    })
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
