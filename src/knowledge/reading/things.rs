//! `base.toml`, sources and entities, read each by itself.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::limits;

use super::chronology::{Meanings, RegisterDraft, TimelineDraft};
use super::document::Document;
use super::facts::{FactDraft, read_fact};
use super::section::{Placed, Section, TextRule};
use super::wording::WordingDraft;

/// Characters of what may stand for a language: enough for its whole name, so
/// that who writes one is told to write the code and nothing else.
const LANGUAGE: usize = 40;

/// Characters of a source's kind.
const SOURCE_KIND: usize = 40;

/// What `base.toml` says.
#[derive(Default)]
pub(super) struct BaseDraft<'d> {
    pub(super) document: Option<&'d Document>,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) languages: Vec<Language>,
    pub(super) subject: BTreeMap<Language, Placed<String>>,
    pub(super) topics: Vec<(String, BTreeMap<Language, Placed<String>>, usize)>,
    pub(super) home: Vec<Placed<String>>,
    pub(super) primary: Vec<Placed<String>>,
    pub(super) examples: Vec<BTreeMap<Language, Placed<String>>>,
}

/// A source as written.
pub(super) struct SourceDraft<'d> {
    pub(super) document: &'d Document,
    pub(super) line: usize,
    pub(super) source: crate::knowledge::Source,
}

/// An entity as written; `not` still holds ids.
pub(super) struct EntityDraft<'d> {
    pub(super) document: &'d Document,
    pub(super) line: usize,
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) number: Option<String>,
    pub(super) name: BTreeMap<Language, Placed<String>>,
    pub(super) aliases: BTreeMap<Language, Vec<Placed<String>>>,
    pub(super) not: Vec<Placed<String>>,
    pub(super) fact: Option<Placed<String>>,
}

/// Everything read, not yet held against each other.
#[derive(Default)]
pub(super) struct Drafts<'d> {
    pub(super) base: BaseDraft<'d>,
    pub(super) sources: Vec<SourceDraft<'d>>,
    pub(super) entities: Vec<EntityDraft<'d>>,
    pub(super) facts: Vec<FactDraft<'d>>,
    pub(super) meanings: Meanings<'d>,
    pub(super) registers: Vec<RegisterDraft<'d>>,
    pub(super) timeline: Option<TimelineDraft<'d>>,
    pub(super) wording: WordingDraft<'d>,
    /// Ids of records too broken to use. Known, so that one mistake is not
    /// reported once more by everything that points at it.
    pub(super) broken: Vec<String>,
    /// Whether a file of sources or entities could not be read in full, so
    /// that ids may be missing through no fault of those who name them.
    pub(super) incomplete: bool,
}

impl<'d> Drafts<'d> {
    /// Notes a file whose text could not be read.
    pub(super) fn unread(&mut self, inside: &str) {
        match inside.strip_prefix("facts/") {
            Some(fact) => self.broken.extend(fact.split(['/', '.']).nth(1).map(str::to_owned)),
            None => self.incomplete |= holds_ids(inside),
        }
    }

    /// Reads one file, by its place.
    pub(super) fn read(&mut self, document: &'d Document, top: Section<'d>) {
        let place = document.inside.split('/').next().unwrap_or_default();
        match place {
            "base.toml" => self.base = read_base(document, top),
            "sources.toml" | "sources" => {
                for section in top.sections("source") {
                    self.source(document, section);
                }
                top.finish();
            }
            "entities.toml" | "entities" => {
                for section in top.sections("entity") {
                    self.entity(document, section);
                }
                top.finish();
            }
            "dates.toml" => self.meanings = Meanings::read(document, top),
            "registers" => self.registers.push(RegisterDraft::read(document, top)),
            "synonyms.toml" | "synonyms" => self.wording.read_synonyms(document, &top),
            "out-of-scope.toml" | "out-of-scope" => self.wording.read_out_of_scope(document, &top),
            "timeline.toml" => self.timeline = Some(TimelineDraft::read(document, top)),
            _ => match read_fact(document, top) {
                Some(fact) => self.facts.push(fact),
                None => self.broken.push(document.stem().to_owned()),
            },
        }
        self.incomplete |= holds_ids(&document.inside) && document.has_errors();
    }

    fn source(&mut self, document: &'d Document, section: Section<'d>) {
        let id = section.text(TextRule::required("id", limits::FACT_ID));
        if let Some(id) = &id {
            check_id(document, id);
        }
        let title = section.text(TextRule::required("title", limits::SOURCE_TITLE));
        let publisher = section.text(TextRule::required("publisher", limits::PUBLISHER));
        let url = section.text(TextRule::required("url", limits::URL));
        if let Some(url) = &url {
            check_url(document, url);
        }
        let language = section.text(TextRule::optional("language", LANGUAGE)).and_then(|text| {
            text.value
                .parse()
                .map_err(|error| {
                    document.error(text.line, "bad-language", format!("{error}"), "Write en, fr, ru, kk …");
                })
                .ok()
        });
        let published = section.date("published", false);
        let kind = section.text(TextRule::optional("kind", SOURCE_KIND));
        let read_at = section.text(TextRule::optional("read_at", limits::URL));
        let note = section.text(TextRule::optional("note", limits::NOTE));
        let line = section.line;
        section.finish();
        match (id, title, publisher, url) {
            (Some(id), Some(title), Some(publisher), Some(url)) => self.sources.push(SourceDraft {
                document,
                line,
                source: crate::knowledge::Source {
                    id: id.value,
                    title: title.value,
                    publisher: publisher.value,
                    url: url.value,
                    published,
                    language,
                    kind: kind.map(|k| k.value),
                    read_at: read_at.map(|r| r.value),
                    note: note.map(|n| n.value),
                },
            }),
            (id, ..) => self.broken.extend(id.map(|id| id.value)),
        }
    }

