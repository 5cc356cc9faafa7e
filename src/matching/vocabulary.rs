//! The base's own words, and the repair of mistyped ones against them.

use std::collections::HashMap;

/// The words of one language as curators wrote them, with how often.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, u32>,
    /// Repairable words by length in letters, each with its letters as a mask.
    by_length: Vec<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    word: String,
    mask: u64,
    count: u32,
}

/// How many typing errors a word of so many letters may have: none below five
/// letters, where one letter often makes another word; two from eight on.
fn allowed_typos(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    }
}

/// One bit per letter (modulo 64): two words that differ by one edit differ in
/// at most two bits, so most pairs need no comparison.
fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| mask | 1 << (u32::from(c) % 64))
}

impl Vocabulary {
    /// Adds a folded word. Words given as `exact` (acronyms) are known but no
    /// mistyped word is ever read as one of them.
    pub(super) fn add(&mut self, word: &str) {
        *self.words.entry(word.to_owned()).or_default() += 1;
    }

    /// Makes the words added so far available to [`Self::repair`], leaving out
    /// those for which `exact` holds.
    pub(super) fn seal(&mut self, exact: impl Fn(&str) -> bool) {
        self.by_length.clear();
        for (word, count) in &self.words {
            let letters = word.chars().count();
            if letters < 4 || exact(word) {
                continue;
            }
            if self.by_length.len() <= letters {
                self.by_length.resize_with(letters + 1, Vec::new);
            }
            self.by_length[letters].push(Entry { word: word.clone(), mask: mask(word), count: *count });
        }
        for entries in &mut self.by_length {
            entries.sort_by(|a, b| a.word.cmp(&b.word));
        }
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The word most likely meant by an unknown one: fewest edits (with
    /// transpositions, Damerau-Levenshtein's optimal string alignment), then
    /// the more frequent, then the first in the alphabet.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let letters = word.chars().count();
        let allowed = allowed_typos(letters);
        if allowed == 0 {
            return None;
        }
        let own = mask(word);
        let mut best: Option<(usize, &Entry)> = None;
        for length in letters.saturating_sub(allowed)..=letters + allowed {
            for entry in self.by_length.get(length).into_iter().flatten() {
                let within = best.map_or(allowed, |(distance, _)| distance);
                if (own ^ entry.mask).count_ones() as usize > 2 * within {
                    continue;
                }
                let distance = strsim::osa_distance(word, &entry.word);
                let better = distance <= within
                    && best.is_none_or(|(d, e)| distance < d || (distance == d && entry.count > e.count));
                if better {
                    best = Some((distance, entry));
                }
            }
        }
        best.map(|(_, entry)| entry.word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_by_length_and_exact_words_never() {
        let mut vocabulary = Vocabulary::default();
        for word in
            ["kazakhstan", "convention", "declaration", "greco", "treaty", "treaty", "treats", "жазба"]
        {
            vocabulary.add(word);
        }
        vocabulary.seal(|word| word == "greco");
        for (typed, read) in [
            ("kazahkstan", Some("kazakhstan")),
            ("kazakstan", Some("kazakhstan")),
            ("convetnion", Some("convention")),
            ("decleratoin", Some("declaration")),
            ("treat", Some("treaty")), // as near to "treats", which is rarer
            ("grecc", None),           // an acronym: exact or nothing
            ("conv", None),            // too short
            ("uzbekistan", None),      // another word, however alike it looks
            ("жазбаа", Some("жазба")),
        ] {
            assert_eq!(vocabulary.repair(typed), read, "{typed}");
        }
    }

    /// What strsim does with empty and accented texts, since all else rests on
    /// it: two empty texts are equal, letters are chars and not bytes.
    #[test]
    fn strsim_counts_letters() {
        assert_eq!(strsim::osa_distance("", ""), 0);
        assert_eq!(strsim::osa_distance("қазақ", "казак"), 2);
        assert_eq!(strsim::osa_distance("ab", "ba"), 1);
    }
}
