//! What a text wants: question words and others of closed classes, which say
//! how something is asked and not what about.

use serde::{Deserialize, Serialize};

use super::{Language, Token};

/// What a question wants to know, told from its question word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QuestionKind {
    /// A date or a duration.
    When,
    /// A person or a body.
    Who,
    /// A number.
    HowMany,
    /// A place.
    Where,
    /// A reason.
    Why,
    /// A manner.
    How,
    /// A thing or an explanation.
    What,
    /// Yes or no.
    Whether,
}

/// Whether a question leans on something said before: it opens as one goes on
/// ("and …", "what about …") or points back with a pronoun.
pub fn leans_back(language: Language, tokens: &[Token]) -> bool {
    let (openers, pronouns): (&[&str], &[&str]) = match language.code() {
        "en" => (
            &["and", "but", "or", "what about", "how about", "also", "since when", "which ones", "which one"],
            &[
                "it", "its", "he", "him", "his", "she", "her", "they", "them", "their", "there", "that",
                "this", "those", "these", "one", "ones", "then", "else",
            ],
        ),
        "fr" => (
            &["et", "mais", "ou", "depuis quand"],
            &[
                "il", "elle", "ils", "elles", "lui", "leur", "y", "cela", "ca", "celui", "celle", "ceux",
                "alors",
            ],
        ),
        "ru" => (
            &["а", "и", "но", "с каких"],
            &[
                "он",
                "она",
                "оно",
                "они",
                "его",
                "ее",
                "их",
                "им",
                "ним",
                "ней",
                "нем",
                "них",
                "там",
                "это",
                "этот",
                "этого",
                "этом",
                "тогда",
            ],
        ),
        "kk" => (
            &["ал", "және", "бірақ"],
            &[
                "ол",
                "оның",
                "олар",
                "олардың",
                "оған",
                "одан",
                "оны",
                "онда",
                "бұл",
                "бұлар",
                "сол",
                "сонда",
                "мұнда",
            ],
        ),
        _ => (&[], &[]),
    };
    let opens = |phrase: &&str| {
        phrase.split(' ').enumerate().all(|(at, word)| tokens.get(at).is_some_and(|token| token.text == word))
    };
    openers.iter().any(opens) || tokens.iter().any(|token| pronouns.contains(&token.text.as_str()))
}

/// Whether a text tells something about the one who writes it, and asks for
/// nothing: "I'll send you my notes tonight".
pub fn tells(language: Language, text: &str, tokens: &[Token]) -> bool {
    let (own, asking) = told_and_asked(language);
    has(own, tokens)
        && !has(asking, tokens)
        && !text.contains(['?', '\u{61F}', '？'])
        && question_kind(language, tokens).is_none()
}

/// Whether a text speaks of the one who writes it.
pub(super) fn speaks_of_oneself(language: Language, tokens: &[Token]) -> bool {
    has(told_and_asked(language).0, tokens)
}

fn has(list: &[&str], tokens: &[Token]) -> bool {
    tokens.iter().any(|token| list.contains(&token.text.as_str()))
}

