//! A small bot by hand: a WebSocket and an HTTP client, as far from any bot library as can be.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::assigning_clones,
    missing_docs,
    unreachable_pub,
    reason = "each test file uses some of it"
)]

use std::time::Duration;

use discord_sandbox::{Options, Sandbox, intents};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Generous: only a failing test waits this long.
pub const SOON: Duration = Duration::from_secs(10);
/// For making sure that something does not happen.
pub const BRIEFLY: Duration = Duration::from_millis(150);

pub const USUAL: u64 = intents::GUILDS | intents::GUILD_MESSAGES | intents::DIRECT_MESSAGES;

pub async fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).await.expect("a sandbox")
}

/// An answer: status, JSON (null if there is none), headers.
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub headers: reqwest::header::HeaderMap,
}

pub struct Http {
    pub base: String,
    pub token: String,
    client: reqwest::Client,
}

impl Http {
    pub fn new(sandbox: &Sandbox) -> Self {
        Self {
            base: format!("{}/api/v10", sandbox.url()),
            token: sandbox.token().to_owned(),
            client: reqwest::Client::new(),
        }
    }

    pub async fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, reqwest::Error> {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header("authorization", format!("Bot {}", self.token));
        if let Some(body) = body {
            request = request.json(body);
        }
        Self::answer(request).await
    }

    pub async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, body, headers })
    }

    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.try_send("GET", path, None).await.expect("an answer")
    }

    pub async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.try_send(method, path, Some(body)).await.expect("an answer")
    }

    pub async fn bare(&self, method: &str, path: &str) -> Answer {
        self.try_send(method, path, None).await.expect("an answer")
    }

    pub async fn say(&self, channel: impl std::fmt::Display, content: &str) -> Answer {
        let path = format!("/channels/{channel}/messages");
        self.send("POST", &path, &json!({"content": content})).await
    }
}

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub session: String,
    pub sequence: u64,
}

impl Socket {
    /// Connects and takes HELLO.
    pub async fn connect(sandbox: &Sandbox) -> Self {
        let url = format!("{}/?v=10&encoding=json", sandbox.url().replacen("http", "ws", 1));
        let (stream, _) = connect_async(url).await.expect("a connection");
        let mut socket = Self { stream, session: String::new(), sequence: 0 };
        let hello = socket.next().await;
        assert_eq!(hello["op"], 10, "{hello}");
        assert!(hello["d"]["heartbeat_interval"].is_u64(), "{hello}");
        socket
    }

    /// Connects, identifies, and takes READY.
    pub async fn ready(sandbox: &Sandbox, intents: u64) -> Self {
        let mut socket = Self::connect(sandbox).await;
        socket.identify(sandbox.token(), intents).await;
        let ready = socket.event("READY").await;
        socket.session = ready["session_id"].as_str().expect("a session").to_owned();
        socket
    }

    pub async fn identify(&mut self, token: &str, intents: u64) {
        let identify = json!({"op": 2, "d": {
            "token": token, "intents": intents, "properties": {"os": "linux"}, "compress": true,
        }});
        self.send(&identify).await;
    }

    pub async fn resume(&mut self, token: &str, session: &str, sequence: u64) {
        let data = json!({"token": token, "session_id": session, "seq": sequence});
        self.send(&json!({"op": 6, "d": data})).await;
    }

    pub async fn send(&mut self, payload: &Value) {
        self.raw(&payload.to_string()).await;
    }

    pub async fn raw(&mut self, text: &str) {
        self.stream.send(Message::Text(text.into())).await.expect("sent");
    }

    /// The next message, whatever it is; none if nothing comes for a moment or the stream ended.
    pub async fn next_within(&mut self, wait: Duration) -> Option<Message> {
        let next = tokio::time::timeout(wait, self.stream.next()).await.ok()??;
        next.ok()
    }

    /// The next payload.
    pub async fn next(&mut self) -> Value {
        match self.next_within(SOON).await {
            Some(Message::Text(text)) => {
                let payload: Value = serde_json::from_str(&text).expect("JSON");
                self.sequence = payload["s"].as_u64().unwrap_or(self.sequence);
                payload
            }
            other => panic!("expected a payload, got {other:?}"),
        }
    }

    /// The data of the next event of this name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    /// Waits for the end: the close code, none without one, `Err` if there was no close frame.
    pub async fn end(&mut self) -> Result<Option<u16>, ()> {
        loop {
            match tokio::time::timeout(SOON, self.stream.next()).await.expect("an end") {
                Some(Ok(Message::Close(frame))) => return Ok(frame.map(|one| one.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(()),
            }
        }
    }

    pub async fn close(&mut self, code: u16) {
        use tokio_tungstenite::tungstenite::protocol::CloseFrame;
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        self.stream.close(Some(frame)).await.expect("closed");
    }
}
