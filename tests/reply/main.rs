//! Everything the bot can say fits into what Discord takes, names its sources
//! and is whole: for each fact of the shipped base, and for facts as large as
//! the loader lets through.

#![allow(clippy::unwrap_used)] // in a test a panic is the report
#![allow(clippy::format_push_string)] // writing to a String needs another unwrap

mod discord_limits;
mod everything_said;
mod largest_facts;
mod shipped_base;

use jiff::civil::{Date, date};

/// The day all of these tests take place on.
const TODAY: Date = date(2026, 11, 23);
