//! The moderators' commands as Discord is told of them. They are shown to those
//! who may delete messages, `/team` to those who manage the server; who may
//! really use them is decided anew each time ([`crate::moderation::may`]).

use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType as Kind, CommandType, InteractionContext};
use serenity::model::channel::ChannelType;

use crate::knowledge::Base;
use crate::language::Language;
use crate::limits;
use crate::reply::Wording;
use crate::store::{ChannelMode, Sureness};

use super::definitions::{LOCALES, own_name};

/// The value that takes a setting back.
pub(in crate::discord) const INHERIT: &str = "inherit";

/// Channels people write in.
const CHANNELS: [ChannelType; 6] = [
    ChannelType::Text,
    ChannelType::News,
    ChannelType::PublicThread,
    ChannelType::PrivateThread,
    ChannelType::NewsThread,
    ChannelType::Forum,
];

/// Builds options with their descriptions in Discord's languages.
struct Builder<'a>(&'a Wording);

impl Builder<'_> {
    fn option(&self, kind: Kind, name: &str, key: &str) -> CreateCommandOption {
        let option = CreateCommandOption::new(kind, name, self.0.say(Language::ENGLISH, key, &[]));
        LOCALES.into_iter().fold(option, |option, (locale, language)| {
            option.description_localized(locale, self.0.say(language, key, &[]))
        })
    }

    fn command(&self, name: &str, key: &str, shown_to: Permissions) -> CreateCommand {
        self.for_everybody(name, key)
            .default_member_permissions(shown_to)
            .contexts(vec![InteractionContext::Guild])
    }

    fn for_everybody(&self, name: &str, key: &str) -> CreateCommand {
        let command = CreateCommand::new(name)
            .kind(CommandType::ChatInput)
            .description(self.0.say(Language::ENGLISH, key, &[]))
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm]);
        LOCALES.into_iter().fold(command, |command, (locale, language)| {
            command.description_localized(locale, self.0.say(language, key, &[]))
        })
    }

    fn one_of<'n>(
        &self,
        name: &str,
        key: &str,
        values: impl Iterator<Item = &'n str>,
    ) -> CreateCommandOption {
        let option = self.option(Kind::String, name, key).required(true);
        values.chain([INHERIT]).fold(option, |option, value| option.add_string_choice(value, value))
    }

    fn number(&self, name: &str, key: &str, least: u64, most: u64) -> CreateCommandOption {
        self.option(Kind::Integer, name, key).min_int_value(least).max_int_value(most)
    }
}

/// `/privacy`, for everybody.
pub(super) fn privacy(wording: &Wording) -> CreateCommand {
    let say = Builder(wording);
    let sub = |name: &str, key: &str| say.option(Kind::SubCommand, name, key);
    say.for_everybody("privacy", "command-privacy")
        .add_option(sub("show", "command-privacy-show"))
        .add_option(sub("export", "command-privacy-export"))
        .add_option(sub("erase", "command-privacy-erase"))
}

/// `/channel`, `/team`, `/stats` and `/proposals`.
pub(super) fn definitions(wording: &Wording, base: &Base) -> Vec<CreateCommand> {
    let say = Builder(wording);
    let channel =
        || say.option(Kind::Channel, "channel", "command-channel-channel").channel_types(CHANNELS.to_vec());
    let server = || say.option(Kind::Boolean, "server", "command-channel-server");
    let modes = ChannelMode::ALL.iter().map(|mode| mode.name());
    let sureness = Sureness::ALL.iter().map(|sureness| sureness.name());
    let sub = |name: &str, key: &str| say.option(Kind::SubCommand, name, key);
    let languages =
        base.languages.iter().take(limits::OPTIONS).fold(
            say.option(Kind::String, "language", "command-team-settings-language"),
            |option, language| option.add_string_choice(own_name(wording, *language), language.code()),
        );
    vec![
        say.command("channel", "command-channel", Permissions::MANAGE_MESSAGES)
            .add_option(
                sub("mode", "command-channel-mode")
                    .add_sub_option(say.one_of("mode", "command-channel-mode-mode", modes))
                    .add_sub_option(channel())
                    .add_sub_option(server()),
            )
            .add_option(sub("show", "command-channel-show").add_sub_option(channel()))
            .add_option(
                sub("mute", "command-channel-mute")
                    .add_sub_option(
                        say.option(Kind::String, "time", "command-channel-mute-time")
                            .required(true)
                            .max_length(20),
                    )
                    .add_sub_option(channel()),
            )
            .add_option(
                sub("strictness", "command-channel-strictness")
                    .add_sub_option(say.one_of("strictness", "command-channel-strictness-value", sureness))
                    .add_sub_option(channel())
                    .add_sub_option(server()),
            ),
        say.command("team", "command-team", Permissions::MANAGE_GUILD)
            .add_option(sub("channel", "command-team-channel").add_sub_option(
                say.option(Kind::Channel, "channel", "command-team-channel-channel").channel_types(vec![
                    ChannelType::Text,
                    ChannelType::PrivateThread,
                    ChannelType::PublicThread,
                ]),
            ))
            .add_option(
                sub("roles", "command-team-roles")
                    .add_sub_option(say.option(Kind::Role, "role", "command-team-roles-role").required(true))
                    .add_sub_option(say.option(Kind::Boolean, "remove", "command-team-roles-remove")),
            )
            .add_option(
                sub("settings", "command-team-settings")
                    .add_sub_option(say.option(
                        Kind::Boolean,
                        "name_reviewer",
                        "command-team-settings-reviewer",
                    ))
                    .add_sub_option(say.number("card_hours", "command-team-settings-hours", 1, 168))
                    .add_sub_option(say.number("per_channel", "command-team-settings-channel", 0, 100))
                    .add_sub_option(say.number("per_person", "command-team-settings-person", 0, 100))
                    .add_sub_option(languages),
            )
            .add_option(sub("show", "command-team-show"))
            .add_option(sub("log", "command-team-log")),
        say.command("stats", "command-stats", Permissions::MANAGE_MESSAGES),
        say.command("proposals", "command-proposals", Permissions::MANAGE_MESSAGES),
    ]
}
