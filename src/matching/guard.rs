//! Refusing facts about another entity or number than the question names.

use std::collections::{BTreeSet, HashSet};

use crate::knowledge::{Base, EntityIndex, Fact, FactIndex};
use crate::language::{Language, TokenKind};

use super::question::{Mention, Text};
use super::verdict::Veto;

/// What of a fact the guard needs to know.
#[derive(Debug)]
pub(super) struct Profile {
    about: Vec<EntityIndex>,
    /// About, named in its phrasings, or usual in this base.
    allowed: BTreeSet<EntityIndex>,
    /// Named in its answer.
    answer: BTreeSet<EntityIndex>,
    numbers: HashSet<String>,
    /// Usual in this base, but none of this fact's: a general fact in a base
    /// about one country, say.
    elsewhere: BTreeSet<EntityIndex>,
    /// Named in almost every phrasing: the fact is hardly asked for without.
    defining: Vec<EntityIndex>,
}

/// Of a fact that does not know an entity the question names, though none of
/// its own is of that kind.
const FOREIGN: f32 = 0.4;
/// Of a fact whose answer at least mentions it.
const IN_ANSWER: f32 = 0.85;
/// Of a fact that does not know a year the question names: a false premise at
/// best.
const OTHER_YEAR: f32 = 0.5;
/// Of a fact for each usual entity the question names and the fact does not.
const ELSEWHERE: f32 = 0.6;
/// Of a fact whose defining entity the question does not name.
const UNDEFINED: f32 = 0.85;
/// The share of phrasings that makes an entity defining.
const DEFINING: f32 = 0.8;

impl Profile {
    pub(super) fn new(
        base: &Base,
        fact: &Fact,
        language: Language,
        phrasings: &[Text],
        answer: Option<&Text>,
    ) -> Self {
        let named = |texts: &mut dyn Iterator<Item = &Text>| -> BTreeSet<EntityIndex> {
            texts.flat_map(|t| &t.mentions).flat_map(|m| m.entities.iter().copied()).collect()
        };
        let mut allowed = named(&mut phrasings.iter());
        allowed.extend(&fact.about);
        let elsewhere = base.home.iter().copied().filter(|e| !allowed.contains(e)).collect();
        let names = |entity: &EntityIndex| {
            let naming =
                phrasings.iter().filter(|t| t.mentions.iter().any(|m| m.entities.contains(entity))).count();
            naming as f32 >= DEFINING * phrasings.len() as f32
        };
        let defining = allowed.iter().copied().filter(|e| !base.home.contains(e)).filter(names).collect();
        allowed.extend(&base.home);
        let mut numbers: HashSet<String> =
            phrasings.iter().chain(answer).flat_map(|text| text.numbers(language)).collect();
        for entity in &fact.about {
            numbers.extend(base.entity(*entity).number.clone());
        }
        for date in fact.dates.iter().map(|d| d.date).chain(fact.valid_from).chain(fact.valid_until) {
            numbers.insert(date.year.to_string());
            numbers.extend(date.day.map(|day| day.to_string()));
            numbers.extend(date.month.map(|month| month.to_string()));
        }
        Self {
            about: fact.about.clone(),
            allowed,
            answer: named(&mut answer.into_iter()),
            numbers,
            elsewhere,
            defining,
        }
    }

    /// The reason to refuse the fact for this question, if there is one.
    pub(super) fn veto(&self, base: &Base, fact: FactIndex, text: &Text) -> Option<Veto> {
        for mention in &text.mentions {
            if self.conflicts(base, mention) {
                return mention.entities.first().map(|named| Veto::Entity { fact, named: *named });
            }
        }
        text.words
            .iter()
            .find(|word| {
                word.kind == TokenKind::Number && !is_year(&word.stem) && !self.numbers.contains(&word.stem)
            })
            .map(|word| Veto::Number { fact, number: word.stem.clone() })
    }

    /// Whether a mention can only mean something the fact is not about, while
    /// the fact is about something of that kind (or often confused with it).
    fn conflicts(&self, base: &Base, mention: &Mention) -> bool {
        if mention.entities.iter().any(|e| self.allowed.contains(e)) {
            return false;
        }
        let confused = |named: EntityIndex, own: EntityIndex| {
            base.entity(named).not.contains(&own) || base.entity(own).not.contains(&named)
        };
        mention.entities.iter().any(|&named| {
            self.about.iter().any(|&own| {
                confused(named, own)
                    || (base.entity(named).kind == base.entity(own).kind && !self.answer.contains(&named))
            })
        })
    }

    /// What is left of a score for entities and years the fact does not know.
    pub(super) fn foreign(&self, text: &Text) -> f32 {
        let mut factor = 1.0_f32;
        for mention in &text.mentions {
            if mention.entities.iter().any(|e| self.elsewhere.contains(e)) {
                factor *= ELSEWHERE;
            }
            if mention.entities.iter().any(|e| self.allowed.contains(e)) {
                continue;
            }
            let in_answer = mention.entities.iter().any(|e| self.answer.contains(e));
            factor *= if in_answer { IN_ANSWER } else { FOREIGN };
        }
        let named = |entity: &EntityIndex| text.mentions.iter().any(|m| m.entities.contains(entity));
        if !self.defining.is_empty() && !self.defining.iter().any(named) {
            factor *= UNDEFINED;
        }
        let other_year = text
            .words
            .iter()
            .any(|w| w.kind == TokenKind::Number && is_year(&w.stem) && !self.numbers.contains(&w.stem));
        if other_year { factor * OTHER_YEAR } else { factor }
    }
}

/// Years a question may mean; other numbers are exact or nothing.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}
