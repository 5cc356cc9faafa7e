//! Rules that need the whole base: promised languages, sizes with all sources,
//! reviews that are due, and names and phrasings given twice.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::knowledge::{FactDate, Status};
use crate::language::{Language, tokenise};
use crate::limits;

use super::document::Document;
use super::facts::FactDraft;
use super::section::Placed;
use super::things::{Drafts, link_length};

/// Every fact has every promised language. `unsaid`: the base names none. One
/// that says it is still to be translated gets off with a warning.
pub(super) fn languages(draft: &FactDraft<'_>, languages: &[Language], unsaid: bool) {
    if draft.untranslated {
        let lacks = |language: &&Language| {
            !draft.answer.contains_key(language) || !draft.questions.contains_key(language)
        };
        let missing: Vec<&str> = languages.iter().filter(lacks).map(Language::code).collect();
        let message = if missing.is_empty() {
            "this fact is said to be untranslated, and has every language".to_owned()
        } else {
            format!("this fact is still to be translated: {}", missing.join(", "))
        };
        return draft.document.warning(
            draft.lines.untranslated,
            "untranslated",
            message,
            "Add what is missing under [answer] and [questions], then take `untranslated` out",
        );
    }
    if let Some(line) = draft.disagreement.values().next().map(|text| text.line) {
        spoken(draft.document, "disagreement", line, &draft.disagreement, languages);
    }
    for language in languages {
        // A fact without any is reported as such, once.
        let answer = draft.answer.is_empty() || draft.answer.contains_key(language);
        let questions = draft.questions.is_empty() || draft.questions.contains_key(language);
        for (table, there, line) in
            [("answer", answer, draft.lines.answer), ("questions", questions, draft.lines.questions)]
        {
            if there {
                continue;
            }
            let (why, or) = if unsaid {
                (
                    "base.toml names no languages, which promises",
                    "list the languages of the base in base.toml".to_owned(),
                )
            } else {
                ("the base promises", format!("take `{language}` out of base.toml"))
            };
            draft.document.error(
                line,
                "missing-language",
                format!("`{table}.{language}` is missing, and {why} `{language}`"),
                format!("Add it under [{table}], or {or}"),
            );
        }
    }
}

/// A text is there in every promised language; none at all is another matter.
pub(super) fn spoken(
    document: &Document,
    what: &str,
    line: usize,
    texts: &BTreeMap<Language, Placed<String>>,
    languages: &[Language],
) {
    let missing: Vec<&str> =
        languages.iter().filter(|l| !texts.contains_key(l)).map(Language::code).collect();
    if !texts.is_empty() && !missing.is_empty() {
        document.error(
            line,
            "missing-language",
            format!("`{what}` is missing in {}, and the base promises it", missing.join(", ")),
            "Add a line for each",
        );
    }
}

/// Whether the answer with its sources and dates fits one embed.
pub(super) fn size(draft: &FactDraft<'_>, dates: &[FactDate], drafts: &Drafts<'_>) {
    let length = |text: &str| text.chars().count();
    // A source cited twice is shown once.
    let cited: BTreeSet<&str> =
        draft.citations.iter().map(|citation| citation.source.value.as_str()).collect();
    let sources: usize = cited
        .into_iter()
        .filter_map(|id| drafts.sources.iter().find(|s| s.source.id == id))
        // The kind is shown with the quotes; 40: number, brackets, separators
        // and the date of publication.
        .map(|s| {
            let kind = s.source.kind.as_deref().map_or(0, length);
            length(&s.source.title) + length(&s.source.publisher) + link_length(&s.source.url) + kind + 40
        })
        .sum();
    // 25: the date written out, and its separators.
    let dates: usize =
        dates.iter().map(|d| d.is.values().map(|is| length(is)).max().unwrap_or_default() + 25).sum();
    // The longest: where a language lacks one, another's stands in.
    let disagreement = draft.disagreement.values().map(|text| length(&text.value)).max().unwrap_or_default();
    for (language, answer) in &draft.answer {
        let total = length(answer.value.text()) + disagreement + dates + sources;
        if total > limits::FACT_IN_EMBED {
            draft.document.error(
                answer.line,
                "too-long",
                format!(
                    "the answer in `{language}` with its dates and sources takes {total} characters, {} fit a message",
                    limits::FACT_IN_EMBED
                ),
                "Shorten the answer, cite fewer sources, or split the fact",
            );
        }
    }
}

