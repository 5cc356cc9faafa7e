//! What answering takes, shared by all handlers: the matcher (swapped whole on
//! reload), the wording, the policies.

mod base;
mod ground;

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use arc_swap::ArcSwap;

use crate::cache::IndexCache;
use crate::knowledge::{Loaded, Rejected, Status};
use crate::language::{Language, asks, tokenise};
use crate::matching::{Hit, Matcher, Outcome, Policy, Refusal, Strictness, Verdict};
use crate::reply::{Reply, Standing, Trace, Voice, Wording};
use crate::store::{Health, Sureness};
use crate::telemetry::Counters;

use super::addressed::without_markup;
use super::ledger::Ledger;
use super::pictures::Pictures;
use super::recent::{Recent, RecentQuestions};
use super::team::now;

pub(super) use ground::{Ground, Overlays};

/// Where fact bases come from, and what was learnt of them.
pub struct Loader {
    /// Loads the fact base anew.
    pub load: Box<dyn Fn() -> Result<Loaded, Rejected> + Send + Sync>,
    /// Keeps what was learnt of it.
    pub cache: IndexCache,
}

/// How sure the bot must be, by who reads along.
#[derive(Debug, Clone, Copy)]
pub struct Policies {
    /// Where only the asker reads the answer.
    pub private: Policy,
    /// Where others do too.
    pub shared: Policy,
}

/// A question on its way to an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) question: &'a str,
    /// What the answer replied to was given for. Without it, the last question
    /// of the same person in the same channel.
    pub(super) earlier: Option<&'a str>,
    pub(super) asker: u64,
    /// Whether it may be sent to a team: there is one, and the words are the asker's
    /// own.
    pub(super) sendable: bool,
    pub(super) channel: u64,
    pub(super) shared: bool,
    /// How sure moderators want the bot to be there, if they said so.
    pub(super) sureness: Option<Sureness>,
    /// The server, for its figures.
    pub(super) server: Option<u64>,
    /// How it came in, for the log: "mention", "dm", "slash" …
    pub(super) via: &'static str,
}

/// A press on a Why button.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pressed<'a> {
    /// The server it was pressed in.
    pub(super) server: Option<u64>,
    /// The fact answered with.
    pub(super) fact: &'a str,
    pub(super) language: Language,
    pub(super) trace: Trace,
    pub(super) presser: u64,
    pub(super) channel: u64,
    pub(super) shared: bool,
    pub(super) sureness: Option<Sureness>,
}

/// Whether a text that nobody put to the bot asks something it is sure about.
fn is_sure_question(outcome: &Outcome, text: &str) -> bool {
    matches!(outcome.verdict, Verdict::Answer(_)) && asks(outcome.language, text, &tokenise(text))
}

/// Answers questions.
pub(super) struct Desk {
    matcher: ArcSwap<Matcher>,
    pictures: ArcSwap<Pictures>,
    pub(super) wording: Wording,
    policies: Policies,
    pub(super) counters: Arc<Counters>,
    loader: Loader,
    /// Held while reloading: an older load must not overtake a newer one.
    reloading: Mutex<()>,
    refused_reload: Mutex<Option<usize>>,
    log_questions: bool,
    recent: RecentQuestions,
    /// Questions without a sure answer, which may be sent to a team.
    missed: RecentQuestions,
    /// What servers' teams have added to the base.
    overlays: ArcSwap<Overlays>,
    /// What is to be written down later.
    pub(super) ledger: Ledger,
    /// Whether people can say what they think of an answer.
    votes: bool,
    /// When the base was loaded, in seconds since 1970.
    loaded: AtomicI64,
}

/// What an answer says, to be known again when the fact is corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) fact: String,
    pub(super) language: String,
    pub(super) digest: String,
}

/// A question as it was answered.
pub(super) struct Given {
    pub(super) outcome: Outcome,
    pub(super) reply: Reply,
    /// What the answer says, if it is one.
    pub(super) told: Option<Told>,
    /// The question, where it was not answered and can be sent to a team.
    pub(super) missed: Option<String>,
    ground: Ground,
}

impl Given {
    /// Whether what an earlier answer had as its title leads to the best fact of
    /// this one.
    pub(super) fn leads_to(&self, title: &str) -> bool {
        let fact = self.outcome.best().map(|hit| self.ground.base().fact(hit.fact));
        fact.is_some_and(|fact| fact.questions.values().flatten().any(|phrasing| phrasing == title))
    }
}

