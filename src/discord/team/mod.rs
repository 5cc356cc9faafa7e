//! Moderation at work: what servers have set, kept in memory so that answering
//! never waits on the store, and written there when moderators change it.

mod corrections;
mod feedback;
mod gaps;
mod keeping;
mod overlays;
mod places;
mod post;
mod press;
mod privacy;
mod proposals;
mod reviews;
mod setup;
mod stats;
mod tickets;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;
use serenity::model::application::{ActionRowComponent, ModalInteraction};
use serenity::model::channel::PartialChannel;
use serenity::model::guild::Member;
use serenity::model::user::User;
use tokio::time::Instant;

use crate::knowledge::{FactIndex, NewFact, Status};
use crate::language::Language;
use crate::moderation::{Buckets, Caller, Deed, Rate, Refusal, Rule, may, rule};
use crate::reply::{GapEnd, Notice, Settled, Voice};
use crate::store::{Change, ChannelMode, Health, Seconds, ServerSettings, Settings, Store, StoreError};

use super::convert::{self, Response};
use super::desk::Desk;
use super::rest::Rest;
use places::Places;

pub(super) use feedback::{press as vote, submit as vote_with_words};
pub(super) use keeping::{keep, open, write_ledger};
pub(super) use post::{Post, Posted};
pub(super) use press::{press, submit};
pub(super) use privacy::run as privacy;
pub(super) use proposals::run as proposals;
pub(super) use reviews::hear;
pub(super) use setup::{COMMANDS, Tools, run};
pub(super) use stats::run as stats;
pub(super) use tickets::press as send_question;

/// How moderation is done where servers have not said.
#[derive(Debug, Clone)]
pub struct Moderation {
    /// What must be remembered is kept there.
    pub store: Store,
    /// How the bot speaks in servers while their settings cannot be read.
    pub until_known: ChannelMode,
    /// Hours after which an undecided card expires.
    pub card_hours: u32,
    /// Unasked answers in ten minutes: of a channel, of a person there.
    pub rates: (u32, u32),
    /// Days that things are kept.
    pub retention: crate::settings::Retention,
}

/// A place in a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) server: u64,
    pub(super) channel: u64,
    /// The channel it belongs to, if it is a thread.
    pub(super) parent: Option<u64>,
}

/// What servers have set, and the store behind it.
pub(super) struct Team {
    pub(super) store: Store,
    defaults: Moderation,
    settings: ArcSwap<Settings>,
    /// Whether the settings have been read since the start.
    known: AtomicBool,
    places: Places,
    buckets: Mutex<Buckets>,
    started: Instant,
    /// Whether Discord gives the text of messages that are not addressed to us.
    pub(super) reads_all: AtomicBool,
}

/// Now, in seconds since 1970. The one place where moderation looks at the clock.
pub(super) fn now() -> Seconds {
    jiff::Timestamp::now().as_second()
}

impl Team {
    pub(super) fn new(defaults: Moderation) -> Self {
        Self {
            store: defaults.store.clone(),
            defaults,
            settings: ArcSwap::default(),
            known: AtomicBool::new(false),
            places: Places::default(),
            buckets: Mutex::default(),
            started: Instant::now(),
            reads_all: AtomicBool::new(false),
        }
    }

    /// Whether moderators have commands: there is a store to keep what they set.
    pub(super) fn is_moderated(&self) -> bool {
        self.store.health() != Health::Absent
    }

    /// Reads what has changed since it was last read.
    pub(super) async fn refresh(&self) -> Result<(), StoreError> {
        let known = self.known.load(Ordering::Acquire).then(|| self.settings.load().revision);
        if let Some(settings) = self.store.settings_since(known).await? {
            // Of two that read at once the newer stays.
            self.settings.rcu(|held| {
                let newer = !self.known.load(Ordering::Acquire) || settings.revision > held.revision;
                if newer { Arc::new(settings.clone()) } else { Arc::clone(held) }
            });
            self.known.store(true, Ordering::Release);
        }
        Ok(())
    }

    /// How often anything was changed, as far as this process knows.
    fn revision(&self) -> i64 {
        self.settings.load().revision
    }

    /// What a server has set, if anything.
    pub(super) fn server(&self, server: u64) -> Option<ServerSettings> {
        self.settings.load().servers.get(&server).cloned()
    }

    /// Where a server's team sees cards, if it has set that.
    fn channel(&self, server: u64) -> Option<u64> {
        self.settings.load().servers.get(&server)?.team_channel
    }

    /// How the bot speaks in a place.
    pub(super) fn rule(&self, place: Place) -> Rule {
        if !self.known.load(Ordering::Acquire) && self.is_moderated() {
            return Rule { mode: self.defaults.until_known, ..Rule::DEFAULT };
        }
        let settings = self.settings.load();
        rule(settings.servers.get(&place.server), place.channel, place.parent, now())
    }

    /// The place of a channel, where that is known without asking Discord; only
    /// where a channel has a setting does it matter whether this is a thread.
    pub(super) fn place_now(&self, server: u64, channel: u64) -> Option<Place> {
        let settings = self.settings.load();
        let channels = settings.servers.get(&server).map(|server| &server.channels);
        let parent = match channels {
            Some(channels) if !channels.is_empty() => self.places.parent_now(channel)?.channel(),
            _ => None,
        };
        Some(Place { server, channel, parent })
    }

    /// The place of a channel; asks Discord where that is not known.
    pub(super) async fn place(&self, rest: &Rest, server: u64, channel: u64) -> Place {
        match self.place_now(server, channel) {
            Some(place) => place,
            None => Place { server, channel, parent: self.places.parent(rest, channel).await },
        }
    }

