//! One WebSocket connection.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::sync::{Notify, mpsc, watch};

use super::{Attempt, Closed, Connection, Ending, Outgoing};
use crate::hub::Hub;

/// How long a bot has to answer a close frame before the TCP connection ends too.
const GOODBYE: Duration = Duration::from_secs(2);

/// Turns the request into a gateway connection, or refuses it.
pub(crate) async fn upgrade(hub: Arc<Hub>, mut parts: Parts) -> Response {
    let at = hub.now();
    let path = parts.uri.to_string();
    let (refused, id) = hub.change(|state| {
        let refused = state.gateway.refuse;
        state.gateway.attempts.push(Attempt { at, path, refused });
        (refused, state.gateway.attempts.len() as u64)
    });
    if refused {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let version = version(&parts.uri);
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade.on_upgrade(move |socket| converse(hub, socket, id, version)),
        Err(rejection) => rejection.into_response(),
    }
}

/// The `v` in the query; without it Discord takes its default, which we call right.
fn version(uri: &Uri) -> Option<u64> {
    let query = uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("v=")).map(|v| v.parse().unwrap_or(0))
}

async fn converse(hub: Arc<Hub>, mut socket: WebSocket, id: u64, version: Option<u64>) {
    let (queue, mut outgoing) = mpsc::unbounded_channel();
    let cut = Arc::new(Notify::new());
    let connection = Connection {
        queue,
        cut: Arc::clone(&cut),
        session: None,
        ready: false,
        sends: std::collections::VecDeque::new(),
    };
    hub.change(|state| state.open_connection(&hub.options, connection, id, version));
    let mut silent = hub.silent.subscribe();
    let mut stop = hub.stop.subscribe();
    let ending = loop {
        let quiet = *silent.borrow_and_update();
        tokio::select! {
            // In order, so that answers queued before a stop still go out.
            biased;
            () = cut.notified() => break Some(Ending::DropTcp),
            Some(next) = outgoing.recv(), if !quiet => match next {
                Outgoing::Text(text) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        break None;
                    }
                }
                Outgoing::End(ending) => break Some(ending),
            },
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    hub.change(|state| state.receive(&hub, id, text.as_str()));
                }
                Some(Ok(Message::Binary(bytes))) => {
                    let text = String::from_utf8_lossy(&bytes);
                    hub.change(|state| state.receive(&hub, id, &text));
                }
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map(|frame| frame.code);
                    hub.change(|state| state.client_closed(hub.now(), id, code));
                    break None;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break None,
            },
            _ = silent.changed() => {}
            () = stopped(&mut stop) => break Some(Ending::DropTcp),
        }
    };
    hub.change(|state| state.close_connection(id, ending));
    let frame = match ending {
        Some(Ending::Code(code)) => Some(CloseFrame { code, reason: reason(code).into() }),
        Some(Ending::NoCode) => None,
        Some(Ending::DropTcp) => return,
        None => {
            // Lets the answer to the bot's close frame go out.
            let _ = tokio::time::timeout(GOODBYE, socket.recv()).await;
            return;
        }
    };
    if socket.send(Message::Close(frame)).await.is_ok() {
        let farewell = async { while let Some(Ok(_)) = socket.recv().await {} };
        tokio::select! {
            _ = tokio::time::timeout(GOODBYE, farewell) => {}
            () = stopped(&mut stop) => {}
        }
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the hub is gone, which is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Discord's words for its close codes.
const fn reason(code: u16) -> &'static str {
    match code {
        4000 => "Unknown error",
        4001 => "Unknown opcode",
        4002 => "Decode error",
        4003 => "Not authenticated",
        4004 => "Authentication failed",
        4005 => "Already authenticated",
        4007 => "Invalid seq",
        4008 => "Rate limited",
        4009 => "Session timed out",
        4010 => "Invalid shard",
        4011 => "Sharding required",
        4012 => "Invalid API version",
        4013 => "Invalid intent(s)",
        4014 => "Disallowed intent(s)",
        _ => "",
    }
}

impl crate::hub::State {
    /// The bot said goodbye. With 1000 or 1001 it gives up its session, by Discord's rule.
    fn client_closed(&mut self, at: Duration, id: u64, code: Option<u16>) {
        self.gateway.closes.push(Closed { at, code });
        let session = self.gateway.connections.get(&id).and_then(|one| one.session.clone());
        if let Some(session) = session.and_then(|key| self.gateway.sessions.get_mut(&key)) {
            session.over |= matches!(code, Some(1000 | 1001));
        }
    }

    fn close_connection(&mut self, id: u64, ending: Option<Ending>) {
        let connection = self.gateway.connections.remove(&id);
        let session = connection.and_then(|one| one.session);
        if let Some(session) = session.and_then(|key| self.gateway.sessions.get_mut(&key)) {
            if session.connection == Some(id) {
                session.connection = None;
            }
            // After these Discord wants a new IDENTIFY (or none at all).
            let fatal = matches!(ending, Some(Ending::Code(4003 | 4004 | 4007 | 4009..=4014)));
            session.over |= fatal;
        }
    }
}
