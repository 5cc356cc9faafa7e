//! Holding what was read against each other: references and ids given twice.
//! The other rules that need the whole base stand in [`rules`].

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::knowledge::{
    Base, Citation, Entity, EntityIndex, Fact, FactIndex, Localised, Source, SourceIndex, Status, Topic,
};
use crate::language::Language;

use super::chronology::Meanings;
use super::document::Document;
use super::facts::FactDraft;
use super::rules;
use super::section::{Placed, plain};
use super::things::Drafts;

/// Builds the base from drafts. What does not hold is noted at the drafts'
/// documents and left out; the caller rejects the base if any of it is an
/// error. The hash is left empty.
pub(super) fn link(drafts: &Drafts<'_>, today: Date) -> Base {
    let ids = Ids::new(drafts);
    let languages = promised(drafts);
    let facts: Vec<Fact> =
        ids.facts_in_order.iter().map(|draft| ids.fact(draft, &drafts.meanings, &languages)).collect();
    drafts.meanings.check(&languages);
    for (draft, fact) in ids.facts_in_order.iter().zip(&facts) {
        rules::languages(draft, &languages, drafts.base.languages.is_empty());
        rules::size(draft, &fact.dates, drafts);
        rules::review(draft, today);
    }
    let phrasings = rules::phrasings(&ids.facts_in_order);
    rules::covers(&ids.facts_in_order);
    rules::labels(drafts);
    rules::names(drafts, &languages);
    let base = &drafts.base;
    if let Some(document) = base.document {
        for kind in &base.primary {
            if !drafts.sources.iter().any(|s| s.source.kind.as_ref() == Some(&kind.value)) {
                document.warning(
                    kind.line,
                    "unused-kind",
                    format!("no source is of the kind `{}`", kind.value),
                    "Correct its spelling, or remove it",
                );
            }
        }
        for (id, title, line) in &base.topics {
            rules::spoken(document, &format!("topics.{id}"), *line, title, &languages);
        }
        for example in &base.examples {
            let line = example.values().next().map_or(1, |text| text.line);
            rules::spoken(document, "example", line, example, &languages);
        }
        for language in languages.iter().filter(|l| !base.subject.is_empty() && !base.subject.contains_key(l))
        {
            document.error(
                1,
                "missing-language",
                format!("`subject.{language}` is missing, and the base promises `{language}`"),
                "Add it under [subject]",
            );
        }
    }
    let mut registers: Vec<_> = drafts.registers.iter().map(|r| r.link(&ids, &languages)).collect();
    registers.sort_by(|a, b| a.command.cmp(&b.command));
    let timeline = drafts.timeline.as_ref().map(|t| t.link(&ids, &languages)).unwrap_or_default();
    Base {
        name: base.name.clone().unwrap_or_else(|| "knowledge".to_owned()),
        version: base.version.clone().unwrap_or_else(|| "0".to_owned()),
        languages,
        subject: plain(base.subject.clone()),
        topics: topics(drafts, &facts),
        home: base.document.map(|document| ids.entities_of(document, &base.home)).unwrap_or_default(),
        primary: base.primary.iter().map(|kind| kind.value.clone()).collect(),
        examples: base.examples.iter().cloned().map(plain).collect(),
        sources: ids.sources_in_order.iter().cloned().map(Arc::new).collect(),
        entities: Arc::new(ids.entities(drafts)),
        registers: Arc::new(registers),
        timeline: Arc::new(timeline),
        wording: Arc::new(drafts.wording.link(&phrasings)),
        fact_ids: ids.facts.clone(),
        facts: facts.into_iter().map(Arc::new).collect(),
        hash: String::new(),
    }
}

