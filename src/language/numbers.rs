//! Numbers written as words.

use super::Language;

/// The value of a folded number word, for the small numbers people write out.
///
/// "One" is left out: it is an article or a pronoun more often than a number.
pub fn number_word(language: Language, word: &str) -> Option<u32> {
    let words: &[&[&str]] = match language.code() {
        "en" => &[
            &["two", "both", "second", "twice"],
            &["three", "third"],
            &["four", "fourth"],
            &["five", "fifth"],
            &["six", "sixth"],
            &["seven", "seventh"],
            &["eight", "eighth"],
            &["nine", "ninth"],
            &["ten", "tenth"],
            &["eleven", "eleventh"],
            &["twelve", "twelfth"],
        ],
        "fr" => &[
            &["deux", "deuxieme"],
            &["trois", "troisieme"],
            &["quatre", "quatrieme"],
            &["cinq", "cinquieme"],
            &["six", "sixieme"],
            &["sept", "septieme"],
            &["huit", "huitieme"],
            &["neuf", "neuvieme"],
            &["dix", "dixieme"],
            &["onze", "onzieme"],
            &["douze", "douzieme"],
        ],
        "ru" => &[
            &["два", "две", "двух", "двум", "двумя", "второй"],
            &["три", "трех", "трем", "тремя", "третий"],
            &["четыре", "четырех", "четырем", "четвертый"],
            &["пять", "пяти", "пятый"],
            &["шесть", "шести"],
            &["семь", "семи"],
            &["восемь", "восьми"],
            &["девять", "девяти"],
            &["десять", "десяти"],
            &["одиннадцать"],
            &["двенадцать"],
        ],
        "kk" => &[
            &["екі", "екінші"],
            &["үш", "үшінші"],
            &["төрт", "төртінші"],
            &["бес", "бесінші"],
            &["алты"],
            &["жеті"],
            &["сегіз"],
            &["тоғыз"],
            &["он"],
        ],
        _ => &[],
    };
    words.iter().position(|forms| forms.contains(&word)).map(|at| at as u32 + 2)
}

/// The value of a folded ordinal in words, from the second on: it tells one of
/// several from the others, where "two" may only count them.
pub fn ordinal_word(language: Language, word: &str) -> Option<u32> {
    let stems: &[&[&str]] = match language.code() {
        "en" => &[&["second"], &["third"], &["fourth"], &["fifth"], &["sixth"], &["seventh"], &["eighth"]],
        "fr" => &[
            &["deuxieme", "second", "seconde"],
            &["troisieme"],
            &["quatrieme"],
            &["cinquieme"],
            &["sixieme"],
            &["septieme"],
            &["huitieme"],
        ],
        "ru" => &[
            &[
                "второй",
                "второго",
                "второму",
                "вторым",
                "втором",
                "вторая",
                "вторую",
                "второе",
                "вторые",
                "вторых",
            ],
            &[
                "третий",
                "третьего",
                "третьему",
                "третьим",
                "третьем",
                "третья",
                "третью",
                "третьей",
                "третье",
                "третьи",
            ],
            &["четвертый", "четвертого", "четвертая", "четвертую", "четвертой", "четвертое", "четвертом"],
            &["пятый", "пятого", "пятая", "пятую", "пятой", "пятое", "пятом"],
        ],
        "kk" => &[
            &["екінші"],
            &["үшінші"],
            &["төртінші"],
            &["бесінші"],
            &["алтыншы"],
            &["жетінші"],
            &["сегізінші"],
        ],
        _ => &[],
    };
    stems.iter().position(|forms| forms.contains(&word)).map(|at| at as u32 + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_in_words() {
        for (language, word, value) in [
            (Language::ENGLISH, "four", Some(4)),
            (Language::ENGLISH, "one", None),
            (Language::FRENCH, "quatre", Some(4)),
            (Language::RUSSIAN, "четырех", Some(4)),
            (Language::KAZAKH, "төрт", Some(4)),
            (Language::ENGLISH, "forty", None),
        ] {
            assert_eq!(number_word(language, word), value, "{word}");
        }
    }

    #[test]
    fn ordinals_but_no_cardinals() {
        for (language, word, value) in [
            (Language::ENGLISH, "second", Some(2)),
            (Language::ENGLISH, "two", None),
            (Language::FRENCH, "deuxieme", Some(2)),
            (Language::RUSSIAN, "второго", Some(2)),
            (Language::KAZAKH, "үшінші", Some(3)),
        ] {
            assert_eq!(ordinal_word(language, word), value, "{word}");
        }
    }
}
