//! Holding what was read against each other: references, duplicates, promised
//! languages, sizes, reviews.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::knowledge::{
    Base, Citation, Entity, EntityIndex, Fact, FactIndex, Localised, Source, SourceIndex, Status, Topic,
};
use crate::language::{Language, tokenise};
use crate::limits;

use super::document::Document;
use super::facts::FactDraft;
use super::section::{Placed, plain};
use super::things::{Drafts, link_length};

/// Builds the base from drafts. What does not hold is noted at the drafts'
/// documents and left out; the caller rejects the base if any of it is an
/// error. The hash is left empty.
pub(super) fn link(drafts: &Drafts<'_>, today: Date) -> Base {
    let ids = Ids::new(drafts);
    let languages = promised(drafts);
    let facts: Vec<Fact> = ids.facts_in_order.iter().map(|draft| ids.fact(draft)).collect();
    for draft in &ids.facts_in_order {
        check_languages(draft, &languages);
        check_size(draft, drafts);
        check_review(draft, today);
    }
    check_phrasings(&ids.facts_in_order);
    check_covers(&ids.facts_in_order);
    check_labels(drafts);
    let base = &drafts.base;
    if let Some(document) = base.document {
        for language in languages.iter().filter(|l| !base.subject.is_empty() && !base.subject.contains_key(l)) {
            document.error(
                1,
                "missing-language",
                format!("`subject.{language}` is missing, and the base promises `{language}`"),
                "Add it under [subject]",
            );
        }
    }
    Base {
        name: base.name.clone().unwrap_or_else(|| "knowledge".to_owned()),
        version: base.version.clone().unwrap_or_else(|| "0".to_owned()),
        languages,
        subject: plain(base.subject.clone()),
        topics: topics(drafts, &facts),
        home: base.document.map(|document| ids.entities_of(document, &base.home)).unwrap_or_default(),
        examples: base.examples.iter().cloned().map(plain).collect(),
        sources: ids.sources_in_order.clone(),
        entities: ids.entities(drafts),
        fact_ids: ids.facts.clone(),
        facts,
        hash: String::new(),
    }
}

/// The languages the base promises. Where it names none that is English; and
/// where it has no English at all, the languages all its facts have.
fn promised(drafts: &Drafts<'_>) -> Vec<Language> {
    if !drafts.base.languages.is_empty() {
        return drafts.base.languages.clone();
    }
    let mut spoken = drafts.facts.iter().map(|fact| {
        fact.answer.keys().filter(|l| fact.questions.contains_key(l)).copied().collect::<Vec<_>>()
    });
    let first = spoken.next().unwrap_or_default();
    let common = spoken.fold(first, |common, these| common.into_iter().filter(|l| these.contains(l)).collect());
    let english = drafts
        .facts
        .iter()
        .any(|f| f.answer.contains_key(&Language::ENGLISH) || f.questions.contains_key(&Language::ENGLISH));
    if english || common.is_empty() { vec![Language::ENGLISH] } else { common }
}

