//! What a test does to the gateway, and what it learns from it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Ending, Event, Outgoing};
use crate::Sandbox;
use crate::error::Result;
use crate::hub::State;

/// A connection attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Since the sandbox started.
    pub at: Duration,
    /// Path and query; `/resume` means that the bot followed `resume_gateway_url`.
    pub path: String,
    /// Whether it was refused (503).
    pub refused: bool,
}

/// An IDENTIFY of the bot.
#[derive(Clone, Debug)]
pub struct Identified {
    /// Since the sandbox started.
    pub at: Duration,
    /// The intents asked for.
    pub intents: u64,
    /// Which shard of how many.
    pub shard: (u64, u64),
    /// Operating system, browser and device, as sent.
    pub properties: Value,
    /// Whether compressed frames were allowed.
    pub compress: bool,
    /// The presence, as sent.
    pub presence: Value,
    /// The close code it was refused with.
    pub refused: Option<u16>,
}

/// A RESUME of the bot.
#[derive(Clone, Debug)]
pub struct Resumed {
    /// Since the sandbox started.
    pub at: Duration,
    /// The session to go on with.
    pub session_id: String,
    /// The last event the bot has.
    pub sequence: Option<u64>,
    /// Whether the session was still known (op 9 otherwise).
    pub accepted: bool,
}

/// A close frame that came from the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Since the sandbox started.
    pub at: Duration,
    /// Its code: 1000 for a clean shutdown.
    pub code: Option<u16>,
}

/// A payload the bot sent.
#[derive(Clone, Debug)]
pub struct Received {
    /// Since the sandbox started.
    pub at: Duration,
    /// Which connection, counted from 1 with the attempts.
    pub connection: u64,
    /// The opcode, if it was JSON with one.
    pub op: Option<u64>,
    /// All of it, but for the token.
    pub payload: Value,
}

/// The gateway's strings, from [`Sandbox::gateway`].
#[derive(Debug)]
pub struct GatewayControl<'a> {
    pub(crate) sandbox: &'a Sandbox,
}

