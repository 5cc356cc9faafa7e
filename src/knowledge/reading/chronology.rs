//! What dates mean (`dates.toml`), registers (`registers/<command>.toml`) and
//! the timeline (`timeline.toml`): read, and tied to the facts' dates.
//!
//! None of them holds a date of its own. They point at a date of a fact, so
//! that whatever is shown of it has that fact's sources.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{DateRef, Entry, Event, FactDate, Lane, PartialDate, Register, Standing, Timeline};
use crate::language::Language;
use crate::limits;

use super::document::Document;
use super::facts::{DateDraft, FactDraft};
use super::linking::Ids;
use super::rules;
use super::section::{Placed, Section, TextRule, plain};
use super::things::check_id;

type Texts = BTreeMap<Language, Placed<String>>;

/// What dates are the dates of, in every language: facts say it in the base's
/// first language, this says it in the others.
#[derive(Default)]
pub(super) struct Meanings<'d> {
    document: Option<&'d Document>,
    all: Vec<(Texts, usize)>,
    /// Those that facts use, and those that are missing and were reported.
    met: RefCell<BTreeSet<String>>,
}

impl<'d> Meanings<'d> {
    pub(super) fn read(document: &'d Document, top: Section<'d>) -> Self {
        let all = top
            .sections("meaning")
            .iter()
            .map(|section| (section.as_localised(limits::DATE_MEANING), section.line))
            .collect();
        top.finish();
        Self { document: Some(document), all, met: RefCell::default() }
    }

    /// A fact's date with its meaning in every language there is one in.
    pub(super) fn date(&self, fact: &FactDraft<'_>, date: &DateDraft, languages: &[Language]) -> FactDate {
        let first = languages.first().copied().unwrap_or(Language::ENGLISH);
        let known =
            self.all.iter().find(|(texts, _)| texts.get(&first).is_some_and(|t| t.value == date.is.value));
        let is = match known {
            Some((texts, _)) => plain(texts.clone()),
            None => BTreeMap::from([(first, date.is.value.clone())]),
        };
        let new = self.met.borrow_mut().insert(date.is.value.clone());
        if new && known.is_none() && languages.len() > 1 {
            fact.document.error(
                date.is.line,
                "missing-language",
                format!("`{}` is not translated", date.is.value),
                "Add it to dates.toml as a [[meaning]] with a line per language, or use one that stands there",
            );
        }
        FactDate { date: date.date, is }
    }

    /// Holds the list itself against the base, once all facts have used it.
    pub(super) fn check(&self, languages: &[Language]) {
        let Some(document) = self.document else { return };
        let first = languages.first().copied().unwrap_or(Language::ENGLISH);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (texts, line) in &self.all {
            rules::spoken(document, "meaning", *line, texts, languages);
            let Some(text) = texts.get(&first) else { continue };
            if let Some(before) = seen.insert(&text.value, *line) {
                document.error(
                    *line,
                    "duplicate",
                    format!("`{}` stands in line {before} already", text.value),
                    "Remove one",
                );
            } else if !self.met.borrow().contains(&text.value) {
                document.warning(
                    *line,
                    "unused-meaning",
                    format!("no fact has a date of `{}`", text.value),
                    "Correct its spelling, or remove it",
                );
            }
        }
    }
}

/// A pointer to a date of a fact, as written.
struct DateRefDraft {
    fact: Option<Placed<String>>,
    date: Option<PartialDate>,
    /// What it is the date of, where a fact has two of one day.
    is: Option<Placed<String>>,
    line: usize,
}

impl DateRefDraft {
    fn read(section: &Section<'_>) -> Self {
        Self {
            fact: section.text(TextRule::required("fact", limits::FACT_ID)),
            date: section.date("date", true),
            is: section.text(TextRule::optional("is", limits::DATE_MEANING)),
            line: section.line,
        }
    }

