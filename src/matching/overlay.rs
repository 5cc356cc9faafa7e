//! What one team has added to a base: met word for word, and only so. To learn
//! from it takes a curator's review and a base of its own; until then a question
//! in other words is answered as if nothing had been added.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::knowledge::{Added, Addition, Base};
use crate::language::Language;
use crate::limits;

use super::matcher::Matcher;
use super::reading::Text;
use super::verdict::{Hit, Outcome, Parts, Reasons, Verdict};
use super::{Policy, names};

/// A base with additions, and the phrasings they are met by.
#[derive(Debug)]
pub struct Overlay {
    /// The hash of the base it was made for.
    of: String,
    base: Arc<Base>,
    /// By language and what a phrasing reads as.
    met: FxHashMap<(Language, u64), Added>,
}

impl Overlay {
    /// An overlay over a matcher's base. What does not fit it, and what the base
    /// itself has come to answer since, is left out.
    pub fn new(matcher: &Matcher, additions: &[Addition]) -> Self {
        let (base, added) = matcher.base().with(additions);
        let mut met = FxHashMap::default();
        for (addition, added) in additions.iter().zip(added) {
            let Some(added) = added else { continue };
            let (language, words) = match addition {
                Addition::Phrasing { language, words, .. } => (*language, words),
                Addition::Fact(fact) => (fact.language, &fact.words),
            };
            if matcher.meets(words) {
                continue;
            }
            if let Some(text) = matcher.as_written(words, language) {
                met.entry((language, text.name())).or_insert(added);
            }
        }
        Self { of: matcher.base().hash.clone(), base: Arc::new(base), met }
    }

    /// The base with the additions: what it shares with the base they were added to
    /// stands in the same places.
    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// Whether it was made for this matcher's base.
    pub fn is_for(&self, matcher: &Matcher) -> bool {
        self.of == matcher.base().hash
    }

    /// The answer to a question that is one of the phrasings added, in whatever
    /// letters; its indices are of [`Self::base`].
    pub fn meets(&self, matcher: &Matcher, question: &str, policy: &Policy) -> Option<Outcome> {
        if self.met.is_empty() || question.chars().count() > limits::QUESTION_CHARS {
            return None;
        }
        let (language, texts) = matcher.readings(question);
        // A word that was guessed may have been another: "Narnia" is not "Armenia".
        let mut sure =
            texts.iter().filter(|(_, text)| text.words.iter().all(|w| w.repaired.is_none() || w.respelled));
        let added = sure.find_map(|(language, text)| self.met.get(&(*language, text.name())))?;
        let hit = Hit {
            fact: added.fact,
            score: 1.0,
            weight: 0.0,
            parts: Parts { coverage: 1.0, nearest: 1.0, exact: true, ..Parts::default() },
            phrasing_at: added.phrasing,
            language: added.language,
        };
        Some(Outcome {
            language,
            verdict: Verdict::Answer(hit),
            reasons: Reasons::default(),
            policy: *policy,
        })
    }
}

/// What a question is about, to tell whether another asks alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    language: Language,
    /// Stems of content words, by name.
    content: Vec<u64>,
    /// What must be the same: entities and numbers.
    telling: Vec<u64>,
}

/// The share of their content that two questions which ask alike have in common
/// (Jaccard's index). One word in the place of another may be what matters: that
/// much is shared only by seven words with one more in the place of another.
const ALIKE: f32 = 0.75;

impl Gist {
    /// Whether two questions ask alike: in one language, of the same things and
    /// numbers, in mostly the same words.
    pub fn is_like(&self, other: &Self) -> bool {
        let shared = self.content.iter().filter(|stem| other.content.binary_search(stem).is_ok()).count();
        let all = self.content.len() + other.content.len() - shared;
        self.language == other.language
            && self.telling == other.telling
            && all > 0
            && shared as f32 >= ALIKE * all as f32
    }
}

impl Matcher {
    /// What a question is about.
    pub fn gist(&self, question: &str) -> Gist {
        let start: String = question.chars().take(limits::QUESTION_CHARS).collect();
        let (language, texts) = self.readings(&start);
        let (lane, text) = texts.into_iter().next().unwrap_or((language, Text::default()));
        let sorted = |names: &mut dyn Iterator<Item = u64>| {
            let mut names: Vec<u64> = names.collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let content = sorted(&mut text.content().map(|word| names::name(word.stem.as_str())));
        let entities = text.mentions.iter().flat_map(|mention| &mention.entities).map(names::name);
        let telling =
            sorted(&mut entities.chain(text.numbers(lane).map(|number| names::name(number.as_str()))));
        Gist { language: lane, content, telling }
    }

    /// Whether a text is one of the base's phrasings.
    pub fn meets(&self, text: &str) -> bool {
        matches!(self.ask(text, None, &Policy::ONLY_PHRASINGS).verdict, Verdict::Answer(_))
    }
}
