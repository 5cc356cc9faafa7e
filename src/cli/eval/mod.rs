//! `accord eval`: answers measured against expectations.

mod case;
mod curve;
mod misses;
mod report;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};

use crate::knowledge::{Base, Fact, Status};
use crate::matching::{Matcher, Outcome, Policy, Verdict};

use case::Case;
use curve::Sure;
use misses::Miss;
use report::{Mark, Report, Tally};

use super::args::EvalArgs;
use super::ask::rounded;

/// A file of expectations cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// It cannot be read.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Lines are no expectations.
    #[error("{}", lines.join("\n"))]
    Lines {
        /// All of them, each with its file, its number from 1, and why.
        lines: Vec<String>,
    },
    /// The picture cannot be written.
    #[error("the picture cannot be written to {}: {error}", path.display())]
    Picture {
        /// Where to.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The report cannot be written.
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// The questions of all files.
///
/// # Errors
///
/// [`EvalError`] for a file or for all lines that cannot be used.
pub fn questions(files: &[PathBuf]) -> Result<Vec<String>, EvalError> {
    Ok(case::read(files)?.into_iter().map(|case| case.question).collect())
}

/// Measures the answers to all questions of all files. `load_ms` is how long
/// the base took to load and index, in milliseconds.
///
/// # Errors
///
/// [`EvalError`] for a file or for all lines that cannot be used; nothing has
/// been written then.
pub fn eval(
    matcher: &Matcher,
    policy: &Policy,
    load_ms: f64,
    args: &EvalArgs,
    out: &mut dyn Write,
) -> Result<(), EvalError> {
    let cases = case::read(&args.files)?;
    let base = matcher.base();
    let mut all = Tally::default();
    let mut by_lang: BTreeMap<String, Tally> = BTreeMap::new();
    let mut by_kind: BTreeMap<String, Tally> = BTreeMap::new();
    let mut micros = Vec::with_capacity(cases.len());
    let mut misses = Vec::new();
    let mut sure = Vec::with_capacity(cases.len());
    for case in cases {
        let start = Instant::now();
        let outcome = matcher.ask(&case.question, case.context.as_deref(), policy);
        micros.push(start.elapsed().as_secs_f64() * 1e6);
        let mark = mark(base, &case, &outcome);
        all.add(mark);
        by_lang.entry(case.lang.clone().unwrap_or_else(|| "-".to_owned())).or_default().add(mark);
        by_kind.entry(case.kind.clone().unwrap_or_else(|| "-".to_owned())).or_default().add(mark);
        if args.cases {
            writeln!(out, "{}", case_json(base, &case, &outcome))?;
        }
        sure.push(sureness(base, &case, &outcome));
        if matches!(mark, Mark::Wrong | Mark::FalseAnswer | Mark::ChoicesWrong | Mark::Declined) {
            misses.push(Miss { case, mark, outcome });
        }
    }
    micros.sort_by(f64::total_cmp);
    let report = Report { all, by_lang, by_kind, micros, load_ms, index_bytes: matcher.index_bytes() };
    if args.json {
        writeln!(out, "{}", report.json())?;
    } else if !args.cases {
        report.print(out)?;
        if let Some((best, area)) = curve::ranking(&sure) {
            writeln!(
                out,
                "The best fact, answered with or not, was right for {:.1} % of the first; its chance tells them from the others with an AUROC of {area:.3}.",
                best * 100.0
            )?;
        }
        misses::print(base, &mut misses, out)?;
    }
    if let Some(path) = &args.picture {
        curve::write(path, &sure, policy.answer)
            .map_err(|error| EvalError::Picture { path: path.clone(), error })?;
    }
    Ok(())
}

fn named(fact: &Fact, ids: &[String]) -> bool {
    ids.iter().any(|id| *id == fact.id || fact.covers.contains(id))
}

fn mark(base: &Base, case: &Case, outcome: &Outcome) -> Mark {
    match (&case.expect, &outcome.verdict) {
        (Some(ids), Verdict::Answer(hit)) if named(base.fact(hit.fact), ids) => Mark::Right,
        (Some(_), Verdict::Answer(_)) => Mark::Wrong,
        (Some(ids), Verdict::Choices(hits)) => {
            if hits.iter().any(|hit| named(base.fact(hit.fact), ids)) {
                Mark::ChoicesRight
            } else {
                Mark::ChoicesWrong
            }
        }
        (Some(_), Verdict::None { .. }) => Mark::Declined,
        (None, Verdict::Answer(hit)) => {
            let fact = base.fact(hit.fact);
            let fine = fact.status == Status::Unknown || named(fact, &case.ok_with);
            if fine { Mark::RefusedRight } else { Mark::FalseAnswer }
        }
        (None, _) => Mark::RefusedRight,
    }
}

fn sureness(base: &Base, case: &Case, outcome: &Outcome) -> Sure {
    let best = outcome.best();
    let fact = best.map(|hit| base.fact(hit.fact));
    let fits = match &case.expect {
        Some(ids) => fact.is_some_and(|fact| named(fact, ids)),
        None => fact.is_none_or(|fact| fact.status == Status::Unknown || named(fact, &case.ok_with)),
    };
    Sure { score: best.map_or(0.0, |hit| hit.score), in_scope: case.expect.is_some(), fits }
}

fn case_json(base: &Base, case: &Case, outcome: &Outcome) -> Value {
    let answered = match &outcome.verdict {
        Verdict::Answer(hit) => Some(base.fact(hit.fact)),
        _ => None,
    };
    let choices: Vec<Value> = match &outcome.verdict {
        Verdict::Choices(hits) => hits
            .iter()
            .map(|hit| {
                let fact = base.fact(hit.fact);
                json!({ "fact": fact.id, "covers": fact.covers, "score": rounded(hit.score) })
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({
        "id": case.id,
        "verdict": outcome.word(),
        "fact": answered.map(|fact| &fact.id),
        "covers": answered.map(|fact| fact.covers.clone()).unwrap_or_default(),
        "status": answered.map(|fact| fact.status.as_str()),
        "score": outcome.best().map_or(0.0, |hit| rounded(hit.score)),
        "choices": choices,
    })
}