/// Words for the one who writes, and words that ask all the same ("I wonder").
fn told_and_asked(language: Language) -> (&'static [&'static str], &'static [&'static str]) {
    match language.code() {
        "en" => (
            &["i", "im", "we", "my", "our", "me", "us"],
            &[
                "need",
                "want",
                "tell",
                "explain",
                "show",
                "give",
                "find",
                "looking",
                "wonder",
                "wondering",
                "help",
                "remind",
            ],
        ),
        "fr" => (
            &["je", "j", "nous", "mon", "ma", "mes", "notre", "nos", "moi"],
            &[
                "besoin",
                "cherche",
                "cherchons",
                "voudrais",
                "voudrions",
                "savoir",
                "aimerais",
                "dites",
                "dis",
                "explique",
                "expliquez",
                "rappelle",
            ],
        ),
        "ru" => (
            &[
                "я",
                "мы",
                "мой",
                "моя",
                "мое",
                "мои",
                "наш",
                "наша",
                "наше",
                "наши",
                "мне",
                "нам",
                "нас",
                "моему",
            ],
            &[
                "нужен",
                "нужна",
                "нужно",
                "нужны",
                "надо",
                "ищу",
                "хочу",
                "хотим",
                "подскажите",
                "подскажи",
                "скажите",
                "расскажи",
                "расскажите",
                "интересует",
                "интересно",
                "объясните",
                "дайте",
            ],
        ),
        "kk" => (
            &["менің", "біз", "біздің", "менімше", "ойымша", "бізде", "бізге", "маған"],
            &[
                "керек",
                "айтыңыз",
                "айтшы",
                "айтып",
                "білгім",
                "түсіндір",
                "түсіндіріңіз",
                "қызықтырады",
                "іздеп",
            ],
        ),
        _ => (&[], &[]),
    }
}

/// Question words and what they ask for, the more telling first.
pub(super) fn question_words(language: Language) -> &'static [(QuestionKind, &'static [&'static str])] {
    use QuestionKind::{How, HowMany, What, When, Where, Who, Why};
    match language.code() {
        "en" => &[
            (HowMany, &["how many", "how much", "how long", "how often", "number of", "count"]),
            (
                When,
                &[
                    "when",
                    "what date",
                    "which date",
                    "what year",
                    "which year",
                    "which day",
                    "what day",
                    "since when",
                    "what month",
                    "date of",
                    "date",
                ],
            ),
            (Who, &["who", "whom", "whose"]),
            (Where, &["where", "which city", "what city"]),
            (Why, &["why", "what for", "reason"]),
            (How, &["how"]),
            (What, &["what", "which", "explain", "define", "meaning"]),
        ],
        "fr" => &[
            (HowMany, &["combien"]),
            (When, &["quand", "quelle date", "quelle annee", "depuis quand"]),
            (Who, &["qui"]),
            (Where, &["ou est", "ou se", "dans quelle ville"]),
            (Why, &["pourquoi"]),
            (How, &["comment"]),
            (What, &["que", "qu", "quoi", "quel", "quelle", "quels", "quelles"]),
        ],
        "ru" => &[
            (HowMany, &["сколько", "количество", "число"]),
            (When, &["когда", "какого числа", "в каком году", "с какого года", "дата"]),
            (Who, &["кто", "кем", "кого", "кому"]),
            (Where, &["где", "куда"]),
            (Why, &["почему", "зачем"]),
            (How, &["как"]),
            (What, &["что", "какой", "какая", "какие", "какое", "какую"]),
        ],
        "kk" => &[
            (HowMany, &["қанша", "неше", "канша"]),
            (When, &["қашан", "қай жылы", "қашаннан", "кашан"]),
            (Who, &["кім", "кімдер", "ким"]),
            (Where, &["қайда", "қай жерде", "кайда"]),
            (Why, &["неге", "не үшін", "неліктен"]),
            (How, &["қалай", "калай"]),
            (What, &["не", "қандай", "қай", "кандай"]),
        ],
        _ => &[],
    }
}

/// First words that open a yes-or-no question, or particles that make one.
pub(super) fn opens_whether(language: Language, tokens: &[Token]) -> bool {
    let first = tokens.first().map_or("", |t| t.text.as_str());
    match language.code() {
        "en" => matches!(
            first,
            "is" | "are"
                | "was"
                | "were"
                | "does"
                | "do"
                | "did"
                | "has"
                | "have"
                | "had"
                | "can"
                | "could"
                | "will"
                | "would"
                | "should"
                | "isn"
                | "doesn"
                | "didn"
                | "hasn"
                | "aren"
        ),
        "fr" => tokens.len() > 2 && first == "est" && tokens[1].text == "ce",
        "ru" => tokens.iter().any(|t| t.text == "ли"),
        "kk" => {
            tokens.last().is_some_and(|t| matches!(t.text.as_str(), "ма" | "ме" | "ба" | "бе" | "па" | "пе"))
        }
        _ => false,
    }
}

