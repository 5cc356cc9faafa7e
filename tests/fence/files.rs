//! The files of the repository: their length and their names.

use std::path::{Path, PathBuf};

use crate::paths::{after_word, is_word};
use crate::shipped_code::code;

/// Lines of a source file, at most.
const LINES: usize = 400;

/// Names that say nothing of what is inside.
const VAGUE: [&str; 4] = ["utils", "helpers", "common", "types"];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository that end so, by their path in it.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_str().is_some_and(|p| p.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_str().unwrap()).collect();
            (parts.join("/"), std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn no_file_is_too_long_and_none_is_called_after_nothing() {
    let mut wrong = Vec::new();
    for (path, source) in ["src", "tests", "benches", "sandbox"].into_iter().flat_map(|f| files(f, ".rs")) {
        let lines = source.lines().count();
        if lines > LINES {
            wrong.push(format!("{path} has {lines} lines, at most {LINES} are read with pleasure"));
        }
        wrong.extend(
            path.split('/')
                .map(|part| part.trim_end_matches(".rs"))
                .filter(|part| VAGUE.contains(part))
                .map(|part| format!("{path}: `{part}` does not say what is inside")),
        );
        let code = code(&source, false);
        for name in VAGUE {
            let declared = after_word(&code, "mod").any(|(_, rest)| {
                rest.trim_start().strip_prefix(name).is_some_and(|after| !after.starts_with(is_word))
            });
            if declared {
                wrong.push(format!("{path}: a module `{name}` does not say what is inside"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
