//! Slash commands, message commands, and autocomplete.

use serenity::builder::{
    AutocompleteChoice, CreateAutocompleteResponse, CreateCommand, CreateCommandOption,
    CreateInteractionResponse,
};
use serenity::model::application::{
    ActionRowComponent, Button, ButtonKind, CommandInteraction, CommandOptionType, CommandType,
    InteractionContext, ResolvedTarget, ResolvedValue,
};
use serenity::model::channel::Message;

use crate::language::Language;
use crate::limits;
use crate::matching::Verdict;
use crate::reply::{Action, Reply, Wording, shorten};

use super::addressed::without_markup;
use super::convert;
use super::desk::{Asked, Desk};

/// The message command's name; where Discord has our language, its menu shows
/// the wording's instead.
const ASK_MENU: &str = "Ask Accord";

/// The message command that shows an answer's sources.
const SOURCES_MENU: &str = "Check sources";

/// The languages we have wording in, beside English, that Discord offers, by
/// Discord's names for them.
const LOCALES: [(&str, Language); 2] = [("fr", Language::FRENCH), ("ru", Language::RUSSIAN)];

/// Every command the bot has.
pub(super) fn definitions(wording: &Wording) -> Vec<CreateCommand> {
    let everywhere = vec![InteractionContext::Guild, InteractionContext::BotDm];
    let say = |language, key: &str| wording.say(language, key, &[]);
    let slash = |name: &str, key: &str| {
        let command = CreateCommand::new(name)
            .kind(CommandType::ChatInput)
            .description(say(Language::ENGLISH, key))
            .contexts(everywhere.clone());
        LOCALES.into_iter().fold(command, |command, (locale, language)| {
            command.description_localized(locale, say(language, key))
        })
    };
    let option = |kind, name: &str, key: &str| {
        let option = CreateCommandOption::new(kind, name, say(Language::ENGLISH, key));
        LOCALES.into_iter().fold(option, |option, (locale, language)| {
            option.description_localized(locale, say(language, key))
        })
    };
    let entry = || option(CommandOptionType::String, "entry", "command-entry").set_autocomplete(true);
    let menu = |name: &str, key: &str| {
        let command = CreateCommand::new(name).kind(CommandType::Message).contexts(everywhere.clone());
        LOCALES
            .into_iter()
            .fold(command, |command, (locale, language)| command.name_localized(locale, say(language, key)))
    };
    vec![
        slash("ask", "command-ask")
            .add_option(
                option(CommandOptionType::String, "question", "command-ask-question")
                    .required(true)
                    .set_autocomplete(true)
                    .max_length(limits::QUESTION_CHARS as u16),
            )
            .add_option(option(CommandOptionType::Boolean, "private", "command-ask-private")),
        slash("fact", "command-fact").add_option(entry().required(true)),
        slash("topics", "command-topics"),
        slash("sources", "command-sources").add_option(entry()),
        slash("about", "command-about"),
        slash("help", "command-help"),
        menu(ASK_MENU, "command-menu"),
        menu(SOURCES_MENU, "command-sources-menu"),
    ]
}

/// Runs a command.
pub(super) fn run(desk: &Desk, command: &CommandInteraction) -> CreateInteractionResponse {
    let language = locale(&command.locale);
    let private = |reply: &Reply| convert::answer(reply, true);
    match command.data.name.as_str() {
        "ask" => {
            let alone = options(command)
                .any(|(name, value)| name == "private" && matches!(value, ResolvedValue::Boolean(true)));
            ask(desk, command, &text_option(command, "question").unwrap_or_default(), "slash", alone)
        }
        ASK_MENU => match command.data.target() {
            Some(ResolvedTarget::Message(message)) => {
                let question = without_markup(&message.content);
                if question.is_empty() {
                    return private(&desk.say(language, |voice| voice.nothing_here()));
                }
                ask(desk, command, &question, "menu", false)
            }
            _ => private(&desk.say(language, |voice| voice.nothing_here())),
        },
        SOURCES_MENU => private(&desk.say(language, |voice| {
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
            desk.say(language, |voice| match voice.base().find(&id) {
                Some(index) => convert::answer(&voice.fact(voice.base().fact(index)), false),
                None => private(&voice.unknown_fact()),
            })
        }
        "sources" => desk.say(language, |voice| {
            let reply = match text_option(command, "entry") {
                None => voice.all_sources(),
                Some(id) => voice
                    .base()
                    .find(&id)
                    .map_or_else(|| voice.unknown_fact(), |index| voice.sources_of(voice.base().fact(index))),
            };
            private(&reply)
        }),
        "topics" => private(&desk.say(language, |voice| voice.topics())),
        "about" => private(&desk.say(language, |voice| voice.about(&desk.standing()))),
        "help" => {
            let menu = desk.wording.say(language, "command-menu", &[]);
            private(&desk.say(language, |voice| voice.help(&menu)))
        }
        _ => private(&desk.say(language, |voice| voice.unknown_button())),
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

/// Answers for all to see; choices and misses for the asker alone.
fn ask(
    desk: &Desk,
    command: &CommandInteraction,
    question: &str,
    via: &'static str,
    alone: bool,
) -> CreateInteractionResponse {
    let shared = command.guild_id.is_some() && !alone;
    let (outcome, reply) =
        desk.ask(&Asked { question, earlier: None, asker: command.user.id.get(), shared, via });
    let sure = matches!(outcome.verdict, Verdict::Answer(_));
    convert::answer(&reply, alone || !sure)
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

/// Completes what is being typed: phrasings for `/ask`, entries for the others.
pub(super) fn complete(desk: &Desk, command: &CommandInteraction) -> CreateInteractionResponse {
    let language = locale(&command.locale);
    let typed = command.data.autocomplete().map_or("", |option| option.value);
    let matcher = desk.matcher();
    let base = matcher.base();
    let suggested = matcher.suggest(typed, language, limits::OPTIONS);
    let choices: Vec<AutocompleteChoice> = if command.data.name == "ask" {
        let examples = base.examples.iter().filter_map(|example| base.text_in(example, language));
        let phrasings: Vec<&str> = if typed.trim().is_empty() { examples.collect() } else { suggested };
        phrasings
            .into_iter()
            // A choice's value is what is sent: a shortened question is another.
            .filter(|phrasing| phrasing.chars().count() <= limits::OPTION_TEXT)
            .map(|phrasing| AutocompleteChoice::new(phrasing, phrasing))
            .collect()
    } else {
        let labels: Vec<_> = base.live_facts().map(|(_, fact)| fact).collect();
        let found = suggested.iter().filter_map(|phrasing| {
            labels.iter().find(|fact| fact.questions.values().flatten().any(|q| q == phrasing))
        });
        let facts: Vec<_> = if typed.trim().is_empty() { labels.iter().collect() } else { found.collect() };
        facts
            .into_iter()
            .map(|fact| {
                let label = shorten(fact.label_in(language, &base.languages), limits::OPTION_TEXT);
                AutocompleteChoice::new(label, fact.id.clone())
            })
            .collect()
    };
    let choices = choices.into_iter().take(limits::OPTIONS).collect();
    CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices))
}

/// The language of a Discord locale ("en-GB", "fr"); Discord has no Kazakh.
pub(super) fn locale(locale: &str) -> Language {
    locale.split('-').next().and_then(|code| code.parse().ok()).unwrap_or(Language::ENGLISH)
}
