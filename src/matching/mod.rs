//! A question in; an answer, a choice or nothing out, with reasons.
//!
//! Pure: no clock, no file, no async. The same base and the same question give
//! the same outcome. `ARCHITECTURE.md` has the idea; in short:
//!
//! 1. [`reading`] reads the question in the language, and the letters, it was
//!    meant in: words repaired, entities named, the kind of question told.
//! 2. [`lane`] says which facts are likely (one lane a language): a model
//!    trained on all phrasings, and how much of the question a fact covers.
//! 3. [`guard`] refuses facts about another entity or number than the named.
//! 4. [`matcher`] weighs all lanes up and answers, offers a choice, or
//!    declines, under a [`Policy`].

mod audit;
mod guard;
mod lane;
mod matcher;
mod names;
mod overlay;
mod policy;
mod reading;
mod stored;
mod suggest;
mod verdict;

pub use audit::{Change, PhrasingRef, Stray, Twins};
pub use guard::Against;
pub use matcher::Matcher;
pub use overlay::{Gist, Overlay};
pub use policy::{Policy, Strictness};
pub use stored::Unusable;
pub use suggest::{entity_named, suggest_entities};
pub use verdict::{Hit, Outcome, Parts, Reasons, Refusal, Verdict, Veto};
