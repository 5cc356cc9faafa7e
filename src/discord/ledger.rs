//! What is to be written down about answers given, once there is time: sending
//! them never waits for it, and losing it does no harm.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::limits;
use crate::store::{AnswerGiven, DAY, Seconds, Tally};

/// Server, day, what, fact.
type Key = (u64, Seconds, &'static str, String);

/// Kept in memory until it is written.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    counts: Mutex<BTreeMap<Key, i64>>,
    answers: Mutex<Vec<AnswerGiven>>,
}

impl Ledger {
    /// Counts what came of a question in a server.
    pub(super) fn count(&self, server: u64, at: Seconds, what: &'static str, fact: Option<&str>) {
        let Ok(mut counts) = self.counts.lock() else { return };
        let key = (server, start_of_day(at), what, fact.unwrap_or_default().to_owned());
        if counts.len() < limits::LEDGER || counts.contains_key(&key) {
            *counts.entry(key).or_default() += 1;
        }
    }

    /// Notes an answer that was given.
    pub(super) fn answered(&self, answer: AnswerGiven) {
        if let Ok(mut answers) = self.answers.lock()
            && answers.len() < limits::LEDGER
        {
            answers.push(answer);
        }
    }

    /// Takes everything out.
    pub(super) fn take(&self) -> (Vec<Tally>, Vec<AnswerGiven>) {
        let counts = self.counts.lock().map(|mut counts| std::mem::take(&mut *counts)).unwrap_or_default();
        let answers = self.answers.lock().map(|mut answers| std::mem::take(&mut *answers));
        let tally = |((server, at, what, fact), number): (Key, i64)| Tally {
            server,
            at,
            what: what.to_owned(),
            fact,
            number,
        };
        (counts.into_iter().map(tally).collect(), answers.unwrap_or_default())
    }
}

/// The start of the day, UTC, that a moment is of.
pub(super) fn start_of_day(at: Seconds) -> Seconds {
    at.div_euclid(DAY) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_of_a_day_and_taken_once() {
        let ledger = Ledger::default();
        for at in [0, 86_399, 86_400] {
            ledger.count(1, at, "answer", Some("fact"));
        }
        ledger.count(1, -1, "none", None);
        let (tallies, answers) = ledger.take();
        let shown: Vec<_> =
            tallies.iter().map(|t| (t.at, t.what.as_str(), t.fact.as_str(), t.number)).collect();
        assert_eq!(
            shown,
            [(-86_400, "none", "", 1), (0, "answer", "fact", 2), (86_400, "answer", "fact", 1)]
        );
        assert!(answers.is_empty() && ledger.take().0.is_empty());
    }
}
