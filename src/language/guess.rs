//! The language a text is written in, guessed from script, letters and
//! function words.
//!
//! Questions are a few words long, where statistical identifiers are at their
//! weakest and which of the candidates matters most; script, letters that only
//! one language has, and function words decide almost every case.

use super::{Language, Token, is_function_word};

/// Guesses the language of `text`, of which `tokens` are the tokens, among
/// `candidates`; the first candidate where nothing tells,
/// [`Language::ENGLISH`] where there is none.
pub fn guess(text: &str, tokens: &[Token], candidates: &[Language]) -> Language {
    let default = candidates.first().copied().unwrap_or(Language::ENGLISH);
    let letters = || tokens.iter().flat_map(|token| token.text.chars());
    let cyrillic = letters().filter(|c| is_cyrillic(*c)).count();
    let latin = letters().filter(char::is_ascii_alphabetic).count();
    if cyrillic + latin == 0 {
        return default;
    }
    let by_script: Vec<Language> =
        candidates.iter().copied().filter(|l| uses_cyrillic(*l) == (cyrillic > latin)).collect();
    if by_script.contains(&Language::KAZAKH) && letters().any(is_kazakh_only) {
        return Language::KAZAKH;
    }
    let mut best = by_script.first().copied().unwrap_or(default);
    let mut most = 0;
    for language in by_script {
        let words = tokens.iter().filter(|t| is_function_word(language, &t.text)).count();
        // Accents are dropped in folding, so the French ones are counted here.
        let accents = if language == Language::FRENCH {
            text.chars().filter(|c| "éèêàçùîôœÉÀ".contains(*c)).count()
        } else {
            0
        };
        if words + accents > most {
            most = words + accents;
            best = language;
        }
    }
    best
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052F}')
}

/// Languages written in Cyrillic letters, by code.
fn uses_cyrillic(language: Language) -> bool {
    matches!(language.code(), "ru" | "kk" | "uk" | "be" | "bg" | "sr" | "mk" | "ky" | "tg" | "mn")
}

/// Letters of the Kazakh alphabet that Russian lacks, folded.
fn is_kazakh_only(c: char) -> bool {
    matches!(c, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenise;

    fn guess(text: &str, candidates: &[Language]) -> Language {
        super::guess(text, &tokenise(text), candidates)
    }

    const FOUR: [Language; 4] = [Language::ENGLISH, Language::FRENCH, Language::RUSSIAN, Language::KAZAKH];

    #[test]
    fn short_questions_in_four_languages() {
        for (text, expected) in [
            ("When did Kazakhstan join GRECO?", "en"),
            ("greco", "en"),
            ("Quand le Kazakhstan a-t-il rejoint le GRECO ?", "fr"),
            ("Depuis quand ?", "fr"),
            ("Когда Казахстан вступил в ГРЕКО?", "ru"),
            ("Қазақстан ГРЕКО-ға қашан кірді?", "kk"),
            ("кашан мүше болды", "kk"),
            ("Казахстан член Совета Европы?", "ru"),
            ("???", "en"),
            ("", "en"),
        ] {
            assert_eq!(guess(text, &FOUR).code(), expected, "{text:?}");
        }
    }

    #[test]
    fn only_among_the_candidates() {
        assert_eq!(guess("Когда?", &[Language::ENGLISH]), Language::ENGLISH);
        assert_eq!(guess("x", &[]), Language::ENGLISH);
    }
}
