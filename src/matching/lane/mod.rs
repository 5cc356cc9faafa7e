//! One language's phrasings, indexed by the terms they share with a question.

mod build;
mod terms;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::knowledge::{Base, FactIndex};
use crate::language::QuestionKind;

use super::guard::Profile;
use super::question::{Reader, Text};
use super::verdict::{Hit, Parts, Veto};

/// How much it counts that a phrasing is contained in the question, besides
/// being like it: people wrap their question in other words.
const CONTAINED: f32 = 0.3;

/// How many of a fact's nearest phrasings enter its second part.
const SEVERAL: usize = 3;

/// How many facts of a lane are kept for the verdict and for lists.
const KEPT: usize = 32;

/// A term: something a text is matched by.
#[derive(Debug)]
struct Term {
    /// Its rarity over facts, times what it counts by its sort.
    weight: f32,
    /// The phrasings that have it.
    phrasings: Vec<u32>,
}

/// A stem: what a question's content is covered by.
#[derive(Debug)]
struct Stem {
    rarity: f32,
    /// The facts that use it, in phrasings, answer or names, as lane numbers.
    facts: Vec<u32>,
}

#[derive(Debug)]
struct LaneFact {
    fact: FactIndex,
    phrasings: Range<usize>,
    /// How it is asked for.
    kinds: BTreeSet<QuestionKind>,
    profile: Profile,
}

/// A language's part of the index.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) reader: Reader,
    terms: HashMap<String, Term>,
    stems: HashMap<String, Stem>,
    /// Per phrasing: 1 / Euclidean length of its term weights.
    inverse_norms: Vec<f32>,
    facts: Vec<LaneFact>,
    /// Phrasings by their words: the fact's lane number and place.
    exact: HashMap<String, (u32, usize)>,
    /// The rarity of a word no fact uses.
    rarest: f32,
}

/// The nearest phrasings of a fact, before anything else is known of it.
struct Near {
    /// Likeness of the nearest ones, the best first.
    likeness: [f32; SEVERAL],
    /// The nearest one, among all.
    phrasing: usize,
}

impl Near {
    fn several(&self) -> f32 {
        self.likeness.iter().sum::<f32>() / SEVERAL as f32
    }
}

