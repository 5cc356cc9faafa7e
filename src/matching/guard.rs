//! Refusing facts about another entity or number than the question names.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::knowledge::{Base, EntityIndex, Fact, FactIndex};
use crate::language::{Language, TokenKind, ordinal_word};

use super::reading::{Mention, Text, Word};
use super::verdict::Veto;

/// What of a fact the guard needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Profile {
    about: Vec<EntityIndex>,
    /// About, named in many of its phrasings, or usual in this base.
    allowed: BTreeSet<EntityIndex>,
    /// Named in its answer or in some phrasing.
    named: BTreeSet<EntityIndex>,
    numbers: BTreeSet<String>,
    /// Numbers that stand together ("2017/10"), where one of them is a year.
    pairs: BTreeSet<(String, String)>,
    /// What this base is about ([`subjects`]), but not this fact: a general fact
    /// in a base about one country, say.
    elsewhere: BTreeSet<EntityIndex>,
}

/// What speaks against a fact, counted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Against {
    /// Entities the question names and the fact knows nothing of.
    pub foreign: f32,
    /// Usual entities the question names and the fact is not about.
    pub elsewhere: f32,
    /// Years, and ordinal numbers in words, that the fact does not hold.
    pub numbers: f32,
    /// 1 where the question asks for a sort of answer (when, who, how many) the
    /// fact is never asked for.
    pub kind: f32,
    /// 1 where the text tells something and asks for nothing.
    pub tells: f32,
}

impl Against {
    /// Whether the question names something the fact is not about.
    pub fn names_something_else(&self) -> bool {
        self.foreign + self.elsewhere + self.numbers > 0.0
    }

    /// What all of it takes from what speaks for the fact: fitted together with
    /// that, on the questions of `tests/questions/tune`.
    pub fn weight(&self) -> f32 {
        3.7 * self.foreign + 1.4 * self.elsewhere + 1.9 * self.numbers + 1.0 * self.kind + 2.5 * self.tells
    }
}

/// The share of phrasings that makes an entity one of the fact's own; named in
/// fewer, it is only mentioned.
const OWN: f32 = 0.15;

/// The usual entities that so many facts are about: naming another of them, a
/// city of the country, says nothing.
const SUBJECT: f32 = 0.25;

/// What a base is about: those of its usual entities that many facts are about.
pub(super) fn subjects(base: &Base) -> Vec<EntityIndex> {
    let least = SUBJECT * base.facts.len() as f32;
    base.home.iter().copied().filter(|entity| base.about(*entity).count() as f32 >= least).collect()
}

impl Profile {
    pub(super) fn new(
        base: &Base,
        subjects: &[EntityIndex],
        fact: &Fact,
        language: Language,
        phrasings: &[Text],
        answer: Option<&Text>,
    ) -> Self {
        let mut counts: BTreeMap<EntityIndex, usize> = BTreeMap::new();
        for text in phrasings {
            let here: BTreeSet<EntityIndex> =
                text.mentions.iter().flat_map(|m| m.entities.iter().copied()).collect();
            for entity in here {
                *counts.entry(entity).or_default() += 1;
            }
        }
        let least = OWN * phrasings.len() as f32;
        let mut allowed: BTreeSet<EntityIndex> =
            counts.iter().filter(|(_, count)| **count as f32 >= least).map(|(entity, _)| *entity).collect();
        allowed.extend(&fact.about);
        let elsewhere = subjects.iter().copied().filter(|e| !allowed.contains(e)).collect();
        allowed.extend(&base.home);
        let mut named: BTreeSet<EntityIndex> = counts.keys().copied().collect();
        named.extend(answer.iter().flat_map(|t| &t.mentions).flat_map(|m| m.entities.iter().copied()));
        let mut numbers: BTreeSet<String> =
            phrasings.iter().chain(answer).flat_map(|text| text.numbers(language)).collect();
        let mut pairs: BTreeSet<(String, String)> =
            phrasings.iter().chain(answer).flat_map(year_pairs).collect();
        for entity in &fact.about {
            numbers.extend(base.entity(*entity).number.clone());
        }
        for date in fact.dates.iter().map(|d| d.date).chain(fact.valid_from).chain(fact.valid_until) {
            let year = date.year.to_string();
            if let Some(month) = date.month {
                pairs.insert((month.to_string(), year.clone()));
                pairs.insert((year.clone(), month.to_string()));
                numbers.insert(month.to_string());
            }
            numbers.insert(year);
            numbers.extend(date.day.map(|day| day.to_string()));
        }
        Self { about: fact.about.clone(), allowed, named, numbers, pairs, elsewhere }
    }

