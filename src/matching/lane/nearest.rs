//! Which phrasing of a fact a question is most like. It explains an answer and
//! finds phrasings too alike; what is answered does not hang on it.

use serde::{Deserialize, Serialize};

use super::sample::{Query, Sample};
use crate::matching::names::Rows;

/// Bits that tell at once of most terms that they are not asked for.
const MARKS: usize = 1_024;

/// The terms of a question, in order, with what they count.
struct Asked {
    terms: Vec<(u32, f32)>,
    marks: [u64; MARKS / 64],
}

impl Asked {
    fn new(terms: Vec<(u32, f32)>) -> Self {
        let mut marks = [0; MARKS / 64];
        for (term, _) in &terms {
            let mark = *term as usize % MARKS;
            marks[mark / 64] |= 1 << (mark % 64);
        }
        Self { terms, marks }
    }

    fn get(&self, term: u32) -> Option<f32> {
        let mark = term as usize % MARKS;
        if self.marks[mark / 64] >> (mark % 64) & 1 == 0 {
            return None;
        }
        let at = self.terms.binary_search_by_key(&term, |(own, _)| *own).ok()?;
        Some(self.terms[at].1)
    }
}

/// How much it counts that a phrasing is contained in the question, besides
/// being like it: people wrap their question in other words.
const CONTAINED: f32 = 0.3;

/// The phrasings of a lane as those terms that count in likening them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Nearest {
    /// Where the phrasings of a fact begin; one more than there are facts.
    facts: Vec<u32>,
    /// The terms of each phrasing.
    phrasings: Rows<u32>,
    /// Per phrasing: 1 / Euclidean length of its term weights.
    scales: Vec<f32>,
    /// By term: what it counts.
    weights: Vec<f32>,
}

impl Nearest {
    /// Takes the phrasings over, ordered by fact; other samples are left out.
    pub(super) fn new(samples: &[Sample], facts: usize, weights: Vec<f32>) -> Self {
        let mut nearest = Self { weights, ..Self::default() };
        nearest.facts.push(0);
        let mut samples = samples.iter().peekable();
        for fact in 0..facts as u32 {
            while let Some(sample) = samples.next_if(|sample| sample.fact == fact) {
                if !sample.is_phrasing {
                    continue;
                }
                let Self { phrasings, weights, scales, .. } = &mut nearest;
                let counts = |term: &&u32| weights[**term as usize] > 0.0;
                phrasings.push(sample.terms.iter().filter(counts).copied());
                scales.push(sample.scale(weights));
            }
            nearest.facts.push(nearest.scales.len() as u32);
        }
        nearest.phrasings.shrink();
        nearest
    }

    /// The phrasing of a fact most like a question: its place among the fact's,
    /// and how like it is, 0 to 1.
    /// The question is not weighed yet; `strange` is what its content counts that
    /// the base has no term for, squared: it is content all the same.
    pub(super) fn of(&self, fact: u32, query: &Query, strange: f32) -> (usize, f32) {
        let weigh = |(term, value): &(u32, f32)| (*term, value * self.weights[*term as usize]);
        let asked = Asked::new(query.terms.iter().map(weigh).filter(|(_, v)| *v > 0.0).collect());
        let square: f32 = asked.terms.iter().map(|(_, value)| value * value).sum::<f32>() + strange;
        let inverse = if square > 0.0 { square.sqrt().recip() } else { 0.0 };
        let range = self.facts[fact as usize] as usize..self.facts[fact as usize + 1] as usize;
        let mut best = (0, 0.0);
        for (at, phrasing) in range.enumerate() {
            let terms = self.phrasings.row(phrasing).iter();
            let dot: f32 =
                terms.filter_map(|term| Some(asked.get(*term)? * self.weights[*term as usize])).sum();
            let scale = self.scales[phrasing];
            let cosine = (dot * inverse * scale).min(1.0);
            let contained = (dot * scale * scale).min(1.0);
            let likeness = (1.0 - CONTAINED) * cosine + CONTAINED * contained;
            if likeness > best.1 {
                best = (at, likeness);
            }
        }
        best
    }

    pub(super) fn bytes(&self) -> usize {
        (self.facts.len() + self.scales.len() + self.weights.len()) * 4 + self.phrasings.bytes()
    }
}
