//! The loaded base: immutable, complete, consistent.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::Language;

use super::{DateRef, Entity, Fact, FactDate, PartialDate, Register, Source, Status, Timeline, Wording};

/// A text per language.
pub type Localised = BTreeMap<Language, String>;

/// The place of a fact in its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactIndex(pub u32);

/// The place of a source in its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIndex(pub u32);

/// The place of an entity in its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityIndex(pub u32);

/// A topic: a folder of facts and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The folder's name.
    pub id: String,
    /// Its title per language; empty where the base gives none.
    pub title: Localised,
}

/// A fact base. Everything in it has passed the loader's rules: indices point
/// at something, every fact has an answer, a phrasing and a source. Copies share
/// what they have in common.
#[derive(Debug, Clone)]
pub struct Base {
    /// What the base is called.
    pub name: String,
    /// The curators' version of it.
    pub version: String,
    /// The languages it promises, at least one; the first is the fallback.
    pub languages: Vec<Language>,
    /// What it is about, as a noun phrase.
    pub subject: Localised,
    /// Its topics in the order to show them.
    pub topics: Vec<Topic>,
    /// Entities so usual here that naming them never tells facts apart.
    pub home: Vec<EntityIndex>,
    /// Kinds of sources that are close to what they tell of, in the base's own
    /// words ("law", "official"); the others report at second hand.
    pub primary: Vec<String>,
    /// Questions to show a newcomer.
    pub examples: Vec<Localised>,
    /// The facts, ordered by topic and id.
    pub facts: Vec<Arc<Fact>>,
    /// The sources, ordered by id.
    pub sources: Vec<Arc<Source>>,
    /// The entities, ordered by id.
    pub entities: Arc<Vec<Entity>>,
    /// Its registers, ordered by command.
    pub registers: Arc<Vec<Register>>,
    /// Its timeline, without lanes where it has none.
    pub timeline: Arc<Timeline>,
    /// Synonyms, and questions it does not answer.
    pub wording: Arc<Wording>,
    /// The first twelve hex digits of the SHA-256 over all files, paths
    /// included: the same files give the same hash.
    pub hash: String,
    pub(super) fact_ids: HashMap<String, FactIndex>,
}

impl Base {
    /// The fact at an index of this base.
    pub fn fact(&self, index: FactIndex) -> &Fact {
        &self.facts[index.0 as usize]
    }

    /// The source at an index of this base.
    pub fn source(&self, index: SourceIndex) -> &Source {
        &self.sources[index.0 as usize]
    }

    /// The entity at an index of this base.
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0 as usize]
    }

    /// Whether a source is of a kind the base calls primary.
    pub fn is_primary(&self, index: SourceIndex) -> bool {
        self.source(index).kind.as_ref().is_some_and(|kind| self.primary.contains(kind))
    }

    /// A date of a fact.
    pub fn date(&self, when: DateRef) -> &FactDate {
        &self.fact(when.fact).dates[when.date]
    }

    /// The register of a command.
    pub fn register(&self, command: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.command == command)
    }

    /// The facts about an entity that may be answered with.
    pub fn about(&self, entity: EntityIndex) -> impl Iterator<Item = (FactIndex, &Fact)> {
        self.live_facts().filter(move |(_, fact)| fact.about.contains(&entity))
    }

    /// The entity of an id.
    pub fn find_entity(&self, id: &str) -> Option<EntityIndex> {
        let at = self.entities.binary_search_by(|entity| entity.id.as_str().cmp(id)).ok()?;
        Some(EntityIndex(at as u32))
    }

    /// The fact of an id.
    pub fn find(&self, id: &str) -> Option<FactIndex> {
        self.fact_ids.get(id).copied()
    }

    /// The fact that a record was merged into.
    pub fn covering(&self, record: &str) -> Option<FactIndex> {
        let at = self.facts.iter().position(|fact| fact.covers.iter().any(|id| id == record))?;
        Some(FactIndex(at as u32))
    }

    /// The facts that may be answered with, with their indices.
    pub fn live_facts(&self) -> impl Iterator<Item = (FactIndex, &Fact)> {
        self.facts
            .iter()
            .enumerate()
            .filter(|(_, fact)| fact.status != Status::Withdrawn)
            .map(|(at, fact)| (FactIndex(at as u32), fact.as_ref()))
    }

    /// The language to fall back on.
    pub fn default_language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::ENGLISH)
    }

    /// A text in `language`, else in the base's languages in order, else any.
    pub fn text_in<'t>(&self, text: &'t Localised, language: Language) -> Option<&'t str> {
        std::iter::once(&language)
            .chain(&self.languages)
            .find_map(|l| text.get(l))
            .or_else(|| text.values().next())
            .map(String::as_str)
    }

    /// The latest day a curator held a fact against its sources.
    pub fn last_verified(&self) -> Option<PartialDate> {
        self.facts.iter().filter_map(|fact| fact.verified).max()
    }

    /// How many phrasings all facts have together.
    pub fn phrasings(&self) -> usize {
        self.facts.iter().flat_map(|fact| fact.questions.values()).map(Vec::len).sum()
    }
}
