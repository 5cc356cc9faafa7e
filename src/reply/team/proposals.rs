//! What moderators propose for the fact base, and what a second person sees of
//! it.

use crate::knowledge::Fact;
use crate::limits;

use super::super::layout::{escape, fields, shorten};
use super::super::message::{ButtonStyle, Embed, Field, Input, Modal, Reply, Row, Select, SelectOption};
use super::super::voice::Voice;
use super::action::{ProposalVerb, TeamAction};
use super::gaps::Written;

/// Phrasings of a fact that are shown beside a proposed one.
const BESIDE: usize = 3;

/// What is proposed.
#[derive(Debug, Clone, Copy)]
pub enum Proposes<'a> {
    /// A phrasing of a fact; none where that is no longer there.
    Phrasing(Option<&'a Fact>),
    /// A fact.
    Fact(Written<'a>),
}

/// Something proposed.
#[derive(Debug, Clone, Copy)]
pub struct ProposalCard<'a> {
    /// Its number.
    pub proposal: u64,
    /// Who proposed it.
    pub author: u64,
    /// What it is.
    pub proposes: Proposes<'a>,
    /// The file it changes or adds.
    pub file: &'a str,
    /// The language, as a code.
    pub language: &'a str,
    /// How it is asked.
    pub words: &'a str,
    /// The names of what a fact is about.
    pub about: &'a str,
    /// Whether it is in use; who approved it then.
    pub approved: Option<u64>,
    /// Tells it apart from what was proposed before.
    pub mark: u32,
}

/// How a proposal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalEnd {
    /// Turned down.
    TurnedDown(u64),
    /// Taken out of use.
    Withdrawn(u64),
    /// Nobody decided as long as a question may be kept.
    Over,
}

