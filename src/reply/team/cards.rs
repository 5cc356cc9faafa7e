//! The cards of a review, and what comes of it.

use crate::knowledge::{Fact, FactIndex};
use crate::language::Language;
use crate::limits;
use crate::matching::{Outcome, Verdict};

use super::super::layout::{escape, shorten};
use super::super::message::{ButtonStyle, Embed, Field, Input, Modal, Reply, Row, Select};
use super::super::voice::Voice;
use super::action::{ReviewVerb, TeamAction};

/// Characters of a note that a moderator adds to an answer.
const NOTE: usize = 500;

/// A message, as Discord links it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The server.
    pub server: u64,
    /// The channel.
    pub channel: u64,
    /// The message.
    pub message: u64,
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "https://discord.com/channels/{}/{}/{}", self.server, self.channel, self.message)
    }
}

/// A review that is open.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The question.
    pub link: Link,
    /// Who asked.
    pub asker: u64,
    /// What was asked.
    pub words: &'a str,
    /// The language the answer is to be in.
    pub answer_in: Language,
    /// The fact proposed.
    pub fact: Option<FactIndex>,
    /// What came of the question when it was last matched.
    pub outcome: &'a Outcome,
    /// What else it may be, the likelier first.
    pub others: &'a [FactIndex],
    /// What a moderator adds.
    pub note: Option<&'a str>,
    /// Who takes care of it.
    pub assigned: Option<u64>,
    /// When it expires, in seconds since 1970.
    pub expires_at: i64,
}

/// A review that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The answer is sent. Who approved it.
    Approved(u64),
    /// Nothing is sent. Who said so.
    Rejected(u64),
    /// Nobody decided in time.
    Expired,
}

/// What the bot would have done, had it been let.
#[derive(Debug, Clone, Copy)]
pub struct Would<'a> {
    /// The question.
    pub link: Link,
    /// Who asked.
    pub asker: u64,
    /// What was asked.
    pub words: &'a str,
    /// What came of it.
    pub outcome: &'a Outcome,
}

