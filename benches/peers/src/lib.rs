//! Bases of any size, and the peers the matcher is measured beside.

pub mod peers;
pub mod synthetic;
