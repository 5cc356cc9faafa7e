//! A fact's file, read by itself.

use std::collections::BTreeMap;

use crate::knowledge::{Answer, PartialDate, Status};
use crate::language::Language;
use crate::limits;

use super::document::Document;
use super::section::{Placed, Section, TextRule};
use super::things::check_id;

/// A citation as written; `source` is still an id.
pub(super) struct CitationDraft {
    pub(super) source: Placed<String>,
    pub(super) pinpoint: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) read: Option<PartialDate>,
}

/// A date as written; what it is the date of is still in one language.
pub(super) struct DateDraft {
    pub(super) date: PartialDate,
    pub(super) is: Placed<String>,
}

/// A fact as written; references are still ids.
pub(super) struct FactDraft<'d> {
    pub(super) document: &'d Document,
    pub(super) id: String,
    pub(super) topic: String,
    pub(super) covers: Vec<Placed<String>>,
    pub(super) status: Status,
    /// Whether it may lack promised languages.
    pub(super) untranslated: bool,
    pub(super) about: Vec<Placed<String>>,
    pub(super) verified: Option<PartialDate>,
    pub(super) review_by: Option<PartialDate>,
    pub(super) valid: (Option<PartialDate>, Option<PartialDate>),
    pub(super) related: Vec<Placed<String>>,
    pub(super) answer: BTreeMap<Language, Placed<Answer>>,
    pub(super) disagreement: BTreeMap<Language, Placed<String>>,
    pub(super) questions: BTreeMap<Language, Vec<Placed<String>>>,
    pub(super) dates: Vec<DateDraft>,
    pub(super) citations: Vec<CitationDraft>,
    pub(super) lines: Lines,
}

/// Where the parts of a fact stand that are judged once all files are read.
pub(super) struct Lines {
    pub(super) answer: usize,
    pub(super) questions: usize,
    pub(super) review_by: usize,
    pub(super) untranslated: usize,
}

/// Reads a fact; `None` where it is too broken to hold against the others.
pub(super) fn read_fact<'d>(document: &'d Document, top: Section<'d>) -> Option<FactDraft<'d>> {
    let id = Placed { value: document.stem().to_owned(), line: 1 };
    check_id(document, &id);
    if id.value.chars().count() > limits::FACT_ID {
        document.error(
            1,
            "too-long",
            format!(
                "the file's name has {} characters, {} are allowed",
                id.value.chars().count(),
                limits::FACT_ID
            ),
            "Rename the file: its name is the fact's id, and buttons carry it",
        );
    }
    let topic = document.inside.split('/').nth(1).unwrap_or_default().to_owned();
    let length = topic.chars().count();
    if length > limits::OPTION_TEXT {
        document.error(
            1,
            "too-long",
            format!("the folder's name has {length} characters, {} are allowed", limits::OPTION_TEXT),
            "Rename the folder: its name is the topic's id, and menus carry it",
        );
    }
    let status = read_status(document, &top);
    let untranslated = top.flag("untranslated");
    let covers = top.texts("covers", limits::FACT_ID * 2);
    let about = top.texts("about", limits::FACT_ID);
    let verified = top.date("verified", false);
    let review_by = top.date("review_by", false);
    let valid = top.section("valid").map_or((None, None), |section| {
        let span = (section.date("from", false), section.date("until", false));
        section.finish();
        span
    });
    let related = top.texts("related", limits::FACT_ID);
    let answer = read_answer(document, &top);
    let disagreement = top.localised("disagreement", limits::DISAGREEMENT);
    let questions = read_questions(document, &top);
    let dates = read_dates(&top);
    let before = document.count();
    let citations = read_citations(document, &top);
    if citations.is_empty() && document.count() == before {
        top.missing("citation", "Add [[citation]] with source = \"…\": no fact goes out without a source");
    }
    if status == Status::Disputed && (citations.len() < 2 || disagreement.is_empty()) {
        document.error(
            top.line_of("status"),
            "one-sided-dispute",
            "a disputed fact needs both sides: two citations and a [disagreement]",
            "Add the other side, or set the status to stated",
        );
    }
    let lines = Lines {
        answer: top.line_of("answer"),
        questions: top.line_of("questions"),
        review_by: top.line_of("review_by"),
        untranslated: top.line_of("untranslated"),
    };
    top.finish();
    (!answer.is_empty() && !citations.is_empty()).then_some(FactDraft {
        document,
        id: id.value,
        topic,
        covers,
        status,
        untranslated,
        about,
        verified,
        review_by,
        valid,
        related,
        answer,
        disagreement,
        questions,
        dates,
        citations,
        lines,
    })
}

