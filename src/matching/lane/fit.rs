//! All that is learnt of a set of facts, and the scoring of a question by it.
//!
//! A lane is fitted several times: once on everything, to answer with, and on
//! parts of it, to see how it does on what it has not seen.

use rustc_hash::FxHashMap;

use super::model::Model;
use super::sample::{Lexicon, Query, Sample};

/// Facts looked at more closely: those the model says most for.
const CLOSER: usize = 24;

/// What is known of a set of facts of a lane.
#[derive(Debug)]
pub(super) struct Fit {
    /// By term: what it counts in the model.
    weights: Vec<f32>,
    model: Model,
    /// By name of a stem: who uses it.
    stems: FxHashMap<u64, Stem>,
    /// The rarity of a word no fact uses.
    rarest: f32,
    facts: usize,
    /// The facts, and after them the classes of questions out of scope.
    classes: usize,
}

/// A stem: what a question's content is covered by.
#[derive(Debug, Default)]
struct Stem {
    rarity: f32,
    /// The facts that use it, in phrasings, answer or names, in order.
    facts: Vec<u32>,
}

/// What a fit is made from.
pub(super) struct Material<'m> {
    pub(super) lexicon: &'m Lexicon,
    /// The samples to learn from, ordered by fact.
    pub(super) samples: Vec<&'m Sample>,
    /// By fact: the names of stems it uses besides its phrasings.
    pub(super) words: &'m [Vec<u64>],
    /// By fact: whether it is to be known at all.
    pub(super) known: Vec<bool>,
    /// Questions out of scope to learn from, their classes numbered after the facts.
    pub(super) out_of_scope: Vec<&'m Sample>,
}

/// What a fit makes of a question.
#[derive(Debug)]
pub(super) struct Ranking {
    /// The facts most likely meant, the best first.
    pub(super) candidates: Vec<Candidate>,
    /// What the model says for the question being out of scope; 0 where the base
    /// has no such questions to learn from.
    pub(super) out_of_scope: f32,
}

/// A fact that may be meant, with the parts of its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) fact: u32,
    /// What the model says for it.
    pub(super) said: f32,
    /// Share of the question's content that it has words for.
    pub(super) coverage: f32,
    /// Content words of the question that no fact has.
    pub(super) strange: f32,
}

/// What the parts of a candidate count for: a conditional logit (`McFadden`
/// 1974) fitted on CLINC150 and on the questions of `tests/questions/tune`, which
/// agree on them. How much all of it counts, and against what, is fitted for
/// each base ([`super::calibration`]).
const SAID: f32 = 1.65;
const COVERAGE: f32 = 3.6;
const STRANGE: f32 = 0.9;

/// What a word counts for in coverage where a fact has only a synonym of it.
const SYNONYM: f32 = 0.9;

impl Candidate {
    /// How much speaks for the fact: from about -3 up to about 15.
    pub(super) fn utility(&self) -> f32 {
        SAID * self.said + COVERAGE * self.coverage - STRANGE * self.strange
    }
}

/// Inverse document frequency with facts as documents (Spärck Jones 1972),
/// smoothed so that a term of every fact still counts a little.
pub(super) fn rarity(facts: usize, users: u32) -> f32 {
    ((1.0 + facts as f32) / (0.5 + users as f32)).ln().max(0.05)
}

impl Fit {
    /// What a stem counts, by its name; a little less where no fact uses it.
    pub(super) fn rarity_of(&self, stem: u64) -> f32 {
        self.stems.get(&stem).map_or(0.7 * self.rarest, |stem| stem.rarity)
    }