/// The languages the base promises. Where it names none that is English; and
/// where it has no English at all, the languages all its facts have.
fn promised(drafts: &Drafts<'_>) -> Vec<Language> {
    if !drafts.base.languages.is_empty() {
        return drafts.base.languages.clone();
    }
    // What is still to be translated promises nothing.
    let translated = drafts.facts.iter().any(|fact| !fact.untranslated);
    let facts = drafts.facts.iter().filter(|fact| !translated || !fact.untranslated);
    let mut spoken = facts.map(|fact| {
        fact.answer.keys().filter(|l| fact.questions.contains_key(l)).copied().collect::<Vec<_>>()
    });
    let first = spoken.next().unwrap_or_default();
    let common =
        spoken.fold(first, |common, these| common.into_iter().filter(|l| these.contains(l)).collect());
    let english = drafts
        .facts
        .iter()
        .any(|f| f.answer.contains_key(&Language::ENGLISH) || f.questions.contains_key(&Language::ENGLISH));
    if english || common.is_empty() { vec![Language::ENGLISH] } else { common }
}

/// Where each id is, and what came first of those given twice.
pub(super) struct Ids<'a, 'd> {
    facts: HashMap<String, FactIndex>,
    pub(super) facts_in_order: Vec<&'a FactDraft<'d>>,
    sources: HashMap<String, SourceIndex>,
    sources_in_order: Vec<Source>,
    entities: HashMap<String, EntityIndex>,
    broken: &'a [String],
    incomplete: bool,
}

impl<'a, 'd> Ids<'a, 'd> {
    fn new(drafts: &'a Drafts<'d>) -> Self {
        let mut sources: Vec<_> = drafts.sources.iter().collect();
        sources.sort_by(|a, b| a.source.id.cmp(&b.source.id));
        sources.dedup_by(|b, a| {
            let twice = a.source.id == b.source.id;
            if twice {
                duplicate_id(b.document, b.line, &b.source.id, a.document, a.line);
            }
            twice
        });
        let mut entities: Vec<_> = drafts.entities.iter().collect();
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities.dedup_by(|b, a| {
            let twice = a.id == b.id;
            if twice {
                duplicate_id(b.document, b.line, &b.id, a.document, a.line);
            }
            twice
        });
        let mut facts: Vec<_> = drafts.facts.iter().collect();
        facts.sort_by(|a, b| (&a.id, &a.topic).cmp(&(&b.id, &b.topic)));
        facts.dedup_by(|b, a| {
            let twice = a.id == b.id;
            if twice {
                duplicate_id(b.document, 1, &b.id, a.document, 1);
            }
            twice
        });
        facts.sort_by(|a, b| (&a.topic, &a.id).cmp(&(&b.topic, &b.id)));
        Self {
            facts: facts.iter().enumerate().map(|(at, f)| (f.id.clone(), FactIndex(at as u32))).collect(),
            facts_in_order: facts,
            sources: sources
                .iter()
                .enumerate()
                .map(|(at, s)| (s.source.id.clone(), SourceIndex(at as u32)))
                .collect(),
            sources_in_order: sources.iter().map(|s| s.source.clone()).collect(),
            entities: entities
                .iter()
                .enumerate()
                .map(|(at, e)| (e.id.clone(), EntityIndex(at as u32)))
                .collect(),
            broken: &drafts.broken,
            incomplete: drafts.incomplete,
        }
    }

    /// Looks an id up; notes it where it leads nowhere, unless the record it
    /// means has been reported itself.
    fn look_up<I: Copy>(
        &self,
        map: &HashMap<String, I>,
        document: &Document,
        id: &Placed<String>,
        rule: &'static str,
        remedy: &str,
    ) -> Option<I> {
        let found = map.get(&id.value).copied();
        if found.is_none() && !self.incomplete && !self.broken.contains(&id.value) {
            document.error(
                id.line,
                rule,
                format!("the {} `{}` does not exist", rule.trim_start_matches("unknown-"), id.value),
                remedy,
            );
        }
        found
    }

    /// The fact of an id. A withdrawn one is as good as none: whatever points
    /// at it is left out, with a warning.
    pub(super) fn fact_of(&self, document: &Document, id: &Placed<String>) -> Option<FactIndex> {
        let remedy = "Correct the id: it is the file name of a fact";
        let index = self.look_up(&self.facts, document, id, "unknown-fact", remedy)?;
        let withdrawn = self.facts_in_order[index.0 as usize].status == Status::Withdrawn;
        if withdrawn {
            document.warning(
                id.line,
                "withdrawn-fact",
                format!("`{}` has been withdrawn, so this is left out", id.value),
                "Name another fact, or remove this",
            );
        }
        (!withdrawn).then_some(index)
    }

