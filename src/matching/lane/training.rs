//! How a [`Model`] is learnt from phrasings.
//!
//! A weight begins at the term's share in the fact's centroid (Rocchio 1971) and
//! is made better by multinomial logistic regression: stochastic gradient descent
//! over the phrasings in a fixed order (Bishop, *Pattern Recognition and Machine
//! Learning*, 2006, §4.3.4).

use crate::language::DIMENSIONS;

use super::meaning;
use super::model::{MEANING, Model};
use super::sample::Sample;

/// How steeply scores become probabilities while training.
const SHARPNESS: f32 = 1.5;
/// The first step's length; later passes go shorter.
const STEP: f32 = 2.0;
/// What the trained weights begin at, in lengths of the centroid.
const BEGIN: f32 = 3.0;
/// A phrasing whose fact is as likely as this teaches nothing more.
const LEARNT: f32 = 0.9;
/// Passes over the phrasings.
const PASSES: u32 = 2;
/// Weights touched in all passes together, so that large bases load in time:
/// passes are left out beyond it.
const WORK: usize = 1_500_000_000;

/// Facts kept of a term that more use: those it says most about.
const POSTINGS: usize = 512;

/// Facts up to which meanings are weighed: it takes time for each.
const MEANT_FACTS: usize = 1_024;

/// A term that at least one fact in so many uses has a weight for every fact:
/// a row without gaps is gone through much faster than one with a few.
const DENSE: usize = 3;

/// The weights of all terms while they are learnt.
#[derive(Debug, Default)]
struct Training {
    /// Where the row of a term begins; one more than there are terms.
    starts: Vec<u32>,
    /// The facts of each row, in order.
    users: Vec<u32>,
    /// What the term says for each of them.
    weights: Vec<f32>,
    /// By fact: the weights of a meaning's numbers; empty where the language has no
    /// vectors, or there are too many facts for it.
    meanings: Vec<f32>,
}

/// Learns from samples, ordered by fact; `weights` is what a term counts, by its
/// number.
pub(super) fn learn(samples: &[&Sample], facts: usize, weights: &[f32]) -> Model {
    let mut training = Training::centroids(samples, facts, weights);
    training.mean(samples, facts);
    training.train(samples, facts, weights);
    let Training { starts, users, weights, meanings } = training;
    let rows = starts.windows(2).map(|ends| {
        let row = ends[0] as usize..ends[1] as usize;
        (&users[row.clone()], &weights[row])
    });
    Model::new(rows, facts, meanings)
}

impl Training {
    fn centroids(samples: &[&Sample], facts: usize, weights: &[f32]) -> Self {
        // Sum of the phrasings' vectors per fact, each of length one. Samples
        // stand in the order of their facts, so every row is in that order, too.
        let mut ends = vec![(0_usize, u32::MAX); weights.len()];
        for sample in samples {
            for term in &sample.terms {
                let (users, last) = &mut ends[*term as usize];
                if *last != sample.fact {
                    *users += 1;
                    *last = sample.fact;
                }
            }
        }
        let mut starts = Vec::with_capacity(weights.len());
        let mut all = 0;
        for (users, last) in &mut ends {
            starts.push(all);
            all += *users;
            (*users, *last) = (*starts.last().unwrap_or(&0), u32::MAX);
        }
        let mut pairs: Vec<(u32, f32)> = vec![(0, 0.0); all];
        for sample in samples {
            let scale = sample.scale(weights);
            for term in &sample.terms {
                let (end, last) = &mut ends[*term as usize];
                if *last != sample.fact {
                    pairs[*end].0 = sample.fact;
                    *end += 1;
                    *last = sample.fact;
                }
                pairs[*end - 1].1 += weights[*term as usize] * scale;
            }
        }
        let mut squares = vec![0.0_f32; facts];
        for (fact, value) in &pairs {
            squares[*fact as usize] += value * value;
        }
        let scales: Vec<f32> =
            squares.iter().map(|s| if *s > 0.0 { s.sqrt().recip() } else { 0.0 }).collect();
        let mut model = Self { starts: vec![0; weights.len() + 1], ..Self::default() };
        let mut row: Vec<(u32, f32)> = Vec::new();
        for term in 0..weights.len() {
            let centroid = |(fact, value): &(u32, f32)| (*fact, BEGIN * value * scales[*fact as usize]);
            row.clear();
            row.extend(pairs[starts[term]..ends[term].0].iter().map(centroid));
            if row.len() > POSTINGS {
                row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                row.truncate(POSTINGS);
                row.sort_by_key(|(fact, _)| *fact);
            } else if row.len() > 1 && row.len() * DENSE >= facts {
                let mut filled: Vec<(u32, f32)> = (0..facts as u32).map(|fact| (fact, 0.0)).collect();
                for (fact, weight) in &row {
                    filled[*fact as usize].1 = *weight;
                }
                row = filled;
            }
            model.users.extend(row.iter().map(|(fact, _)| *fact));
            model.weights.extend(row.iter().map(|(_, weight)| *weight));
            model.starts[term + 1] = model.weights.len() as u32;
        }
        model.users.shrink_to_fit();
        model.weights.shrink_to_fit();
        model
    }

