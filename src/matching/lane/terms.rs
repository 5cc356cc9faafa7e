//! The terms a text is matched by.

use crate::language::TokenKind;
use crate::matching::question::Text;

/// How much a term counts, by what it is, on top of its rarity. Set on the
/// golden questions: entities and numbers tell facts apart, grammar hardly
/// does, pairs and letter sequences break ties and catch inflections.
const WORD: f32 = 1.0;
const FUNCTION: f32 = 0.2;
const ENTITY: f32 = 1.2;
const NUMBER: f32 = 1.3;
const PAIR: f32 = 0.45;
const LETTERS: f32 = 0.22;
const KIND: f32 = 0.55;

/// Letters in a row that make a term.
const SEQUENCE: usize = 4;

/// What a word of the question counts for that is no term of the base.
pub(super) const STRANGE_WORD: f32 = WORD;

/// Hands every term of a text to `take`: its name, what it counts by its sort,
/// what it counts by its word. A term may come more than once.
pub(super) fn each(text: &Text, mut take: impl FnMut(&str, f32, f32)) {
    let mut name = String::new();
    let mut previous: Option<&str> = None;
    for word in &text.words {
        let sort = match word.kind {
            _ if word.function => FUNCTION,
            TokenKind::Number => NUMBER,
            _ => WORD,
        };
        spell(&mut name, &["w ", &word.stem]);
        take(&name, sort, word.weight);
        if let Some(previous) = previous {
            spell(&mut name, &["p ", previous, " ", &word.stem]);
            take(&name, PAIR, word.weight);
        }
        previous = Some(&word.stem);
        if word.kind == TokenKind::Word && !word.function {
            let read = word.repaired.as_deref().unwrap_or(&word.typed);
            // The mark tells beginnings from middles.
            for start in starts(read) {
                let sequence = &read[start.0..start.1];
                spell(&mut name, &[if start.0 == 0 { "l ^" } else { "l " }, sequence]);
                take(&name, LETTERS, word.weight);
            }
        }
    }
    for entity in text.mentions.iter().flat_map(|mention| &mention.entities) {
        take(&format!("e {}", entity.0), ENTITY, 1.0);
    }
    if let Some(kind) = text.kind {
        take(&format!("k {kind:?}"), KIND, 1.0);
    }
}

fn spell(name: &mut String, parts: &[&str]) {
    name.clear();
    for part in parts {
        name.push_str(part);
    }
}

/// The byte ranges of a word's letter sequences: the beginning, one letter
/// shorter, then every full one after the first letter.
fn starts(word: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let ends = move |from: usize, letters: usize| {
        word[from..].char_indices().map(|(at, c)| from + at + c.len_utf8()).nth(letters - 1)
    };
    let beginning = ends(0, SEQUENCE - 1).map(|end| (0, end));
    let inside =
        word.char_indices().skip(1).filter_map(move |(at, _)| ends(at, SEQUENCE).map(|end| (at, end)));
    beginning.into_iter().chain(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_of_letters_not_bytes() {
        for (word, sequences) in [
            ("member", vec!["mem", "embe", "mber"]),
            ("мүше", vec!["мүш"]),
            ("мүшесі", vec!["мүш", "үшес", "шесі"]),
            ("ab", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = starts(word).map(|(from, to)| &word[from..to]).collect();
            assert_eq!(found, sequences, "{word}");
        }
    }
}
