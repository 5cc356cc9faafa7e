//! `ask`: the object and the words it prints, whatever is asked.

use std::path::Path;

use serde_json::{Value, json};

use crate::bases::{broken, lighthouse};
use crate::running::{accord_with, keys, on, set};

const ASK: [&str; 11] = [
    "question", "language", "verdict", "fact", "covers", "score", "choices", "answer", "sources", "why",
    "base",
];

#[test]
fn ask_prints_one_object_of_known_keys() {
    let base = lighthouse();
    let answer = on(base.path(), &["ask", "--json", "When was the lamp first lit?"]).object();
    assert_eq!(keys(&answer), set(&ASK));
    assert_eq!(answer["verdict"], "answer");
    assert_eq!(answer["fact"], "first-lit");
    assert_eq!(answer["covers"], json!(["old-lamp-1"]));
    assert_eq!(answer["language"], "en");
    assert_eq!(answer["score"], 1.0);
    assert_eq!(answer["choices"], json!([]));
    let text = "The lamp was first lit in 1869.\nIt burned whale oil until the spring of 1901.";
    assert_eq!(answer["answer"], json!({ "text": text, "language": "en" }));
    assert_eq!(
        answer["sources"],
        json!([{
            "title": "The keeper's log",
            "publisher": "Harbour Archive",
            "url": "https://archive.example/log",
            "published": "1870-05",
        }])
    );
    assert_eq!(answer["base"].as_str().unwrap().len(), 12);
    assert!(answer["why"].is_object());

    // Words without quotes are one question; --why adds to `why` and no key.
    let words =
        on(base.path(), &["ask", "--json", "--why", "When", "was", "the", "lamp", "first", "lit?"]).object();
    assert_eq!(keys(&words), set(&ASK));
    assert_eq!(words["fact"], "first-lit");
    assert!(words["why"]["text"].as_str().unwrap().contains("When was the lamp first lit?"), "{words}");

    let none = on(base.path(), &["ask", "--json", "Which wine goes with oysters?"]).object();
    assert_eq!(keys(&none), set(&ASK));
    assert_eq!(
        (&none["verdict"], &none["fact"], &none["answer"]),
        (&json!("none"), &Value::Null, &Value::Null)
    );
    assert_eq!((&none["covers"], &none["sources"]), (&json!([]), &json!([])));

    // Two facts come close.
    let strict = [("ACCORD_MATCHING__STRICTNESS", "strict")];
    let arguments =
        ["--knowledge", base.path().to_str().unwrap(), "ask", "--json", "tower, how high, stairs"];
    let choices = accord_with(&arguments, &strict, "").object();
    assert_eq!(keys(&choices), set(&ASK));
    assert_eq!((&choices["verdict"], &choices["fact"]), (&json!("choices"), &Value::Null));
    let offered = choices["choices"].as_array().unwrap();
    assert!((1..=3).contains(&offered.len()), "{choices}");
    for choice in offered {
        assert_eq!(keys(choice), set(&["fact", "score"]));
        assert!((0.0..=1.0).contains(&choice["score"].as_f64().unwrap()));
    }
    assert_eq!(choices["score"], offered[0]["score"]);
}

#[test]
fn what_is_no_question_is_none_and_no_failure() {
    let base = lighthouse();
    let paste = "lamp tower keeper ".repeat(223);
    assert!(paste.len() > 4_000);
    // Few characters, but more words than are read: what is last may turn it.
    let wordy = format!("How high is the tower? {}of Alexandria", "a ".repeat(150));
    assert!(wordy.len() < 600);
    for question in [
        "",
        " ",
        "???",
        "🙂",
        "\u{200B}",
        "\u{202E}\u{0}".trim_end_matches('\0'),
        paste.as_str(),
        wordy.as_str(),
        "\\ \" ' `",
    ] {
        let ran = on(base.path(), &["ask", "--json", question]);
        assert_eq!(ran.status, 0, "{question:?}: {}", ran.err);
        let object = ran.object();
        assert_eq!(object["verdict"], "none", "{question:?}: {object}");
        assert_eq!(object["question"], question);
        let spoken = on(base.path(), &["ask", question]);
        assert_eq!(spoken.status, 0, "{question:?}");
        assert!(!spoken.out.trim().is_empty(), "{question:?}: something is said");
    }
}

