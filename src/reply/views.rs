//! What the buttons under an answer show.

use crate::knowledge::{Fact, FactIndex};
use crate::limits;
use crate::matching::{Outcome, Verdict, Veto};

use super::action::{Trace, base_mark};
use super::layout::{escape, fields, fields_of, shorten};
use super::message::{Embed, Field, Reply};
use super::voice::Voice;

/// How many related facts are offered.
const RELATED: usize = 10;

impl Voice<'_> {
    /// The sources of a fact with quotes, pinpoints and notes on reliability.
    pub fn sources_of(&self, fact: &Fact) -> Reply {
        let mut entries: Vec<(String, Vec<String>)> = Vec::new();
        for (at, index) in fact.sources().into_iter().enumerate() {
            let source = self.base.source(index);
            let published = source.published.map(|date| self.wording.date(self.language, date));
            let heading: Vec<&str> =
                [Some(source.publisher.as_str()), published.as_deref(), source.kind.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect();
            let mut lines = vec![Self::link(source)];
            for citation in fact.citations.iter().filter(|citation| citation.source == index) {
                let pinpoint = citation.pinpoint.as_deref();
                lines.extend(match (&citation.quote, pinpoint) {
                    (Some(quote), Some(pinpoint)) => {
                        Some(format!("{} ({pinpoint})", self.say("quote", &[("text", quote)])))
                    }
                    (Some(quote), None) => Some(self.say("quote", &[("text", quote)])),
                    (None, pinpoint) => pinpoint.map(str::to_owned),
                });
            }
            if let Some(place) = &source.read_at {
                lines.push(self.say("read-in", &[("place", place)]));
            }
            if let Some(note) = &source.note {
                lines.push(self.say("reliability", &[("note", note)]));
            }
            entries
                .push((shorten(&format!("{}. {}", at + 1, heading.join(" · ")), limits::FIELD_NAME), lines));
        }
        let mut embed = Embed {
            title: Some(self.say("sources-title", &[])),
            description: Some(shorten(self.label(fact), limits::EMBED_TITLE)),
            ..Embed::default()
        };
        // Eight sources with the longest quotes and notes are over the limit.
        // Whole lines of small print go then, from the last source up; the
        // links stay, for which the loader left room.
        loop {
            embed.fields = entries.iter().flat_map(|(heading, lines)| fields(heading, lines)).collect();
            let fits =
                embed.characters() <= limits::EMBED_TOTAL && embed.fields.len() <= limits::EMBED_FIELDS;
            let last = entries.iter_mut().rev().find(|(_, lines)| lines.len() > 1);
            match last {
                Some((_, lines)) if !fits => lines.truncate(lines.len() - 1),
                _ => return Reply::embed(embed),
            }
        }
    }

    /// A fact with its sources as plain text, to paste elsewhere.
    pub fn cite(&self, fact: &Fact) -> Reply {
        let answer = self.answer(fact).map_or("", |(_, answer)| answer.text());
        let sources = fact.sources().into_iter().enumerate().map(|(at, source)| {
            let source = self.base.source(source);
            let published =
                source.published.map(|date| format!(", {}", self.wording.date(self.language, date)));
            let published = published.unwrap_or_default();
            format!("[{}] {}, {}{published}, {}", at + 1, source.title, source.publisher, source.url)
        });
        let base = format!("{}, {} ({})", self.base.name, self.base.version, self.base.hash);
        let lines: Vec<String> = sources.chain([base]).map(|line| line.replace("```", "'''")).collect();
        let answer = answer.replace("```", "'''");
        // Code blocks, so that nothing is rendered and all can be copied: one
        // where it fits, else one for the answer and some for its sources.
        let block = |text: &str| format!("```\n{text}\n```");
        let copied = self.say("cite-copied", &[]);
        let whole = format!("{copied}\n{}", block(&format!("{answer}\n{}", lines.join("\n"))));
        let (description, rest) = if whole.chars().count() <= limits::EMBED_DESCRIPTION {
            (whole, Vec::new())
        } else {
            (format!("{copied}\n{}", block(&answer)), fields_of("\u{200B}", &lines, limits::FIELD_VALUE - 8))
        };
        Reply::embed(Embed {
            title: Some(self.say("cite-title", &[])),
            description: Some(description),
            fields: rest.into_iter().map(|f| Field { value: block(&f.value), ..f }).collect(),
            footer: None,
        })
    }

    /// Facts a reader may want next: those the curator named, then others
    /// about the same things.
    pub fn related(&self, index: FactIndex) -> Reply {
        let fact = self.base.fact(index);
        let mut near = fact.related.clone();
        let mut others: Vec<(usize, FactIndex)> = self
            .base
            .live_facts()
            .filter(|(other, _)| *other != index && !near.contains(other))
            .map(|(other, f)| {
                let shared =
                    f.about.iter().filter(|e| fact.about.contains(e) && !self.base.home.contains(e)).count();
                (shared, other)
            })
            .filter(|(shared, _)| *shared > 0)
            .collect();
        others.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        near.extend(others.into_iter().map(|(_, other)| other));
        near.retain(|other| self.base.fact(*other).status != crate::knowledge::Status::Withdrawn);
        near.truncate(RELATED);
        if near.is_empty() {
            return Reply::text(self.say("related-none", &[]));
        }
        let facts: Vec<&Fact> = near.iter().map(|other| self.base.fact(*other)).collect();
        Reply {
            content: self.say("related-title", &[]),
            embed: None,
            rows: vec![self.open(facts.into_iter())],
        }
    }

    /// What is said when an answer is turned down.
    pub fn not_this(&self, index: FactIndex) -> Reply {
        let mut reply = self.related(index);
        let key = if reply.rows.is_empty() { "not-this-bare" } else { "not-this" };
        reply.content = self.say(key, &[]);
        reply
    }

    /// Why an answer was given, from what its button carries.
    pub fn why(&self, fact: &Fact, trace: Trace) -> Reply {
        let [score, nearest, coverage, runner_up, answer] = trace.parts;
        let points = |thousandths: u16| (f32::from(thousandths) / 10.0).round().to_string();
        let mut lines = Vec::new();
        let phrasing =
            fact.questions.get(&trace.language).and_then(|list| list.get(usize::from(trace.phrasing)));
        if let Some(phrasing) = phrasing {
            let key = if trace.flags & 1 == 1 { "why-exact" } else { "why-phrasing" };
            lines.push(self.say(key, &[("phrasing", phrasing)]));
        }
        lines.push(self.say(
            "why-score",
            &[("score", &points(score)), ("nearest", &points(nearest)), ("coverage", &points(coverage))],
        ));
        lines.push(self.say("why-threshold", &[("answer", &points(answer))]));
        for (bit, key) in
            [(2, "why-kind"), (4, "why-foreign"), (8, "why-no-runner-up"), (16, "why-completed")]
        {
            if trace.flags & bit == bit {
                lines.push(self.say(key, &[]));
            }
        }
        if trace.flags & 8 == 0 {
            lines.push(self.say("why-runner-up-score", &[("score", &points(runner_up))]));
        }
        if trace.base != base_mark(&self.base.hash) {
            lines.push(self.say("why-other-base", &[]));
        }
        self.why_reply(&lines)
    }

    /// Why an outcome came about, with everything the matcher noted.
    pub fn why_outcome(&self, outcome: &Outcome) -> Reply {
        let mut lines = Vec::new();
        let reasons = &outcome.reasons;
        let points = |part: f32| (part * 100.0).round().to_string();
        let label =
            |fact: FactIndex| self.base.fact(fact).label_in(self.language, &self.base.languages).to_owned();
        if let Some(hit) = outcome.best() {
            let key = if hit.parts.exact { "why-exact" } else { "why-phrasing" };
            lines.push(self.say(key, &[("phrasing", hit.phrasing(self.base))]));
            lines.push(self.say(
                "why-score",
                &[
                    ("score", &points(hit.score)),
                    ("nearest", &points(hit.parts.nearest)),
                    ("coverage", &points(hit.parts.coverage)),
                ],
            ));
            if hit.parts.against.kind > 0.0 {
                lines.push(self.say("why-kind", &[]));
            }
            if hit.parts.against.names_something_else() {
                lines.push(self.say("why-foreign", &[]));
            }
            if hit.score >= outcome.policy.answer && matches!(outcome.verdict, Verdict::Choices(_)) {
                lines.push(self.say("why-doubtful", &[]));
            }
            if hit.parts.against.tells > 0.0 {
                lines.push(self.say("why-tells", &[]));
            }
            if hit.parts.sounds_out_of_scope() {
                lines.push(self.say("why-out-of-scope", &[]));
            }
        } else {
            lines.push(self.say("why-nothing", &[]));
        }
        lines.push(self.say("why-threshold", &[("answer", &points(outcome.policy.answer))]));
        lines.push(reasons.runner_up.as_ref().map_or_else(
            || self.say("why-no-runner-up", &[]),
            |hit| self.say("why-runner-up", &[("score", &points(hit.score)), ("phrasing", &label(hit.fact))]),
        ));
        if reasons.completed {
            lines.push(self.say("why-completed", &[]));
        }
        for (typed, read) in &reasons.repaired {
            lines.push(self.say("why-repaired", &[("typed", &escape(typed)), ("read", read)]));
        }
        if !reasons.unknown.is_empty() {
            let words: Vec<String> = reasons.unknown.iter().map(|word| escape(word)).collect();
            lines.push(self.say("why-unknown", &[("words", &words.join(", "))]));
        }
        if !reasons.entities.is_empty() {
            let names: Vec<String> = reasons.entities.iter().map(|entity| self.entity(*entity)).collect();
            lines.push(self.say("why-entities", &[("names", &names.join(", "))]));
        }
        for veto in &reasons.vetoes {
            lines.push(match veto {
                Veto::Entity { fact, named } => self
                    .say("why-veto-entity", &[("named", &self.entity(*named)), ("phrasing", &label(*fact))]),
                Veto::Number { fact, number } => {
                    self.say("why-veto-number", &[("named", number), ("phrasing", &label(*fact))])
                }
            });
        }
        self.why_reply(&lines)
    }

    fn why_reply(&self, lines: &[String]) -> Reply {
        let title = self.say("why-title", &[]);
        let footer = self.base_line();
        // The reasons come in the order of their weight: what no longer fits
        // goes from the end. 100: line breaks and headings of the fields.
        let room = limits::EMBED_TOTAL - title.chars().count() - footer.chars().count() - 100;
        let mut used = 0;
        let lines: Vec<String> = lines
            .iter()
            .map(|line| shorten(line, limits::FIELD_VALUE))
            .take_while(|line| {
                used += line.chars().count() + 1;
                used <= room
            })
            .collect();
        let mut embed = Embed {
            title: Some(title),
            description: None,
            fields: fields("\u{200B}", &lines),
            footer: Some(footer),
        };
        if let [only] = embed.fields.as_slice() {
            embed.description = Some(only.value.clone());
            embed.fields.clear();
        }
        Reply::embed(embed)
    }
}