impl Lane {
    /// The facts nearest to a text, the best first, each with the reason to
    /// refuse it, if there is one.
    pub(super) fn score(&self, base: &Base, text: &Text) -> Vec<(Hit, Option<Veto>)> {
        let (dots, inverse) = self.dots(text);
        let (covered, content) = self.covered(text);
        let exact = self.exact.get(&text.key()).copied();
        let mut candidates: Vec<(f32, u32, Near, f32, f32)> = Vec::new();
        for (number, fact) in self.facts.iter().enumerate() {
            let Some(near) = self.nearest(&dots, inverse, fact) else { continue };
            let coverage = if content > 0.0 { covered[number] / content } else { 0.0 };
            let kind = kind_factor(text, fact);
            let score = blend(near.likeness[0], near.several(), coverage) * kind;
            candidates.push((score, number as u32, near, coverage, kind));
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

        let mut found: Vec<(Hit, Option<Veto>)> = Vec::new();
        let mut accepted = 0;
        for (score, number, near, coverage, kind) in candidates {
            let fact = &self.facts[number as usize];
            let is_exact = exact.is_some_and(|(exact, _)| exact == number);
            // What comes later was less like it to begin with; an exact phrasing
            // counts all the same.
            if accepted >= KEPT && !is_exact {
                continue;
            }
            let foreign = fact.profile.foreign(text);
            let parts = Parts {
                nearest: near.likeness[0],
                several: near.several(),
                coverage,
                kind,
                foreign,
                exact: is_exact,
            };
            let hit = Hit {
                fact: fact.fact,
                score: if is_exact { 1.0 } else { (score * foreign).clamp(0.0, 1.0) },
                parts,
                phrasing_at: match exact {
                    Some((exact, at)) if exact == number => at,
                    _ => near.phrasing - fact.phrasings.start,
                },
                language: self.reader.language,
            };
            let veto = fact.profile.veto(base, fact.fact, text);
            accepted += usize::from(veto.is_none());
            found.push((hit, veto));
        }
        found
    }

    /// Per phrasing the product of its term weights with the text's, and the
    /// inverse length of the text's.
    fn dots(&self, text: &Text) -> (Vec<f32>, f32) {
        let mut dots = vec![0.0_f32; self.inverse_norms.len()];
        let mut square = 0.0;
        let mut seen: Vec<*const Term> = Vec::with_capacity(64);
        terms::each(text, |name, _, factor| {
            let Some(term) = self.terms.get(name) else { return };
            if seen.contains(&std::ptr::from_ref(term)) {
                return;
            }
            seen.push(term);
            square += (term.weight * factor).powi(2);
            let product = term.weight * term.weight * factor;
            for &phrasing in &term.phrasings {
                dots[phrasing as usize] += product;
            }
        });
        // Content the base has no term for is content all the same.
        for word in text.content().filter(|w| !self.stems.contains_key(&w.stem)) {
            square += (self.rarest * terms::STRANGE_WORD * word.weight).powi(2);
        }
        (dots, if square > 0.0 { square.sqrt().recip() } else { 0.0 })
    }

    /// Per fact how much of the text's content it has words for, by rarity,
    /// and how much content there is. A repaired word counts for 60 %.
    fn covered(&self, text: &Text) -> (Vec<f32>, f32) {
        let mut covered = vec![0.0; self.facts.len()];
        let mut content = 0.0;
        for word in text.content() {
            let Some(stem) = self.stems.get(&word.stem) else {
                content += self.rarest * if word.known { 1.0 } else { word.weight };
                continue;
            };
            content += stem.rarity;
            let share = stem.rarity * if word.repaired.is_some() { 0.6 } else { 1.0 };
            for &fact in &stem.facts {
                covered[fact as usize] += share;
            }
        }
        (covered, content)
    }

    /// The nearest phrasings of a fact; `None` where none shares a term.
    fn nearest(&self, dots: &[f32], inverse: f32, fact: &LaneFact) -> Option<Near> {
        let mut near = Near { likeness: [0.0; SEVERAL], phrasing: fact.phrasings.start };
        for phrasing in fact.phrasings.clone() {
            let dot = dots[phrasing];
            if dot <= 0.0 {
                continue;
            }
            let norm = self.inverse_norms[phrasing];
            let cosine = (dot * inverse * norm).min(1.0);
            let contained = (dot * norm * norm).min(1.0);
            let mut likeness = (1.0 - CONTAINED) * cosine + CONTAINED * contained;
            if likeness > near.likeness[0] {
                near.phrasing = phrasing;
            }
            for place in &mut near.likeness {
                if likeness > *place {
                    std::mem::swap(place, &mut likeness);
                }
            }
        }
        (near.likeness[0] > 0.0).then_some(near)
    }

    /// Rough size of the index in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let list = |name: &str, list: &[u32]| name.len() + 48 + size_of_val(list);
        let terms: usize = self.terms.iter().map(|(name, term)| list(name, &term.phrasings)).sum();
        let stems: usize = self.stems.iter().map(|(name, stem)| list(name, &stem.facts)).sum();
        let exact: usize = self.exact.keys().map(|key| key.len() + 40).sum();
        terms + stems + exact + self.inverse_norms.len() * 4
    }
}

/// The score from its parts, before what lowers it.
fn blend(nearest: f32, several: f32, coverage: f32) -> f32 {
    (0.6 * nearest + 0.4 * several) * (0.3 + 0.7 * coverage)
}

/// Below 1 where a question asks for a certain sort of answer and the fact is
/// never asked that way: it probably does not have it.
fn kind_factor(text: &Text, fact: &LaneFact) -> f32 {
    use QuestionKind::{HowMany, When, Where, Who, Why};
    match text.kind {
        Some(kind @ (When | Who | HowMany | Where | Why)) if !fact.kinds.contains(&kind) => 0.85,
        _ => 1.0,
    }
}
