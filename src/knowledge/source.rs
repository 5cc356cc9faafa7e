//! Sources: where a fact can be read by anybody.

use crate::language::Language;

use super::PartialDate;

/// A public source, listed once and cited by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The id facts cite it by.
    pub id: String,
    /// Its title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where to open it, https.
    pub url: String,
    /// When it was published, as far as known.
    pub published: Option<PartialDate>,
    /// The language it is written in.
    pub language: Option<Language>,
    /// What kind of source it is, in the base's own words ("treaty", "press").
    pub kind: Option<String>,
    /// Where the copy was read, if not at `url`.
    pub read_at: Option<String>,
    /// What a reader should know of its reliability.
    pub note: Option<String>,
}
