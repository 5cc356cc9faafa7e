//! Files of expectations, a JSON object a line.

use std::path::PathBuf;

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

/// The cases of all files, or every line that is none.
pub(super) fn read(files: &[PathBuf]) -> Result<Vec<Case>, EvalError> {
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    for path in files {
        let bytes = std::fs::read(path).map_err(|error| EvalError::File { path: path.clone(), error })?;
        // Some editors begin a file with a byte order mark.
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
        let lines = bytes.split(|byte| *byte == b'\n').zip(1..);
        for (line, number) in lines.filter(|(line, _)| !line.trim_ascii().is_empty()) {
            match case(line) {
                Ok(case) => cases.push(case),
                Err(reason) => {
                    wrong.push(format!("{}:{number}: this is no expectation: {reason}", path.display()));
                }
            }
        }
    }
    if wrong.is_empty() { Ok(cases) } else { Err(EvalError::Lines { lines: wrong }) }
}

fn case(line: &[u8]) -> Result<Case, String> {
    let line = std::str::from_utf8(line).map_err(|_| "this is not a text in UTF-8".to_owned())?;
    serde_json::from_str(line).map_err(|error| error.to_string())
}
