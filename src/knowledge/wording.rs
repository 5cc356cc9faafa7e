//! How people ask, beside the facts' own phrasings: words that stand for one
//! another, and questions near the subject that the base does not answer.

use std::collections::BTreeMap;

use crate::language::Language;

/// Words and short expressions that people use for one another.
pub type Synonyms = Vec<String>;

/// What `synonyms/` and `out-of-scope/` hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// Groups of synonyms of each language; no text stands in two of them.
    pub synonyms: BTreeMap<Language, Vec<Synonyms>>,
    /// Questions that must not be answered, of each language: what they ask for
    /// is not in the base, however near it sounds.
    pub out_of_scope: BTreeMap<Language, Vec<String>>,
}
