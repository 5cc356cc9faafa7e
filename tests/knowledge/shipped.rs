//! The base this bot ships with.

use std::path::Path;

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
