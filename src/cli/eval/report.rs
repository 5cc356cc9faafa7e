//! What all questions came to, as figures.

use std::collections::BTreeMap;
use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Map, Value, json};

/// What a case came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
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
pub(super) struct Tally([usize; 7]);

impl Tally {
    pub(super) fn add(&mut self, mark: Mark) {
        self.0[mark as usize] += 1;
    }

    pub(super) fn of(&self, mark: Mark) -> usize {
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

/// The figures of an evaluation.
pub(super) struct Report {
    pub(super) all: Tally,
    pub(super) by_lang: BTreeMap<String, Tally>,
    pub(super) by_kind: BTreeMap<String, Tally>,
    /// How long each question took, in microseconds, ascending.
    pub(super) micros: Vec<f64>,
    pub(super) load_ms: f64,
    pub(super) index_bytes: usize,
}

impl Report {
    /// The nearest-rank percentile of the latencies.
    fn percentile(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.micros.len() as f64).ceil().max(1.0) as usize;
        self.micros.get(rank - 1).map_or(0.0, |micros| (micros * 10.0).round() / 10.0)
    }

    pub(super) fn json(&self) -> Value {
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

    /// A table per language and per kind, for people.
    pub(super) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header([
            "",
            "asked",
            "right",
            "offered",
            "wrong",
            "wrong offered",
            "nothing",
            "refused right",
            "false answer",
        ]);
        let all = [("all".to_owned(), self.all)].into_iter();
        let by_lang = self.by_lang.iter().map(|(name, tally)| (format!("language {name}"), *tally));
        let by_kind = self.by_kind.iter().map(|(name, tally)| (name.clone(), *tally));
        for (name, tally) in all.chain(by_lang).chain(by_kind) {
            let share = |mark: Mark| {
                let all = if (mark as usize) < 5 { tally.expected() } else { tally.unexpected() };
                if all == 0 {
                    "–".to_owned()
                } else {
                    format!("{:.1} %", tally.of(mark) as f64 * 100.0 / all as f64)
                }
            };
            table.add_row([
                name,
                (tally.expected() + tally.unexpected()).to_string(),
                share(Mark::Right),
                share(Mark::ChoicesRight),
                share(Mark::Wrong),
                share(Mark::ChoicesWrong),
                share(Mark::Declined),
                share(Mark::RefusedRight),
                share(Mark::FalseAnswer),
            ]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        writeln!(out, "{table}")?;
        writeln!(
            out,
            "The first five shares are of the questions the base can answer, the last two of those it must refuse."
        )?;
        writeln!(
            out,
            "A question took {} µs (median), {} µs (95 %), {} µs (99 %), {} µs at most; the base loaded in {:.0} ms, \
             its index takes {} KiB.",
            self.percentile(50.0),
            self.percentile(95.0),
            self.percentile(99.0),
            self.percentile(100.0),
            self.load_ms,
            self.index_bytes / 1024
        )
    }
}
