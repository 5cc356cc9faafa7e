//! An index as bytes, so that the next start need not learn it again.
//!
//! Bytes are only taken from this very program and for this very base: the
//! head says which ones they are of.

use super::matcher::Index;
use crate::knowledge::Base;

/// What learnt the index: a hash of all sources that have a part in it
/// (`build.rs`).
const PROGRAM: &str = env!("INDEX_PROGRAM");

/// Why bytes are not the index of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// They are of another base, of another version of this program, or no index.
    #[error("it is of another base or of another version of this program")]
    Other,
    /// They are not what was written.
    #[error("it is damaged")]
    Damaged,
}

/// What an index begins with: its program, its base, and the checksum (CRC-32) of
/// what follows.
fn head(base: &Base, body: &[u8]) -> Vec<u8> {
    let mut head = format!("accord index {PROGRAM} {}\n", base.hash).into_bytes();
    head.extend(crc32fast::hash(body).to_le_bytes());
    head
}

/// An index as bytes.
pub(super) fn write(index: &Index, base: &Base) -> Result<Vec<u8>, postcard::Error> {
    let body = postcard::to_stdvec(index)?;
    let mut bytes = head(base, &body);
    bytes.extend(body);
    Ok(bytes)
}

/// The index of a base that bytes hold.
pub(super) fn read(bytes: &[u8], base: &Base) -> Result<Index, Unusable> {
    let length = head(base, &[]).len();
    let (own, body) = bytes.split_at_checked(length).ok_or(Unusable::Other)?;
    let expected = head(base, body);
    let named = length - size_of::<u32>();
    if own[..named] != expected[..named] {
        return Err(Unusable::Other);
    }
    if own != expected {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(body).map_err(|_| Unusable::Damaged)
}