impl Desk {
    pub(super) fn new(
        matcher: Matcher,
        policies: Policies,
        counters: Arc<Counters>,
        loader: Loader,
        log_questions: bool,
        votes: bool,
    ) -> Self {
        let pictures = ArcSwap::from_pointee(Pictures::new(Arc::clone(matcher.base())));
        Self {
            matcher: ArcSwap::from_pointee(matcher),
            pictures,
            wording: Wording::new(),
            policies,
            counters,
            loader,
            reloading: Mutex::new(()),
            refused_reload: Mutex::new(None),
            log_questions,
            recent: RecentQuestions::default(),
            missed: RecentQuestions::default(),
            overlays: ArcSwap::default(),
            ledger: Ledger::default(),
            votes,
            loaded: AtomicI64::new(now()),
        }
    }

    /// The matcher of this moment; a reload does not change it under a caller.
    pub(super) fn matcher(&self) -> Arc<Matcher> {
        self.matcher.load_full()
    }

    /// The pictures of this moment, with the base they are of.
    pub(super) fn pictures(&self) -> Arc<Pictures> {
        self.pictures.load_full()
    }

    /// How sure the bot must be.
    fn policy(&self, shared: bool, sureness: Option<Sureness>) -> Policy {
        let usual = if shared { self.policies.shared } else { self.policies.private };
        let strictness = match sureness {
            None => return usual,
            Some(Sureness::Eager) => Strictness::Eager,
            Some(Sureness::Balanced) => Strictness::Balanced,
            Some(Sureness::Strict) => Strictness::Strict,
        };
        Policy::new(strictness, usual.choices)
    }

    /// Matches a question, words the reply, and logs what came of it.
    pub(super) fn ask(&self, asked: &Asked<'_>) -> Given {
        let start = Instant::now();
        let ground = self.ground(asked.server);
        // A mention's number is no number of the question, however it came in.
        let question = without_markup(asked.question);
        let place = (asked.channel, asked.asker);
        let recent = self.recent.of(place, start);
        let earlier = asked.earlier.or_else(|| recent.as_ref().map(Recent::topic));
        let outcome = ground.ask(&question, earlier, &self.policy(asked.shared, asked.sureness));
        // A team cannot answer what leans on a question it does not see.
        let is_missed = match outcome.verdict {
            Verdict::Answer(_) => false,
            // What is no question, or too long for one, is for nobody.
            Verdict::None { refusal, .. } => !matches!(refusal, Refusal::Empty | Refusal::TooLong),
            Verdict::Choices(_) => true,
        };
        let missed =
            (asked.sendable && is_missed && ground.stands_alone(&question)).then(|| question.clone());
        if let Some(question) = missed.clone() {
            self.missed.keep(place, Recent { question, earlier: None }, start);
        }
        // A remark does not change what the talk is about.
        if !matches!(outcome.verdict, Verdict::None { .. }) {
            let earlier = earlier.filter(|_| outcome.reasons.completed).map(str::to_owned);
            self.recent.keep(place, Recent { question, earlier }, start);
        }
        Given { missed, ..self.say_outcome(ground, outcome, asked, start) }
    }

    /// What comes of a question that is not answered at once: a moderator is to see
    /// it. `unasked`: nobody put it to the bot, so it must be one, and the answer
    /// sure.
    pub(super) fn consider(&self, asked: &Asked<'_>, unasked: bool) -> Option<(Ground, Outcome)> {
        let start = Instant::now();
        let ground = self.ground(asked.server);
        let outcome = ground.ask(asked.question, asked.earlier, &self.policy(true, asked.sureness));
        if unasked && !is_sure_question(&outcome, asked.question) {
            return None;
        }
        self.log(&ground, &outcome, asked, start);
        Some((ground, outcome))
    }

    /// What comes of a question in a server, for a moderator to see; nothing is
    /// logged.
    pub(super) fn outcome_of(&self, server: u64, question: &str) -> (Ground, Outcome) {
        let ground = self.ground(Some(server));
        let outcome = ground.ask(question, None, &self.policies.shared);
        (ground, outcome)
    }

    /// Answers a question nobody put to the bot: where it is one, the answer is
    /// sure, and the bot may speak (asked only then).
    pub(super) fn ask_unasked(&self, asked: &Asked<'_>, may_speak: impl FnOnce() -> bool) -> Option<Given> {
        let start = Instant::now();
        let ground = self.ground(asked.server);
        let outcome = ground.ask(asked.question, None, &self.policy(true, asked.sureness));
        if !is_sure_question(&outcome, asked.question) || !may_speak() {
            return None;
        }
        let kept = Recent { question: asked.question.to_owned(), earlier: None };
        self.recent.keep((asked.channel, asked.asker), kept, start);
        Some(self.say_outcome(ground, outcome, asked, start))
    }

