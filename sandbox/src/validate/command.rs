//! Application commands.

use std::collections::HashSet;

use serde_json::Value;

use super::{Problems, join};

/// The locales Discord knows (reference, "Locales").
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
    "vi", "zh-CN", "zh-TW",
];
/// The characters of a command with everything in it, in the longest localisation.
const TOTAL: usize = 8000;

/// A bulk overwrite: every command, their numbers, and that none is there twice.
pub(crate) fn commands(commands: &[Value], problems: &mut Problems) {
    let mut seen = HashSet::new();
    let mut counts = [0_usize; 5];
    for (index, one) in commands.iter().enumerate() {
        let path = index.to_string();
        command(one, &path, problems);
        let kind = kind(one);
        if let Some(count) = counts.get_mut(kind as usize) {
            *count += 1;
        }
        if !seen.insert((kind, one["name"].as_str().unwrap_or_default())) {
            let message = "Application command names must be unique";
            problems.add(&join(&path, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        if counts[kind] > most {
            let message = format!("Maximum number of application commands reached ({most}).");
            problems.add("", "APPLICATION_COMMAND_TOO_MANY", message);
        }
    }
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// One command.
pub(crate) fn command(command: &Value, path: &str, problems: &mut Problems) {
    let kind = kind(command);
    if !(1..=4).contains(&kind) {
        let message = "Value must be one of {1, 2, 3, 4}.";
        problems.add(&join(path, "type"), "BASE_TYPE_CHOICES", message);
    }
    let slash = kind == 1;
    name(command, path, slash, problems);
    if slash || kind == 4 {
        problems.text(command, path, "description", 1, 100);
        localisations(command, path, "description", problems);
        options(command, path, 0, problems);
    } else if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
        let message = "Context menu commands cannot have description";
        let path = join(path, "description");
        problems.add(&path, "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET", message);
    }
    let bits = &command["default_member_permissions"];
    let digits = bits.as_str().is_some_and(|text| text.parse::<u64>().is_ok());
    if !bits.is_null() && !digits && bits.as_u64().is_none() {
        let path = join(path, "default_member_permissions");
        problems.add(&path, "NUMBER_TYPE_COERCE", "Value is not an integer.");
    }
    for (key, most) in [("integration_types", 1), ("contexts", 2)] {
        for (index, one) in problems.list(command, path, key, 0, 3).iter().enumerate() {
            if one.as_u64().is_none_or(|one| one > most) {
                let path = format!("{}.{index}", join(path, key));
                problems.add(&path, "BASE_TYPE_CHOICES", "Not one of the known values.");
            }
        }
    }
    if characters(command) > TOTAL {
        let message = format!("Command exceeds maximum size ({TOTAL})");
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// The name and its localisations: slash commands and options in lower case, without spaces.
fn name(owner: &Value, path: &str, strict: bool, problems: &mut Problems) {
    problems.text(owner, path, "name", 1, 32);
    localisations(owner, path, "name", problems);
    if !strict {
        return;
    }
    let localised = owner["name_localizations"].as_object().into_iter().flatten();
    let named = localised.map(|(key, text)| (format!("name_localizations.{key}"), text));
    for (key, text) in named.chain([("name".to_owned(), &owner["name"])]) {
        if text.as_str().is_some_and(|text| !text.is_empty() && !name_fits(text)) {
            let message = "Command name is invalid";
            problems.add(&join(path, &key), "APPLICATION_COMMAND_INVALID_NAME", message);
        }
    }
}

/// `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, and no letter that has a lower case.
fn name_fits(text: &str) -> bool {
    text.chars().all(|c| {
        let letter = c.is_alphanumeric()
            || matches!(c, '-' | '_' | '\'' | '\u{900}'..='\u{97F}' | '\u{E01}'..='\u{E5B}');
        letter && c.to_lowercase().eq([c])
    })
}

fn localisations(owner: &Value, path: &str, key: &str, problems: &mut Problems) {
    let most = if key == "description" { 100 } else { 32 };
    let all = format!("{key}_localizations");
    let path = join(path, &all);
    for locale in owner[&all].as_object().into_iter().flat_map(|map| map.keys()) {
        if LOCALES.contains(&locale.as_str()) {
            problems.text(&owner[&all], &path, locale, 1, most);
        } else {
            problems.add(
                &join(&path, locale),
                "ENUM_TYPE_COERCE",
                format!("\"{locale}\" is not a valid locale."),
            );
        }
    }
}

fn options(owner: &Value, path: &str, depth: usize, problems: &mut Problems) {
    let options = problems.list(owner, path, "options", 0, 25);
    let mut names = HashSet::new();
    let (mut optional_seen, mut plain, mut nested) = (false, false, false);
    for (index, one) in options.iter().enumerate() {
        let path = format!("{}.{index}", join(path, "options"));
        option(one, &path, depth, problems);
        if one["name"].as_str().is_some_and(|name| !names.insert(name)) {
            let message = "Option names must be unique";
            problems.add(&path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        let required = one["required"].as_bool().unwrap_or(false);
        if matches!(one["type"].as_u64(), Some(1 | 2)) {
            nested = true;
        } else {
            plain = true;
            if required && optional_seen {
                let message = "Required options must be placed before non-required options";
                problems.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
            }
            optional_seen |= !required;
        }
    }
    if plain && nested {
        let message =
            "Sub-command and sub-command group option types are mutually exclusive to all other types";
        problems.add(&join(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
}

fn option(one: &Value, path: &str, depth: usize, problems: &mut Problems) {
    name(one, path, true, problems);
    problems.text(one, path, "description", 1, 100);
    localisations(one, path, "description", problems);
    let kind = problems.number(one, path, "type", 1, 11).unwrap_or_else(|| {
        problems.add(&join(path, "type"), "BASE_TYPE_REQUIRED", "This field is required");
        0
    });
    match kind {
        // A group holds sub-commands, a sub-command holds options; neither holds its like.
        2 if depth == 0 => options(one, path, 1, problems),
        1 if depth <= 1 => options(one, path, 2, problems),
        1 | 2 => {
            let message = "Sub-commands cannot be nested this deep";
            problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        }
        _ => {}
    }
    let found = choices(one, path, kind, problems);
    let autocomplete = one["autocomplete"].as_bool().unwrap_or(false);
    if autocomplete && found > 0 {
        let message = "Autocomplete options cannot have choices";
        problems.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message);
    }
    if (autocomplete || found > 0) && !matches!(kind, 3 | 4 | 10) {
        let message = "Only strings and numbers can have choices or autocomplete";
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    if kind == 3 {
        problems.number(one, path, "min_length", 0, 6000);
        problems.number(one, path, "max_length", 1, 6000);
    }
}

/// The choices of an option or an autocomplete answer; gives their number.
pub(crate) fn choices(owner: &Value, path: &str, kind: i64, problems: &mut Problems) -> usize {
    let choices = problems.list(owner, path, "choices", 0, 25);
    for (index, one) in choices.iter().enumerate() {
        let path = format!("{}.{index}", join(path, "choices"));
        problems.text(one, &path, "name", 1, 100);
        if let Some(map) = one["name_localizations"].as_object() {
            let path = join(&path, "name_localizations");
            for locale in map.keys() {
                if LOCALES.contains(&locale.as_str()) {
                    problems.text(&one["name_localizations"], &path, locale, 1, 100);
                } else {
                    let message = format!("\"{locale}\" is not a valid locale.");
                    problems.add(&join(&path, locale), "ENUM_TYPE_COERCE", message);
                }
            }
        }
        let fits = match kind {
            4 => one["value"].is_i64() || one["value"].is_u64(),
            10 => one["value"].is_number(),
            _ => {
                problems.text(one, &path, "value", 1, 100);
                true
            }
        };
        if !fits {
            problems.add(&join(&path, "value"), "NUMBER_TYPE_COERCE", "Value is not a number.");
        }
    }
    choices.len()
}

/// Name, description and values of the command, its options and choices; of a localised text the
/// longest form counts.
fn characters(owner: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let longest = |key: &str| {
        let localised = owner[format!("{key}_localizations")].as_object().into_iter().flatten();
        localised.map(|(_, text)| length(text)).fold(length(&owner[key]), usize::max)
    };
    let inside = ["options", "choices"].iter().filter_map(|key| owner[*key].as_array()).flatten();
    longest("name") + longest("description") + length(&owner["value"]) + inside.map(characters).sum::<usize>()
}
