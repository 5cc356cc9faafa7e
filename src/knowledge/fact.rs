//! A fact: what is said, how it is asked for, and where it can be read.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::language::Language;

use super::{EntityIndex, FactIndex, Localised, PartialDate, SourceIndex};

/// How sure the base is of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Stated, with sources.
    Stated,
    /// Sources disagree; the answer and its `disagreement` say so.
    Disputed,
    /// No public source is known; the answer says that and where to look.
    Unknown,
    /// Withdrawn: kept under its id, never answered with.
    Withdrawn,
}

impl Status {
    /// The word used in files and in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Disputed => "disputed",
            Self::Unknown => "unknown",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An answer in one language; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The whole text; its first line is the gist.
    text: String,
    gist_end: usize,
}

impl Answer {
    /// An answer, or `None` where the text has nothing to say.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let gist_end = text.find('\n').unwrap_or(text.len());
        (!text.is_empty()).then(|| Self { text: text.to_owned(), gist_end })
    }

    /// The first line: one sentence that answers.
    pub fn gist(&self) -> &str {
        self.text[..self.gist_end].trim_end()
    }

    /// What follows the first line, empty where nothing does.
    pub fn rest(&self) -> &str {
        self.text[self.gist_end..].trim_start()
    }

    /// Everything.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A date and what it is the date of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDate {
    /// The date.
    pub date: PartialDate,
    /// What happened on it ("signature", "entry into force").
    pub is: Localised,
}

/// Where a fact, or a part of it, can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceIndex,
    /// Where in the source ("para. 3").
    pub pinpoint: Option<String>,
    /// A short quote in the source's own language.
    pub quote: Option<String>,
    /// The day a curator last read it.
    pub read: Option<PartialDate>,
}

/// One fact of the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id: the file's name.
    pub id: String,
    /// Its topic: the folder's name.
    pub topic: String,
    /// Records merged into this one.
    pub covers: Vec<String>,
    /// How sure the base is of it.
    pub status: Status,
    /// The entities it is about.
    pub about: Vec<EntityIndex>,
    /// The day a curator last held it against its sources.
    pub verified: Option<PartialDate>,
    /// The day by which it should be looked at again.
    pub review_by: Option<PartialDate>,
    /// From when it has been true.
    pub valid_from: Option<PartialDate>,
    /// Until when it was true.
    pub valid_until: Option<PartialDate>,
    /// Facts a reader may want next.
    pub related: Vec<FactIndex>,
    /// What is said, per language; never empty.
    pub answer: BTreeMap<Language, Answer>,
    /// Where sources disagree, in one line.
    pub disagreement: Localised,
    /// How it is asked for, per language; never empty.
    pub questions: BTreeMap<Language, Vec<String>>,
    /// Its dates, each with its meaning.
    pub dates: Vec<FactDate>,
    /// Where it can be read; never empty.
    pub citations: Vec<Citation>,
}

/// The first bytes of a hash in hex digits.
pub(super) fn hex(hash: Sha256, bytes: usize) -> String {
    hash.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

impl Fact {
    /// The answer in `language`, else in the first of `fallbacks` that has
    /// one, and the language it is in.
    ///
    /// `None` cannot happen for a fact of a loaded base, whose loader refuses
    /// facts without an answer.
    pub fn answer_in(&self, language: Language, fallbacks: &[Language]) -> Option<(Language, &Answer)> {
        std::iter::once(&language)
            .chain(fallbacks)
            .find_map(|l| self.answer.get_key_value(l))
            .or_else(|| self.answer.iter().next())
            .map(|(l, a)| (*l, a))
    }

    /// Sixteen hex digits that change when the answer in a language does, or the
    /// fact's status: whether what was said is still what is known.
    pub fn digest(&self, language: Language, fallbacks: &[Language]) -> String {
        let text = self.answer_in(language, fallbacks).map_or("", |(_, answer)| answer.text());
        let mut hash = Sha256::new();
        hash.update(self.status.as_str());
        hash.update([0]);
        hash.update(text);
        hex(hash, 8)
    }

    /// The sources cited, each once, in the order of first citation.
    pub fn sources(&self) -> Vec<SourceIndex> {
        let mut sources: Vec<SourceIndex> = Vec::new();
        for citation in &self.citations {
            if !sources.contains(&citation.source) {
                sources.push(citation.source);
            }
        }
        sources
    }

    /// How people call this fact in a list: its first phrasing in `language`,
    /// else in the first of `fallbacks` that has one.
    pub fn label_in(&self, language: Language, fallbacks: &[Language]) -> &str {
        std::iter::once(&language)
            .chain(fallbacks)
            .find_map(|l| self.questions.get(l))
            .or_else(|| self.questions.values().next())
            .and_then(|list| list.first())
            .map_or(self.id.as_str(), String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_gist() {
        for (text, gist, rest) in [
            ("One.\nTwo.\nThree.", "One.", "Two.\nThree."),
            ("\n One. \n\n Two.\n", "One.", "Two."),
            ("Жалғыз.", "Жалғыз.", ""),
        ] {
            let answer = Answer::new(text).unwrap();
            assert_eq!((answer.gist(), answer.rest()), (gist, rest), "{text:?}");
        }
        assert_eq!(Answer::new(" \n "), None);
    }
}
