//! Registers, their entries, and two things side by side.

use crate::knowledge::{EntityIndex, Entry, Fact, FactIndex, Register, SourceIndex, Status};
use crate::limits;

use super::action::Action;
use super::layout::{fields, shorten};
use super::message::{Embed, Reply, Row, Select, SelectOption};
use super::voice::Voice;

impl<'a> Voice<'a> {
    /// A register whole: its things by where they stand, and a menu of them.
    pub fn register(&self, register: &Register) -> Reply {
        let mut parts = Vec::new();
        for (at, standing) in register.standings.iter().enumerate() {
            let lines: Vec<String> = register
                .entries
                .iter()
                .filter(|entry| entry.standing == at)
                .map(|entry| {
                    let first = entry.acts.first().map(|act| self.dated(self.base.date(*act)));
                    let name = self.numbered(entry.entity);
                    first.map_or_else(|| format!("• {name}"), |first| format!("• {name}: {first}"))
                })
                .collect();
            let name = self.base.text_in(&standing.name, self.language).unwrap_or(&standing.id);
            parts.extend(fields(name, &lines));
        }
        parts.truncate(limits::EMBED_FIELDS);
        let rows = register
            .entries
            .chunks(limits::OPTIONS)
            .take(5)
            .enumerate()
            .map(|(at, entries)| self.entry_menu(register, entries, at))
            .collect();
        let title = self.base.text_in(&register.title, self.language).unwrap_or(&register.command);
        let mut embed = Embed {
            title: Some(title.to_owned()),
            description: Some(self.say("register-choose", &[])),
            fields: parts,
            footer: Some(self.base_line()),
        };
        // A register too long for one message loses lines here, not in its menus.
        while embed.characters() > limits::EMBED_TOTAL / 2 && embed.fields.pop().is_some() {}
        self.add_sources(&mut embed, register.entries.iter().map(|entry| entry.fact));
        Reply::embed_with(embed, rows)
    }

    fn entry_menu(&self, register: &Register, entries: &[Entry], at: usize) -> Row {
        let action = Action::Entry { register: register.command.clone(), language: self.language };
        Row::Select(Select {
            id: action.nth_id(at),
            placeholder: self.say("register-menu", &[]),
            options: entries
                .iter()
                .map(|entry| SelectOption {
                    label: shorten(&self.numbered(entry.entity), limits::OPTION_TEXT),
                    value: self.base.entity(entry.entity).id.clone(),
                    description: Some(shorten(self.standing(register, entry), limits::OPTION_TEXT)),
                })
                .collect(),
        })
    }

    /// Where one thing of a register stands: the fact that says so, the acts
    /// that led there, and the sources of all of it.
    pub fn entry(&self, register: &Register, entry: &Entry) -> Reply {
        let fact = self.base.fact(entry.fact);
        if fact.status == Status::Withdrawn {
            return Reply::text(self.say("withdrawn", &[]));
        }
        // The loader refuses a fact without an answer.
        let Some((_, answer)) = self.answer(fact) else { return self.unknown_fact() };
        let acts: Vec<String> = entry.acts.iter().map(|act| self.dated(self.base.date(*act))).collect();
        let mut parts = fields(&self.say("acts", &[]), &acts);
        parts.extend(self.disagreement(fact));
        let rest = answer.rest();
        let standing = format!("**{}**", self.standing(register, entry));
        let mut embed = Embed {
            title: Some(shorten(&self.numbered(entry.entity), limits::EMBED_TITLE)),
            description: Some(if rest.is_empty() { standing } else { format!("{standing}\n{rest}") }),
            fields: parts,
            footer: Some(self.base_line()),
        };
        let facts = std::iter::once(entry.fact).chain(entry.acts.iter().map(|act| act.fact));
        self.add_sources(&mut embed, facts);
        let mut rows = vec![self.fact_buttons(fact)];
        rows.extend(self.facts_about(entry.entity, 0));
        Reply { content: answer.gist().to_owned(), embed: Some(embed), rows }
    }

