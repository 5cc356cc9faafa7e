//! `accord check`: is the fact base in order?

mod audit;
mod changed;

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::knowledge::{Problem, Severity};
use crate::matching::{Matcher, Policy};

pub use changed::{Changed, SinceError, changed};

/// Reports on a base that loads: its warnings, what asking it its own
/// questions shows, what is in it, and what changed, where that was asked for.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn check_passed(
    matcher: &Matcher,
    policy: &Policy,
    folder: &Path,
    mut warnings: Vec<Problem>,
    changed: Option<&Changed>,
    json: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let base = matcher.base();
    warnings.extend(audit::audit(matcher, policy, folder));
    if json {
        let mut object = object(&warnings, true);
        if let Some(changed) = changed {
            object["changed"] = changed.json();
        }
        object["base"] = json!({
            "name": base.name,
            "version": base.version,
            "hash": base.hash,
            "facts": base.facts.len(),
            "phrasings": base.phrasings(),
            "sources": base.sources.len(),
            "entities": base.entities.len(),
            "languages": base.languages.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        return writeln!(out, "{object}");
    }
    for warning in &warnings {
        writeln!(out, "{warning}")?;
    }
    writeln!(
        out,
        "{} {} ({}): {}, {}, {}, {}; no errors, {}",
        base.name,
        base.version,
        base.hash,
        counted(base.facts.len(), "fact", "facts"),
        counted(base.phrasings(), "phrasing", "phrasings"),
        counted(base.sources.len(), "source", "sources"),
        counted(base.entities.len(), "entity", "entities"),
        counted(warnings.len(), "warning", "warnings")
    )?;
    changed.map_or(Ok(()), |changed| changed.print(out))
}

/// Reports every problem of a base that does not load.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn check_failed(problems: &[Problem], json: bool, out: &mut dyn Write) -> io::Result<()> {
    if json {
        return writeln!(out, "{}", object(problems, false));
    }
    for problem in problems {
        writeln!(out, "{problem}")?;
    }
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    let warnings = counted(problems.len() - errors, "warning", "warnings");
    writeln!(out, "{}, {warnings}: this base is not used", counted(errors, "error", "errors"))
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn object(problems: &[Problem], ok: bool) -> Value {
    let problems: Vec<Value> = problems
        .iter()
        .map(|problem| {
            json!({
                "path": problem.path,
                "line": problem.line,
                "severity": match problem.severity { Severity::Error => "error", Severity::Warning => "warning" },
                "rule": problem.rule,
                "message": problem.message,
                "remedy": problem.remedy,
            })
        })
        .collect();
    json!({ "ok": ok, "problems": problems })
}