/// A review that was due before `today` is a warning.
pub(super) fn review(draft: &FactDraft<'_>, today: Date) {
    let Some(due) = draft.review_by else { return };
    let last = jiff::civil::Date::new(due.year, due.month.unwrap_or(12), 1).map(Date::last_of_month);
    let due_day = due.day().or(last.ok());
    if due_day.is_some_and(|day| day < today) && draft.status != Status::Withdrawn {
        draft.document.warning(
            draft.lines.review_by,
            "overdue-review",
            format!("this fact was to be reviewed by {due}"),
            "Hold it against its sources, then set `verified` and a new `review_by`",
        );
    }
}

/// The words of a text: two texts of the same words read the same.
pub(in crate::knowledge) fn words(text: &str) -> String {
    let words: Vec<_> = tokenise(text).into_iter().map(|token| token.text).collect();
    words.join(" ")
}

/// Phrasings by language and [`words`], each with its fact and line.
pub(super) type Phrasings<'f, 'd> = FxHashMap<(Language, String), (&'f FactDraft<'d>, usize)>;

/// No phrasing may lead to two facts. Gives all of them.
pub(super) fn phrasings<'f, 'd>(facts: &[&'f FactDraft<'d>]) -> Phrasings<'f, 'd> {
    let drafts = facts.iter().filter(|draft| draft.status != Status::Withdrawn);
    let all: Vec<_> = drafts
        .flat_map(|draft| draft.questions.iter().map(move |(language, list)| (*draft, *language, list)))
        .flat_map(|(draft, language, list)| list.iter().map(move |phrasing| (draft, language, phrasing)))
        .collect();
    let texts: Vec<&str> = all.iter().map(|(_, _, phrasing)| phrasing.value.as_str()).collect();
    let read: Vec<String> = texts.into_par_iter().map(words).collect();
    let mut seen = Phrasings::with_capacity_and_hasher(all.len(), FxBuildHasher);
    for ((draft, language, phrasing), words) in all.into_iter().zip(read) {
        let (first, line) = match seen.entry((language, words)) {
            Entry::Vacant(place) => {
                place.insert((draft, phrasing.line));
                continue;
            }
            Entry::Occupied(place) => *place.get(),
        };
        if first.id == draft.id {
            draft.document.warning(
                phrasing.line,
                "duplicate-phrasing",
                format!("`{}` reads the same as the one in line {line}", phrasing.value),
                "Remove one",
            );
        } else {
            draft.document.error(
                phrasing.line,
                "duplicate-phrasing",
                format!(
                    "`{}` already leads to `{}` ({}:{line})",
                    phrasing.value, first.id, first.document.inside
                ),
                "Keep it where it fits better, or merge the facts",
            );
        }
    }
    seen
}

/// No record may be merged into two facts.
pub(super) fn covers(facts: &[&FactDraft<'_>]) {
    let mut seen: HashMap<&str, &FactDraft<'_>> = HashMap::new();
    for draft in facts {
        for id in &draft.covers {
            if let Some(first) = seen.insert(&id.value, draft) {
                draft.document.error(
                    id.line,
                    "covered-twice",
                    format!("`{}` is already covered by `{}`", id.value, first.id),
                    "Name it in one fact only",
                );
            }
        }
    }
}

/// Every entity has a name in every promised language.
pub(super) fn names(drafts: &Drafts<'_>, languages: &[Language]) {
    for draft in &drafts.entities {
        spoken(draft.document, &format!("name of {}", draft.id), draft.line, &draft.name, languages);
    }
}

/// A name that two entities of one kind share would veto each other's facts.
pub(super) fn labels(drafts: &Drafts<'_>) {
    let mut seen: HashMap<(&str, Language, String), (&str, &Document)> = HashMap::new();
    for draft in &drafts.entities {
        let aliases = draft.aliases.iter().flat_map(|(l, list)| list.iter().map(|a| (*l, a)));
        for (language, label) in draft.name.iter().map(|(l, n)| (*l, n)).chain(aliases) {
            let key = (draft.kind.as_str(), language, words(&label.value));
            match seen.get(&key) {
                Some((first, document)) if *first != draft.id => draft.document.error(
                    label.line,
                    "ambiguous-name",
                    format!("`{}` is also a name of `{first}` ({})", label.value, document.inside),
                    "Leave it to the one people mean by it",
                ),
                Some(_) => {}
                None => {
                    seen.insert(key, (&draft.id, draft.document));
                }
            }
        }
    }
}
