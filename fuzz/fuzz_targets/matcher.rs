//! Any question, with or without one before it: no panic, scores between 0 and
//! 1, the same outcome twice, nothing answered that was vetoed.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use accord::matching::{Matcher, Policy};
use libfuzzer_sys::fuzz_target;

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../knowledge");
    let loaded = accord::knowledge::load(&folder, jiff::civil::date(2026, 11, 24));
    Matcher::new(Arc::new(loaded.expect("the shipped base loads").base))
});

fuzz_target!(init: {
    // Indexing the base is no part of the first question.
    LazyLock::force(&MATCHER);
}, |texts: (&str, Option<&str>)| {
    let (question, earlier) = texts;
    let policy = Policy::default();
    let outcome = MATCHER.ask(question, earlier, &policy);
    assert_eq!(outcome, MATCHER.ask(question, earlier, &policy));
    for hit in outcome.best().into_iter().chain(&outcome.reasons.runner_up) {
        assert!((0.0..=1.0).contains(&hit.score), "{}", hit.score);
        let _ = hit.phrasing(MATCHER.base());
    }
    let _ = MATCHER.suggest(question, outcome.language, 25);
});