/// Where each id is, and what came first of those given twice.
struct Ids<'a, 'd> {
    facts: HashMap<String, FactIndex>,
    facts_in_order: Vec<&'a FactDraft<'d>>,
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
            entities: entities.iter().enumerate().map(|(at, e)| (e.id.clone(), EntityIndex(at as u32))).collect(),
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
            document.error(id.line, rule, format!("`{}` does not exist", id.value), remedy);
        }
        found
    }

    fn entities_of(&self, document: &Document, ids: &[Placed<String>]) -> Vec<EntityIndex> {
        let remedy = "Correct the id, or add the entity to a file in entities/";
        ids.iter().filter_map(|id| self.look_up(&self.entities, document, id, "unknown-entity", remedy)).collect()
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
            })
            .collect();
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities.dedup_by(|b, a| a.id == b.id);
        entities
    }

    fn fact(&self, draft: &FactDraft<'_>) -> Fact {
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
            related: draft
                .related
                .iter()
                .filter_map(|id| {
                    let remedy = "Correct the id: it is the file name of another fact";
                    self.look_up(&self.facts, document, id, "unknown-fact", remedy)
                })
                .collect(),
            answer: draft.answer.iter().map(|(l, a)| (*l, a.value.clone())).collect(),
            disagreement: plain(draft.disagreement.clone()),
            questions: draft
                .questions
                .iter()
                .map(|(l, list)| (*l, list.iter().map(|q| q.value.clone()).collect()))
                .collect(),
            dates: draft.dates.clone(),
            citations: draft
                .citations
                .iter()
                .filter_map(|citation| {
                    let remedy = "Correct the id, or add the source to sources.toml";
                    Some(Citation {
                        source: self.look_up(&self.sources, document, &citation.source, "unknown-source", remedy)?,
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
        format!("`{id}` is taken, at {}:{first_line}", first.inside),
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

fn check_languages(draft: &FactDraft<'_>, languages: &[Language]) {
    for language in languages {
        for (table, there) in
            [("answer", draft.answer.contains_key(language)), ("questions", draft.questions.contains_key(language))]
        {
            // A fact without any is reported as such, once.
            let some = if table == "answer" { !draft.answer.is_empty() } else { !draft.questions.is_empty() };
            if some && !there {
                draft.document.error(
                    1,
                    "missing-language",
                    format!("`{table}.{language}` is missing, and the base promises `{language}`"),
                    format!("Add it under [{table}], or take `{language}` out of base.toml"),
                );
            }
        }
    }
}

/// Whether the answer with its sources and dates fits one embed.
fn check_size(draft: &FactDraft<'_>, drafts: &Drafts<'_>) {
    let length = |text: &str| text.chars().count();
    let sources: usize = draft
        .citations
        .iter()
        .filter_map(|citation| drafts.sources.iter().find(|s| s.source.id == citation.source.value))
        // The kind is shown with the quotes; 40: number, brackets, separators
        // and the date of publication.
        .map(|s| {
            let kind = s.source.kind.as_deref().map_or(0, length);
            length(&s.source.title) + length(&s.source.publisher) + link_length(&s.source.url) + kind + 40
        })
        .sum();
    // 25: the date written out, and its separators.
    let dates: usize = draft.dates.iter().map(|d| length(&d.is) + 25).sum();
    // The longest: where a language lacks one, another's stands in.
    let disagreement = draft.disagreement.values().map(|text| length(&text.value)).max().unwrap_or_default();
    for (language, answer) in &draft.answer {
        let total = length(answer.value.text()) + disagreement + dates + sources;
        if total > limits::FACT_IN_EMBED {
            draft.document.error(
                answer.line,
                "too-long",
                format!(
                    "the answer in `{language}` with its dates and sources takes {total} characters, {} fit a message",
                    limits::FACT_IN_EMBED
                ),
                "Shorten the answer, cite fewer sources, or split the fact",
            );
        }
    }
}

fn check_review(draft: &FactDraft<'_>, today: Date) {
    let Some(due) = draft.review_by else { return };
    let last = jiff::civil::Date::new(due.year, due.month.unwrap_or(12), 1).map(Date::last_of_month);
    let due_day = due.day().or(last.ok());
    if due_day.is_some_and(|day| day < today) && draft.status != Status::Withdrawn {
        draft.document.warning(
            1,
            "overdue-review",
            format!("this fact was to be reviewed by {due}"),
            "Hold it against its sources, then set `verified` and a new `review_by`",
        );
    }
}

/// No phrasing may lead to two facts.
fn check_phrasings(facts: &[&FactDraft<'_>]) {
    let mut seen: BTreeMap<(Language, String), (&FactDraft<'_>, usize)> = BTreeMap::new();
    for draft in facts.iter().filter(|draft| draft.status != Status::Withdrawn) {
        for (language, phrasings) in &draft.questions {
            for phrasing in phrasings {
                let words: Vec<_> = tokenise(&phrasing.value).into_iter().map(|t| t.text).collect();
                let key = (*language, words.join(" "));
                let Some((first, line)) = seen.get(&key) else {
                    seen.insert(key, (draft, phrasing.line));
                    continue;
                };
                if first.id == draft.id {
                    draft.document.warning(
                        phrasing.line,
                        "duplicate-phrasing",
                        format!("`{}` reads the same as the one in line {line}", phrasing.value),
                        "Remove one",
                    );
                } else {
                    draft.document.error(
                        phrasing.line,
                        "duplicate-phrasing",
                        format!("`{}` already leads to `{}` ({}:{line})", phrasing.value, first.id, first.document.inside),
                        "Keep it where it fits better, or merge the facts",
                    );
                }
            }
        }
    }
}

fn check_covers(facts: &[&FactDraft<'_>]) {
    let mut seen: HashMap<&str, &FactDraft<'_>> = HashMap::new();
    for draft in facts {
        for id in &draft.covers {
            if let Some(first) = seen.insert(&id.value, draft) {
                draft.document.error(
                    id.line,
                    "covered-twice",
                    format!("`{}` is already covered by `{}`", id.value, first.id),
                    "Name it in one fact only",
                );
            }
        }
    }
}

/// A name that two entities of one kind share would veto each other's facts.
fn check_labels(drafts: &Drafts<'_>) {
    let mut seen: HashMap<(&str, Language, String), (&str, &Document)> = HashMap::new();
    for draft in &drafts.entities {
        let aliases = draft.aliases.iter().flat_map(|(l, list)| list.iter().map(|a| (*l, a)));
        for (language, label) in draft.name.iter().map(|(l, n)| (*l, n)).chain(aliases) {
            let words: Vec<_> = tokenise(&label.value).into_iter().map(|t| t.text).collect();
            let key = (draft.kind.as_str(), language, words.join(" "));
            match seen.get(&key) {
                Some((first, document)) if *first != draft.id => draft.document.error(
                    label.line,
                    "ambiguous-name",
                    format!("`{}` is also a name of `{first}` ({})", label.value, document.inside),
                    "Leave it to the one people mean by it",
                ),
                Some(_) => {}
                None => {
                    seen.insert(key, (&draft.id, draft.document));
                }
            }
        }
    }
}
