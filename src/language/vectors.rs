//! What words mean, roughly: vectors in which words used alike lie close.
//!
//! The table of a language is a file of `assets/vectors/`, which says where it
//! comes from. Looking a word up is a binary search in it; nothing is computed
//! but sums. A language without a table is matched by its words alone.

use super::Language;

/// Numbers a vector has.
pub const DIMENSIONS: usize = 64;

/// A word's vector: its numbers, of whatever length together.
type Vector = [i8; DIMENSIONS];

/// The vectors of a language's words.
#[derive(Debug, Clone, Copy)]
pub struct Vectors {
    /// Where each word begins, one more than there are words; four bytes each,
    /// the least significant first.
    starts: &'static [u8],
    numbers: &'static [u8],
    words: &'static [u8],
}

/// Little-endian: the count of words, the dimensions; then starts, vectors, and
/// the words in alphabetical order, a line each.
static ENGLISH: &[u8] = include_bytes!("../../assets/vectors/en.bin");

impl Vectors {
    /// The table of a language, where there is one.
    pub fn of(language: Language) -> Option<Self> {
        if language == Language::ENGLISH { Self::new(ENGLISH) } else { None }
    }

    fn new(file: &'static [u8]) -> Option<Self> {
        let (count, rest) = (number(file, 0)?, file.get(8..)?);
        if number(file, 1)? != DIMENSIONS {
            return None;
        }
        let (starts, rest) = rest.split_at_checked((count + 1) * 4)?;
        let (numbers, words) = rest.split_at_checked(count * DIMENSIONS)?;
        Some(Self { starts, numbers, words })
    }

    /// The vector of a folded word.
    pub fn get(&self, word: &str) -> Option<Vector> {
        let count = self.starts.len() / 4 - 1;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            let here = self.words.get(number(self.starts, middle)?..number(self.starts, middle + 1)? - 1)?;
            match here.cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => {
                    let bytes = self.numbers.get(middle * DIMENSIONS..(middle + 1) * DIMENSIONS)?;
                    let mut vector = [0; DIMENSIONS];
                    vector.iter_mut().zip(bytes).for_each(|(to, from)| *to = from.cast_signed());
                    return Some(vector);
                }
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(one: &str, other: &str) -> f32 {
        let vectors = Vectors::of(Language::ENGLISH).unwrap();
        let (one, other) = (vectors.get(one).unwrap(), vectors.get(other).unwrap());
        let dot =
            |a: &Vector, b: &Vector| a.iter().zip(b).map(|(x, y)| f32::from(*x) * f32::from(*y)).sum::<f32>();
        dot(&one, &other) / (dot(&one, &one) * dot(&other, &other)).sqrt()
    }

    #[test]
    fn words_used_alike_lie_closer_than_others() {
        for (word, near, far) in [
            ("join", "enter", "table"),
            ("corruption", "bribery", "holiday"),
            ("prison", "jail", "music"),
            ("boss", "chief", "river"),
        ] {
            let (near_by, far_off) = (cosine(word, near), cosine(word, far));
            assert!(near_by > far_off, "{word}: {near} {near_by}, {far} {far_off}");
        }
    }

    #[test]
    fn words_without_a_vector_have_none() {
        let vectors = Vectors::of(Language::ENGLISH).unwrap();
        for word in ["", "zzzzqq", "қашан", "aa\n", "\u{10FFFF}"] {
            assert!(vectors.get(word).is_none(), "{word:?}");
        }
        assert!(vectors.get("a").is_some());
        assert!(Vectors::of(Language::KAZAKH).is_none());
    }

    #[test]
    fn a_broken_table_is_none() {
        for file in [&[][..], &[1, 0, 0, 0], &[1, 0, 0, 0, 64, 0, 0, 0, 0, 0]] {
            assert!(Vectors::new(file).is_none());
        }
    }
}
