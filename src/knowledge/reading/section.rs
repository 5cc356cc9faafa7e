//! A TOML table read key by key, so that every problem is found and every key
//! nobody asked for is reported.

use std::cell::RefCell;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::knowledge::{Localised, PartialDate};
use crate::language::Language;

use super::document::Document;

/// A value and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) line: usize,
}

/// One table of a document.
pub(super) struct Section<'d> {
    pub(super) document: &'d Document,
    table: &'d DeTable<'d>,
    /// The table's name as written in the file; empty at the top.
    name: String,
    pub(super) line: usize,
    asked: RefCell<Vec<&'static str>>,
}

/// What is asked of a text.
#[derive(Clone, Copy)]
pub(super) struct TextRule {
    pub(super) key: &'static str,
    /// Most characters it may have.
    pub(super) most: usize,
    pub(super) required: bool,
}

impl TextRule {
    pub(super) fn required(key: &'static str, most: usize) -> Self {
        Self { key, most, required: true }
    }

    pub(super) fn optional(key: &'static str, most: usize) -> Self {
        Self { key, most, required: false }
    }
}

impl<'d> Section<'d> {
    pub(super) fn new(document: &'d Document, table: &'d DeTable<'d>, name: String, line: usize) -> Self {
        Self { document, table, name, line, asked: RefCell::default() }
    }

    /// A key as the curator would find it in the file.
    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn value(&self, key: &'static str) -> Option<(&'d Spanned<DeValue<'d>>, usize)> {
        self.asked.borrow_mut().push(key);
        let (found, value) = self.table.iter().find(|(k, _)| k.get_ref() == key)?;
        Some((value, self.document.line(&found.span())))
    }

    /// Every key of the table with its value, for tables whose keys are names
    /// (languages, topics).
    fn entries(&self) -> impl Iterator<Item = (&'d str, &'d Spanned<DeValue<'d>>, usize)> {
        self.table.iter().map(|(k, v)| (k.get_ref().as_ref(), v, self.document.line(&k.span())))
    }

    fn wrong_type(&self, line: usize, what: &str, wanted: &str, found: &DeValue<'_>) {
        self.document.error(
            line,
            "wrong-type",
            format!("{what} is {}", in_words(found)),
            format!("Write {wanted}"),
        );
    }

