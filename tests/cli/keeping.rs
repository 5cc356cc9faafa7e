//! What curators use beside `check`: `facts`, `timeline`, and what a change
//! changes.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::bases::lighthouse;
use crate::running::{Ran, accord_with, on};

fn shipped() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge"))
}

/// Runs a verb that calls git, which is found by PATH.
fn with_git(base: &Path, arguments: &[&str]) -> Ran {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut all = vec!["--knowledge", base.to_str().unwrap()];
    all.extend(arguments);
    accord_with(&all, &[("PATH", path.as_str())], "")
}

fn change(base: &Path, file: &str, from: &str, to: &str) {
    let path = base.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn facts_are_listed_shown_and_counted() {
    let base = lighthouse();
    let ran = on(base.path(), &["facts", "list"]);
    assert!(
        ran.status == 0 && ran.out.contains("first-lit") && ran.out.contains("4 of 4 facts"),
        "{}",
        ran.out
    );
    let ran = on(base.path(), &["facts", "list", "--status", "unknown"]);
    assert!(ran.out.contains("last-keeper") && !ran.out.contains("first-lit"), "{}", ran.out);
    let ran = on(base.path(), &["facts", "list", "--topic", "attic"]);
    assert!(ran.status == 2 && ran.out.contains("there are: lamp, tower"), "{}", ran.out);
    for id in ["first-lit", "old-lamp-1"] {
        let ran = on(base.path(), &["facts", "show", id]);
        for part in
            ["lamp/first-lit", "1869", "When was the lamp first lit?", "Lamp lit at dusk.", "https://"]
        {
            assert!(ran.out.contains(part), "{id} {part}: {}", ran.out);
        }
    }
    let ran = on(base.path(), &["facts", "show", "nothing"]);
    assert!(ran.status == 2 && ran.out.contains("no fact `nothing`"), "{}", ran.out);
    let ran = on(base.path(), &["facts", "stats"]);
    assert!(ran.status == 0 && ran.out.contains("phrasings en") && ran.out.contains("tower"), "{}", ran.out);
}

#[test]
fn the_timeline_in_words_and_as_a_picture() {
    let base = lighthouse();
    let ran = on(base.path(), &["timeline"]);
    assert!(ran.status == 1 && ran.err.contains("no timeline"), "{}{}", ran.out, ran.err);
    let ran = on(shipped(), &["timeline", "--lang", "kk"]);
    for part in ["Хронология", "2012 ж. 13 наурыз – Венеция комиссиясының мүшесі"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let picture = base.path().join("timeline.png");
    let ran = on(shipped(), &["timeline", "--theme", "light", "--out", picture.to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(&std::fs::read(&picture).unwrap()[..4], b"\x89PNG");
    let ran = on(shipped(), &["timeline", "--out", "/no/such/folder/timeline.png"]);
    assert_eq!(ran.status, 1, "{}", ran.out);
}

#[test]
fn check_puts_the_base_to_itself() {
    let base = lighthouse();
    change(base.path(), "facts/tower/stairs.toml", "stairs of the tower", "heights of the tower in metres");
    let ran = on(base.path(), &["check"]);
    assert!(ran.status == 0 && ran.out.contains("warning[near-duplicate]"), "{}", ran.out);
    assert!(ran.out.contains("warning[stray-phrasing]"), "{}", ran.out);
    assert!(ran.out.contains("stairs.toml:8") && ran.out.contains("finds `height`"), "{}", ran.out);
}

/// The shipped base as CI sees it: nothing to explain.
#[test]
fn the_shipped_base_has_nothing_to_explain() {
    let ran = on(shipped(), &["check", "--today", "2026-11-23"]);
    assert!(ran.status == 0 && ran.out.contains("no errors, 0 warnings"), "{}", ran.out);
}

#[test]
fn reviews_are_overdue_on_the_day_that_is_named() {
    let base = lighthouse();
    change(base.path(), "facts/lamp/first-lit.toml", "status =", "review_by = 2030-05-01\nstatus =");
    for (today, due) in [("2030-05-01", false), ("2030-05-02", true)] {
        let ran = on(base.path(), &["check", "--today", today]);
        assert_eq!(ran.out.contains("warning[overdue-review]"), due, "{today}: {}", ran.out);
    }
    assert_eq!(on(base.path(), &["check", "--today", "someday"]).status, 2);
}

#[test]
fn what_a_change_changes_against_a_folder_and_a_revision() {
    let (before, after) = (lighthouse(), lighthouse());
    let since = before.path().to_str().unwrap();
    let ran = on(after.path(), &["check", "--changed", since]);
    assert!(ran.out.contains("no question gets another answer"), "{}", ran.out);

    // A phrasing moves from one fact to another, an answer is reworded, a
    // fact is withdrawn.
    change(after.path(), "facts/lamp/first-lit.toml", ", \"lamp lit since when\"", "");
    change(after.path(), "facts/tower/stairs.toml", "stairs of the tower", "lamp lit since when");
    change(after.path(), "facts/tower/height.toml", "41 metres", "42 metres");
    change(after.path(), "facts/lamp/last-keeper.toml", "unknown", "withdrawn");
    let check = |ran: &Ran| {
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        let lines: Vec<&str> = ran.out.lines().collect();
        let line = |parts: &[&str]| {
            assert!(
                lines.iter().any(|line| parts.iter().all(|part| line.contains(part))),
                "{parts:?}: {}",
                ran.out
            );
        };
        line(&["lamp lit since when", "first-lit", "stairs"]);
        line(&["Who was the last keeper?", "last-keeper", "no sure answer"]);
        line(&["same fact in other words", "height"]);
    };
    check(&on(after.path(), &["check", "--changed", since]));
    let object = on(after.path(), &["check", "--json", "--changed", since]).object();
    let changes = object["changed"]["changes"].as_array().unwrap();
    assert!(
        changes.contains(&json!({"question": "lamp lit since when", "before": "first-lit", "now": "stairs"}))
    );

    // The same against a commit, from a base that lies below the repository.
    let place = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let run = Command::new("git").arg("-C").arg(place.path()).args(arguments).output();
        run.is_ok_and(|output| output.status.success())
    };
    let copy = |from: &Path| {
        let kept = place.path().join("knowledge");
        let _ = std::fs::remove_dir_all(&kept);
        let copied = Command::new("cp").arg("-R").arg(from).arg(&kept).status().unwrap();
        assert!(copied.success());
        kept
    };
    copy(before.path());
    let identity = ["-c", "user.name=Keeper", "-c", "user.email=keeper@lighthouse.example"];
    assert!(git(&["init", "-q"]) && git(&["add", "."]));
    assert!(git(&[&identity[..], &["commit", "-qm", "before"]].concat()));
    let kept = copy(after.path());
    check(&with_git(&kept, &["check", "--changed", "HEAD"]));
    for since in ["no-such-branch", "--help"] {
        let ran = with_git(&kept, &["check", &format!("--changed={since}")]);
        assert!(ran.status == 2 && ran.err.contains("no such revision"), "{since}: {}{}", ran.out, ran.err);
    }
    assert_eq!(on(&kept, &["check", "--questions", "x.jsonl"]).status, 2, "--questions needs --changed");
}
