//! The base this bot ships with.

use std::io::Write;
use std::path::Path;

use accord::language::Language;

use super::{TODAY, loaded, printed, root, write};

/// The day it was shipped, whatever today is: a review that comes due later is
/// the curators' business and no broken build.
#[test]
fn the_shipped_base_has_no_problem() {
    assert_eq!(printed(&root().join("knowledge")), Vec::<String>::new(), "on {TODAY}");
}

/// A curator's first step is to copy the template: it must load as it stands.
#[test]
fn the_template_is_a_fact() {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&root().join("knowledge"), copy.path());
    let before = loaded(copy.path()).facts.len();
    let template = std::fs::read(root().join("knowledge/TEMPLATE.toml")).unwrap();
    write(copy.path(), "facts/basics/a-new-fact.toml", &template);
    let base = loaded(copy.path());
    assert_eq!(base.facts.len(), before + 1);
    assert!(base.find("a-new-fact").is_some());
}

/// Every example shown in /help is found word for word.
#[test]
fn the_examples_are_phrasings() {
    let base = loaded(&root().join("knowledge"));
    let phrasings: Vec<&String> =
        base.facts.iter().flat_map(|fact| fact.questions.values().flatten()).collect();
    for example in base.examples.iter().flat_map(|example| example.values()) {
        assert!(phrasings.contains(&example), "{example}");
    }
    assert!(!base.examples.is_empty());
}

/// What the curators promise of every fact (`knowledge/README.md`).
#[test]
fn every_fact_is_asked_for_and_answered_in_every_language() {
    let base = loaded(&root().join("knowledge"));
    let codes: Vec<&str> = base.languages.iter().map(Language::code).collect();
    assert_eq!(codes, ["en", "fr", "ru", "kk"]);
    let mut wrong = Vec::new();
    for fact in &base.facts {
        for language in &base.languages {
            let asked = fact.questions.get(language).map_or(0, Vec::len);
            let least = if *language == Language::ENGLISH { 8 } else { 5 };
            if asked < least {
                wrong.push(format!("{}: {asked} phrasings in {language}", fact.id));
            }
            let answer = &fact.answer[language];
            let (gist, all) = (answer.gist().chars().count(), answer.text().chars().count());
            if gist > 220 || all > 1_500 || answer.text().contains("http") {
                wrong.push(format!("{} in {language}: gist {gist}, answer {all}, or a link", fact.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No record of the dossier the base was built from gets lost.
#[test]
fn every_record_of_the_dossier_is_covered() {
    let dossier = root().join("../shared/dossier/facts.jsonl");
    let Ok(records) = std::fs::read_to_string(&dossier) else {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no dossier beside the project, so its records are not counted"
        );
        return;
    };
    let base = loaded(&root().join("knowledge"));
    let ids: Vec<String> = records
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(ids.len() >= 245);
    let lost: Vec<_> =
        ids.iter().filter(|id| base.find(id).or_else(|| base.covering(id)).is_none()).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Where each convention stands comes from the register, its dates from facts.
#[test]
fn the_register_and_the_timeline_hold_what_is_known() {
    let base = loaded(&root().join("knowledge"));
    let register = base.registers.iter().find(|register| register.command == "treaty").unwrap();
    let standing = |id: &str| {
        let entity = base.find_entity(id).unwrap();
        let entry = register.entries.iter().find(|entry| entry.entity == entity).unwrap();
        register.standings[entry.standing].id.as_str()
    };
    for (id, expected) in [
        ("ets-165", "party"),
        ("ets-18", "party"),
        ("ets-141", "party"),
        ("ets-127", "party"),
        ("ets-173", "invited"),
        ("ets-185", "invited"),
        ("cets-210", "invited"),
        ("cets-198", "unclear"),
        ("echr", "not-a-party"),
        ("cets-211", "unknown"),
    ] {
        assert_eq!(standing(id), expected, "{id}");
    }
    assert_eq!((base.timeline.from, base.timeline.until, base.timeline.lanes.len()), (1993, 2026, 5));
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}
