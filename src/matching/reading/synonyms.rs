//! Words and expressions that stand for one another, as the base's curators
//! grouped them.

use rustc_hash::FxHashMap;

use crate::knowledge::Synonyms;
use crate::language::{Token, tokenise};

use super::Word;

/// The groups of a language, by the first stem of each text.
#[derive(Debug, Default)]
pub(super) struct SynonymGroups {
    texts: FxHashMap<String, Vec<Expression>>,
}

/// A word, or several in a row, and the number of its group.
#[derive(Debug)]
struct Expression {
    /// The stems after the first.
    rest: Vec<String>,
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
        let mut groups = Self::default();
        for (group, tokens) in texts {
            let mut stems = tokens.iter().map(&stem);
            let Some(first) = stems.next() else { continue };
            groups.texts.entry(first).or_default().push(Expression { rest: stems.collect(), group: *group });
        }
        for expressions in groups.texts.values_mut() {
            // The longest first; where two groups have one stem, the earlier.
            expressions.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.group.cmp(&b.group)));
        }
        groups
    }

    /// Marks the content words of a text with the group they belong to, the longest
    /// expression first where they overlap.
    pub(super) fn mark(&self, words: &mut [Word]) {
        if self.texts.is_empty() {
            return;
        }
        let mut at = 0;
        while at < words.len() {
            let fits = |expression: &&Expression| {
                let after = words[at + 1..].iter().map(|word| word.stem.as_str());
                expression.rest.len() < words.len() - at
                    && expression.rest.iter().map(String::as_str).eq(after.take(expression.rest.len()))
            };
            let found = self.texts.get(&words[at].stem).and_then(|list| list.iter().find(fits));
            let Some(expression) = found else {
                at += 1;
                continue;
            };
            let end = at + 1 + expression.rest.len();
            for word in words[at..end].iter_mut().filter(|word| !word.function) {
                word.group = Some(expression.group);
            }
            at = end;
        }
    }
}
