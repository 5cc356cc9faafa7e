//! The commands as Discord is told of them.

use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{CommandOptionType, CommandType, InteractionContext};

use crate::knowledge::Base;
use crate::language::Language;
use crate::limits;
use crate::reply::{Voice, Wording};

use super::{ASK_MENU, SOURCES_MENU};

/// Registers whose commands are registered: Discord takes a hundred slash
/// commands in all.
const REGISTERS: usize = 80;

/// The languages we have wording in, beside English, that Discord offers, by
/// Discord's names for them.
pub(super) const LOCALES: [(&str, Language); 2] = [("fr", Language::FRENCH), ("ru", Language::RUSSIAN)];

/// What a language calls itself; its code where we have no wording in it.
pub(super) fn own_name(wording: &Wording, language: Language) -> String {
    let name = |language| wording.say(language, "language-own-name", &[]);
    let borrowed = language != Language::ENGLISH && name(language) == name(Language::ENGLISH);
    if borrowed { language.to_string() } else { name(language) }
}

/// Every command the bot has; `moderated`: those of moderators too, which need a
/// store.
pub(in crate::discord) fn definitions(wording: &Wording, base: &Base, moderated: bool) -> Vec<CreateCommand> {
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
    let theme = || {
        let themes = [("dark", "command-theme-dark"), ("light", "command-theme-light")];
        themes.into_iter().fold(
            option(CommandOptionType::String, "theme", "command-theme"),
            |option, (theme, key)| {
                let names = LOCALES.map(|(locale, language)| (locale, say(language, key)));
                option.add_string_choice_localized(say(Language::ENGLISH, key), theme, names)
            },
        )
    };
    // Discord has no Kazakh: who wants another language than Discord's says so.
    let spoken = || {
        let option = option(CommandOptionType::String, "language", "command-language");
        base.languages.iter().take(limits::OPTIONS).fold(option, |option, language| {
            option.add_string_choice(own_name(wording, *language), language.code())
        })
    };
    let thing = |name: &str| {
        option(CommandOptionType::String, name, "command-thing").required(true).set_autocomplete(true)
    };
    let mut commands = vec![
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
        super::team::privacy(wording),
        menu(ASK_MENU, "command-menu"),
        menu(SOURCES_MENU, "command-sources-menu"),
    ];
    if moderated {
        commands.extend(super::team::definitions(wording, base));
    }
    // What a base has nothing for is not offered.
    if !base.timeline.lanes.is_empty() {
        commands.push(slash("timeline", "command-timeline").add_option(theme()).add_option(spoken()));
    }
    if Voice::new(wording, base, Language::ENGLISH).comparable().nth(1).is_some() {
        commands.push(
            slash("compare", "command-compare")
                .add_option(thing("one"))
                .add_option(thing("other"))
                .add_option(spoken()),
        );
    }
    commands.extend(base.registers.iter().take(REGISTERS).map(|register| {
        let describe =
            |language| base.text_in(&register.description, language).unwrap_or(&register.command).to_owned();
        let command = CreateCommand::new(&register.command)
            .kind(CommandType::ChatInput)
            .description(describe(Language::ENGLISH))
            .contexts(everywhere.clone())
            .add_option(option(CommandOptionType::String, "entry", "command-thing").set_autocomplete(true))
            .add_option(spoken());
        LOCALES.into_iter().fold(command, |command, (locale, language)| {
            command.description_localized(locale, describe(language))
        })
    }));
    commands
}
