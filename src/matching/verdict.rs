//! What came of a question, and why.

use crate::knowledge::{Base, EntityIndex, FactIndex};
use crate::language::Language;

use super::Policy;
use super::guard::Against;

/// A fact found, with its score and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The fact.
    pub fact: FactIndex,
    /// The chance that it is what was asked for, 0 to 1, as measured on the base
    /// itself when it was loaded.
    pub score: f32,
    /// What it weighs in the choice among all facts and none, as a logarithm;
    /// none weighs zero.
    pub weight: f32,
    /// The parts the score is made of.
    pub parts: Parts,
    /// The place of the phrasing that fits best among those of its fact and
    /// language.
    pub phrasing_at: usize,
    /// The language of that phrasing.
    pub language: Language,
}

impl Hit {
    /// The phrasing that fits best, as the curator wrote it.
    pub fn phrasing<'b>(&self, base: &'b Base) -> &'b str {
        let phrasings = base.fact(self.fact).questions.get(&self.language);
        phrasings.and_then(|list| list.get(self.phrasing_at)).map_or("", String::as_str)
    }
}

/// The parts of a score. `weight = scale · (1.65 trained + 3.6 coverage
/// − 0.9 strange − against) − none − k · out_of_scope`, where the base's
/// calibration gives `scale`, `none` and `k`; `score = e^weight / (1 + Σ e^weight)`
/// over all facts, and 1 for a phrasing met exactly.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Parts {
    /// What the model trained on all phrasings says for the fact.
    pub trained: f32,
    /// Share of the question's content, by weight, that the fact has words for.
    pub coverage: f32,
    /// Content words of the question that no fact has.
    pub strange: f32,
    /// What the model says for the question being one the base does not answer.
    pub out_of_scope: f32,
    /// What speaks against the fact.
    pub against: Against,
    /// Likeness to the nearest phrasing, 0 to 1 (cosine of weighted terms): it
    /// explains the hit, and counts for nothing.
    pub nearest: f32,
    /// Whether the question is one of the phrasings.
    pub exact: bool,
}

/// The part of what speaks for a fact that, spoken for its being out of scope,
/// is worth mentioning.
const SOUNDS: f32 = 0.7;

/// A fact with words for less of the question than this is not said outright.
const COVERED: f32 = 0.45;
/// The same where it is asked for a sort of answer it is never asked for.
const COVERED_OTHERWISE: f32 = 0.75;

impl Parts {
    /// Whether the question is much like those the base does not answer.
    pub fn sounds_out_of_scope(&self) -> bool {
        !self.exact && self.out_of_scope > SOUNDS * self.trained
    }

    /// Whether a fact, however likely the one meant, may not hold what is asked
    /// for: the question names something else, or much of it is in words the fact
    /// has not. It is offered then, not said. The bounds keep almost every right
    /// answer of `tests/questions/tune` and cut the wrong ones by half.
    pub fn leave_doubt(&self) -> bool {
        let Against { foreign, numbers, kind, .. } = self.against;
        foreign + numbers > 0.0
            || self.coverage < COVERED
            || (kind > 0.0 && self.coverage < COVERED_OTHERWISE)
    }
}

/// Why a fact was refused although its words fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Veto {
    /// The question names this entity, the fact is about another of its kind.
    Entity {
        /// The refused fact.
        fact: FactIndex,
        /// What the question names.
        named: EntityIndex,
    },
    /// The question holds this number, the fact does not.
    Number {
        /// The refused fact.
        fact: FactIndex,
        /// The number as asked.
        number: String,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no word in the question.
    Empty,
    /// The text is too long to be one question.
    TooLong,
    /// Nothing in the base is near enough.
    NothingNear,
    /// Something was near, but about another entity or number.
    AboutSomethingElse,
}

/// The three kinds of outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Sure of one fact.
    Answer(Hit),
    /// Between these, the best first; at least one.
    Choices(Vec<Hit>),
    /// No answer; what was nearest, possibly nothing.
    None {
        /// Why.
        refusal: Refusal,
        /// The nearest facts, to show in private.
        nearest: Vec<Hit>,
    },
}

/// How the outcome came about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reasons {
    /// Words repaired: as typed, as read.
    pub repaired: Vec<(String, String)>,
    /// Words of the question the base has never heard of.
    pub unknown: Vec<String>,
    /// Entities the question names.
    pub entities: Vec<EntityIndex>,
    /// Facts refused although their words fit.
    pub vetoes: Vec<Veto>,
    /// The second best fact.
    pub runner_up: Option<Hit>,
    /// Whether the earlier question was used to complete this one.
    pub completed: bool,
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The language the question seems to be in.
    pub language: Language,
    /// The verdict.
    pub verdict: Verdict,
    /// How it came about.
    pub reasons: Reasons,
    /// The thresholds it was made under.
    pub policy: Policy,
}

impl Outcome {
    /// The best fact shown, whatever the verdict.
    pub fn best(&self) -> Option<&Hit> {
        match &self.verdict {
            Verdict::Answer(hit) => Some(hit),
            Verdict::Choices(hits) | Verdict::None { nearest: hits, .. } => hits.first(),
        }
    }

    /// The verdict in one word, as machine-readable output names it.
    pub fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Answer(_) => "answer",
            Verdict::Choices(_) => "choices",
            Verdict::None { .. } => "none",
        }
    }
}
