//! Entities: the things facts are about, and what people call them.

use std::collections::BTreeMap;

use crate::language::Language;

use super::{EntityIndex, FactIndex, Localised};

/// A thing facts are about: a country, a body, a treaty, a person …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The id facts name it by.
    pub id: String,
    /// What kind of thing it is, in the base's own words. A question that
    /// names another entity of the same kind does not match.
    pub kind: String,
    /// Its number, where things of this kind have one (treaties).
    pub number: Option<String>,
    /// Its name.
    pub name: Localised,
    /// What else people call it, per language.
    pub aliases: BTreeMap<Language, Vec<String>>,
    /// The entities it is often confused with.
    pub not: Vec<EntityIndex>,
    /// The fact that says what it is.
    pub fact: Option<FactIndex>,
}

impl Entity {
    /// Every name and alias of every language.
    pub fn labels(&self) -> impl Iterator<Item = (Language, &str)> {
        let names = self.name.iter().map(|(language, name)| (*language, name.as_str()));
        let aliases = self
            .aliases
            .iter()
            .flat_map(|(language, list)| list.iter().map(|alias| (*language, alias.as_str())));
        names.chain(aliases)
    }
}
