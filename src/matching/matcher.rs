//! The matcher: all lanes of a base, and the verdict over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::knowledge::{Base, EntityIndex, FactIndex};
use crate::language::Language;
use crate::limits;

use super::Policy;
use super::lane::Lane;
use super::reading::{Labels, Mention, Mode, Readers, Reading, Text};
use super::stored::{self, Unusable};
use super::suggest::Suggestions;
use super::verdict::{Hit, Outcome, Reasons, Refusal, Verdict, Veto};

/// How many facts are shown as the nearest when there is no answer.
const NEAREST: usize = 3;

/// The chance from which on a fact is taken to have answered the earlier
/// question.
const TOLD: f32 = 0.5;
/// What it loses as the answer to one that asks for something new.
const AGAIN: f32 = 2.0;

/// The least chance of an answer to a question completed by another.
const COMPLETED: f32 = 0.5;

/// The share of its own content that a fact must have words for to answer such
/// a question.
const OWN_COVERED: f32 = 0.5;

/// Content words of a question in which a word may stand for a whole name.
const HINTING: usize = 2;

/// Things that a word of their names may stand for; a word of more names tells
/// nothing ("convention").
const HINTED: usize = 5;

/// Finds the fact a question asks for.
#[derive(Debug)]
pub struct Matcher {
    base: Arc<Base>,
    /// Made when it is first needed.
    index: OnceLock<Index>,
    /// Made when somebody first types a question with autocomplete.
    suggestions: OnceLock<Suggestions>,
}

/// All that is learnt of a base.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    readers: Readers,
    lanes: Vec<Lane>,
}

/// What all lanes together found for one question.
struct Found {
    hits: Vec<Hit>,
    vetoes: Vec<Veto>,
    reasons: Reasons,
}

impl Index {
    fn new(base: &Base) -> Self {
        let languages: BTreeSet<Language> =
            base.facts.iter().flat_map(|fact| fact.questions.keys().copied()).collect();
        let labels = Labels::new(base);
        // Lanes do not know of each other.
        let (lanes, readers) =
            languages.into_par_iter().map(|language| Lane::new(base, &labels, language)).unzip();
        Self { readers: Readers::new(base, readers), lanes }
    }
}

impl Matcher {
    /// Builds the index of a base.
    pub fn new(base: Arc<Base>) -> Self {
        let matcher = Self::unprepared(base);
        matcher.prepare();
        matcher
    }

    /// A matcher whose index is still to be built ([`Self::prepare`]); a question
    /// that comes earlier waits for it.
    pub fn unprepared(base: Arc<Base>) -> Self {
        Self { base, index: OnceLock::new(), suggestions: OnceLock::new() }
    }

    /// Builds the index unless there is one. Takes its time.
    pub fn prepare(&self) {
        self.index();
    }

    /// Takes the index from bytes that [`Self::stored`] gave, unless there is one.
    ///
    /// # Errors
    ///
    /// [`Unusable`] where they are not the index of this base; nothing has changed
    /// then.
    pub fn restore(&self, bytes: &[u8]) -> Result<(), Unusable> {
        let index = stored::read(bytes, &self.base)?;
        // Where another thread was quicker, its index is the same.
        self.index.set(index).or(Ok(()))
    }

