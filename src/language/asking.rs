//! Whether a message asks something at all, told so surely that somebody who
//! was not spoken to may answer.

use super::words::{opens_whether, question_words, speaks_of_oneself};
use super::{Language, Token};

/// Words of English that make a question of what follows a question word:
/// "when did it join" asks, "when it joined I was there" does not.
const AUXILIARIES: [&str; 20] = [
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would",
    "should", "many", "much", "long", "often", "s",
];

/// Words after the first in which an auxiliary must stand.
const AUXILIARY_WITHIN: usize = 4;

/// Whether a text asks something: it has a question mark, or it opens as
/// questions do and tells nothing. Unsure is no: what only may be a question is
/// left to the people it was said to.
pub fn asks(language: Language, text: &str, tokens: &[Token]) -> bool {
    if has_question_mark(text) {
        return true;
    }
    let tells =
        text.contains(['.', '!', ',', ';', ':', '"', '“', '«']) || speaks_of_oneself(language, tokens);
    if tells || tokens.len() < 2 {
        return false;
    }
    if language == Language::ENGLISH {
        let auxiliary = |token: &Token| AUXILIARIES.contains(&token.text.as_str());
        let opens = opens_with_question_word(language, tokens)
            && (tokens[0].text == "who" || tokens.iter().skip(1).take(AUXILIARY_WITHIN).any(auxiliary));
        return opens || opens_whether(language, tokens);
    }
    opens_with_question_word(language, tokens) || opens_whether(language, tokens)
}

/// A question mark that ends something; that of an address does not.
fn has_question_mark(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let bare = word.trim_end_matches(['!', ')', '"', '”', '»', '*', '_', '~', '|', '…', '.']);
        bare.ends_with(['?', '\u{61F}', '？']) && !word.contains("://")
    })
}

/// Whether a question word stands first, or second behind a preposition ("since
/// when", "в каком году").
fn opens_with_question_word(language: Language, tokens: &[Token]) -> bool {
    let opens = |from: usize, phrase: &str| {
        phrase
            .split(' ')
            .enumerate()
            .all(|(at, word)| tokens.get(from + at).is_some_and(|token| token.text == word))
    };
    question_words(language)
        .iter()
        .flat_map(|(_, phrases)| phrases.iter())
        .any(|phrase| opens(0, phrase) || (tokens[0].text.chars().count() <= 5 && opens(1, phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenise;

    #[test]
    fn questions_and_what_only_looks_like_one() {
        let (en, fr, ru, kk) = (Language::ENGLISH, Language::FRENCH, Language::RUSSIAN, Language::KAZAKH);
        for (language, text, asked) in [
            (en, "When did the teapot break?", true),
            (en, "so the teapot broke in May??", true),
            (en, "when did the teapot break", true),
            (en, "who broke the teapot", true),
            (en, "is the teapot blue", true),
            (en, "how many teapots are there", true),
            (en, "**why is it blue?**", true),
            // Told, not asked.
            (en, "When the teapot broke I was there", false),
            (en, "When the teapot broke everybody cried", false),
            (en, "The teapot broke in May.", false),
            (en, "I know when the teapot broke", false),
            (en, "He asked when the teapot broke.", false),
            (en, "see https://example.org/?teapot=blue", false),
            (en, "What a beautiful teapot!", false),
            (en, "teapot", false),
            (en, "thanks, who knew", false),
            (en, "", false),
            (fr, "Quand la théière s'est-elle cassée ?", true),
            (fr, "combien de théières", true),
            (fr, "Quand la théière s'est cassée, j'étais là.", false),
            (fr, "La théière est bleue", false),
            (ru, "когда разбился чайник", true),
            (ru, "в каком году разбился чайник", true),
            (ru, "Когда разбился чайник, я был там.", false),
            (ru, "чайник разбился в мае", false),
            (kk, "шәйнек қашан сынды?", true),
            (kk, "қашан сынды шәйнек", true),
            (kk, "шәйнек мамырда сынды", false),
        ] {
            let tokens = tokenise(text);
            assert_eq!(asks(language, text, &tokens), asked, "{text}");
        }
    }
}
