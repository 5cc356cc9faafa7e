//! Gateway events in, replies out. The only home of serenity.
//!
//! A question comes in through [`events`], is recognised as one by
//! [`addressed`], matched and worded by the [`desk`], and leaves through
//! [`outbox`] (messages) or [`interactions`] (commands and buttons), both over
//! [`rest`]. [`serve`] starts and ends all that; [`turnstile`] and
//! [`watchdog`] guard it against what serenity's gateway does wrong
//! (ARCHITECTURE.md lists which guard answers which fault).

mod addressed;
mod commands;
mod components;
mod connection;
mod convert;
mod desk;
mod events;
mod gate;
mod interactions;
mod ledger;
mod messages;
mod outbox;
mod pictures;
mod recent;
mod registration;
mod rest;
mod serve;
mod tasks;
mod team;
mod turnstile;
mod watchdog;

pub use desk::{Loader, Policies};
pub use serve::{Options, ServeError, serve};
pub use team::Moderation;
