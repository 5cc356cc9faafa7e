//! What was learnt of a base, as bytes and back.

use std::sync::Arc;

use accord::matching::{Matcher, Policy, Unusable};

use crate::shapes::base;

const QUESTIONS: [&str; 7] = [
    "when was the lamp first lit",
    "wen was the lampp lit?",
    "how tall is the tower",
    "когда зажгли маяк",
    "kogda zazhgli mayak",
    "Which wine goes with oysters?",
    "",
];

fn lighthouse() -> Matcher {
    base(&[
        (
            "lit",
            &[
                ("en", &["When was the lamp first lit?", "first light of the lamp"]),
                ("ru", &["Когда зажгли маяк?"]),
            ],
        ),
        ("height", &[("en", &["How high is the tower?"]), ("ru", &["Какой высоты башня?"])]),
    ])
}

#[test]
fn a_restored_index_answers_as_the_one_that_was_learnt() {
    let learnt = lighthouse();
    let restored = Matcher::unprepared(Arc::clone(learnt.base()));
    assert_eq!(restored.restore(&learnt.stored().unwrap()), Ok(()));
    for question in QUESTIONS {
        for earlier in [None, Some("When was the lamp first lit?")] {
            let ask = |matcher: &Matcher| format!("{:?}", matcher.ask(question, earlier, &Policy::default()));
            assert_eq!(ask(&restored), ask(&learnt), "{question} after {earlier:?}");
        }
    }
}

#[test]
fn bytes_of_something_else_change_nothing() {
    let learnt = lighthouse();
    let bytes = learnt.stored().unwrap();
    let other = base(&[("lit", &[("en", &["When was the lamp first lit?"])])]).stored().unwrap();
    let body = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let changed = |at: usize| {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        changed
    };
    for (what, bytes, expected) in [
        ("nothing", Vec::new(), Unusable::Other),
        ("another base's", other, Unusable::Other),
        ("text", b"accord index\n".repeat(9), Unusable::Other),
        ("another program's", changed(20), Unusable::Other),
        ("a wrong checksum", changed(body), Unusable::Damaged),
        ("a bit changed", changed(body + 40), Unusable::Damaged),
        ("the last bit changed", changed(bytes.len() - 1), Unusable::Damaged),
        ("cut off", bytes[..bytes.len() / 2].to_vec(), Unusable::Damaged),
        ("cut off after the head", bytes[..body + 4].to_vec(), Unusable::Damaged),
        ("more than it was", [&bytes[..], b"x"].concat(), Unusable::Damaged),
    ] {
        let fresh = Matcher::unprepared(Arc::clone(learnt.base()));
        assert_eq!(fresh.restore(&bytes), Err(expected), "{what}");
        assert_eq!(fresh.ask(QUESTIONS[0], None, &Policy::default()).word(), "answer", "{what}");
    }
}