    fn link(&self, document: &Document, ids: &Ids<'_, '_>) -> Option<DateRef> {
        let id = self.fact.as_ref()?;
        let date = self.date?;
        let fact = ids.fact_of(document, id)?;
        let draft = ids.facts_in_order.get(fact.0 as usize)?;
        let mut fitting = draft.dates.iter().enumerate().filter(|(_, found)| {
            found.date == date && self.is.as_ref().is_none_or(|is| is.value == found.is.value)
        });
        let found = fitting.next();
        if found.is_none() {
            let known: Vec<String> =
                draft.dates.iter().map(|d| format!("{} ({})", d.date, d.is.value)).collect();
            document.error(
                self.line,
                "unknown-date",
                format!("the fact `{}` has no such date as {date}", id.value),
                format!("Correct one of the two; the fact's dates: {}", known.join(", ")),
            );
        } else if let Some((_, second)) = fitting.next() {
            document.error(
                self.line,
                "ambiguous-date",
                format!("the fact `{}` has two dates of {date}", id.value),
                format!("Say which with is = \"{}\", for instance", second.is.value),
            );
        }
        found.map(|(at, _)| DateRef { fact, date: at })
    }
}

struct EntryDraft {
    entity: Option<Placed<String>>,
    standing: Option<Placed<String>>,
    fact: Option<Placed<String>>,
    acts: Vec<DateRefDraft>,
}

/// A register as written.
pub(super) struct RegisterDraft<'d> {
    document: &'d Document,
    command: String,
    description: Texts,
    title: Texts,
    standings: Vec<(Option<Placed<String>>, Texts, usize)>,
    entries: Vec<EntryDraft>,
}

impl<'d> RegisterDraft<'d> {
    pub(super) fn read(document: &'d Document, top: Section<'d>) -> Self {
        let command = document.stem().to_owned();
        let fine = command.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fine || command.chars().count() > limits::COMMAND_NAME {
            document.error(
                1,
                "bad-id",
                format!("`{command}` cannot be the name of a command"),
                format!("Rename the file: a to z, 0 to 9 and -, at most {}", limits::COMMAND_NAME),
            );
        }
        if limits::COMMANDS.contains(&command.as_str()) {
            document.error(
                1,
                "duplicate-id",
                format!("the bot itself has a command `{command}`"),
                "Rename the file: its name is the command's",
            );
        }
        let description = top.localised("description", limits::OPTION_TEXT);
        let title = top.localised("title", limits::EMBED_TITLE);
        if title.is_empty() {
            top.missing("title", "Add [title] with a line per language, en = \"…\"");
        }
        if description.is_empty() {
            top.missing("description", "Add [description] with a line per language: what the command shows");
        }
        let standings = top
            .sections("standing")
            .into_iter()
            .map(|section| {
                let id = section.text(TextRule::required("id", limits::FACT_ID));
                if let Some(id) = &id {
                    check_id(document, id);
                }
                let name = section.localised("name", limits::OPTION_TEXT);
                let line = section.line;
                section.finish();
                (id, name, line)
            })
            .collect();
        let entries = top
            .sections("entry")
            .into_iter()
            .map(|section| {
                let entry = EntryDraft {
                    entity: section.text(TextRule::required("entity", limits::FACT_ID)),
                    standing: section.text(TextRule::required("standing", limits::FACT_ID)),
                    fact: section.text(TextRule::required("fact", limits::FACT_ID)),
                    acts: section
                        .sections("acts")
                        .into_iter()
                        .map(|act| {
                            let read = DateRefDraft::read(&act);
                            act.finish();
                            read
                        })
                        .collect(),
                };
                section.finish();
                entry
            })
            .collect();
        top.finish();
        Self { document, command, description, title, standings, entries }
    }

