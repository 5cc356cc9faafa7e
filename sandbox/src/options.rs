//! How a sandbox is to behave from its start.

use std::time::Duration;

/// The token a sandbox accepts unless told otherwise.
pub const DEFAULT_TOKEN: &str = "sandbox.token.for-tests";

/// The settings of a sandbox; `Options::default()` is a patient, well-behaved Discord.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The one bot token that is accepted.
    pub token: String,
    /// What HELLO asks of the bot.
    pub heartbeat_interval: Duration,
    /// Limits that are really enforced; the headers are sent in any case.
    pub rate_limits: RateLimits,
    /// Added to every REST answer, before the request is processed.
    pub latency: Duration,
    /// Privileged intents (bits) switched on for the application. An IDENTIFY with another one is
    /// closed with 4014.
    pub privileged_intents: u64,
    /// How long a bot has for its first answer to an interaction.
    pub interaction_deadline: Duration,
    /// How long the token of an interaction works.
    pub interaction_token_lifetime: Duration,
    /// How long a nonce is remembered.
    pub nonce_memory: Duration,
    /// What `GET /gateway/bot` reports as the recommended number of shards.
    pub shards: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            token: DEFAULT_TOKEN.to_owned(),
            heartbeat_interval: Duration::from_millis(41_250),
            rate_limits: RateLimits::default(),
            latency: Duration::ZERO,
            privileged_intents: crate::intents::PRIVILEGED,
            interaction_deadline: Duration::from_secs(3),
            interaction_token_lifetime: Duration::from_mins(15),
            nonce_memory: Duration::from_mins(5),
            shards: 1,
        }
    }
}

/// Which rate limits answer 429. Both are off by default, so that a test fails for its own reason.
#[derive(Clone, Copy, Debug, Default)]
pub struct RateLimits {
    /// Messages created per channel.
    pub messages: Option<Limit>,
    /// All requests together, but for interactions and their webhooks.
    pub global: Option<Limit>,
}

impl RateLimits {
    /// Both limits on, at Discord's customary figures: 5 messages in 5 s per channel, 50 requests
    /// a second over all.
    pub const fn enforced() -> Self {
        Self {
            messages: Some(Limit::new(5, Duration::from_secs(5))),
            global: Some(Limit::new(50, Duration::from_secs(1))),
        }
    }
}

/// So many requests in a window that opens with the first of them.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How many pass.
    pub requests: u32,
    /// How long the window stays open.
    pub window: Duration,
}

impl Limit {
    /// `requests` in each `window`.
    pub const fn new(requests: u32, window: Duration) -> Self {
        Self { requests, window }
    }
}
