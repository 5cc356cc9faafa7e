//! One spelling for a Cyrillic word and what people make of it without their
//! keyboard: Latin transliteration, Kazakh without the Kazakh letters.
//!
//! There is no one way of writing Russian or Kazakh in Latin letters: «х» is
//! typed `kh`, `h` or `x`, «қ» `q` or `k`, «я» `ya`, `ja` or `ia`. So neither is
//! turned into the other; both are brought to the letters all ways share.

/// The skeleton of a folded word ([`super::fold`]), in ASCII letters; other
/// characters are dropped. Doubled letters count once.
///
/// ```
/// use accord::language::skeleton;
/// assert_eq!(skeleton("қазақстан"), skeleton("qazaqstan"));
/// assert_eq!(skeleton("казахстан"), skeleton("kazakhstan"));
/// assert_eq!(skeleton("кеңесі"), skeleton("кенеси"));
/// ```
pub fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (letters, eaten) = LATIN_GROUPS
            .iter()
            .find(|(group, _)| rest.starts_with(group))
            .map_or_else(|| (letter(first), first.len_utf8()), |(group, to)| (*to, group.len()));
        rest = &rest[eaten..];
        if !letters.is_empty() && !out.ends_with(letters) {
            out.push_str(letters);
        }
    }
    out
}

/// Latin letters that together stand for one Cyrillic letter, the longer first.
const LATIN_GROUPS: [(&str, &str); 25] = [
    ("shch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("tsy", "ci"),
    ("ts", "c"),
    ("tc", "c"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ng", "n"),
    ("yu", "u"),
    ("ju", "u"),
    ("iu", "u"),
    ("ya", "a"),
    ("ja", "a"),
    ("ia", "a"),
    ("ye", "e"),
    ("je", "e"),
    ("yo", "e"),
    ("jo", "e"),
    ("io", "e"),
    ("iy", "i"),
    ("yi", "i"),
];

fn letter(c: char) -> &'static str {
    match c {
        'a' | 'а' | 'ә' | 'я' => "a",
        'b' | 'б' => "b",
        'c' | 'ц' | 'ч' => "c",
        'd' | 'д' => "d",
        'e' | 'е' | 'ё' | 'э' => "e",
        'f' | 'ф' => "f",
        'g' | 'г' | 'ғ' => "g",
        'h' | 'x' | 'х' | 'һ' => "h",
        'i' | 'y' | 'и' | 'й' | 'і' | 'ы' => "i",
        'j' | 'ж' => "j",
        'k' | 'q' | 'к' | 'қ' => "k",
        'l' | 'л' => "l",
        'm' | 'м' => "m",
        'n' | 'н' | 'ң' => "n",
        'o' | 'о' | 'ө' => "o",
        'p' | 'п' => "p",
        'r' | 'р' => "r",
        's' | 'с' | 'ш' | 'щ' => "s",
        't' | 'т' => "t",
        'u' | 'у' | 'ұ' | 'ү' | 'ю' => "u",
        'v' | 'w' | 'в' => "v",
        'z' | 'з' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_one_word() {
        for (word, ways) in [
            ("казахстан", &["kazahstan", "kazakhstan", "kazaxstan"][..]),
            ("қазақстан", &["qazaqstan", "kazakstan", "казакстан"]),
            ("қашан", &["qashan", "kashan", "кашан"]),
            ("ассамблея", &["assambleya", "asambleja", "assambleia"]),
            ("хартия", &["hartija", "khartiya"]),
            ("мүше", &["mushe", "муше"]),
        ] {
            for way in ways {
                assert_eq!(skeleton(way), skeleton(word), "{way}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [("когда", "куда"), ("венеция", "венгрия"), ("қашан", "қайда")]
        {
            assert_ne!(skeleton(one), skeleton(other));
        }
        assert_eq!(skeleton("108"), "");
        assert_eq!(skeleton(""), "");
    }
}
