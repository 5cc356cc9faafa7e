//! The terms a text is matched by.

use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::language::TokenKind;
use crate::matching::names::name;
use crate::matching::reading::Text;

/// What a term is. Entities and numbers tell facts apart, grammar hardly does,
/// pairs and letter sequences break ties and catch inflections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Sort {
    /// The stem of a content word.
    Word,
    /// The stem of a function word.
    Function,
    /// A number.
    Number,
    /// The group of synonyms a content word belongs to.
    Group,
    /// Two stems in a row.
    Pair,
    /// Two content stems with one word or function words between them.
    Skip,
    /// Letters in a row within a word.
    Letters,
    /// An entity named.
    Entity,
    /// The kind of question.
    Kind,
    /// The kind of question about an entity.
    KindOf,
}

impl Sort {
    /// Whether it is put together of what are terms themselves, or is a part of one:
    /// met once only, it tells what those tell.
    pub(super) fn is_derived(self) -> bool {
        matches!(self, Self::Pair | Self::Skip | Self::Letters | Self::KindOf)
    }

    /// How much it counts in comparing phrasings, on top of its rarity.
    pub(super) fn in_phrasings(self) -> f32 {
        match self {
            Self::Word => 1.0,
            Self::Function => 0.2,
            Self::Number => 1.3,
            Self::Pair => 0.45,
            Self::Entity => 1.2,
            Self::Kind => 0.55,
            Self::Group | Self::Skip | Self::Letters | Self::KindOf => 0.0,
        }
    }

    /// How much it counts in the model of a fact, on top of its rarity.
    pub(super) fn in_model(self) -> f32 {
        match self {
            Self::Word | Self::Number | Self::Group | Self::Entity => 1.0,
            Self::Function | Self::Pair => 1.1,
            Self::Letters => 0.45,
            Self::KindOf => 0.7,
            Self::Skip | Self::Kind => 0.8,
        }
    }
}

/// Letters in a row that make a term. Threes and twos beside the fours made
/// training twice as long and nothing better.
const SEQUENCE: usize = 4;

/// Hands every term of a text to `take`: its name, what it is, what it counts by
/// its word. A term may come more than once.
pub(super) fn each(text: &Text, mut take: impl FnMut(u64, Sort, f32)) {
    let mut previous: Option<u64> = None;
    let mut previous_content: Option<(usize, u64)> = None;
    for (at, word) in text.words.iter().enumerate() {
        let sort = match word.kind {
            _ if word.function => Sort::Function,
            TokenKind::Number => Sort::Number,
            _ => Sort::Word,
        };
        let stem = hash(0, &word.stem);
        take(stem, sort, word.weight);
        if let Some(group) = word.group {
            take(group_name(group), Sort::Group, word.weight);
        }
        take(hash(1, &(previous, stem)), Sort::Pair, word.weight);
        previous = Some(stem);
        if !word.function {
            if let Some((before, content)) = previous_content
                && before + 1 < at
            {
                take(hash(2, &(content, stem)), Sort::Skip, word.weight);
            }
            previous_content = Some((at, stem));
        }
        if word.kind == TokenKind::Word {
            letters(word.read(), |sequence| take(hash(3, &sequence), Sort::Letters, word.weight));
        }
    }
    if let Some(last) = previous {
        take(hash(1, &(last, "end")), Sort::Pair, 1.0);
    }
    for entity in text.mentions.iter().flat_map(|mention| &mention.entities) {
        take(hash(4, &entity.0), Sort::Entity, 1.0);
        if let Some(kind) = text.kind {
            take(hash(5, &(entity.0, kind)), Sort::KindOf, 1.0);
        }
    }
    if let Some(kind) = text.kind {
        take(hash(6, &kind), Sort::Kind, 1.0);
    }
}

/// The hash of a stem, as [`each`] names words.
pub(super) fn stem_name(stem: &str) -> u64 {
    hash(0, &stem)
}

/// The hash of a group of synonyms, as [`each`] names them.
pub(super) fn group_name(group: u32) -> u64 {
    hash(7, &group)
}

fn hash(sort: u8, what: &(impl Hash + ?Sized)) -> u64 {
    name(&(sort, what))
}

/// The letter sequences of a word, its beginning and end marked.
fn letters(word: &str, mut take: impl FnMut([char; SEQUENCE])) {
    const MARK: char = '\u{1}';
    let marked = std::iter::once(MARK).chain(word.chars()).chain(std::iter::once(MARK));
    let mut window = ['\0'; SEQUENCE];
    for (at, c) in marked.enumerate() {
        window.rotate_left(1);
        window[SEQUENCE - 1] = c;
        if at + 1 >= SEQUENCE {
            take(window);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_of_letters_not_bytes() {
        for (word, longest) in [
            ("member", vec!["\u{1}mem", "memb", "embe", "mber", "ber\u{1}"]),
            ("мүше", vec!["\u{1}мүш", "мүше", "үше\u{1}"]),
            ("ab", vec!["\u{1}ab\u{1}"]),
            ("", vec![]),
        ] {
            let mut found = Vec::new();
            letters(word, |sequence| {
                found.push(sequence.iter().collect::<String>());
            });
            assert_eq!(found, longest, "{word}");
        }
    }
}
