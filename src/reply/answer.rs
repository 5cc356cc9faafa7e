//! The three verdicts: an answer, a choice, none.

use crate::knowledge::{Answer, Fact, FactDate, Source, SourceIndex, Status};
use crate::language::Language;
use crate::limits;
use crate::matching::{Hit, Outcome, Refusal, Verdict, Veto};

use super::action::{Action, Trace};
use super::layout::{escape, fields, shorten};
use super::message::{Button, ButtonStyle, Embed, Field, Reply, Row, Select};
use super::voice::Voice;

impl Voice<'_> {
    /// What is said to an outcome, to the person `asker`.
    ///
    /// `None` verdicts give the honest sentence for private use; whether it is
    /// said at all in a channel is the front door's to decide.
    pub fn outcome(&self, outcome: &Outcome, asker: u64) -> Reply {
        match &outcome.verdict {
            Verdict::Answer(hit) => self.answer_to(hit, outcome, asker),
            Verdict::Choices(hits) => self.choices(hits, asker),
            Verdict::None { refusal, nearest } => self.miss(outcome, *refusal, nearest),
        }
    }

    fn answer_to(&self, hit: &Hit, outcome: &Outcome, asker: u64) -> Reply {
        let fact = self.base.fact(hit.fact);
        let mut reply = self.fact(fact);
        let why = Action::Why {
            fact: fact.id.clone(),
            language: self.language,
            trace: Trace::new(hit, outcome, &self.base.hash),
        };
        let not_this = Action::NotThis { fact: fact.id.clone(), language: self.language, asker };
        if let Some(Row::Buttons(buttons)) = reply.rows.first_mut() {
            buttons.insert(1, self.button("button-why", &why, ButtonStyle::Plain));
            buttons.push(self.button("button-not-this", &not_this, ButtonStyle::Turning));
        }
        reply
    }

    /// A date and what it is the date of.
    pub(super) fn dated(&self, date: &FactDate) -> String {
        let is = self.base.text_in(&date.is, self.language).unwrap_or_default();
        format!("{} – {is}", self.wording.date(self.language, date.date))
    }

    /// A fact as an answer: the gist, then text, dates, sources and when it was
    /// checked. Withdrawn facts are said to be withdrawn.
    pub fn fact(&self, fact: &Fact) -> Reply {
        if fact.status == Status::Withdrawn {
            return Reply::text(self.say("withdrawn", &[]));
        }
        // The loader refuses a fact without an answer.
        let Some((_, answer)) = self.answer(fact) else {
            return Reply::text(self.say("unknown-fact", &[]));
        };
        let mut parts = Vec::new();
        let dates: Vec<String> = fact.dates.iter().map(|date| self.dated(date)).collect();
        parts.extend(fields(&self.say("dates", &[]), &dates));
        parts.extend(self.disagreement(fact));
        parts.extend(fields(&self.say("sources", &[]), &self.source_lines(&fact.sources())));
        let footer = [
            fact.verified.map(|day| self.say("checked", &[("date", &self.wording.date(self.language, day))])),
            Some(self.base_line()),
        ];
        let embed = Embed {
            title: Some(shorten(self.label(fact), limits::EMBED_TITLE)),
            description: Some(answer.rest()).filter(|rest| !rest.is_empty()).map(str::to_owned),
            fields: parts,
            footer: Some(footer.into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        };
        Reply { content: answer.gist().to_owned(), embed: Some(embed), rows: vec![self.fact_buttons(fact)] }
    }

    /// The buttons under a fact that was asked for by name.
    pub(super) fn fact_buttons(&self, fact: &Fact) -> Row {
        let id = || fact.id.clone();
        let language = self.language;
        Row::Buttons(vec![
            self.button("button-sources", &Action::Sources { fact: id(), language }, ButtonStyle::Plain),
            self.button("button-cite", &Action::Cite { fact: id(), language }, ButtonStyle::Plain),
            self.button("button-related", &Action::Related { fact: id(), language }, ButtonStyle::Plain),
        ])
    }

    /// Where a fact's sources disagree, if they do.
    pub(super) fn disagreement(&self, fact: &Fact) -> Option<Field> {
        let text = self.base.text_in(&fact.disagreement, self.language)?;
        Some(Field { name: self.say("disagreement", &[]), value: text.to_owned() })
    }

    /// Which base this is, for the bottom of a page.
    pub(super) fn base_line(&self) -> String {
        self.say("base", &[("version", &self.base.version), ("hash", &self.base.hash)])
    }

    /// Numbered sources, each with publisher and date, linked.
    pub(super) fn source_lines(&self, sources: &[SourceIndex]) -> Vec<String> {
        sources
            .iter()
            .enumerate()
            .map(|(at, source)| {
                let source = self.base.source(*source);
                let published =
                    source.published.map(|date| format!(", {}", self.wording.date(self.language, date)));
                format!(
                    "{}. {} – {}{}",
                    at + 1,
                    Self::link(source),
                    source.publisher,
                    published.unwrap_or_default()
                )
            })
            .collect()
    }

    /// A source as a masked link; brackets in a title would end it early.
    pub(super) fn link(source: &Source) -> String {
        let title = source.title.replace('[', "(").replace(']', ")");
        format!("[{title}]({})", source.url.replace('(', "%28").replace(')', "%29"))
    }

    pub(super) fn button(&self, key: &str, action: &Action, style: ButtonStyle) -> Button {
        Button { label: shorten(&self.say(key, &[]), limits::BUTTON_LABEL), id: action.id(), style }
    }

    fn choices(&self, hits: &[Hit], asker: u64) -> Reply {
        let language = self.language;
        let select = Select {
            id: Action::Pick { language, asker }.id(),
            placeholder: self.say("choose", &[]),
            options: self.options(hits.iter().map(|hit| self.base.fact(hit.fact))),
        };
        let none = self.button("button-none", &Action::None { language, asker }, ButtonStyle::Turning);
        Reply {
            content: self.say("did-you-mean", &[]),
            embed: None,
            rows: vec![Row::Select(select), Row::Buttons(vec![none])],
        }
    }

    fn miss(&self, outcome: &Outcome, refusal: Refusal, nearest: &[Hit]) -> Reply {
        let subject = self.subject();
        let sentence = match (refusal, outcome.reasons.vetoes.first()) {
            (Refusal::Empty, _) => return Reply::text(self.say("miss-empty", &[("subject", subject)])),
            (Refusal::TooLong, _) => {
                let most = limits::QUESTION_CHARS.to_string();
                return Reply::text(self.say("miss-long", &[("most", &most)]));
            }
            (Refusal::AboutSomethingElse, Some(Veto::Number { number, .. })) => {
                self.say("miss-other-number", &[("named", &escape(number))])
            }
            _ => match self.stranger(outcome) {
                Some(named) => self.say("miss-other", &[("named", &named), ("subject", subject)]),
                None => self.say("miss", &[]),
            },
        };
        let what_to_do = self.say("miss-what-to-do", &[]);
        if nearest.is_empty() {
            return Reply::text(format!("{sentence}\n{what_to_do}"));
        }
        let content = format!("{sentence}\n{what_to_do}\n{}", self.say("miss-nearest", &[]));
        let facts = nearest.iter().map(|hit| self.base.fact(hit.fact));
        Reply { content, embed: None, rows: vec![self.open(facts)] }
    }

    /// The first entity the question names that no fact is about.
    fn stranger(&self, outcome: &Outcome) -> Option<String> {
        let known = |entity| self.base.live_facts().any(|(_, fact)| fact.about.contains(entity));
        outcome.reasons.entities.iter().find(|entity| !known(entity)).map(|entity| self.entity(*entity))
    }

    /// A menu that opens a fact for the one who chooses it.
    pub(super) fn open<'f>(&'f self, facts: impl Iterator<Item = &'f Fact>) -> Row {
        Row::Select(Select {
            id: Action::Open { language: self.language }.id(),
            placeholder: self.say("choose", &[]),
            options: self.options(facts),
        })
    }

    /// An entity as people call it.
    pub fn entity(&self, index: crate::knowledge::EntityIndex) -> String {
        let entity = self.base.entity(index);
        self.base.text_in(&entity.name, self.language).unwrap_or(&entity.id).to_owned()
    }

    /// A fact's answer, and the language it is really in: the voice's only
    /// where the base has it.
    pub fn answer<'f>(&self, fact: &'f Fact) -> Option<(Language, &'f Answer)> {
        fact.answer_in(self.language, &self.base.languages)
    }
}
