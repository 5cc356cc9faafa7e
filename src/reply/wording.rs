//! The bot's own wording, through Fluent.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::knowledge::PartialDate;
use crate::language::Language;

/// The files of wording, one a language; English first, which is complete and
/// stands in wherever another lacks a message.
const LOCALES: [(Language, &str); 4] = [
    (Language::ENGLISH, include_str!("locales/en.ftl")),
    (Language::FRENCH, include_str!("locales/fr.ftl")),
    (Language::RUSSIAN, include_str!("locales/ru.ftl")),
    (Language::KAZAKH, include_str!("locales/kk.ftl")),
];

/// All wording of all languages.
pub struct Wording {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wording").field("languages", &self.bundles.keys()).finish()
    }
}

impl Default for Wording {
    fn default() -> Self {
        Self::new()
    }
}

impl Wording {
    /// Reads the built-in wording.
    pub fn new() -> Self {
        let mut bundles = BTreeMap::new();
        for (language, text) in LOCALES {
            let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // Isolation marks would show as boxes in terminals, and all our
            // languages run from left to right.
            bundle.set_use_isolating(false);
            let resource = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
            bundles.insert(language, bundle);
        }
        Self { bundles }
    }

    /// A message in `language`, else in English; the key itself where neither
    /// has it, which a test rules out.
    pub fn say(&self, language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
        self.format(language, key, arguments.iter().map(|(name, value)| (*name, FluentValue::from(*value))))
    }

    /// A message with counts, which decide the plural form.
    pub fn count(&self, language: Language, key: &str, arguments: &[(&str, usize)]) -> String {
        self.format(language, key, arguments.iter().map(|(name, value)| (*name, FluentValue::from(*value))))
    }

    fn format<'a>(
        &self,
        language: Language,
        key: &str,
        arguments: impl Iterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        let args: FluentArgs<'_> = arguments.collect();
        let message = [language, Language::ENGLISH].into_iter().find_map(|l| {
            let bundle = self.bundles.get(&l)?;
            Some((bundle, bundle.get_message(key)?.value()?))
        });
        let Some((bundle, pattern)) = message else { return key.to_owned() };
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A date written out, as far as it is known. The month without a day is a
    /// message of its own: in some languages it takes another form.
    pub fn date(&self, language: Language, date: PartialDate) -> String {
        let year = date.year.to_string();
        let Some(month) = date.month else { return self.say(language, "date-year", &[("year", &year)]) };
        let Some(day) = date.day else {
            let month = self.say(language, &format!("month-{month}-alone"), &[]);
            return self.say(language, "date-month", &[("month", &month), ("year", &year)]);
        };
        let month = self.say(language, &format!("month-{month}"), &[]);
        // The day is a number, so that the first can be worded on its own.
        let arguments = [("day", FluentValue::from(day)), ("month", month.into()), ("year", year.into())];
        self.format(language, "date-day", arguments.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_far_as_known() {
        let wording = Wording::new();
        for (date, text) in [("2020-01-01", "1 January 2020"), ("2025-05", "May 2025"), ("1949", "1949")] {
            assert_eq!(wording.date(Language::ENGLISH, date.parse().unwrap()), text);
        }
    }

    #[test]
    fn counts_choose_the_plural() {
        let wording = Wording::new();
        assert_eq!(wording.count(Language::ENGLISH, "topics-count", &[("count", 1)]), "1 fact");
        assert_eq!(wording.count(Language::ENGLISH, "topics-count", &[("count", 7)]), "7 facts");
    }
}
