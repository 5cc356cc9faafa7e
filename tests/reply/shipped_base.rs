//! The shipped base: every fact, and what real questions bring.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use accord::knowledge::{Base, load};
use accord::language::Language;
use accord::matching::{Matcher, Policy};
use accord::reply::{Reply, Row, Voice, Wording};

use crate::TODAY;
use crate::discord_limits::fits;
use crate::everything_said::check_base;

fn shipped() -> Base {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), TODAY).unwrap().base
}

#[test]
fn every_shipped_fact_fits_and_names_its_sources() {
    check_base(&shipped());
}

/// Every live fact can be reached by hand: topics, then their menus.
#[test]
fn the_menus_lead_to_every_shipped_fact() {
    let base = shipped();
    let wording = Wording::new();
    let voice = Voice::new(&wording, &base, Language::ENGLISH);
    let values = |reply: &Reply| -> Vec<String> {
        let selects = reply.rows.iter().filter_map(|row| match row {
            Row::Select(select) => Some(&select.options),
            Row::Buttons(_) => None,
        });
        selects.flatten().map(|option| option.value.clone()).collect()
    };
    let mut reached = BTreeSet::new();
    for topic in values(&voice.topics()) {
        reached.extend(values(&voice.topic(&topic).unwrap()));
    }
    let live: BTreeSet<String> = base.live_facts().map(|(_, fact)| fact.id.clone()).collect();
    assert_eq!(reached, live);
}

/// What really comes out of the matcher goes the same way.
#[test]
fn real_questions_are_answered_within_the_limits() {
    let matcher = Matcher::new(Arc::new(shipped()));
    let wording = Wording::new();
    let long = "word ".repeat(900);
    let mut kinds = BTreeMap::new();
    let phrasings = matcher.base().facts.iter().filter_map(|fact| fact.questions.values().next()?.first());
    for question in phrasings.map(String::as_str).chain([
        "",
        "???",
        "🙂",
        "@everyone <@1> **x** [a](https://b.c)",
        "what about it",
        "treaty 999999",
        long.as_str(),
    ]) {
        let outcome = matcher.ask(question, None, &Policy::default());
        *kinds.entry(outcome.word()).or_insert(0) += 1;
        let voice = Voice::new(&wording, matcher.base(), outcome.language);
        fits(question, &voice.outcome(&outcome, u64::MAX));
        fits(question, &voice.why_outcome(&outcome));
    }
    assert!(kinds["answer"] > 50 && kinds["none"] >= 4, "{kinds:?}");
}
