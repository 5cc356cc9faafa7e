//! Accuracy against refusal, as the threshold goes from 0 to 1.

use std::cmp::Ordering;
use std::io;
use std::path::Path;

use crate::picture::{CurvePlan, curve};

/// One question as the curve sees it: how sure the bot was, and of what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sure {
    /// The chance of the best fact.
    pub(super) score: f32,
    /// Whether the question has an answer.
    pub(super) in_scope: bool,
    /// Whether the best fact is one that may be answered with.
    pub(super) fits: bool,
}

/// Writes the picture of answering at every threshold; `chosen` is the one in
/// use.
pub(super) fn write(path: &Path, sure: &[Sure], chosen: f32) -> io::Result<()> {
    std::fs::write(path, curve(&plan(sure, chosen)))
}

/// How often the best fact is the right one, whatever its chance, and how well its
/// chance tells what can be answered from what must be refused: the area under the
/// receiver operating characteristic, which is how often one of the first is surer
/// than one of the second (Hanley and `McNeil` 1982). `None` without either.
pub(super) fn ranking(sure: &[Sure]) -> Option<(f64, f64)> {
    let (inside, outside): (Vec<&Sure>, Vec<&Sure>) = sure.iter().partition(|sure| sure.in_scope);
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    let best = inside.iter().filter(|sure| sure.fits).count() as f64 / inside.len() as f64;
    let surer = |one: &Sure, other: &Sure| match one.score.total_cmp(&other.score) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Less => 0.0,
    };
    let won: f64 = inside.iter().flat_map(|one| outside.iter().map(|other| surer(one, other))).sum();
    Some((best, won / (inside.len() * outside.len()) as f64))
}

fn plan(sure: &[Sure], chosen: f32) -> CurvePlan {
    let count = |which: &dyn Fn(&Sure) -> bool| sure.iter().filter(|sure| which(sure)).count() as f64;
    let (inside, outside) = (count(&|s| s.in_scope).max(1.0), count(&|s| !s.in_scope).max(1.0));
    let at = |threshold: f32| {
        let right = count(&|s| s.in_scope && s.fits && s.score >= threshold) / inside;
        let wrong = count(&|s| s.in_scope && !s.fits && s.score >= threshold) / inside;
        let refused = count(&|s| !s.in_scope && (s.fits || s.score < threshold)) / outside;
        [refused, right, wrong]
    };
    CurvePlan {
        points: (0..=200).map(|step| at(step as f32 / 200.0)).collect(),
        chosen: at(chosen),
        title: format!(
            "{} answerable questions, {} that must be refused",
            count(&|s| s.in_scope),
            count(&|s| !s.in_scope)
        ),
        chosen_label: format!("threshold {:.0} %", chosen * 100.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fact_and_what_its_chance_tells() {
        let sure = |score, in_scope, fits| Sure { score, in_scope, fits };
        for (all, expected) in [
            (vec![], None),
            (vec![sure(0.9, true, true)], None),
            (vec![sure(0.9, false, false)], None),
            (vec![sure(0.9, true, true), sure(0.2, false, false)], Some((1.0, 1.0))),
            (vec![sure(0.2, true, false), sure(0.9, false, false)], Some((0.0, 0.0))),
            (vec![sure(0.5, true, true), sure(0.5, false, false)], Some((1.0, 0.5))),
            (
                vec![
                    sure(0.9, true, true),
                    sure(0.3, true, false),
                    sure(0.6, false, false),
                    sure(0.1, false, true),
                ],
                Some((0.5, 0.75)),
            ),
        ] {
            assert_eq!(ranking(&all), expected, "{all:?}");
        }
    }

    #[test]
    fn shares_at_a_threshold() {
        let sure = |score, in_scope, fits| Sure { score, in_scope, fits };
        let all =
            [sure(0.9, true, true), sure(0.4, true, false), sure(0.6, false, false), sure(0.2, false, false)];
        for (chosen, expected) in [(0.0, [0.0, 0.5, 0.5]), (0.5, [0.5, 0.5, 0.0]), (0.95, [1.0, 0.0, 0.0])] {
            let shares = plan(&all, chosen).chosen.map(|share| format!("{share:.1}"));
            assert_eq!(shares, expected.map(|share| format!("{share:.1}")), "{chosen}");
        }
    }
}