    /// Reports every key that was never asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _, line) in self.entries() {
            if !asked.contains(&key) {
                let mut known = asked.clone();
                known.sort_unstable();
                known.dedup();
                self.document.error(
                    line,
                    "unknown-key",
                    format!("`{}` is no key of this format", self.full(key)),
                    format!("Correct the spelling or remove it; known here: {}", known.join(", ")),
                );
            }
        }
    }

    /// A text within its length, trimmed; noted when required and missing.
    pub(super) fn text(&self, rule: TextRule) -> Option<Placed<String>> {
        let Some((value, line)) = self.value(rule.key) else {
            if rule.required {
                self.missing(rule.key, &format!("Add a line {} = \"…\"", rule.key));
            }
            return None;
        };
        self.as_text(&format!("`{}`", self.full(rule.key)), value, line, rule.most)
    }

    /// The line a key stands on; the table's own where it is missing.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.entries().find(|(k, ..)| *k == key).map_or(self.line, |(.., line)| line)
    }

    pub(super) fn missing(&self, key: &str, remedy: &str) {
        self.document.error(self.line, "missing-key", format!("`{}` is missing", self.full(key)), remedy);
    }

    /// A value as a text; `what` names it in messages.
    fn as_text(
        &self,
        what: &str,
        value: &Spanned<DeValue<'_>>,
        line: usize,
        most: usize,
    ) -> Option<Placed<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(line, what, "a text in quotes", value.get_ref());
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.document.error(line, "empty", format!("{what} is empty"), "Fill it in or remove it");
            return None;
        }
        let length = text.chars().count();
        if length > most {
            self.document.error(
                line,
                "too-long",
                format!("{what} has {length} characters, {most} are allowed"),
                "Shorten it",
            );
        }
        Some(Placed { value: text.to_owned(), line })
    }

    /// A list of texts; empty where the key is missing.
    pub(super) fn texts(&self, key: &'static str, most: usize) -> Vec<Placed<String>> {
        let Some((value, line)) = self.value(key) else { return Vec::new() };
        self.as_texts(key, value, line, most)
    }

    fn as_texts(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'d>>,
        line: usize,
        most: usize,
    ) -> Vec<Placed<String>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(
                line,
                &format!("`{}`", self.full(key)),
                "a list of texts, [\"…\", \"…\"]",
                value.get_ref(),
            );
            return Vec::new();
        };
        let what = format!("an item of `{}`", self.full(key));
        list.iter()
            .filter_map(|item| self.as_text(&what, item, self.document.line(&item.span()), most))
            .collect()
    }

    /// Whether a key says `true`; `false` where it is missing.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some((value, line)) = self.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(line, &format!("`{}`", self.full(key)), "true or false", value.get_ref());
            false
        })
    }

    /// A date: a TOML date, or a text such as `"2020-05"` or `"2020"`.
    pub(super) fn date(&self, key: &'static str, required: bool) -> Option<PartialDate> {
        let Some((value, line)) = self.value(key) else {
            if required {
                self.missing(key, "Add it, as 2020-01-31, \"2020-01\" or \"2020\"");
            }
            return None;
        };
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.trim().to_owned(),
            other => {
                self.wrong_type(
                    line,
                    &format!("`{}`", self.full(key)),
                    "a date, as 2020-01-31, \"2020-01\" or \"2020\"",
                    other,
                );
                return None;
            }
        };
        text.parse()
            .map_err(|error| {
                self.document.error(
                    line,
                    "bad-date",
                    format!("`{}`: {error}", self.full(key)),
                    "Write 2020-01-31, \"2020-01\" or \"2020\"",
                );
            })
            .ok()
    }

    /// A table under this one.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'d>> {
        let (value, line) = self.value(key)?;
        self.as_section(key, value, line)
    }

    fn as_section(&self, key: &str, value: &'d Spanned<DeValue<'d>>, line: usize) -> Option<Section<'d>> {
        let Some(table) = value.get_ref().as_table() else {
            let name = self.full(key);
            self.wrong_type(line, &format!("`{name}`"), &format!("a table, [{name}]"), value.get_ref());
            return None;
        };
        Some(Section::new(self.document, table, self.full(key), line))
    }

    /// The tables under this one, whatever they are called.
    pub(super) fn named_sections(&self) -> Vec<(&'d str, Section<'d>)> {
        self.entries()
            .filter_map(|(key, value, line)| Some((key, self.as_section(key, value, line)?)))
            .collect()
    }

    /// A list of tables, `[[key]]`.
    pub(super) fn sections(&self, key: &'static str) -> Vec<Section<'d>> {
        let Some((value, line)) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            let name = self.full(key);
            self.wrong_type(
                line,
                &format!("`{name}`"),
                &format!("[[{name}]] with double brackets"),
                value.get_ref(),
            );
            return Vec::new();
        };
        list.iter().filter_map(|item| self.as_section(key, item, self.document.line(&item.span()))).collect()
    }

    /// A text per language, from a table whose keys are language codes.
    pub(super) fn localised(&self, key: &'static str, most: usize) -> BTreeMap<Language, Placed<String>> {
        self.section(key).map(|section| section.as_localised(most)).unwrap_or_default()
    }

    /// This table read as a text per language.
    pub(super) fn as_localised(&self, most: usize) -> BTreeMap<Language, Placed<String>> {
        self.per_language(|key, value, line| {
            self.as_text(&format!("`{}`", self.full(key)), value, line, most)
        })
    }

    /// A list of texts per language.
    pub(super) fn localised_lists(
        &self,
        key: &'static str,
        most: usize,
    ) -> BTreeMap<Language, Vec<Placed<String>>> {
        self.section(key).map(|section| section.as_localised_lists(most)).unwrap_or_default()
    }

    /// This table read as a list of texts per language.
    pub(super) fn as_localised_lists(&self, most: usize) -> BTreeMap<Language, Vec<Placed<String>>> {
        self.per_language(|key, value, line| Some(self.as_texts(key, value, line, most)))
    }

    /// This table read as groups of texts per language, each group with the line
    /// it begins on.
    pub(super) fn as_localised_groups(
        &self,
        most: usize,
    ) -> BTreeMap<Language, Vec<Placed<Vec<Placed<String>>>>> {
        self.per_language(|key, value, line| {
            let Some(groups) = value.get_ref().as_array() else {
                let what = format!("`{}`", self.full(key));
                self.wrong_type(line, &what, "a list of groups, [[\"…\", \"…\"], …]", value.get_ref());
                return None;
            };
            let read = |group: &'d Spanned<DeValue<'d>>| {
                let line = self.document.line(&group.span());
                Placed { value: self.as_texts(key, group, line, most), line }
            };
            Some(groups.iter().map(read).collect())
        })
    }

    fn per_language<T>(
        &self,
        read: impl Fn(&str, &'d Spanned<DeValue<'d>>, usize) -> Option<T>,
    ) -> BTreeMap<Language, T> {
        let mut texts = BTreeMap::new();
        for (key, value, line) in self.entries() {
            match key.parse::<Language>() {
                Ok(language) => {
                    if let Some(text) = read(key, value, line) {
                        texts.insert(language, text);
                    }
                }
                Err(error) => self.document.error(
                    line,
                    "unknown-key",
                    format!("`{}`: {error}", self.full(key)),
                    "Use a language code: en, fr, ru, kk …",
                ),
            }
        }
        texts
    }
}

/// What a value is, to somebody who does not program.
fn in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Drops the lines.
pub(super) fn plain(texts: BTreeMap<Language, Placed<String>>) -> Localised {
    texts.into_iter().map(|(language, text)| (language, text.value)).collect()
}
