//! Request bodies: JSON, or multipart with `payload_json` and files.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request};
use serde_json::{Value, json};

use super::Reply;
use crate::hub::State;
use crate::ids::MessageId;

/// What Discord takes in one request.
const REQUEST_BYTES: usize = 25 * 1024 * 1024;

/// A body as read.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// `null` if there was none.
    pub(crate) body: Value,
    /// Name and size of each file.
    pub(crate) files: Vec<(String, usize)>,
}

impl Received {
    /// The body for the log.
    pub(super) fn recorded(&self) -> Option<Value> {
        (!self.body.is_null()).then(|| self.body.clone())
    }
}

pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Received, Reply> {
    let not_json = || Reply::error(400, 50109, "The request body contains invalid JSON.");
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let mut request = Request::new(body);
        if let Some(value) = headers.get(CONTENT_TYPE) {
            request.headers_mut().insert(CONTENT_TYPE, value.clone());
        }
        return multipart(request).await.ok_or_else(not_json);
    }
    let bytes = axum::body::to_bytes(body, REQUEST_BYTES)
        .await
        .map_err(|_| Reply::error(413, 40005, "Request entity too large"))?;
    if bytes.is_empty() {
        return Ok(Received::default());
    }
    let body = serde_json::from_slice(&bytes).map_err(|_| not_json())?;
    Ok(Received { body, files: Vec::new() })
}

async fn multipart(request: Request<Body>) -> Option<Received> {
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let mut received = Received { body: json!({}), files: Vec::new() };
    while let Some(field) = form.next_field().await.ok()? {
        let payload = field.name() == Some("payload_json");
        let name = field.file_name().unwrap_or("file").to_owned();
        let bytes = field.bytes().await.ok()?;
        if payload {
            received.body = serde_json::from_slice(&bytes).ok()?;
        } else {
            received.files.push((name, bytes.len()));
        }
    }
    Some(received)
}

/// The attachments Discord makes of uploaded files.
pub(crate) fn files_as_attachments(files: &[(String, usize)], state: &mut State, port: u16) -> Vec<Value> {
    files
        .iter()
        .map(|(name, size)| {
            let id: MessageId = state.world.snowflakes.next();
            let url = format!("http://127.0.0.1:{port}/attachments/{id}/{name}");
            json!({"id": id.json(), "filename": name, "size": size, "url": url, "proxy_url": url})
        })
        .collect()
}