fn read_status(document: &Document, top: &Section<'_>) -> Status {
    let Some(text) = top.text(TextRule::optional("status", 20)) else { return Status::Stated };
    match text.value.as_str() {
        "stated" => Status::Stated,
        "disputed" => Status::Disputed,
        "unknown" => Status::Unknown,
        "withdrawn" => Status::Withdrawn,
        other => {
            document.error(
                text.line,
                "bad-status",
                format!("`{other}` is no status"),
                "Write stated, disputed, unknown or withdrawn",
            );
            Status::Stated
        }
    }
}

fn read_answer(document: &Document, top: &Section<'_>) -> BTreeMap<Language, Placed<Answer>> {
    let before = document.count();
    let texts = top.localised("answer", limits::ANSWER);
    // What was there and cannot be used has been reported.
    if texts.is_empty() && document.count() == before {
        top.missing("answer", "Add [answer] with a line per language, en = \"…\"");
    }
    let mut answers = BTreeMap::new();
    for (language, Placed { value, line }) in texts {
        for ping in ["@everyone", "@here", "<@", "<#"] {
            if value.contains(ping) {
                document.error(
                    line,
                    "mention",
                    format!("`answer.{language}` holds `{ping}`, which calls people on Discord"),
                    "Write the name without it",
                );
            }
        }
        let Some(answer) = Answer::new(&value) else { continue };
        let gist = answer.gist().chars().count();
        if gist > limits::GIST {
            document.error(
                line,
                "too-long",
                format!(
                    "the first line of `answer.{language}` has {gist} characters, {} are allowed",
                    limits::GIST
                ),
                "Say the answer in one short sentence, then break the line",
            );
        }
        answers.insert(language, Placed { value: answer, line });
    }
    answers
}

fn read_questions(document: &Document, top: &Section<'_>) -> BTreeMap<Language, Vec<Placed<String>>> {
    let before = document.count();
    let mut questions = top.localised_lists("questions", limits::QUESTION_CHARS);
    for phrasings in questions.values_mut() {
        phrasings.retain(|phrasing| {
            let says_something = phrasing.value.chars().any(char::is_alphanumeric);
            if !says_something {
                document.error(
                    phrasing.line,
                    "empty",
                    format!("the phrasing `{}` has no word in it", phrasing.value),
                    "Write it as people ask, or remove it",
                );
            }
            says_something
        });
    }
    questions.retain(|_, phrasings| !phrasings.is_empty());
    if questions.is_empty() && document.count() == before {
        top.missing("questions", "Add [questions] with a list per language, en = [\"…\"]");
    }
    questions
}

fn read_dates(top: &Section<'_>) -> Vec<DateDraft> {
    let sections = top.sections("date");
    if sections.len() > limits::DATES {
        top.document.error(
            sections[limits::DATES].line,
            "too-long",
            format!("the fact has {} dates, {} are allowed", sections.len(), limits::DATES),
            "Keep the ones people ask for, or split the fact",
        );
    }
    sections
        .into_iter()
        .filter_map(|section| {
            let date = section.date("date", true);
            let is = section.text(TextRule::required("is", limits::DATE_MEANING));
            section.finish();
            Some(DateDraft { date: date?, is: is? })
        })
        .collect()
}

fn read_citations(document: &Document, top: &Section<'_>) -> Vec<CitationDraft> {
    let sections = top.sections("citation");
    if sections.len() > limits::CITATIONS {
        document.error(
            sections[limits::CITATIONS].line,
            "too-long",
            format!("the fact has {} citations, {} are allowed", sections.len(), limits::CITATIONS),
            "Keep the best ones, or split the fact",
        );
    }
    let mut citations = Vec::new();
    for section in sections {
        let source = section.text(TextRule::required("source", limits::FACT_ID));
        let pinpoint = section.text(TextRule::optional("pinpoint", limits::PINPOINT)).map(|p| p.value);
        let quote = section.text(TextRule::optional("quote", limits::QUOTE));
        if let Some(quote) = &quote {
            let words = quote.value.split_whitespace().count();
            if words > limits::QUOTE_WORDS {
                document.error(
                    quote.line,
                    "long-quote",
                    format!("the quote has {words} words, {} are allowed", limits::QUOTE_WORDS),
                    "Quote only what proves the fact; mark what you leave out with …",
                );
            }
        }
        let read = section.date("read", false);
        section.finish();
        if let Some(source) = source {
            citations.push(CitationDraft { source, pinpoint, quote: quote.map(|q| q.value), read });
        }
    }
    citations
}
