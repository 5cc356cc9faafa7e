//! What the bot sends over the gateway, and what it gets for it.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Connection, Ending, Event, Identified, Outgoing, Received, Resumed, Session};
use crate::hub::{Hub, State};
use crate::ids::UserId;
use crate::intents as i;
use crate::options::Options;
use crate::world::json as form;

/// The largest payload a bot may send.
const PAYLOAD_BYTES: usize = 4096;
const MINUTE: Duration = Duration::from_mins(1);
/// How many payloads a bot may send in a minute.
const SENDS_PER_MINUTE: usize = 120;

impl State {
    /// Takes a connection in and greets it.
    pub(super) fn open_connection(
        &mut self,
        options: &Options,
        connection: Connection,
        id: u64,
        version: Option<u64>,
    ) {
        let interval = options.heartbeat_interval.as_millis() as u64;
        let hello =
            json!({"op": 10, "t": null, "s": null, "d": {"heartbeat_interval": interval, "_trace": []}});
        connection.send(Outgoing::Text(hello.to_string()));
        if let Some(ending) = self.gateway.after_hello {
            connection.send(Outgoing::End(ending));
        } else if version.is_some_and(|version| version != 10) {
            connection.send(Outgoing::End(Ending::Code(4012)));
        }
        self.gateway.connections.insert(id, connection);
    }

    fn tell(&self, id: u64, what: Outgoing) {
        if let Some(connection) = self.gateway.connections.get(&id) {
            connection.send(what);
        }
    }

    fn end(&self, id: u64, code: u16) {
        self.tell(id, Outgoing::End(Ending::Code(code)));
    }

    /// Takes one payload of the bot.
    pub(super) fn receive(&mut self, hub: &Hub, id: u64, text: &str) {
        let now = hub.now();
        let payload: Option<Value> = serde_json::from_str(text).ok();
        let mut kept = payload.clone().unwrap_or_else(|| json!(text));
        if kept["d"]["token"].is_string() {
            kept["d"]["token"] = json!("[withheld]");
        }
        let op = payload.as_ref().and_then(|payload| payload["op"].as_u64());
        self.gateway.received.push(Received { at: now, connection: id, op, payload: kept });
        let Some(connection) = self.gateway.connections.get_mut(&id) else {
            return;
        };
        connection.sends.push_back(now);
        while connection.sends.front().is_some_and(|at| now.saturating_sub(*at) > MINUTE) {
            connection.sends.pop_front();
        }
        if connection.sends.len() > SENDS_PER_MINUTE {
            return self.end(id, 4008);
        }
        let identified = connection.session.is_some();
        let Some((op, payload)) = op.zip(payload).filter(|_| text.len() <= PAYLOAD_BYTES) else {
            return self.end(id, 4002);
        };
        let data = &payload["d"];
        match op {
            1 => {
                self.gateway.heartbeats.push(now);
                if !self.gateway.no_acks {
                    self.tell(id, Outgoing::Text(json!({"op": 11}).to_string()));
                }
            }
            2 if identified => self.end(id, 4005),
            2 => self.identify(hub, id, data),
            6 => self.resume(hub, id, data),
            3 | 4 | 8 | 31 if !identified => self.end(id, 4003),
            8 => self.send_members(data),
            3 | 4 | 31 => {}
            _ => self.end(id, 4001),
        }
    }

    fn identify(&mut self, hub: &Hub, id: u64, data: &Value) {
        let (intents, shard) = (data["intents"].as_u64(), shard(data));
        let session_id = format!("session-{id}-{:x}", crate::ids::unix_ms());
        let refusal = if !right_token(hub, data) {
            Some(4004)
        } else if intents.is_none_or(|bits| bits & !i::KNOWN != 0) {
            Some(4013)
        } else if intents.is_some_and(|bits| bits & i::PRIVILEGED & !hub.options.privileged_intents != 0) {
            Some(4014)
        } else if shard.is_none() {
            Some(4010)
        } else {
            None
        };
        let (intents, shard) = (intents.unwrap_or(0), shard.unwrap_or((0, 1)));
        self.gateway.identifies.push(Identified {
            at: hub.now(),
            intents,
            shard,
            properties: data["properties"].clone(),
            compress: data["compress"].as_bool().unwrap_or(false),
            presence: data["presence"].clone(),
            refused: refusal,
        });
        if let Some(code) = refusal {
            return self.end(id, code);
        }
        let session = Session {
            intents,
            shard,
            sequence: 0,
            history: VecDeque::new(),
            connection: Some(id),
            over: false,
        };
        self.gateway.sessions.insert(session_id.clone(), session);
        let world = &self.world;
        let on_shard = |guild: u64| (guild >> 22) % shard.1 == shard.0;
        let guilds: Vec<_> = world.guilds.values().filter(|guild| on_shard(guild.id.get())).collect();
        let unavailable: Value =
            guilds.iter().map(|one| json!({"id": one.id.json(), "unavailable": true})).collect();
        let limited_content = hub.options.privileged_intents & i::MESSAGE_CONTENT != 0;
        let flags: u64 = if limited_content { 1 << 19 } else { 0 };
        let mut user = world.users.get(&world.bot).map_or(Value::Null, form::user);
        form::merge(&mut user, json!({"mfa_enabled": false, "verified": true, "email": null}));
        let ready = json!({
            "v": 10, "user": user, "guilds": unavailable, "session_id": session_id,
            "session_type": "normal", "shard": [shard.0, shard.1],
            "resume_gateway_url": format!("ws://127.0.0.1:{}/resume", hub.port),
            "application": {"id": world.bot.json(), "flags": flags}, "private_channels": [],
            "relationships": [], "presences": [], "user_settings": {}, "geo_ordered_rtc_regions": [],
            "_trace": [],
        });
        let mut events = vec![("READY", ready)];
        if intents & i::GUILDS != 0 {
            let all = intents & i::GUILD_MEMBERS != 0;
            events.extend(guilds.iter().map(|one| ("GUILD_CREATE", form::guild_create(world, one, all))));
        }
        for (name, data) in events {
            let session = self.gateway.sessions.get_mut(&session_id);
            if let Some(text) = session.map(|session| session.number(name, &data)) {
                self.tell(id, Outgoing::Text(text));
            }
        }
        if let Some(connection) = self.gateway.connections.get_mut(&id) {
            connection.session = Some(session_id);
            connection.ready = true;
        }
    }