impl Voice<'_> {
    /// The card of a proposal.
    pub fn proposal_card(&self, card: &ProposalCard<'_>) -> Reply {
        let author = self.person(card.author);
        let content = match card.proposes {
            Proposes::Phrasing(fact) => {
                let fact = fact.map_or(card.file, |fact| self.label(fact));
                self.say("proposal-phrasing", &[("person", &author), ("fact", &escape(fact))])
            }
            Proposes::Fact(_) => self.say("proposal-fact", &[("person", &author)]),
        };
        let stands = card.approved.map_or_else(
            || self.say("proposal-waits", &[]),
            |by| self.say("proposal-approved", &[("person", &self.person(by))]),
        );
        let mut parts =
            vec![Field { name: self.say("proposal-difference", &[]), value: Self::difference(card) }];
        if let Proposes::Fact(note) = &card.proposes {
            // As it will be read, links and all.
            parts.extend(self.note_fields(note, "card-answer"));
        }
        Reply {
            content,
            embed: Some(Embed {
                title: None,
                description: Some(stands),
                fields: parts,
                footer: Some(self.proposal_number(card.proposal)),
            }),
            rows: self.proposal_rows(card),
        }
    }

    /// The number comes last: a card is known by it.
    fn proposal_number(&self, proposal: u64) -> String {
        self.say("proposal-number", &[("proposal", &proposal.to_string())])
    }

    /// What changes in the base's files, as `diff` writes it.
    fn difference(card: &ProposalCard<'_>) -> String {
        let within = |text: &str, most| shorten(&text.replace("```", "'''"), most);
        // What is proposed is shown whole; what stands beside it gives way.
        let line = |text: &str| within(text, limits::QUESTION_CHARS);
        let mut lines = vec![format!("# {} [questions] {}", card.file, card.language)];
        match card.proposes {
            Proposes::Phrasing(fact) => {
                let beside = fact.into_iter().flat_map(|fact| fact.questions.iter());
                let beside = beside.filter(|(language, _)| language.code() == card.language);
                let phrasings: Vec<&String> = beside.flat_map(|(_, list)| list).collect();
                let others = phrasings.iter().rev().filter(|phrasing| phrasing.as_str() != card.words);
                let mut others: Vec<String> =
                    others.take(BESIDE).map(|phrasing| format!("  {}", within(phrasing, 50))).collect();
                others.reverse();
                lines.extend(others);
                lines.push(format!("+ {}", line(card.words)));
            }
            Proposes::Fact(_) => {
                lines.push(format!("+ {}", line(card.words)));
                if !card.about.is_empty() {
                    lines.push(format!("+ about: {}", within(card.about, 150)));
                }
            }
        }
        // 12: the fence.
        format!("```diff\n{}\n```", shorten(&lines.join("\n"), limits::FIELD_VALUE - 12))
    }

    fn proposal_rows(&self, card: &ProposalCard<'_>) -> Vec<Row> {
        let button =
            |key, verb, style| self.team_button(key, TeamAction::Proposal(verb, card.proposal), style);
        if card.approved.is_some() {
            return vec![Row::Buttons(vec![button(
                "button-withdraw",
                ProposalVerb::Withdraw,
                ButtonStyle::Turning,
            )])];
        }
        vec![Row::Buttons(vec![
            button("button-approve", ProposalVerb::Approve(card.mark), ButtonStyle::Going),
            button("button-edit-proposal", ProposalVerb::Edit, ButtonStyle::Plain),
            button("button-turn-down", ProposalVerb::TurnDown, ButtonStyle::Turning),
        ])]
    }

    /// The card of a proposal that is no more.
    pub fn ended_proposal(&self, proposal: u64, end: ProposalEnd) -> Reply {
        let done = match end {
            ProposalEnd::TurnedDown(by) => self.say("proposal-rejected", &[("person", &self.person(by))]),
            ProposalEnd::Withdrawn(by) => self.say("proposal-withdrawn", &[("person", &self.person(by))]),
            ProposalEnd::Over => self.say("gap-over", &[]),
        };
        Reply::embed(Embed {
            description: Some(done),
            footer: Some(self.proposal_number(proposal)),
            ..Embed::default()
        })
    }

    /// The form to put a proposal in other words.
    pub fn proposal_form(&self, proposal: u64, words: &str, note: Option<&Written<'_>>) -> Modal {
        let mut inputs = vec![Input {
            id: "words",
            label: shorten(&self.say("proposal-form-words", &[]), limits::INPUT_LABEL),
            value: words.to_owned(),
            long: true,
            required: true,
            most: limits::QUESTION_CHARS,
        }];
        if note.is_some() {
            inputs.extend(self.note_inputs(note));
        }
        Modal {
            id: TeamAction::Proposal(ProposalVerb::Edit, proposal).id(),
            title: shorten(&self.say("proposal-form-title", &[]), limits::MODAL_TITLE),
            inputs,
        }
    }

    /// What is proposed in a server, and what proposed is in use there: number,
    /// words, whether it is in use.
    pub fn proposals_page(&self, proposals: &[(u64, String, bool)]) -> Reply {
        if proposals.is_empty() {
            return Reply::text(self.say("proposals-none", &[]));
        }
        let list = |approved| {
            let of = proposals.iter().filter(|(.., state)| *state == approved);
            of.map(|(_, words, _)| format!("• {}", shorten(&escape(words), 150))).collect::<Vec<_>>()
        };
        let mut parts = fields(&self.say("proposals-open", &[]), &list(false));
        parts.extend(fields(&self.say("proposals-live", &[]), &list(true)));
        let options = proposals
            .iter()
            .take(limits::OPTIONS)
            .map(|(number, words, _)| SelectOption {
                label: shorten(words, limits::OPTION_TEXT),
                value: number.to_string(),
                description: None,
            })
            .collect();
        let menu = Select {
            id: TeamAction::Proposal(ProposalVerb::Show, 0).id(),
            placeholder: self.say("proposals-choose", &[]),
            options,
        };
        Reply::embed_with(
            Embed { title: Some(self.say("proposals-title", &[])), fields: parts, ..Embed::default() },
            vec![Row::Select(menu)],
        )
    }
}
