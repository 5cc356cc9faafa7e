//! What a text means, roughly: the sum of its words' vectors
//! ([`crate::language::Vectors`]), the rarer words counting more.

use crate::language::{DIMENSIONS, Vectors};
use crate::matching::reading::Text;

use super::terms;

/// What a function word counts, beside rarities of content words.
const FUNCTION: f32 = 0.3;

/// A text's vector, of length one; all noughts where no word has one.
pub(super) type Meaning = [f32; DIMENSIONS];

/// The vector of a text. `weight` says what a word counts, by its stem's name.
pub(super) fn of(vectors: Option<Vectors>, text: &Text, weight: impl Fn(u64) -> f32) -> Option<Box<Meaning>> {
    let vectors = vectors?;
    let mut sum = [0.0; DIMENSIONS];
    for word in &text.words {
        let Some(vector) = vectors.get(word.read()).or_else(|| vectors.get(&word.stem)) else { continue };
        let rarity = if word.function { FUNCTION } else { weight(terms::stem_name(&word.stem)) };
        let scale = rarity * word.weight / length(vector.iter().map(|v| f32::from(*v)));
        sum.iter_mut().zip(vector).for_each(|(to, from)| *to += scale * f32::from(from));
    }
    let length = length(sum.iter().copied());
    for value in &mut sum {
        *value /= length;
    }
    Some(Box::new(sum))
}

/// The Euclidean length of a vector; 1 for that of noughts, to divide by.
fn length(numbers: impl Iterator<Item = f32>) -> f32 {
    let square: f32 = numbers.map(|v| v * v).sum();
    if square > 0.0 { square.sqrt() } else { 1.0 }
}

/// Hands to `take` how like a meaning is to each of those that stand one after
/// the other in `others`: the sum of products.
pub(super) fn each(meaning: Option<&Meaning>, others: &[f32], mut take: impl FnMut(usize, f32)) {
    let Some(meaning) = meaning else { return };
    for (at, other) in others.chunks_exact(DIMENSIONS).enumerate() {
        take(at, dot(meaning, other));
    }
}

/// The sum of products of two vectors.
fn dot(one: &Meaning, other: &[f32]) -> f32 {
    // In lanes, so that the compiler adds eight at a time.
    let mut lanes = [0.0_f32; 8];
    for (a, b) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}
