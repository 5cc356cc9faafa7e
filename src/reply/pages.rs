//! Pages about the bot itself: topics, sources, about, help, and its small
//! sentences.

use std::collections::BTreeMap;

use crate::knowledge::Fact;
use crate::limits;

use super::action::Action;
use super::layout::shorten;
use super::message::{Embed, Field, Reply, Row, Select, SelectOption};
use super::voice::Voice;

/// Characters of the list of commands: half of what the page may have, so that
/// a base with many registers leaves room for the rest.
const HELP_COMMANDS: usize = limits::EMBED_DESCRIPTION / 2;

/// How the running bot stands, for the about page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Problems of the last change to the base, if it was refused.
    pub refused_reload: Option<usize>,
    /// Events that could not be read.
    pub unreadable_events: u64,
    /// Questions dropped because a queue was full.
    pub dropped: u64,
    /// Whether nothing can be saved at the moment.
    pub cannot_save: bool,
}

impl Voice<'_> {
    /// The topics, with how many facts each has, and a menu of them.
    pub fn topics(&self) -> Reply {
        let mut lines = Vec::new();
        let mut options = Vec::new();
        for topic in &self.base.topics {
            let count = self.base.live_facts().filter(|(_, fact)| fact.topic == topic.id).count();
            let title = self.base.text_in(&topic.title, self.language).unwrap_or(&topic.id);
            let count = self.wording.count(self.language, "topics-count", &[("count", count)]);
            lines.push(format!("**{title}** – {count}"));
            options.push(SelectOption {
                label: shorten(title, limits::OPTION_TEXT),
                value: shorten(&topic.id, limits::OPTION_TEXT),
                description: Some(count),
            });
        }
        options.truncate(limits::OPTIONS);
        let select = Select {
            id: Action::Topic { language: self.language }.id(),
            placeholder: self.say("topics-choose", &[]),
            options,
        };
        Reply {
            content: String::new(),
            embed: Some(Embed {
                title: Some(self.say("topics-title", &[])),
                description: Some(shorten(&lines.join("\n"), limits::EMBED_DESCRIPTION)),
                ..Embed::default()
            }),
            rows: vec![Row::Select(select)],
        }
    }

    /// The facts of a topic, in menus of twenty-five, at most four of them;
    /// `None` where there is no such topic.
    pub fn topic(&self, id: &str) -> Option<Reply> {
        let topic = self.base.topics.iter().find(|topic| topic.id == id)?;
        let title = self.base.text_in(&topic.title, self.language).unwrap_or(&topic.id);
        let facts: Vec<&Fact> =
            self.base.live_facts().map(|(_, f)| f).filter(|f| f.topic == topic.id).collect();
        let rows = facts
            .chunks(limits::OPTIONS)
            .take(4)
            .enumerate()
            .map(|(at, chunk)| {
                let mut row = self.open(chunk.iter().copied());
                if let Row::Select(select) = &mut row {
                    select.id = Action::Open { language: self.language }.nth_id(at);
                }
                row
            })
            .collect();
        Some(Reply { content: self.say("topic-facts", &[("topic", title)]), embed: None, rows })
    }

    /// How many sources there are, by publisher.
    pub fn all_sources(&self) -> Reply {
        let mut publishers: BTreeMap<&str, usize> = BTreeMap::new();
        for source in &self.base.sources {
            *publishers.entry(&source.publisher).or_default() += 1;
        }
        let mut ranked: Vec<_> = publishers.iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let heading = self.wording.count(
            self.language,
            "sources-all",
            &[("sources", self.base.sources.len()), ("publishers", publishers.len())],
        );
        let mut text = heading;
        for (at, (publisher, count)) in ranked.iter().enumerate() {
            let line = format!("\n{publisher} – {count}");
            // 60: room for the line that says how many are left out.
            if text.chars().count() + line.chars().count() > limits::EMBED_DESCRIPTION - 60 {
                let rest = ranked.len() - at;
                text.push('\n');
                text.push_str(&self.wording.count(self.language, "sources-more", &[("count", rest)]));
                break;
            }
            text.push_str(&line);
        }
        Reply::embed(Embed {
            title: Some(self.say("sources-all-title", &[])),
            description: Some(text),
            ..Embed::default()
        })
    }

    /// Which base and which version this is, and how it stands.
    pub fn about(&self, standing: &Standing) -> Reply {
        let base = self.base;
        let numbers = |n: usize| n.to_string();
        let mut lines = vec![
            self.say("about-subject", &[("subject", self.subject())]),
            self.say(
                "about-base",
                &[
                    ("name", &base.name),
                    ("version", &base.version),
                    ("hash", &base.hash),
                    ("facts", &numbers(base.live_facts().count())),
                    ("phrasings", &numbers(base.phrasings())),
                    ("sources", &numbers(base.sources.len())),
                ],
            ),
        ];
        if let Some(day) = base.last_verified() {
            lines.push(self.say("about-verified", &[("date", &self.wording.date(self.language, day))]));
        }
        if let Some(problems) = standing.refused_reload {
            lines.push(self.wording.count(self.language, "about-reload-failed", &[("problems", problems)]));
        }
        if standing.cannot_save {
            lines.push(self.say("about-store", &[]));
        }
        for (key, count) in
            [("about-events", standing.unreadable_events), ("about-dropped", standing.dropped)]
        {
            if count > 0 {
                lines.push(self.say(key, &[("count", &count.to_string())]));
            }
        }
        lines.push(self.say("about-version", &[("version", env!("CARGO_PKG_VERSION"))]));
        Reply::embed(Embed {
            title: Some(self.say("about-title", &[])),
            description: Some(lines.join("\n\n")),
            ..Embed::default()
        })
    }

    /// How to ask. `menu` is the message command's name.
    pub fn help(&self, menu: &str) -> Reply {
        let examples: Vec<String> = self
            .base
            .examples
            .iter()
            .filter_map(|example| self.base.text_in(example, self.language))
            .map(|example| format!("• {example}"))
            .collect();
        let mut fields = Vec::new();
        if !examples.is_empty() {
            let text = shorten(&examples.join("\n"), limits::FIELD_VALUE);
            fields.push(Field { name: self.say("help-examples", &[]), value: text });
        }
        let mut commands = vec![self.say("help-commands", &[])];
        if !self.base.timeline.lanes.is_empty() {
            commands.push(self.say("help-timeline", &[]));
        }
        if self.comparable().nth(1).is_some() {
            commands.push(self.say("help-compare", &[]));
        }
        commands.extend(self.base.registers.iter().map(|register| {
            let does = self.base.text_in(&register.description, self.language).unwrap_or_default();
            format!("/{} {does}", register.command)
        }));
        Reply::embed(Embed {
            title: Some(self.say("help-title", &[])),
            description: Some(format!(
                "{}\n\n{}\n\n{}",
                self.say("help-intro", &[("subject", self.subject()), ("menu", menu)]),
                shorten(&commands.join(" · "), HELP_COMMANDS),
                self.say("help-honesty", &[])
            )),
            fields,
            footer: None,
        })
    }

    /// The sentence to an id that leads to no fact.
    pub fn unknown_fact(&self) -> Reply {
        Reply::text(self.say("unknown-fact", &[]))
    }

    /// The sentence to a name that leads to nothing, or to several things.
    pub fn unknown_thing(&self) -> Reply {
        Reply::text(self.say("unknown-thing", &[]))
    }

    /// The sentence to a button this version does not know.
    pub fn unknown_button(&self) -> Reply {
        Reply::text(self.say("unknown-button", &[]))
    }

    /// The sentence to somebody who presses a button meant for another.
    pub fn not_yours(&self) -> Reply {
        Reply::text(self.say("not-yours", &[]))
    }

    /// What replaces a choice that was turned down.
    pub fn choice_gone(&self) -> Reply {
        Reply::text(self.say("choice-gone", &[]))
    }

    /// The sentence to a message without text.
    pub fn nothing_here(&self) -> Reply {
        Reply::text(self.say("nothing-here", &[]))
    }

    /// The sentence to a message that is no answer of the bot's.
    pub fn not_an_answer(&self) -> Reply {
        Reply::text(self.say("not-an-answer", &[]))
    }

    /// The sentence to a view of an answer where there has been none.
    pub fn ask_first(&self) -> Reply {
        Reply::text(self.say("ask-first", &[]))
    }

    /// The sentence to a terminal command there is not.
    pub fn unknown_command(&self) -> Reply {
        Reply::text(self.say("unknown-command", &[]))
    }

    /// The sentence to a bare mention.
    pub fn greeting(&self) -> Reply {
        Reply::text(self.say("greeting-empty", &[("subject", self.subject())]))
    }
}
