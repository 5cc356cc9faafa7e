//! Synonyms and questions out of scope: what a base's curators say of how people
//! ask changes what is answered, and nothing else.

use std::path::Path;
use std::sync::Arc;

use accord::matching::{Matcher, Policy, Verdict};

/// A base about a harbour, with these files beside its facts.
fn harbour(besides: &[(&str, &str)]) -> Matcher {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path: &Path = &folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "sources.toml",
        "[[source]]\nid = \"log\"\ntitle = \"Log\"\npublisher = \"Harbour\"\nurl = \"https://a.example/\"\n",
    );
    for (id, phrasings) in [
        (
            "lamp",
            ["When was the lamp first lit?", "Since when does the lamp burn?", "first light of the tower"],
        ),
        ("keeper", ["Who is the keeper of the tower?", "Who looks after the lamp?", "name of the keeper"]),
        (
            "height",
            ["How high is the tower?", "height of the tower in metres", "How many steps has the tower?"],
        ),
        (
            "toll",
            ["What do ships pay in the harbour?", "harbour dues for ships", "Is there a toll for boats?"],
        ),
        ("storm", ["Which storm broke the pier?", "Was the pier damaged by the sea?", "the great storm"]),
        ("ferry", ["When does the ferry leave?", "timetable of the ferry", "first ferry in the morning"]),
    ] {
        let fact = format!(
            "[answer]\nen = \"{id}\"\n[questions]\nen = {phrasings:?}\n[[citation]]\nsource = \"log\"\n"
        );
        write(&format!("facts/harbour/{id}.toml"), &fact);
    }
    for (path, text) in besides {
        write(path, text);
    }
    let loaded = accord::knowledge::load(folder.path(), jiff::civil::date(2026, 1, 1));
    Matcher::new(Arc::new(loaded.unwrap_or_else(|rejected| panic!("{:?}", rejected.problems)).base))
}

/// The chance of the best fact, with its id.
fn best(matcher: &Matcher, question: &str) -> (String, f32) {
    let outcome = matcher.ask(question, None, &Policy { answer: 2.0, choice: 0.0, choices: 9 });
    let best = outcome.best().map(|hit| (matcher.base().fact(hit.fact).id.clone(), hit.score));
    best.unwrap_or_default()
}

#[test]
fn a_synonym_finds_what_its_group_finds() {
    let plain = harbour(&[]);
    let grouped = harbour(&[(
        "synonyms.toml",
        "en = [[\"toll\", \"dues\", \"docking fee\"], [\"keeper\", \"warden\", \"person in charge\"], [\"lit\", \"switched on\"]]\n",
    )]);
    for (question, fact) in [
        ("docking fee for boats", "toll"),
        ("docking fees of a boat?", "toll"),
        ("Who is the warden of the tower?", "keeper"),
        ("the tower's person in charge?", "keeper"),
        ("When was the lamp switched on?", "lamp"),
    ] {
        let (found, with) = best(&grouped, question);
        let (_, without) = best(&plain, question);
        assert_eq!(found, fact, "{question}");
        assert!(with > without, "{question}: {with} with synonyms, {without} without");
    }
    // A word of an expression alone is no synonym: a fee is not a docking fee.
    for question in ["Is there a swimming fee?", "Was the person at sea?"] {
        let (_, with) = best(&grouped, question);
        let (_, without) = best(&plain, question);
        assert!(with <= without + 0.05, "{question}: {with} with synonyms, {without} without");
    }
}

#[test]
fn what_is_out_of_scope_is_answered_less_and_the_rest_no_less() {
    let plain = harbour(&[]);
    let warned = harbour(&[(
        "out-of-scope/asked.toml",
        "en = [\"How many people work in the harbour?\", \"How many visitors does the tower have?\", \
         \"What does the keeper earn?\", \"Who paid for the tower?\", \"How many people live by the sea?\", \
         \"see you at the harbour tomorrow\", \"What did the lamp cost?\"]\n",
    )]);
    for question in [
        "How many people visit the tower?",
        "How many people look after boats?",
        "see you at the ferry tomorrow",
    ] {
        let (before, now) = (best(&plain, question).1, best(&warned, question).1);
        assert!(now < before, "{question}: {now} with questions out of scope, {before} without");
        let outcome = warned.ask(question, None, &Policy::default());
        assert!(!matches!(outcome.verdict, Verdict::Answer(_)), "{question}");
    }
    for (question, fact) in [
        ("when was the lamp lit first", "lamp"),
        ("How high is the tower, in metres?", "height"),
        ("what is the harbour toll for ships", "toll"),
    ] {
        let outcome = warned.ask(question, None, &Policy::default());
        let answered =
            matches!(&outcome.verdict, Verdict::Answer(hit) if warned.base().fact(hit.fact).id == fact);
        assert!(answered, "{question}: {:?}", outcome.verdict);
    }
}
