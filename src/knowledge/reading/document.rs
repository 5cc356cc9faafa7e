//! One file: its text, where its lines begin, and what is wrong with it.

use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use toml::Spanned;
use toml::de::DeTable;

use crate::knowledge::{Problem, Severity};

use super::section::Section;

/// Rules that a syntax error makes look broken.
const DOUBTFUL: [&str; 5] =
    ["missing-key", "missing-language", "one-sided-dispute", "unknown-key", "wrong-type"];

/// A file of the base, kept open for messages until loading ends.
pub(super) struct Document {
    /// The path as the curator knows it.
    pub(super) path: PathBuf,
    /// The path from the base's folder, with `/`.
    pub(super) inside: String,
    pub(super) text: String,
    line_starts: Vec<usize>,
    problems: RefCell<Vec<Problem>>,
    /// The lines at which it is no TOML.
    broken: RefCell<Vec<usize>>,
}

impl Document {
    pub(super) fn new(path: PathBuf, inside: String, text: String) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, inside, text, line_starts, problems: RefCell::default(), broken: RefCell::default() }
    }

    /// The TOML tables of files, their syntax errors noted. Best effort: what can
    /// be read in spite of an error is read, so that one run shows all.
    pub(super) fn parse_all(documents: &[Self]) -> Vec<Spanned<DeTable<'_>>> {
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        let parsed: Vec<_> = texts.into_par_iter().map(DeTable::parse_recoverable).collect();
        let note = |(document, (table, errors)): (&Self, (_, Vec<toml::de::Error>))| {
            document.note_syntax(&errors);
            table
        };
        documents.iter().zip(parsed).map(note).collect()
    }

    fn note_syntax(&self, errors: &[toml::de::Error]) {
        let mut broken = self.broken.borrow_mut();
        for error in errors {
            let line = error.span().map_or(1, |span| self.line(&span));
            // One missing bracket is found again at every word after it: what
            // follows upon an error is not another.
            let follows = broken.last().is_some_and(|last| line <= last + 1);
            broken.push(line);
            if follows {
                continue;
            }
            let message = error.message().trim_end_matches('.');
            let message = match message.split_once(',').map_or(message, |(what, _)| what) {
                "invalid basic string" => "the text that begins here has no closing quote",
                "string values must be quoted" => "a text stands without quotes",
                _ => message,
            };
            self.error(
                line,
                "bad-toml",
                format!("this is not TOML: {message}"),
                "Compare with TEMPLATE.toml; texts stand in quotes, lists in [ ]",
            );
        }
    }

    /// The file's top section.
    pub(super) fn section<'d>(&'d self, table: &'d Spanned<DeTable<'d>>) -> Section<'d> {
        Section::new(self, table.get_ref(), String::new(), 1)
    }

    /// The line, from 1, at which a span begins.
    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.line_starts.partition_point(|start| *start <= span.start).max(1)
    }

    pub(super) fn error(
        &self,
        line: usize,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.note(Severity::Error, line, rule, message.into(), remedy.into());
    }

    pub(super) fn warning(
        &self,
        line: usize,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
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

    /// How many problems there are so far.
    pub(super) fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    /// The problems found. Where the file is not all TOML, what is missing, out
    /// of place or of the wrong type may only seem so, and goes unsaid until
    /// the file can be read.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        if !self.broken.into_inner().is_empty() {
            problems.retain(|problem| !DOUBTFUL.contains(&problem.rule));
        }
        problems
    }

    /// The file's name without `.toml`.
    pub(super) fn stem(&self) -> &str {
        Path::new(&self.inside).file_stem().and_then(|s| s.to_str()).unwrap_or_default()
    }
}
