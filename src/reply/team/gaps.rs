//! Questions without an answer: sent to the team, answered by it.

use crate::knowledge::{Fact, FactIndex};
use crate::limits;

use super::super::action::Action;
use super::super::layout::{escape, fields, shorten};
use super::super::message::{ButtonStyle, Embed, Field, Input, Modal, Reply, Row, Select};
use super::super::voice::Voice;
use super::action::{GapVerb, TeamAction};

/// Other ways somebody put a question that a card shows.
const ALSO_ASKED: usize = 3;

/// What a moderator wrote, with where it can be read.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The answer.
    pub answer: &'a str,
    /// The source's title.
    pub title: &'a str,
    /// Its address, checked.
    pub url: &'a str,
    /// What it says.
    pub quote: &'a str,
}

impl Written<'_> {
    /// Its source, linked, with what it says.
    fn source(&self) -> String {
        let title = escape(self.title).replace('[', "(").replace(']', ")");
        let url = self.url.replace('(', "%28").replace(')', "%29");
        shorten(&format!("[{title}]({url})\n> {}", escape(self.quote)), limits::FIELD_VALUE)
    }
}

/// A gap that waits.
#[derive(Debug, Clone, Copy)]
pub struct GapCard<'a> {
    /// Its number.
    pub gap: u64,
    /// The channel it was first asked in.
    pub channel: u64,
    /// How it was put, the first first; at least one.
    pub words: &'a [&'a str],
    /// How many asked.
    pub people: usize,
    /// The fact to answer with.
    pub fact: Option<FactIndex>,
    /// The note to answer with.
    pub note: Option<Written<'a>>,
    /// What it may be, the likelier first.
    pub choices: &'a [FactIndex],
    /// Tells the answer shown apart from one shown before.
    pub mark: u32,
    /// Who takes care of it.
    pub assigned: Option<u64>,
}

/// How a gap ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapEnd {
    /// Who asked is told. Who answered.
    Answered(u64),
    /// Nobody is told anything. Who said so.
    Closed(u64),
    /// Nobody's question is kept any more.
    Over,
}

