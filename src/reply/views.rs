//! What the buttons under an answer show.

use crate::knowledge::{Fact, FactIndex};
use crate::limits;
use crate::matching::{Outcome, Veto};

use super::action::{Trace, base_mark};
use super::layout::{escape, fields, shorten};
use super::message::{Embed, Field, Reply};
use super::voice::Voice;

/// How many related facts are offered.
const RELATED: usize = 10;

impl Voice<'_> {
    /// The sources of a fact with quotes, pinpoints and notes on reliability.
    pub fn sources_of(&self, fact: &Fact) -> Reply {
        let mut entries = Vec::new();
        for (at, index) in fact.sources().into_iter().enumerate() {
            let source = self.base.source(index);
            let published = source.published.map(|date| self.wording.date(self.language, date));
            let heading: Vec<&str> = [Some(source.publisher.as_str()), published.as_deref(), source.kind.as_deref()]
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
            entries.push(Field {
                name: shorten(&format!("{}. {}", at + 1, heading.join(" · ")), limits::FIELD_NAME),
                value: shorten(&lines.join("\n"), limits::FIELD_VALUE),
            });
        }
        let mut embed = Embed {
            title: Some(self.say("sources-title", &[])),
            description: Some(shorten(self.label(fact), limits::EMBED_TITLE)),
            fields: entries,
            footer: None,
        };
        self.fit(&mut embed);
        Reply::embed(embed)
    }

    /// Drops the small print, last fields first, until an embed fits: links
    /// stay. (Eight sources with the longest notes would be over the limit.)
    fn fit(&self, embed: &mut Embed) {
        let mut at = embed.fields.len();
        while embed.characters() > limits::EMBED_TOTAL && at > 0 {
            at -= 1;
            let link = embed.fields[at].value.lines().next().unwrap_or_default().to_owned();
            embed.fields[at].value = link;
        }
    }

    /// A fact with its sources as plain text, to paste elsewhere.
    pub fn cite(&self, fact: &Fact) -> Reply {
        let answer = self.answer(fact).map_or("", |(_, answer)| answer.text());
        let mut text = answer.to_owned();
        for (at, source) in fact.sources().into_iter().enumerate() {
            let source = self.base.source(source);
            let published = source.published.map(|date| format!(", {}", self.wording.date(self.language, date)));
            text.push_str(&format!(
                "\n[{}] {}, {}{}, {}",
                at + 1,
                source.title,
                source.publisher,
                published.unwrap_or_default(),
                source.url
            ));
        }
        text.push_str(&format!("\n{}, {} ({})", self.base.name, self.base.version, self.base.hash));
        Reply::embed(Embed {
            title: Some(self.say("cite-title", &[])),
            // A code block, so that nothing is rendered and all can be copied.
            description: Some(format!(
                "{}\n```\n{}\n```",
                self.say("cite-copied", &[]),
                shorten(&text.replace("```", "'''"), limits::EMBED_DESCRIPTION - 200)
            )),
            ..Embed::default()
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
                let shared = f.about.iter().filter(|e| fact.about.contains(e) && !self.base.home.contains(e)).count();
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
        Reply { content: self.say("related-title", &[]), embed: None, rows: vec![self.open(facts.into_iter())] }
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
        let [score, nearest, several, coverage, runner_up] = trace.parts;
        let points = |thousandths: u16| (f32::from(thousandths) / 10.0).round().to_string();
        let mut lines = Vec::new();
        let phrasing =
            fact.questions.get(&trace.language).and_then(|list| list.get(usize::from(trace.phrasing)));
        if let Some(phrasing) = phrasing {
            let key = if trace.flags & 1 == 1 { "why-exact" } else { "why-phrasing" };
            lines.push(self.say(key, &[("phrasing", phrasing)]));
        }
        lines.push(self.say("why-score", &[
            ("score", &points(score)),
            ("nearest", &points(nearest)),
            ("several", &points(several)),
            ("coverage", &points(coverage)),
        ]));
        for (bit, key) in [(2, "why-kind"), (4, "why-foreign"), (8, "why-no-runner-up"), (16, "why-completed")] {
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
        let label = |fact: FactIndex| self.base.fact(fact).label_in(self.language, &self.base.languages).to_owned();
        if let Some(hit) = outcome.best() {
            let key = if hit.parts.exact { "why-exact" } else { "why-phrasing" };
            lines.push(self.say(key, &[("phrasing", &hit.phrasing)]));
            lines.push(self.say("why-score", &[
                ("score", &points(hit.score)),
                ("nearest", &points(hit.parts.nearest)),
                ("several", &points(hit.parts.several)),
                ("coverage", &points(hit.parts.coverage)),
            ]));
            if hit.parts.kind < 1.0 {
                lines.push(self.say("why-kind", &[]));
            }
            if hit.parts.foreign < 1.0 {
                lines.push(self.say("why-foreign", &[]));
            }
        } else {
            lines.push(self.say("why-nothing", &[]));
        }
        let policy = outcome.policy;
        lines.push(self.say("why-threshold", &[("answer", &points(policy.answer)), ("margin", &points(policy.margin))]));
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
                Veto::Entity { fact, named } => self.say("why-veto-entity", &[
                    ("named", &self.entity(*named)),
                    ("phrasing", &label(*fact)),
                ]),
                Veto::Number { fact, number } => {
                    self.say("why-veto-number", &[("named", number), ("phrasing", &label(*fact))])
                }
            });
        }
        self.why_reply(&lines)
    }

    fn why_reply(&self, lines: &[String]) -> Reply {
        let mut embed = Embed {
            title: Some(self.say("why-title", &[])),
            description: None,
            fields: fields("\u{200B}", &lines.iter().map(|l| shorten(l, limits::FIELD_VALUE)).collect::<Vec<_>>()),
            footer: Some(self.say("base", &[("version", &self.base.version), ("hash", &self.base.hash)])),
        };
        if let [only] = embed.fields.as_slice() {
            embed.description = Some(only.value.clone());
            embed.fields.clear();
        }
        Reply::embed(embed)
    }
}
