//! Answers.

use serde_json::{Value, json};

use crate::validate::Problems;

/// The answer to one request.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Reply {
    pub(crate) const fn json(status: u16, body: Value) -> Self {
        Self { status, body: Some(body), headers: Vec::new() }
    }

    pub(crate) const fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    /// 204.
    pub(crate) const fn empty() -> Self {
        Self { status: 204, body: None, headers: Vec::new() }
    }

    /// An error with one of Discord's codes.
    pub(crate) fn error(status: u16, code: u64, message: &str) -> Self {
        Self::json(status, json!({"message": message, "code": code}))
    }

    /// 400, code 50035.
    pub(crate) fn invalid(problems: &Problems) -> Self {
        Self::json(400, problems.body())
    }

    /// 400, code 50035 with a single reason.
    pub(crate) fn invalid_at(path: &str, code: &'static str, message: &str) -> Self {
        let mut problems = Problems::default();
        problems.add(path, code, message);
        Self::invalid(&problems)
    }

    pub(crate) fn unknown_channel() -> Self {
        Self::error(404, 10003, "Unknown Channel")
    }

    pub(crate) fn unknown_guild() -> Self {
        Self::error(404, 10004, "Unknown Guild")
    }

    pub(crate) fn unknown_message() -> Self {
        Self::error(404, 10008, "Unknown Message")
    }

    pub(crate) fn unknown_webhook() -> Self {
        Self::error(404, 10015, "Unknown Webhook")
    }

    pub(crate) fn empty_message() -> Self {
        Self::error(400, 50006, "Cannot send an empty message")
    }

    pub(crate) fn missing_access() -> Self {
        Self::error(403, 50001, "Missing Access")
    }

    pub(crate) fn missing_permissions() -> Self {
        Self::error(403, 50013, "Missing Permissions")
    }
}
