//! `accord eval`: answers measured against expectations.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::knowledge::{Base, Fact, Status};
use crate::matching::{Matcher, Outcome, Policy, Verdict};

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
    /// A line is no expectation.
    #[error("{}:{line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// The report cannot be written.
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// One line of a file (DESIGN.md §3).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    question: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    context: Option<String>,
    /// Facts any of which is right; null: no answer may be given. The key must
    /// be there, so that forgetting it is not read as null.
    #[serde(deserialize_with = "required")]
    expect: Option<Vec<String>>,
    #[serde(default)]
    ok_with: Vec<String>,
}

/// Without this serde takes a missing key of an `Option` for null.
fn required<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    Option::deserialize(deserializer)
}

/// What a case came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Right,
    Wrong,
    ChoicesRight,
    ChoicesWrong,
    Declined,
    FalseAnswer,
    RefusedRight,
}

/// Counts of marks.
#[derive(Debug, Clone, Copy, Default)]
struct Tally([usize; 7]);

impl Tally {
    fn add(&mut self, mark: Mark) {
        self.0[mark as usize] += 1;
    }

    fn of(&self, mark: Mark) -> usize {
        self.0[mark as usize]
    }

    fn expected(&self) -> usize {
        self.0[..5].iter().sum()
    }

    fn unexpected(&self) -> usize {
        self.0[5..].iter().sum()
    }

    fn json(&self) -> Map<String, Value> {
        let share = |part: usize, all: usize| {
            if all == 0 {
                Value::Null
            } else {
                json!((part as f64 / all as f64 * 10_000.0).round() / 10_000.0)
            }
        };
        let (expected, unexpected) = (self.expected(), self.unexpected());
        let value = json!({
            "questions": expected + unexpected,
            "right": self.of(Mark::Right),
            "wrong": self.of(Mark::Wrong),
            "choices_right": self.of(Mark::ChoicesRight),
            "choices_wrong": self.of(Mark::ChoicesWrong),
            "declined": self.of(Mark::Declined),
            "false_answers": self.of(Mark::FalseAnswer),
            "refused_right": self.of(Mark::RefusedRight),
            "rates": {
                "answered_right": share(self.of(Mark::Right), expected),
                "top3": share(self.of(Mark::Right) + self.of(Mark::ChoicesRight), expected),
                "wrong": share(self.of(Mark::Wrong), expected),
                "false_answer": share(self.of(Mark::FalseAnswer), unexpected),
                "refused": share(self.of(Mark::RefusedRight), unexpected),
            },
        });
        match value {
            Value::Object(object) => object,
            _ => Map::new(),
        }
    }
}

/// The questions of all files.
///
/// # Errors
///
/// [`EvalError`] for the first file or line that cannot be used.
pub fn questions(files: &[PathBuf]) -> Result<Vec<String>, EvalError> {
    let mut questions = Vec::new();
    for path in files {
        questions.extend(read(path)?.into_iter().map(|case| case.question));
    }
    Ok(questions)
}

