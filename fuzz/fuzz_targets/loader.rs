//! Any bytes as a file of a base: it loads, or every problem has a path, a line
//! and a remedy; what loads can be asked.
#![no_main]

use std::sync::Arc;

use accord::matching::{Matcher, Policy};
use libfuzzer_sys::fuzz_target;

const SOURCES: &str =
    "[[source]]\nid = \"log\"\ntitle = \"Log\"\npublisher = \"Harbour\"\nurl = \"https://a.example/\"\n";
const FACT: &str =
    "[answer]\nen = \"Yes.\"\n[questions]\nen = [\"Is it lit?\"]\n[[citation]]\nsource = \"log\"\n";

fuzz_target!(|input: (u8, &[u8])| {
    let (which, bytes) = input;
    let Ok(folder) = tempfile::tempdir() else { return };
    let name = ["base.toml", "sources.toml", "entities.toml", "facts/lamp/lit.toml", "dates.toml", "timeline.toml"];
    let place = name[usize::from(which) % name.len()];
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        let _ = path.parent().map(std::fs::create_dir_all);
        let _ = std::fs::write(path, bytes);
    };
    write("sources.toml", SOURCES.as_bytes());
    write("facts/lamp/lamp.toml", FACT.as_bytes());
    write(place, bytes);
    match accord::knowledge::load(folder.path(), jiff::civil::date(2026, 11, 24)) {
        Ok(loaded) => {
            let matcher = Matcher::new(Arc::new(loaded.base));
            let _ = matcher.ask("Is it lit?", None, &Policy::default());
        }
        Err(rejected) => {
            assert!(!rejected.problems.is_empty());
            for problem in &rejected.problems {
                assert!(problem.line > 0 && !problem.remedy.is_empty(), "{problem}");
            }
        }
    }
});
