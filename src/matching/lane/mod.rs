//! One language's phrasings, and what is learnt from them.

mod build;
mod calibration;
mod fit;
mod meaning;
mod model;
mod nearest;
mod sample;
mod terms;
mod training;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::knowledge::{Base, FactIndex};
use crate::language::{Language, QuestionKind, Vectors};

use super::guard::{Against, Profile, flag, number_hints};
use super::names::Groups;
use super::reading::Text;
use super::verdict::{Hit, Parts, Veto};
use calibration::Calibration;
use fit::{Fit, Ranking};
use nearest::Nearest;
use sample::{Lexicon, Query};

#[derive(Debug, Serialize, Deserialize)]
struct LaneFact {
    fact: FactIndex,
    /// How it is asked for.
    kinds: BTreeSet<QuestionKind>,
    profile: Profile,
}

/// A language's part of the index.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lane {
    language: Language,
    lexicon: Lexicon,
    fit: Fit,
    nearest: Nearest,
    facts: Vec<LaneFact>,
    /// Phrasings by what they read as ([`Text::name`]): the fact's lane number and
    /// place. Of several the first counts.
    exact: Groups<(u32, u32)>,
    calibration: Calibration,
    /// Whether the numbers of this base tell facts apart. In another they may
    /// be anything ("book a table for 5").
    numbers_tell: bool,
    /// Whether people ask by telling ("my card does not work").
    telling_asks: bool,
}

impl Lane {
    /// The facts nearest to a text, the best first, each with the reason to
    /// refuse it, if there is one. Which phrasings they are near to is left to
    /// [`Self::point`].
    pub(super) fn score(&self, base: &Base, text: &Text) -> Vec<(Hit, Option<Veto>)> {
        let query = self.query(text);
        let exact = self.exact.of(text.name()).first().copied();
        let hints = number_hints(self.language, text);
        let Ranking { mut candidates, out_of_scope } = self.fit.rank(&query);
        if let Some((fact, _)) = exact
            && candidates.iter().all(|candidate| candidate.fact != fact)
        {
            candidates.push(self.fit.content(&query).candidate(fact, 0.0));
        }
        let mut found: Vec<(Hit, Option<Veto>)> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let fact = &self.facts[candidate.fact as usize];
            let exact_at = exact.filter(|(exact, _)| *exact == candidate.fact).map(|(_, at)| at);
            let against = self.against(fact, text, &hints);
            let utility = candidate.utility() - against.weight();
            let parts = Parts {
                trained: candidate.said,
                coverage: candidate.coverage,
                strange: candidate.strange,
                out_of_scope,
                against,
                nearest: if exact_at.is_some() { 1.0 } else { 0.0 },
                exact: exact_at.is_some(),
            };
            let hit = Hit {
                fact: fact.fact,
                weight: self.calibration.weight(utility, out_of_scope),
                score: 0.0,
                parts,
                phrasing_at: exact_at.unwrap_or(0) as usize,
                language: self.language,
            };
            found.push((hit, fact.profile.veto(base, fact.fact, text, self.numbers_tell)));
        }
        found.sort_by(|a, b| b.0.weight.total_cmp(&a.0.weight).then(a.0.fact.cmp(&b.0.fact)));
        found
    }

    /// Whether a text is one of the phrasings.
    pub(super) fn is_phrasing(&self, text: &Text) -> bool {
        self.exact.has(text.name())
    }

    /// Share of a text's content that a fact has words for, 0 to 1; 1 where the
    /// text has none, 0 where the lane has not the fact.
    pub(super) fn coverage(&self, fact: FactIndex, text: &Text) -> f32 {
        if text.content().next().is_none() {
            return 1.0;
        }
        // Facts stand in a lane in the order of the base.
        let number = self.facts.binary_search_by_key(&fact, |fact| fact.fact);
        number
            .map_or(0.0, |number| self.fit.content(&self.query(text)).candidate(number as u32, 0.0).coverage)
    }

    fn query(&self, text: &Text) -> Query {
        let mut query = Query::of_text(&self.lexicon, text);
        self.fit.weigh(&mut query);
        query.meaning = meaning::of(Vectors::of(self.language), text, |stem| self.fit.rarity_of(stem));
        query
    }

    fn against(&self, fact: &LaneFact, text: &Text, hints: &[String]) -> Against {
        let mut against = fact.profile.against(text, hints);
        if self.telling_asks {
            against.tells = 0.0;
        }
        against.kind = flag(asks_otherwise(text, fact));
        against
    }

    /// Points hits to the phrasings a text is most like.
    pub(super) fn point<'h>(&self, text: &Text, hits: impl Iterator<Item = &'h mut Hit>) {
        let query = Query::of_text(&self.lexicon, text);
        let strange = self.fit.strange_square(&query);
        for hit in hits.filter(|hit| !hit.parts.exact) {
            // Facts stand in a lane in the order of the base.
            if let Ok(number) = self.facts.binary_search_by_key(&hit.fact, |fact| fact.fact) {
                (hit.phrasing_at, hit.parts.nearest) = self.nearest.of(number as u32, &query, strange);
            }
        }
    }

    /// Rough size of the index in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.lexicon.bytes() + self.fit.bytes() + self.nearest.bytes() + self.exact.bytes()
    }
}

/// Whether a question asks for a sort of answer the fact is never asked for: it
/// probably does not have it.
fn asks_otherwise(text: &Text, fact: &LaneFact) -> bool {
    use QuestionKind::{HowMany, When, Where, Who, Why};
    matches!(text.kind, Some(kind @ (When | Who | HowMany | Where | Why)) if !fact.kinds.contains(&kind))
}
