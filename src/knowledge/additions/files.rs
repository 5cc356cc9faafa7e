//! Additions as files.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use jiff::ToSpan as _;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::language::Language;
use crate::limits;

use super::super::reading::words;
use super::super::{Base, Status};
use super::{Addition, NewFact};

/// Files by their path inside a base.
pub type Files = BTreeMap<String, String>;

/// Months after which an added fact is to be looked at again: its source was
/// read by a moderator, not a curator.
const REVIEW_MONTHS: i64 = 3;

/// Why an addition does not go into a base.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The phrasing asks for what is not there.
    #[error("the fact `{0}` is not in the base, or withdrawn")]
    NoFact(String),
    /// It is in the base.
    #[error("the base has it already")]
    There,
    /// The base would not load with it.
    #[error("the base would be refused with it: {0}")]
    Refused(String),
    /// A file of the base cannot be read or changed.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
}

impl NewFact {
    /// Its files as they stand in a base that has none of what it names.
    pub(super) fn files_by_themselves(&self) -> Vec<(String, String)> {
        let alone = Self { about: Vec::new(), ..self.clone() };
        vec![alone.fact_file(&alone.id), alone.source_file()]
    }

    fn fact_file(&self, source: &str) -> (String, String) {
        let language = self.language.code();
        let mut text = String::from(
            "# Approved by a server's moderators. Hold it against its source, give it a better name and the right\n\
             # folder, add phrasings and the other languages; then take `untranslated` out.\n\
             untranslated = true\n",
        );
        if !self.about.is_empty() {
            let about: Array = self.about.iter().collect();
            let _ = writeln!(text, "about = {about}");
        }
        let _ = writeln!(text, "verified = {}", self.read);
        if let Ok(due) = self.read.checked_add(REVIEW_MONTHS.months()) {
            let _ = writeln!(text, "review_by = {due}");
        }
        let _ = write!(
            text,
            "\n[answer]\n{language} = {}\n\n[questions]\n{language} = [\n    {},\n]\n\n\
             [[citation]]\nsource = {}\nquote = {}\nread = {}\n",
            quoted(&self.answer),
            quoted(&self.words),
            quoted(source),
            quoted(&self.quote),
            self.read
        );
        (fact_path(&self.topic, &self.id), text)
    }

    fn source_file(&self) -> (String, String) {
        let publisher: String = host(&self.url).chars().take(limits::PUBLISHER).collect();
        let text = format!(
            "[[source]]\nid = {}\ntitle = {}\npublisher = {}\nurl = {}\n\
             note = \"Named by a server's moderators.\"\n",
            quoted(&self.id),
            quoted(&self.title),
            quoted(&publisher),
            quoted(&self.url)
        );
        (format!("sources/{}.toml", self.id), text)
    }
}

/// The files with which `additions` go into the base in `folder`, new ones and
/// changed ones; and those that do not, by their place.
pub fn files_with(folder: &Path, base: &Base, additions: &[Addition]) -> (Files, Vec<(usize, Unfit)>) {
    let mut writing = Writing { folder, base, files: Files::new(), known: BTreeMap::new() };
    let mut unfit = Vec::new();
    for (at, addition) in additions.iter().enumerate() {
        let written = match addition {
            Addition::Phrasing { fact, language, words } => writing.phrasing(fact, *language, words),
            Addition::Fact(fact) => writing.fact(fact),
        };
        if let Err(why) = written {
            unfit.push((at, why));
        }
    }
    (writing.files, unfit)
}

struct Writing<'a> {
    folder: &'a Path,
    base: &'a Base,
    files: Files,
    /// What phrasings read as, of the base and those added so far, by language.
    known: BTreeMap<Language, HashSet<String>>,
}

