//! `accord check`: is the fact base in order?

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::knowledge::{Base, Problem, Severity};

/// Reports on a base that loads: its warnings and what is in it.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn check_passed(base: &Base, warnings: &[Problem], json: bool, out: &mut dyn Write) -> io::Result<()> {
    if json {
        let mut object = object(warnings, true);
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
    for warning in warnings {
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
    )
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
