//! What the people in the sandbox do.

mod act;
mod command;
mod component;
mod handle;
mod say;

pub use handle::{InteractionHandle, InteractionResponse};
pub use say::Say;
