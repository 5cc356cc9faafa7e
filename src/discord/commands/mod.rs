//! Slash commands, message commands, and autocomplete.

mod complete;
mod definitions;
mod team;

use serenity::model::application::{
    ActionRowComponent, Button, ButtonKind, CommandInteraction, ResolvedTarget, ResolvedValue,
};
use serenity::model::channel::Message;
use serenity::model::id::GuildId;

use crate::knowledge::{EntityIndex, Register};
use crate::language::Language;
use crate::matching::{Verdict, entity_named};
use crate::moderation::Rule;
use crate::picture::Theme;
use crate::reply::{Action, Reply, Voice};
use crate::store::Health;

use super::addressed::without_markup;
use super::convert::{self, Response};
use super::desk::{Asked, Desk, Given};

pub(super) use complete::complete;
pub(super) use definitions::definitions;
pub(super) use team::INHERIT;

/// The message command's name; where Discord has our language, its menu shows
/// the wording's instead.
const ASK_MENU: &str = "Ask Accord";

/// The message command that shows an answer's sources.
const SOURCES_MENU: &str = "Check sources";

/// Where a command is used.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// How the bot speaks there.
    pub(super) rule: Option<&'a Rule>,
    /// Whether the server's team takes questions.
    pub(super) takes_questions: bool,
    /// How the store is.
    pub(super) store: Health,
}

/// Runs a command, under the rule of the channel it was used in. Where the bot is
/// to be silent, its answer is for the caller alone.
pub(super) fn run(desk: &Desk, command: &CommandInteraction, place: Place<'_>) -> Response {
    let response = answer(desk, command, place);
    if place.rule.is_some_and(|rule| !rule.speaks()) { response.privately() } else { response }
}

fn answer(desk: &Desk, command: &CommandInteraction, place: Place<'_>) -> Response {
    let language = language(command);
    let server = command.guild_id.map(GuildId::get);
    let private = |reply: &Reply| convert::answer(reply, true);
    match command.data.name.as_str() {
        "ask" => {
            let alone = options(command)
                .any(|(name, value)| name == "private" && matches!(value, ResolvedValue::Boolean(true)));
            let question = text_option(command, "question").unwrap_or_default();
            ask(desk, command, &question, place, Via { name: "slash", own: true, alone })
        }
        ASK_MENU => match command.data.target() {
            Some(ResolvedTarget::Message(message)) => {
                let question = without_markup(&message.content);
                if question.is_empty() {
                    return private(&desk.say(language, |voice| voice.nothing_here()));
                }
                let own = message.author.id == command.user.id;
                ask(desk, command, &question, place, Via { name: "menu", own, alone: false })
            }
            _ => private(&desk.say(language, |voice| voice.nothing_here())),
        },
        SOURCES_MENU => private(&desk.say_in(server, language, |voice| {
            let index = match command.data.target() {
                Some(ResolvedTarget::Message(message)) => {
                    answered_fact(message).and_then(|id| voice.base().find(&id))
                }
                _ => None,
            };
            index.map_or_else(|| voice.not_an_answer(), |index| voice.sources_of(voice.base().fact(index)))
        })),
        "fact" => {
            let id = text_option(command, "entry").unwrap_or_default();
            let response = desk.say_in(server, language, |voice| match voice.base().find(&id) {
                Some(index) => convert::answer(&voice.fact(voice.base().fact(index)), false),
                None => private(&voice.unknown_fact()),
            });
            Response { told: desk.told_of(server, &id, language), ..response }
        }
        "sources" => desk.say_in(server, language, |voice| {
            let reply = match text_option(command, "entry") {
                None => voice.all_sources(),
                Some(id) => voice
                    .base()
                    .find(&id)
                    .map_or_else(|| voice.unknown_fact(), |index| voice.sources_of(voice.base().fact(index))),
            };
            private(&reply)
        }),
        "topics" => private(&desk.say_in(server, language, |voice| voice.topics())),
        "about" => private(&desk.say(language, |voice| voice.about(&desk.standing(place.store)))),
        "help" => {
            let menu = desk.wording.say(language, "command-menu", &[]);
            private(&desk.say(language, |voice| voice.help(&menu)))
        }
        "timeline" => {
            let light = text_option(command, "theme").is_some_and(|theme| theme == "light");
            timeline(desk, language, if light { Theme::Light } else { Theme::Dark })
        }
        "compare" => desk.say(language, |voice| {
            let things: Vec<EntityIndex> = voice.comparable().collect();
            let named = |name| entity_named(voice.base(), &text_option(command, name)?, &things);
            match (named("one"), named("other")) {
                (Some(one), Some(other)) => convert::answer(&voice.compare(one, other), false),
                _ => private(&voice.unknown_thing()),
            }
        }),
        name => desk.say(language, |voice| {
            let Some(register) = voice.base().register(name) else {
                return private(&voice.unknown_button());
            };
            match text_option(command, "entry") {
                None => convert::answer(&voice.register(register), false),
                Some(typed) => register_entry(&voice, register, &typed),
            }
        }),
    }
}

