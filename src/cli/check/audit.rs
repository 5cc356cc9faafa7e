//! What `accord check` finds by asking the base its own questions.

use std::path::Path;

use crate::knowledge::{Base, Problem, Severity};
use crate::matching::{Matcher, PhrasingRef, Policy, Veto};

/// From this likeness on, two phrasings of two facts are one question put
/// twice: what tells them apart weighs almost nothing.
const TWINS: f32 = 0.93;

/// Phrasings too alike to lead to two facts, and phrasings that do not find
/// their own fact. `folder` is the base's, to say where they stand.
pub(super) fn audit(matcher: &Matcher, policy: &Policy, folder: &Path) -> Vec<Problem> {
    let base = matcher.base();
    let id = |fact| base.fact(fact).id.as_str();
    let twins = matcher.twins(TWINS).into_iter().map(|twins| {
        warning(
            base,
            folder,
            twins.other,
            "near-duplicate",
            format!(
                "`{}` is {:.0} % like `{}` of `{}`",
                text(base, twins.other),
                twins.likeness * 100.0,
                text(base, twins.one),
                id(twins.one.fact)
            ),
            "Say in each what tells the two facts apart, or keep it in one",
        )
    });
    let strays = matcher.strays(policy).into_iter().map(|stray| {
        let own = text(base, stray.phrasing);
        let (message, remedy) = match (&stray.veto, stray.found) {
            (Some(Veto::Entity { named, .. }), _) => (
                format!(
                    "`{own}` names `{}`, which this fact is not about, so it is refused",
                    base.entity(*named).id
                ),
                "Add the entity to `about`, or reword the phrasing",
            ),
            (Some(Veto::Number { number, .. }), _) => (
                format!("`{own}` holds the number {number}, which this fact does not, so it is refused"),
                "Put the number into the answer, or take it out of the phrasing",
            ),
            (None, Some(other)) => {
                (format!("`{own}` finds `{}`", id(other)), "Reword the phrasing, or move it to that fact")
            }
            (None, None) => (format!("`{own}` finds no answer"), "Reword the phrasing"),
        };
        warning(base, folder, stray.phrasing, "stray-phrasing", message, remedy)
    });
    let mut problems: Vec<Problem> = twins.chain(strays).collect();
    problems
        .sort_by(|a, b| (&a.path, a.line, a.rule, &a.message).cmp(&(&b.path, b.line, b.rule, &b.message)));
    problems
}

fn text(base: &Base, phrasing: PhrasingRef) -> &str {
    let list = base.fact(phrasing.fact).questions.get(&phrasing.language);
    list.and_then(|list| list.get(phrasing.at)).map_or("", String::as_str)
}

fn warning(
    base: &Base,
    folder: &Path,
    phrasing: PhrasingRef,
    rule: &'static str,
    message: String,
    remedy: &str,
) -> Problem {
    let fact = base.fact(phrasing.fact);
    let path = folder.join("facts").join(&fact.topic).join(format!("{}.toml", fact.id));
    // The base does not keep lines; the file says where the phrasing stands.
    let escaped = text(base, phrasing).replace('\\', "\\\\").replace('"', "\\\"");
    let lines = std::fs::read_to_string(&path).unwrap_or_default();
    let line = lines.lines().position(|line| line.contains(&format!("\"{escaped}\""))).map_or(1, |at| at + 1);
    Problem { path, line, severity: Severity::Warning, rule, message, remedy: remedy.to_owned() }
}
