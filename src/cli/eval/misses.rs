//! What went wrong, for a person who wants to mend it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::knowledge::Base;
use crate::matching::{Outcome, Verdict, Veto};

use super::case::Case;
use super::report::Mark;

/// Confusions, and misses, that are shown: the rest is more of the same.
const SHOWN: usize = 15;

/// A question that did not come out as expected.
pub(super) struct Miss {
    pub(super) case: Case,
    pub(super) mark: Mark,
    pub(super) outcome: Outcome,
}

/// Which facts were taken for which, and the worst misses with their reasons.
pub(super) fn print(base: &Base, misses: &mut [Miss], out: &mut dyn Write) -> io::Result<()> {
    confusions(base, misses, out)?;
    // Said and wrong is worse than offered and wrong, or nothing; the surer, the
    // worse.
    let badness = |miss: &Miss| match miss.mark {
        Mark::Wrong | Mark::FalseAnswer => 2,
        Mark::ChoicesWrong => 1,
        _ => 0,
    };
    let score = |miss: &Miss| miss.outcome.best().map_or(0.0, |hit| hit.score);
    misses.sort_by(|a, b| {
        badness(b).cmp(&badness(a)).then(score(b).total_cmp(&score(a))).then(a.case.id.cmp(&b.case.id))
    });
    if misses.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nThe worst of {} misses:", misses.len())?;
    for miss in misses.iter().take(SHOWN) {
        writeln!(out, "{}", line(base, miss))?;
    }
    Ok(())
}

fn confusions(base: &Base, misses: &[Miss], out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for miss in misses {
        let (Some(wanted), Some(hit)) = (&miss.case.expect, miss.outcome.best()) else { continue };
        *counts.entry((wanted.join(" | "), base.fact(hit.fact).id.as_str())).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    if !counts.is_empty() {
        writeln!(out, "\nTaken for another, more than once:")?;
    }
    for ((wanted, found), count) in counts.into_iter().take(SHOWN) {
        writeln!(out, "  {count} × {wanted} → {found}")?;
    }
    Ok(())
}

/// One miss: what came of it, what was wanted, and why.
fn line(base: &Base, miss: &Miss) -> String {
    let what = match miss.mark {
        Mark::Wrong => "wrong answer",
        Mark::FalseAnswer => "answered, but must be refused",
        Mark::ChoicesWrong => "not among the choices",
        _ => "nothing found",
    };
    let Miss { case, outcome, .. } = miss;
    let wanted = case.expect.as_ref().map_or_else(|| "no answer".to_owned(), |ids| ids.join(" | "));
    let mut lines =
        vec![format!("  {what}: {} “{}”", case.id, case.question), format!("      wanted {wanted}")];
    if let Some(hit) = outcome.best() {
        lines.push(format!(
            "      nearest {} ({:.0} %), by “{}”; covers {:.0} % of the question",
            base.fact(hit.fact).id,
            hit.score * 100.0,
            hit.phrasing(base),
            hit.parts.coverage * 100.0
        ));
    }
    let reasons = &outcome.reasons;
    let mut why: Vec<String> =
        reasons.repaired.iter().map(|(typed, read)| format!("read “{typed}” as “{read}”")).collect();
    if !reasons.unknown.is_empty() {
        why.push(format!("does not know {}", reasons.unknown.join(", ")));
    }
    why.extend(reasons.vetoes.iter().map(|veto| match veto {
        Veto::Entity { fact, named } => {
            format!("refused {} for {}", base.fact(*fact).id, base.entity(*named).id)
        }
        Veto::Number { fact, number } => format!("refused {} for the number {number}", base.fact(*fact).id),
    }));
    if reasons.completed {
        why.push("completed by the question before".to_owned());
    }
    if matches!(outcome.verdict, Verdict::Choices(_)) {
        why.push("offered choices".to_owned());
    }
    if !why.is_empty() {
        lines.push(format!("      {}", why.join("; ")));
    }
    lines.join("\n")
}
