//! One HTTP request to Discord and what came of it.
//!
//! Requests are serenity's (routes, bodies); sending them is ours: serenity's
//! `Http` has no timeout and keeps the headers of refusals to itself, and its
//! limiter keeps something of every interaction for ever (DISCORD.md §1.4).

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::http::Request;

use crate::settings::Token;
use crate::telemetry::Counters;

/// Sends requests.
#[derive(Debug, Clone)]
pub(super) struct Rest {
    client: reqwest::Client,
    token: Token,
    api_url: String,
    counters: Arc<Counters>,
}

/// A request that did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum RestError {
    /// Discord asks to wait.
    #[error("Discord asks to wait {} ms{}", after.as_millis(), if *global { " (on all routes)" } else { "" })]
    Limited { after: Duration, global: bool },
    /// Discord has trouble; trying again may help.
    #[error("Discord answered {0}")]
    Trouble(StatusCode),
    /// Discord refuses; trying again will not help.
    #[error("Discord refused with {status} (code {code}: {message})")]
    Refused { status: StatusCode, code: u64, message: String },
    /// No answer came; whether it was carried out is unknown.
    #[error("no answer from Discord: {0}")]
    Unreachable(String),
    /// The request could not be written, or the answer not read.
    #[error("{0}")]
    Unusable(String),
}

/// What Discord says of the bucket a request fell into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bucket {
    /// How long to wait before the next request, where the bucket is empty.
    pub(super) empty_for: Option<Duration>,
}

#[derive(Debug, Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

/// No wait longer than this is believed: Discord's are seconds.
const LONGEST_WAIT: f64 = 3_600.0;

/// The wait after a 429 that does not say how long.
const UNSAID_WAIT: f64 = 1.0;

impl Rest {
    /// # Errors
    ///
    /// Where TLS cannot be set up.
    pub(super) fn new(
        token: Token,
        api_url: &str,
        timeout: Duration,
        counters: Arc<Counters>,
    ) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().timeout(timeout).build()?;
        Ok(Self { client, token, api_url: api_url.to_owned(), counters })
    }

    /// Sends a request once; gives the answer's body and what is left of the
    /// bucket.
    pub(super) async fn send(&self, request: Request<'_>) -> Result<(Vec<u8>, Bucket), RestError> {
        let authorization = format!("Bot {}", self.token.expose());
        let request = request
            .build(&self.client, &authorization, Some(&self.api_url))
            .map_err(|error| RestError::Unusable(format!("the request cannot be built: {error}")))?;
        // The address of an interaction holds its token: no error may show it.
        let response =
            request.send().await.map_err(|error| RestError::Unreachable(chain(&error.without_url())))?;
        let status = response.status();
        let headers = response.headers().clone();
        let body =
            response.bytes().await.map_err(|error| RestError::Unreachable(chain(&error.without_url())))?;
        if status.is_success() {
            return Ok((body.to_vec(), bucket(&headers)));
        }
        if matches!(status.as_u16(), 401 | 403 | 429) {
            let count = self.counters.refused_requests.add();
            tracing::debug!(status = status.as_u16(), count, "Discord refused a request");
        }
        Err(failure(status, &headers, &body))
    }

    /// Gets something, trying again a few times where that may help.
    pub(super) async fn get<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RestError> {
        let body = self.patiently(request).await?;
        serde_json::from_slice(&body)
            .map_err(|e| RestError::Unusable(format!("Discord's answer cannot be read: {e}")))
    }

    /// Sends a request that may be repeated without harm, up to three times.
    pub(super) async fn patiently(&self, request: Request<'_>) -> Result<Vec<u8>, RestError> {
        let mut wait = Duration::from_millis(250);
        for _ in 0..2 {
            let after = match self.send(request.clone()).await {
                Ok((body, _)) => return Ok(body),
                Err(RestError::Limited { after, .. }) => after,
                Err(RestError::Trouble(_)) => wait,
                Err(error) => return Err(error),
            };
            tokio::time::sleep(after).await;
            wait *= 2;
        }
        self.send(request).await.map(|(body, _)| body)
    }
}

/// An error and its causes in one line: reqwest's own text names only the
/// outermost.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

fn failure(status: StatusCode, headers: &reqwest::header::HeaderMap, body: &[u8]) -> RestError {
    let error: ErrorBody = serde_json::from_slice(body).unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let header = number(headers, "retry-after");
        let seconds = error.retry_after.or(header).filter(|s| s.is_finite()).unwrap_or(UNSAID_WAIT);
        let global = error.global || headers.contains_key("x-ratelimit-global");
        let after = Duration::from_secs_f64(seconds.clamp(0.05, LONGEST_WAIT));
        return RestError::Limited { after, global };
    }
    if status.is_server_error() {
        return RestError::Trouble(status);
    }
    RestError::Refused { status, code: error.code, message: error.message }
}

/// Headers that are no numbers are as good as none: serenity's limiter repeats
/// the request at once for ever over one.
fn bucket(headers: &reqwest::header::HeaderMap) -> Bucket {
    let empty = number(headers, "x-ratelimit-remaining").is_some_and(|left| left < 1.0);
    let reset = number(headers, "x-ratelimit-reset-after").filter(|s| s.is_finite() && *s > 0.0);
    Bucket {
        empty_for: reset.filter(|_| empty).map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_WAIT))),
    }
}

fn number(headers: &reqwest::header::HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (reqwest::header::HeaderName::from_static(name), HeaderValue::from_static(value))
            })
            .collect()
    }

    #[test]
    fn what_a_429_asks_for() {
        for (pairs, body, millis, all) in [
            (&[("retry-after", "2")][..], "{}", 2_000, false),
            (&[("retry-after", "2")], r#"{"retry_after": 0.3, "global": true}"#, 300, true),
            (&[("x-ratelimit-global", "true")], "", 1_000, true),
            (&[("retry-after", "soon")], "not json", 1_000, false),
            (&[("retry-after", "-5")], "{}", 50, false),
            (&[("retry-after", "NaN")], "{}", 1_000, false),
            (&[("retry-after", "1e99")], "{}", 3_600_000, false),
        ] {
            match failure(StatusCode::TOO_MANY_REQUESTS, &headers(pairs), body.as_bytes()) {
                RestError::Limited { after, global } => {
                    assert_eq!((after.as_millis(), global), (millis, all), "{pairs:?} {body}");
                }
                other => panic!("{other}"),
            }
        }
    }

    #[test]
    fn an_empty_bucket_is_waited_for() {
        for (pairs, millis) in [
            (&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "1.5")][..], Some(1_500)),
            (&[("x-ratelimit-remaining", "1"), ("x-ratelimit-reset-after", "1.5")], None),
            (&[("x-ratelimit-remaining", "abc"), ("x-ratelimit-reset-after", "abc")], None),
            (&[], None),
        ] {
            assert_eq!(bucket(&headers(pairs)).empty_for.map(|d| d.as_millis()), millis, "{pairs:?}");
        }
    }
}
