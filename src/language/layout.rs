//! The wrong keyboard layout, undone: what was meant when somebody typed
//! Russian, Kazakh or Latin letters with another layout switched on.
//!
//! Positions are those of the standard PC layouts: US QWERTY, Russian ЙЦУКЕН
//! (GOST R 6431-90) and Kazakh (ST RK 920-91), which is the Russian one with
//! the Kazakh letters on the number row.

/// Keys in the order of the rows, unshifted.
const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю.";
/// The same keys with shift held.
const LATIN_SHIFTED: &str = "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?";
const RUSSIAN_SHIFTED: &str = "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,";
/// The number row, where the Kazakh layout has letters.
const DIGITS: &str = "234589 0-=";
const KAZAKH: &str = "әіңғүұ қөһ";

/// Two layouts a text may have been typed on by mistake: typed, meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Russian meant, Latin letters typed: `rjulf` for «когда».
    LatinForRussian,
    /// Kazakh meant, Latin letters and digits typed: `0fpf0` for «қазақ».
    LatinForKazakh,
    /// Latin letters meant, Russian typed: «црут» for `when`.
    RussianForLatin,
}

impl Layout {
    /// Every pair.
    pub const ALL: [Self; 3] = [Self::LatinForRussian, Self::LatinForKazakh, Self::RussianForLatin];
}

/// The text as it would read had the right layout been on. Characters that
/// stand on no key are kept.
pub fn retyped(text: &str, layout: Layout) -> String {
    text.chars().map(|c| key(c, layout).unwrap_or(c)).collect()
}

fn key(c: char, layout: Layout) -> Option<char> {
    match layout {
        Layout::LatinForRussian => {
            moved(c, LATIN, RUSSIAN).or_else(|| moved(c, LATIN_SHIFTED, RUSSIAN_SHIFTED))
        }
        Layout::LatinForKazakh => moved(c, DIGITS, KAZAKH).or_else(|| key(c, Layout::LatinForRussian)),
        Layout::RussianForLatin => {
            moved(c, RUSSIAN, LATIN).or_else(|| moved(c, RUSSIAN_SHIFTED, LATIN_SHIFTED))
        }
    }
}

/// The character at the place in `to` where `c` stands in `from`.
fn moved(c: char, from: &str, to: &str) -> Option<char> {
    let at = from.chars().position(|key| key == c && key != ' ')?;
    to.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        for (typed, layout, meant) in [
            ("rjulf rfpf[cnfy dcnegbk?", Layout::LatinForRussian, "когда казахстан вступил,"),
            ("0fpf0cnfy", Layout::LatinForKazakh, "қазақстан"),
            ("Rjulf", Layout::LatinForRussian, "Когда"),
            ("црут вшв", Layout::RussianForLatin, "when did"),
            ("🙂 é", Layout::LatinForRussian, "🙂 é"),
            ("", Layout::RussianForLatin, ""),
        ] {
            assert_eq!(retyped(typed, layout), meant, "{typed:?}");
        }
    }

    #[test]
    fn rows_are_of_one_length() {
        for (from, to) in [(LATIN, RUSSIAN), (LATIN_SHIFTED, RUSSIAN_SHIFTED), (DIGITS, KAZAKH)] {
            assert_eq!(from.chars().count(), to.chars().count());
        }
    }
}
