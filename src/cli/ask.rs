//! `accord ask`: one question, one answer.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::knowledge::{Base, Fact};
use crate::matching::{Hit, Matcher, Outcome, Policy, Veto};
use crate::reply::{Voice, Wording};

use super::args::AskArgs;
use super::render::{render, unstyled};

/// Answers one question on `out`.
pub fn ask(
    matcher: &Matcher,
    wording: &Wording,
    policy: &Policy,
    args: &AskArgs,
    out: &mut dyn Write,
) -> io::Result<()> {
    let question = args.question.join(" ");
    let outcome = matcher.ask(&question, args.context.as_deref(), policy);
    let voice = Voice::new(wording, matcher.base(), args.lang.unwrap_or(outcome.language));
    if args.json {
        let mut object = object(matcher.base(), &voice, &question, &outcome);
        if args.why {
            object["why"]["text"] = json!(unstyled(&voice.why_outcome(&outcome)));
        }
        return writeln!(out, "{object}");
    }
    write!(out, "{}", render(&voice.outcome(&outcome, 0)))?;
    if args.why {
        write!(out, "\n{}", render(&voice.why_outcome(&outcome)))?;
    }
    Ok(())
}

/// The object of `ask --json` (DESIGN.md §3).
fn object(base: &Base, voice: &Voice<'_>, question: &str, outcome: &Outcome) -> Value {
    use crate::matching::Verdict;
    let answered = match &outcome.verdict {
        Verdict::Answer(hit) => Some((hit, base.fact(hit.fact))),
        _ => None,
    };
    let choices = match &outcome.verdict {
        Verdict::Choices(hits) => hits.iter().map(|hit| choice(base, hit)).collect(),
        _ => Vec::new(),
    };
    json!({
        "question": question,
        "language": outcome.language.code(),
        "verdict": outcome.word(),
        "fact": answered.map(|(_, fact)| &fact.id),
        "covers": answered.map(|(_, fact)| fact.covers.clone()).unwrap_or_default(),
        "score": outcome.best().map_or(0.0, |hit| rounded(hit.score)),
        "choices": choices,
        "answer": answered.and_then(|(_, fact)| answer(voice, fact)),
        "sources": answered.map(|(_, fact)| sources(base, fact)).unwrap_or_default(),
        "why": why(base, outcome),
        "base": base.hash,
    })
}

fn answer(voice: &Voice<'_>, fact: &Fact) -> Option<Value> {
    let (language, answer) = voice.answer(fact)?;
    Some(json!({ "text": answer.text(), "language": language.code() }))
}

fn choice(base: &Base, hit: &Hit) -> Value {
    json!({ "fact": base.fact(hit.fact).id, "score": rounded(hit.score) })
}

fn sources(base: &Base, fact: &Fact) -> Vec<Value> {
    fact.sources()
        .into_iter()
        .map(|source| {
            let source = base.source(source);
            json!({
                "title": source.title,
                "publisher": source.publisher,
                "url": source.url,
                "published": source.published.map(|date| date.to_string()),
            })
        })
        .collect()
}

fn why(base: &Base, outcome: &Outcome) -> Value {
    let reasons = &outcome.reasons;
    let best = outcome.best();
    json!({
        "phrasing": best.map(|hit| hit.phrasing(base)),
        "parts": best.map(|hit| json!({
            "nearest": rounded(hit.parts.nearest),
            "trained": rounded(hit.parts.trained),
            "coverage": rounded(hit.parts.coverage),
            "strange": rounded(hit.parts.strange),
            "out_of_scope": rounded(hit.parts.out_of_scope),
            "against": rounded(hit.parts.against.weight()),
            "weight": rounded(hit.weight),
            "exact": hit.parts.exact,
        })),
        "thresholds": { "answer": rounded(outcome.policy.answer), "choice": rounded(outcome.policy.choice) },
        "runner_up": reasons.runner_up.as_ref().map(|hit| choice(base, hit)),
        "repaired": reasons.repaired,
        "unknown": reasons.unknown,
        "entities": reasons.entities.iter().map(|e| &base.entity(*e).id).collect::<Vec<_>>(),
        "refused": reasons.vetoes.iter().map(|veto| match veto {
            Veto::Entity { fact, named } =>
                json!({ "fact": base.fact(*fact).id, "entity": base.entity(*named).id }),
            Veto::Number { fact, number } => json!({ "fact": base.fact(*fact).id, "number": number }),
        }).collect::<Vec<_>>(),
        "completed": reasons.completed,
    })
}

/// Four digits tell scores apart; more would only look exact.
pub(super) fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}