    /// The ids of its things.
    pub(super) fn entities(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| entry.entity.as_ref()).map(|id| id.value.as_str())
    }

    pub(super) fn link(&self, ids: &Ids<'_, '_>, languages: &[Language]) -> Register {
        let document = self.document;
        for (what, texts) in [("title", &self.title), ("description", &self.description)] {
            let line = texts.values().next().map_or(1, |text| text.line);
            rules::spoken(document, what, line, texts, languages);
        }
        for (_, name, line) in &self.standings {
            rules::spoken(document, "standing.name", *line, name, languages);
        }
        let mut entries: Vec<Entry> =
            self.entries.iter().filter_map(|draft| self.entry(draft, ids)).collect();
        let mut seen = BTreeSet::new();
        for id in self.entries.iter().filter_map(|draft| draft.entity.as_ref()) {
            if !seen.insert(&id.value) {
                document.error(
                    id.line,
                    "duplicate-id",
                    format!("`{}` is in this register twice", id.value),
                    "Merge the two entries",
                );
            }
        }
        entries.sort_by_key(|entry| entry.standing);
        let standings = self
            .standings
            .iter()
            .map(|(id, name, _)| Standing {
                id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
                name: plain(name.clone()),
            })
            .collect();
        Register {
            command: self.command.clone(),
            description: plain(self.description.clone()),
            title: plain(self.title.clone()),
            standings,
            entries,
        }
    }

    fn entry(&self, draft: &EntryDraft, ids: &Ids<'_, '_>) -> Option<Entry> {
        let document = self.document;
        let known = |id: &Placed<String>| {
            self.standings.iter().position(|s| s.0.as_ref().is_some_and(|s| s.value == id.value))
        };
        let standing = draft.standing.as_ref().and_then(|id| {
            let found = known(id);
            if found.is_none() {
                let all: Vec<&str> =
                    self.standings.iter().filter_map(|s| s.0.as_ref()).map(|id| id.value.as_str()).collect();
                document.error(
                    id.line,
                    "unknown-standing",
                    format!("the standing `{}` does not exist", id.value),
                    format!("Write one of: {}, or add a [[standing]]", all.join(", ")),
                );
            }
            found
        });
        let entity = draft.entity.as_ref().and_then(|id| ids.entity_of(document, id));
        let fact = draft.fact.as_ref().and_then(|id| ids.fact_of(document, id));
        let mut acts: Vec<DateRef> = draft.acts.iter().filter_map(|act| act.link(document, ids)).collect();
        acts.sort_by_key(|act| date_of(ids, *act));
        Some(Entry { entity: entity?, standing: standing?, fact: fact?, acts })
    }
}

fn date_of(ids: &Ids<'_, '_>, when: DateRef) -> Option<PartialDate> {
    Some(ids.facts_in_order.get(when.fact.0 as usize)?.dates.get(when.date)?.date)
}

/// The timeline as written.
pub(super) struct TimelineDraft<'d> {
    document: &'d Document,
    from: Option<PartialDate>,
    lanes: Vec<(Option<Placed<String>>, Texts, usize)>,
    events: Vec<(Option<Placed<String>>, DateRefDraft, Texts)>,
}

impl<'d> TimelineDraft<'d> {
    pub(super) fn read(document: &'d Document, top: Section<'d>) -> Self {
        let from = top.date("from", false);
        let lanes = top
            .sections("lane")
            .into_iter()
            .map(|section| {
                let id = section.text(TextRule::required("id", limits::FACT_ID));
                let name = section.localised("name", limits::LANE_NAME);
                let line = section.line;
                section.finish();
                (id, name, line)
            })
            .collect();
        let events = top
            .sections("event")
            .into_iter()
            .map(|section| {
                let lane = section.text(TextRule::required("lane", limits::FACT_ID));
                let when = DateRefDraft::read(&section);
                let label = section.localised("label", limits::EVENT_LABEL);
                section.finish();
                (lane, when, label)
            })
            .collect();
        top.finish();
        Self { document, from, lanes, events }
    }

    pub(super) fn link(&self, ids: &Ids<'_, '_>, languages: &[Language]) -> Timeline {
        let document = self.document;
        for (_, name, line) in &self.lanes {
            rules::spoken(document, "lane.name", *line, name, languages);
        }
        let mut lanes: Vec<Lane> = self
            .lanes
            .iter()
            .map(|(id, name, _)| Lane {
                id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
                name: plain(name.clone()),
                events: Vec::new(),
            })
            .collect();
        for (lane, when, label) in &self.events {
            rules::spoken(document, "event.label", when.line, label, languages);
            let when = when.link(document, ids);
            let Some(id) = lane else { continue };
            match lanes.iter_mut().find(|lane| lane.id == id.value) {
                Some(lane) => {
                    lane.events.extend(when.map(|when| Event { when, label: plain(label.clone()) }));
                }
                None => document.error(
                    id.line,
                    "unknown-lane",
                    format!("the lane `{}` does not exist", id.value),
                    "Correct the id, or add a [[lane]]",
                ),
            }
        }
        for lane in &mut lanes {
            lane.events.sort_by_key(|event| date_of(ids, event.when));
        }
        lanes.retain(|lane| !lane.events.is_empty());
        let years: Vec<i16> = lanes
            .iter()
            .flat_map(|lane| &lane.events)
            .filter_map(|e| Some(date_of(ids, e.when)?.year))
            .collect();
        let first = years.iter().min().copied().unwrap_or_default();
        let from = self.from.map_or(first, |from| from.year.min(first));
        Timeline { from, until: years.iter().max().copied().unwrap_or_default(), lanes }
    }
}