    /// The place of a channel as an interaction tells of it.
    pub(super) fn place_of(&self, server: u64, channel: &PartialChannel) -> Place {
        let parent = places::parent_of_thread(channel.kind, channel.parent_id);
        self.places.note(channel.id.get(), parent);
        Place { server, channel: channel.id.get(), parent }
    }

    /// Whether one more unasked answer may be given.
    pub(super) fn may_speak_unasked(&self, place: Place, person: u64) -> bool {
        let settings = self.settings.load();
        let server = settings.servers.get(&place.server);
        let (of_channel, of_person) = self.rates(server);
        let now = self.started.elapsed().as_secs_f64();
        self.buckets
            .lock()
            .is_ok_and(|mut buckets| buckets.take((place.channel, of_channel), (person, of_person), now))
    }

    fn rates(&self, server: Option<&ServerSettings>) -> (Rate, Rate) {
        let of_channel = server.and_then(|server| server.per_channel).unwrap_or(self.defaults.rates.0);
        let of_person = server.and_then(|server| server.per_person).unwrap_or(self.defaults.rates.1);
        (Rate(of_channel), Rate(of_person))
    }

    /// Whether somebody may do something.
    pub(super) fn may(&self, caller: &Caller, deed: Deed) -> Result<(), Notice> {
        let settings = caller.server.and_then(|server| self.server(server));
        may(caller, settings.as_ref(), deed).map_err(|refusal| match refusal {
            Refusal::NotInServer => Notice::NotInServer,
            Refusal::Unknown => Notice::Gone,
            Refusal::Bot | Refusal::NotModerator => Notice::NotModerator,
            Refusal::NotManager => Notice::NotManager,
            Refusal::OwnProposal => Notice::OwnProposal,
        })
    }
}

/// Why nothing came of a command or a press.
enum Failed {
    /// They may not, or it cannot be.
    Refused(Notice),
    /// Somebody else was quicker.
    Settled(Settled),
    /// The same with a gap.
    Ended(GapEnd),
    /// The fact base would not take it: why not.
    Unfit(Vec<String>),
    /// It could not be saved.
    Store(StoreError),
}

impl From<Notice> for Failed {
    fn from(notice: Notice) -> Self {
        Self::Refused(notice)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Failed {
    /// What is said about it to the one who tried, alone.
    fn answer(self, desk: &Desk, language: Language) -> Response {
        let reply = desk.say(language, |voice| match self {
            Self::Refused(why) => voice.notice(why),
            Self::Settled(how) => voice.already_settled(how),
            Self::Ended(how) => voice.gap_already(how),
            Self::Unfit(problems) => voice.base_refuses(&problems),
            Self::Store(error) => {
                tracing::warn!(%error, "what a moderator decided was not saved");
                voice.notice(Notice::CannotSave)
            }
        });
        convert::answer(&reply, true)
    }
}

/// What was typed into a form's inputs, by their names.
fn inputs(form: &ModalInteraction) -> BTreeMap<String, String> {
    let inputs = form.data.components.iter().flat_map(|row| &row.components);
    let typed = inputs.filter_map(|component| match component {
        ActionRowComponent::InputText(input) => {
            Some((input.custom_id.clone(), input.value.clone().unwrap_or_default().trim().to_owned()))
        }
        _ => None,
    });
    typed.collect()
}

/// What was typed into a form's only input.
fn typed(form: &ModalInteraction) -> String {
    inputs(form).into_values().next().unwrap_or_default()
}

/// A fact that may be answered with.
fn live(voice: &Voice<'_>, id: &str) -> Option<FactIndex> {
    voice.base().find(id).filter(|index| voice.base().fact(*index).status != Status::Withdrawn)
}

/// Whether a server has a fact that may be answered with.
fn is_live(desk: &Desk, server: u64, id: &str) -> bool {
    desk.say_in(Some(server), Language::ENGLISH, |voice| live(&voice, id).is_some())
}

/// The fact that was typed by its id, or asked for.
fn fact_meant(desk: &Desk, server: u64, typed: &str) -> Option<String> {
    let typed = typed.trim();
    if is_live(desk, server, typed) {
        return Some(typed.to_owned());
    }
    let ground = desk.ground(Some(server));
    let first = *ground.candidates(typed, 1).first()?;
    Some(ground.base().fact(first).id.clone())
}

/// A change that nobody made: its time had come. `entry` tells it apart from all
/// others in the log.
fn by_itself(entry: u64, server: u64, action: &'static str, subject: u64) -> Change {
    Change { entry, server, actor: 0, at: now(), action, subject: Some(subject), detail: None }
}

/// Whether the base would take a fact.
fn fits(fact: &NewFact) -> Result<(), Failed> {
    let problems = fact.problems();
    if problems.is_empty() { Ok(()) } else { Err(Failed::Unfit(problems)) }
}

/// Somebody who uses a command or a button, as Discord tells of them.
pub(super) fn caller(user: &User, member: Option<&Member>, server: Option<u64>) -> Caller {
    Caller {
        id: user.id.get(),
        // Who is no member there any more has no say there.
        server: server.filter(|_| member.is_some()),
        permissions: member.and_then(|member| member.permissions).map_or(0, |bits| bits.bits()),
        roles: member.map(|member| member.roles.iter().map(|role| role.get()).collect()).unwrap_or_default(),
        bot: user.bot,
    }
}