impl Voice<'_> {
    /// The card of a review.
    pub fn card(&self, card: &Card<'_>) -> Reply {
        let mut fields = Vec::new();
        let title = |key| self.say(key, &[]);
        match card.fact.map(|fact| self.base.fact(fact)) {
            Some(fact) => fields.extend(self.fact_fields(fact, card.answer_in)),
            None => fields.push(Field { name: title("card-answer"), value: title("card-no-answer") }),
        }
        if let Some(note) = card.note {
            fields.push(Field { name: title("card-note"), value: escape(note) });
        }
        if let Some(person) = card.assigned {
            fields.push(Field { name: title("card-assigned"), value: self.person(person) });
        }
        let why = self.why_outcome(card.outcome).embed.and_then(|embed| embed.description);
        fields.push(Field {
            name: title("why-title"),
            value: shorten(&why.unwrap_or_default(), limits::FIELD_VALUE),
        });
        let expires = format!("<t:{}:R>", card.expires_at);
        fields.push(Field { name: title("card-expires"), value: expires });
        Reply {
            content: self.card_head(card.link, card.asker),
            embed: Some(Embed {
                title: Some(shorten(&escape(card.words), limits::EMBED_TITLE)),
                fields,
                footer: Some(self.base_line()),
                ..Embed::default()
            }),
            rows: self.card_rows(card),
        }
    }

    /// An answer that is proposed, in the language it is to be given in, with its
    /// sources.
    pub(super) fn fact_fields(&self, fact: &Fact, answer_in: Language) -> [Field; 2] {
        let voice = Self { language: answer_in, ..*self };
        let text = voice.answer(fact).map_or("", |(_, answer)| answer.text());
        let sources = self.source_lines(&fact.sources()).join("\n");
        [
            Field { name: self.say("card-answer", &[]), value: shorten(text, limits::FIELD_VALUE) },
            Field { name: self.say("sources", &[]), value: shorten(&sources, limits::FIELD_VALUE) },
        ]
    }

    /// The link comes last: a card is known by it.
    fn card_head(&self, link: Link, asker: u64) -> String {
        let (asker, channel) = (format!("<@{asker}>"), format!("<#{}>", link.channel));
        self.say("card-head", &[("asker", &asker), ("channel", &channel), ("link", &link.to_string())])
    }

    fn card_rows(&self, card: &Card<'_>) -> Vec<Row> {
        let question = card.link.message;
        let button = |key, verb, style| self.team_button(key, TeamAction::Review(verb, question), style);
        let mut rows = Vec::new();
        let others = card.others.iter().filter(|other| Some(**other) != card.fact);
        let options = self.options(others.map(|other| self.base.fact(*other)));
        if !options.is_empty() {
            rows.push(Row::Select(Select {
                id: TeamAction::Review(ReviewVerb::Choose, question).id(),
                placeholder: self.say("card-choose", &[]),
                options,
            }));
        }
        let mut buttons = Vec::new();
        // There is nothing to approve where nothing is proposed.
        if card.fact.is_some() {
            buttons.push(button("button-approve", ReviewVerb::Approve, ButtonStyle::Going));
        }
        buttons.push(button("button-other", ReviewVerb::Other, ButtonStyle::Plain));
        if card.fact.is_some() {
            buttons.push(button("button-note", ReviewVerb::Note, ButtonStyle::Plain));
        }
        buttons.push(button("button-reject", ReviewVerb::Reject, ButtonStyle::Turning));
        buttons.push(button("button-assign", ReviewVerb::Assign, ButtonStyle::Plain));
        rows.push(Row::Buttons(buttons));
        rows
    }

    /// The card of a review that is over; the question's words are gone from it.
    pub fn settled_card(&self, link: Link, asker: u64, fact: Option<&Fact>, settled: Settled) -> Reply {
        let head = self.card_head(link, asker);
        let done = match settled {
            Settled::Approved(by) => self.say("card-approved", &[("person", &self.person(by))]),
            Settled::Rejected(by) => self.say("card-rejected", &[("person", &self.person(by))]),
            Settled::Expired => self.say("card-expired", &[]),
        };
        let label = fact.map(|fact| shorten(self.label(fact), limits::EMBED_TITLE));
        let embed = Embed { title: label, description: Some(done), ..Embed::default() };
        Reply { content: head, embed: Some(embed), rows: Vec::new() }
    }

    /// What is said to the moderator who was second.
    pub fn already_settled(&self, settled: Settled) -> Reply {
        Reply::text(match settled {
            Settled::Approved(by) => self.say("already-approved", &[("person", &self.person(by))]),
            Settled::Rejected(by) => self.say("already-rejected", &[("person", &self.person(by))]),
            Settled::Expired => self.say("already-expired", &[]),
        })
    }

    /// An answer that a moderator approved, with what they added.
    pub fn approved(&self, fact: &Fact, note: Option<&str>, reviewer: Option<u64>) -> Reply {
        let mut reply = self.fact(fact);
        reply.rows.push(self.feedback_row(fact));
        let Some(embed) = &mut reply.embed else { return reply };
        if let Some(note) = note {
            embed.fields.push(Field { name: self.say("note-of-team", &[]), value: escape(note) });
        }
        if let Some(reviewer) = reviewer {
            let person = format!("<@{reviewer}>");
            embed.fields.push(Field { name: self.say("reviewed-by", &[]), value: person });
        }
        reply
    }

    /// What the asker is told when nobody decided in time.
    pub fn review_expired(&self) -> Reply {
        Reply::text(self.say("review-expired", &[]))
    }

    /// What the team is told when an approved answer could not be sent.
    pub fn could_not_send(&self, link: Link) -> Reply {
        Reply::text(self.say("could-not-send", &[("link", &link.to_string())]))
    }

    /// The form for a note.
    pub fn note_form(&self, question: u64, note: &str) -> Modal {
        self.form(
            "note-title",
            TeamAction::Review(ReviewVerb::Note, question),
            "note-label",
            note,
            NOTE,
            false,
        )
    }

    /// The form for another answer.
    pub fn other_form(&self, question: u64) -> Modal {
        self.form(
            "other-title",
            TeamAction::Review(ReviewVerb::Other, question),
            "other-label",
            "",
            limits::QUESTION_CHARS,
            true,
        )
    }

    pub(super) fn form(
        &self,
        title: &str,
        action: TeamAction,
        label: &str,
        value: &str,
        most: usize,
        required: bool,
    ) -> Modal {
        let input = Input {
            id: "text",
            label: shorten(&self.say(label, &[]), limits::INPUT_LABEL),
            value: value.to_owned(),
            long: true,
            required,
            most,
        };
        Modal {
            id: action.id(),
            title: shorten(&self.say(title, &[]), limits::MODAL_TITLE),
            inputs: vec![input],
        }
    }

    /// The report of what the bot would have done, in shadow mode.
    pub fn would(&self, would: &Would<'_>) -> Reply {
        let key = match &would.outcome.verdict {
            Verdict::Answer(_) => "shadow-answer",
            Verdict::Choices(_) => "shadow-choices",
            Verdict::None { .. } => "shadow-nothing",
        };
        let shown = match &would.outcome.verdict {
            Verdict::Answer(hit) => std::slice::from_ref(hit),
            Verdict::Choices(hits) => hits.as_slice(),
            Verdict::None { .. } => &[],
        };
        let labels: Vec<String> =
            shown.iter().map(|hit| format!("• {}", self.label(self.base.fact(hit.fact)))).collect();
        let why = self.why_outcome(would.outcome).embed.and_then(|embed| embed.description);
        let mut fields = vec![Field {
            name: self.say("why-title", &[]),
            value: shorten(&why.unwrap_or_default(), limits::FIELD_VALUE),
        }];
        if !labels.is_empty() {
            let labels = shorten(&labels.join("\n"), limits::FIELD_VALUE);
            fields.insert(0, Field { name: self.say(key, &[]), value: labels });
        }
        Reply {
            content: format!("{} {}", self.card_head(would.link, would.asker), self.say(key, &[])),
            embed: Some(Embed {
                title: Some(shorten(&escape(would.words), limits::EMBED_TITLE)),
                fields,
                footer: Some(self.base_line()),
                ..Embed::default()
            }),
            rows: Vec::new(),
        }
    }
}