    fn resume(&mut self, hub: &Hub, id: u64, data: &Value) {
        let session_id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let sequence = data["seq"].as_u64();
        let genuine = right_token(hub, data);
        let session = self.gateway.sessions.get_mut(&session_id).filter(|one| !one.over && genuine);
        self.gateway.resumes.push(Resumed {
            at: hub.now(),
            session_id: session_id.clone(),
            sequence,
            accepted: session.is_some(),
        });
        if !genuine {
            return self.end(id, 4004);
        }
        let Some(session) = session else {
            let invalid = json!({"op": 9, "d": false, "s": null, "t": null});
            return self.tell(id, Outgoing::Text(invalid.to_string()));
        };
        let Some(sequence) = sequence.filter(|seq| *seq <= session.sequence) else {
            session.over = true;
            return self.end(id, 4007);
        };
        let missed: Vec<String> = session
            .history
            .iter()
            .filter(|(number, _)| *number > sequence)
            .map(|(_, text)| text.clone())
            .collect();
        let resumed = session.number("RESUMED", &json!({"_trace": []}));
        let before = session.connection.replace(id).filter(|before| *before != id);
        for text in missed.into_iter().chain([resumed]) {
            self.tell(id, Outgoing::Text(text));
        }
        if let Some(ending) = self.gateway.after_resume {
            self.tell(id, Outgoing::End(ending));
        }
        if let Some(before) = before.and_then(|id| self.gateway.connections.get(&id)) {
            before.cut.notify_one();
        }
        if let Some(connection) = self.gateway.connections.get_mut(&id) {
            connection.session = Some(session_id);
            connection.ready = true;
        }
    }

    /// Op 8: the members asked for, in one chunk.
    fn send_members(&mut self, data: &Value) {
        let guild = data["guild_id"].as_str().and_then(|id| id.parse().ok());
        let Some(guild) = guild.and_then(|id| self.world.guilds.get(&id)) else {
            return;
        };
        let asked: Option<Vec<UserId>> = match &data["user_ids"] {
            Value::Array(ids) => Some(ids.iter().filter_map(UserId::from_json).collect()),
            Value::Null => None,
            one => Some(UserId::from_json(one).into_iter().collect()),
        };
        let members: Value = guild
            .members
            .keys()
            .filter(|id| asked.as_ref().is_none_or(|asked| asked.contains(id)))
            .map(|id| form::member(&self.world, guild, *id))
            .collect();
        let chunk = json!({
            "guild_id": guild.id.json(), "members": members, "chunk_index": 0, "chunk_count": 1,
            "not_found": [], "nonce": data["nonce"],
        });
        let event = Event::new("GUILD_MEMBERS_CHUNK", 0, chunk).in_guild(guild.id);
        self.emit(&event);
    }
}

/// Libraries send the token with or without the word "Bot".
fn right_token(hub: &Hub, data: &Value) -> bool {
    let token = data["token"].as_str().unwrap_or_default();
    token.strip_prefix("Bot ").unwrap_or(token) == hub.options.token
}

/// `[shard, shards]`; one shard if nothing is said, nothing if it makes no sense.
fn shard(data: &Value) -> Option<(u64, u64)> {
    if data["shard"].is_null() {
        return Some((0, 1));
    }
    let shard = (data["shard"][0].as_u64()?, data["shard"][1].as_u64()?);
    (shard.0 < shard.1).then_some(shard)
}
