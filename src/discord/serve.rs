//! Starting, serving, leaving.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serenity::gateway::{GatewayError, ShardManager};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;

use crate::limits;
use crate::matching::Matcher;
use crate::settings::Token;
use crate::store::StoreError;
use crate::telemetry::{Counters, HealthFile};

use super::connection::{GatewayRuntime, connect, find_gateway, listen, may_read_all, who_am_i};
use super::desk::{Desk, Loader, Policies};
use super::events::Events;
use super::messages::Messages;
use super::outbox::Outbox;
use super::rest::{Rest, RestError};
use super::tasks::Tasks;
use super::team::{self, Moderation, Post, Team};
use super::turnstile;
use super::watchdog::{self, Pulse};

/// What serving takes.
pub struct Options {
    /// The bot's token.
    pub token: Token,
    /// Where Discord's API is.
    pub api_url: String,
    /// How long one HTTP request may take.
    pub http_timeout: Duration,
    /// How long the gateway may be silent.
    pub watchdog: Duration,
    /// The reaction to a question without a sure answer; empty for none.
    pub miss_reaction: String,
    /// How sure the bot must be.
    pub policies: Policies,
    /// Whether the text of questions is logged.
    pub log_questions: bool,
    /// The file that shows the bot is connected; empty for none.
    pub health_file: PathBuf,
    /// Whether to ask for the text of all messages where that was granted.
    pub message_content: bool,
    /// What is remembered, and how servers are moderated.
    pub moderation: Moderation,
}

/// Why serving did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Discord does not take the token.
    #[error(
        "Discord refused the token: it is wrong or was reset. Create a new one in the Discord Developer Portal \
         (your application, Bot, Reset Token) and set DISCORD_TOKEN to it"
    )]
    BadToken,
    /// Discord is out of reach.
    #[error("Discord cannot be reached at {url}: {reason}. Check the network, or `discord.api_url`")]
    Unreachable {
        /// Where.
        url: String,
        /// Why.
        reason: String,
    },
    /// An intent was asked for that the application has not been granted.
    #[error(
        "Discord refused the gateway intents: enable them in the Discord Developer Portal (your application, Bot)"
    )]
    Intents,
    /// The store was used by a newer version, or its migration failed: starting
    /// again would not help.
    #[error(transparent)]
    Store(StoreError),
    /// The health file cannot be written.
    #[error("the health file {} (`telemetry.health_file`) cannot be written: {error}", path.display())]
    HealthFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The gateway ended although nobody asked it to.
    #[error("the connection to Discord ended: {0}")]
    Ended(String),
    /// The system refused something.
    #[error("the system refused {what}: {error}")]
    System {
        /// What was wanted.
        what: &'static str,
        /// Why.
        error: std::io::Error,
    },
}

/// How long closing the gateway may take once everything is sent.
const CLOSING: Duration = Duration::from_secs(3);

/// How often questions too old to be followed up are forgotten.
const FORGETTING: Duration = Duration::from_mins(1);

