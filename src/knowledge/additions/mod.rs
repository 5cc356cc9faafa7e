//! What is to be added to a base: phrasings of its facts, and facts.
//!
//! An addition is written as the files a curator would write, and read by the
//! loader like those: no rule is told twice. So it can be added to a base in
//! memory ([`Base::with`]), and handed to curators ([`files_with`]).

mod files;

use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::language::Language;

use super::fact::hex;
use super::reading::read_texts;
use super::{Base, Fact, FactIndex, HASH, Problem, SourceIndex, Status};

pub use files::{Files, Unfit, files_with};

/// Letters that Discord takes for formatting, or for the end of a link.
const MARKUP: [char; 10] = ['*', '_', '`', '~', '|', '[', ']', '<', '>', '\\'];

/// Letters that it takes for formatting where a line begins with them.
const MARKUP_OF_LINES: [char; 3] = ['#', '-', '+'];

/// Something to be added to a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition {
    /// A phrasing of a fact that is there.
    Phrasing {
        /// The fact's id.
        fact: String,
        /// The language.
        language: Language,
        /// How it is asked.
        words: String,
    },
    /// A fact, in one language.
    Fact(NewFact),
}

/// A fact to be added, in one language, with one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Its id.
    pub id: String,
    /// The folder it goes to.
    pub topic: String,
    /// The ids of the entities it is about.
    pub about: Vec<String>,
    /// The language.
    pub language: Language,
    /// How it is asked.
    pub words: String,
    /// What is said.
    pub answer: String,
    /// The source's title.
    pub title: String,
    /// The source's address.
    pub url: String,
    /// What the source says.
    pub quote: String,
    /// The day the source was read.
    pub read: Date,
}

/// Where an addition stands in the base it was added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The fact.
    pub fact: FactIndex,
    /// The language.
    pub language: Language,
    /// The place of the phrasing among those of its fact and language.
    pub phrasing: usize,
}

