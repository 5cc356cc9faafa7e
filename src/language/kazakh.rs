//! A light stemmer for Kazakh, for which Snowball has none.
//!
//! Kazakh nouns take endings in a fixed order: plural, possessive, case
//! (R. Mukhamedova, *Kazakh: A Comprehensive Grammar*, Routledge 2016, ch. 3).
//! They are taken off from the end as long as a stem is left, so that every
//! form of a word comes to the same stem. That stem need not be a word
//! ("Қазақстан" loses what looks like an ablative): both sides of a comparison
//! lose the same.

/// Endings and the fewest letters that must be left before them, longest first.
const ENDINGS: [(&[&str], usize); 4] = [
    // Locative with the relative -ғы, -гі; after the possessive, too.
    (&["ндағы", "ндегі", "дағы", "дегі", "тағы", "тегі"], 3),
    // Genitive, ablative and instrumental; plural.
    (
        &[
            "ның", "нің", "дың", "дің", "тың", "тің", "нан", "нен", "дан", "ден", "тан", "тен", "мен", "бен",
            "пен", "нда", "нде", "лар", "лер", "дар", "дер", "тар", "тер",
        ],
        2,
    ),
    // Locative, dative, accusative.
    (&["да", "де", "та", "те", "ға", "ге", "қа", "ке", "на", "не", "ны", "ні", "ды", "ді", "ты", "ті"], 3),
    // The accusative after the possessive.
    (&["ын", "ін"], 3),
];

/// Whether a folded text is nothing but an ending, as it is written after a
/// hyphen to acronyms and numbers («ЕКПА-ның», «306-дан»).
pub(super) fn is_ending(text: &str) -> bool {
    const SHORT: [&str; 12] = ["сы", "сі", "ы", "і", "н", "а", "е", "дың", "еуі", "ауы", "уы", "уі"];
    SHORT.contains(&text) || ENDINGS.iter().any(|(endings, _)| endings.contains(&text))
}

/// The stem of a folded Kazakh word.
pub(super) fn stem(word: &str) -> String {
    let mut stem: Vec<char> = word.chars().collect();
    if !stem.iter().all(|c| c.is_alphabetic()) {
        return word.to_owned();
    }
    while shorten(&mut stem) {}
    // The possessive's vowel voices the last consonant: құқық, құқығы.
    if let Some(last) = stem.last_mut() {
        *last = match *last {
            'б' => 'п',
            'г' => 'к',
            'ғ' => 'қ',
            other => other,
        };
    }
    stem.into_iter().collect()
}

/// Takes one ending off.
fn shorten(stem: &mut Vec<char>) -> bool {
    for (endings, left) in ENDINGS {
        for ending in endings {
            // Every letter of an ending takes two bytes.
            let length = ending.len() / 2;
            if stem.len() >= length + left && ends_with(stem, ending) {
                let keep = stem.len() - length;
                if stem[..keep].iter().any(|c| is_vowel(*c)) {
                    // "-ын", "-ін" are a possessive and a case: the vowel goes with it.
                    stem.truncate(keep);
                    return true;
                }
            }
        }
    }
    // The possessive: -ы, -і after a consonant, -сы, -сі after a vowel. A word
    // that itself ends in a vowel and -с cannot be told from it, so all lose it.
    let possessive = matches!(stem.last(), Some('ы' | 'і')) && stem.len() > 3;
    if possessive {
        stem.pop();
        return true;
    }
    let after_vowel = stem.len() > 3 && stem.last() == Some(&'с') && is_vowel(stem[stem.len() - 2]);
    if after_vowel {
        stem.pop();
    }
    after_vowel
}

fn ends_with(stem: &[char], ending: &str) -> bool {
    ending.chars().rev().eq(stem.iter().rev().copied().take(ending.len() / 2))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'ә' | 'е' | 'и' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'ю' | 'я' | 'ё')
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            &[
                "кеңес",
                "кеңесі",
                "кеңесінің",
                "кеңесіне",
                "кеңесін",
                "кеңесінде",
                "кеңесіндегі",
                "кеңеске",
                "кеңестер",
            ][..],
            &["комиссия", "комиссиясы", "комиссиясының", "комиссияға", "комиссиялар", "комиссиясына"],
            &["қазақстан", "қазақстанның", "қазақстанға", "қазақстанда", "қазақстандағы"],
            &["конвенция", "конвенцияға", "конвенциялар", "конвенциясының", "конвенциясына"],
            &["құқық", "құқығы", "құқықтары", "құқықтарын"],
            &["мүше", "мүшесі", "мүшелер", "мүшелері", "мүшесіне"],
            &["сот", "соты", "соттың", "сотқа", "соттар"],
            &["декларация", "декларацияны", "декларацияның", "декларациясы"],
            &["жауап", "жауабы"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_apart_and_stems_are_final() {
        let words = [
            "қазақстан",
            "өзбекстан",
            "кеңес",
            "сот",
            "мүше",
            "мүшелік",
            "заң",
            "қол",
            "шақыру",
            "визит",
            "сапар",
            "келісім",
            "ұсыным",
            "баяндама",
            "референдум",
            "сайлау",
            "өлім",
            "жаза",
            "қарар",
            "комиссия",
            "комитет",
        ];
        for one in words {
            assert_eq!(stem(&stem(one)), stem(one), "{one}");
            for other in words.iter().filter(|other| **other != one) {
                assert_ne!(stem(one), stem(other), "{one} {other}");
            }
        }
        for short in ["ма", "да", "ел", "ЕО", "2020", "а"] {
            assert_eq!(stem(short), short);
        }
    }
}