    /// Words the reply to an outcome, once it is logged.
    fn say_outcome(&self, ground: Ground, outcome: Outcome, asked: &Asked<'_>, start: Instant) -> Given {
        let voice = Voice::new(&self.wording, ground.base(), outcome.language);
        let mut reply = voice.outcome(&outcome, asked.asker);
        if let Verdict::Answer(hit) = &outcome.verdict
            && self.votes
        {
            reply.rows.push(voice.feedback_row(ground.base().fact(hit.fact)));
        }
        self.log(&ground, &outcome, asked, start);
        let told = ground.told(&outcome);
        Given { outcome, reply, told, missed: None, ground }
    }

    fn log(&self, ground: &Ground, outcome: &Outcome, asked: &Asked<'_>, start: Instant) {
        let best = outcome.best();
        self.counters.questions.add();
        let answered = matches!(outcome.verdict, Verdict::Answer(_));
        let fact_id = |hit: &Hit| ground.base().fact(hit.fact).id.as_str();
        if let Some(server) = asked.server {
            self.ledger.count(server, now(), outcome.word(), best.filter(|_| answered).map(fact_id));
        }
        tracing::info!(
            verdict = outcome.word(),
            fact = best.filter(|_| answered).map(fact_id),
            nearest = best.filter(|_| !answered).map(fact_id),
            score = best.map(|hit| hit.score),
            language = outcome.language.code(),
            micros = start.elapsed().as_micros() as u64,
            base = ground.base().hash.as_str(),
            via = asked.via,
            text = self.log_questions.then_some(asked.question),
            "question"
        );
    }

    /// What an answer with a fact says in a language.
    pub(super) fn told_of(&self, server: Option<u64>, fact: &str, language: Language) -> Option<Told> {
        self.ground(server).told_of(fact, language)
    }

    /// Why an answer was given: in full where the one who asks had asked for it
    /// just now, else what its button tells.
    pub(super) fn why(&self, pressed: &Pressed<'_>) -> Option<Reply> {
        let ground = self.ground(pressed.server);
        let base = ground.base();
        let fact = base.find(pressed.fact).filter(|fact| base.fact(*fact).status != Status::Withdrawn)?;
        let voice = Voice::new(&self.wording, base, pressed.language);
        let policy = self.policy(pressed.shared, pressed.sureness);
        let recent = self.recent.of((pressed.channel, pressed.presser), Instant::now());
        let again = recent.map(|recent| ground.ask(&recent.question, recent.earlier.as_deref(), &policy));
        let full = again.filter(|outcome| {
            matches!(&outcome.verdict, Verdict::Answer(hit) if hit.fact == fact)
                && pressed.trace.is_of(outcome, &base.hash)
        });
        Some(
            full.map_or_else(
                || voice.why(base.fact(fact), pressed.trace),
                |outcome| voice.why_outcome(&outcome),
            ),
        )
    }

    /// Forgets what somebody asked.
    pub(super) fn forget(&self, person: u64) {
        self.recent.forget(person);
        self.missed.forget(person);
    }

    /// Forgets questions too old to be followed up.
    pub(super) fn forget_old_questions(&self) {
        self.recent.forget_old(Instant::now());
        self.missed.forget_old(Instant::now());
    }

    /// What somebody asked last in a channel, if it had no sure answer and can be sent
    /// to a team.
    pub(super) fn missed(&self, channel: u64, person: u64) -> Option<String> {
        Some(self.missed.of((channel, person), Instant::now())?.question)
    }

    /// Says something in a language about what is known in a server.
    pub(super) fn say_in<T>(
        &self,
        server: Option<u64>,
        language: Language,
        what: impl FnOnce(Voice<'_>) -> T,
    ) -> T {
        self.say_on(&self.ground(server), language, what)
    }

    /// Says something in a language about what was known when `ground` was taken:
    /// an outcome's indices are of that moment.
    pub(super) fn say_on<T>(
        &self,
        ground: &Ground,
        language: Language,
        what: impl FnOnce(Voice<'_>) -> T,
    ) -> T {
        what(Voice::new(&self.wording, ground.base(), language))
    }

    /// Says something about the base of this moment in a language.
    pub(super) fn say<T>(&self, language: Language, what: impl FnOnce(Voice<'_>) -> T) -> T {
        let matcher = self.matcher();
        what(Voice::new(&self.wording, matcher.base(), language))
    }

    /// How the bot stands, for the about page.
    pub(super) fn standing(&self, store: Health) -> Standing {
        Standing {
            cannot_save: store == Health::Unwell,
            refused_reload: self.refused_reload.lock().ok().and_then(|refused| *refused),
            unreadable_events: self.counters.unreadable_events.get(),
            dropped: self.counters.dropped.get(),
        }
    }
}
