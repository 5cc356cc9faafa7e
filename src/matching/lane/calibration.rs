//! What a score is worth: the chance that a fact is what was asked for.
//!
//! Scores of different bases mean different things. So the base is put to the
//! test when it is loaded: some of its phrasings are held back as questions it
//! should answer, and some of its facts whole, whose phrasings are then
//! questions it must refuse. On what the rest makes of them two numbers are
//! fitted: how much a difference in what speaks for two facts tells, and how
//! much must speak for a fact to be likelier than none of them. The chance of a
//! fact among all others and "none of these" is then a conditional logit
//! (`McFadden` 1974).

use super::fit::{Fit, Material};
use super::sample::{Lexicon, Query, Sample};

/// Of so many phrasings, and of so many facts, one is held back in a trial.
const FOLDS: usize = 5;
/// Phrasings of all trials together, about: more teach nothing more.
const ENOUGH: usize = 1_000;
/// Share of questions that no fact answers, as the chance is meant: people ask
/// a bot of one subject mostly about it.
const OUT_OF_SCOPE: f64 = 0.3;

/// What is fitted: the scale, and what speaks for no fact.
const PARTS: usize = 2;

/// What small bases begin with: a fact that half speaks for is as likely as not.
/// And how many trials that weighs.
const PRIOR: [f64; PARTS] = [0.8, 4.4];
const PRIOR_WEIGHT: f64 = 5.0;

/// Turns what speaks for a fact into what weighs in a choice among facts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::matching) struct Calibration {
    scale: f32,
    none: f32,
}

/// One trial: what spoke for each candidate of a held-back phrasing, and which
/// of them is its own fact.
#[derive(Debug)]
struct Trial {
    utilities: Vec<f64>,
    own: Option<usize>,
    in_scope: bool,
}

impl Calibration {
    /// What a fact weighs in a choice, as a logarithm; no fact weighs zero.
    pub(in crate::matching) fn weight(self, utility: f32) -> f32 {
        self.scale * utility - self.none
    }

    /// Puts a lane to the test.
    pub(super) fn of(lexicon: &Lexicon, samples: &[Sample], words: &[Vec<u64>]) -> Self {
        let per_fold = samples.len().div_ceil(FOLDS).max(1);
        let folds = ENOUGH.div_ceil(per_fold).clamp(1, FOLDS);
        let trials: Vec<Trial> = (0..folds).flat_map(|fold| trials(lexicon, samples, words, fold)).collect();
        Self::fitted(&trials)
    }

    /// Newton's method on the penalised likelihood.
    fn fitted(trials: &[Trial]) -> Self {
        let count = |in_scope: bool| trials.iter().filter(|trial| trial.in_scope == in_scope).count() as f64;
        let (inside, outside) = (count(true), count(false));
        let weight = |trial: &Trial| match (trial.in_scope, outside > 0.0 && inside > 0.0) {
            (_, false) => 1.0,
            (true, true) => (1.0 - OUT_OF_SCOPE) * (inside + outside) / inside,
            (false, true) => OUT_OF_SCOPE * (inside + outside) / outside,
        };
        let loss = |[scale, none]: [f64; PARTS]| -> f64 {
            let penalty =
                ((scale - PRIOR[0]).powi(2) + (none - PRIOR[1]).powi(2) / 10.0) * PRIOR_WEIGHT / 2.0;
            penalty + trials.iter().map(|trial| weight(trial) * trial.surprise(scale, none)).sum::<f64>()
        };
        let mut at = PRIOR;
        let mut here = loss(at);
        for _ in 0..30 {
            let step = newton_step(trials, weight, at);
            // The whole step where it helps, else a part of it.
            let next = (0..12).map(|halved| {
                let part = 0.5_f64.powi(halved);
                // More speaking for a fact never makes it less likely.
                [(at[0] + part * step[0]).max(0.05), at[1] + part * step[1]]
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
        Self { scale: at[0] as f32, none: at[1] as f32 }
    }
}

impl Trial {
    /// What each candidate and "none" have of the chance, and the mean and the
    /// variance of what speaks for a candidate.
    fn shares(&self, scale: f64, none: f64) -> Shares {
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

    /// Minus the logarithm of the chance of what is right.
    fn surprise(&self, scale: f64, none: f64) -> f64 {
        self.shares(scale, none).surprise
    }
}

struct Shares {
    none: f64,
    mean: f64,
    square: f64,
    surprise: f64,
}

/// The step of Newton's method towards the likeliest scale and "none".
fn newton_step(
    trials: &[Trial],
    weight: impl Fn(&Trial) -> f64,
    [scale, none]: [f64; PARTS],
) -> [f64; PARTS] {
    let mut slope = [PRIOR_WEIGHT * (PRIOR[0] - scale), PRIOR_WEIGHT * (PRIOR[1] - none) / 10.0];
    let mut curve = [PRIOR_WEIGHT, 0.0, PRIOR_WEIGHT / 10.0];
    for trial in trials {
        let factor = weight(trial);
        let shares = trial.shares(scale, none);
        slope[0] += factor * (trial.own.map_or(0.0, |own| trial.utilities[own]) - shares.mean);
        slope[1] += factor * (if trial.own.is_none() { 1.0 } else { 0.0 } - shares.none);
        curve[0] += factor * (shares.square - shares.mean * shares.mean);
        curve[1] -= factor * shares.none * shares.mean;
        curve[2] += factor * shares.none * (1.0 - shares.none);
    }
    let determinant = curve[0] * curve[2] - curve[1] * curve[1];
    if determinant <= f64::EPSILON {
        return [0.0, 0.0];
    }
    [
        (curve[2] * slope[0] - curve[1] * slope[1]) / determinant,
        (curve[0] * slope[1] - curve[1] * slope[0]) / determinant,
    ]
}

/// Whether a phrasing or a fact is held back in a fold.
fn held(number: usize, fold: usize) -> bool {
    number % FOLDS == fold
}

fn trials(lexicon: &Lexicon, samples: &[Sample], words: &[Vec<u64>], fold: usize) -> Vec<Trial> {
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
    let fit = Fit::new(&Material { lexicon, samples: learnt, words, known: known.clone() });
    asked
        .into_iter()
        .map(|sample| {
            let mut query = Query::of_sample(sample);
            fit.weigh(&mut query);
            let found = fit.candidates(&query);
            Trial {
                utilities: found.iter().map(|candidate| f64::from(candidate.utility())).collect(),
                own: found.iter().position(|candidate| candidate.fact == sample.fact),
                in_scope: known[sample.fact as usize],
            }
        })
        .collect()
}
