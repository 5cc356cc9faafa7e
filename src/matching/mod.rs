//! A question in; an answer, a choice or nothing out, with reasons.
//!
//! Pure: no clock, no file, no async. The same base and the same question give
//! the same outcome. `ARCHITECTURE.md` has the idea; in short:
//!
//! 1. [`question`] brings the question to terms: stems, pairs of stems, letter
//!    sequences, numbers, entities, the kind of question; mistyped words are
//!    repaired against the base's own words first ([`vocabulary`]).
//! 2. [`lane`] finds the phrasings that share terms (one lane a language) and
//!    scores facts by their nearest phrasings, weighted by how few facts use a
//!    term (inverse document frequency over facts).
//! 3. [`guard`] refuses facts about another entity or number than the named.
//! 4. [`verdict`] answers, offers a choice, or declines, under a [`Policy`].

mod audit;
mod guard;
mod lane;
mod matcher;
mod policy;
mod reading;
mod suggest;
mod verdict;

pub use audit::{Change, PhrasingRef, Stray, Twins};
pub use guard::Against;
pub use matcher::Matcher;
pub use policy::{Policy, Strictness};
pub use suggest::{entity_named, suggest_entities};
pub use verdict::{Hit, Outcome, Parts, Reasons, Refusal, Verdict, Veto};