/// Runs the bot until a signal ends it.
///
/// # Errors
///
/// [`ServeError`] where it cannot start, or ends without being asked to.
pub async fn serve(options: Options, matcher: Matcher, loader: Loader) -> Result<(), ServeError> {
    let health = HealthFile::create(&options.health_file)
        .map_err(|error| ServeError::HealthFile { path: options.health_file.clone(), error })?;
    let mut signals = Signals::new()?;
    let counters = Arc::new(Counters::default());
    let rest =
        Rest::new(options.token.clone(), &options.api_url, options.http_timeout, Arc::clone(&counters))
            .map_err(|error| ServeError::Ended(format!("HTTP cannot be set up: {error}")))?;
    let votes = options.moderation.store.address().is_some();
    let desk = Arc::new(Desk::new(
        matcher,
        options.policies,
        Arc::clone(&counters),
        loader,
        options.log_questions,
        votes,
    ));
    let preparing = Arc::clone(&desk);
    let prepared = tokio::task::spawn_blocking(move || preparing.prepare());
    let team = Arc::new(Team::new(options.moderation));
    let (opened, gateway) = tokio::join!(open_in_time(&team), find_gateway(&rest));
    let opened = opened?;
    let gateway = gateway.map_err(|error| refusal(&options.api_url, &error))?;
    let forgetting = Arc::clone(&desk);
    tokio::spawn(async move {
        let mut minute = tokio::time::interval(FORGETTING);
        loop {
            minute.tick().await;
            forgetting.forget_old_questions();
        }
    });
    let tasks = Tasks::new();
    let leaving = Arc::new(AtomicBool::new(false));
    let pulse = Pulse::new();
    let reads_all = async { options.message_content && may_read_all(&rest).await };
    let (reads_all, me) = tokio::join!(reads_all, who_am_i(&rest));
    team.reads_all.store(reads_all, Ordering::Relaxed);
    let outbox = Arc::new(Outbox::new(rest.clone(), tasks.clone(), Arc::clone(&counters)));
    let post = Arc::new(Post {
        team: Arc::clone(&team),
        desk: Arc::clone(&desk),
        outbox: Arc::clone(&outbox),
        rest: rest.clone(),
        tasks: tasks.clone(),
        me: AtomicU64::new(me),
        checked: Mutex::default(),
        overlaid: tokio::sync::Mutex::default(),
        tickets: tokio::sync::Mutex::default(),
    });
    tokio::spawn(team::keep(Arc::clone(&post), opened));
    let messages = Messages {
        desk: Arc::clone(&desk),
        outbox,
        team: Arc::clone(&team),
        post: Arc::clone(&post),
        rest,
        tasks: tasks.clone(),
        miss_reaction: options.miss_reaction.clone(),
    };
    let events = Arc::new(Events::new(messages, pulse.clone(), Arc::clone(&leaving)));
    let own = GatewayRuntime::new()?;
    let wanted = (options.token.clone(), options.api_url.clone(), gateway.url.clone());
    let mut client = own.run(connect(wanted, reads_all, events)).await?;
    // Who is online answers at once: an interaction waits three seconds at most.
    // Before the watchdog: until then there is no sign of life to wait for.
    prepared.await.map_err(|error| ServeError::Ended(format!("the fact base cannot be learnt: {error}")))?;
    pulse.beat();
    watchdog::start(pulse.clone(), options.watchdog)
        .map_err(|error| ServeError::System { what: "a thread", error })?;
    let drawing = Arc::clone(&desk);
    // Not waited for: questions are answered meanwhile.
    tokio::task::spawn_blocking(move || drawing.draw());
    let shards = gateway.shards.max(1);
    let turnstile = own.spawn(turnstile::guard(Arc::clone(&client.ws_url), shards as usize));
    let manager = Arc::clone(&client.shard_manager);
    let listening = tokio::spawn(listen(Arc::clone(&manager), pulse.clone(), health));

    let mut gateway = own.spawn(async move { client.start_shards(shards).await });
    let outcome = loop {
        tokio::select! {
            ended = &mut gateway => break Err(match ended {
                Ok(Ok(())) => ServeError::Ended("the gateway stopped".to_owned()),
                Ok(Err(error)) => gateway_refusal(&error),
                Err(error) => ServeError::Ended(error.to_string()),
            }),
            _ = signals.terminate.recv() => break Ok(()),
            _ = signals.interrupt.recv() => break Ok(()),
            _ = signals.hangup.recv() => {
                let desk = Arc::clone(&desk);
                tokio::task::spawn_blocking(move || desk.reload());
            }
        }
    };
    if outcome.is_ok() {
        leave(&pulse, &leaving, &tasks, &manager, &turnstile).await;
    }
    listening.abort();
    team::write_ledger(&post).await;
    team.store.close().await;
    sum_up(&counters);
    outcome
}

/// Says in the log what was done.
fn sum_up(counters: &Counters) {
    tracing::info!(
        questions = counters.questions.get(),
        unreadable_events = counters.unreadable_events.get(),
        dropped = counters.dropped.get(),
        unsent = counters.unsent.get(),
        refused_requests = counters.refused_requests.get(),
        "ended"
    );
}

/// Opens the store and reads the settings; what takes too long goes on in the
/// background, and the bot starts without.
///
/// # Errors
///
/// [`ServeError::Store`] where trying again would not help.
async fn open_in_time(team: &Team) -> Result<Result<(), StoreError>, ServeError> {
    match tokio::time::timeout(limits::STORE, team::open(team)).await {
        Err(_) => Ok(Err(StoreError::Late)),
        Ok(Err(error)) if !error.is_passing() => Err(ServeError::Store(error)),
        Ok(opened) => Ok(opened),
    }
}

/// Leaves in order: nothing new, what is under way is finished, then the
/// gateway is closed. The watchdog ends what does not end by itself.
async fn leave(
    pulse: &Pulse,
    leaving: &AtomicBool,
    tasks: &Tasks,
    manager: &Arc<ShardManager>,
    turnstile: &JoinHandle<()>,
) {
    tracing::info!(under_way = tasks.len(), "leaving");
    pulse.ends_within(limits::SHUTDOWN + CLOSING + Duration::from_secs(2));
    leaving.store(true, Ordering::Relaxed);
    if !tasks.finished_within(limits::SHUTDOWN).await {
        tracing::warn!(under_way = tasks.len(), "not everything could be finished in time");
    }
    // A shard that waits at the turnstile would not hear that it is to stop.
    turnstile.abort();
    let manager = Arc::clone(manager);
    let closing = tokio::spawn(async move { manager.shutdown_all().await });
    if tokio::time::timeout(CLOSING, closing).await.is_err() {
        tracing::warn!("the gateway did not answer the farewell");
    }
}

fn refusal(url: &str, error: &RestError) -> ServeError {
    match error {
        RestError::Refused { status, .. } if status.as_u16() == 401 => ServeError::BadToken,
        other => ServeError::Unreachable { url: url.to_owned(), reason: other.to_string() },
    }
}

fn gateway_refusal(error: &serenity::Error) -> ServeError {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => ServeError::BadToken,
        serenity::Error::Gateway(
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
        ) => ServeError::Intents,
        other => ServeError::Ended(other.to_string()),
    }
}

/// The signals the bot heeds.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    fn new() -> Result<Self, ServeError> {
        let listen =
            |kind| signal(kind).map_err(|error| ServeError::System { what: "a signal handler", error });
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            hangup: listen(SignalKind::hangup())?,
        })
    }
}
