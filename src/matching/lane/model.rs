//! What is learnt of facts from their phrasings: a linear model over terms.
//!
//! For every term and every fact that uses it there is a weight
//! ([`super::training`] says how it comes about). Only terms a fact uses have a
//! weight for it, which keeps the model small, the training short and the reasons
//! plain. A text's meaning ([`super::meaning`]) is weighed along, all its numbers
//! for each fact.

use serde::{Deserialize, Serialize};

use super::meaning;
use super::sample::Query;

/// What a text's meaning counts beside its terms, which have length one.
pub(super) const MEANING: f32 = 0.5;

/// Weights are whole numbers of units, so many up and down at most.
const STEPS: f32 = 32_767.0;

/// The weights of all terms.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Model {
    /// Where the row of a term begins in `cells`; one more than there are terms.
    starts: Vec<u32>,
    /// The rows. Where a term has a weight for every fact, those are the row; else
    /// it is pairs of a fact and the weight for it, in the order of facts.
    cells: Vec<u16>,
    /// By term, a bit each: whether its row has a weight for every fact.
    full: Vec<u64>,
    /// What a weight of one step is worth.
    unit: f32,
    /// By fact: the trained weights of a meaning's numbers; empty where the
    /// language has no vectors, or there are too many facts for it.
    meanings: Vec<f32>,
}

impl Model {
    /// Takes over trained weights: of each term the facts that use it, in order,
    /// and the weight for each.
    pub(super) fn new<'t>(
        rows: impl ExactSizeIterator<Item = (&'t [u32], &'t [f32])> + Clone,
        facts: usize,
        meanings: Vec<f32>,
    ) -> Self {
        let most = rows.clone().flat_map(|(_, weights)| weights).fold(0.0_f32, |most, w| most.max(w.abs()));
        let unit = if most > 0.0 { most / STEPS } else { 1.0 };
        // The nearest step, as its bits: `as` keeps within the type's bounds.
        let step = |weight: f32| ((weight / unit).round() as i16).cast_unsigned();
        let mut model = Self { full: vec![0; rows.len().div_ceil(64)], unit, meanings, ..Self::default() };
        model.starts.reserve_exact(rows.len() + 1);
        model.starts.push(0);
        let length = |(_, weights): (&[u32], &[f32])| {
            if weights.len() == facts { facts } else { 2 * weights.len() }
        };
        model.cells.reserve_exact(rows.clone().map(length).sum());
        for (term, (users, weights)) in rows.enumerate() {
            if weights.len() == facts {
                model.full[term / 64] |= 1 << (term % 64);
                model.cells.extend(weights.iter().map(|weight| step(*weight)));
            } else {
                let pairs = users.iter().zip(weights);
                model.cells.extend(pairs.flat_map(|(fact, weight)| [*fact as u16, step(*weight)]));
            }
            model.starts.push(model.cells.len() as u32);
        }
        model
    }

    /// Adds to the scores of facts what a term says, times `value`.
    fn add_term(&self, term: u32, value: f32, scores: &mut [f32]) {
        let term = term as usize;
        let row = &self.cells[self.starts[term] as usize..self.starts[term + 1] as usize];
        let value = value * self.unit;
        let weight = |cell: u16| f32::from(cell.cast_signed()) * value;
        if self.full[term / 64] >> (term % 64) & 1 == 1 {
            scores.iter_mut().zip(row).for_each(|(score, cell)| *score += weight(*cell));
        } else {
            for pair in row.chunks_exact(2) {
                scores[usize::from(pair[0])] += weight(pair[1]);
            }
        }
    }

    /// Adds up what the model says for every fact, given a question.
    pub(super) fn say(&self, query: &Query, said: &mut [f32]) {
        for &(term, value) in &query.terms {
            self.add_term(term, value, said);
        }
        meaning::each(query.meaning.as_deref(), &self.meanings, |fact, likeness| {
            said[fact] += MEANING * likeness;
        });
    }

    pub(super) fn bytes(&self) -> usize {
        (self.starts.len() + self.meanings.len()) * 4 + self.cells.len() * 2 + self.full.len() * 8
    }
}
