//! Messages: in channels, as answers to interactions, and their edits.

use serde_json::Value;

use super::{Problems, component, embed};

/// `IS_COMPONENTS_V2`.
const COMPONENTS_V2: u64 = 1 << 15;

/// Whether there is anything in the message at all; if not Discord answers 50006.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IsEmpty {
    Yes,
    No,
}

/// Checks a message as it would stand: for an edit, the body merged into what is there.
pub(crate) fn message(body: &Value, problems: &mut Problems) -> IsEmpty {
    problems.text(body, "", "content", 0, 2000);
    nonce(body, problems);
    allowed_mentions(&body["allowed_mentions"], problems);
    let embeds = problems.list(body, "", "embeds", 0, 10);
    embed::embeds(embeds, problems);
    let v2 = body["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0;
    let components = if v2 {
        for key in ["content", "embeds", "poll", "stickers", "sticker_ids"] {
            if !nothing(&body[key]) {
                let message = "The 'content' and 'embeds' fields cannot be used with IS_COMPONENTS_V2";
                problems.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
        let components = problems.list(body, "", "components", 1, 40);
        component::v2(components, problems);
        components
    } else {
        let components = problems.list(body, "", "components", 0, 5);
        component::rows(components, problems);
        components
    };
    let filled =
        ["content", "embeds", "attachments", "sticker_ids", "poll"].iter().any(|key| !nothing(&body[key]));
    if filled || !components.is_empty() { IsEmpty::No } else { IsEmpty::Yes }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

fn nonce(body: &Value, problems: &mut Problems) {
    match &body["nonce"] {
        Value::Null | Value::Number(_) => {}
        Value::String(text) if text.chars().count() <= 25 => {}
        _ => problems.add("nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length."),
    }
}

fn allowed_mentions(rules: &Value, problems: &mut Problems) {
    if !rules.is_object() {
        return;
    }
    let parse = rules["parse"].as_array().map_or(&[][..], Vec::as_slice);
    for (index, kind) in parse.iter().enumerate() {
        if !matches!(kind.as_str(), Some("users" | "roles" | "everyone")) {
            let path = format!("allowed_mentions.parse.{index}");
            let message = "Value must be one of ('everyone', 'users', 'roles').";
            problems.add(&path, "BASE_TYPE_CHOICES", message);
        }
    }
    for kind in ["users", "roles"] {
        let listed = problems.list(rules, "allowed_mentions", kind, 0, 100);
        if !listed.is_empty() && parse.iter().any(|one| one == kind) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}