    /// The reason to refuse the fact for this question, if there is one.
    /// Numbers are held against it where the base takes them so (`numbers`).
    pub(super) fn veto(&self, base: &Base, fact: FactIndex, text: &Text, numbers: bool) -> Option<Veto> {
        for mention in &text.mentions {
            if self.conflicts(base, mention, text) {
                return mention.entities.first().map(|named| Veto::Entity { fact, named: *named });
            }
        }
        if !numbers {
            return None;
        }
        self.strange_number(text).map(|number| Veto::Number { fact, number })
    }

    /// The first number of a text that the fact does not hold; years are
    /// another matter.
    pub(super) fn strange_number(&self, text: &Text) -> Option<String> {
        let single = text.words.iter().find(|word| {
            word.kind == TokenKind::Number && !is_year(&word.stem) && !self.numbers.contains(&word.stem)
        });
        single.map(|word| word.stem.clone()).or_else(|| {
            year_pairs(text).find(|pair| !self.pairs.contains(pair)).map(|(a, b)| format!("{a}/{b}"))
        })
    }

    /// Whether a mention can only mean something the fact is not about, while
    /// the fact is about something of that kind (or often confused with it).
    fn conflicts(&self, base: &Base, mention: &Mention, text: &Text) -> bool {
        if mention.entities.iter().any(|e| self.allowed.contains(e)) {
            return false;
        }
        let confused = |named: EntityIndex, own: EntityIndex| {
            base.entity(named).not.contains(&own) || base.entity(own).not.contains(&named)
        };
        let asked = |own: EntityIndex| text.mentions.iter().any(|m| m.entities.contains(&own));
        mention.entities.iter().any(|&named| {
            self.about.iter().any(|&own| {
                let same_kind = base.entity(named).kind == base.entity(own).kind;
                // What the fact only mentions may be asked for beside its own.
                confused(named, own) || (same_kind && !(self.named.contains(&named) && asked(own)))
            })
        })
    }

    /// What speaks against the fact for a question. `hints` are its
    /// [`number_hints`].
    pub(super) fn against(&self, text: &Text, hints: &[String]) -> Against {
        let mut against = Against::default();
        for mention in &text.mentions {
            if mention.entities.iter().any(|e| self.elsewhere.contains(e)) {
                against.elsewhere += 1.0;
            }
            if mention.entities.iter().any(|e| self.allowed.contains(e)) {
                continue;
            }
            if !mention.entities.iter().any(|e| self.named.contains(e)) {
                against.foreign += 1.0;
            }
        }
        against.numbers = hints.iter().filter(|number| !self.numbers.contains(*number)).count() as f32;
        against.tells = flag(text.tells);
        against
    }
}

/// Years, and ordinal numbers in words, as digits: a fact that does not hold
/// them may be meant all the same, but less likely.
pub(super) fn number_hints(language: Language, text: &Text) -> Vec<String> {
    let hint = |word: &Word| match word.kind {
        TokenKind::Number => is_year(&word.stem).then(|| word.stem.clone()),
        _ => ordinal_word(language, &word.typed).map(|number| number.to_string()),
    };
    text.words.iter().filter_map(hint).collect()
}

pub(super) fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

/// Numbers that stand together without white space, one of them a year: the
/// number of a document ("(2017)010").
fn year_pairs(text: &Text) -> impl Iterator<Item = (String, String)> + '_ {
    text.words.windows(2).filter_map(|pair| {
        let [a, b] = pair else { return None };
        let both = a.kind == TokenKind::Number && b.kind == TokenKind::Number && b.joined;
        (both && is_year(&a.stem) != is_year(&b.stem)).then(|| (a.stem.clone(), b.stem.clone()))
    })
}

/// Years a question may mean; other numbers are exact or nothing.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}
