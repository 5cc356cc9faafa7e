//! Holding a base against its own matcher: phrasings too alike to lead to two
//! facts, phrasings that do not find their fact, and what a change changes.

use std::collections::BTreeMap;

use crate::knowledge::FactIndex;
use crate::language::Language;

use super::verdict::{Hit, Verdict, Veto};
use super::{Matcher, Policy};

/// A phrasing of the base by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhrasingRef {
    /// The fact it stands in.
    pub fact: FactIndex,
    /// Its language.
    pub language: Language,
    /// Its place among the fact's phrasings of that language.
    pub at: usize,
}

/// Two phrasings of two facts that say nearly the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Twins {
    /// The one, of the earlier fact.
    pub one: PhrasingRef,
    /// The other.
    pub other: PhrasingRef,
    /// How alike they are, 0 to 1: the likeness a question is matched by, less
    /// what entities and the kind of question take from it.
    pub likeness: f32,
}

/// A phrasing that does not lead to its own fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Stray {
    /// The phrasing.
    pub phrasing: PhrasingRef,
    /// The fact it leads to instead; none where it leads to no answer.
    pub found: Option<FactIndex>,
    /// Why its own fact was refused, where it was.
    pub veto: Option<Veto>,
}

/// What a question came to: the id of the fact it is answered with, and the
/// answer's text.
type Answered = Option<(String, String)>;

/// A question that one base answers otherwise than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub question: String,
    /// The id of the fact it was answered with.
    pub before: Option<String>,
    /// The id of the fact it is answered with now.
    pub now: Option<String>,
}

impl Matcher {
    /// Every phrasing that may be answered with.
    fn phrasings(&self) -> impl Iterator<Item = (PhrasingRef, &str)> {
        self.base().live_facts().flat_map(|(fact, f)| {
            f.questions.iter().flat_map(move |(&language, list)| {
                list.iter()
                    .enumerate()
                    .map(move |(at, text)| (PhrasingRef { fact, language, at }, text.as_str()))
            })
        })
    }

    /// Pairs of phrasings of different facts at least so alike, the most alike
    /// first. Of two facts only the most alike pair of each language is given.
    pub fn twins(&self, least: f32) -> Vec<Twins> {
        let mut found: BTreeMap<(FactIndex, FactIndex, Language), Twins> = BTreeMap::new();
        for (phrasing, text) in self.phrasings() {
            for hit in self.nearest_in(text, phrasing.language) {
                let Hit { fact, phrasing_at, language, .. } = hit;
                let near = PhrasingRef { fact, language, at: phrasing_at };
                let there = likeness(&hit);
                if fact == phrasing.fact || there < least {
                    continue;
                }
                // Both must be like the other: one may name what the other
                // leaves out.
                let likeness = there.min(self.likeness_to(near, phrasing.fact));
                if likeness < least {
                    continue;
                }
                let (one, other) = if near < phrasing { (near, phrasing) } else { (phrasing, near) };
                let twins = Twins { one, other, likeness };
                let place = found.entry((one.fact, other.fact, language)).or_insert_with(|| twins.clone());
                if twins.likeness > place.likeness {
                    *place = twins;
                }
            }
        }
        let mut found: Vec<Twins> = found.into_values().collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.one.cmp(&b.one)));
        found
    }

    /// How like a phrasing is to those of a fact it does not stand in.
    fn likeness_to(&self, phrasing: PhrasingRef, fact: FactIndex) -> f32 {
        let text = self.base().fact(phrasing.fact).questions.get(&phrasing.language);
        let Some(text) = text.and_then(|list| list.get(phrasing.at)) else { return 0.0 };
        let near = self.nearest_in(text, phrasing.language);
        near.iter().find(|hit| hit.fact == fact).map_or(0.0, likeness)
    }

    /// Every phrasing that is not answered with its own fact.
    pub fn strays(&self, policy: &Policy) -> Vec<Stray> {
        let mut strays = Vec::new();
        for (phrasing, text) in self.phrasings() {
            let outcome = self.ask(text, None, policy);
            let found = match &outcome.verdict {
                Verdict::Answer(hit) if hit.fact == phrasing.fact => continue,
                Verdict::Answer(hit) => Some(hit.fact),
                _ => None,
            };
            let veto = self.veto_of(text, phrasing.fact);
            strays.push(Stray { phrasing, found, veto });
        }
        strays
    }

    /// Which questions this matcher answers otherwise than `before` did: its
    /// own phrasings, those of `before`, and `others`. With another fact, or
    /// with an answer where there was none, or the other way round.
    pub fn changes(&self, before: &Self, others: &[String], policy: &Policy) -> Vec<Change> {
        let mut questions: Vec<&str> = self.phrasings().map(|(_, text)| text).collect();
        questions.extend(before.phrasings().map(|(_, text)| text));
        questions.extend(others.iter().map(String::as_str));
        questions.sort_unstable();
        questions.dedup();
        questions
            .into_iter()
            .filter_map(|question| {
                let (was, is) = (before.answered(question, policy), self.answered(question, policy));
                let id = |answered: Answered| answered.map(|(id, _)| id);
                (was != is).then(|| Change { question: question.to_owned(), before: id(was), now: id(is) })
            })
            .collect()
    }

    fn answered(&self, question: &str, policy: &Policy) -> Answered {
        let outcome = self.ask(question, None, policy);
        let Verdict::Answer(hit) = &outcome.verdict else { return None };
        let fact = self.base().fact(hit.fact);
        let (_, answer) = fact.answer_in(outcome.language, &self.base().languages)?;
        Some((fact.id.clone(), answer.text().to_owned()))
    }
}

fn likeness(hit: &Hit) -> f32 {
    hit.parts.nearest / (1.0 + hit.parts.against.weight())
}