    fn entity(&mut self, document: &'d Document, section: Section<'d>) {
        let id = section.text(TextRule::required("id", limits::FACT_ID));
        if let Some(id) = &id {
            check_id(document, id);
        }
        let kind = section.text(TextRule::required("kind", 40));
        let number = section.text(TextRule::optional("number", 20));
        let before = document.count();
        let name = section.localised("name", limits::NAME);
        if name.is_empty() && document.count() == before {
            section.missing("name", "Add [entity.name] with a line per language, en = \"…\"");
        }
        let aliases = section.localised_lists("aliases", limits::ALIAS);
        let not = section.texts("not", limits::FACT_ID);
        let fact = section.text(TextRule::optional("fact", limits::FACT_ID));
        let line = section.line;
        section.finish();
        match (id, kind) {
            (Some(id), Some(kind)) => self.entities.push(EntityDraft {
                document,
                line,
                id: id.value,
                kind: kind.value,
                number: number.map(|n| n.value),
                name,
                aliases,
                not,
                fact,
            }),
            (id, _) => self.broken.extend(id.map(|id| id.value)),
        }
    }
}

/// Whether other files may name ids that this one gives.
fn holds_ids(inside: &str) -> bool {
    inside.starts_with("sources") || inside.starts_with("entities")
}

fn read_base<'d>(document: &'d Document, top: Section<'d>) -> BaseDraft<'d> {
    let name = top.text(TextRule::required("name", limits::NAME)).map(|t| t.value);
    let version = top.text(TextRule::optional("version", 40)).map(|t| t.value);
    let mut languages = Vec::new();
    for code in top.texts("languages", LANGUAGE) {
        match code.value.parse::<Language>() {
            Ok(language) if languages.contains(&language) => document.warning(
                code.line,
                "duplicate",
                format!("`{language}` is promised twice"),
                "Remove one",
            ),
            Ok(language) => languages.push(language),
            Err(error) => {
                document.error(code.line, "bad-language", error.to_string(), "Write en, fr, ru, kk …");
            }
        }
    }
    let primary = top.texts("primary", SOURCE_KIND);
    let subject = top.localised("subject", limits::EMBED_TITLE);
    let topics = top.section("topics").map_or_else(Vec::new, |section| {
        section
            .named_sections()
            .into_iter()
            .map(|(id, topic)| (id.to_owned(), topic.as_localised(limits::OPTION_TEXT), topic.line))
            .collect()
    });
    let home = top.section("home").map_or_else(Vec::new, |section| {
        let entities = section.texts("entities", limits::FACT_ID);
        section.finish();
        entities
    });
    let examples = top.sections("example").iter().map(|section| section.as_localised(limits::NAME)).collect();
    top.finish();
    BaseDraft { document: Some(document), name, version, languages, primary, subject, topics, home, examples }
}

/// An id may be typed, stand in a URL and in a button's state.
pub(super) fn check_id(document: &Document, id: &Placed<String>) {
    let fine = id.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !fine {
        document.error(
            id.line,
            "bad-id",
            format!("`{}` holds characters an id cannot have", id.value),
            "Use a to z, 0 to 9, - and _",
        );
    }
}

/// Characters of an address in a masked link, where ( and ) are written as
/// %28 and %29: a bare bracket would end the link early.
pub(super) fn link_length(url: &str) -> usize {
    url.chars().map(|c| if matches!(c, '(' | ')') { 3 } else { 1 }).sum()
}

fn check_url(document: &Document, url: &Placed<String>) {
    let rest = url.value.strip_prefix("https://");
    let host = rest.map(|r| r.split(['/', '?', '#']).next().unwrap_or_default());
    let fine = host.is_some_and(|h| h.contains('.') && !h.starts_with('.'))
        && !url.value.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
    if !fine {
        document.error(
            url.line,
            "bad-url",
            format!("`{}` is not an address a reader can open", url.value),
            "Give the full address, beginning with https://",
        );
    }
    let length = link_length(&url.value);
    if length > limits::URL && url.value.chars().count() <= limits::URL {
        document.error(
            url.line,
            "too-long",
            format!("`source.url` takes {length} characters in a link, where a bracket takes three, {} are allowed", limits::URL),
            "Give a shorter address of the same page",
        );
    }
}
