//! Running the real binary, and reading what it printed.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The one JSON object on standard output.
    #[track_caller]
    pub(crate) fn object(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap()
    }
}

/// Runs the binary somewhere without settings of its own, with `input` typed.
pub(crate) fn accord_with(arguments: &[&str], environment: &[(&str, &str)], input: impl AsRef<[u8]>) -> Ran {
    let nowhere = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_accord"))
        .args(arguments)
        .current_dir(nowhere.path())
        .env_clear()
        .env("HOME", nowhere.path())
        .env("ACCORD_KNOWLEDGE__INDEX_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/index-cli"))
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn accord(arguments: &[&str]) -> Ran {
    accord_with(arguments, &[], "")
}

/// Runs a verb on a base.
pub(crate) fn on(base: &Path, arguments: &[&str]) -> Ran {
    let mut all = vec!["--knowledge", base.to_str().unwrap()];
    all.extend(arguments);
    accord(&all)
}

pub(crate) fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

pub(crate) fn set<'a>(keys: &[&'a str]) -> BTreeSet<&'a str> {
    keys.iter().copied().collect()
}
