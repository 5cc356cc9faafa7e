//! What holds for any Unicode text.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use accord::language::{fold, tokenise};
use accord::matching::{Matcher, Policy, Refusal, Verdict};
use proptest::prelude::*;

/// The shipped base, built once for all.
pub(crate) static SHIPPED: LazyLock<Matcher> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let loaded = accord::knowledge::load(&folder, jiff::civil::date(2026, 11, 24));
    Matcher::new(Arc::new(loaded.expect("the shipped base loads").base))
});

/// Any text, and texts of words and pieces the base knows.
fn text() -> impl Strategy<Value = String> {
    let words =
        "(kazakhstan|greco|когда|қашан|2012|809|ETS|№|convention|а|\u{301}|'|-|\\?| |🙂|rjulf|0fpf){0,12}";
    prop_oneof![any::<String>(), "\\PC{0,200}", words, "[a-zа-яәғқңөұүһі0-9 ]{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn tokens_are_folded_and_never_empty(text in text()) {
        for token in tokenise(&text) {
            prop_assert!(!token.text.is_empty());
            prop_assert_eq!(fold(&token.text), token.text);
        }
    }

    #[test]
    fn the_same_question_has_the_same_outcome_with_scores_between_0_and_1(
        question in text(),
        earlier in proptest::option::of(text()),
    ) {
        let policy = Policy::default();
        let outcome = SHIPPED.ask(&question, earlier.as_deref(), &policy);
        prop_assert_eq!(&SHIPPED.ask(&question, earlier.as_deref(), &policy), &outcome);
        let shown = match &outcome.verdict {
            Verdict::Answer(hit) => vec![hit],
            Verdict::Choices(hits) | Verdict::None { nearest: hits, .. } => hits.iter().collect(),
        };
        for hit in shown.into_iter().chain(&outcome.reasons.runner_up) {
            prop_assert!((0.0..=1.0).contains(&hit.score), "{}", hit.score);
        }
    }
}

/// Whatever fits a Discord message is dealt with at once: long texts are refused
/// before they are read, the longest that are read hold the most work. The limit
/// here is far above what it takes (benches/ measures that): it only tells a
/// runaway from a slow machine.
#[test]
fn the_longest_message_is_no_work_without_end() {
    let policy = Policy::default();
    // Built before the clock starts.
    SHIPPED.ask("", None, &policy);
    let strange = "convemtiom kazakhztam ";
    for (text, refused) in [
        (strange.repeat(4_000 / strange.len()), Some(Refusal::TooLong)),
        ("а́".repeat(2_000), Some(Refusal::TooLong)),
        (strange.repeat(600 / strange.len()), None),
        ("kz ".repeat(200), Some(Refusal::TooLong)),
        ("rjydtywbz ".repeat(60), None),
    ] {
        let start = Instant::now();
        let outcome = SHIPPED.ask(&text, Some(&text), &policy);
        assert!(start.elapsed() < Duration::from_secs(2), "{text:.30}");
        if let (Some(refused), Verdict::None { refusal, .. }) = (refused, &outcome.verdict) {
            assert_eq!(*refusal, refused, "{text:.30}");
        }
    }
}
