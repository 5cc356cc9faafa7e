//! All that is learnt of a set of facts, and the scoring of a question by it.
//!
//! A lane is fitted several times: once on everything, to answer with, and on
//! parts of it, to see how it does on what it has not seen.

use serde::{Deserialize, Serialize};

use super::model::Model;
use super::sample::{Content, Lexicon, Query, Sample};
use super::training;
use crate::matching::names::Groups;

/// Facts looked at more closely: those the model says most for.
const CLOSER: usize = 24;

/// What is known of a set of facts of a lane.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Fit {
    /// By term: what it counts in the model.
    weights: Vec<f32>,
    model: Model,
    /// By name of a stem, or of a group of synonyms: the facts that use it in
    /// phrasings, answer or names, in order.
    stems: Groups<u32>,
    /// How many facts are known.
    known: usize,
    facts: usize,
    /// The facts, and after them the classes of questions out of scope.
    classes: usize,
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

/// What the rarity of a word that no fact uses counts in what a text means.
const UNUSED: f32 = 0.7;

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
pub(super) fn rarity(facts: usize, users: usize) -> f32 {
    ((1.0 + facts as f32) / (0.5 + users as f32)).ln().max(0.05)
}

impl Fit {
    /// What a stem counts, by its name; a little less where no fact uses it.
    pub(super) fn rarity_of(&self, stem: u64) -> f32 {
        match self.stems.of(stem) {
            [] => UNUSED * self.rarest(),
            facts => rarity(self.known, facts.len()),
        }
    }

    /// The rarity of a word no fact uses.
    fn rarest(&self) -> f32 {
        rarity(self.known, 0)
    }

    pub(super) fn new(material: &Material<'_>) -> Self {
        let facts = material.known.len();
        let lexicon = material.lexicon;
        let known = material.known.iter().filter(|known| **known).count();
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
        let mut stems: Vec<(u64, u32)> = Vec::new();
        for sample in &material.samples {
            let names = sample.content.iter().flat_map(|name| std::iter::once(name.stem).chain(name.group));
            stems.extend(names.map(|name| (name, sample.fact)));
        }
        for ((fact, words), _) in (0..).zip(material.words).zip(&material.known).filter(|(_, known)| **known)
        {
            stems.extend(words.iter().map(|stem| (*stem, fact)));
        }
        stems.sort_unstable();
        stems.dedup();
        let classes = material.out_of_scope.iter().map(|sample| sample.fact as usize + 1).max();
        let classes = classes.unwrap_or(facts);
        // The model takes its samples in the order of their classes.
        let model = training::learn(&all, classes, &weights);
        Self { weights, model, stems: Groups::new(stems), known, facts, classes }
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
        let strange = query.content.iter().filter(|word| !self.stems.has(word.name.stem));
        strange.map(|word| (self.rarest() * word.strange).powi(2)).sum()
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
        let content = self.content(query);
        let mut candidates: Vec<Candidate> =
            best.into_iter().map(|(said, fact)| content.candidate(fact, said)).collect();
        candidates.sort_by(|a, b| b.utility().total_cmp(&a.utility()).then(a.fact.cmp(&b.fact)));
        Ranking { candidates, out_of_scope }
    }

    /// The content of a question, looked up.
    pub(super) fn content(&self, query: &Query) -> LookedUp<'_> {
        let look_up = |word: &Content| {
            let own = self.stems.of(word.name.stem);
            let group = word.name.group.map_or(&[][..], |group| self.stems.of(group));
            // What has synonyms is as rare as all of them together.
            let users = if group.is_empty() { own.len() } else { group.len() };
            let rarity = rarity(self.known, users) * if users == 0 { word.strange } else { 1.0 };
            Used { own, group, rarity, share: word.share }
        };
        let words: Vec<Used<'_>> = query.content.iter().map(look_up).collect();
        let unused = |(used, _): &(&Used<'_>, &Content)| used.own.is_empty() && used.group.is_empty();
        let strange = words.iter().zip(&query.content).filter(unused).map(|(_, word)| word.strange).sum();
        LookedUp { words, strange }
    }

    pub(super) fn bytes(&self) -> usize {
        self.weights.len() * 4 + self.model.bytes() + self.stems.bytes()
    }
}

/// The content words of a question, each with the facts that use it.
pub(super) struct LookedUp<'f> {
    words: Vec<Used<'f>>,
    /// Content words that no fact has.
    strange: f32,
}

struct Used<'f> {
    /// The facts that use the word itself, and those that use a synonym of it.
    own: &'f [u32],
    group: &'f [u32],
    rarity: f32,
    share: f32,
}

impl LookedUp<'_> {
    /// A fact as a candidate, given what the model says for it.
    pub(super) fn candidate(&self, fact: u32, said: f32) -> Candidate {
        let (mut covered, mut content) = (0.0, 0.0);
        for word in &self.words {
            content += word.rarity;
            if word.own.binary_search(&fact).is_ok() {
                covered += word.rarity * word.share;
            } else if word.group.binary_search(&fact).is_ok() {
                covered += word.rarity * word.share * SYNONYM;
            }
        }
        let coverage = if content > 0.0 { covered / content } else { 0.0 };
        Candidate { fact, said, coverage, strange: self.strange }
    }
}
