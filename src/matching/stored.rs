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

/// What an index begins with: its program and its base. The checksum (CRC-32) of
/// the rest follows, then the rest.
fn head(base: &Base) -> String {
    format!("accord index {PROGRAM} {}\n", base.hash)
}

/// An index as bytes.
pub(super) fn write(index: &Index, base: &Base) -> Result<Vec<u8>, postcard::Error> {
    let body = postcard::to_stdvec(index)?;
    Ok([head(base).as_bytes(), &crc32fast::hash(&body).to_le_bytes(), &body].concat())
}

/// The index of a base that bytes hold.
pub(super) fn read(bytes: &[u8], base: &Base) -> Result<Index, Unusable> {
    let rest = bytes.strip_prefix(head(base).as_bytes()).ok_or(Unusable::Other)?;
    let (checksum, body) = rest.split_first_chunk().ok_or(Unusable::Damaged)?;
    if crc32fast::hash(body) != u32::from_le_bytes(*checksum) {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(body).map_err(|_| Unusable::Damaged)
}
