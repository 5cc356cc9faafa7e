//! Recognising the entities a text names.

use std::collections::{BTreeSet, HashMap, HashSet};

use rustc_hash::FxHashSet;

use crate::knowledge::{Base, Entity, EntityIndex};
use crate::language::{Language, Token, TokenKind, is_function_word, is_function_word_anywhere, tokenise};

use super::{Mention, Word};

/// Names and aliases of all entities, as sequences of keys.
#[derive(Debug, Default)]
pub(in crate::matching) struct Gazetteer {
    /// Labels by their first key, the longer first.
    labels: HashMap<String, Vec<Label>>,
    /// Entities that carry a number ("ETS 165").
    numbered: HashMap<String, Vec<EntityIndex>>,
    /// Words after which a number is such a number: "treaty", "ets" …
    number_words: HashSet<String>,
    /// Words the base uses in small letters, which only share a stem with a name.
    ordinary: FxHashSet<String>,
    /// Entities by the content words of their names.
    by_word: HashMap<String, Vec<EntityIndex>>,
}

#[derive(Debug)]
struct Label {
    words: Vec<Key>,
    entity: EntityIndex,
    /// The label is an acronym that is also a function word ("US", "WHO"): it
    /// counts only when written in capitals.
    capitals_only: bool,
}

/// What a word of a text must be to be a word of a label.
#[derive(Debug, PartialEq, Eq)]
enum Key {
    /// Of this stem, in the language texts are read in.
    Stem {
        stem: String,
        /// The word itself: a text that has it fits better than one that only
        /// shares the stem.
        text: String,
    },
    /// This and no other form: acronyms, numbers, and short words of another
    /// language, which this language's stemmer would cut to pieces.
    Exact(String),
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
    fn name(&self) -> &str {
        match self {
            Self::Stem { stem, .. } => stem,
            Self::Exact(text) => text,
        }
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Stem { stem, .. } => word.stem == *stem,
            Self::Exact(text) => word.read() == text,
        }
    }

    fn is_whole(&self, word: &Word) -> bool {
        match self {
            Self::Stem { text, .. } | Self::Exact(text) => word.read() == text,
        }
    }
}

impl Gazetteer {
    /// Collects the labels of every entity. `stem` brings a folded word to the
    /// form texts of `language` are read in.
    pub(super) fn new(
        base: &Base,
        labels: &Labels,
        language: Language,
        stem: impl Fn(&str) -> String,
        ordinary: FxHashSet<String>,
    ) -> Self {
        let mut gazetteer = Self { ordinary, ..Self::default() };
        let mut name_words: HashMap<String, usize> = HashMap::new();
        let mut with_number = 0;
        let key = |own: bool, token: &Token| {
            let stemmed = token.kind == TokenKind::Word && (own || token.text.chars().count() >= LONG);
            if stemmed {
                Key::Stem { stem: stem(&token.text), text: token.text.clone() }
            } else {
                Key::Exact(token.text.clone())
            }
        };
        for (at, entity) in base.entities.iter().enumerate() {
            let index = EntityIndex(at as u32);
            let number = entity.number.as_deref().and_then(|n| tokenise(n).pop()).map(|t| t.text);
            for (of, tokens) in labels.of(index) {
                if let Some(number) = &number {
                    // The word before the number in a label ("ETS 165").
                    let before =
                        tokens.windows(2).filter(|pair| pair[1].text == *number).map(|pair| &pair[0]);
                    let before = before.filter(|t| !is_function_word(*of, &t.text));
                    gazetteer.number_words.extend(before.map(|t| stem(&t.text)));
                }
                for token in tokens.iter().filter(|t| *of == language && !is_function_word(language, &t.text))
                {
                    let entities = gazetteer.by_word.entry(stem(&token.text)).or_default();
                    if entities.last() != Some(&index) {
                        entities.push(index);
                    }
                }
                let only = match tokens.as_slice() {
                    [only] => only.kind == TokenKind::Acronym && is_function_word_anywhere(&only.text),
                    _ => false,
                };
                gazetteer.add(index, tokens.iter().map(|token| key(*of == language, token)).collect(), only);
            }
            if let Some(number) = number {
                with_number += 1;
                gazetteer.numbered.entry(number).or_default().push(index);
                gazetteer.number_words.extend(tokenise(&entity.kind).iter().map(|t| stem(&t.text)));
                let words: BTreeSet<String> = labels
                    .of(index)
                    .iter()
                    .filter(|(of, _)| *of == language)
                    .flat_map(|(_, tokens)| tokens)
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
            labels.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.entity.cmp(&b.entity)));
        }
        gazetteer
    }

    fn add(&mut self, entity: EntityIndex, words: Vec<Key>, capitals_only: bool) {
        let Some(first) = words.first() else { return };
        let labels = self.labels.entry(first.name().to_owned()).or_default();
        if !labels.iter().any(|label| label.entity == entity && label.words == words) {
            labels.push(Label { words, entity, capitals_only });
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

    /// The entities in whose names a stem stands.
    pub(in crate::matching) fn named_with(&self, stem: &str) -> &[EntityIndex] {
        self.by_word.get(stem).map_or(&[], Vec::as_slice)
    }

    fn label_at(&self, words: &[Word], at: usize) -> Option<Mention> {
        let (stem, read) = (words[at].stem.as_str(), words[at].read());
        let by_stem = self.labels.get(stem);
        let by_text = if read == stem { None } else { self.labels.get(read) };
        let mut length = 0;
        let mut whole = false;
        let mut entities: Vec<EntityIndex> = Vec::new();
        for label in by_stem.into_iter().chain(by_text).flatten() {
            if label.words.len() < length || (label.capitals_only && words[at].kind != TokenKind::Acronym) {
                continue;
            }
            let Some(window) = words.get(at..at + label.words.len()) else { continue };
            if !label.words.iter().zip(window).all(|(key, word)| key.fits(word)) {
                continue;
            }
            if let [key] = label.words.as_slice()
                && self.is_no_name(key, &words[at])
            {
                continue;
            }
            let here = label.words.iter().zip(window).all(|(key, word)| key.is_whole(word));
            // A longer name wins over a shorter one; then a name that stands
            // there as it is over one that shares its stems.
            if label.words.len() > length || (here && !whole) {
                entities.clear();
                (length, whole) = (label.words.len(), here);
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
    fn is_no_name(&self, key: &Key, word: &Word) -> bool {
        let written_so = word.capital || word.kind == TokenKind::Acronym;
        (word.function && !written_so) || (!key.is_whole(word) && self.ordinary.contains(word.read()))
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
