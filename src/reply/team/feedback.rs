//! What people say of answers, and what is said of an answer that was corrected.

use crate::knowledge::{Fact, Status};
use crate::limits;

use super::super::action::Action;
use super::super::layout::{escape, shorten};
use super::super::message::{ButtonStyle, Embed, Input, Modal, Reply, Row};
use super::super::voice::Voice;
use super::cards::Link;

/// Characters of what somebody writes to the team.
const WORDS: usize = 500;

impl Voice<'_> {
    /// The buttons by which people say whether an answer helped.
    pub fn feedback_row(&self, fact: &Fact) -> Row {
        let (id, language) = (|| fact.id.clone(), self.language);
        Row::Buttons(vec![
            self.button("button-helpful", &Action::Helpful { fact: id(), language }, ButtonStyle::Plain),
            self.button("button-not-right", &Action::NotRight { fact: id(), language }, ButtonStyle::Plain),
        ])
    }

    /// Thanks for a vote, with what is kept of it and for how long.
    pub fn voted(&self, days: u32) -> Reply {
        Reply::text(self.wording.count(self.language, "voted", &[("days", days as usize)]))
    }

    /// The form that asks what is not right.
    pub fn not_right_form(&self, fact: &str) -> Modal {
        let action = Action::NotRight { fact: fact.to_owned(), language: self.language };
        let input = Input {
            id: "text",
            label: shorten(&self.say("not-right-label", &[]), limits::INPUT_LABEL),
            value: String::new(),
            long: true,
            required: false,
            most: WORDS,
        };
        let title = shorten(&self.say("not-right-title", &[]), limits::MODAL_TITLE);
        Modal { id: action.id(), title, inputs: vec![input] }
    }

    /// What the team reads when somebody says that an answer is not right.
    pub fn not_right(&self, link: Link, fact: &Fact, words: &str) -> Reply {
        Reply {
            content: self.say("not-right", &[("link", &link.to_string())]),
            embed: Some(Embed {
                title: Some(shorten(self.label(fact), limits::EMBED_TITLE)),
                description: Some(escape(words)).filter(|words| !words.is_empty()),
                footer: Some(format!("{} · {}", fact.id, self.base_line())),
                ..Embed::default()
            }),
            rows: Vec::new(),
        }
    }

    /// What takes the place of an answer whose fact was corrected or withdrawn
    /// since; `fact` is as it is now, or none where there is no such fact any more.
    pub fn corrected(&self, fact: Option<&Fact>, at: i64) -> Reply {
        let time = format!("<t:{at}:d>");
        let Some(fact) = fact.filter(|fact| fact.status != Status::Withdrawn) else {
            return Reply::text(self.say("withdrawn-since", &[("time", &time)]));
        };
        let mut reply = self.fact(fact);
        reply.content = format!("{} {}", self.say("corrected-since", &[("time", &time)]), reply.content);
        reply
    }
}
