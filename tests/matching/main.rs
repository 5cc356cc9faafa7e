//! The matcher through its public door: what holds for any text, for bases of
//! any shape, and how well the shipped base does on questions it has not seen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod overlays;
mod properties;
mod questions;
mod shapes;
mod stored;
mod wording;
