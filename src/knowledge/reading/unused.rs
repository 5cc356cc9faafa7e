//! What stands in the base and serves nothing: sources no fact cites, entities
//! that no question can turn on.

use std::collections::HashSet;

use super::things::Drafts;

/// A source that no fact cites, not even a withdrawn one.
pub(super) fn sources(drafts: &Drafts<'_>) {
    let cited: HashSet<&str> =
        drafts.facts.iter().flat_map(|fact| &fact.citations).map(|c| c.source.value.as_str()).collect();
    for draft in drafts.sources.iter().filter(|draft| !cited.contains(draft.source.id.as_str())) {
        draft.document.warning(
            draft.line,
            "unused-source",
            format!("no fact cites `{}`", draft.source.id),
            "Cite it where it bears a claim out, or remove it",
        );
    }
}

/// An entity that decides nothing. It does decide something where a fact is
/// about it or about another of its kind (a question that names it is then
/// kept from that fact), where it is told apart from another, or where the
/// base names it as home or in a register.
pub(super) fn entities(drafts: &Drafts<'_>) {
    let about: HashSet<&str> =
        drafts.facts.iter().flat_map(|fact| &fact.about).map(|id| id.value.as_str()).collect();
    let kinds: HashSet<&str> =
        drafts.entities.iter().filter(|e| about.contains(e.id.as_str())).map(|e| e.kind.as_str()).collect();
    let named: HashSet<&str> = drafts
        .entities
        .iter()
        .flat_map(|entity| &entity.not)
        .chain(&drafts.base.home)
        .map(|id| id.value.as_str())
        .chain(drafts.registers.iter().flat_map(super::chronology::RegisterDraft::entities))
        .collect();
    for draft in &drafts.entities {
        let used = about.contains(draft.id.as_str())
            || kinds.contains(draft.kind.as_str())
            || named.contains(draft.id.as_str())
            || !draft.not.is_empty();
        if !used {
            draft.document.warning(
                draft.line,
                "unused-entity",
                format!("no fact is about `{}` or about any other {}", draft.id, draft.kind),
                "Name it in the `about` of a fact, say with `not` what it is confused with, or remove it",
            );
        }
    }
}
