//! What one team has added to a base: met word for word, and only so. To learn
//! from it takes a curator's review and a base of its own; until then a question
//! in other words is answered as if nothing had been added.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::knowledge::{Added, Addition, Base};
use crate::language::{Language, QuestionKind, negates};
use crate::limits;

use super::matcher::Matcher;
use super::reading::Word;
use super::verdict::{Hit, Outcome, Parts, Reasons, Verdict};
use super::{Policy, names};

/// A base with additions, and the phrasings they are met by.
#[derive(Debug)]
pub struct Overlay {
    /// The hash of the base it was made for.
    of: String,
    base: Arc<Base>,
    /// By language and what a phrasing reads as.
    met: BTreeMap<Language, FxHashMap<u64, Added>>,
}

impl Overlay {
    /// An overlay over a matcher's base. What does not fit it, and what the base
    /// itself has come to answer since, is left out.
    pub fn new(matcher: &Matcher, additions: &[Addition]) -> Self {
        let (base, added) = matcher.base().with(additions);
        let mut met: BTreeMap<Language, FxHashMap<u64, Added>> = BTreeMap::new();
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
                met.entry(language).or_default().entry(text.name()).or_insert(added);
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
        let mut sure = texts.iter().filter(|(_, text)| !text.words.iter().any(Word::is_guessed));
        let met = sure.find_map(|(language, text)| self.met.get(language)?.get(&text.name()));
        // The very words, typing errors and all: they were approved as they stand.
        let as_written = || {
            self.met
                .iter()
                .find_map(|(language, met)| met.get(&matcher.as_written(question, *language)?.name()))
        };
        let added = met.or_else(as_written)?;
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

/// What a question asks, to tell whether another asks the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    language: Language,
    /// Stems of content words, or the synonyms they belong to, in any order.
    content: Vec<u64>,
    /// Entities, then numbers, as they come.
    order: Vec<u64>,
    kind: Option<QuestionKind>,
    /// How often it says no.
    negations: usize,
}

impl Gist {
    /// Whether two questions ask the same: they get one answer. So it takes the same
    /// language, content, things, numbers and kind; what may differ is grammar and
    /// order.
    pub fn is_like(&self, other: &Self) -> bool {
        !self.content.is_empty() && self == other
    }
}

impl Matcher {
    /// What a question asks; none where a word had to be guessed: it may have been
    /// another.
    pub fn gist(&self, question: &str) -> Option<Gist> {
        let start: String = question.chars().take(limits::QUESTION_CHARS).collect();
        let (language, text) = self.readings(&start).1.into_iter().next()?;
        if text.words.iter().any(Word::is_guessed) {
            return None;
        }
        let named =
            |word: &Word| word.group.map_or_else(|| names::name(word.stem.as_str()), |g| names::name(&g));
        let mut content: Vec<u64> = text.content().map(named).collect();
        content.sort_unstable();
        content.dedup();
        let entities = text.mentions.iter().flat_map(|mention| &mention.entities).map(names::name);
        let numbers = text.numbers(language).map(|number| names::name(number.as_str()));
        let order = entities.chain(numbers).collect();
        let negations = text.words.iter().filter(|word| negates(language, word.read())).count();
        Some(Gist { language, content, order, kind: text.kind, negations })
    }

    /// Whether a question needs none before it.
    pub fn stands_alone(&self, question: &str) -> bool {
        let start: String = question.chars().take(limits::QUESTION_CHARS).collect();
        self.readings(&start).1.first().is_some_and(|(_, text)| !text.is_elliptical())
    }

    /// Whether a text is one of the base's phrasings.
    pub fn meets(&self, text: &str) -> bool {
        matches!(self.ask(text, None, &Policy::ONLY_PHRASINGS).verdict, Verdict::Answer(_))
    }
}
