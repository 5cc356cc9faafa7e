//! Synonyms and questions out of scope: read each by itself, then held against
//! each other and the facts.

use std::collections::{BTreeMap, HashMap};

use crate::knowledge::{Status, Wording};
use crate::language::Language;
use crate::limits;

use super::document::Document;
use super::facts::FactDraft;
use super::rules::words;
use super::section::{Placed, Section};

/// What stands under one language in one file.
struct Listed<'d, T> {
    document: &'d Document,
    language: Language,
    list: Vec<T>,
}

/// Texts by their language and words, each with where it stands.
type Seen<'p> = BTreeMap<(Language, String), Vec<(&'p Document, &'p Placed<String>)>>;

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
    pub(super) fn link(&self, facts: &[&FactDraft<'_>]) -> Wording {
        self.check_synonyms();
        self.check_out_of_scope(facts);
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
    fn check_out_of_scope(&self, facts: &[&FactDraft<'_>]) {
        let mut of: Seen<'_> = BTreeMap::new();
        for texts in &self.out_of_scope {
            for text in &texts.list {
                let same = of.entry((texts.language, words(&text.value))).or_default();
                if let Some((document, first)) = same.first() {
                    texts.document.warning(
                        text.line,
                        "duplicate-phrasing",
                        format!("`{}` reads the same as {}:{}", text.value, document.inside, first.line),
                        "Remove one",
                    );
                }
                same.push((texts.document, text));
            }
        }
        if of.is_empty() {
            return;
        }
        for draft in facts.iter().filter(|draft| draft.status != Status::Withdrawn) {
            for (language, phrasing) in
                draft.questions.iter().flat_map(|(l, list)| list.iter().map(move |p| (*l, p)))
            {
                for (document, text) in of.get(&(language, words(&phrasing.value))).into_iter().flatten() {
                    document.error(
                        text.line,
                        "duplicate-phrasing",
                        format!(
                            "`{}` leads to `{}` ({}:{})",
                            text.value, draft.id, draft.document.inside, phrasing.line
                        ),
                        "Take it out of the questions out of scope, or out of the fact",
                    );
                }
            }
        }
    }
}
