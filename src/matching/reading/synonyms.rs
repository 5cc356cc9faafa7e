//! Words and expressions that stand for one another, as the base's curators
//! grouped them.

use serde::{Deserialize, Serialize};

use crate::knowledge::Synonyms;
use crate::language::{Token, tokenise};
use crate::matching::names::{Groups, name};

use super::{Called, Word};

/// The groups of a language, by the first stem of each text.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SynonymGroups {
    texts: Groups<Expression>,
    /// The stems of all expressions after the first, by their names.
    rest: Vec<u64>,
}

/// A word, or several in a row, and the number of its group.
#[derive(Debug, Serialize, Deserialize)]
struct Expression {
    /// Where the stems after the first begin, and how many there are.
    start: u32,
    length: u32,
    group: u32,
}

/// The texts of all groups of a language as tokens, each with its group's number.
pub(super) fn tokens(groups: &[Synonyms]) -> Vec<(u32, Vec<Token>)> {
    let numbered = groups.iter().zip(0_u32..);
    numbered.flat_map(|(group, number)| group.iter().map(move |text| (number, tokenise(text)))).collect()
}

impl SynonymGroups {
    /// Takes over the texts of groups; `stem` brings a token to the form texts
    /// are read in.
    pub(super) fn new(texts: &[(u32, Vec<Token>)], stem: impl Fn(&Token) -> String) -> Self {
        let mut expressions: Vec<(u64, Expression)> = Vec::new();
        let mut rest: Vec<u64> = Vec::new();
        for (group, tokens) in texts {
            let mut stems = tokens.iter().map(|token| name(stem(token).as_str()));
            let Some(first) = stems.next() else { continue };
            let start = rest.len() as u32;
            rest.extend(stems);
            let length = rest.len() as u32 - start;
            expressions.push((first, Expression { start, length, group: *group }));
        }
        // The longest first; where two groups have one stem, the earlier.
        expressions.sort_by(|(_, a), (_, b)| b.length.cmp(&a.length).then(a.group.cmp(&b.group)));
        Self { texts: Groups::new(expressions), rest }
    }

    /// Marks the content words of a text with the group they belong to, the longest
    /// expression first where they overlap.
    pub(super) fn mark(&self, words: &mut [Word], called: &[Called]) {
        let mut at = 0;
        while at < words.len() {
            let fits = |expression: &&Expression| {
                let start = expression.start as usize;
                let rest = &self.rest[start..start + expression.length as usize];
                called[at + 1..].iter().map(|word| &word.stem).take(rest.len()).eq(rest)
            };
            let Some(expression) = self.texts.of(called[at].stem).iter().find(fits) else {
                at += 1;
                continue;
            };
            let end = at + 1 + expression.length as usize;
            for word in words[at..end].iter_mut().filter(|word| !word.function) {
                word.group = Some(expression.group);
            }
            at = end;
        }
    }
}
