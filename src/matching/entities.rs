//! Recognising the entities a text names.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::knowledge::{Base, EntityIndex};
use crate::language::{Language, TokenKind, is_function_word, is_function_word_anywhere, tokenise};

use super::question::{Mention, Word};

/// Names and aliases of all entities, as sequences of stems.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    /// Labels by their first stem, the longer first.
    labels: HashMap<String, Vec<Label>>,
    /// Entities that carry a number ("ETS 165").
    numbered: HashMap<String, Vec<EntityIndex>>,
    /// Words after which a number is such a number: "treaty", "ets" …
    number_words: HashSet<String>,
}

#[derive(Debug)]
struct Label {
    stems: Vec<String>,
    entity: EntityIndex,
    /// The label is an acronym that is also a function word ("US", "WHO"): it
    /// counts only when written in capitals.
    capitals_only: bool,
}

impl Gazetteer {
    /// Collects the labels of every entity. `stem` brings a folded word to the
    /// form texts are read in.
    pub(super) fn new(base: &Base, language: Language, stem: impl Fn(&str) -> String) -> Self {
        let mut gazetteer = Self::default();
        let mut name_words: HashMap<String, usize> = HashMap::new();
        let mut with_number = 0;
        for (at, entity) in base.entities.iter().enumerate() {
            let index = EntityIndex(at as u32);
            let number = entity.number.as_deref().and_then(|n| tokenise(n).pop()).map(|t| t.text);
            for (_, label) in entity.labels() {
                let tokens = tokenise(label);
                let stems: Vec<String> = tokens
                    .iter()
                    .map(|t| if t.kind == TokenKind::Number { t.text.clone() } else { stem(&t.text) })
                    .collect();
                if let Some(number) = &number {
                    // The word before the number in a label ("ETS 165").
                    let before =
                        stems.windows(2).filter(|pair| pair[1] == *number).map(|pair| pair[0].clone());
                    gazetteer.number_words.extend(before);
                }
                gazetteer.add(
                    index,
                    stems,
                    tokens.len() == 1
                        && tokens[0].kind == TokenKind::Acronym
                        && is_function_word_anywhere(&tokens[0].text),
                );
            }
            if let Some(number) = number {
                with_number += 1;
                gazetteer.numbered.entry(number).or_default().push(index);
                gazetteer.number_words.extend(tokenise(&entity.kind).iter().map(|t| stem(&t.text)));
                let words: BTreeSet<String> = entity
                    .labels()
                    .flat_map(|(_, label)| tokenise(label))
                    .filter(|t| t.kind == TokenKind::Word && !is_function_word(language, &t.text))
                    .map(|t| stem(&t.text))
                    .collect();
                for word in words {
                    *name_words.entry(word).or_default() += 1;
                }
            }
        }
        // What many numbered things are called ("convention 108").
        let common = name_words.into_iter().filter(|(_, count)| with_number >= 4 && count * 4 >= with_number);
        gazetteer.number_words.extend(common.map(|(word, _)| word));
        for labels in gazetteer.labels.values_mut() {
            labels.sort_by(|a, b| b.stems.len().cmp(&a.stems.len()).then(a.entity.cmp(&b.entity)));
        }
        gazetteer
    }

    fn add(&mut self, entity: EntityIndex, stems: Vec<String>, capitals_only: bool) {
        let Some(first) = stems.first() else { return };
        let labels = self.labels.entry(first.clone()).or_default();
        if !labels.iter().any(|label| label.entity == entity && label.stems == stems) {
            labels.push(Label { stems, entity, capitals_only });
        }
    }

    /// The entities a text names, the longest name first where names overlap.
    pub(super) fn find(&self, words: &[Word]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let mention = self.label_at(words, at).or_else(|| self.number_at(words, at));
            at += mention.as_ref().map_or(1, |m| m.length);
            mentions.extend(mention);
        }
        mentions
    }

    fn label_at(&self, words: &[Word], at: usize) -> Option<Mention> {
        let mut mention: Option<Mention> = None;
        for label in self.labels.get(&words[at].stem).into_iter().flatten() {
            let length = label.stems.len();
            if mention.as_ref().is_some_and(|m| m.length > length) {
                break;
            }
            let here = words
                .get(at..at + length)
                .is_some_and(|window| window.iter().map(|w| &w.stem).eq(&label.stems));
            if !here || (label.capitals_only && words[at].kind != TokenKind::Acronym) {
                continue;
            }
            mention
                .get_or_insert(Mention { entities: Vec::new(), start: at, length })
                .entities
                .push(label.entity);
        }
        mention
    }

    /// A number that stands for a numbered entity: after one of the words that
    /// introduce such numbers ("convention no. 108"), or of three digits.
    fn number_at(&self, words: &[Word], at: usize) -> Option<Mention> {
        let word = &words[at];
        if word.kind != TokenKind::Number {
            return None;
        }
        let entities = self.numbered.get(&word.stem)?;
        let before =
            words[..at].iter().rev().find(|w| !matches!(w.stem.as_str(), "no" | "nr" | "n" | "number"));
        let introduced = before.is_some_and(|w| self.number_words.contains(&w.stem));
        (introduced || word.stem.len() == 3).then(|| Mention {
            entities: entities.clone(),
            start: at,
            length: 1,
        })
    }
}
