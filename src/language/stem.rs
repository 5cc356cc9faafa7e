//! Stems: one form for the inflections of a word.

use rust_stemmers::Algorithm;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, kazakh};

/// Brings a word of one language to its stem: by Snowball (`rust-stemmers`),
/// for Kazakh by our own.
///
/// For any other language the word itself is the stem; inflections are then
/// caught by the matcher's letter sequences.
///
/// It is serialised as its language.
pub struct Stemmer {
    language: Language,
    method: Method,
}

enum Method {
    Snowball(rust_stemmers::Stemmer),
    Kazakh,
    None,
}

impl Stemmer {
    /// The stemmer of a language.
    pub fn new(language: Language) -> Self {
        let algorithm = match language.code() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            "kk" => return Self { language, method: Method::Kazakh },
            _ => return Self { language, method: Method::None },
        };
        Self { language, method: Method::Snowball(rust_stemmers::Stemmer::create(algorithm)) }
    }

    /// The stem of a folded word ([`super::fold`]).
    pub fn stem<'w>(&self, word: &'w str) -> std::borrow::Cow<'w, str> {
        match &self.method {
            Method::Snowball(stemmer) => stemmer.stem(word),
            Method::Kazakh => kazakh::stem(word).into(),
            Method::None => word.into(),
        }
    }
}

impl Serialize for Stemmer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.language.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stemmer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Language::deserialize(deserializer).map(Self::new)
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.method {
            Method::Snowball(_) => "Stemmer(snowball)",
            Method::Kazakh => "Stemmer(kazakh)",
            Method::None => "Stemmer(identity)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        for (language, words) in [
            (Language::ENGLISH, ["conventions", "convention"]),
            (Language::ENGLISH, ["ratified", "ratify"]),
            (Language::FRENCH, ["conventions", "convention"]),
            (Language::RUSSIAN, ["конвенции", "конвенция"]),
            (Language::KAZAKH, ["келісімдерінің", "келісім"]),
        ] {
            let stemmer = Stemmer::new(language);
            assert_eq!(stemmer.stem(words[0]), stemmer.stem(words[1]), "{words:?}");
        }
    }

    #[test]
    fn a_language_without_stemmer_keeps_the_word() {
        assert_eq!(Stemmer::new("uz".parse().unwrap()).stem("kelishuvlar"), "kelishuvlar");
    }
}
