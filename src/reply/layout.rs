//! Fitting text into Discord's limits, and keeping a user's text harmless.

use unicode_segmentation::UnicodeSegmentation;

use crate::limits;

use super::message::Field;

/// Shortens a text to at most `most` characters, at a grapheme's end, with an
/// ellipsis where something was left out. For labels and lists only: answers
/// are never cut.
///
/// ```
/// use accord::reply::shorten;
/// assert_eq!(shorten("short", 10), "short");
/// assert_eq!(shorten("a family 👨‍👩‍👧 here", 12), "a family …");
/// ```
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let length = grapheme.chars().count();
        if used + length + 1 > most {
            break;
        }
        used += length;
        short.push_str(grapheme);
    }
    short.push('…');
    short
}

/// Makes a text that a user typed harmless inside a message: no markdown, no
/// mention, no link, no invisible characters, one line.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '<' | '#' | '[' | ']' | '(' | ')' | '-' | ':' => {
                safe.push('\\');
                safe.push(c);
            }
            // A zero width space keeps "@everyone" from being one.
            '@' => safe.push_str("@\u{200B}"),
            _ if c.is_whitespace() => safe.push(' '),
            _ if crate::language::is_control(c) => {}
            _ => safe.push(c),
        }
    }
    safe
}

/// Spreads lines over as many fields as they need; the first has the heading,
/// those after it an invisible one.
pub(super) fn fields(heading: &str, lines: &[String]) -> Vec<Field> {
    fields_of(heading, lines, limits::FIELD_VALUE)
}

/// As [`fields`], with at most `most` characters in each.
pub(super) fn fields_of(heading: &str, lines: &[String], most: usize) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in lines {
        let length = line.chars().count();
        match fields.last_mut() {
            Some(field) if field.value.chars().count() + 1 + length <= most => {
                field.value.push('\n');
                field.value.push_str(line);
            }
            _ => {
                let name = if fields.is_empty() { heading } else { "\u{200B}" };
                fields.push(Field { name: name.to_owned(), value: line.clone() });
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortening_keeps_letters_whole() {
        for (text, most, short) in [
            ("", 5, ""),
            ("exact", 5, "exact"),
            ("longer", 5, "long…"),
            ("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…"),
            ("👨‍👩‍👧👨‍👩‍👧", 6, "👨‍👩‍👧…"),
            ("👨‍👩‍👧👨‍👩‍👧", 5, "…"),
            ("Қазақстан Республикасы", 10, "Қазақстан…"),
        ] {
            let got = shorten(text, most);
            assert_eq!(got, short, "{text:?} to {most}");
            assert!(got.chars().count() <= most);
        }
    }

    #[test]
    fn a_users_text_stays_text() {
        for (typed, shown) in [
            ("**bold**", "\\*\\*bold\\*\\*"),
            ("@everyone", "@\u{200B}everyone"),
            ("<@123>", "\\<@\u{200B}123\\>"),
            ("[x](https://e.x)", "\\[x\\]\\(https\\://e.x\\)"),
            ("a\nb", "a b"),
            ("# big", "\\# big"),
            ("||spoiler||", "\\|\\|spoiler\\|\\|"),
            ("\u{202E}abc", "abc"),
        ] {
            assert_eq!(escape(typed), shown, "{typed:?}");
        }
    }

    #[test]
    fn lines_fill_fields_in_order() {
        let lines: Vec<String> = (0..5).map(|n| format!("{n}{}", "x".repeat(400))).collect();
        let fields = fields("Heading", &lines);
        assert_eq!(fields.len(), 3);
        assert_eq!(fields[0].name, "Heading");
        assert!(fields.iter().all(|f| f.value.chars().count() <= limits::FIELD_VALUE));
        assert_eq!(fields.iter().map(|f| f.value.lines().count()).sum::<usize>(), 5);
    }
}
