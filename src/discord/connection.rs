//! The gateway connection: serenity's client, set up where it is told to and
//! on a runtime of its own.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serenity::Client;
use serenity::all::{ClientBuilder, GatewayIntents, HttpBuilder};
use serenity::gateway::ShardManager;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::UserId;
use tokio::task::JoinHandle;

use crate::settings::Token;
use crate::telemetry::{HEALTH_BEAT, HealthFile};

use super::events::Events;
use super::rest::{Rest, RestError};
use super::serve::ServeError;
use super::watchdog::Pulse;

/// The fewest intents that bring mentions, replies and direct messages.
/// Content comes with them: Discord sends it for messages that mention the bot
/// or are written to it (DISCORD.md §3.1), so no privileged intent is needed.
const INTENTS: GatewayIntents = GatewayIntents::from_bits_truncate(
    GatewayIntents::GUILD_MESSAGES.bits() | GatewayIntents::DIRECT_MESSAGES.bits(),
);

/// Where the gateway is, and how many shards Discord wants.
#[derive(Debug, Deserialize)]
pub(super) struct Gateway {
    pub(super) url: String,
    #[serde(default = "one")]
    pub(super) shards: u32,
}

fn one() -> u32 {
    1
}

/// Looks the gateway up, which proves the token as well. An HTTP proxy or a
/// double between us and Discord may know the plain route only.
pub(super) async fn find_gateway(rest: &Rest) -> Result<Gateway, RestError> {
    match rest.get(Request::new(Route::GatewayBot, LightMethod::Get)).await {
        Err(RestError::Refused { status, .. }) if status.as_u16() == 404 => {
            rest.get(Request::new(Route::Gateway, LightMethod::Get)).await
        }
        found => found,
    }
}

/// What Discord tells of an application.
#[derive(Debug, Deserialize)]
struct Application {
    #[serde(default)]
    flags: u64,
}

/// `GATEWAY_MESSAGE_CONTENT` and `GATEWAY_MESSAGE_CONTENT_LIMITED` (developer
/// documentation, resources/application): the operator has switched it on.
const MESSAGE_CONTENT_GRANTED: u64 = 1 << 18 | 1 << 19;

/// Whether the application was granted the text of all messages: to ask for it
/// ungranted ends the connection.
pub(super) async fn may_read_all(rest: &Rest) -> bool {
    let asked = Request::new(Route::Oauth2ApplicationCurrent, LightMethod::Get);
    match rest.get::<Application>(asked).await {
        Ok(application) => application.flags & MESSAGE_CONTENT_GRANTED != 0,
        Err(error) => {
            tracing::warn!(%error, "Discord does not say whether the text of all messages may be read");
            false
        }
    }
}

/// A user, as Discord tells of itself.
#[derive(Debug, Deserialize)]
struct Me {
    id: UserId,
}

/// Who we are; 0 where Discord does not say. READY says it too, but its handler
/// may run after that of a message which came right behind it.
pub(super) async fn who_am_i(rest: &Rest) -> u64 {
    match rest.get::<Me>(Request::new(Route::UserMe, LightMethod::Get)).await {
        Ok(me) => me.id.get(),
        Err(error) => {
            tracing::warn!(%error, "Discord does not say who we are; READY will");
            0
        }
    }
}

/// A runtime for serenity's gateway alone. A shard task that spins without
/// yielding starves whatever shares its runtime, timers and signals included;
/// replies under way and leaving must not depend on it.
pub(super) struct GatewayRuntime(Option<tokio::runtime::Runtime>);

impl GatewayRuntime {
    pub(super) fn new() -> Result<Self, ServeError> {
        tokio::runtime::Builder::new_multi_thread()
            // One thread: the turnstile tells by it who came before whom.
            .worker_threads(1)
            .thread_name("gateway")
            .enable_all()
            .build()
            .map(|runtime| Self(Some(runtime)))
            .map_err(|error| ServeError::System { what: "a runtime", error })
    }

    pub(super) fn spawn<T: Send + 'static>(
        &self,
        task: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        match &self.0 {
            Some(runtime) => runtime.spawn(task),
            None => tokio::spawn(task),
        }
    }

    pub(super) async fn run<T: Send + 'static>(
        &self,
        task: impl Future<Output = Result<T, ServeError>> + Send + 'static,
    ) -> Result<T, ServeError> {
        self.spawn(task).await.unwrap_or_else(|error| Err(ServeError::Ended(error.to_string())))
    }
}

impl Drop for GatewayRuntime {
    fn drop(&mut self) {
        // Waiting for its tasks could take for ever.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Connects with a token to an API and a gateway, by their addresses;
/// `reads_all`: the text of all messages is asked for.
pub(super) async fn connect(
    (token, api_url, gateway_url): (Token, String, String),
    reads_all: bool,
    events: Arc<Events>,
) -> Result<Client, ServeError> {
    let content = if reads_all { GatewayIntents::MESSAGE_CONTENT } else { GatewayIntents::empty() };
    // The one place where serenity's own HTTP is set up. A proxy without
    // `ratelimiter_disabled` is ignored by serenity, which would then call the
    // real Discord; so both are always set together, here.
    let http = HttpBuilder::new(token.expose()).proxy(&api_url).ratelimiter_disabled(true).build();
    let client = ClientBuilder::new_with_http(http, INTENTS | content)
        .event_handler_arc(Arc::clone(&events))
        .raw_event_handler(Shared(events))
        .await
        .map_err(|error| ServeError::Ended(error.to_string()))?;
    // Where its own look-up failed serenity falls back to the real gateway
    // without a word; what we have looked up ourselves holds.
    gateway_url.trim_end_matches('/').clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// Serenity takes a raw handler by value only.
struct Shared(Arc<Events>);

#[serenity::async_trait]
impl serenity::all::RawEventHandler for Shared {
    async fn raw_event(&self, context: serenity::all::Context, event: serenity::all::Event) {
        self.0.raw_event(context, event).await;
    }
}

/// Watches for acknowledged heartbeats, which are no events, and keeps the
/// health file fresh while there are signs of life.
pub(super) async fn listen(manager: Arc<ShardManager>, pulse: Pulse, health: Option<HealthFile>) {
    let mut latencies = Vec::new();
    let mut since_health = HEALTH_BEAT;
    let look = Duration::from_millis(500);
    loop {
        tokio::time::sleep(look).await;
        let runners = manager.runners.lock().await;
        let mut now: Vec<_> = runners.iter().map(|(id, runner)| (*id, runner.latency)).collect();
        let connected =
            runners.values().any(|runner| runner.stage == serenity::gateway::ConnectionStage::Connected);
        drop(runners);
        now.sort_by_key(|(id, _)| *id);
        // A measured latency that changed is a heartbeat acknowledged since.
        let acknowledged = now.iter().any(|entry| entry.1.is_some() && !latencies.contains(entry));
        latencies = now;
        if acknowledged {
            pulse.beat();
        }
        since_health += look;
        if let Some(health) = health.as_ref().filter(|_| connected && since_health >= HEALTH_BEAT) {
            health.beat();
            since_health = Duration::ZERO;
        }
    }
}
