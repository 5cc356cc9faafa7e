//! Recognising the entities a text names.

use std::collections::BTreeSet;
use std::num::NonZero;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::knowledge::{Base, Entity, EntityIndex};
use crate::language::{Language, Token, TokenKind, is_function_word, is_function_word_anywhere, tokenise};
use crate::matching::names::{Groups, name};

use super::{Called, Mention, Word};

/// Names and aliases of all entities, as sequences of keys.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::matching) struct Gazetteer {
    /// Labels by their first key, the longer first.
    labels: Groups<Label>,
    /// The keys of all labels, those of one after those of another.
    keys: Vec<Key>,
    /// Entities that carry a number ("ETS 165").
    numbered: Groups<EntityIndex>,
    /// Words after which a number is such a number: "treaty", "ets" …
    number_words: FxHashSet<u64>,
    /// Words the base uses in small letters, which only share a stem with a name.
    ordinary: FxHashSet<u64>,
    /// Entities by the content words of their names.
    by_word: Groups<EntityIndex>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Label {
    /// Where its keys begin, and how many there are.
    start: u32,
    length: u32,
    entity: EntityIndex,
    /// The label is an acronym that is also a function word ("US", "WHO"): it
    /// counts only when written in capitals.
    capitals_only: bool,
}

/// What a word of a text must be to be a word of a label; words and stems by
/// their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Key {
    /// The stem it must have, in the language texts are read in. None: this form
    /// and no other will do; so with acronyms, numbers, and short words of another
    /// language, which this language's stemmer would cut to pieces.
    stem: Option<NonZero<u64>>,
    /// The word itself: a text that has it fits better than one that only shares
    /// the stem.
    text: u64,
}

/// Letters from which on a word of another language is stemmed like the rest
/// of the text: people put their own endings to foreign names.
const LONG: usize = 5;

/// The names and aliases of all entities as tokens: every lane reads them, so
/// they are cut into words once.
pub(in crate::matching) struct Labels {
    /// By entity, in the base's order.
    of: Vec<Vec<(Language, Vec<Token>)>>,
}

impl Labels {
    pub(in crate::matching) fn new(base: &Base) -> Self {
        let tokens = |entity: &Entity| {
            entity.labels().map(|(language, label)| (language, tokenise(label))).collect::<Vec<_>>()
        };
        Self { of: base.entities.iter().map(tokens).collect() }
    }

