//! Tables of what is called by a hash: compact, and all in a few allocations.
//!
//! Words, stems, terms and names are told apart by hashes of 64 bits, so that no
//! text is kept or put together to look one up; two of them meet by chance in
//! bases of billions of terms. Who makes them meet on purpose gets a reviewed
//! answer to gibberish.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

/// The hash of something, by which it is called.
pub(super) fn name(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Names in order, each found by its number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Names {
    sorted: Vec<u64>,
    /// Where the names begin that have the same first bits; one more than there
    /// are such beginnings.
    begins: Vec<u32>,
    /// All bits but the first ones.
    shift: u32,
}

/// Names that begin alike, on average: few, so that the one is soon found.
const ALIKE: usize = 2;

impl Names {
    /// Names in any order, some perhaps more than once.
    pub(super) fn new(mut names: Vec<u64>) -> Self {
        names.sort_unstable();
        names.dedup();
        names.shrink_to_fit();
        let bits = (names.len() / ALIKE).max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut begins = vec![0; (1 << bits) + 1];
        for name in &names {
            begins[(name >> shift) as usize + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        Self { sorted: names, begins, shift }
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The number of a name: its place in their order.
    pub(super) fn find(&self, name: u64) -> Option<u32> {
        let begin = (name >> self.shift) as usize;
        let (start, end) = (*self.begins.get(begin)?, *self.begins.get(begin + 1)?);
        let here = self.sorted.get(start as usize..end as usize)?.iter().position(|other| *other == name)?;
        Some(start + here as u32)
    }

    pub(super) fn bytes(&self) -> usize {
        self.sorted.len() * 8 + self.begins.len() * 4
    }
}

/// Values in rows, one row after the other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Rows<V> {
    /// Where each row begins; one more than there are rows.
    starts: Vec<u32>,
    values: Vec<V>,
}

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Self { starts: vec![0], values: Vec::new() }
    }
}

impl<V> Rows<V> {
    /// Adds a row after the last.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = V>) {
        self.values.extend(row);
        self.starts.push(self.values.len() as u32);
    }

    /// A row by its number; empty where there is none.
    pub(super) fn row(&self, number: usize) -> &[V] {
        let ends = self.starts.get(number).zip(self.starts.get(number + 1));
        ends.and_then(|(start, end)| self.values.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// Gives back what was reserved for more.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        self.starts.len() * 4 + self.values.len() * size_of::<V>()
    }
}

/// Values under names, several under each.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Groups<V> {
    names: Names,
    rows: Rows<V>,
}

impl<V> Default for Groups<V> {
    fn default() -> Self {
        Self { names: Names::default(), rows: Rows::default() }
    }
}

impl<V> Groups<V> {
    /// Values with their names, in any order; those of one name stay in theirs.
    pub(super) fn new(mut pairs: Vec<(u64, V)>) -> Self {
        pairs.sort_by_key(|(name, _)| *name);
        let names = Names::new(pairs.iter().map(|(name, _)| *name).collect());
        let mut rows = Rows::default();
        let mut pairs = pairs.into_iter().peekable();
        for name in &names.sorted {
            rows.push(std::iter::from_fn(|| pairs.next_if(|(own, _)| own == name).map(|(_, value)| value)));
        }
        rows.shrink();
        Self { names, rows }
    }

    /// The values under a name.
    pub(super) fn of(&self, name: u64) -> &[V] {
        self.names.find(name).map_or(&[], |number| self.rows.row(number as usize))
    }

    /// Whether anything is under a name.
    pub(super) fn has(&self, name: u64) -> bool {
        self.names.find(name).is_some()
    }

    pub(super) fn bytes(&self) -> usize {
        self.names.bytes() + self.rows.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        for count in [0_u64, 1, 2, 7, 8, 100, 5_000] {
            let own: Vec<u64> = (0..count).map(|n| name(&("own", n))).collect();
            let names = Names::new(own.iter().chain(&own).rev().copied().collect());
            assert_eq!(names.len() as u64, count);
            let mut numbers: Vec<u32> = own.iter().filter_map(|name| names.find(*name)).collect();
            numbers.sort_unstable();
            assert_eq!(numbers, (0..count as u32).collect::<Vec<_>>());
            for other in [0, 1, u64::MAX, name("other"), name(&("own", count))] {
                assert_eq!(names.find(other), None, "{count} {other}");
            }
        }
        assert_eq!(Names::default().find(0), None);
        assert_eq!(Names::new(vec![0, u64::MAX]).find(u64::MAX), Some(1));
    }

    #[test]
    fn groups_keep_the_order_of_their_values() {
        let groups = Groups::new(vec![(9, "a"), (2, "b"), (9, "c"), (u64::MAX, "d"), (9, "b")]);
        for (name, values) in [(9, &["a", "c", "b"][..]), (2, &["b"]), (u64::MAX, &["d"]), (3, &[])] {
            assert_eq!((groups.of(name), groups.has(name)), (values, !values.is_empty()), "{name}");
        }
        assert!(Groups::<u8>::default().of(0).is_empty());
    }

    #[test]
    fn a_row_that_is_not_there_is_empty() {
        let mut rows = Rows::default();
        rows.push([1, 2]);
        rows.push([]);
        rows.push([3]);
        for (number, row) in [(0, &[1, 2][..]), (1, &[]), (2, &[3]), (3, &[]), (usize::MAX - 1, &[])] {
            assert_eq!(rows.row(number), row);
        }
    }
}