impl Writing<'_> {
    fn phrasing(&mut self, id: &str, language: Language, phrasing: &str) -> Result<(), Unfit> {
        let known = self.base.find(id).map(|index| self.base.fact(index));
        let known = known.filter(|fact| fact.status != Status::Withdrawn);
        // Of the base, or added just now.
        let path = known.map(|fact| fact_path(&fact.topic, &fact.id)).or_else(|| {
            let file = format!("/{id}.toml");
            self.files.keys().find(|path| path.starts_with("facts/") && path.ends_with(&file)).cloned()
        });
        let path = path.ok_or_else(|| Unfit::NoFact(id.to_owned()))?;
        self.is_new(language, phrasing)?;
        let text = match self.files.get(&path) {
            Some(text) => text.clone(),
            None => std::fs::read_to_string(self.folder.join(&path))
                .map_err(|error| Unfit::File { path: path.clone(), reason: error.to_string() })?,
        };
        let text = with_phrasing(&text, language, phrasing)
            .map_err(|reason| Unfit::File { path: path.clone(), reason })?;
        self.files.insert(path, text);
        Ok(())
    }

    fn fact(&mut self, fact: &NewFact) -> Result<(), Unfit> {
        if self.base.find(&fact.id).is_some() {
            return Err(Unfit::There);
        }
        self.is_new(fact.language, &fact.words)?;
        let known = self.base.source_at(&fact.url).map(|source| self.base.source(source).id.clone());
        // What the base no longer calls so is left out.
        let about = fact.about.iter().filter(|id| self.base.find_entity(id).is_some()).cloned().collect();
        let fact = &NewFact { about, ..fact.clone() };
        let (path, text) = fact.fact_file(known.as_deref().unwrap_or(&fact.id));
        self.files.insert(path, text);
        if known.is_none() {
            let (path, text) = fact.source_file();
            self.files.insert(path, text);
        }
        Ok(())
    }

    /// Notes a phrasing, unless one that reads the same is there.
    fn is_new(&mut self, language: Language, phrasing: &str) -> Result<(), Unfit> {
        let known = self.known.entry(language).or_insert_with(|| {
            let there = self.base.live_facts().filter_map(|(_, fact)| fact.questions.get(&language));
            there.flatten().map(|phrasing| words(phrasing)).collect()
        });
        if known.insert(words(phrasing)) { Ok(()) } else { Err(Unfit::There) }
    }
}

fn fact_path(topic: &str, id: &str) -> String {
    format!("facts/{topic}/{id}.toml")
}

fn quoted(text: &str) -> Value {
    Value::from(text)
}

/// The host of an address, for want of a publisher's name.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty()).unwrap_or(url)
}

/// A fact's file with one phrasing more, the rest as its curator wrote it.
fn with_phrasing(text: &str, language: Language, words: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
    let questions = document.entry("questions").or_insert(Item::Table(Table::new()));
    let questions = questions.as_table_like_mut().ok_or("`questions` is no table")?;
    let list = questions.entry(language.code()).or_insert(Item::Value(Array::new().into()));
    let list = list.as_array_mut().ok_or_else(|| format!("`questions.{language}` is no list"))?;
    // As the others stand: one a line, indented.
    let mut phrasing = Value::from(words);
    // A comment behind the last one stays with it.
    let behind = list.trailing().as_str().unwrap_or_default().trim_end();
    phrasing.decor_mut().set_prefix(format!("{behind}\n    "));
    list.push_formatted(phrasing);
    list.set_trailing_comma(true);
    list.set_trailing("\n");
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Comments and order stay as the curator has them.
    #[test]
    fn a_file_keeps_its_form() {
        for (text, with) in [
            (
                "# why\n[questions]\nen = [\n    \"One?\", # first\n]\n\n[x]\n",
                "# why\n[questions]\nen = [\n    \"One?\", # first\n    \"Two?\",\n]\n\n[x]\n",
            ),
            ("[questions]\nen = [\"One?\"]\n", "[questions]\nen = [\"One?\",\n    \"Two?\",\n]\n"),
            ("[questions]\nfr = [\"Un ?\"]\n", "[questions]\nfr = [\"Un ?\"]\nen = [\n    \"Two?\",\n]\n"),
        ] {
            assert_eq!(with_phrasing(text, Language::ENGLISH, "Two?").unwrap(), with);
        }
        for text in ["questions = 3", "[questions]\nen = 4", "[questions"] {
            assert!(with_phrasing(text, Language::ENGLISH, "Two?").is_err(), "{text}");
        }
    }

    #[test]
    fn hosts() {
        for (url, expected) in [
            ("https://rm.coe.int/1?x", "rm.coe.int"),
            ("https://a.b", "a.b"),
            ("nonsense", "nonsense"),
            ("", ""),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}
