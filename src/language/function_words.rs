//! Function words: those that carry grammar and not content, and those people
//! wrap a question in when they chat.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Language, lists, skeleton};

/// Words that carry grammar rather than content, per language.
static FUNCTION_WORDS: LazyLock<HashMap<Language, HashSet<&'static str>>> = LazyLock::new(|| {
    let words = |list: &'static str| list.split_whitespace().collect::<HashSet<_>>();
    let both = |grammar, chat| words(grammar).union(&words(chat)).copied().collect();
    HashMap::from([
        (Language::ENGLISH, both(lists::ENGLISH, lists::ENGLISH_CHAT)),
        (Language::FRENCH, both(lists::FRENCH, lists::FRENCH_CHAT)),
        (Language::RUSSIAN, both(lists::RUSSIAN, lists::RUSSIAN_CHAT)),
        (Language::KAZAKH, both(lists::KAZAKH, lists::KAZAKH_CHAT)),
    ])
});

/// Whether a folded word is a function word of the language.
pub fn is_function_word(language: Language, word: &str) -> bool {
    FUNCTION_WORDS.get(&language).is_some_and(|words| words.contains(word))
}

/// Words that turn what is said into its opposite, per language.
const NEGATIONS: [(Language, &[&str]); 4] = [
    (Language::ENGLISH, &["not", "no", "never", "none", "without", "neither", "nor", "cannot", "t", "nt"]),
    (Language::FRENCH, &["pas", "ne", "n", "non", "jamais", "sans", "ni", "aucun", "aucune", "rien"]),
    (Language::RUSSIAN, &["не", "нет", "ни", "без", "никогда", "нельзя", "ничего", "никто"]),
    (Language::KAZAKH, &["емес", "жоқ", "ешқашан", "ештеңе", "ешкім"]),
];

/// Whether a folded word turns what is said into its opposite.
pub fn negates(language: Language, word: &str) -> bool {
    NEGATIONS.iter().any(|(of, words)| *of == language && words.contains(&word))
}

/// Function words by their skeletons; of several with one skeleton the first in
/// the alphabet.
static TRANSLITERATED: LazyLock<HashMap<Language, HashMap<String, &'static str>>> = LazyLock::new(|| {
    let by_skeleton = |words: &HashSet<&'static str>| {
        let mut sorted: Vec<&'static str> = words.iter().copied().collect();
        sorted.sort_unstable();
        let mut found = HashMap::new();
        for word in sorted {
            found.entry(skeleton(word)).or_insert(word);
        }
        found
    };
    FUNCTION_WORDS.iter().map(|(language, words)| (*language, by_skeleton(words))).collect()
});

/// The function word of the language that a folded word in other letters is a
/// transliteration of (`chto`, `me`).
pub fn transliterated_function_word(language: Language, word: &str) -> Option<&'static str> {
    TRANSLITERATED.get(&language)?.get(&skeleton(word)).copied()
}

/// Whether a folded word is a function word of any language: people mix them.
pub fn is_function_word_anywhere(word: &str) -> bool {
    FUNCTION_WORDS.values().any(|words| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_in_other_letters() {
        for (language, typed, word) in [
            (Language::RUSSIAN, "kogda", Some("когда")),
            (Language::RUSSIAN, "chto", Some("что")),
            (Language::RUSSIAN, "kakom", Some("каком")),
            (Language::RUSSIAN, "skolko", Some("сколько")),
            (Language::KAZAKH, "me", Some("ме")),
            (Language::KAZAKH, "kashan", Some("кашан")),
            (Language::KAZAKH, "kogda", None),
            (Language::RUSSIAN, "rossia", None),
            (Language::RUSSIAN, "", None),
            (Language::RUSSIAN, "4", None),
            (Language::ENGLISH, "чей", None),
        ] {
            assert_eq!(transliterated_function_word(language, typed), word, "{typed}");
        }
    }
}
