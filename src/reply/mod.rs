//! A verdict as plain data that fits Discord's limits and always carries its
//! sources.
//!
//! [`Voice`] says everything the bot says, in one language. What it says about
//! its subject stands in the fact base; its own wording stands in `locales/`
//! and nowhere else. The front doors only translate: `discord` into messages,
//! `cli` into terminal text.

mod action;
mod answer;
mod layout;
mod message;
mod pages;
mod registers;
mod team;
mod timeline;
mod views;
mod voice;
mod wording;

pub use action::{Action, Trace};
pub use layout::{escape, shorten};
pub use message::{Button, ButtonStyle, Embed, Field, Input, Modal, Reply, Row, Select, SelectOption};
pub use pages::Standing;
pub use team::{
    Card, ChannelPage, Day, GapCard, GapEnd, GapVerb, Kept, Link, LogLine, Notice, ProposalCard, ProposalEnd,
    ProposalVerb, Proposes, ReviewVerb, Settled, StatsPage, TeamAction, TeamPage, Would, Written,
};
pub use voice::Voice;
pub use wording::Wording;
