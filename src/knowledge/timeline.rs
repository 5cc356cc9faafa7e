//! The timeline: the dates worth a place in a picture, in lanes.

use super::{DateRef, Localised};

/// The timeline of a base.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// The year it begins with.
    pub from: i16,
    /// The year it ends with.
    pub until: i16,
    /// Its lanes, each with an event; none where the base has no timeline.
    pub lanes: Vec<Lane>,
}

/// A lane of the timeline: events of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Its id in the file.
    pub id: String,
    /// What it is called.
    pub name: Localised,
    /// What happened, by date.
    pub events: Vec<Event>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, and the fact that says so.
    pub when: DateRef,
    /// What, in a few words.
    pub label: Localised,
}
