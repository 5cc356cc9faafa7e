//! The gateway: sessions, and which events reach them.

mod control;
mod receive;
mod socket;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

pub use control::{Attempt, Closed, GatewayControl, Identified, Received, Resumed};
use serde_json::{Value, json};
pub(crate) use socket::upgrade;
use tokio::sync::{Notify, mpsc};

use crate::hub::State;
use crate::ids::{ChannelId, GuildId};
use crate::intents as i;
use crate::permissions::VIEW_CHANNEL;
use crate::world::{Message, json as form};

/// How many events a session keeps for a RESUME.
const REPLAYED_AT_MOST: usize = 10_000;

/// How the sandbox ends a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A close frame with this code.
    Code(u16),
    /// A close frame without any code.
    NoCode,
    /// No close frame: the TCP connection just ends.
    DropTcp,
}

impl From<Option<u16>> for Ending {
    fn from(code: Option<u16>) -> Self {
        code.map_or(Self::NoCode, Self::Code)
    }
}

/// What is to be sent on a connection, in order.
#[derive(Debug)]
pub(crate) enum Outgoing {
    Text(String),
    End(Ending),
}

#[derive(Debug)]
struct Connection {
    queue: mpsc::UnboundedSender<Outgoing>,
    /// Cuts the TCP connection, whatever is queued.
    cut: Arc<Notify>,
    session: Option<String>,
    /// READY or RESUMED was sent.
    ready: bool,
    /// When the bot sent something, for the limit of 120 a minute.
    sends: VecDeque<Duration>,
}

#[derive(Debug)]
struct Session {
    intents: u64,
    shard: (u64, u64),
    sequence: u64,
    /// Events that can be replayed.
    history: VecDeque<(u64, String)>,
    connection: Option<u64>,
    /// Set when Discord would no longer accept a RESUME.
    over: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Gateway {
    connections: BTreeMap<u64, Connection>,
    sessions: BTreeMap<String, Session>,
    attempts: Vec<Attempt>,
    identifies: Vec<Identified>,
    resumes: Vec<Resumed>,
    closes: Vec<Closed>,
    received: Vec<Received>,
    heartbeats: Vec<Duration>,
    refuse: bool,
    no_acks: bool,
    after_hello: Option<Ending>,
    after_resume: Option<Ending>,
}

/// Something that happened, for those who asked for it.
#[derive(Debug)]
pub(crate) struct Event {
    name: String,
    data: Value,
    /// The intent needed; 0 if it is sent in any case.
    intent: u64,
    guild: Option<GuildId>,
    /// The channel the bot must see.
    channel: Option<ChannelId>,
    /// Whether the content is withheld without the `MESSAGE_CONTENT` intent.
    withheld: bool,
}

impl Event {
    /// An event that needs `intent` (0 for none).
    pub(crate) fn new(name: impl Into<String>, intent: u64, data: Value) -> Self {
        Self { name: name.into(), data, intent, guild: None, channel: None, withheld: false }
    }

    pub(crate) const fn in_guild(mut self, guild: GuildId) -> Self {
        self.guild = Some(guild);
        self
    }
}

impl State {
    /// An event about something in a channel; `intents` are those for guilds and for direct
    /// messages.
    pub(crate) fn channel_event(
        &self,
        name: &str,
        channel: ChannelId,
        intents: (u64, u64),
        data: Value,
    ) -> Event {
        let guild = self.world.guild_of(channel).map(|guild| guild.id);
        let intent = if guild.is_some() { intents.0 } else { intents.1 };
        Event { guild, channel: Some(channel), ..Event::new(name, intent, data) }
    }

    /// `MESSAGE_CREATE` or `MESSAGE_UPDATE`, to whoever may have it. Ephemeral messages are nobody's
    /// event.
    pub(crate) fn emit_message(&mut self, name: &str, message: &Message) {
        if message.is_ephemeral() {
            return;
        }
        let world = &self.world;
        let data = form::message_event(world, message);
        let intents = (i::GUILD_MESSAGES, i::DIRECT_MESSAGES);
        let mut event = self.channel_event(name, message.channel, intents, data);
        event.withheld = event.guild.is_some()
            && message.author != world.bot
            && !message.mentions.users.contains(&world.bot);
        self.emit(&event);
    }

    /// Numbers the event in every session that asked for it, and sends it where one is connected.
    pub(crate) fn emit(&mut self, event: &Event) {
        let world = &self.world;
        if event.channel.is_some_and(|channel| !world.may(channel, world.bot, VIEW_CHANNEL)) {
            return;
        }
        for session in self.gateway.sessions.values_mut() {
            let asked = event.intent == 0 || session.intents & event.intent != 0;
            let (shard, shards) = session.shard;
            let home = event.guild.map_or(0, |guild| (guild.get() >> 22) % shards.max(1));
            if session.over || !asked || home != shard {
                continue;
            }
            let mut data = event.data.clone();
            if event.withheld && session.intents & i::MESSAGE_CONTENT == 0 {
                withhold_content(&mut data);
            }
            let text = session.number(&event.name, &data);
            let connection = session.connection.and_then(|id| self.gateway.connections.get(&id));
            if let Some(connection) = connection.filter(|one| one.ready) {
                connection.send(Outgoing::Text(text));
            }
        }
    }
}

impl Session {
    /// Gives an event the next sequence number and keeps it for a RESUME.
    fn number(&mut self, name: &str, data: &Value) -> String {
        self.sequence += 1;
        let text = json!({"op": 0, "t": name, "s": self.sequence, "d": data}).to_string();
        self.history.push_back((self.sequence, text.clone()));
        if self.history.len() > REPLAYED_AT_MOST {
            self.history.pop_front();
        }
        text
    }
}

impl Connection {
    fn send(&self, what: Outgoing) {
        // The receiver is gone only when the socket is: nothing to tell anybody then.
        let _ = self.queue.send(what);
    }
}

/// Empties what the `MESSAGE_CONTENT` intent covers, in the message and the one it replies to.
fn withhold_content(message: &mut Value) {
    message["content"] = json!("");
    for key in ["embeds", "attachments", "components"] {
        message[key] = json!([]);
    }
    if message["referenced_message"].is_object() {
        withhold_content(&mut message["referenced_message"]);
    }
}
