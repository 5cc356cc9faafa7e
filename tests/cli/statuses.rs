//! Exit statuses: bad arguments, a broken base, settings that cannot be used.

use crate::bases::{broken, lighthouse};
use crate::running::{accord, accord_with, on};

#[test]
fn bad_arguments_are_2() {
    for arguments in [
        &[][..],
        &["answer"],
        &["ask"],
        &["ask", "--lang", "english", "x"],
        &["ask", "--colour", "x"],
        &["eval"],
        &["completions"],
        &["completions", "cmd"],
        &["--config"],
        &["check", "--cases"],
    ] {
        let ran = accord(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_broken_base_is_1_with_every_problem() {
    let fixture = broken("several");
    let expected = std::fs::read_to_string(fixture.join("expected.txt")).unwrap();
    for arguments in [&["ask", "x"][..], &["ask", "--json", "x"], &["chat"], &["eval", "none.jsonl"]] {
        let ran = on(&fixture, arguments);
        assert_eq!(ran.status, 1, "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}: {}", ran.out);
        for line in expected.lines() {
            assert!(ran.err.contains(line), "{arguments:?}: {line}\n{}", ran.err);
        }
    }
    let missing = accord(&["--knowledge", "nowhere", "ask", "x"]);
    assert_eq!(missing.status, 1);
    assert!(missing.err.contains("nowhere") && missing.err.contains("--knowledge"), "{}", missing.err);
}

#[test]
fn settings_that_cannot_be_used_are_1_and_named() {
    let base = lighthouse();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("accord.toml");
    let knowledge = base.path().to_str().unwrap();
    for (settings, environment, named) in [
        ("[matching]\nstrictnes = \"strict\"", &[][..], "strictnes"),
        ("[maching]\nchoices = 3", &[], "maching"),
        ("[matching]\nchoices = 70", &[], "matching.choices"),
        ("", &[("ACCORD_MATCHING__CHIOCES", "1")], "chioces"),
        ("not toml", &[], "accord.toml"),
    ] {
        std::fs::write(&file, settings).unwrap();
        let ran = accord_with(
            &["--config", file.to_str().unwrap(), "--knowledge", knowledge, "check"],
            environment,
            "",
        );
        assert_eq!(ran.status, 1, "{settings}: {}", ran.err);
        assert!(ran.err.contains(named), "{settings}: {}", ran.err);
    }
    let unset = accord(&["health"]);
    assert_eq!(unset.status, 1);
    assert!(unset.out.contains("telemetry.health_file"), "{}", unset.out);
    let missing = accord(&["--config", "nowhere.toml", "--knowledge", knowledge, "check"]);
    assert_eq!(missing.status, 1);
    assert!(missing.err.contains("nowhere.toml"), "{}", missing.err);
    // The token in a file is held to the same rules as one in the environment.
    for (token, named) in [("a b", "no token"), ("a\\nb", "no token"), ("  ", "no Discord token was given")] {
        std::fs::write(&file, format!("[discord]\ntoken = \"{token}\"")).unwrap();
        let ran = accord(&["--config", file.to_str().unwrap(), "--knowledge", knowledge, "serve"]);
        assert_eq!(ran.status, 1, "{token:?}: {}", ran.err);
        assert!(ran.err.contains(named) && !ran.err.contains("reached"), "{token:?}: {}", ran.err);
    }
    // And one that can: the file and the environment reach the matcher.
    std::fs::write(&file, "[matching]\nstrictness = \"strict\"").unwrap();
    let ran =
        accord(&["--config", file.to_str().unwrap(), "--knowledge", knowledge, "ask", "--json", "lamp"]);
    assert_eq!(ran.object()["why"]["thresholds"]["answer"], 0.7);
}
