//! What a score is worth: the chance that a fact is what was asked for.
//!
//! Scores of different bases mean different things. So the base is put to the
//! test when it is loaded: some of its phrasings are held back as questions it
//! should answer, and some of its facts whole, whose phrasings are then
//! questions it must refuse; and some of the questions it calls out of scope. On
//! what the rest makes of them three numbers are fitted: how much a difference
//! in what speaks for two facts tells, how much must speak for a fact to be
//! likelier than none of them, and how much it tells that a question is like
//! those out of scope. The chance of a fact among all others and "none of
//! these" is then a conditional logit (`McFadden` 1974).

use serde::{Deserialize, Serialize};

use super::fit::{Fit, Material};
use super::sample::{Lexicon, Query, Sample};

/// Of so many phrasings, and of so many facts, one is held back in a trial.
const FOLDS: usize = 5;
/// Phrasings of all trials together, about: more teach nothing more.
const ENOUGH: usize = 1_000;
/// Share of questions that no fact answers, as the chance is meant: people ask
/// a bot of one subject mostly about it.
const OUT_OF_SCOPE: f64 = 0.3;

/// What is fitted: the scale, what speaks for no fact, and what likeness to
/// questions out of scope adds to that.
const PARTS: usize = 3;

/// What small bases begin with: a fact that half speaks for is as likely as not.
/// And how many trials that weighs, for each part.
const PRIOR: [f64; PARTS] = [0.8, 4.4, 0.5];
const PRIOR_WEIGHT: [f64; PARTS] = [5.0, 0.5, 5.0];

/// Turns what speaks for a fact into what weighs in a choice among facts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(in crate::matching) struct Calibration {
    scale: f32,
    none: f32,
    out_of_scope: f32,
}

/// One trial: what spoke for each candidate of a held-back phrasing, and which
/// of them is its own fact.
#[derive(Debug)]
struct Trial {
    utilities: Vec<f64>,
    /// What the model says for its being out of scope.
    out_of_scope: f64,
    own: Option<usize>,
    asks: Asks,
}

/// What a trial asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// A fact there is.
    Known,
    /// A fact held back.
    HeldBack,
    /// What the base calls out of scope.
    OutOfScope,
}

impl Calibration {
    /// What a fact weighs in a choice, as a logarithm; no fact weighs zero.
    pub(in crate::matching) fn weight(self, utility: f32, out_of_scope: f32) -> f32 {
        self.scale * utility - self.none - self.out_of_scope * out_of_scope
    }

    /// Puts a lane to the test.
    pub(super) fn of(
        lexicon: &Lexicon,
        samples: &[Sample],
        out_of_scope: &[Sample],
        words: &[Vec<u64>],
    ) -> Self {
        let per_fold = samples.len().div_ceil(FOLDS).max(1);
        let folds = ENOUGH.div_ceil(per_fold).clamp(1, FOLDS);
        let trials: Vec<Trial> =
            (0..folds).flat_map(|fold| trials(lexicon, samples, out_of_scope, words, fold)).collect();
        Self::fitted(&trials)
    }

    /// Newton's method on the penalised likelihood.
    fn fitted(trials: &[Trial]) -> Self {
        let weights = Weights::of(trials);
        let loss = |at: Point| -> f64 {
            let penalty: f64 =
                (0..PARTS).map(|part| PRIOR_WEIGHT[part] * (at[part] - PRIOR[part]).powi(2) / 2.0).sum();
            penalty
                + trials.iter().map(|trial| weights.of_trial(trial) * trial.shares(at).surprise).sum::<f64>()
        };
        let mut at = PRIOR;
        let mut here = loss(at);
        for _ in 0..30 {
            let step = newton_step(trials, &weights, at);
            // The whole step where it helps, else a part of it.
            let next = (0..12).map(|halved| {
                let part = 0.5_f64.powi(halved);
                // More speaking for a fact never makes it less likely, nor does
                // likeness to what is out of scope make it more so.
                let least = [0.05, f64::MIN, 0.0];
                std::array::from_fn(|i| (at[i] + part * step[i]).max(least[i]))
            });
            let Some((next, there)) = next.map(|next| (next, loss(next))).find(|(_, there)| *there < here)
            else {
                break;
            };
            let gained = here - there;
            (at, here) = (next, there);
            if gained < 1e-6 {
                break;
            }
        }
        let [scale, none, out_of_scope] = at.map(|part| part as f32);
        Self { scale, none, out_of_scope }
    }
}

/// What is fitted, in the order of [`PRIOR`].
type Point = [f64; PARTS];

/// What trials of each sort weigh, so that those out of scope are
/// [`OUT_OF_SCOPE`] of all.
struct Weights {
    known: f64,
    held_back: f64,
    out_of_scope: f64,
}

impl Weights {
    fn of(trials: &[Trial]) -> Self {
        let count = |asks| trials.iter().filter(|trial| trial.asks == asks).count() as f64;
        let (known, held_back, out_of_scope) =
            (count(Asks::Known), count(Asks::HeldBack), count(Asks::OutOfScope));
        let all = trials.len() as f64;
        let outside = [held_back, out_of_scope].iter().filter(|count| **count > 0.0).count() as f64;
        if known == 0.0 || outside == 0.0 {
            return Self { known: 1.0, held_back: 1.0, out_of_scope: 1.0 };
        }
        let share = |count: f64, share: f64| if count > 0.0 { share * all / count } else { 0.0 };
        Self {
            known: share(known, 1.0 - OUT_OF_SCOPE),
            held_back: share(held_back, OUT_OF_SCOPE / outside),
            out_of_scope: share(out_of_scope, OUT_OF_SCOPE / outside),
        }
    }