impl Voice<'_> {
    /// The button under what was not answered; `mark` tells the question apart.
    pub fn send_row(&self, mark: u32) -> Row {
        let action = Action::Send { language: self.language, mark };
        Row::Buttons(vec![self.button("button-send-team", &action, ButtonStyle::Plain)])
    }

    /// What will be kept, for how long and who reads it, before it is.
    pub fn consent(&self, words: &str, mark: u32, days: u32) -> Reply {
        let text = [
            self.say("consent-what", &[]),
            self.wording.count(self.language, "consent-days", &[("days", days as usize)]),
            self.say("consent-use", &[]),
        ];
        let question = self.asked(words, limits::FIELD_VALUE);
        let action = Action::Consent { language: self.language, mark };
        let button = self.button("button-consent", &action, ButtonStyle::Going);
        Reply::embed_with(
            Embed {
                title: Some(self.say("consent-title", &[])),
                description: Some(text.join("\n")),
                fields: vec![question],
                footer: None,
            },
            vec![Row::Buttons(vec![button])],
        )
    }

    /// The card of a gap that waits.
    pub fn gap_card(&self, card: &GapCard<'_>) -> Reply {
        let (first, others) = card.words.split_first().map_or(("", [].as_slice()), |(f, rest)| (*f, rest));
        let title = |key| self.say(key, &[]);
        let people = self.wording.count(self.language, "gap-people", &[("people", card.people)]);
        let mut parts = Vec::new();
        let others: Vec<String> = others
            .iter()
            .take(ALSO_ASKED)
            .map(|words| format!("• {}", shorten(&escape(words), 300)))
            .collect();
        parts.extend(fields(&title("gap-others"), &others));
        match (card.fact.map(|fact| self.base.fact(fact)), card.note) {
            (Some(fact), _) => parts.extend(self.fact_fields(fact, self.language)),
            (None, Some(note)) => parts.extend(self.note_fields(&note, "card-answer")),
            (None, None) => {
                parts.push(Field { name: title("card-answer"), value: title("gap-no-answer") });
            }
        }
        if let Some(person) = card.assigned {
            parts.push(Field { name: title("card-assigned"), value: self.person(person) });
        }
        Reply {
            content: self.gap_head(card.channel),
            embed: Some(Embed {
                title: Some(people),
                // All of it: who answers must know what was asked.
                description: Some(shorten(&escape(first), limits::EMBED_DESCRIPTION / 2)),
                fields: parts,
                footer: Some(self.gap_number(card.gap)),
            }),
            rows: self.gap_rows(card),
        }
    }

    fn gap_head(&self, channel: u64) -> String {
        self.say("gap-head", &[("channel", &format!("<#{channel}>"))])
    }

    /// The number comes last: a card, and what its askers get, is known by it.
    fn gap_number(&self, gap: u64) -> String {
        self.say("gap-number", &[("ticket", &gap.to_string())])
    }

    pub(super) fn note_fields(&self, note: &Written<'_>, heading: &str) -> Vec<Field> {
        let by = self.say("gap-by-moderator", &[]);
        let answer = shorten(&escape(note.answer), limits::FIELD_VALUE - by.chars().count() - 10);
        vec![
            Field { name: self.say(heading, &[]), value: format!("{answer}\n-# {by}") },
            Field { name: self.say("gap-source", &[]), value: note.source() },
        ]
    }

    fn gap_rows(&self, card: &GapCard<'_>) -> Vec<Row> {
        let button = |key, verb, style| self.team_button(key, TeamAction::Gap(verb, card.gap), style);
        let mut rows = Vec::new();
        let choices = card.choices.iter().filter(|choice| Some(**choice) != card.fact);
        let options = self.options(choices.map(|choice| self.base.fact(*choice)));
        if !options.is_empty() {
            rows.push(Row::Select(Select {
                id: TeamAction::Gap(GapVerb::Choose, card.gap).id(),
                placeholder: self.say("card-choose", &[]),
                options,
            }));
        }
        let mut buttons = Vec::new();
        if card.fact.is_some() || card.note.is_some() {
            buttons.push(button("button-gap-send", GapVerb::Send(card.mark), ButtonStyle::Going));
        }
        buttons.push(button("button-other", GapVerb::Other, ButtonStyle::Plain));
        buttons.push(button("button-gap-write", GapVerb::Write, ButtonStyle::Plain));
        buttons.push(button("button-gap-close", GapVerb::Close, ButtonStyle::Turning));
        buttons.push(button("button-assign", GapVerb::Assign, ButtonStyle::Plain));
        rows.push(Row::Buttons(buttons));
        rows
    }

    /// The card of a gap that is over; what its askers wrote is gone from it.
    pub fn ended_gap(&self, gap: u64, people: usize, fact: Option<&Fact>, end: GapEnd) -> Reply {
        let done = match end {
            GapEnd::Answered(by) => self.say("gap-answered", &[("person", &self.person(by))]),
            GapEnd::Closed(by) => self.say("gap-closed", &[("person", &self.person(by))]),
            GapEnd::Over => self.say("gap-over", &[]),
        };
        let people = self.wording.count(self.language, "gap-people", &[("people", people)]);
        Reply::embed(Embed {
            title: fact.map(|fact| shorten(self.label(fact), limits::EMBED_TITLE)),
            description: Some(format!("{people}\n{done}")),
            footer: Some(self.gap_number(gap)),
            ..Embed::default()
        })
    }

    /// What is said to the moderator who was second.
    pub fn gap_already(&self, end: GapEnd) -> Reply {
        Reply::text(match end {
            GapEnd::Answered(by) => self.say("already-answered", &[("person", &self.person(by))]),
            GapEnd::Closed(by) => self.say("already-closed", &[("person", &self.person(by))]),
            GapEnd::Over => self.say("gap-over", &[]),
        })
    }

    /// What somebody gets who asked, when the team answers with a fact.
    pub fn told_fact(&self, ticket: u64, channel: u64, words: &str, fact: &Fact) -> Reply {
        let mut reply = self.fact(fact);
        let gist = reply.content;
        reply.content = format!("{}\n{gist}", self.told_head(channel));
        if let Some(embed) = &mut reply.embed {
            // The loader leaves room for no more ([`limits::FACT_IN_EMBED`]).
            embed.fields.push(self.asked(words, 90));
            let footer = [embed.footer.take(), Some(self.gap_number(ticket))];
            embed.footer = Some(footer.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        }
        reply
    }

    /// The same with a moderator's note.
    pub fn told_note(&self, ticket: u64, channel: u64, words: &str, note: &Written<'_>) -> Reply {
        let by = self.say("gap-by-moderator", &[]);
        let source = Field { name: self.say("gap-source", &[]), value: note.source() };
        Reply {
            content: self.told_head(channel),
            embed: Some(Embed {
                description: Some(shorten(&escape(note.answer), limits::EMBED_DESCRIPTION / 2)),
                fields: vec![source, self.asked(words, limits::FIELD_VALUE)],
                footer: Some(format!("{by} · {}", self.gap_number(ticket))),
                ..Embed::default()
            }),
            rows: Vec::new(),
        }
    }

    fn told_head(&self, channel: u64) -> String {
        self.say("ticket-answered", &[("channel", &format!("<#{channel}>"))])
    }

    fn asked(&self, words: &str, most: usize) -> Field {
        Field { name: self.say("ticket-question", &[]), value: shorten(&escape(words), most) }
    }

    /// What the team is told when an answer could not be brought to who asked.
    pub fn could_not_tell(&self, ticket: u64) -> Reply {
        Reply::text(self.say("could-not-tell", &[("ticket", &ticket.to_string())]))
    }

    /// The form for a note with its source, filled in with what is there.
    pub fn gap_note_form(&self, gap: u64, note: Option<&Written<'_>>) -> Modal {
        Modal {
            id: TeamAction::Gap(GapVerb::Write, gap).id(),
            title: shorten(&self.say("gap-note-title", &[]), limits::MODAL_TITLE),
            inputs: self.note_inputs(note),
        }
    }

    pub(super) fn note_inputs(&self, note: Option<&Written<'_>>) -> Vec<Input> {
        let input = |id, label, value: Option<&str>, long, most| Input {
            id,
            label: shorten(&self.say(label, &[]), limits::INPUT_LABEL),
            value: value.unwrap_or_default().to_owned(),
            long,
            required: true,
            most,
        };
        vec![
            // What fits one field of the card, so that all of it can be judged.
            input("answer", "gap-note-answer", note.map(|note| note.answer), true, limits::FIELD_VALUE - 200),
            input("source", "gap-note-source", note.map(|note| note.title), false, limits::SOURCE_TITLE),
            input("url", "gap-note-url", note.map(|note| note.url), false, limits::URL),
            input("quote", "gap-note-quote", note.map(|note| note.quote), true, limits::QUOTE),
        ]
    }

    /// The form for another answer to a gap.
    pub fn gap_other_form(&self, gap: u64) -> Modal {
        self.form(
            "other-title",
            TeamAction::Gap(GapVerb::Other, gap),
            "other-label",
            "",
            limits::QUESTION_CHARS,
            true,
        )
    }

    /// What the fact base would not take, and why.
    pub fn base_refuses(&self, problems: &[String]) -> Reply {
        let lines: Vec<String> = problems.iter().map(|problem| format!("• {}", escape(problem))).collect();
        let text = format!("{}\n{}", self.say("base-refuses", &[]), lines.join("\n"));
        Reply::text(shorten(&text, limits::EMBED_DESCRIPTION / 4))
    }
}
