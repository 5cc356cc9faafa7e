//! The REST interface: from a request's arrival to its answer.

mod body;
mod commands;
mod fault;
mod interactions;
mod limits;
mod messages;
mod misc;
mod reactions;
mod record;
mod reply;
mod routes;
mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, RETRY_AFTER, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
pub(crate) use body::{Received, files_as_attachments};
pub(crate) use fault::Planned;
pub use fault::{Fault, When};
pub(crate) use limits::Limits;
pub use record::Recorded;
use record::{Arrival, InFlight};
pub(crate) use reply::Reply;
use routes::Found;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::hub::{Hub, State};
use crate::ids::{ChannelId, MessageId};

/// What a route's handler works with.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) hub: &'a Hub,
    pub(crate) found: &'a Found,
    pub(crate) query: &'a str,
    pub(crate) body: Value,
    pub(crate) attachments: Vec<Value>,
}

impl Call<'_> {
    /// A part of the path that was variable.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.found.part(name)
    }

    /// A snowflake in the path; 0, which exists nowhere, if it is none.
    pub(crate) fn id<T: From<u64>>(&self, name: &str) -> T {
        T::from(self.part(name).parse().unwrap_or(0))
    }

    pub(crate) fn channel(&self) -> ChannelId {
        self.id("channel_id")
    }

    pub(crate) fn message_id(&self) -> MessageId {
        self.id("message_id")
    }

    /// A value of the query string.
    pub(crate) fn asked(&self, key: &str) -> Option<&str> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
    }
}

/// Answers one request. `cut` ends its TCP connection.
pub(crate) async fn answer(hub: Arc<Hub>, request: Request, cut: Arc<Notify>) -> Response {
    let at = std::time::Instant::now();
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let method = parts.method.as_str().to_owned();
    let (found, miss) = match routes::find(&method, &path) {
        Ok(found) => (Some(found), None),
        Err(miss) => (None, Some(miss)),
    };
    let authorized = is_authorized(&hub, &parts.headers);
    let received = body::read(&parts.headers, body).await;
    let arrival = Arrival {
        at,
        method: &method,
        path: parts.uri.path_and_query().map_or("", |whole| whole.as_str()),
        found: found.as_ref(),
        body: received.as_ref().ok().and_then(Received::recorded),
        files: received.as_ref().map_or(0, |received| received.files.len()),
        authorized,
        user_agent: parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()),
    };
    let (index, fault) = hub.change(|state| {
        let index = state.record(&hub, arrival);
        (index, state.next_fault(&method, &path))
    });
    let in_flight = InFlight::of(&hub, found.as_ref());
    if !hub.options.latency.is_zero() {
        tokio::time::sleep(hub.options.latency).await;
    }
    let (before, after) = match fault {
        Some((fault, When::Before)) => (Some(fault), None),
        Some((fault, When::After)) => (None, Some(fault)),
        None => (None, None),
    };
    let mut reply = None;
    if let Some(fault) = before {
        reply = Some(misbehave(&fault, None, &cut).await);
    }
    // A slow answer or a strange header goes with the proper answer.
    let mut reply = match reply {
        Some(Reply { status: 0, headers, .. }) => {
            let mut proper =
                hub.change(|state| process(state, &hub, found.as_ref(), miss, authorized, received, &query));
            proper.headers.extend(headers);
            proper
        }
        Some(reply) => reply,
        None => hub.change(|state| process(state, &hub, found.as_ref(), miss, authorized, received, &query)),
    };
    if let Some(fault) = after {
        reply = misbehave(&fault, Some(reply), &cut).await;
    }
    drop(in_flight);
    hub.change(|state| state.answered(index, reply.status, at.elapsed()));
    respond(reply)
}

/// Carries a fault out. Status 0 stands for "answer properly, with these headers".
async fn misbehave(fault: &Fault, proper: Option<Reply>, cut: &Notify) -> Reply {
    let proper = proper.unwrap_or(Reply { status: 0, body: None, headers: Vec::new() });
    match fault {
        Fault::TooManyRequests { retry_after, global, header } => {
            let scope = if *global { "global" } else { "user" };
            Reply::too_many(*retry_after, *global, scope, *header)
        }
        Fault::Status { status, body } => Reply { status: *status, body: body.clone(), headers: Vec::new() },
        Fault::Header { name, value } => {
            let mut reply = proper;
            reply.headers.push((name.clone(), value.clone()));
            reply
        }
        Fault::Slow(duration) => {
            tokio::time::sleep(*duration).await;
            proper
        }
        Fault::Hang => std::future::pending().await,
        Fault::Drop => {
            cut.notify_one();
            std::future::pending().await
        }
    }
}

fn is_authorized(hub: &Hub, headers: &HeaderMap) -> bool {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    header.and_then(|value| value.strip_prefix("Bot ")) == Some(hub.options.token.as_str())
}

/// The answer of a Discord in good health.
fn process(
    state: &mut State,
    hub: &Hub,
    found: Option<&Found>,
    miss: Option<Reply>,
    authorized: bool,
    received: Result<Received, Reply>,
    query: &str,
) -> Reply {
    let Some(found) = found else {
        return miss.unwrap_or_else(|| Reply::error(404, 0, "404: Not Found"));
    };
    if !found.is_open() && !authorized {
        return Reply::error(401, 0, "401: Unauthorized");
    }
    let received = match received {
        Ok(received) => received,
        Err(reply) => return reply,
    };
    let limited = state.limits.check(hub, found);
    match limited {
        Err(reply) => reply,
        Ok(headers) => {
            let attachments = files_as_attachments(&received.files, state, hub.port);
            let body = received.body;
            let mut call = Call { state, hub, found, query, body, attachments };
            let mut reply = (found.handler)(&mut call);
            reply.headers.extend(headers);
            reply
        }
    }
}

fn respond(reply: Reply) -> Response {
    let body = reply.body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
    let has_body = !body.is_empty();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    // Discord sends no content type with 204, and libraries look at it.
    if has_body {
        headers.insert("content-type", HeaderValue::from_static("application/json"));
    }
    for (name, value) in reply.headers {
        let name = HeaderName::try_from(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    response
}

impl Reply {
    /// 429. `header` decides whether Retry-After is sent beside the body.
    pub(crate) fn too_many(retry_after: f64, global: bool, scope: &str, header: bool) -> Self {
        let body = json!({
            "message": "You are being rate limited.", "retry_after": retry_after, "global": global,
        });
        let mut reply = Self::json(429, body);
        let mut add = |name: &str, value: String| reply.headers.push((name.to_owned(), value));
        if header {
            add(RETRY_AFTER.as_str(), (retry_after.ceil() as u64).to_string());
        }
        add("x-ratelimit-scope", scope.to_owned());
        if global {
            add("x-ratelimit-global", "true".to_owned());
        }
        reply
    }
}

/// Seconds, as a float with milliseconds.
pub(crate) fn seconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1000.0).ceil() / 1000.0
}
