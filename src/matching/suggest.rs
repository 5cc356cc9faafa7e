//! Phrasings that fit what somebody has typed so far.

use std::collections::BTreeSet;

use crate::knowledge::{Base, EntityIndex, FactIndex};
use crate::language::{Language, tokenise};

/// All phrasings, with their words, for completing.
#[derive(Debug)]
pub(super) struct Suggestions {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    fact: FactIndex,
    language: Language,
    at: usize,
    words: Vec<String>,
}

impl Suggestions {
    pub(super) fn new(base: &Base) -> Self {
        let entries = base
            .live_facts()
            .flat_map(|(fact, f)| {
                f.questions.iter().flat_map(move |(language, phrasings)| {
                    phrasings.iter().enumerate().map(move |(at, phrasing)| Entry {
                        fact,
                        language: *language,
                        at,
                        words: tokenise(phrasing).into_iter().map(|t| t.text).collect(),
                    })
                })
            })
            .collect();
        Self { entries }
    }

    /// The phrasings in which every typed word begins some word, those of
    /// `language` first, the fuller matches first; one of each fact.
    pub(super) fn find<'b>(
        &self,
        base: &'b Base,
        typed: &str,
        language: Language,
        most: usize,
    ) -> Vec<&'b str> {
        let typed: Vec<String> = tokenise(typed).into_iter().map(|t| t.text).collect();
        if typed.is_empty() {
            return Vec::new();
        }
        let mut fitting: Vec<(bool, usize, usize, &Entry)> = self
            .entries
            .iter()
            .filter(|entry| typed.iter().all(|t| entry.words.iter().any(|word| word.starts_with(t.as_str()))))
            .map(|entry| {
                let whole = typed.iter().filter(|t| entry.words.contains(t)).count();
                (entry.language != language, usize::MAX - whole, entry.words.len(), entry)
            })
            .collect();
        fitting.sort_by_key(|(other, whole, length, entry)| (*other, *whole, *length, entry.fact, entry.at));
        let mut facts = BTreeSet::new();
        fitting
            .into_iter()
            .map(|(.., entry)| entry)
            .filter(|entry| facts.insert(entry.fact))
            .filter_map(|entry| base.fact(entry.fact).questions.get(&entry.language)?.get(entry.at))
            .take(most)
            .map(String::as_str)
            .collect()
    }
}

/// The one thing of `among` that a typed text means: its id, or a name that no
/// other fits as well. Among several it does not guess.
pub fn entity_named(base: &Base, typed: &str, among: &[EntityIndex]) -> Option<EntityIndex> {
    let by_id = base.find_entity(typed).filter(|entity| among.contains(entity));
    by_id.or_else(|| match suggest_entities(base, typed, among, 2).as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// The things of `among` in one of whose names every typed word begins a word,
/// or whose number is typed; in the order of `among`, a name or a number typed
/// in full before all others.
pub fn suggest_entities(base: &Base, typed: &str, among: &[EntityIndex], most: usize) -> Vec<EntityIndex> {
    let words = |text: &str| -> Vec<String> { tokenise(text).into_iter().map(|t| t.text).collect() };
    let typed = words(typed);
    let mut found: Vec<(bool, usize, EntityIndex)> = Vec::new();
    for (at, index) in among.iter().enumerate() {
        let entity = base.entity(*index);
        let number = entity.number.as_deref().map(words);
        let labels = entity.labels().map(|(_, label)| words(label)).chain(number);
        let mut fits = false;
        let mut whole = false;
        for label in labels {
            whole |= label == typed;
            fits |= typed.iter().all(|t| label.iter().any(|word| word.starts_with(t.as_str())));
        }
        if fits {
            found.push((!whole, at, *index));
        }
    }
    // A name typed in full means that thing and no other.
    if found.iter().any(|(partly, ..)| !partly) && !typed.is_empty() {
        found.retain(|(partly, ..)| !partly);
    }
    found.sort();
    found.into_iter().map(|(.., index)| index).take(most).collect()
}