impl GatewayControl<'_> {
    fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        self.sandbox.hub.change(act)
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        self.sandbox.hub.read(look)
    }

    fn send_all(&self, what: impl Fn() -> Outgoing) {
        self.change(|state| {
            for connection in state.gateway.connections.values() {
                connection.send(what());
            }
        });
    }

    /// Op 7: asks the bot to reconnect and resume.
    pub fn reconnect(&self) {
        self.send_raw(&json!({"op": 7, "d": null, "s": null, "t": null}).to_string());
    }

    /// Op 9. If it is not resumable the session is over.
    pub fn invalid_session(&self, resumable: bool) {
        self.change(|state| {
            for session in state.gateway.sessions.values_mut() {
                session.over |= !resumable;
            }
        });
        self.send_raw(&json!({"op": 9, "d": resumable, "s": null, "t": null}).to_string());
        if !resumable {
            // The bot may identify anew, here or on another connection.
            self.change(|state| {
                for connection in state.gateway.connections.values_mut() {
                    connection.session = None;
                    connection.ready = false;
                }
            });
        }
    }

    /// Op 1: asks for a heartbeat at once.
    pub fn request_heartbeat(&self) {
        self.send_raw(&json!({"op": 1, "d": null, "s": null, "t": null}).to_string());
    }

    /// Sends a close frame: `close(4009)`, or `close(None)` for one without a code.
    pub fn close(&self, code: impl Into<Option<u16>>) {
        let ending = Ending::from(code.into());
        self.send_all(|| Outgoing::End(ending));
    }

    /// Ends the TCP connections without a close frame, even while silent.
    pub fn drop_tcp(&self) {
        self.change(|state| {
            for connection in state.gateway.connections.values() {
                connection.cut.notify_one();
            }
        });
    }

    /// Leaves heartbeats unanswered.
    pub fn stop_acks(&self) {
        self.change(|state| state.gateway.no_acks = true);
    }

    /// Answers heartbeats again.
    pub fn resume_acks(&self) {
        self.change(|state| state.gateway.no_acks = false);
    }

    /// Sends any text, outside sequence and history: broken JSON, an opcode nobody knows.
    pub fn send_raw(&self, text: &str) {
        self.send_all(|| Outgoing::Text(text.to_owned()));
    }

    /// Sends an event with a proper sequence number, whatever it is called and carries.
    pub fn send_event(&self, name: &str, data: Value) {
        self.change(|state| state.emit(&Event::new(name, 0, data)));
    }

    /// Ends every new connection right after HELLO; `None` stops that.
    pub fn close_after_hello(&self, ending: Option<Ending>) {
        self.change(|state| state.gateway.after_hello = ending);
    }

    /// Ends every connection right after it was resumed; `None` stops that.
    pub fn close_after_resume(&self, ending: Option<Ending>) {
        self.change(|state| state.gateway.after_resume = ending);
    }

    /// Answers new connections with 503, or no longer.
    pub fn refuse_connections(&self, on: bool) {
        self.change(|state| state.gateway.refuse = on);
    }

    /// Sends nothing at all on any connection, new ones included, and keeps them open. What was
    /// held back is sent when the silence ends.
    pub fn silence(&self, on: bool) {
        self.sandbox.hub.silent.send_replace(on);
    }

    /// Every connection attempt so far.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.read(|state| state.gateway.attempts.clone())
    }

    /// Every IDENTIFY so far.
    pub fn identifies(&self) -> Vec<Identified> {
        self.read(|state| state.gateway.identifies.clone())
    }

    /// Every RESUME so far.
    pub fn resumes(&self) -> Vec<Resumed> {
        self.read(|state| state.gateway.resumes.clone())
    }

    /// When heartbeats came.
    pub fn heartbeats(&self) -> Vec<Duration> {
        self.read(|state| state.gateway.heartbeats.clone())
    }

    /// Everything the bot sent.
    pub fn received(&self) -> Vec<Received> {
        self.read(|state| state.gateway.received.clone())
    }

    /// The last close frame that came from the bot of its own accord.
    pub fn last_close(&self) -> Option<Closed> {
        self.read(|state| state.gateway.closes.last().copied())
    }

    /// How many connections are open.
    pub fn open_connections(&self) -> usize {
        self.read(|state| state.gateway.connections.len())
    }

    /// Whether a bot is connected and has had READY or RESUMED.
    pub fn is_ready(&self) -> bool {
        self.read(is_ready)
    }

    /// Waits until a bot is connected and has had READY or RESUMED.
    pub async fn wait_ready(&self, timeout: Duration) -> Result<()> {
        let look = |state: &State| is_ready(state).then_some(());
        self.sandbox.hub.wait("the bot to be ready", timeout, look, summary).await
    }

    /// Waits until no connection is open.
    pub async fn wait_disconnected(&self, timeout: Duration) -> Result<()> {
        let look = |state: &State| state.gateway.connections.is_empty().then_some(());
        self.sandbox.hub.wait("the bot to disconnect", timeout, look, summary).await
    }

    /// Waits until there were `count` connection attempts since the start.
    pub async fn wait_attempts(&self, count: usize, timeout: Duration) -> Result<()> {
        let look = |state: &State| (state.gateway.attempts.len() >= count).then_some(());
        let what = format!("{count} connection attempts");
        self.sandbox.hub.wait(&what, timeout, look, summary).await
    }

    /// Waits until there were `count` IDENTIFYs since the start; gives the last.
    pub async fn wait_identifies(&self, count: usize, timeout: Duration) -> Result<Identified> {
        let look = |state: &State| state.gateway.identifies.get(count.max(1) - 1).cloned();
        self.sandbox.hub.wait(&format!("{count} IDENTIFYs"), timeout, look, summary).await
    }

    /// Waits until there were `count` RESUMEs since the start; gives the last.
    pub async fn wait_resumes(&self, count: usize, timeout: Duration) -> Result<Resumed> {
        let look = |state: &State| state.gateway.resumes.get(count.max(1) - 1).cloned();
        self.sandbox.hub.wait(&format!("{count} RESUMEs"), timeout, look, summary).await
    }

    /// Waits until there were `count` heartbeats since the start.
    pub async fn wait_heartbeats(&self, count: usize, timeout: Duration) -> Result<()> {
        let look = |state: &State| (state.gateway.heartbeats.len() >= count).then_some(());
        self.sandbox.hub.wait(&format!("{count} heartbeats"), timeout, look, summary).await
    }

    /// Waits for a close frame from the bot; gives its code.
    pub async fn wait_close(&self, timeout: Duration) -> Result<Closed> {
        let look = |state: &State| state.gateway.closes.last().copied();
        self.sandbox.hub.wait("a close frame from the bot", timeout, look, summary).await
    }
}

fn is_ready(state: &State) -> bool {
    state.gateway.connections.values().any(|one| one.ready)
}

/// What happened on the gateway, for an error message.
fn summary(state: &State) -> String {
    let gateway = &state.gateway;
    let refusals: Vec<u16> = gateway.identifies.iter().filter_map(|one| one.refused).collect();
    format!(
        "{} attempts, {} open, {} identifies (refused: {refusals:?}), {} resumes, {} heartbeats, \
         closes {:?}, {} REST requests",
        gateway.attempts.len(),
        gateway.connections.len(),
        gateway.identifies.len(),
        gateway.resumes.len(),
        gateway.heartbeats.len(),
        gateway.closes.iter().map(|one| one.code).collect::<Vec<_>>(),
        state.requests.len(),
    )
}
