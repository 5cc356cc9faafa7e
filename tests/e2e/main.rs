//! The real bot, as its own process, against the local Discord over a real
//! WebSocket and HTTP.
//!
//! Every request a bot makes in any of these tests is held against Discord's
//! own REST specification where `../shared/discord-openapi.json` is at hand;
//! where it is not, each test says so.

#![allow(clippy::unwrap_used, clippy::expect_used)] // in a test a panic is the report

mod asking;
mod buttons;
mod channels;
mod commands;
mod crashes;
mod feedback;
mod gateway;
mod lost_tickets;
mod pages;
mod permissions;
#[path = "../postgres/mod.rs"]
mod postgres;
mod privacy;
mod proposals;
mod reviews;
mod sending;
mod serving;
mod tickets;
mod unwell;
mod world;