    pub(super) fn new(material: &Material<'_>) -> Self {
        let facts = material.known.len();
        let lexicon = material.lexicon;
        let known = material.known.iter().filter(|known| **known).count();
        let rarity = |count: u32| rarity(known, count);
        let mut uses = vec![0_u32; lexicon.len()];
        let mut all: Vec<&Sample> = material.samples.iter().chain(&material.out_of_scope).copied().collect();
        all.sort_by_key(|sample| sample.fact);
        for term in all.iter().flat_map(|sample| &sample.terms) {
            uses[*term as usize] += 1;
        }
        let count_of_all = all.len() as f32;
        let weights: Vec<f32> = uses
            .iter()
            .enumerate()
            .map(|(id, count)| {
                let rarity = ((1.0 + count_of_all) / (1.0 + *count as f32)).ln() + 1.0;
                if *count == 0 { 0.0 } else { lexicon.sort(id as u32).in_model() * rarity }
            })
            .collect();
        let mut stems: FxHashMap<u64, Stem> = FxHashMap::default();
        let mut use_stem = |stem: u64, fact: u32| {
            let facts = &mut stems.entry(stem).or_default().facts;
            if facts.last() != Some(&fact) {
                facts.push(fact);
            }
        };
        let mut samples = material.samples.iter().peekable();
        for (fact, words) in material.words.iter().enumerate() {
            let fact = fact as u32;
            while let Some(sample) = samples.next_if(|sample| sample.fact == fact) {
                for name in &sample.content {
                    use_stem(name.stem, fact);
                    name.group.into_iter().for_each(|group| use_stem(group, fact));
                }
            }
            if material.known[fact as usize] {
                for stem in words {
                    use_stem(*stem, fact);
                }
            }
        }
        for stem in stems.values_mut() {
            stem.facts.shrink_to_fit();
            stem.rarity = rarity(stem.facts.len() as u32);
        }
        let classes = material.out_of_scope.iter().map(|sample| sample.fact as usize + 1).max();
        let classes = classes.unwrap_or(facts);
        // The model takes its samples in the order of their classes.
        let model = Model::learn(&all, classes, &weights);
        Self { weights, model, stems, rarest: rarity(0), facts, classes }
    }

    /// Gives the terms of a question what they count here. `query` holds terms
    /// with what they count by their words.
    pub(super) fn weigh(&self, query: &mut Query) {
        let mut square = 0.0;
        for (term, value) in &mut query.terms {
            *value *= self.weights[*term as usize];
            square += *value * *value;
        }
        let scale = if square > 0.0 { square.sqrt().recip() } else { 0.0 };
        query.terms.iter_mut().for_each(|(_, value)| *value *= scale);
        query.terms.retain(|(_, value)| *value > 0.0);
    }

    /// What the content of a question counts that no fact has words for, squared:
    /// its part of the question's length.
    pub(super) fn strange_square(&self, query: &Query) -> f32 {
        let strange = query.content.iter().filter(|word| !self.stems.contains_key(&word.name.stem));
        strange.map(|word| (self.rarest * word.strange).powi(2)).sum()
    }

    /// The facts most likely meant, the best first, and what speaks for none.
    pub(super) fn rank(&self, query: &Query) -> Ranking {
        let mut said = vec![0.0_f32; self.classes];
        self.model.say(query, &mut said);
        let out_of_scope = said[self.facts..].iter().copied().fold(0.0, f32::max);
        let mut best: Vec<(f32, u32)> = said[..self.facts]
            .iter()
            .enumerate()
            .filter(|(_, said)| **said > 0.0)
            .map(|(fact, said)| (*said, fact as u32))
            .collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > CLOSER {
            best.select_nth_unstable_by(CLOSER, order);
            best.truncate(CLOSER);
        }
        let mut candidates: Vec<Candidate> =
            best.into_iter().map(|(said, fact)| self.candidate(fact, said, query)).collect();
        candidates.sort_by(|a, b| b.utility().total_cmp(&a.utility()).then(a.fact.cmp(&b.fact)));
        Ranking { candidates, out_of_scope }
    }

    /// A fact as a candidate, given what the model says for it.
    pub(super) fn candidate(&self, fact: u32, said: f32, query: &Query) -> Candidate {
        let (mut covered, mut content, mut strange) = (0.0, 0.0, 0.0);
        for word in &query.content {
            let uses = |stem: &Stem| stem.facts.binary_search(&fact).is_ok();
            let stem = self.stems.get(&word.name.stem);
            let group = word.name.group.and_then(|group| self.stems.get(&group));
            // What has synonyms is as rare as all of them together.
            let Some(either) = group.or(stem) else {
                content += self.rarest * word.strange;
                strange += word.strange;
                continue;
            };
            content += either.rarity;
            if stem.is_some_and(uses) {
                covered += either.rarity * word.share;
            } else if group.is_some_and(uses) {
                covered += either.rarity * word.share * SYNONYM;
            }
        }
        let coverage = if content > 0.0 { covered / content } else { 0.0 };
        Candidate { fact, said, coverage, strange }
    }

    pub(super) fn bytes(&self) -> usize {
        let stems: usize = self.stems.values().map(|stem| stem.facts.len() * 4 + 48).sum();
        self.weights.len() * 4 + self.model.bytes() + stems
    }
}
