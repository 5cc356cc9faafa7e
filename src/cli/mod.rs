//! The verbs a person types.
//!
//! Each verb is a function that writes to the outputs it is handed and returns
//! the exit status; `main` reads settings and loads the base.

mod args;
mod ask;
mod chat;
mod check;
mod eval;
mod render;

pub use args::{Args, AskArgs, CheckArgs, CompletionsArgs, EvalArgs, Verb, completions};
pub use ask::ask;
pub use chat::chat;
pub use check::{check_failed, check_passed};
pub use eval::{EvalError, eval};
