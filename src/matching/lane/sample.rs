//! Texts as terms: the phrasings that are learnt from, and questions.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::fit::rarity;
use super::meaning::Meaning;
use super::terms::{self, Sort};
use crate::matching::names::Names;
use crate::matching::reading::{STRANGE, Text, Word};

/// Every term of a lane, numbered in the order of their names.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Lexicon {
    names: Names,
    sorts: Vec<Sort>,
}

/// The terms of a lane while its texts are collected, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Collector {
    numbers: FxHashMap<u64, u32>,
    terms: Vec<(u64, Sort)>,
}

/// A phrasing, or another text of a fact, as terms.
#[derive(Debug)]
pub(super) struct Sample {
    /// The fact it belongs to, as the lane numbers it; above the facts, the class
    /// of questions out of scope.
    pub(super) fact: u32,
    /// Whether it is a phrasing: something a question is likened to.
    pub(super) is_phrasing: bool,
    /// Its terms in order, none twice.
    pub(super) terms: Vec<u32>,
    /// Its content words, none twice.
    pub(super) content: Vec<Name>,
    /// What it means, where its language has vectors.
    pub(super) meaning: Option<Box<Meaning>>,
}

/// A question as terms of a lane.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// Its terms with what they count by their words; once weighed
    /// ([`super::fit::Fit::weigh`]) by all, and of length one.
    pub(super) terms: Vec<(u32, f32)>,
    /// Content words by name, with what they count for coverage.
    pub(super) content: Vec<Content>,
    /// What it means, where its language has vectors.
    pub(super) meaning: Option<Box<Meaning>>,
}

/// A content word by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name {
    /// Its stem's ([`terms::stem_name`]).
    pub(super) stem: u64,
    /// That of its group of synonyms ([`terms::group_name`]).
    pub(super) group: Option<u64>,
}

impl Name {
    pub(super) fn of(word: &Word) -> Self {
        Self { stem: terms::stem_name(&word.stem), group: word.group.map(terms::group_name) }
    }
}

/// A content word of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub(super) name: Name,
    /// What it counts where no fact has it.
    pub(super) strange: f32,
    /// What it counts for a fact that has it.
    pub(super) share: f32,
}

/// Samples to a fact, on average, from which on derived terms are left out that
/// only one sample has: with fewer, much of what people ask is met once.
const PLENTY: usize = 20;

impl Collector {
    /// A text of a fact as terms, new ones added.
    pub(super) fn sample(&mut self, fact: u32, text: &Text, is_phrasing: bool) -> Sample {
        let mut found = Vec::new();
        terms::each(text, |name, sort, _| {
            let number = *self.numbers.entry(name).or_insert_with(|| {
                self.terms.push((name, sort));
                self.terms.len() as u32 - 1
            });
            found.push(number);
        });
        found.sort_unstable();
        found.dedup();
        let mut content: Vec<Name> = text.content().map(Name::of).collect();
        content.sort_unstable();
        content.dedup();
        Sample { fact, is_phrasing, terms: found, content, meaning: None }
    }

    /// The lexicon of what was collected for so many facts, and the samples with its
    /// numbers.
    pub(super) fn lexicon<'s>(self, facts: usize, samples: impl Iterator<Item = &'s mut Sample>) -> Lexicon {
        let samples: Vec<&mut Sample> = samples.collect();
        let mut uses = vec![0_u32; self.terms.len()];
        for term in samples.iter().flat_map(|sample| &sample.terms) {
            uses[*term as usize] += 1;
        }
        let plenty = samples.len() >= PLENTY * facts;
        let is_kept =
            |(number, (_, sort)): (usize, &(u64, Sort))| !plenty || uses[number] > 1 || !sort.is_derived();
        let kept = self.terms.iter().enumerate().filter(|term| is_kept(*term));
        let names = Names::new(kept.map(|(_, (name, _))| *name).collect());
        let mut sorts = vec![Sort::Word; names.len()];
        let numbers: Vec<Option<u32>> = self
            .terms
            .iter()
            .map(|(name, sort)| {
                let number = names.find(*name)?;
                sorts[number as usize] = *sort;
                Some(number)
            })
            .collect();
        for sample in samples {
            sample.terms = sample.terms.iter().filter_map(|term| numbers[*term as usize]).collect();
            sample.terms.sort_unstable();
        }
        Lexicon { names, sorts }
    }
}

impl Lexicon {
    pub(super) fn len(&self) -> usize {
        self.sorts.len()
    }

    pub(super) fn sort(&self, term: u32) -> Sort {
        self.sorts[term as usize]
    }

    pub(super) fn get(&self, name: u64) -> Option<u32> {
        self.names.find(name)
    }

    /// How rare every term is among so many facts.
    pub(super) fn rarities(&self, samples: &[Sample], facts: usize) -> Vec<f32> {
        let mut users = vec![(0_usize, u32::MAX); self.len()];
        for sample in samples {
            for term in &sample.terms {
                let (count, last) = &mut users[*term as usize];
                if *last != sample.fact {
                    *count += 1;
                    *last = sample.fact;
                }
            }
        }
        users.into_iter().map(|(count, _)| rarity(facts, count)).collect()
    }

    /// What every term counts in likening phrasings: by what it is, and by how rare.
    pub(super) fn in_phrasings(&self, rarities: Vec<f32>) -> Vec<f32> {
        rarities.into_iter().zip(&self.sorts).map(|(rarity, sort)| sort.in_phrasings() * rarity).collect()
    }

    pub(super) fn bytes(&self) -> usize {
        self.names.bytes() + self.sorts.len()
    }
}

impl Sample {
    /// 1 / length of the sample's vector under the given weights of terms.
    pub(super) fn scale(&self, weights: &[f32]) -> f32 {
        let square: f32 = self.terms.iter().map(|term| weights[*term as usize].powi(2)).sum();
        if square > 0.0 { square.sqrt().recip() } else { 0.0 }
    }
}

impl Query {
    /// A question as terms, not yet weighed.
    pub(super) fn of_text(lexicon: &Lexicon, text: &Text) -> Self {
        let mut query = Self::default();
        terms::each(text, |name, _, value| {
            if let Some(term) = lexicon.get(name) {
                query.terms.push((term, value));
            }
        });
        // A term that comes twice counts once, for the most it counts.
        query.terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        query.terms.dedup_by_key(|(term, _)| *term);
        query.content.extend(text.content().map(|word| Content {
            name: Name::of(word),
            strange: word.weight,
            share: word.sureness(),
        }));
        query
    }

    /// A phrasing as a question, not yet weighed.
    pub(super) fn of_sample(sample: &Sample) -> Self {
        let terms: Vec<(u32, f32)> = sample.terms.iter().map(|term| (*term, 1.0)).collect();
        let content =
            sample.content.iter().map(|name| Content { name: *name, strange: STRANGE, share: 1.0 }).collect();
        Self { terms, content, meaning: sample.meaning.clone() }
    }
}
