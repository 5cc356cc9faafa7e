//! Faults on demand.

use std::time::Duration;

use serde_json::{Value, json};

use crate::hub::State;

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 429 with Discord's body.
    TooManyRequests {
        /// Seconds, in the body and (rounded up) in the header.
        retry_after: f64,
        /// Whether it is said to be the global limit.
        global: bool,
        /// Whether the Retry-After header is sent.
        header: bool,
    },
    /// Any status and body.
    Status {
        /// The status.
        status: u16,
        /// The body, as JSON.
        body: Option<Value>,
    },
    /// The request is answered properly, with this header added or replaced.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// No answer, ever; the connection stays open.
    Hang,
    /// No answer; the TCP connection ends.
    Drop,
    /// The proper answer, late.
    Slow(Duration),
}

impl Fault {
    /// A status with an empty object of Discord's kind: `{"message": …, "code": 0}`.
    pub fn status(status: u16) -> Self {
        let message = match status {
            401 => "401: Unauthorized",
            403 => "Missing Permissions",
            500 => "500: Internal Server Error",
            502 => "502: Bad Gateway",
            _ => "error",
        };
        let code = if status == 403 { 50013 } else { 0 };
        Self::Status { status, body: Some(json!({"message": message, "code": code})) }
    }

    /// 429 of a route's own limit, with the header.
    pub const fn too_many_requests(retry_after: f64) -> Self {
        Self::TooManyRequests { retry_after, global: false, header: true }
    }

    /// A rate-limit header that is not a number: `X-RateLimit-Limit: abc`.
    pub fn garbage_rate_limit() -> Self {
        Self::Header { name: "x-ratelimit-limit".to_owned(), value: "abc".to_owned() }
    }
}

/// When a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before the request is processed: nothing is stored.
    Before,
    /// After it was processed: the message is there, only the answer is lost.
    After,
}

/// A fault waiting for its request.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) fault: Fault,
    pub(crate) when: When,
    pub(crate) left: usize,
}

impl State {
    /// The fault planned for this request, used up by one.
    pub(super) fn next_fault(&mut self, method: &str, path: &str) -> Option<(Fault, When)> {
        let planned = self.faults.iter_mut().find(|one| {
            let same_method = one.method == "*" || one.method.eq_ignore_ascii_case(method);
            one.left > 0 && same_method && path.contains(&one.path)
        })?;
        planned.left -= 1;
        Some((planned.fault.clone(), planned.when))
    }
}
