//! One file: its text, where its lines begin, and what is wrong with it.

use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeTable;

use crate::knowledge::{Problem, Severity};

use super::section::Section;

/// A file of the base, kept open for messages until loading ends.
pub(super) struct Document {
    /// The path as the curator knows it.
    pub(super) path: PathBuf,
    /// The path from the base's folder, with `/`.
    pub(super) inside: String,
    pub(super) text: String,
    line_starts: Vec<usize>,
    problems: RefCell<Vec<Problem>>,
}

impl Document {
    pub(super) fn new(path: PathBuf, inside: String, text: String) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, inside, text, line_starts, problems: RefCell::default() }
    }

    /// The TOML table of the file, its syntax errors noted. Best effort: what
    /// can be read in spite of an error is read, so that one run shows all.
    pub(super) fn parse(&self) -> Spanned<DeTable<'_>> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        for error in errors {
            let line = error.span().map_or(1, |span| self.line(&span));
            self.error(
                line,
                "bad-toml",
                format!("this is not TOML: {}", error.message().trim_end_matches('.')),
                "Compare with TEMPLATE.toml; texts stand in quotes, lists in [ ]",
            );
        }
        table
    }

    /// The file's top section.
    pub(super) fn section<'d>(&'d self, table: &'d Spanned<DeTable<'d>>) -> Section<'d> {
        Section::new(self, table.get_ref(), String::new(), 1)
    }

    /// The line, from 1, at which a span begins.
    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.line_starts.partition_point(|start| *start <= span.start).max(1)
    }

    pub(super) fn error(&self, line: usize, rule: &'static str, message: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Error, line, rule, message.into(), remedy.into());
    }

    pub(super) fn warning(&self, line: usize, rule: &'static str, message: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Warning, line, rule, message.into(), remedy.into());
    }

    fn note(&self, severity: Severity, line: usize, rule: &'static str, message: String, remedy: String) {
        self.problems.borrow_mut().push(Problem {
            path: self.path.clone(),
            line,
            severity,
            rule,
            message,
            remedy,
        });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.problems.borrow().iter().any(|p| p.severity == Severity::Error)
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// The file's name without `.toml`.
    pub(super) fn stem(&self) -> &str {
        Path::new(&self.inside).file_stem().and_then(|s| s.to_str()).unwrap_or_default()
    }
}
