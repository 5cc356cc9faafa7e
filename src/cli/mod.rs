//! The verbs a person types.
//!
//! Each verb is a function that writes to the output it is handed; `main` reads
//! settings, loads the base and turns the outcome into an exit status.

mod args;
mod ask;
mod chat;
mod check;
mod eval;
mod facts;
mod proposals;
mod render;
mod store;
mod timeline;

pub use args::{
    Args, AskArgs, CheckArgs, CompletionsArgs, EvalArgs, FactsArgs, FactsVerb, ListArgs, ShowArgs, ThemeArg,
    TimelineArgs, Verb, completions,
};
pub use ask::ask;
pub use chat::chat;
pub use check::{Changed, SinceError, changed, check_failed, check_passed};
pub use eval::{EvalError, eval, questions};
pub use facts::facts;
pub use proposals::{ProposalsArgs, ProposalsError, proposals};
pub use store::{StoreArgs, store};
pub use timeline::{TimelineError, timeline};
