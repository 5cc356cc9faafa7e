//! Completing what somebody types into a command.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse, CreateInteractionResponse};
use serenity::model::application::CommandInteraction;

use crate::knowledge::EntityIndex;
use crate::limits;
use crate::matching::suggest_entities;
use crate::reply::shorten;

use super::super::desk::Desk;

/// Completes what is being typed: phrasings for `/ask`, entries for the others.
pub(in crate::discord) fn complete(desk: &Desk, command: &CommandInteraction) -> CreateInteractionResponse {
    let language = super::language(command);
    let typed = command.data.autocomplete().map_or("", |option| option.value);
    let matcher = desk.matcher();
    let base = matcher.base();
    let suggested = matcher.suggest(typed, language, limits::OPTIONS);
    let name = command.data.name.as_str();
    let things: Option<Vec<EntityIndex>> = match base.register(name) {
        Some(register) => Some(register.things()),
        None if name == "compare" => Some(desk.say(language, |voice| voice.comparable().collect())),
        None => None,
    };
    let choices: Vec<AutocompleteChoice> = if let Some(things) = things {
        let found = suggest_entities(base, typed, &things, limits::OPTIONS);
        let label =
            |entity| desk.say(language, |voice| shorten(&voice.numbered(entity), limits::OPTION_TEXT));
        found.into_iter().map(|e| AutocompleteChoice::new(label(e), base.entity(e).id.clone())).collect()
    } else if command.data.name == "ask" {
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