    /// The index as bytes; it is built if there is none yet.
    ///
    /// # Errors
    ///
    /// Where the index cannot be told as bytes, which would be a mistake of ours.
    pub fn stored(&self) -> Result<Vec<u8>, postcard::Error> {
        stored::write(self.index(), &self.base)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.base))
    }

    /// The base this matcher answers from.
    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// Rough size of the index in memory, in bytes.
    pub fn index_bytes(&self) -> usize {
        self.index().lanes.iter().map(Lane::bytes).sum()
    }

    /// Phrasings that fit what somebody has typed so far, for completing it:
    /// those that contain its words, else those of the nearest facts.
    pub fn suggest(&self, typed: &str, language: Language, most: usize) -> Vec<&str> {
        let found = self
            .suggestions
            .get_or_init(|| Suggestions::new(&self.base))
            .find(&self.base, typed, language, most);
        if !found.is_empty() {
            return found;
        }
        let outcome = self.ask(typed, None, &Policy { answer: 1.0, choice: 0.0, choices: most });
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
        let outcome = |language, verdict, reasons| Outcome { language, verdict, reasons, policy: *policy };
        let refused = |refusal| Verdict::None { refusal, nearest: Vec::new() };
        let is_long = |text: &str| text.chars().count() > limits::QUESTION_CHARS;
        if is_long(question) {
            let start: String = question.chars().take(limits::QUESTION_CHARS).collect();
            let language = self.index().readers.read(&start, None).language;
            return outcome(language, refused(Refusal::TooLong), Reasons::default());
        }
        let earlier = earlier
            .filter(|earlier| !is_long(earlier))
            .map(|earlier| self.index().readers.read(earlier, None));
        let reading = self.index().readers.read(question, earlier.as_ref().map(|earlier| earlier.language));
        let language = reading.language;
        if reading.texts.iter().all(|(_, text)| text.words.is_empty()) {
            return outcome(language, refused(Refusal::Empty), Reasons::default());
        }
        if reading.texts.iter().any(|(_, text)| text.words.len() > limits::QUESTION_WORDS) {
            return outcome(language, refused(Refusal::TooLong), Reasons::default());
        }
        let elliptical = reading.texts.first().is_some_and(|(_, text)| text.is_elliptical());
        if let Some(earlier) = earlier.as_ref().filter(|_| elliptical)
            && let Some((verdict, reasons)) = self.complete(&reading, earlier, policy)
        {
            return outcome(language, verdict, reasons);
        }
        let found = self.find(&reading);
        let verdict = self.conclude(&reading, &found, policy);
        // What is answered by itself needs nothing before it, and what is long
        // stands alone.
        if let Some(earlier) = earlier.filter(|_| !elliptical && !matches!(verdict, Verdict::Answer(_)))
            && reading.texts.first().is_some_and(|(_, text)| text.is_short())
            && let Some((verdict @ Verdict::Answer(_), reasons)) = self.complete(&reading, &earlier, policy)
        {
            return outcome(language, verdict, reasons);
        }
        outcome(language, verdict, found.reasons)
    }

    /// The language a question is in, and how it reads in each it may be in, the
    /// likeliest first.
    pub(super) fn readings(&self, question: &str) -> (Language, Vec<(Language, Text)>) {
        let readers = &self.index().readers;
        let reading = readers.read(question, None);
        let texts = reading.texts.into_iter().map(|(lane, text)| (readers.lane(lane).language, text));
        (reading.language, texts.collect())
    }

    /// How a text reads in a language as it stands; none where the base has no
    /// phrasing in it.
    pub(super) fn as_written(&self, text: &str, language: Language) -> Option<Text> {
        let readers = &self.index().readers;
        Some(readers.lane(readers.lane_of(language)?).read(text, Mode::AsWritten))
    }

    /// The facts of one language's lane nearest to a text, vetoed or not.
    pub(super) fn nearest_in(&self, text: &str, language: Language) -> Vec<Hit> {
        let Some(lane) = self.index().readers.lane_of(language) else { return Vec::new() };
        let text = self.index().readers.lane(lane).read(text, Mode::AsWritten);
        let mut hits: Vec<Hit> =
            self.index().lanes[lane].score(&self.base, &text).into_iter().map(|(hit, _)| hit).collect();
        self.index().lanes[lane].point(&text, hits.iter_mut());
        hits
    }

    /// Why a fact is refused to a text, by the first lane that refuses it.
    pub(super) fn veto_of(&self, text: &str, fact: FactIndex) -> Option<Veto> {
        self.index().readers.read(text, None).texts.iter().find_map(|(lane, text)| {
            let scored = self.index().lanes[*lane].score(&self.base, text);
            scored.into_iter().find(|(hit, _)| hit.fact == fact).and_then(|(_, veto)| veto)
        })
    }

    /// Matches an elliptical question together with the one before it; `None`
    /// where that finds nothing, or where the question is a phrasing itself.
    fn complete(&self, reading: &Reading, earlier: &Reading, policy: &Policy) -> Option<(Verdict, Reasons)> {
        if reading.texts.iter().any(|(lane, text)| self.index().lanes[*lane].is_phrasing(text)) {
            return None;
        }
        let in_lane = |lane: usize| earlier.texts.iter().find(|(at, _)| *at == lane).map(|(_, text)| text);
        let texts: Vec<(usize, Text)> = reading
            .texts
            .iter()
            .filter_map(|(lane, text)| Some((*lane, self.completed(*lane, text, in_lane(*lane)?))))
            .collect();
        let joined = Reading { language: reading.language, texts };
        let mut found = self.find(&joined);
        found.reasons.completed = true;
        // What asks for something new was not answered by what answers the
        // earlier question.
        if reading.texts.iter().all(|(_, text)| text.content().next().is_some())
            && let Some(told) = self.find(earlier).hits.first().filter(|hit| hit.score >= TOLD)
            && let Some(again) = found.hits.iter_mut().find(|hit| hit.fact == told.fact)
        {
            again.weight -= AGAIN;
            weigh_up(&mut found.hits);
        }
        // What is put together of two questions must be surer.
        let surer = Policy { answer: policy.answer.max(COMPLETED), ..*policy };
        match self.conclude(&joined, &found, &surer) {
            // "and Uzbekistan?" is not answered with whatever is about it.
            verdict @ Verdict::None { refusal: Refusal::AboutSomethingElse, .. } => {
                Some((verdict, found.reasons))
            }
            Verdict::None { .. } => None,
            // The question before it is not to answer what this one asks.
            Verdict::Answer(hit) if self.coverage(reading, &hit) < OWN_COVERED => {
                Some((Verdict::Choices(vec![hit]), found.reasons))
            }
            verdict => Some((verdict, found.reasons)),
        }
    }

    /// Share of a question's own content that a hit's fact has words for.
    fn coverage(&self, reading: &Reading, hit: &Hit) -> f32 {
        let lane = |(lane, text): &(usize, Text)| self.index().lanes[*lane].coverage(hit.fact, text);
        reading.texts.iter().map(lane).fold(0.0, f32::max)
    }

    /// An elliptical text completed by the one before it. A word of the name of
    /// a thing of a kind the earlier text names stands for that thing ("and the
    /// cybercrime one?").
    fn completed(&self, lane: usize, text: &Text, earlier: &Text) -> Text {
        let gazetteer = &self.index().readers.lane(lane).gazetteer;
        let mut text = text.clone();
        let few = text.content().count() <= HINTING;
        for (at, word) in text.words.iter().enumerate().filter(|(_, word)| few && !word.function) {
            if text.mentions.iter().any(|m| (m.start..m.start + m.length).contains(&at)) {
                continue;
            }
            let named = gazetteer.named_with(&word.stem);
            let is_meant = |entity: &EntityIndex| {
                earlier.mentions.iter().flat_map(|mention| &mention.entities).any(|old| {
                    !named.contains(old) && self.base.entity(*old).kind == self.base.entity(*entity).kind
                })
            };
            let entities: Vec<EntityIndex> = named.iter().copied().filter(is_meant).collect();
            if !entities.is_empty() && entities.len() <= HINTED {
                text.mentions.push(Mention { entities, start: at, length: 1 });
            }
        }
        text.completed_by(earlier, |new, old| self.same_kind(new, old))
    }

    /// Whether two mentions may mean things of one kind, but not the same thing.
    fn same_kind(&self, new: &Mention, old: &Mention) -> bool {
        let kind = |entity: &EntityIndex| self.base.entity(*entity).kind.as_str();
        let same = new.entities.iter().any(|entity| old.entities.contains(entity));
        !same && new.entities.iter().any(|n| old.entities.iter().any(|o| kind(n) == kind(o)))
    }

    /// The verdict on what was found, each hit of it pointed to the phrasing the
    /// question is most like.
    fn conclude(&self, reading: &Reading, found: &Found, policy: &Policy) -> Verdict {
        let mut verdict = decide(found, policy);
        let shown = match &mut verdict {
            Verdict::Answer(hit) => std::slice::from_mut(hit),
            Verdict::Choices(hits) | Verdict::None { nearest: hits, .. } => hits.as_mut_slice(),
        };
        for (lane, text) in &reading.texts {
            let language = self.index().readers.lane(*lane).language;
            self.index().lanes[*lane].point(text, shown.iter_mut().filter(|hit| hit.language == language));
        }
        verdict
    }

    fn find(&self, reading: &Reading) -> Found {
        let mut best: BTreeMap<FactIndex, Hit> = BTreeMap::new();
        let mut refused: BTreeMap<FactIndex, (f32, Veto)> = BTreeMap::new();
        let mut reasons = Reasons::default();
        for (lane, text) in &reading.texts {
            for (hit, veto) in self.index().lanes[*lane].score(&self.base, text) {
                // A phrasing is reviewed: it means its fact, whatever it names.
                if let Some(veto) = veto.filter(|_| !hit.parts.exact) {
                    refused.insert(hit.fact, (hit.weight, veto));
                    continue;
                }
                match best.get(&hit.fact) {
                    Some(other) if (other.parts.exact, other.weight) >= (hit.parts.exact, hit.weight) => {}
                    _ => {
                        best.insert(hit.fact, hit);
                    }
                }
            }
            if reasons.entities.is_empty() {
                note(&mut reasons, text);
            }
        }
        // What one lane refuses no other lets through.
        let mut hits: Vec<Hit> =
            best.into_values().filter(|hit| hit.parts.exact || !refused.contains_key(&hit.fact)).collect();
        weigh_up(&mut hits);
        let mut vetoes: Vec<_> = refused.into_values().collect();
        vetoes.sort_by(|a, b| b.0.total_cmp(&a.0));
        // The near ones only: what would hardly have matched needs no excuse.
        let floor = hits.first().map_or(f32::MIN, |hit| hit.weight);
        let vetoes: Vec<Veto> = vetoes.into_iter().filter(|(w, _)| *w >= floor).map(|(_, v)| v).collect();
        reasons.vetoes = vetoes.iter().take(NEAREST).cloned().collect();
        reasons.runner_up = hits.get(1).cloned();
        Found { hits, vetoes, reasons }
    }
}

