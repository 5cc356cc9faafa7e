//! Synonyms and questions out of scope: read each by itself, then held against
//! each other and the facts.

use std::collections::HashMap;

use crate::knowledge::Wording;
use crate::language::Language;
use crate::limits;

use super::document::Document;
use super::rules::{Phrasings, words};
use super::section::{Placed, Section};

/// What stands under one language in one file.
struct Listed<'d, T> {
    document: &'d Document,
    language: Language,
    list: Vec<T>,
}

/// All files of synonyms and of questions out of scope, as written.
#[derive(Default)]
pub(super) struct WordingDraft<'d> {
    synonyms: Vec<Listed<'d, Placed<Vec<Placed<String>>>>>,
    out_of_scope: Vec<Listed<'d, Placed<String>>>,
}

impl<'d> WordingDraft<'d> {
    /// Reads a file of synonyms: per language a list of groups.
    pub(super) fn read_synonyms(&mut self, document: &'d Document, top: &Section<'d>) {
        for (language, groups) in top.as_localised_groups(limits::ALIAS) {
            for group in groups.iter().filter(|group| group.value.len() < 2) {
                document.error(
                    group.line,
                    "lonely-synonym",
                    "a group of synonyms needs two at least",
                    "Add what people say instead, or remove the group",
                );
            }
            self.synonyms.push(Listed { document, language, list: groups });
        }
    }

    /// Reads a file of questions out of scope: per language a list.
    pub(super) fn read_out_of_scope(&mut self, document: &'d Document, top: &Section<'d>) {
        for (language, texts) in top.as_localised_lists(limits::QUESTION_CHARS) {
            self.out_of_scope.push(Listed { document, language, list: texts });
        }
    }

    /// Holds them against each other and against the facts.
    pub(super) fn link(&self, phrasings: &Phrasings<'_, '_>) -> Wording {
        self.check_synonyms();
        self.check_out_of_scope(phrasings);
        let mut wording = Wording::default();
        for texts in &self.synonyms {
            let groups = texts.list.iter();
            let plain = groups.map(|group| group.value.iter().map(|text| text.value.clone()).collect());
            wording.synonyms.entry(texts.language).or_default().extend(plain);
        }
        for texts in &self.out_of_scope {
            let plain = texts.list.iter().map(|text| text.value.clone());
            wording.out_of_scope.entry(texts.language).or_default().extend(plain);
        }
        wording
    }

    /// A text in two groups would make all of both mean the same.
    fn check_synonyms(&self) {
        let mut seen: HashMap<(Language, String), (&Document, usize, usize)> = HashMap::new();
        let groups =
            self.synonyms.iter().flat_map(|texts| texts.list.iter().map(move |group| (texts, group)));
        for (number, (texts, group)) in groups.enumerate() {
            for text in &group.value {
                let here = (texts.document, text.line, number);
                // Two spellings of one text in one group do no harm.
                let first = *seen.entry((texts.language, words(&text.value))).or_insert(here);
                if first.2 != number {
                    texts.document.error(
                        text.line,
                        "duplicate-synonym",
                        format!("`{}` is already a synonym in {}:{}", text.value, first.0.inside, first.1),
                        "Leave it in one group, or make one group of both",
                    );
                }
            }
        }
    }

    /// What leads to a fact is not out of scope.
    fn check_out_of_scope(&self, phrasings: &Phrasings<'_, '_>) {
        let mut seen: HashMap<(Language, String), (&Document, usize)> = HashMap::new();
        for (texts, text) in
            self.out_of_scope.iter().flat_map(|texts| texts.list.iter().map(move |text| (texts, text)))
        {
            let key = (texts.language, words(&text.value));
            if let Some((fact, line)) = phrasings.get(&key) {
                texts.document.error(
                    text.line,
                    "duplicate-phrasing",
                    format!("`{}` leads to `{}` ({}:{line})", text.value, fact.id, fact.document.inside),
                    "Take it out of the questions out of scope, or out of the fact",
                );
            }
            match seen.get(&key) {
                Some((document, line)) => texts.document.warning(
                    text.line,
                    "duplicate-phrasing",
                    format!("`{}` reads the same as {}:{line}", text.value, document.inside),
                    "Remove one",
                ),
                None => {
                    seen.insert(key, (texts.document, text.line));
                }
            }
        }
    }
}