    /// Adds to the scores of facts what a term says, times `value`.
    fn add_term(&self, term: u32, value: f32, scores: &mut [f32]) {
        let range = self.of(term);
        let weights = &self.weights[range.clone()];
        if weights.len() == scores.len() {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
        } else {
            for (fact, weight) in self.users[range].iter().zip(weights) {
                scores[*fact as usize] += weight * value;
            }
        }
    }

    /// Takes a step on a term's weights against the slopes of facts.
    fn step_term(&mut self, term: u32, value: f32, slopes: &[f32]) {
        let range = self.of(term);
        let weights = &mut self.weights[range.clone()];
        if weights.len() == slopes.len() {
            weights.iter_mut().zip(slopes).for_each(|(weight, slope)| *weight -= slope * value);
        } else {
            for (fact, weight) in self.users[range].iter().zip(weights) {
                *weight -= slopes[*fact as usize] * value;
            }
        }
    }

    /// Begins the weights of meanings at the facts' mean ones.
    fn mean(&mut self, samples: &[&Sample], facts: usize) {
        if facts > MEANT_FACTS || samples.iter().all(|sample| sample.meaning.is_none()) {
            return;
        }
        self.meanings = vec![0.0; facts * DIMENSIONS];
        for sample in samples {
            let Some(meaning) = &sample.meaning else { continue };
            let at = sample.fact as usize * DIMENSIONS;
            let weights = &mut self.meanings[at..at + DIMENSIONS];
            weights.iter_mut().zip(meaning.iter()).for_each(|(to, from)| *to += from);
        }
        for weights in self.meanings.chunks_exact_mut(DIMENSIONS) {
            let square: f32 = weights.iter().map(|w| w * w).sum();
            let scale = if square > 0.0 { BEGIN * MEANING / square.sqrt() } else { 0.0 };
            for weight in weights {
                *weight *= scale;
            }
        }
    }

    fn of(&self, term: u32) -> std::ops::Range<usize> {
        self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize
    }

    fn train(&mut self, samples: &[&Sample], facts: usize, weights: &[f32]) {
        let visits: usize =
            samples.iter().flat_map(|s| &s.terms).map(|term| self.of(*term).len()).sum::<usize>() * 2;
        let passes = PASSES.min((WORK / visits.max(1)) as u32);
        let mut order: Vec<u32> = (0..samples.len() as u32).collect();
        let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
        let mut scores = vec![0.0_f32; facts];
        for pass in 0..passes {
            // Fisher and Yates, with a linear congruential generator (Knuth's
            // MMIX constants): the same order in every run.
            for last in (1..order.len()).rev() {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(last, (dice >> 33) as usize % (last + 1));
            }
            let step = STEP * (1.0 - pass as f32 / passes as f32);
            // What was right at once is not asked again.
            order.retain(|at| self.learn_one(samples[*at as usize], weights, step, &mut scores));
        }
    }

    /// One step towards the fact of one phrasing, away from all others. Tells
    /// whether there was anything to learn.
    fn learn_one(&mut self, sample: &Sample, weights: &[f32], step: f32, scores: &mut [f32]) -> bool {
        let scale = sample.scale(weights);
        scores.fill(0.0);
        for &term in &sample.terms {
            self.add_term(term, weights[term as usize] * scale, scores);
        }
        meaning::each(sample.meaning.as_deref(), &self.meanings, |fact, likeness| {
            scores[fact] += MEANING * likeness;
        });
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for score in scores.iter_mut() {
            *score = ((*score - most) * SHARPNESS).exp();
            sum += *score;
        }
        let own = sample.fact as usize;
        if scores[own] >= LEARNT * sum {
            return false;
        }
        // The gradient of the logarithm of the own fact's probability.
        for score in scores.iter_mut() {
            *score *= step / sum;
        }
        scores[own] -= step;
        if let Some(meaning) = &sample.meaning {
            for (fact, weights) in self.meanings.chunks_exact_mut(DIMENSIONS).enumerate() {
                let step = MEANING * scores[fact];
                if step.abs() > 1e-4 {
                    weights
                        .iter_mut()
                        .zip(meaning.iter())
                        .for_each(|(weight, value)| *weight -= step * value);
                }
            }
        }
        for &term in &sample.terms {
            self.step_term(term, weights[term as usize] * scale, scores);
        }
        true
    }
}
