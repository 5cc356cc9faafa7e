//! Files of expectations, a JSON object a line.

use std::path::Path;

use serde::Deserialize;

use super::EvalError;

/// One line of a file (DESIGN.md §3).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) question: String,
    #[serde(default)]
    pub(super) lang: Option<String>,
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) context: Option<String>,
    /// Facts any of which is right; null: no answer may be given. The key must
    /// be there, so that forgetting it is not read as null.
    #[serde(deserialize_with = "required")]
    pub(super) expect: Option<Vec<String>>,
    #[serde(default)]
    pub(super) ok_with: Vec<String>,
}

/// Without this serde takes a missing key of an `Option` for null.
fn required<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    Option::deserialize(deserializer)
}

/// The cases of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Case>, EvalError> {
    let bytes = std::fs::read(path).map_err(|error| EvalError::File { path: path.to_owned(), error })?;
    // Some editors begin a file with a byte order mark.
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
    bytes
        .split(|byte| *byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(at, line)| {
            let wrong = |reason: &dyn std::fmt::Display| EvalError::Line {
                path: path.to_owned(),
                line: at + 1,
                reason: format!("this is no expectation: {reason}"),
            };
            let line = std::str::from_utf8(line).map_err(|_| wrong(&"this is not a text in UTF-8"))?;
            serde_json::from_str(line).map_err(|error| wrong(&error))
        })
        .collect()
}
