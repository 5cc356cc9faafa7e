//! The fence: who may import whom, which crate lives where, how long a file
//! may be, and that the bot's own code knows nothing of its subject.
//!
//! Reads the sources as text. Comments, texts in quotes and `#[cfg(test)]`
//! parts are blanked first, so what is left is code that ships.

#![allow(clippy::unwrap_used)] // in a test a panic is the report

mod files;
mod imports;
mod paths;
mod shipped_code;
mod subject;
