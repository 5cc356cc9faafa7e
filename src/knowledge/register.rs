//! Registers: lists of things of one sort, each with where it stands.

use super::{EntityIndex, FactIndex, Localised};

/// A date of a fact: data is kept once, in the fact, with its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRef {
    /// The fact.
    pub fact: FactIndex,
    /// The place of the date among the fact's [`dates`](super::Fact::dates).
    pub date: usize,
}

/// Where a thing may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its id in the file.
    pub id: String,
    /// What it is called, as a heading over the things that stand so.
    pub name: Localised,
}

/// A thing of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The thing.
    pub entity: EntityIndex,
    /// The place of its standing among the register's.
    pub standing: usize,
    /// The fact that says so: it is shown for the entry, and its sources with it.
    pub fact: FactIndex,
    /// What led there, by date.
    pub acts: Vec<DateRef>,
}

/// A list of things of one sort and where each stands. The base decides what
/// it is a list of, and by which command it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The name of its file and of its command: lower case letters, digits and
    /// hyphens, at most 32 (Discord).
    pub command: String,
    /// What the command does, for Discord's list of commands.
    pub description: Localised,
    /// The heading of the whole list.
    pub title: Localised,
    /// Where its things may stand, in the order to show them.
    pub standings: Vec<Standing>,
    /// Its things, ordered by standing, then as in the file.
    pub entries: Vec<Entry>,
}

impl Register {
    /// The entry of a thing.
    pub fn entry(&self, entity: EntityIndex) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.entity == entity)
    }

    /// Its things, in the order of its entries.
    pub fn things(&self) -> Vec<EntityIndex> {
        self.entries.iter().map(|entry| entry.entity).collect()
    }
}
