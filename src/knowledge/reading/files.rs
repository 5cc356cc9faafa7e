//! Which files make up a base, and which lie where nobody will look for them.

use std::path::{Path, PathBuf};

use crate::knowledge::{Problem, Severity};

use super::document::Document;

/// The files of a base, read, and what could not be read.
#[derive(Default)]
pub(super) struct Found {
    pub(super) documents: Vec<Document>,
    pub(super) problems: Vec<Problem>,
    /// Files of the base that could not be read, by their path inside it.
    pub(super) unread: Vec<String>,
}

/// Finds the files of the base in `folder`, ordered by path.
pub(super) fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    if !folder.is_dir() {
        let what =
            if folder.exists() { "this is a file, not a folder" } else { "this folder does not exist" };
        found.problem(
            folder.to_owned(),
            Severity::Error,
            "unreadable",
            what.to_owned(),
            "Name the folder of the knowledge base with --knowledge".to_owned(),
        );
        return found;
    }
    found.walk(folder, folder);
    found
}

impl Found {
    fn problem(
        &mut self,
        path: PathBuf,
        severity: Severity,
        rule: &'static str,
        message: String,
        remedy: String,
    ) {
        self.problems.push(Problem { path, line: 1, severity, rule, message, remedy });
    }

    fn unreadable(&mut self, path: PathBuf, error: &std::io::Error) {
        self.problem(
            path,
            Severity::Error,
            "unreadable",
            format!("this cannot be read: {error}"),
            "Check that it exists and that its permissions allow reading".to_owned(),
        );
    }

    /// Reads a file of the base; notes why it cannot.
    fn read(&mut self, path: &Path) -> Option<String> {
        let bytes = std::fs::read(path).map_err(|error| self.unreadable(path.to_owned(), &error)).ok()?;
        String::from_utf8(bytes)
            .map_err(|error| {
                let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
                self.problems.push(Problem {
                    path: path.to_owned(),
                    line: before.matches('\n').count() + 1,
                    severity: Severity::Error,
                    rule: "unreadable",
                    message: "this is not a text in UTF-8".to_owned(),
                    remedy: "Save the file again with the encoding UTF-8".to_owned(),
                });
            })
            .ok()
    }

    fn walk(&mut self, root: &Path, folder: &Path) {
        let mut entries: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect(),
            Err(error) => return self.unreadable(folder.to_owned(), &error),
        };
        entries.sort();
        for path in entries {
            let hidden = path.file_name().and_then(|n| n.to_str()).is_none_or(|n| n.starts_with('.'));
            if hidden {
                continue;
            }
            if path.is_dir() {
                self.walk(root, &path);
                continue;
            }
            let inside = inside(root, &path);
            match place(&inside) {
                Place::Ours => match self.read(&path) {
                    Some(text) => {
                        // One form on every system: the same answer, the same hash.
                        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n");
                        self.documents.push(Document::new(path, inside, text));
                    }
                    None => self.unread.push(inside),
                },
                Place::Prose => {}
                Place::Misnamed => self.problem(
                    path,
                    Severity::Warning,
                    "stray-file",
                    format!("`{inside}` does not end in .toml, so nothing in it is used"),
                    "Rename it, or move it out of the base; notes may end in .md".to_owned(),
                ),
                Place::Stray => self.problem(
                    path,
                    Severity::Error,
                    "stray-file",
                    format!("`{inside}` is in no place this format knows, so nothing in it would be used"),
                    "Facts go to facts/<topic>/<id>.toml, sources to sources.toml or sources/, entities to entities/, registers to registers/, synonyms to synonyms/, questions not to be answered to out-of-scope/"
                        .to_owned(),
                ),
            }
        }
    }
}

/// A path from the base's folder, with `/` on every system.
fn inside(root: &Path, path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

enum Place {
    Ours,
    Prose,
    /// Among the base's files, under a name that hides it ("fact.toml.txt").
    Misnamed,
    Stray,
}

fn place(inside: &str) -> Place {
    let parts: Vec<_> = inside.split('/').collect();
    let ending = Path::new(inside).extension();
    let toml = ending.is_some_and(|e| e == "toml");
    let notes = ending.is_some_and(|e| e.eq_ignore_ascii_case("md"));
    match (parts.as_slice(), toml) {
        (
            [
                "base.toml" | "sources.toml" | "entities.toml" | "dates.toml" | "timeline.toml"
                | "synonyms.toml" | "out-of-scope.toml",
            ],
            _,
        )
        | (["sources" | "entities" | "registers" | "synonyms" | "out-of-scope", _] | ["facts", _, _], true) => {
            Place::Ours
        }
        (["sources" | "entities" | "registers" | "synonyms" | "out-of-scope" | "facts", ..], false)
            if !notes =>
        {
            Place::Misnamed
        }
        (["TEMPLATE.toml"], _) | (_, false) => Place::Prose,
        _ => Place::Stray,
    }
}