    /// The labels of one entity.
    pub(in crate::matching) fn of(&self, entity: EntityIndex) -> &[(Language, Vec<Token>)] {
        self.of.get(entity.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The words of the labels of one language, and the acronyms of all.
    pub(in crate::matching) fn tokens(&self, language: Language) -> impl Iterator<Item = &Token> {
        self.of.iter().flatten().flat_map(move |(of, tokens)| {
            tokens.iter().filter(move |token| *of == language || token.kind == TokenKind::Acronym)
        })
    }
}

impl Key {
    fn name(self) -> u64 {
        self.stem.map_or(self.text, NonZero::get)
    }

    fn fits(self, word: Called) -> bool {
        self.stem.map_or(word.read == self.text, |stem| word.stem == stem.get())
    }

    fn is_whole(self, word: Called) -> bool {
        word.read == self.text
    }
}

/// A label while labels are collected.
struct Collected {
    keys: Vec<Key>,
    entity: EntityIndex,
    capitals_only: bool,
}

impl Gazetteer {
    /// Collects the labels of every entity. `stem` brings a folded word to the
    /// form texts of `language` are read in; `ordinary` are words in small letters.
    pub(super) fn new(
        base: &Base,
        labels: &Labels,
        language: Language,
        stem: impl Fn(&str) -> String,
        ordinary: FxHashSet<u64>,
    ) -> Self {
        let mut collected: Vec<Collected> = Vec::new();
        let mut numbered: Vec<(u64, EntityIndex)> = Vec::new();
        let mut by_word: Vec<(u64, EntityIndex)> = Vec::new();
        let mut number_words: FxHashSet<u64> = FxHashSet::default();
        let mut name_words: FxHashMap<u64, usize> = FxHashMap::default();
        let stem_name = |token: &Token| name(stem(&token.text).as_str());
        let key = |own: bool, token: &Token| {
            let stemmed = token.kind == TokenKind::Word && (own || token.text.chars().count() >= LONG);
            let stem = stemmed.then(|| NonZero::new(stem_name(token))).flatten();
            Key { stem, text: name(token.text.as_str()) }
        };
        for (at, entity) in base.entities.iter().enumerate() {
            let index = EntityIndex(at as u32);
            let number = entity.number.as_deref().and_then(|n| tokenise(n).pop()).map(|t| t.text);
            let mut own_words: BTreeSet<u64> = BTreeSet::new();
            for (of, tokens) in labels.of(index) {
                if let Some(number) = &number {
                    // The word before the number in a label ("ETS 165").
                    let before =
                        tokens.windows(2).filter(|pair| pair[1].text == *number).map(|pair| &pair[0]);
                    let before = before.filter(|t| !is_function_word(*of, &t.text));
                    number_words.extend(before.map(stem_name));
                }
                let content =
                    tokens.iter().filter(|t| *of == language && !is_function_word(language, &t.text));
                for token in content {
                    by_word.push((stem_name(token), index));
                    if token.kind == TokenKind::Word {
                        own_words.insert(stem_name(token));
                    }
                }
                let capitals_only = match tokens.as_slice() {
                    [only] => only.kind == TokenKind::Acronym && is_function_word_anywhere(&only.text),
                    _ => false,
                };
                let keys = tokens.iter().map(|token| key(*of == language, token)).collect();
                collected.push(Collected { keys, entity: index, capitals_only });
            }
            if let Some(number) = number {
                numbered.push((name(number.as_str()), index));
                number_words.extend(tokenise(&entity.kind).iter().map(stem_name));
                for word in own_words {
                    *name_words.entry(word).or_default() += 1;
                }
            }
        }
        // What many numbered things are called ("convention 108").
        let with_number = numbered.len();
        let common = name_words.into_iter().filter(|(_, count)| with_number >= 4 && count * 4 >= with_number);
        number_words.extend(common.map(|(word, _)| word));
        by_word.sort_unstable();
        by_word.dedup();
        let (labels, keys) = together(collected);
        Self {
            labels,
            keys,
            numbered: Groups::new(numbered),
            number_words,
            ordinary,
            by_word: Groups::new(by_word),
        }
    }

    /// The entities a text names, the longest name first where names overlap.
    pub(super) fn find(&self, words: &[Word], called: &[Called]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let mention = self.label_at(words, called, at).or_else(|| self.number_at(words, called, at));
            at += mention.as_ref().map_or(1, |m| m.length);
            mentions.extend(mention);
        }
        mentions
    }

    /// The entities in whose names a stem stands.
    pub(in crate::matching) fn named_with(&self, stem: &str) -> &[EntityIndex] {
        self.by_word.of(name(stem))
    }

    fn label_at(&self, words: &[Word], called: &[Called], at: usize) -> Option<Mention> {
        let Called { stem, read } = called[at];
        let by_stem = self.labels.of(stem);
        let by_text = if read == stem { &[] } else { self.labels.of(read) };
        let mut length = 0;
        let mut whole = false;
        let mut entities: Vec<EntityIndex> = Vec::new();
        for label in by_stem.iter().chain(by_text) {
            let keys = &self.keys[label.start as usize..(label.start + label.length) as usize];
            if keys.len() < length || (label.capitals_only && words[at].kind != TokenKind::Acronym) {
                continue;
            }
            let Some(window) = called.get(at..at + keys.len()) else { continue };
            if !keys.iter().zip(window).all(|(key, word)| key.fits(*word)) {
                continue;
            }
            if let [key] = keys
                && self.is_no_name(*key, &words[at], called[at])
            {
                continue;
            }
            let here = keys.iter().zip(window).all(|(key, word)| key.is_whole(*word));
            // A longer name wins over a shorter one; then a name that stands
            // there as it is over one that shares its stems.
            if keys.len() > length || (here && !whole) {
                entities.clear();
                (length, whole) = (keys.len(), here);
            } else if whole && !here {
                continue;
            }
            if !entities.contains(&label.entity) {
                entities.push(label.entity);
            }
        }
        entities.sort_unstable();
        (length > 0).then_some(Mention { entities, start: at, length })
    }

    /// Whether a word that fits a name of one word is hardly meant as that name: a
    /// function word in small letters («того» is not Togo), or an ordinary word
    /// that only has its stem.
    fn is_no_name(&self, key: Key, word: &Word, called: Called) -> bool {
        let written_so = word.capital || word.kind == TokenKind::Acronym;
        (word.function && !written_so) || (!key.is_whole(called) && self.ordinary.contains(&called.read))
    }

    /// A number that stands for a numbered entity: after one of the words that
    /// introduce such numbers ("convention no. 108"), or of three digits.
    fn number_at(&self, words: &[Word], called: &[Called], at: usize) -> Option<Mention> {
        let word = &words[at];
        if word.kind != TokenKind::Number {
            return None;
        }
        let entities = self.numbered.of(called[at].stem);
        if entities.is_empty() {
            return None;
        }
        let before =
            words[..at].iter().rposition(|w| !matches!(w.stem.as_str(), "no" | "nr" | "n" | "number"));
        let introduced = before.is_some_and(|before| self.number_words.contains(&called[before].stem));
        (introduced || word.stem.len() == 3).then(|| Mention {
            entities: entities.to_vec(),
            start: at,
            length: 1,
        })
    }
}

/// Labels by their first key, the longer first, none twice; and their keys.
fn together(mut collected: Vec<Collected>) -> (Groups<Label>, Vec<Key>) {
    collected.retain(|label| !label.keys.is_empty());
    collected.sort_by(|a, b| b.keys.len().cmp(&a.keys.len()).then(a.entity.cmp(&b.entity)));
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let mut keys: Vec<Key> = Vec::new();
    let mut labels: Vec<(u64, Label)> = Vec::new();
    for label in collected {
        let Some(first) = label.keys.first() else { continue };
        if !seen.insert(name(&(label.entity, &label.keys))) {
            continue;
        }
        let (start, length) = (keys.len() as u32, label.keys.len() as u32);
        let Collected { entity, capitals_only, .. } = label;
        labels.push((first.name(), Label { start, length, entity, capitals_only }));
        keys.extend(label.keys);
    }
    keys.shrink_to_fit();
    (Groups::new(labels), keys)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::matching::{Matcher, Policy};

    /// Names of several languages in a base about lighthouses: what a question
    /// names, with near misses of other languages beside it.
    #[test]
    fn names_are_found_in_their_own_language_and_not_cut_out_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path: &Path = &folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("base.toml", "name = \"Towers\"\nlanguages = [\"en\", \"ru\", \"kk\"]\n");
        write(
            "sources.toml",
            "[[source]]\nid = \"log\"\ntitle = \"Log\"\npublisher = \"Harbour\"\nurl = \"https://a.example/\"\n",
        );
        let entity = |id: &str, kind: &str, en: &str, ru: &str, kk: &str| {
            format!(
                "[[entity]]\nid = \"{id}\"\nkind = \"{kind}\"\nname = {{ en = \"{en}\", ru = \"{ru}\", kk = \"{kk}\" }}\n"
            )
        };
        let entities = [
            entity("lamp-group", "group", "GRELO", "ГРЕЛО", "ГРЕЛО"),
            entity("grel", "land", "Greland", "Грел", "Грел"),
            entity("bern", "land", "Bernin", "Бернин", "Бернин"),
            entity("asha", "land", "Usha", "Уша", "АҚШ"),
            entity("here", "land", "Hereland", "Тутландия", "Мұндастан"),
        ];
        write("entities.toml", &entities.concat());
        let fact = "about = [\"here\", \"lamp-group\"]\n[answer]\nen = \"Yes.\"\nru = \"Да.\"\nkk = \"Иә.\"\n\
            [questions]\nen = [\"When did Hereland begin with GRELO?\"]\nru = [\"Когда Тутландия вступила в ГРЕЛО?\"]\n\
            kk = [\"Мұндастан ГРЕЛО-ға ақша төлей ме?\"]\n[[citation]]\nsource = \"log\"\n";
        write("facts/lamp/joined.toml", fact);
        let base = crate::knowledge::load(folder.path(), jiff::civil::date(2026, 1, 1)).unwrap().base;
        let matcher = Matcher::new(Arc::new(base));
        for (question, answered) in [
            ("когда тутландия вступила в грело", true), // not the land of the Grel
            ("Мұндастан ГРЕЛО-ға ақша төлей ме?", true), // money, not the АҚШ
            ("When did Hereland begin with GRELO?", true), // "begin" is not Bernin mistyped
            ("Когда Грел вступил в ГРЕЛО?", false),
            ("Бернин ГРЕЛО-ға ақша төлей ме?", false),
            ("When did Bernin begin with GRELO?", false),
        ] {
            let outcome = matcher.ask(question, None, &Policy::default());
            assert_eq!(outcome.word() == "answer", answered, "{question}: {:?}", outcome.reasons);
        }
    }
}
