//! Who speaks: the wording, the base it speaks about, and the language.

use crate::knowledge::{Base, Fact};
use crate::language::Language;

use super::Wording;
use super::layout::shorten;
use super::message::SelectOption;
use crate::limits;

/// Says things about one base in one language.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    pub(super) wording: &'a Wording,
    pub(super) base: &'a Base,
    pub(super) language: Language,
}

impl<'a> Voice<'a> {
    /// A voice.
    pub fn new(wording: &'a Wording, base: &'a Base, language: Language) -> Self {
        Self { wording, base, language }
    }

    /// The base it speaks about.
    pub fn base(&self) -> &'a Base {
        self.base
    }

    /// One of the bot's own sentences.
    pub(super) fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.wording.say(self.language, key, arguments)
    }

    /// What the base is about, as a noun phrase.
    pub(super) fn subject(&self) -> &'a str {
        self.base.text_in(&self.base.subject, self.language).unwrap_or(&self.base.name)
    }

    /// A fact as people call it in a list.
    pub fn label(&self, fact: &'a Fact) -> &'a str {
        fact.label_in(self.language, &self.base.languages)
    }

    /// Facts as options of a menu, at most as many as one holds.
    pub(super) fn options<'f>(&self, facts: impl Iterator<Item = &'f Fact>) -> Vec<SelectOption>
    where
        'a: 'f,
    {
        facts
            .take(limits::OPTIONS)
            .map(|fact| SelectOption {
                label: shorten(fact.label_in(self.language, &self.base.languages), limits::OPTION_TEXT),
                value: fact.id.clone(),
                description: None,
            })
            .collect()
    }
}
