//! Tokens: the words, numbers and acronyms of a text.

use super::kazakh::is_ending as is_kazakh_ending;
use super::normal::fold;

/// What a token is, which decides how strictly it is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word: stemmed, and repaired when mistyped.
    Word,
    /// A number: exact or not at all. Leading zeros are dropped (`018` is `18`).
    Number,
    /// Written in capitals among other letters ("PACE"): matched exactly,
    /// never stemmed or repaired.
    Acronym,
}

/// One token of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// The folded text ([`fold`]).
    pub text: String,
    /// How strictly it is matched.
    pub kind: TokenKind,
    /// Whether it stood with a capital first letter.
    pub capital: bool,
    /// Whether no white space parts it from the token before ("(2017)010").
    pub joined: bool,
}

/// Splits a text into tokens.
///
/// Runs of letters and digits are tokens; apostrophes separate (`l'accord`,
/// `Kazakhstan's` gives `kazakhstan`, the clitic `s` is dropped). A decimal
/// point or comma between digits stays inside the number, ordinal endings are
/// dropped (`50th` is the number 50).
///
/// ```
/// use accord::language::{tokenise, TokenKind};
/// let tokens = tokenise("Is ETS No. 018 in force since 5.3.2010?");
/// let texts: Vec<_> = tokens.iter().map(|t| t.text.as_str()).collect();
/// assert_eq!(texts, ["is", "ets", "no", "18", "in", "force", "since", "5", "3", "2010"]);
/// assert_eq!(tokens[1].kind, TokenKind::Acronym);
/// assert!(tokenise("??? 🙂").is_empty());
/// ```
pub fn tokenise(text: &str) -> Vec<Token> {
    let shouting = is_shouting(text);
    let mut tokens = Vec::new();
    let mut after = After::Gap;
    let mut joined = false;
    for piece in pieces(&joined_thousands(text)) {
        match piece {
            Piece::Run(run) => {
                let first = tokens.len();
                push_run(run, after, shouting, &mut tokens);
                if let Some(token) = tokens.get_mut(first) {
                    token.joined = joined && first > 0;
                }
                after = After::Run;
                joined = true;
            }
            Piece::Space => {
                after = After::Gap;
                joined = false;
            }
            // A hyphen with spaces about it is a dash.
            Piece::Sign(sign) => after = if after == After::Run { sign } else { After::Gap },
        }
    }
    tokens
}

enum Piece<'a> {
    Run(&'a str),
    Sign(After),
    Space,
}

/// What stands before a run of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Run,
    Apostrophe,
    Hyphen,
    Gap,
}

/// A text with "10 000" as one number: many languages part thousands by a
/// space. An ordinary space joins only a group of noughts, so that two numbers
/// in a row stay two.
fn joined_thousands(text: &str) -> std::borrow::Cow<'_, str> {
    // Hardly any text has one, and every text passes here.
    if !text.contains(" 000") && !text.contains(['\u{A0}', '\u{202F}']) {
        return text.into();
    }
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let parts = |at: usize| {
        let group = digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        let noughts = (1..=3).all(|n| letters.get(at + n) == Some(&'0'));
        let space = match letters[at] {
            '\u{A0}' | '\u{202F}' => group,
            ' ' => group && noughts,
            _ => false,
        };
        // "0 000" and "2020 000" are no thousands.
        let first = at.saturating_sub(3)..at;
        let digits = first.clone().rev().take_while(|n| digit(*n)).count();
        space && digits > 0 && letters[at - digits] != '0' && (at <= digits || !digit(at - digits - 1))
    };
    if !(0..letters.len()).any(parts) {
        return text.into();
    }
    (0..letters.len()).filter(|at| !parts(*at)).map(|at| letters[at]).collect::<String>().into()
}

/// Cuts a text into runs of letters, digits and their marks, and what is
/// between them.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if !is_word(first) {
            rest = &rest[first.len_utf8()..];
            if first.is_whitespace() {
                return Some(Piece::Space);
            }
            return Some(Piece::Sign(match first {
                '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' => After::Apostrophe,
                '-' | '\u{2010}' | '\u{2011}' => After::Hyphen,
                _ => After::Gap,
            }));
        }
        let mut end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        // "108+" is another number than "108".
        let tail = &rest[end..];
        if tail.starts_with('+')
            && rest[..end].ends_with(|c: char| c.is_ascii_digit())
            && !tail[1..].starts_with(is_word)
        {
            end += 1;
        }
        let (run, tail) = rest.split_at(end);
        rest = tail;
        Some(Piece::Run(run))
    })
}

/// Letters, digits, the marks on them, and invisible characters inside a word
/// (which folding removes).
fn is_word(c: char) -> bool {
    // Most letters, without a look at Unicode's tables.
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || super::normal::is_control(c);
    }
    if matches!(c, 'а'..='я' | 'А'..='Я' | 'À'..='Ö' | 'à'..='ö' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
    {
        return true;
    }
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || super::normal::is_control(c)
}