    /// Two things of one kind side by side: what each is, where it stands,
    /// what happened when, and the sources.
    pub fn compare(&self, one: EntityIndex, other: EntityIndex) -> Reply {
        if one == other {
            return Reply::text(self.say("compare-same", &[]));
        }
        if self.base.entity(one).kind != self.base.entity(other).kind {
            return Reply::text(self.say("compare-kinds", &[]));
        }
        let names = [self.numbered(one), self.numbered(other)];
        let mut embed = Embed { footer: Some(self.base_line()), ..Embed::default() };
        let mut quoted: Vec<FactIndex> = Vec::new();
        let mut rows = Vec::new();
        for (at, (entity, name)) in [one, other].into_iter().zip(&names).enumerate() {
            let mut lines = Vec::new();
            if let Some((fact, answer)) = self.introduction(entity) {
                lines.push(answer.to_owned());
                quoted.push(fact);
            }
            for (register, entry) in self.entries_of(entity) {
                lines.push(format!("**{}**", self.standing(register, entry)));
                quoted.push(entry.fact);
                for act in &entry.acts {
                    lines.push(format!("• {}", self.dated(self.base.date(*act))));
                    quoted.push(act.fact);
                }
            }
            let count = self.base.about(entity).count();
            lines.push(self.wording.count(self.language, "compare-facts", &[("count", count)]));
            embed.fields.extend(fields(&shorten(name, limits::FIELD_NAME), &lines));
            rows.extend(self.facts_about(entity, at));
        }
        self.add_sources(&mut embed, quoted.into_iter());
        let content = self.say("compare-title", &[("one", &names[0]), ("other", &names[1])]);
        Reply { content, embed: Some(embed), rows }
    }

    /// What may be compared: things facts are about that have a fact saying
    /// what they are or a place in a register.
    pub fn comparable(&self) -> impl Iterator<Item = EntityIndex> {
        let voice = *self;
        (0..self.base.entities.len()).map(|at| EntityIndex(at as u32)).filter(move |entity| {
            voice.introduction(*entity).is_some() || voice.entries_of(*entity).next().is_some()
        })
    }

    /// The fact that says what an entity is, and its first line.
    fn introduction(&self, entity: EntityIndex) -> Option<(FactIndex, &'a str)> {
        let index = self.base.entity(entity).fact?;
        let fact: &'a Fact = self.base.fact(index);
        if fact.status == Status::Withdrawn {
            return None;
        }
        Some((index, fact.answer_in(self.language, &self.base.languages)?.1.gist()))
    }

    /// An entity's entries in the registers.
    fn entries_of(&self, entity: EntityIndex) -> impl Iterator<Item = (&'a Register, &'a Entry)> {
        let registers = self.base.registers.iter();
        registers
            .flat_map(|register| register.entries.iter().map(move |entry| (register, entry)))
            .filter(move |(_, entry)| entry.entity == entity)
    }

    fn standing<'r>(&self, register: &'r Register, entry: &Entry) -> &'r str {
        register
            .standings
            .get(entry.standing)
            .map_or("", |s| self.base.text_in(&s.name, self.language).unwrap_or(&s.id))
    }

    /// An entity with its number, where it has one and its name does not say it.
    pub fn numbered(&self, index: EntityIndex) -> String {
        let name = self.entity(index);
        match &self.base.entity(index).number {
            Some(number) if !name.contains(number.as_str()) => {
                self.say("numbered", &[("name", &name), ("number", number)])
            }
            _ => name,
        }
    }

    /// A menu of the facts about an entity; none where there are none.
    fn facts_about(&self, entity: EntityIndex, at: usize) -> Option<Row> {
        let mut facts: Vec<&Fact> = self.base.about(entity).map(|(_, fact)| fact).collect();
        // What is about little else comes first.
        facts.sort_by_key(|fact| fact.about.len());
        let mut row = self.open(facts.into_iter());
        let Row::Select(select) = &mut row else { return None };
        select.id = Action::Open { language: self.language }.nth_id(at);
        select.placeholder =
            shorten(&self.say("facts-about", &[("name", &self.entity(entity))]), limits::PLACEHOLDER);
        (!select.options.is_empty()).then_some(row)
    }

    /// Adds the sources of facts, each once, as far as they fit; the last line
    /// says how many more the facts have that the menus open.
    fn add_sources(&self, embed: &mut Embed, facts: impl Iterator<Item = FactIndex>) {
        let mut sources: Vec<SourceIndex> = Vec::new();
        for source in facts.flat_map(|fact| self.base.fact(fact).sources()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let mut lines = self.source_lines(&sources);
        let heading = self.say("sources", &[]);
        let before = embed.fields.len();
        let mut left_out = 0;
        loop {
            let mut shown = lines.clone();
            if left_out > 0 {
                shown.push(self.wording.count(self.language, "sources-below", &[("count", left_out)]));
            }
            embed.fields.truncate(before);
            embed.fields.extend(fields(&heading, &shown));
            let fits =
                embed.characters() <= limits::EMBED_TOTAL && embed.fields.len() <= limits::EMBED_FIELDS;
            if fits || lines.len() <= 1 {
                return;
            }
            lines.pop();
            left_out += 1;
        }
    }
}
