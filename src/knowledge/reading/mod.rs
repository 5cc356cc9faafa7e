//! Reading a folder of files into a [`Base`], or into every problem found.
//!
//! Four steps: find the files ([`files`]), read each by itself ([`facts`],
//! [`things`], [`chronology`], [`wording`]), then hold them against each other ([`linking`], [`rules`],
//! [`unused`]), and hash what was read. Each step goes on after a problem, so that one run shows all.

mod chronology;
mod document;
mod facts;
mod files;
mod linking;
mod rules;
mod section;
mod things;
mod unused;
mod wording;

use std::path::Path;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::fact::hex;
use super::{Base, Files, HASH, Problem, Severity};
use crate::limits;

pub(super) use rules::words;

/// A base that loaded, and what a curator should look at all the same.
#[derive(Debug)]
pub struct Loaded {
    /// The base.
    pub base: Base,
    /// Problems that do not keep it from being used, sorted by place.
    pub warnings: Vec<Problem>,
}

/// A base that did not load.
#[derive(Debug, thiserror::Error)]
#[error("the knowledge base has {} error(s), the first: {}", self.errors(), self.first())]
pub struct Rejected {
    /// Every problem found, warnings included, sorted by place.
    pub problems: Vec<Problem>,
}

impl Rejected {
    fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.severity == Severity::Error).count()
    }

    fn first(&self) -> String {
        self.problems
            .iter()
            .find(|p| p.severity == Severity::Error)
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

/// Loads the base in `folder`. `today` decides which reviews are overdue.
///
/// # Errors
///
/// [`Rejected`] with every problem of every file, if any is an error.
pub fn load(folder: &Path, today: Date) -> Result<Loaded, Rejected> {
    read(files::find(folder), folder, today)
}

/// Loads the base in `folder` as it would be with these files in it, some of
/// them perhaps in the place of its own.
///
/// # Errors
///
/// As [`load`].
pub fn load_with(folder: &Path, others: &Files, today: Date) -> Result<Loaded, Rejected> {
    let mut found = files::find(folder);
    found.documents.retain(|document| !others.contains_key(&document.inside));
    let new = |(inside, text): (&String, &String)| {
        document::Document::new(folder.join(inside), inside.clone(), text.clone())
    };
    found.documents.extend(others.iter().map(new));
    found.documents.sort_by(|a, b| a.inside.cmp(&b.inside));
    read(found, folder, today)
}

/// Reads the files of a base that stands nowhere, by their path inside it.
pub(super) fn read_texts(texts: Vec<(String, String)>, today: Date) -> Result<Loaded, Rejected> {
    let new = |(inside, text): (String, String)| document::Document::new(inside.clone().into(), inside, text);
    let documents = texts.into_iter().map(new).collect();
    read(files::Found { documents, ..files::Found::default() }, Path::new(""), today)
}

fn read(found: files::Found, folder: &Path, today: Date) -> Result<Loaded, Rejected> {
    let mut problems = found.problems;

    let outcome = {
        let tables = document::Document::parse_all(&found.documents);
        let mut drafts = things::Drafts::default();
        for inside in &found.unread {
            drafts.unread(inside);
        }
        for (document, table) in found.documents.iter().zip(&tables) {
            drafts.read(document, document.section(table));
        }
        let outcome = linking::link(&drafts, today);
        // What is in error may be what uses them.
        if !outcome.facts.is_empty()
            && problems.is_empty()
            && !found.documents.iter().any(document::Document::has_errors)
        {
            unused::sources(&drafts);
            unused::entities(&drafts);
        }
        outcome
    };

    let hash = hash(&found.documents);
    problems.extend(found.documents.into_iter().flat_map(document::Document::into_problems));
    if problems.iter().all(|p| p.severity != Severity::Error) {
        problems.extend(number_of_facts(folder, outcome.facts.len()));
    }
    problems
        .sort_by(|a, b| (&a.path, a.line, a.severity, a.rule).cmp(&(&b.path, b.line, b.severity, b.rule)));
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return Err(Rejected { problems });
    }
    Ok(Loaded { base: Base { hash, ..outcome }, warnings: problems })
}

/// What is wrong with the number of facts of a base, if anything is.
fn number_of_facts(folder: &Path, facts: usize) -> Option<Problem> {
    let (rule, message, remedy) = match facts {
        0 => (
            "no-facts",
            "there is no fact in this base".to_owned(),
            "Add a file facts/<topic>/<id>.toml; TEMPLATE.toml shows how",
        ),
        1..=limits::FACTS => return None,
        _ => (
            "too-many-facts",
            format!("there are {facts} facts in this base, {} are allowed", limits::FACTS),
            "Make two bases of it, each for a bot of its own",
        ),
    };
    let path = folder.join("facts");
    Some(Problem { path, line: 1, severity: Severity::Error, rule, message, remedy: remedy.to_owned() })
}

/// The base's hash: paths and contents, in the order of the paths.
fn hash(documents: &[document::Document]) -> String {
    let mut sorted: Vec<_> = documents.iter().collect();
    sorted.sort_by(|a, b| a.inside.cmp(&b.inside));
    let mut hasher = Sha256::new();
    for document in sorted {
        // Lengths keep "a" + "bc" apart from "ab" + "c".
        hasher.update((document.inside.len() as u64).to_le_bytes());
        hasher.update(&document.inside);
        hasher.update((document.text.len() as u64).to_le_bytes());
        hasher.update(&document.text);
    }
    hex(hasher, HASH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_facts_but_not_too_many() {
        for (facts, rule) in [
            (0, Some("no-facts")),
            (1, None),
            (limits::FACTS, None),
            (limits::FACTS + 1, Some("too-many-facts")),
        ] {
            assert_eq!(
                number_of_facts(Path::new("base"), facts).map(|problem| problem.rule),
                rule,
                "{facts}"
            );
        }
    }
}
