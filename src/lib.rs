//! Accord answers questions from a curated fact base, and names its sources.
//!
//! Read in this order: [`knowledge`] (what is known), [`matching`] (which fact
//! a question asks for), [`reply`] (what is said), then the two front doors,
//! [`discord`] and [`cli`]. `ARCHITECTURE.md` draws the map.

pub mod cache;
pub mod cli;
pub mod discord;
pub mod knowledge;
pub mod language;
pub mod limits;
pub mod matching;
pub mod moderation;
pub mod picture;
pub mod reply;
pub mod settings;
pub mod store;
pub mod telemetry;
