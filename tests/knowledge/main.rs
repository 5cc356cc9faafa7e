//! The loader, from outside: every rule with the sentence a curator reads, the
//! shipped base, and files no curator would write on purpose.

#![allow(clippy::unwrap_used)] // in a test a panic is the report
#![allow(clippy::format_push_string)] // writing to a String needs another unwrap

mod broken;
mod loading;
mod shipped;
mod wild;

use std::path::{Path, PathBuf};

use accord::knowledge::{Base, Loaded, Problem, Rejected, load};
use jiff::civil::{Date, date};
use tempfile::TempDir;

/// The day all of these tests take place on.
const TODAY: Date = date(2026, 11, 23);

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of files, by path and content, that goes when it is dropped.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text.as_bytes());
    }
    folder
}

/// Writes a file and the folders above it.
fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Every problem of the base in `folder`, warnings included.
fn problems(folder: &Path) -> Vec<Problem> {
    match load(folder, TODAY) {
        Ok(Loaded { warnings, .. }) => warnings,
        Err(Rejected { problems }) => problems,
    }
}

/// Every problem as it is printed, with paths from `folder` and `/` in them.
fn printed(folder: &Path) -> Vec<String> {
    problems(folder)
        .into_iter()
        .map(|mut problem| {
            let inside = problem.path.strip_prefix(folder).unwrap();
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_str().unwrap()).collect();
            problem.path = PathBuf::from(parts.join("/"));
            problem.to_string()
        })
        .collect()
}

/// The base in `folder`, which must load without a warning.
fn loaded(folder: &Path) -> Base {
    match load(folder, TODAY) {
        Ok(Loaded { base, warnings }) => {
            assert!(warnings.is_empty(), "{warnings:?}");
            base
        }
        Err(Rejected { problems }) => {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// A small sound base: what the fixtures in `tests/broken` are made of.
const SOUND: [(&str, &str); 3] = [
    ("base.toml", "name = \"The lighthouse\"\n"),
    (
        "sources.toml",
        "[[source]]\nid = \"keepers-log\"\ntitle = \"The keeper's log\"\npublisher = \"Harbour Archive\"\n\
         url = \"https://archive.example/log\"\n",
    ),
    (
        "facts/lamp/first-lit.toml",
        "[answer]\nen = \"The lamp was first lit in 1869.\"\n\n[questions]\nen = [\"When was the lamp first \
         lit?\"]\n\n[[citation]]\nsource = \"keepers-log\"\n",
    ),
];
