//! The base's own words, and how a word that is none of them is read: another
//! spelling of one, or one mistyped.

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use string_interner::backend::StringBackend;
use string_interner::symbol::SymbolU32;
use string_interner::{StringInterner, Symbol};

use crate::language::skeleton;
use crate::matching::names::{Groups, name};

/// Texts by number, each once, all in one allocation.
type Texts = StringInterner<StringBackend<SymbolU32>, FxBuildHasher>;

/// The words of one language as curators wrote them, with how often.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::matching) struct Vocabulary {
    /// The words in alphabetical order, after them those stems that are no words.
    texts: Texts,
    /// By the number of a word.
    words: Vec<Entry>,
    /// By the number of a text: whether it is a word's stem. Another form of a
    /// known word is known.
    stems: Vec<bool>,
    /// Words a mistyped one may be read as, by their beginning and by their end
    /// ([`affixes`]): an error or two leave one of them whole.
    by_affix: Groups<u32>,
    /// Words in other letters than Latin, by their skeleton's name; of several the
    /// most frequent.
    respelled: FxHashMap<u64, u32>,
}

/// A word of the base.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    mask: u64,
    /// How often it stands there.
    count: u32,
    /// The number of its stem.
    stem: u32,
    letters: u8,
}

/// Letters of an affix: two for short words, three for the others, of which
/// there are too many with the same two (case endings).
const SHORT: usize = 2;
const LONG: usize = 3;
/// Letters from which on a word is looked for by its long affixes.
const LONG_WORD: usize = 7;

/// Letters from which on a word is respelled: short skeletons are many words'.
const RESPELLED: usize = 3;

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

/// Bits that hold a letter: Unicode ends below 2^21.
const LETTER: u32 = 21;

/// A word's first and last letters, so many of each; of two, the third is nought.
fn affixes(word: &str, length: usize) -> impl Iterator<Item = u64> {
    let take = |letters: &mut dyn Iterator<Item = char>, which: u64| {
        let mut affix = which;
        for at in 0..LONG {
            let letter = if at < length { u64::from(u32::from(letters.next()?)) } else { 0 };
            affix = affix << LETTER | letter;
        }
        Some(affix)
    };
    let start = take(&mut word.chars(), 0);
    let end = take(&mut word.chars().rev(), 1);
    start.into_iter().chain(end)
}

