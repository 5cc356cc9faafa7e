//! Facts, sources and entities: what the bot knows.
//!
//! [`load`] turns a folder of files that curators edit into an immutable
//! [`Base`], or into every [`Problem`] found, each with path, line and remedy.
//! The loader knows no domain; `knowledge/README.md` explains the format to
//! curators.

mod additions;
mod base;
mod date;
mod entity;
mod fact;
mod problem;
mod reading;
mod register;
mod source;
mod timeline;
mod wording;

/// Bytes of a base's hash that are shown.
const HASH: usize = 6;

pub use additions::{Added, Addition, Files, NewFact, Unfit, files_with, without_formatting};
pub use base::{Base, EntityIndex, FactIndex, Localised, SourceIndex, Topic};
pub use date::{NotADate, PartialDate};
pub use entity::Entity;
pub use fact::{Answer, Citation, Fact, FactDate, Status};
pub use problem::{Problem, Severity};
pub use reading::{Loaded, Rejected, load, load_with};
pub use register::{DateRef, Entry, Register, Standing};
pub use source::Source;
pub use timeline::{Event, Lane, Timeline};
pub use wording::{Synonyms, Wording};
