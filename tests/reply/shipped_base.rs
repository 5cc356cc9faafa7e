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

/// Registers, every entry of them, every pair that can be compared, and the
/// timeline, in every language: within Discord's limits, and never without a
/// source where something is stated.
#[test]
fn registers_comparisons_and_the_timeline_fit_and_name_their_sources() {
    let base = shipped();
    let wording = Wording::new();
    let sourced = |what: &str, reply: &Reply| {
        fits(what, reply);
        let fields = reply.embed.iter().flat_map(|embed| &embed.fields);
        assert!(
            fields.into_iter().any(|field| field.value.contains("](https://")),
            "{what} without a source"
        );
    };
    for language in &base.languages {
        let voice = Voice::new(&wording, &base, *language);
        for register in base.registers.iter() {
            sourced(&format!("{language} {}", register.command), &voice.register(register));
            for entry in &register.entries {
                let id = &base.entity(entry.entity).id;
                sourced(&format!("{language} {} {id}", register.command), &voice.entry(register, entry));
            }
        }
        let things: Vec<_> = voice.comparable().collect();
        assert!(things.len() > 15);
        for one in &things {
            for other in &things {
                let what = format!("{language} {} {}", base.entity(*one).id, base.entity(*other).id);
                let reply = voice.compare(*one, *other);
                match reply.embed {
                    Some(_) => sourced(&what, &reply),
                    None => {
                        assert!(one == other || base.entity(*one).kind != base.entity(*other).kind, "{what}");
                    }
                }
            }
        }
        // Its menus open the facts, whose sources are theirs.
        let timeline = voice.timeline().unwrap();
        fits(&format!("{language} timeline"), &timeline);
        let events: usize = base.timeline.lanes.iter().map(|lane| lane.events.len()).sum();
        let lines: usize =
            timeline.embed.iter().flat_map(|e| &e.fields).map(|f| f.value.lines().count()).sum();
        assert_eq!(lines, events, "{language}: no event is left out of the text");
        assert!(voice.timeline_alt().chars().count() <= 1_024);
    }
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
