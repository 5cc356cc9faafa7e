//! The normaliser: one spelling for everything that reads the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text to the form in which texts are compared.
///
/// Compatibility forms are unified (NFKC), case is dropped, accents on Latin
/// letters and digits are dropped (people type "resume"), `ё` becomes `е` as Russians
/// type it, apostrophes and dashes get one shape, and invisible characters go.
/// Accents on other scripts stay: `й` is not `и`, `қ` is not `к`.
///
/// Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    quickly(text).unwrap_or_else(|| slowly(text))
}

/// Folds a text of letters whose folding is known without a look at Unicode's
/// tables: ASCII, accented Latin, Russian and Kazakh. `None` for any other.
fn quickly(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '`' | '\u{2018}' | '\u{2019}' => out.push('\''),
            '\0'..='\x7F' if is_control(c) => {}
            '\0'..='\x7F' => out.push(c.to_ascii_lowercase()),
            'а'..='я' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' | '«' | '»' | '“' | '”' | '„' =>
            {
                out.push(c);
            }
            'ё' | 'Ё' => out.push('е'),
            'А'..='Я' | 'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө' | 'Ұ' | 'Ү' | 'Һ' | 'І' => {
                out.extend(c.to_lowercase());
            }
            'À'..='Å' | 'à'..='å' => out.push('a'),
            'È'..='Ë' | 'è'..='ë' => out.push('e'),
            'Ì'..='Ï' | 'ì'..='ï' => out.push('i'),
            'Ò'..='Ö' | 'ò'..='ö' => out.push('o'),
            'Ù'..='Ü' | 'ù'..='ü' => out.push('u'),
            'Ç' | 'ç' => out.push('c'),
            'Œ' | 'œ' => out.push_str("oe"),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{A0}' | '\u{202F}' => out.push(' '),
            '№' => out.push_str("no"),
            _ => return None,
        }
    }
    Some(out)
}

/// The two dots that make `ё` of `е`: they go before letters are put together
/// again, for `е` with another mark may be a letter of its own.
const DIAERESIS: char = '\u{308}';

fn slowly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A mark at the beginning stands on nothing, and goes as well.
    let mut drops_marks = true;
    let mut after_ye = false;
    // Decompose so that accents stand apart, drop those on Latin letters and
    // digits, then compose what is left.
    let folded = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter_map(|c| {
            if is_combining_mark(c) {
                return if drops_marks || (after_ye && c == DIAERESIS) { None } else { Some(c) };
            }
            if is_control(c) {
                return None;
            }
            drops_marks = c.is_ascii_alphanumeric() || matches!(c, 'ß' | 'æ' | 'œ' | 'ø' | 'ł' | 'đ' | 'ı');
            after_ye = c == 'е';
            match c {
                '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{02B9}' | '`' | '\u{00B4}' => Some('\''),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
                _ => Some(c),
            }
        })
        .nfc();
    for c in folded {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a character draws nothing and means nothing here: controls, zero
/// width joiners, direction marks, soft hyphens, variation selectors.
///
/// White space is kept, since it separates words.
pub fn is_control(c: char) -> bool {
    if c.is_whitespace() {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_what_reads_the_same() {
        for (given, folded) in [
            ("GRECO", "greco"),
            ("Réunion d’Été", "reunion d'ete"),
            ("Çavuşoğlu", "cavusoglu"),
            ("Жёлтый", "желтый"),
            ("Қазақстан", "қазақстан"),
            ("Й", "й"),
            ("ﬁne ２０２６", "fine 2026"),
            ("zero\u{200B}width", "zerowidth"),
            ("a\u{0}b", "ab"),
            ("\u{337}d\u{337}i\u{337}d", "did"),
            ("2\u{337}0\u{20E3}", "20"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("2024–2027", "2024-2027"),
            ("", ""),
        ] {
            assert_eq!(fold(given), folded, "{given:?}");
        }
    }

    #[test]
    fn the_quick_way_and_the_slow_way_agree() {
        let all = (0..=0x3000_u32).filter_map(char::from_u32);
        for c in all {
            for text in [c.to_string(), format!("a{c}"), format!("{c}я"), format!("И{c}1 {c}{c}")] {
                if let Some(quick) = quickly(&text) {
                    assert_eq!(quick, slowly(&text), "{text:?}");
                }
            }
        }
        assert!(quickly("Қашан? «Été» № 809 – d’accord").is_some());
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in [
            "İstanbul ΑΣ ß Œuvre",
            "a\u{200D}\u{0301}",
            "Қ\u{0301}азақ",
            "½ ™ ㎏ ﷺ",
            "ł\u{301}Å",
            "e\u{0301}\u{0327}",
            "\u{200D}\u{0301}\u{0338}=",
            "Ё\u{306} ё\u{308} е\u{306}\u{308}\u{301}",
        ] {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }
}