/// The language to speak: the one a command asks for, else Discord's.
fn language(command: &CommandInteraction) -> Language {
    text_option(command, "language")
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| locale(&command.locale))
}

/// The picture with its text; the text alone where it cannot be drawn.
fn timeline(desk: &Desk, language: Language, theme: Theme) -> Response {
    let pictures = desk.pictures();
    let voice = Voice::new(&desk.wording, pictures.base(), language);
    let Some(reply) = voice.timeline() else { return convert::answer(&voice.no_timeline(), true) };
    match pictures.timeline(language, theme) {
        Some(png) => convert::with_picture(&reply, png.to_vec(), "timeline.png", &voice.timeline_alt()),
        None => convert::answer(&voice.timeline_without_picture(reply), false),
    }
}

fn register_entry(voice: &Voice<'_>, register: &Register, typed: &str) -> Response {
    let entry =
        entity_named(voice.base(), typed, &register.things()).and_then(|entity| register.entry(entity));
    match entry {
        Some(entry) => convert::answer(&voice.entry(register, entry), false),
        None => convert::answer(&voice.unknown_thing(), true),
    }
}

/// The fact a message answers with, as its Sources button names it.
fn answered_fact(message: &Message) -> Option<String> {
    let components = message.components.iter().flat_map(|row| &row.components);
    components
        .filter_map(|component| match component {
            ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
                Action::read(custom_id)
            }
            _ => None,
        })
        .find_map(|action| match action {
            Action::Sources { fact, .. } => Some(fact),
            _ => None,
        })
}

/// How a question comes in by command.
#[derive(Clone, Copy)]
struct Via {
    /// For the log.
    name: &'static str,
    /// Whether the asker wrote it.
    own: bool,
    /// Whether the answer is for the asker alone.
    alone: bool,
}

/// Answers for all to see; choices and misses for the asker alone.
fn ask(desk: &Desk, command: &CommandInteraction, question: &str, place: Place<'_>, via: Via) -> Response {
    let Via { name: via, own, alone } = via;
    let shared = command.guild_id.is_some() && !alone;
    let (asker, channel) = (command.user.id.get(), command.channel_id.get());
    let server = command.guild_id.map(GuildId::get);
    let sureness = place.rule.and_then(|rule| rule.sureness);
    let sendable = own && place.takes_questions;
    let Given { outcome, mut reply, told, missed, .. } =
        desk.ask(&Asked { question, earlier: None, asker, sendable, channel, shared, server, sureness, via });
    let sure = matches!(outcome.verdict, Verdict::Answer(_));
    if let Some(words) = missed {
        reply.rows.push(desk.say(outcome.language, |voice| voice.send_row(Action::mark(&words))));
    }
    let private = alone || !sure;
    let told = told.filter(|_| !private);
    Response { told, ..convert::answer(&reply, private) }
}

fn options(command: &CommandInteraction) -> impl Iterator<Item = (&str, ResolvedValue<'_>)> {
    command.data.options().into_iter().map(|option| (option.name, option.value))
}

fn text_option(command: &CommandInteraction, name: &str) -> Option<String> {
    options(command).find_map(|(option, value)| match value {
        ResolvedValue::String(text) if option == name => Some(text.to_owned()),
        _ => None,
    })
}

/// The language of a Discord locale ("en-GB", "fr"); Discord has no Kazakh.
pub(super) fn locale(locale: &str) -> Language {
    locale.split('-').next().and_then(|code| code.parse().ok()).unwrap_or(Language::ENGLISH)
}