/// Words without what Discord takes for formatting, in one line.
pub fn without_formatting(words: &str) -> String {
    let plain: String = words.chars().map(|c| if MARKUP.contains(&c) { ' ' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.trim_start_matches(|c: char| MARKUP_OF_LINES.contains(&c) || c.is_whitespace()).to_owned()
}

/// What Discord would take for formatting in a text, if anything.
fn formatting(text: &str) -> Option<char> {
    let mut of_lines = text.lines().filter_map(|line| line.trim_start().chars().next());
    text.chars().find(|c| MARKUP.contains(c)).or_else(|| of_lines.find(|c| MARKUP_OF_LINES.contains(c)))
}

impl NewFact {
    /// Everything for which a base would refuse it; empty where it would not.
    pub fn problems(&self) -> Vec<String> {
        let parts = [&self.words, &self.answer, &self.title, &self.quote];
        let mut problems: Vec<String> = parts
            .into_iter()
            .filter_map(|text| formatting(text))
            .map(|found| {
                format!("there is a `{found}`, which Discord takes for formatting. Write plain text")
            })
            .collect();
        problems.dedup();
        // The host stands for the publisher.
        if !files::host(&self.url).chars().all(|c| c.is_alphanumeric() || ".-:".contains(c)) {
            problems.push("the address names no host. Copy it from the browser, https://…".to_owned());
        }
        let told = |problem: &Problem| format!("{}. {}", problem.message, problem.remedy);
        if let Err(rejected) = read_texts(self.files_by_themselves(), self.read) {
            let errors = rejected.problems.iter().filter(|p| p.severity == super::Severity::Error);
            problems.extend(errors.map(told));
        }
        problems
    }

    /// The fact as the loader reads it, by itself, with its source; none where it
    /// has problems.
    fn read(&self) -> Option<(Fact, super::Source)> {
        let loaded = read_texts(self.files_by_themselves(), self.read).ok()?;
        let fact = loaded.base.facts.first()?.as_ref().clone();
        let source = loaded.base.sources.first()?.as_ref().clone();
        Some((fact, source))
    }
}

impl Base {
    /// This base with additions, and where each of them stands; none for what does
    /// not fit: a fact that is unknown or withdrawn, an id that is taken, a text
    /// the loader refuses. Facts keep their places.
    pub fn with(&self, additions: &[Addition]) -> (Self, Vec<Option<Added>>) {
        let mut base = self.clone();
        let added = additions.iter().map(|addition| base.add(addition)).collect();
        let mut hash = Sha256::new();
        hash.update(&self.hash);
        hash.update(format!("{additions:?}"));
        base.hash = hex(hash, HASH);
        (base, added)
    }

    fn add(&mut self, addition: &Addition) -> Option<Added> {
        match addition {
            Addition::Phrasing { fact, language, words } => {
                let index = self.find(fact)?;
                let fact = self.facts.get_mut(index.0 as usize)?;
                if fact.status == Status::Withdrawn {
                    return None;
                }
                let phrasings = Arc::make_mut(fact).questions.entry(*language).or_default();
                phrasings.push(words.clone());
                Some(Added { fact: index, language: *language, phrasing: phrasings.len() - 1 })
            }
            Addition::Fact(new) => {
                if self.find(&new.id).is_some() {
                    return None;
                }
                let (mut fact, source) = new.read()?;
                fact.about = new.about.iter().filter_map(|id| self.find_entity(id)).collect();
                let source = self.source_at(&source.url).unwrap_or_else(|| {
                    self.sources.push(Arc::new(source));
                    SourceIndex(self.sources.len() as u32 - 1)
                });
                for citation in &mut fact.citations {
                    citation.source = source;
                }
                let index = FactIndex(self.facts.len() as u32);
                self.fact_ids.insert(fact.id.clone(), index);
                self.facts.push(Arc::new(fact));
                Some(Added { fact: index, language: new.language, phrasing: 0 })
            }
        }
    }

    /// The source with an address.
    fn source_at(&self, url: &str) -> Option<SourceIndex> {
        let at = self.sources.iter().position(|source| source.url == url)?;
        Some(SourceIndex(at as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact() -> NewFact {
        NewFact {
            id: "proposal-7".to_owned(),
            topic: "basics".to_owned(),
            about: Vec::new(),
            language: Language::ENGLISH,
            words: "How many stars are there?".to_owned(),
            answer: "There are twelve \"stars\".\nThey stand in a circle.".to_owned(),
            title: "The flag".to_owned(),
            url: "https://example.org/flag".to_owned(),
            quote: "Twelve stars in a circle".to_owned(),
            read: jiff::civil::date(2026, 11, 29),
        }
    }

    /// What a moderator may get wrong is said, all of it at once.
    #[test]
    fn problems_are_the_loaders() {
        assert_eq!(fact().problems(), Vec::<String>::new());
        let long = "word ".repeat(40);
        for (wrong, told) in [
            (NewFact { url: "http://example.org".to_owned(), ..fact() }, vec!["https"]),
            (NewFact { url: "nonsense".to_owned(), ..fact() }, vec!["https"]),
            (NewFact { quote: long.clone(), ..fact() }, vec!["quote"]),
            (NewFact { answer: "x".repeat(400), ..fact() }, vec!["first line"]),
            (
                NewFact { answer: "See [this](https://evil.example).".to_owned(), ..fact() },
                vec!["formatting"],
            ),
            (NewFact { answer: "Ask @everyone.".to_owned(), ..fact() }, vec!["calls people"]),
            (NewFact { answer: "Well.\n # WE WON".to_owned(), ..fact() }, vec!["formatting"]),
            (NewFact { title: "Flag\\".to_owned(), ..fact() }, vec!["formatting"]),
            (NewFact { url: "https://||a.b||/".to_owned(), ..fact() }, vec!["no host"]),
            (NewFact { url: "https://me@a.b/".to_owned(), ..fact() }, vec!["no host"]),
            (NewFact { words: "?!".to_owned(), ..fact() }, vec!["no word"]),
            (
                NewFact { url: "ftp://x".to_owned(), quote: long, title: String::new(), ..fact() },
                vec!["https", "quote", "title"],
            ),
        ] {
            let problems = wrong.problems().join("\n");
            for told in told {
                assert!(problems.contains(told), "{told}: {problems}");
            }
        }
    }

    #[test]
    fn what_fits_is_added_and_facts_keep_their_places() {
        let texts = [("a", "First?"), ("b", "Second?")].map(|(id, words)| {
            let text = format!(
                "[answer]\nen = \"{id} it is.\"\n[questions]\nen = [\"{words}\"]\n[[citation]]\nsource = \"s\"\n"
            );
            let text = if id == "b" { format!("status = \"withdrawn\"\n{text}") } else { text };
            (format!("facts/basics/{id}.toml"), text)
        });
        let source =
            "[[source]]\nid = \"s\"\ntitle = \"S\"\npublisher = \"P\"\nurl = \"https://example.org/flag\"\n";
        let texts = texts.into_iter().chain([("sources.toml".to_owned(), source.to_owned())]).collect();
        let base = read_texts(texts, jiff::civil::date(2026, 11, 29)).unwrap().base;
        let phrasing = |fact: &str, words: &str| Addition::Phrasing {
            fact: fact.to_owned(),
            language: Language::ENGLISH,
            words: words.to_owned(),
        };
        let additions = [
            phrasing("a", "The first one?"),
            phrasing("b", "The withdrawn one?"),
            phrasing("c", "An unknown one?"),
            Addition::Fact(fact()),
            Addition::Fact(fact()),
        ];
        let (with, added) = base.with(&additions);
        let places: Vec<_> = added.iter().map(|a| a.map(|a| (a.fact.0, a.phrasing))).collect();
        assert_eq!(places, [Some((0, 1)), None, None, Some((2, 0)), None]);
        assert_eq!((with.facts.len(), base.facts.len()), (3, 2));
        // A source that is there is not listed twice.
        assert_eq!(with.sources.len(), 1);
        assert_eq!(
            with.fact(FactIndex(2)).answer_in(Language::ENGLISH, &[]).unwrap().1.gist(),
            "There are twelve \"stars\"."
        );
        assert!(with.hash != base.hash && with.hash == base.with(&additions).0.hash);
    }

    #[test]
    fn formatting_goes() {
        for (words, plain) in [
            ("**When**\nwas [it](x)?", "When was it (x)?"),
            ("  a  ", "a"),
            ("-# a", "a"),
            ("\\a - b#", "a - b#"),
            ("ё́ — «да»", "ё́ — «да»"),
        ] {
            assert_eq!(without_formatting(words), plain);
        }
    }
}