/// A text without any lower-case letter: its capitals say nothing about which
/// words are acronyms.
fn is_shouting(text: &str) -> bool {
    // Most texts have one soon: those are not read to their end.
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 8
}

fn push_run(run: &str, after: After, shouting: bool, tokens: &mut Vec<Token>) {
    let capital = run.chars().next().is_some_and(char::is_uppercase);
    let acronym = !shouting
        && run.chars().all(|c| c.is_uppercase() || c.is_numeric())
        && run.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let (run, plus) = run.strip_suffix('+').map_or((run, ""), |run| (run, "+"));
    for part in split_digits(&fold(run)) {
        // Folding puts a space before some marks: what begins with one then
        // stands on nothing.
        let part = part.trim_start_matches(unicode_normalization::char::is_combining_mark);
        if part.is_empty() {
            continue;
        }
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let number = part.trim_start_matches('0');
            let number = if number.is_empty() { "0" } else { number };
            tokens.push(Token {
                text: format!("{number}{plus}"),
                kind: TokenKind::Number,
                capital: false,
                joined: true,
            });
            continue;
        }
        // The English genitive: "Kazakhstan's" asks about Kazakhstan.
        if after == After::Apostrophe && part == "s" {
            continue;
        }
        // Endings written after a hyphen say nothing: Kazakh puts them so to
        // acronyms and numbers («ЕКПА-ның»), Russian to numbers («127-й»).
        let ending = is_kazakh_ending(part)
            || (tokens.last().is_some_and(|t| t.kind == TokenKind::Number) && is_russian_ordinal(part));
        if after == After::Hyphen && !tokens.is_empty() && ending {
            continue;
        }
        // "50th", "2nd": the number has been pushed, the ending says nothing.
        let ordinal = matches!(
            part,
            "st" | "nd" | "rd" | "th" | "e" | "er" | "eme" | "й" | "го" | "я" | "ші" | "шы" | "інші" | "ыншы"
        );
        if ordinal && run.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let kind = if acronym { TokenKind::Acronym } else { TokenKind::Word };
        tokens.push(Token { text: part.to_owned(), kind, capital, joined: true });
    }
}

/// The end of a Russian ordinal as it is written after a number.
fn is_russian_ordinal(part: &str) -> bool {
    matches!(
        part,
        "й" | "ый"
            | "ой"
            | "го"
            | "ого"
            | "му"
            | "ому"
            | "м"
            | "ом"
            | "я"
            | "ая"
            | "ю"
            | "ую"
            | "е"
            | "ое"
            | "ые"
            | "х"
            | "ых"
            | "ми"
            | "летие"
            | "летия"
    )
}

/// Splits between digits and letters ("50th", "CDL2017") and at whatever
/// folding has turned into a separator ("½" becomes "1⁄2").
fn split_digits(folded: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for run in folded.split(|c| !is_word(c)) {
        let mut start = 0;
        let mut previous: Option<bool> = None;
        for (at, c) in run.char_indices() {
            let digit = c.is_ascii_digit();
            if previous.is_some_and(|p| p != digit) {
                parts.push(&run[start..at]);
                start = at;
            }
            previous = Some(digit);
        }
        parts.push(&run[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokenise(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn words_numbers_and_acronyms() {
        for (given, expected) in [
            ("Kazakhstan’s 50th member", vec!["kazakhstan", "50", "member"]),
            ("l'Assemblée", vec!["l", "assemblee"]),
            ("CETS No.198", vec!["cets", "no", "198"]),
            ("CDL-AD(2017)010", vec!["cdl", "ad", "2017", "10"]),
            ("2024–2027", vec!["2024", "2027"]),
            ("қашан 1ші", vec!["қашан", "1"]),
            ("000", vec!["0"]),
            ("Convention 108+ and 108", vec!["convention", "108+", "and", "108"]),
            ("1+1", vec!["1", "1"]),
            ("6 000 people, 10\u{A0}500 francs", vec!["6000", "people", "10500", "francs"]),
            ("2020 000 and 165 141", vec!["2020", "0", "and", "165", "141"]),
            ("ЕКПА-ның, 306-дан, ГРЕКО-ға", vec!["екпа", "306", "греко"]),
            ("127-й из-за 2012-м", vec!["127", "из", "за", "2012"]),
            ("ол да - да", vec!["ол", "да", "да"]),
            ("???", vec![]),
            ("🙂", vec![]),
            ("\u{FE72} a\u{FE72}b", vec!["a", "b"]), // a mark on a space
            ("", vec![]),
        ] {
            assert_eq!(texts(given), expected, "{given:?}");
        }
    }

    #[test]
    fn capitals_mark_acronyms_unless_all_is_shouted() {
        let kind = |text: &str| tokenise(text)[0].kind;
        assert_eq!(kind("PACE adopted it"), TokenKind::Acronym);
        assert_eq!(kind("ПАСЕ приняла"), TokenKind::Acronym);
        assert_eq!(kind("Pace adopted it"), TokenKind::Word);
        assert_eq!(kind("WHEN DID KAZAKHSTAN JOIN"), TokenKind::Word);
    }
}
