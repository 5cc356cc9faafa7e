//! `accord chat`: the bot in a terminal.

use std::io::{self, Write};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use crate::knowledge::{EntityIndex, FactIndex};
use crate::matching::{Matcher, Outcome, Policy, Verdict, entity_named};
use crate::reply::{Reply, Standing, Voice, Wording};

use super::render::{options, render};

/// The last question and what it led to.
struct Last {
    question: String,
    outcome: Outcome,
}

/// Talks until the end of input or `/quit`.
///
/// # Errors
///
/// Where the terminal cannot be read or written.
pub fn chat(matcher: &Matcher, wording: &Wording, policy: &Policy, out: &mut dyn Write) -> io::Result<()> {
    let mut editor = DefaultEditor::new().map_err(io::Error::other)?;
    let base = matcher.base();
    let voice = Voice::new(wording, base, base.default_language());
    writeln!(out, "{}", render(&voice.help("Ask Accord")))?;
    writeln!(
        out,
        "/why /sources /cite /related · /topics /fact ID /timeline /compare A, B{} /about /help · /quit\n",
        base.registers.iter().map(|r| format!(" /{}", r.command)).collect::<String>()
    )?;
    let mut session = Session { matcher, wording, policy, last: None, fact: None, numbers: Vec::new() };
    loop {
        let line = match editor.readline("> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
            // A line in another encoding: it has been read, the next one may be text.
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                writeln!(out, "{}", render(&session.voice().nothing_here()))?;
                continue;
            }
            Err(ReadlineError::Io(error)) => return Err(error),
            Err(error) => return Err(io::Error::other(error)),
        };
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        // History lives as long as the session: questions are personal data.
        let _ = editor.add_history_entry(line);
        if matches!(line, "/quit" | "/exit" | "/q") {
            return Ok(());
        }
        let reply = session.line(line);
        writeln!(out, "{}", render(&reply))?;
        out.flush()?;
    }
}

struct Session<'a> {
    matcher: &'a Matcher,
    wording: &'a Wording,
    policy: &'a Policy,
    last: Option<Last>,
    /// The fact on the screen, which `/sources` and the like refer to.
    fact: Option<FactIndex>,
    /// What the numbers on the screen mean: ids of facts or topics.
    numbers: Vec<String>,
}

impl Session<'_> {
    fn voice(&self) -> Voice<'_> {
        let language =
            self.last.as_ref().map_or(self.matcher.base().default_language(), |l| l.outcome.language);
        Voice::new(self.wording, self.matcher.base(), language)
    }

    fn line(&mut self, line: &str) -> Reply {
        let reply = match line.split_once(' ').map_or((line, ""), |(verb, rest)| (verb, rest.trim())) {
            ("/topics", _) => self.voice().topics(),
            ("/about", _) => self.voice().about(&Standing::default()),
            ("/help", _) => self.voice().help("Ask Accord"),
            ("/timeline", _) => {
                let voice = self.voice();
                voice.timeline().unwrap_or_else(|| voice.no_timeline())
            }
            ("/compare", names) => self.compare(names),
            ("/fact", id) => return self.open(id),
            ("/why", _) => {
                return self
                    .last
                    .as_ref()
                    .map_or_else(|| self.ask_first(), |last| self.voice().why_outcome(&last.outcome));
            }
            ("/sources", _) => {
                return self
                    .on_fact(|voice, fact| voice.sources_of(voice.base().fact(fact)))
                    .unwrap_or_else(|| self.voice().all_sources());
            }
            ("/cite", _) => {
                return self
                    .on_fact(|voice, fact| voice.cite(voice.base().fact(fact)))
                    .unwrap_or_else(|| self.ask_first());
            }
            ("/related", _) => {
                self.on_fact(|voice, fact| voice.related(fact)).unwrap_or_else(|| self.ask_first())
            }
            (verb, name) if verb.starts_with('/') => self.register(&verb[1..], name),
            _ => match line.parse::<usize>().ok().and_then(|number| self.numbered(number)) {
                Some(id) => return self.open(&id),
                None => return self.ask(line),
            },
        };
        self.number(&reply);
        reply
    }

    fn ask(&mut self, question: &str) -> Reply {
        let earlier = self.last.as_ref().map(|last| last.question.clone());
        let outcome = self.matcher.ask(question, earlier.as_deref(), self.policy);
        let reply = Voice::new(self.wording, self.matcher.base(), outcome.language).outcome(&outcome, 0);
        self.fact = match &outcome.verdict {
            Verdict::Answer(hit) => Some(hit.fact),
            _ => None,
        };
        self.last = Some(Last { question: question.to_owned(), outcome });
        self.numbers.clear();
        self.number(&reply);
        reply
    }

    /// A register, or one of its entries, by its command.
    fn register(&self, command: &str, name: &str) -> Reply {
        let voice = self.voice();
        let base = self.matcher.base();
        let Some(register) = base.register(command) else { return voice.unknown_command() };
        if name.is_empty() {
            return voice.register(register);
        }
        entity_named(base, name, &register.things())
            .and_then(|entity| register.entry(entity))
            .map_or_else(|| voice.unknown_thing(), |entry| voice.entry(register, entry))
    }

    /// Two things side by side, their names with a comma or a slash between.
    fn compare(&self, names: &str) -> Reply {
        let voice = self.voice();
        let base = self.matcher.base();
        let things: Vec<EntityIndex> = voice.comparable().collect();
        let two = names.split_once([',', '/']).or_else(|| names.split_once(' '));
        two.and_then(|(one, other)| {
            Some((entity_named(base, one, &things)?, entity_named(base, other, &things)?))
        })
        .map_or_else(|| voice.unknown_thing(), |(one, other)| voice.compare(one, other))
    }

    /// Opens a fact or a topic by its id, or an entry of a register.
    fn open(&mut self, id: &str) -> Reply {
        let base = self.matcher.base();
        let reply = match base.find(id) {
            Some(index) => {
                self.fact = Some(index);
                self.voice().fact(base.fact(index))
            }
            None => self
                .voice()
                .topic(id)
                .or_else(|| {
                    let entity = base.find_entity(id)?;
                    base.registers.iter().find_map(|r| Some(self.voice().entry(r, r.entry(entity)?)))
                })
                .unwrap_or_else(|| self.voice().unknown_fact()),
        };
        self.number(&reply);
        reply
    }

    fn on_fact(&self, view: impl Fn(Voice<'_>, FactIndex) -> Reply) -> Option<Reply> {
        Some(view(self.voice(), self.fact?))
    }

    fn ask_first(&self) -> Reply {
        self.voice().ask_first()
    }

    /// Remembers what the numbers of a reply's menus mean.
    fn number(&mut self, reply: &Reply) {
        let numbers: Vec<String> = options(reply).into_iter().map(|(_, value)| value).collect();
        if !numbers.is_empty() {
            self.numbers = numbers;
        }
    }

    fn numbered(&self, number: usize) -> Option<String> {
        self.numbers.get(number.checked_sub(1)?).cloned()
    }
}