/// Measures the answers to all questions of all files. `load_ms` is how long
/// the base took to load and index, in milliseconds.
///
/// # Errors
///
/// [`EvalError`] for the first file or line that cannot be used; nothing has
/// been written then.
pub fn eval(
    matcher: &Matcher,
    policy: &Policy,
    load_ms: f64,
    args: &EvalArgs,
    out: &mut dyn Write,
) -> Result<(), EvalError> {
    let mut cases = Vec::new();
    for path in &args.files {
        cases.extend(read(path)?);
    }
    let base = matcher.base();
    let mut all = Tally::default();
    let mut by_lang: BTreeMap<String, Tally> = BTreeMap::new();
    let mut by_kind: BTreeMap<String, Tally> = BTreeMap::new();
    let mut micros = Vec::with_capacity(cases.len());
    let mut misses = Vec::new();
    for case in &cases {
        let start = Instant::now();
        let outcome = matcher.ask(&case.question, case.context.as_deref(), policy);
        micros.push(start.elapsed().as_secs_f64() * 1e6);
        let mark = mark(base, case, &outcome);
        all.add(mark);
        by_lang.entry(case.lang.clone().unwrap_or_else(|| "-".to_owned())).or_default().add(mark);
        by_kind.entry(case.kind.clone().unwrap_or_else(|| "-".to_owned())).or_default().add(mark);
        if args.cases {
            writeln!(out, "{}", case_json(base, case, &outcome))?;
        }
        if matches!(mark, Mark::Wrong | Mark::FalseAnswer | Mark::ChoicesWrong | Mark::Declined) {
            misses.push((mark, case, outcome));
        }
    }
    micros.sort_by(f64::total_cmp);
    let report = Report { all, by_lang, by_kind, micros, load_ms, index_bytes: matcher.index_bytes() };
    if args.json {
        writeln!(out, "{}", report.json())?;
    } else if !args.cases {
        report.print(out)?;
        for (mark, case, outcome) in &misses {
            writeln!(out, "{}", miss_line(base, *mark, case, outcome))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Case>, EvalError> {
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

/// One line for a person on a question that did not go as expected.
fn miss_line(base: &Base, mark: Mark, case: &Case, outcome: &Outcome) -> String {
    let got = outcome
        .best()
        .map_or_else(|| "nothing".to_owned(), |hit| format!("{} {:.3}", base.fact(hit.fact).id, hit.score));
    let wanted = case.expect.as_ref().map_or_else(|| "no answer".to_owned(), |ids| ids.join(" | "));
    format!("{mark:?} {} “{}”: wanted {wanted}; {} {got}", case.id, case.question, outcome.word())
}

struct Report {
    all: Tally,
    by_lang: BTreeMap<String, Tally>,
    by_kind: BTreeMap<String, Tally>,
    micros: Vec<f64>,
    load_ms: f64,
    index_bytes: usize,
}

impl Report {
    /// The nearest-rank percentile of the latencies.
    fn percentile(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.micros.len() as f64).ceil().max(1.0) as usize;
        self.micros.get(rank - 1).map_or(0.0, |micros| (micros * 10.0).round() / 10.0)
    }

    fn json(&self) -> Value {
        let groups = |groups: &BTreeMap<String, Tally>| -> Value {
            groups
                .iter()
                .map(|(name, tally)| (name.clone(), Value::Object(tally.json())))
                .collect::<Map<_, _>>()
                .into()
        };
        let mut object = self.all.json();
        object.insert("by_lang".into(), groups(&self.by_lang));
        object.insert("by_kind".into(), groups(&self.by_kind));
        object.insert(
            "latency_us".into(),
            json!({
                "p50": self.percentile(50.0),
                "p95": self.percentile(95.0),
                "p99": self.percentile(99.0),
                "max": self.percentile(100.0),
            }),
        );
        object.insert("load_ms".into(), json!((self.load_ms * 10.0).round() / 10.0));
        object.insert("index_bytes".into(), json!(self.index_bytes));
        Value::Object(object)
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "{:<14}{:>6} {:>7} {:>7} {:>7} {:>7} {:>7} | {:>6} {:>7}",
            "", "asked", "right", "choice", "wrong", "w.choic", "none", "false", "refused"
        )?;
        let groups = [("all".to_owned(), self.all)].into_iter();
        let by_lang = self.by_lang.iter().map(|(name, tally)| (format!("lang {name}"), *tally));
        let by_kind = self.by_kind.iter().map(|(name, tally)| (format!("kind {name}"), *tally));
        for (name, tally) in groups.chain(by_lang).chain(by_kind) {
            let share = |mark: Mark| {
                let all = if (mark as usize) < 5 { tally.expected() } else { tally.unexpected() };
                if all == 0 {
                    "-".to_owned()
                } else {
                    format!("{:.1} %", tally.of(mark) as f64 * 100.0 / all as f64)
                }
            };
            writeln!(
                out,
                "{name:<14}{:>6} {:>7} {:>7} {:>7} {:>7} {:>7} | {:>6} {:>7}",
                tally.expected() + tally.unexpected(),
                share(Mark::Right),
                share(Mark::ChoicesRight),
                share(Mark::Wrong),
                share(Mark::ChoicesWrong),
                share(Mark::Declined),
                share(Mark::FalseAnswer),
                share(Mark::RefusedRight)
            )?;
        }
        writeln!(
            out,
            "per question: p50 {} µs, p95 {} µs, p99 {} µs, max {} µs; base loaded in {:.1} ms, index {} KiB",
            self.percentile(50.0),
            self.percentile(95.0),
            self.percentile(99.0),
            self.percentile(100.0),
            self.load_ms,
            self.index_bytes / 1024
        )
    }
}
