//! The matcher: all lanes of a base, and the verdict over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::knowledge::{Base, EntityIndex, FactIndex};
use crate::language::{Language, guess};
use crate::limits;

use super::Policy;
use super::entities::Labels;
use super::lane::Lane;
use super::question::{Mention, Text, question_tokens};
use super::suggest::Suggestions;
use super::verdict::{Hit, Outcome, Reasons, Refusal, Verdict, Veto};

/// Languages people write in, whatever the base promises: a question in
/// another language still gets its polite refusal in that one.
const SPOKEN: [Language; 4] = [Language::ENGLISH, Language::FRENCH, Language::RUSSIAN, Language::KAZAKH];

/// How many facts are shown as the nearest when there is no answer.
const NEAREST: usize = 3;

/// Finds the fact a question asks for.
#[derive(Debug)]
pub struct Matcher {
    base: Arc<Base>,
    lanes: Vec<Lane>,
    candidates: Vec<Language>,
    suggestions: Suggestions,
}

/// What all lanes together found for one question.
struct Found {
    hits: Vec<Hit>,
    vetoes: Vec<Veto>,
    reasons: Reasons,
}

impl Matcher {
    /// Builds the index of a base.
    pub fn new(base: Arc<Base>) -> Self {
        let languages: BTreeSet<Language> =
            base.facts.iter().flat_map(|fact| fact.questions.keys().copied()).collect();
        let labels = Labels::new(&base);
        // Lanes do not know of each other: each is built on a thread of its own.
        let lanes = std::thread::scope(|scope| {
            let build = |language| {
                scope.spawn({
                    let (base, labels) = (&base, &labels);
                    move || Lane::new(base, labels, language)
                })
            };
            let building: Vec<_> = languages.iter().map(|language| build(*language)).collect();
            let built = building.into_iter().map(std::thread::ScopedJoinHandle::join);
            built.map(|lane| lane.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let mut candidates = base.languages.clone();
        candidates.extend(SPOKEN.iter().filter(|l| !base.languages.contains(l)));
        let suggestions = Suggestions::new(&base);
        Self { base, lanes, candidates, suggestions }
    }

    /// The base this matcher answers from.
    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// Rough size of the index in memory, in bytes.
    pub fn index_bytes(&self) -> usize {
        self.lanes.iter().map(Lane::bytes).sum()
    }

    /// Phrasings that fit what somebody has typed so far, for completing it:
    /// those that contain its words, else those of the nearest facts.
    pub fn suggest(&self, typed: &str, language: Language, most: usize) -> Vec<&str> {
        let found = self.suggestions.find(&self.base, typed, language, most);
        if !found.is_empty() {
            return found;
        }
        let outcome =
            self.ask(typed, None, &Policy { answer: 1.0, choice: 0.15, margin: 0.0, choices: most });
        let hits = match outcome.verdict {
            Verdict::Answer(hit) => vec![hit],
            Verdict::Choices(hits) => hits,
            Verdict::None { .. } => Vec::new(),
        };
        hits.iter().map(|hit| hit.phrasing(&self.base)).collect()
    }

    /// Finds the fact `question` asks for. `earlier` is the question the same
    /// person asked just before; it completes a question too short to stand
    /// alone ("and since when?") and never bends one that does.
    pub fn ask(&self, question: &str, earlier: Option<&str>, policy: &Policy) -> Outcome {
        let language = guess(question, &self.candidates);
        let outcome = |verdict, reasons| Outcome { language, verdict, reasons, policy: *policy };
        let refused = |refusal| Verdict::None { refusal, nearest: Vec::new() };
        if question.chars().count() > limits::QUESTION_CHARS {
            return outcome(refused(Refusal::TooLong), Reasons::default());
        }
        let tokens = question_tokens(question);
        let texts: Vec<Text> = self
            .lanes
            .iter()
            .map(|lane| lane.reader.read_tokens(&tokens, self.repairs(lane, language)))
            .collect();
        if texts.iter().all(|text| text.words.is_empty()) {
            return outcome(refused(Refusal::Empty), Reasons::default());
        }
        if texts.iter().any(|text| text.words.len() > limits::QUESTION_WORDS) {
            return outcome(refused(Refusal::TooLong), Reasons::default());
        }
        let earlier = earlier.filter(|earlier| earlier.chars().count() <= limits::QUESTION_CHARS);
        if let Some(earlier) = earlier.filter(|_| self.is_elliptical(&texts, language))
            && let Some((verdict, reasons)) = self.complete(&texts, earlier, language, policy)
        {
            return outcome(verdict, reasons);
        }
        let found = self.find(&texts, language);
        outcome(decide(&found, policy), found.reasons)
    }

    /// The facts of one language's lane nearest to a text, vetoed or not.
    pub(super) fn nearest_in(&self, text: &str, language: Language) -> Vec<Hit> {
        let lane = self.lanes.iter().find(|lane| lane.reader.language == language);
        lane.map(|lane| lane.score(&self.base, &lane.reader.read(text, false)))
            .unwrap_or_default()
            .into_iter()
            .map(|(hit, _)| hit)
            .collect()
    }

    /// Why a fact is refused to a text, by the first lane that refuses it.
    pub(super) fn veto_of(&self, text: &str, fact: FactIndex) -> Option<Veto> {
        let language = guess(text, &self.candidates);
        self.lanes.iter().find_map(|lane| {
            let scored = lane.score(&self.base, &lane.reader.read(text, self.repairs(lane, language)));
            scored.into_iter().find(|(hit, _)| hit.fact == fact).and_then(|(_, veto)| veto)
        })
    }

    /// Whether a lane repairs typing errors of a question in `language`: to a
    /// lane of another language its right words are errors too, and would be
    /// read as something else.
    fn repairs(&self, lane: &Lane, language: Language) -> bool {
        lane.reader.language == language || !self.lanes.iter().any(|lane| lane.reader.language == language)
    }

    /// Whether a question needs the one before it, by the lane of its language:
    /// to the others it is all strange words.
    fn is_elliptical(&self, texts: &[Text], language: Language) -> bool {
        let own = self.lanes.iter().position(|lane| lane.reader.language == language);
        own.and_then(|at| texts.get(at))
            .map_or_else(|| texts.iter().any(Text::is_elliptical), Text::is_elliptical)
    }

    /// Matches an elliptical question together with the one before it; `None`
    /// where that finds nothing, or where the question is a phrasing itself.
    fn complete(
        &self,
        texts: &[Text],
        earlier: &str,
        language: Language,
        policy: &Policy,
    ) -> Option<(Verdict, Reasons)> {
        let alone = self.find(texts, language);
        if alone.hits.first().is_some_and(|hit| hit.parts.exact) {
            return None;
        }
        let earlier = question_tokens(earlier);
        let joined: Vec<Text> = self
            .lanes
            .iter()
            .zip(texts)
            .map(|(lane, text)| {
                text.completed_by(
                    lane.reader.read_tokens(&earlier, self.repairs(lane, language)),
                    |new, old| self.same_kind(new, old),
                )
            })
            .collect();
        let mut found = self.find(&joined, language);
        found.reasons.completed = true;
        match decide(&found, policy) {
            // "and Uzbekistan?" is not answered with whatever is about it.
            verdict @ Verdict::None { refusal: Refusal::AboutSomethingElse, .. } => {
                Some((verdict, found.reasons))
            }
            Verdict::None { .. } => None,
            verdict => Some((verdict, found.reasons)),
        }
    }

    /// Whether two mentions may mean things of one kind, but not the same thing.
    fn same_kind(&self, new: &Mention, old: &Mention) -> bool {
        let kind = |entity: &EntityIndex| self.base.entity(*entity).kind.as_str();
        let same = new.entities.iter().any(|entity| old.entities.contains(entity));
        !same && new.entities.iter().any(|n| old.entities.iter().any(|o| kind(n) == kind(o)))
    }

    fn find(&self, texts: &[Text], language: Language) -> Found {
        let mut best: BTreeMap<FactIndex, Hit> = BTreeMap::new();
        let mut refused: BTreeMap<FactIndex, (f32, Veto)> = BTreeMap::new();
        let mut reasons = Reasons::default();
        for (lane, text) in self.lanes.iter().zip(texts) {
            for (hit, veto) in lane.score(&self.base, text) {
                if let Some(veto) = veto {
                    refused.insert(hit.fact, (hit.score, veto));
                    continue;
                }
                match best.get(&hit.fact) {
                    Some(other) if other.score >= hit.score => {}
                    _ => {
                        best.insert(hit.fact, hit);
                    }
                }
            }
            let asked_here = lane.reader.language == language || self.lanes.len() == 1;
            if asked_here || reasons.entities.is_empty() {
                note(&mut reasons, text);
            }
        }
        // What one lane refuses no other lets through.
        let mut hits: Vec<Hit> = best.into_values().filter(|hit| !refused.contains_key(&hit.fact)).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.fact.cmp(&b.fact)));
        let mut vetoes: Vec<_> = refused.into_values().collect();
        vetoes.sort_by(|a, b| b.0.total_cmp(&a.0));
        // The near ones only: what would hardly have matched needs no excuse.
        let floor = hits.first().map_or(0.0, |hit| hit.score);
        reasons.vetoes =
            vetoes.iter().filter(|(s, _)| *s >= floor).take(NEAREST).map(|(_, v)| v.clone()).collect();
        reasons.runner_up = hits.get(1).cloned();
        Found {
            hits,
            vetoes: vetoes.into_iter().filter(|(s, _)| *s >= floor).map(|(_, v)| v).collect(),
            reasons,
        }
    }
}

/// Notes what was read out of a question.
fn note(reasons: &mut Reasons, text: &Text) {
    reasons.repaired =
        text.words.iter().filter_map(|w| Some((w.typed.clone(), w.repaired.clone()?))).collect();
    reasons.unknown = text.words.iter().filter(|w| !w.known).map(|w| w.typed.clone()).collect();
    reasons.entities = text.mentions.iter().flat_map(|m| m.entities.iter().copied()).collect();
}

/// Answer, offer a choice, or decline.
fn decide(found: &Found, policy: &Policy) -> Verdict {
    let Some(first) = found.hits.first().filter(|hit| hit.score >= policy.choice) else {
        let refusal =
            if found.vetoes.is_empty() { Refusal::NothingNear } else { Refusal::AboutSomethingElse };
        return Verdict::None { refusal, nearest: found.hits.iter().take(NEAREST).cloned().collect() };
    };
    let ahead = found.hits.get(1).is_none_or(|second| first.score - second.score >= policy.margin);
    if first.parts.exact || (first.score >= policy.answer && ahead) {
        return Verdict::Answer(first.clone());
    }
    let near = found.hits.iter().take_while(|hit| hit.score >= policy.choice);
    Verdict::Choices(near.take(policy.choices.max(1)).cloned().collect())
}