    fn of_trial(&self, trial: &Trial) -> f64 {
        match trial.asks {
            Asks::Known => self.known,
            Asks::HeldBack => self.held_back,
            Asks::OutOfScope => self.out_of_scope,
        }
    }
}

impl Trial {
    /// What "none" has of the chance, the mean and the mean square of what speaks
    /// for a candidate, and minus the logarithm of the chance of what is right.
    fn shares(&self, [scale, none, out_of_scope]: Point) -> Shares {
        let none = none + out_of_scope * self.out_of_scope;
        let most = self.utilities.iter().map(|utility| scale * utility).fold(none, f64::max);
        let nothing = (none - most).exp();
        let (mut sum, mut first, mut second) = (nothing, 0.0, 0.0);
        for utility in &self.utilities {
            let share = (scale * utility - most).exp();
            sum += share;
            first += share * utility;
            second += share * utility * utility;
        }
        let own = self.own.map_or(none, |own| scale * self.utilities[own]);
        Shares {
            none: nothing / sum,
            mean: first / sum,
            square: second / sum,
            surprise: sum.ln() + most - own,
        }
    }
}

struct Shares {
    none: f64,
    mean: f64,
    square: f64,
    surprise: f64,
}

/// The step of Newton's method from a point towards the likeliest one: slope
/// and curvature of the logarithm of the likelihood are the difference of what
/// was seen from what was expected, and its covariance.
fn newton_step(trials: &[Trial], weights: &Weights, at: Point) -> Point {
    let mut slope: Point = std::array::from_fn(|part| PRIOR_WEIGHT[part] * (PRIOR[part] - at[part]));
    let mut curve = [[0.0; PARTS]; PARTS];
    for (part, row) in curve.iter_mut().enumerate() {
        row[part] = PRIOR_WEIGHT[part];
    }
    for trial in trials {
        let factor = weights.of_trial(trial);
        let shares = trial.shares(at);
        // What belongs to each part where "none" is chosen; a candidate has its
        // utility in the first, and nothing in the others.
        let none = [0.0, 1.0, trial.out_of_scope];
        let seen = trial.own.map_or(none, |own| [trial.utilities[own], 0.0, 0.0]);
        let mean: Point = std::array::from_fn(|i| if i == 0 { shares.mean } else { none[i] * shares.none });
        for i in 0..PARTS {
            slope[i] += factor * (seen[i] - mean[i]);
            for j in 0..PARTS {
                let square = if (i, j) == (0, 0) { shares.square } else { none[i] * none[j] * shares.none };
                curve[i][j] += factor * (square - mean[i] * mean[j]);
            }
        }
    }
    solved(curve, slope).unwrap_or_default()
}

/// The solution of a system of equations by Gauss's elimination; none where it
/// has no single one. The matrix is a covariance and a bit more: pivots need no
/// exchange.
fn solved(mut rows: [[f64; PARTS]; PARTS], mut right: Point) -> Option<Point> {
    for at in 0..PARTS {
        if rows[at][at] <= f64::EPSILON {
            return None;
        }
        for below in at + 1..PARTS {
            let factor = rows[below][at] / rows[at][at];
            let above = rows[at];
            rows[below].iter_mut().zip(above).for_each(|(cell, above)| *cell -= factor * above);
            right[below] -= factor * right[at];
        }
    }
    for at in (0..PARTS).rev() {
        let known: f64 = (at + 1..PARTS).map(|column| rows[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / rows[at][at];
    }
    Some(right)
}

/// Whether a phrasing or a fact is held back in a fold.
fn held(number: usize, fold: usize) -> bool {
    number % FOLDS == fold
}

fn trials(
    lexicon: &Lexicon,
    samples: &[Sample],
    out_of_scope: &[Sample],
    words: &[Vec<u64>],
    fold: usize,
) -> Vec<Trial> {
    let facts = words.len();
    let known: Vec<bool> = (0..facts).map(|fact| facts < FOLDS || !held(fact, fold)).collect();
    let mut of_fact = vec![0; facts];
    for sample in samples {
        of_fact[sample.fact as usize] += u32::from(sample.is_phrasing);
    }
    let mut learnt = Vec::new();
    let mut asked = Vec::new();
    let mut at = vec![0; facts];
    for sample in samples {
        let fact = sample.fact as usize;
        at[fact] += usize::from(sample.is_phrasing);
        if !sample.is_phrasing {
            if known[fact] {
                learnt.push(sample);
            }
        } else if !known[fact] {
            // A few of each, for they are many.
            if held(at[fact], fold) {
                asked.push(sample);
            }
        } else if of_fact[fact] > 1 && held(at[fact] + fact, fold) {
            asked.push(sample);
        } else {
            learnt.push(sample);
        }
    }
    let mut beyond = Vec::new();
    for (at, question) in out_of_scope.iter().enumerate() {
        if held(at, fold) { asked.push(question) } else { beyond.push(question) }
    }
    let material = Material { lexicon, samples: learnt, out_of_scope: beyond, words, known: known.clone() };
    let fit = Fit::new(&material);
    asked
        .into_iter()
        .map(|sample| {
            let mut query = Query::of_sample(sample);
            fit.weigh(&mut query);
            let found = fit.rank(&query);
            let asks = match known.get(sample.fact as usize) {
                Some(true) => Asks::Known,
                Some(false) => Asks::HeldBack,
                None => Asks::OutOfScope,
            };
            Trial {
                utilities: found.candidates.iter().map(|candidate| f64::from(candidate.utility())).collect(),
                out_of_scope: f64::from(found.out_of_scope),
                own: found.candidates.iter().position(|candidate| candidate.fact == sample.fact),
                asks,
            }
        })
        .collect()
}