    pub(super) fn entity_of(&self, document: &Document, id: &Placed<String>) -> Option<EntityIndex> {
        let remedy = "Correct the id, or add the entity to a file in entities/";
        self.look_up(&self.entities, document, id, "unknown-entity", remedy)
    }

    fn entities_of(&self, document: &Document, ids: &[Placed<String>]) -> Vec<EntityIndex> {
        ids.iter().filter_map(|id| self.entity_of(document, id)).collect()
    }

    fn entities(&self, drafts: &Drafts<'_>) -> Vec<Entity> {
        let mut entities: Vec<_> = drafts
            .entities
            .iter()
            .map(|draft| Entity {
                id: draft.id.clone(),
                kind: draft.kind.clone(),
                number: draft.number.clone(),
                name: plain(draft.name.clone()),
                aliases: draft
                    .aliases
                    .iter()
                    .map(|(l, list)| (*l, list.iter().map(|a| a.value.clone()).collect()))
                    .collect(),
                not: self.entities_of(draft.document, &draft.not),
                fact: draft.fact.as_ref().and_then(|id| self.fact_of(draft.document, id)),
            })
            .collect();
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities.dedup_by(|b, a| a.id == b.id);
        entities
    }

    fn fact(&self, draft: &FactDraft<'_>, meanings: &Meanings<'_>, languages: &[Language]) -> Fact {
        let document = draft.document;
        Fact {
            id: draft.id.clone(),
            topic: draft.topic.clone(),
            covers: draft.covers.iter().map(|c| c.value.clone()).collect(),
            status: draft.status,
            about: self.entities_of(document, &draft.about),
            verified: draft.verified,
            review_by: draft.review_by,
            valid_from: draft.valid.0,
            valid_until: draft.valid.1,
            related: draft.related.iter().filter_map(|id| self.fact_of(document, id)).collect(),
            answer: draft.answer.iter().map(|(l, a)| (*l, a.value.clone())).collect(),
            disagreement: plain(draft.disagreement.clone()),
            questions: draft
                .questions
                .iter()
                .map(|(l, list)| (*l, list.iter().map(|q| q.value.clone()).collect()))
                .collect(),
            dates: draft.dates.iter().map(|date| meanings.date(draft, date, languages)).collect(),
            citations: draft
                .citations
                .iter()
                .filter_map(|citation| {
                    let remedy = "Correct the id, or add the source to sources.toml or a file in sources/";
                    Some(Citation {
                        source: self.look_up(
                            &self.sources,
                            document,
                            &citation.source,
                            "unknown-source",
                            remedy,
                        )?,
                        pinpoint: citation.pinpoint.clone(),
                        quote: citation.quote.clone(),
                        read: citation.read,
                    })
                })
                .collect(),
        }
    }
}

fn duplicate_id(document: &Document, line: usize, id: &str, first: &Document, first_line: usize) {
    document.error(
        line,
        "duplicate-id",
        format!("`{id}` is taken already, at {}:{first_line}", first.inside),
        "Give it another id, or merge the two",
    );
}

/// Topics in the base's order, then those only the folders know.
fn topics(drafts: &Drafts<'_>, facts: &[Fact]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for (id, title, line) in &drafts.base.topics {
        if facts.iter().any(|fact| fact.topic == *id) {
            topics.push(Topic { id: id.clone(), title: plain(title.clone()) });
        } else if let Some(document) = drafts.base.document {
            document.warning(
                *line,
                "unused-topic",
                format!("no fact is in the topic `{id}`"),
                "Correct the folder's name, or remove the topic",
            );
        }
    }
    for fact in facts {
        if !topics.iter().any(|topic| topic.id == fact.topic) {
            topics.push(Topic { id: fact.topic.clone(), title: Localised::new() });
        }
    }
    topics
}
