//! `accord check --changed SINCE`: which questions now get another answer.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use comfy_table::{Table, presets};
use jiff::civil::Date;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::knowledge::{self, Rejected};
use crate::matching::{Change, Matcher, Policy};

/// The earlier base cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SinceError {
    /// Git says no.
    #[error("{since} is no folder, and git has no such revision of {}: {reason}", folder.display())]
    Git {
        /// What was asked for.
        since: String,
        /// The base's folder.
        folder: PathBuf,
        /// What git says.
        reason: String,
    },
    /// Git is not there, or a folder cannot be made.
    #[error("git cannot be run: {0}")]
    System(#[from] io::Error),
    /// It has errors.
    #[error("the base as it was at {since} does not load: {rejected}")]
    Rejected {
        /// What was asked for.
        since: String,
        /// Why.
        rejected: Rejected,
    },
}

/// What changed since then.
#[derive(Debug)]
pub struct Changed {
    since: String,
    before: String,
    changes: Vec<Change>,
}

/// Asks the base and the one of `since` (a folder, or a git revision of
/// `folder`) every phrasing of both, and `others`.
///
/// # Errors
///
/// [`SinceError`] where the earlier base cannot be had.
pub fn changed(
    matcher: &Matcher,
    folder: &Path,
    since: &str,
    others: &[String],
    policy: &Policy,
    today: Date,
) -> Result<Changed, SinceError> {
    let named = Path::new(since);
    let checkout;
    let earlier = if named.is_dir() {
        named
    } else {
        checkout = revision(folder, since)?;
        checkout.path()
    };
    let base = knowledge::load(earlier, today)
        .map_err(|rejected| SinceError::Rejected { since: since.to_owned(), rejected })?
        .base;
    let before = base.hash.clone();
    let earlier = Matcher::new(Arc::new(base));
    Ok(Changed { since: since.to_owned(), before, changes: matcher.changes(&earlier, others, policy) })
}

/// The folder as it was at a revision, in a folder that goes when it is
/// dropped. Git writes it with an index of its own: the working copy and what
/// is staged stay untouched.
fn revision(folder: &Path, since: &str) -> Result<TempDir, SinceError> {
    let place = tempfile::tempdir()?;
    let index = place.path().join(".index");
    let refused = |reason: String| SinceError::Git {
        since: since.to_owned(),
        folder: folder.to_owned(),
        reason: reason.trim().to_owned(),
    };
    let git = |at: &Path, arguments: &[&OsStr]| -> Result<String, SinceError> {
        let output =
            Command::new("git").arg("-C").arg(at).args(arguments).env("GIT_INDEX_FILE", &index).output()?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(refused(String::from_utf8_lossy(&output.stderr).into_owned()))
        }
    };
    // A revision never begins with a dash: git would take it for an option.
    if since.starts_with('-') {
        return Err(refused("that is not the name of a revision".to_owned()));
    }
    let top = git(folder, &["rev-parse".as_ref(), "--show-toplevel".as_ref()])?;
    let inside = git(folder, &["rev-parse".as_ref(), "--show-prefix".as_ref()])?;
    let tree = format!("{since}:{}", inside.trim_end_matches('/'));
    git(Path::new(&top), &["read-tree".as_ref(), tree.as_ref()])?;
    let mut prefix = std::ffi::OsString::from("--prefix=");
    // Git writes below it; a trailing slash makes it a folder.
    prefix.push(place.path().join(""));
    git(Path::new(&top), &["checkout-index".as_ref(), "--all".as_ref(), &prefix])?;
    Ok(place)
}

impl Changed {
    /// One JSON object.
    pub(super) fn json(&self) -> Value {
        let changes: Vec<Value> = self
            .changes
            .iter()
            .map(|c| json!({"question": c.question, "before": c.before, "now": c.now}))
            .collect();
        json!({"since": self.since, "before": self.before, "changes": changes})
    }

    /// Tables people can read: first what leads to another fact, then what is
    /// worded differently.
    pub(super) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let (reworded, moved): (Vec<&Change>, Vec<&Change>) =
            self.changes.iter().partition(|change| change.before == change.now);
        writeln!(out, "\nSince {} ({}):", self.since, self.before)?;
        if self.changes.is_empty() {
            return writeln!(out, "no question gets another answer");
        }
        let shown = |id: &Option<String>| id.clone().unwrap_or_else(|| "no sure answer".to_owned());
        if !moved.is_empty() {
            let mut table = Table::new();
            table.load_style(presets::UTF8_FULL_CONDENSED).set_header(["question", "before", "now"]);
            for change in &moved {
                table.add_row([change.question.clone(), shown(&change.before), shown(&change.now)]);
            }
            writeln!(
                out,
                "{} answered with another fact, or no longer, or newly:\n{table}",
                asked(moved.len())
            )?;
        }
        if !reworded.is_empty() {
            let mut facts: Vec<&str> = reworded.iter().filter_map(|change| change.now.as_deref()).collect();
            facts.sort_unstable();
            facts.dedup();
            writeln!(
                out,
                "{} answered with the same fact in other words: {}",
                asked(reworded.len()),
                facts.join(", ")
            )?;
        }
        Ok(())
    }
}

fn asked(number: usize) -> String {
    super::counted(number, "question is", "questions are")
}
