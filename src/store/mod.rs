//! What must be remembered: server settings, reviews, tickets, proposals,
//! feedback, the audit log. SQLite by default, PostgreSQL by URL; the only home of SQL.
//!
//! One set of queries serves both: the same statements run through sqlx's
//! `Any` driver, ids are Discord's own (so no database has to count), times are
//! seconds since 1970 handed in by the caller, and whatever two people can do at
//! once is one statement whose number of rows says who was first.
//!
//! [`schema::TABLES`] says of every column what it holds and how long; backups,
//! `/privacy` and `docs/privacy.md` are made of that list.

mod answers;
mod audit;
mod connection;
mod dump;
mod error;
mod feedback;
mod gaps;
mod migrations;
mod outbox;
mod privacy;
mod proposals;
mod retention;
mod reviews;
pub mod schema;
mod settings;

pub use answers::{AnswerGiven, Said};
pub use audit::{Change, Entry};
pub use connection::{Address, Backend, Health, Store};
pub use dump::{Dump, Summary, Verified};
pub use error::StoreError;
pub use feedback::{Tally, Vote, Votes};
pub use gaps::{Gap, GapAmendment, GapState, Note, Opened, Ticket, Wanted};
pub use migrations::newest as newest_schema;
pub use outbox::{LEASE, Parcel, ParcelKind};
pub use privacy::{Held, Shown, Whose};
pub use proposals::{Idea, Proposal};
pub use reviews::{Amendment, Review, ReviewState};
pub use settings::{ChannelMode, ChannelSettings, ServerSettings, Settings, Sureness};

/// What came of a decision on something that the first to decide ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided<T> {
    /// It holds.
    Now,
    /// Somebody was quicker, or it was changed meanwhile: so it stands.
    Otherwise(Box<T>),
    /// There is no such thing here.
    Unknown,
}

/// Seconds since 1970, UTC.
pub type Seconds = i64;

/// Seconds of a day.
pub const DAY: Seconds = 86_400;

/// An id of Discord's, as the store keeps it.
pub(crate) fn stored(id: u64) -> i64 {
    // Discord's ids use 63 bits at most; the two's complement brings any other back too.
    id.cast_signed()
}

/// An id as Discord knows it.
pub(crate) fn loaded(id: i64) -> u64 {
    id.cast_unsigned()
}
