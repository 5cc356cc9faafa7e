//! The verbs, as a shell sees them: exit status, what is printed where, and
//! the objects other programs read (DESIGN.md §3).

#![allow(clippy::unwrap_used)] // in a test a panic is the report

mod asking;
mod bases;
mod caching;
mod chatting;
mod checking;
mod evaluating;
mod exporting;
mod helping;
mod keeping;
mod running;
mod statuses;
mod storing;
