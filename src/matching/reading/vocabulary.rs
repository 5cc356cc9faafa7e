//! The base's own words, and how a word that is none of them is read: another
//! spelling of one, or one mistyped.

use rustc_hash::FxHashMap;

use crate::language::skeleton;

/// The words of one language as curators wrote them, with how often.
#[derive(Debug, Default)]
pub(in crate::matching) struct Vocabulary {
    words: FxHashMap<Box<str>, Entry>,
    /// Stems of the words: another form of a known word is known.
    stems: rustc_hash::FxHashSet<Box<str>>,
    /// Words a mistyped one may be read as, in alphabetical order.
    repairable: Vec<Candidate>,
    /// Places in `repairable` by a word's beginning and by its end: an error
    /// or two leave one of them whole.
    by_affix: FxHashMap<Affix, Vec<u32>>,
    /// Words in other letters than Latin by their skeleton.
    respelled: FxHashMap<Box<str>, Box<str>>,
}

#[derive(Debug)]
struct Entry {
    count: u32,
    stem: Box<str>,
}

#[derive(Debug)]
struct Candidate {
    word: Box<str>,
    mask: u64,
    letters: u8,
    count: u32,
}

/// The first or the last letters of a word; of two, the third is nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Affix {
    Start([char; LONG]),
    End([char; LONG]),
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

/// A word's beginning and end, of so many letters.
fn affixes(word: &str, length: usize) -> impl Iterator<Item = Affix> {
    let take = |letters: &mut dyn Iterator<Item = char>| {
        let mut affix = ['\0'; LONG];
        for place in &mut affix[..length] {
            *place = letters.next()?;
        }
        Some(affix)
    };
    let start = take(&mut word.chars()).map(Affix::Start);
    let end = take(&mut word.chars().rev()).map(Affix::End);
    start.into_iter().chain(end)
}

impl Vocabulary {
    /// Adds a folded word, with its stem.
    pub(super) fn add(&mut self, word: &str, stem: impl FnOnce(&str) -> String) {
        if let Some(entry) = self.words.get_mut(word) {
            entry.count += 1;
            return;
        }
        let stem: Box<str> = stem(word).into();
        self.stems.insert(stem.clone());
        self.words.insert(word.into(), Entry { count: 1, stem });
    }

    /// Makes the words added so far available to [`Self::repair`] and
    /// [`Self::respell`], leaving out those for which `exact` holds (acronyms):
    /// they are known, but no mistyped word is ever read as one of them.
    pub(super) fn seal(&mut self, exact: impl Fn(&str) -> bool) {
        let mut words: Vec<(&str, u32)> =
            self.words.iter().map(|(word, entry)| (&**word, entry.count)).collect();
        words.sort_unstable();
        for (word, count) in words {
            let letters = word.chars().count();
            if !word.is_ascii() && letters >= RESPELLED {
                let bones = skeleton(word);
                if bones.len() >= RESPELLED {
                    let known = self.respelled.get(bones.as_str()).and_then(|w| self.words.get(w));
                    if known.is_none_or(|known| known.count < count) {
                        self.respelled.insert(bones.into(), word.into());
                    }
                }
            }
            if letters < 4 || exact(word) {
                continue;
            }
            let at = self.repairable.len() as u32;
            // By the affixes of every length a word up to two letters longer or
            // shorter is looked for by.
            let short = (letters < LONG_WORD + 2).then_some(SHORT);
            let long = (letters + 2 >= LONG_WORD).then_some(LONG);
            for affix in short.into_iter().chain(long).flat_map(|length| affixes(word, length)) {
                self.by_affix.entry(affix).or_default().push(at);
            }
            let letters = u8::try_from(letters).unwrap_or(u8::MAX);
            self.repairable.push(Candidate { word: word.into(), mask: mask(word), letters, count });
        }
    }

    /// Whether most words are written in Latin letters (folded: in ASCII).
    pub(super) fn is_latin(&self) -> bool {
        self.words.keys().filter(|word| word.is_ascii()).count() * 2 >= self.words.len()
    }

    /// Whether the base has a word, in this form.
    pub(in crate::matching) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The stem of a word the base has.
    pub(super) fn stem_of(&self, word: &str) -> Option<&str> {
        self.words.get(word).map(|entry| &*entry.stem)
    }

    /// Whether the base has a word of this stem.
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    /// The word of which a text is another spelling (transliterated, or without
    /// the letters its keyboard lacked): the more frequent of several.
    pub(super) fn respell(&self, word: &str) -> Option<&str> {
        if self.respelled.is_empty() || word.len() < RESPELLED {
            return None;
        }
        self.respelled.get(skeleton(word).as_str()).map(|word| &**word)
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
            for &at in self.by_affix.get(&affix).into_iter().flatten() {
                let candidate = &self.repairable[at as usize];
                let within = best.map_or(allowed, |(distance, _)| distance);
                if usize::from(candidate.letters).abs_diff(letters) > within
                    || (own ^ candidate.mask).count_ones() as usize > 2 * within
                {
                    continue;
                }
                let distance = strsim::osa_distance(word, &candidate.word);
                let better = |(d, b): (usize, u32)| {
                    let best = &self.repairable[b as usize];
                    distance < d || (distance == d && (candidate.count, b) > (best.count, at))
                };
                if distance <= within && best.is_none_or(better) {
                    best = Some((distance, at));
                }
            }
        }
        best.map(|(_, at)| &*self.repairable[at as usize].word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.add(word, str::to_owned);
        }
        vocabulary.seal(|word| word == "greco");
        vocabulary
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