impl Vocabulary {
    /// The words of texts, folded, in any order and as often as they stand there.
    /// `stem` brings a word to its stem; words for which `exact` holds (acronyms)
    /// are known, but no mistyped word is ever read as one of them.
    pub(super) fn new<'w>(
        words: impl Iterator<Item = &'w str>,
        stem: impl Fn(&str) -> String,
        exact: impl Fn(&str) -> bool,
    ) -> Self {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        words.for_each(|word| *counts.entry(word).or_default() += 1);
        let mut counted: Vec<(&str, u32)> = counts.into_iter().collect();
        counted.sort_unstable();
        let mut texts = Texts::new();
        for (word, _) in &counted {
            texts.get_or_intern(word);
        }
        let mut words = Vec::with_capacity(counted.len());
        let mut stems = vec![false; counted.len()];
        let mut places: Vec<(u64, u32)> = Vec::new();
        let mut respelled: FxHashMap<u64, u32> = FxHashMap::default();
        for (at, (word, count)) in counted.iter().enumerate() {
            let stem = texts.get_or_intern(stem(word)).to_usize();
            stems.resize(texts.len(), false);
            stems[stem] = true;
            let letters = word.chars().count();
            let short = u8::try_from(letters).unwrap_or(u8::MAX);
            words.push(Entry { mask: mask(word), count: *count, stem: stem as u32, letters: short });
            if !word.is_ascii() && letters >= RESPELLED {
                let bones = skeleton(word);
                if bones.len() >= RESPELLED {
                    let most = respelled.entry(name(bones.as_str())).or_insert(at as u32);
                    if counted[*most as usize].1 < *count {
                        *most = at as u32;
                    }
                }
            }
            if letters < 4 || exact(word) {
                continue;
            }
            // By the affixes of every length a word up to two letters longer or
            // shorter is looked for by.
            let short = (letters < LONG_WORD + 2).then_some(SHORT);
            let long = (letters + 2 >= LONG_WORD).then_some(LONG);
            let lengths = short.into_iter().chain(long);
            places.extend(lengths.flat_map(|length| affixes(word, length)).map(|affix| (affix, at as u32)));
        }
        texts.shrink_to_fit();
        Self { texts, words, stems, by_affix: Groups::new(places), respelled }
    }

    /// The number of a word the base has.
    fn number(&self, word: &str) -> Option<usize> {
        self.texts.get(word).map(Symbol::to_usize).filter(|number| *number < self.words.len())
    }

    /// The text of a number; empty where there is none.
    fn text(&self, number: u32) -> &str {
        let symbol = SymbolU32::try_from_usize(number as usize);
        symbol.and_then(|symbol| self.texts.resolve(symbol)).unwrap_or_default()
    }

    /// Whether most words are written in Latin letters (folded: in ASCII).
    pub(super) fn is_latin(&self) -> bool {
        let words = || self.texts.iter().take(self.words.len());
        words().filter(|(_, word)| word.is_ascii()).count() * 2 >= self.words.len()
    }

    /// Whether the base has a word, in this form.
    pub(in crate::matching) fn knows(&self, word: &str) -> bool {
        self.number(word).is_some()
    }

    /// The stem of a word the base has.
    pub(super) fn stem_of(&self, word: &str) -> Option<&str> {
        self.number(word).map(|number| self.text(self.words[number].stem))
    }

    /// Whether the base has a word of this stem.
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.texts.get(stem).is_some_and(|number| self.stems[number.to_usize()])
    }

    /// The word of which a text is another spelling (transliterated, or without
    /// the letters its keyboard lacked): the more frequent of several.
    pub(super) fn respell(&self, word: &str) -> Option<&str> {
        if self.respelled.is_empty() || word.len() < RESPELLED {
            return None;
        }
        self.respelled.get(&name(skeleton(word).as_str())).map(|word| self.text(*word))
    }

    /// The word most likely meant by an unknown one: fewest edits (with
    /// transpositions, Damerau-Levenshtein's optimal string alignment), then
    /// the more frequent, then the first in the alphabet.
    ///
    /// A word whose beginning and end are both mistyped is not found.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let letters = word.chars().count();
        let allowed = allowed_typos(letters);
        if allowed == 0 {
            return None;
        }
        let own = mask(word);
        let mut best: Option<(usize, u32)> = None;
        let length = if letters < LONG_WORD { SHORT } else { LONG };
        for affix in affixes(word, length) {
            for &at in self.by_affix.of(affix) {
                let candidate = &self.words[at as usize];
                let within = best.map_or(allowed, |(distance, _)| distance);
                if usize::from(candidate.letters).abs_diff(letters) > within
                    || (own ^ candidate.mask).count_ones() as usize > 2 * within
                {
                    continue;
                }
                let distance = strsim::osa_distance(word, self.text(at));
                let better = |(d, b): (usize, u32)| {
                    let best = &self.words[b as usize];
                    distance < d || (distance == d && (candidate.count, b) > (best.count, at))
                };
                if distance <= within && best.is_none_or(better) {
                    best = Some((distance, at));
                }
            }
        }
        best.map(|(_, at)| self.text(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        Vocabulary::new(words.iter().copied(), str::to_owned, |word| word == "greco")
    }

    #[test]
    fn typos_by_length_and_exact_words_never() {
        let vocabulary = vocabulary(&[
            "kazakhstan",
            "convention",
            "declaration",
            "greco",
            "treaty",
            "treaty",
            "treats",
            "жазба",
        ]);
        for (typed, read) in [
            ("kazahkstan", Some("kazakhstan")),
            ("akzakhstan", Some("kazakhstan")),
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

    #[test]
    fn another_spelling_of_a_word_in_other_letters() {
        let vocabulary = vocabulary(&["қазақстан", "кеңесі", "мүше", "qashan", "қашан"]);
        for (typed, read) in [
            ("казакстан", Some("қазақстан")),
            ("qazaqstan", Some("қазақстан")),
            ("кенеси", Some("кеңесі")),
            ("mushe", Some("мүше")),
            ("kashan", Some("қашан")),
            ("kirgizstan", None),
            ("me", None),
        ] {
            assert_eq!(vocabulary.respell(typed), read, "{typed}");
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
