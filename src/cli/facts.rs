//! `accord facts`: the base in tables, for those who keep it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};

use crate::knowledge::{Base, Fact, SourceIndex};
use crate::language::Language;
use crate::reply::{Voice, Wording};

use super::args::{FactsArgs, FactsVerb, ListArgs};
use super::render::render;

/// Prints what was asked for. `false` where there is no such fact or topic,
/// which is then said.
///
/// # Errors
///
/// Where `out` cannot be written.
pub fn facts(base: &Base, wording: &Wording, args: &FactsArgs, out: &mut dyn Write) -> io::Result<bool> {
    match &args.verb {
        FactsVerb::List(args) => list(base, args, out),
        FactsVerb::Show(args) => show(base, wording, &args.id, args.lang, out),
        FactsVerb::Stats => stats(base, out).map(|()| true),
    }
}

fn list(base: &Base, args: &ListArgs, out: &mut dyn Write) -> io::Result<bool> {
    let language = args.lang.unwrap_or_else(|| base.default_language());
    if let Some(topic) = &args.topic
        && !base.topics.iter().any(|t| t.id == *topic)
    {
        let known: Vec<&str> = base.topics.iter().map(|t| t.id.as_str()).collect();
        writeln!(out, "there is no topic `{topic}`; there are: {}", known.join(", "))?;
        return Ok(false);
    }
    let mut table =
        table(["topic", "id", "status", "verified", "review by", "phrasings", "sources", "asked as"]);
    let facts = base.facts.iter().filter(|fact| {
        args.topic.as_ref().is_none_or(|topic| fact.topic == *topic)
            && args.status.as_ref().is_none_or(|status| fact.status.as_str() == status)
    });
    let mut count = 0;
    for fact in facts {
        count += 1;
        let day =
            |date: Option<crate::knowledge::PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
        table.add_row([
            fact.topic.clone(),
            fact.id.clone(),
            fact.status.as_str().to_owned(),
            day(fact.verified),
            day(fact.review_by),
            fact.questions.values().map(Vec::len).sum::<usize>().to_string(),
            fact.sources().len().to_string(),
            fact.label_in(language, &base.languages).to_owned(),
        ]);
    }
    writeln!(out, "{table}\n{count} of {} facts", base.facts.len())?;
    Ok(true)
}

fn show(
    base: &Base,
    wording: &Wording,
    id: &str,
    language: Option<Language>,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let found = base.find(id).or_else(|| base.covering(id));
    let Some(fact) = found.map(|index| base.fact(index)) else {
        writeln!(out, "there is no fact `{id}`; `accord facts list` shows all")?;
        return Ok(false);
    };
    let languages: Vec<Language> = language.map_or_else(|| base.languages.clone(), |l| vec![l]);
    writeln!(
        out,
        "{}/{} · {}\ncovers: {}\nabout: {}",
        fact.topic,
        fact.id,
        fact.status.as_str(),
        listed(fact.covers.iter().map(String::as_str)),
        listed(fact.about.iter().map(|entity| base.entity(*entity).id.as_str())),
    )?;
    for language in languages {
        let voice = Voice::new(wording, base, language);
        writeln!(out, "\n[{language}]\n{}", render(&voice.fact(fact)).trim_end())?;
        for phrasing in fact.questions.get(&language).into_iter().flatten() {
            writeln!(out, "  ? {phrasing}")?;
        }
    }
    let sources = Voice::new(wording, base, language.unwrap_or_else(|| base.default_language()));
    writeln!(out, "\n{}", render(&sources.sources_of(fact)).trim_end())?;
    Ok(true)
}

/// A table per topic: facts, phrasings per language, sources, and how many of
/// the sources are primary.
fn stats(base: &Base, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<String> = ["topic", "facts", "answers in all languages"]
        .into_iter()
        .map(str::to_owned)
        .chain(base.languages.iter().map(|l| format!("phrasings {l}")))
        .chain(["sources", "primary"].map(str::to_owned))
        .collect();
    let mut table = table(heads);
    for column in 1..base.languages.len() + 5 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let live: Vec<&Fact> = base.live_facts().map(|(_, fact)| fact).collect();
    for topic in &base.topics {
        let facts: Vec<&Fact> = live.iter().filter(|fact| fact.topic == topic.id).copied().collect();
        table.add_row(row(base, &topic.id, &facts));
    }
    table.add_row(row(base, "all", &live));
    writeln!(out, "{table}")
}

fn row(base: &Base, name: &str, facts: &[&Fact]) -> Vec<String> {
    let sources: BTreeSet<SourceIndex> = facts.iter().flat_map(|fact| fact.sources()).collect();
    let primary = sources.iter().filter(|source| base.is_primary(**source)).count();
    let whole =
        facts.iter().filter(|fact| base.languages.iter().all(|l| fact.answer.contains_key(l))).count();
    let phrasings = base.languages.iter().map(|language| {
        facts.iter().filter_map(|fact| fact.questions.get(language)).map(Vec::len).sum::<usize>().to_string()
    });
    let share = if sources.is_empty() { 0.0 } else { primary as f64 * 100.0 / sources.len() as f64 };
    [name.to_owned(), facts.len().to_string(), whole.to_string()]
        .into_iter()
        .chain(phrasings)
        .chain([sources.len().to_string(), format!("{share:.0} %")])
        .collect()
}

fn table<H: Into<String>>(heads: impl IntoIterator<Item = H>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(heads.into_iter().map(Into::into).collect::<Vec<String>>());
    table
}

fn listed<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() { "–".to_owned() } else { texts.join(", ") }
}