/// Puts hits in order and gives each its chance: its share of what all of them
/// and "none of these" weigh together.
fn weigh_up(hits: &mut [Hit]) {
    let all: f32 = 1.0 + hits.iter().map(|hit| hit.weight.exp()).sum::<f32>();
    for hit in hits.iter_mut() {
        hit.score = if hit.parts.exact { 1.0 } else { hit.weight.exp() / all };
    }
    hits.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(b.weight.total_cmp(&a.weight)).then(a.fact.cmp(&b.fact))
    });
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
    // What shares no content with the question is no choice, however few there are.
    let is_near = |hit: &&Hit| hit.score >= policy.choice && (hit.parts.exact || hit.parts.coverage > 0.0);
    let Some(first) = found.hits.first().filter(is_near) else {
        let refusal =
            if found.vetoes.is_empty() { Refusal::NothingNear } else { Refusal::AboutSomethingElse };
        return Verdict::None { refusal, nearest: found.hits.iter().take(NEAREST).cloned().collect() };
    };
    if first.parts.exact || (first.score >= policy.answer && !first.parts.leave_doubt()) {
        return Verdict::Answer(first.clone());
    }
    let near = found.hits.iter().filter(is_near);
    Verdict::Choices(near.take(policy.choices.max(1)).cloned().collect())
}