/// What a question wants to know, or `None` where it does not say (keywords).
pub fn question_kind(language: Language, tokens: &[Token]) -> Option<QuestionKind> {
    if opens_whether(language, tokens) {
        return Some(QuestionKind::Whether);
    }
    question_words(language)
        .iter()
        .find_map(|(kind, phrases)| phrases.iter().any(|phrase| contains(tokens, phrase)).then_some(*kind))
}

/// Whether the words of `phrase` stand in a row in `tokens`.
fn contains(tokens: &[Token], phrase: &str) -> bool {
    let length = phrase.split(' ').count();
    tokens.windows(length).any(|window| window.iter().map(|t| t.text.as_str()).eq(phrase.split(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenise;

    #[test]
    fn what_leans_on_something_said_before() {
        for (language, question, leans) in [
            (Language::ENGLISH, "and since when?", true),
            (Language::ENGLISH, "who signed it?", true),
            (Language::ENGLISH, "what about the teapot?", true),
            (Language::ENGLISH, "What about is a preposition?", true),
            (Language::ENGLISH, "When did the teapot break?", false),
            (Language::RUSSIAN, "а когда?", true),
            (Language::KAZAKH, "ал қашан?", true),
            (Language::FRENCH, "et depuis quand ?", true),
            (Language::FRENCH, "Quand la théière ?", false),
        ] {
            assert_eq!(leans_back(language, &tokenise(question)), leans, "{question:?}");
        }
    }

    #[test]
    fn what_tells_and_asks_for_nothing() {
        for (language, text, tells_only) in [
            (Language::ENGLISH, "I'll send you my notes on the teapot tonight", true),
            (Language::ENGLISH, "we had a nice seminar about teapots", true),
            (Language::ENGLISH, "i need the date of the teapot", false),
            (Language::ENGLISH, "when did we buy the teapot", false),
            (Language::ENGLISH, "is our teapot a member?", false),
            (Language::ENGLISH, "teapot date", false),
            (Language::FRENCH, "Notre prof confond toujours les théières.", true),
            (Language::RUSSIAN, "сегодня мы разбирали чайник", true),
            (Language::RUSSIAN, "мне нужна дата чайника", false),
            (Language::KAZAKH, "Менің ойымша, шәйнекке асықпау керек емес", false),
            (Language::KAZAKH, "біз бүгін шәйнек туралы оқыдық", true),
        ] {
            assert_eq!(tells(language, text, &tokenise(text)), tells_only, "{text:?}");
        }
    }

    #[test]
    fn what_a_question_wants_to_know() {
        use QuestionKind::*;
        for (language, question, expected) in [
            (Language::ENGLISH, "When did it join?", Some(When)),
            (Language::ENGLISH, "In what year did it join?", Some(When)),
            (Language::ENGLISH, "how many members are there", Some(HowMany)),
            (Language::ENGLISH, "how does one join", Some(How)),
            (Language::ENGLISH, "Who signed it", Some(Who)),
            (Language::ENGLISH, "Is it a member?", Some(Whether)),
            (Language::ENGLISH, "membership treaty", None),
            (Language::RUSSIAN, "Является ли он членом?", Some(Whether)),
            (Language::RUSSIAN, "В каком году он вступил?", Some(When)),
            (Language::KAZAKH, "Ол мүше ме?", Some(Whether)),
            (Language::KAZAKH, "Қашан кірді?", Some(When)),
            (Language::FRENCH, "Depuis quand ?", Some(When)),
        ] {
            assert_eq!(question_kind(language, &tokenise(question)), expected, "{question:?}");
        }
    }
}