#[test]
fn the_same_question_gets_the_same_bytes() {
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    for question in ["When did it all begin?", "Is it a member?", "who signed it and when", "???"] {
        let first = on(&knowledge, &["ask", "--json", "--why", question]);
        let second = on(&knowledge, &["ask", "--json", "--why", question]);
        assert_eq!(first.out, second.out, "{question}");
        assert_eq!(first.status, 0, "{}", first.err);
    }
}

#[test]
fn the_earlier_question_completes_a_short_one() {
    let base = lighthouse();
    let alone = on(base.path(), &["ask", "--json", "and how high?"]).object();
    let context = on(
        base.path(),
        &["ask", "--json", "--context", "How many steps does the tower have?", "and how high?"],
    )
    .object();
    let first =
        if context["verdict"] == "answer" { &context["fact"] } else { &context["choices"][0]["fact"] };
    assert_eq!(first, "height", "{context}");
    assert_eq!(context["why"]["completed"], true);
    assert_eq!(context["question"], "and how high?", "the question stays the one asked");
    // A question that stands alone is not bent by what went before.
    let own = on(
        base.path(),
        &["ask", "--json", "--context", "How high is the tower?", "When was the lamp first lit?"],
    )
    .object();
    assert_eq!(own["fact"], "first-lit");
    assert_eq!(alone["why"]["completed"], false);
    // What is no question does not get the answer before it once more.
    for said in ["thanks", "ok", "lol", "pizza", "👍"] {
        let object =
            on(base.path(), &["ask", "--json", "--context", "How high is the tower?", said]).object();
        assert_eq!(object["verdict"], "none", "{said}: {object}");
    }
}

#[test]
fn a_short_question_is_completed_in_its_own_language() {
    let base = tempfile::tempdir().unwrap();
    let fact = |en: &str, ru: &str| {
        format!(
            "[answer]\nen = \"Yes.\"\nru = \"Да.\"\n[questions]\nen = [{en}]\nru = [{ru}]\n[[citation]]\n\
             source = \"log\"\n"
        )
    };
    for (path, text) in [
        ("base.toml", "name = \"Lamp\"\nlanguages = [\"en\", \"ru\"]\n".to_owned()),
        (
            "sources.toml",
            "[[source]]\nid = \"log\"\ntitle = \"T\"\npublisher = \"P\"\nurl = \"https://log.example\"\n"
                .to_owned(),
        ),
        (
            "facts/lamp/lit.toml",
            fact(
                "\"When was the lamp lit?\", \"Since when is the lamp lit?\"",
                "\"Когда зажгли лампу?\", \"С каких пор горит лампа?\"",
            ),
        ),
        ("facts/lamp/height.toml", fact("\"How high is the tower?\"", "\"Какой высоты башня?\"")),
    ] {
        let path = base.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    for (earlier, question) in [("Is the lamp lit?", "and since when?"), ("Лампу зажгли?", "а с каких пор?")]
    {
        let object = on(base.path(), &["ask", "--json", "--context", earlier, question]).object();
        assert_eq!(object["why"]["completed"], true, "{object}");
    }
}

#[test]
fn an_answer_in_words_has_the_text_and_the_source() {
    let base = lighthouse();
    let ran = on(base.path(), &["ask", "--lang", "fr", "When was the lamp first lit?"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for part in [
        "The lamp was first lit in 1869.",
        "whale oil",
        "The keeper's log <https://archive.example/log>",
        "Harbour Archive",
        "1870",
    ] {
        assert!(ran.out.contains(part), "{part}:\n{}", ran.out);
    }
    assert!(ran.err.is_empty(), "{}", ran.err);
}

/// Neither output is ever coloured where nobody looks at it.
#[test]
fn pipes_get_no_colours() {
    let base = lighthouse();
    let broken = broken("several");
    for (folder, arguments) in [
        (base.path(), &["ask", "--why", "How high is the tower?"][..]),
        (base.path(), &["check"]),
        (base.path(), &["--help"]),
        (broken.as_path(), &["check"]),
        (broken.as_path(), &["ask", "x"]),
        (broken.as_path(), &["no-such-verb"]),
    ] {
        let ran = on(folder, arguments);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{arguments:?}:\n{}{}",
            ran.out,
            ran.err
        );
        assert!(!(ran.out.is_empty() && ran.err.is_empty()), "{arguments:?}");
    }
}
