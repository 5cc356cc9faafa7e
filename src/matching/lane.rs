//! One language's phrasings, indexed by the terms they share with a question.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::knowledge::{Base, Fact, FactIndex};
use crate::language::{Language, QuestionKind, Stemmer, TokenKind, is_function_word, tokenise};

use super::entities::Gazetteer;
use super::guard::Profile;
use super::question::{Reader, Text};
use super::verdict::{Hit, Parts};
use super::vocabulary::Vocabulary;

/// How much a term counts, by what it is, on top of its rarity. Set on the
/// golden questions: entities and numbers tell facts apart, grammar hardly
/// does, pairs and letter sequences break ties and catch inflections.
mod weight {
    pub(super) const WORD: f32 = 1.0;
    pub(super) const FUNCTION: f32 = 0.2;
    pub(super) const ENTITY: f32 = 1.2;
    pub(super) const NUMBER: f32 = 1.3;
    pub(super) const PAIR: f32 = 0.45;
    pub(super) const LETTERS: f32 = 0.22;
    pub(super) const KIND: f32 = 0.55;
}

/// Letters in a row that make a term.
const LETTERS: usize = 4;

/// How much it counts that a phrasing is contained in the question, besides
/// being like it: people wrap their question in other words.
const CONTAINED: f32 = 0.3;

/// How many of a fact's nearest phrasings enter its second part.
const SEVERAL: usize = 3;

#[derive(Debug)]
struct Phrasing {
    fact: FactIndex,
    /// Place among the fact's phrasings of this language.
    at: usize,
    /// 1 / Euclidean length of its term weights.
    inverse_norm: f32,
}

/// What one fact has words for.
#[derive(Debug, Default)]
struct FactWords {
    stems: HashSet<String>,
    kinds: BTreeSet<QuestionKind>,
}

/// A language's part of the index.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) reader: Reader,
    terms: HashMap<String, u32>,
    /// Per term: the phrasings that have it.
    postings: Vec<Vec<u32>>,
    /// Per term: weight by rarity over facts, times what it is.
    weights: Vec<f32>,
    phrasings: Vec<Phrasing>,
    facts: HashMap<FactIndex, FactWords>,
    pub(super) profiles: HashMap<FactIndex, Profile>,
    exact: HashMap<String, (FactIndex, usize)>,
    /// The rarity of a word no fact uses.
    rarest: f32,
    rarity: HashMap<String, f32>,
}

impl Lane {
    /// Indexes the phrasings of one language.
    pub(super) fn new(base: &Base, language: Language) -> Self {
        let facts: Vec<(FactIndex, &Fact)> =
            base.live_facts().filter(|(_, fact)| fact.questions.contains_key(&language)).collect();
        let reader = reader(base, language, &facts);
        let mut lane = Self {
            reader,
            terms: HashMap::new(),
            postings: Vec::new(),
            weights: Vec::new(),
            phrasings: Vec::new(),
            facts: HashMap::new(),
            profiles: HashMap::new(),
            exact: HashMap::new(),
            rarest: 0.0,
            rarity: HashMap::new(),
        };
        let mut phrasing_terms: Vec<Vec<u32>> = Vec::new();
        let mut facts_with: Vec<(u32, Option<FactIndex>)> = Vec::new();
        let mut kinds: Vec<f32> = Vec::new();
        for &(index, fact) in &facts {
            let mut words = FactWords::default();
            let mut texts = Vec::new();
            for (at, phrasing) in fact.questions.get(&language).into_iter().flatten().enumerate() {
                let text = lane.reader.read(phrasing, false);
                lane.exact.entry(text.key()).or_insert((index, at));
                words.kinds.extend(text.kind);
                words.stems.extend(text.words.iter().map(|w| w.stem.clone()));
                let mut ids = Vec::new();
                each_term(&text, |term, factor, _| {
                    let next = lane.terms.len() as u32;
                    let id = *lane.terms.entry(term.to_owned()).or_insert(next);
                    if id == next {
                        facts_with.push((0, None));
                        kinds.push(factor);
                    }
                    let (count, last) = &mut facts_with[id as usize];
                    if *last != Some(index) {
                        *count += 1;
                        *last = Some(index);
                    }
                    ids.push(id);
                });
                ids.sort_unstable();
                ids.dedup();
                phrasing_terms.push(ids);
                lane.phrasings.push(Phrasing { fact: index, at, inverse_norm: 0.0 });
                texts.push(text);
            }
            let answer =
                fact.answer_in(language, &base.languages).map(|(_, a)| lane.reader.read_all(a.text()));
            for entity in &fact.about {
                for (_, label) in base.entity(*entity).labels() {
                    words.stems.extend(lane.reader.read(label, false).words.into_iter().map(|w| w.stem));
                }
            }
            words.stems.extend(answer.iter().flat_map(|text| &text.words).map(|w| w.stem.clone()));
            lane.profiles.insert(index, Profile::new(base, fact, language, &texts, answer.as_ref()));
            lane.facts.insert(index, words);
        }
        lane.finish(&phrasing_terms, &facts_with, &kinds);
        lane
    }

    fn finish(
        &mut self,
        phrasing_terms: &[Vec<u32>],
        facts_with: &[(u32, Option<FactIndex>)],
        kinds: &[f32],
    ) {
        let facts = self.facts.len() as f32;
        // Inverse document frequency with facts as documents (Spärck Jones
        // 1972), smoothed so that a term of every fact still counts a little.
        let rarity = |count: u32| ((1.0 + facts) / (0.5 + count as f32)).ln().max(0.05);
        self.rarest = rarity(0);
        self.weights = facts_with.iter().zip(kinds).map(|((count, _), kind)| rarity(*count) * kind).collect();
        self.postings = vec![Vec::new(); self.terms.len()];
        for (at, (ids, phrasing)) in phrasing_terms.iter().zip(&mut self.phrasings).enumerate() {
            let mut square = 0.0;
            for &id in ids {
                self.postings[id as usize].push(at as u32);
                square += self.weights[id as usize].powi(2);
            }
            phrasing.inverse_norm = if square > 0.0 { square.sqrt().recip() } else { 0.0 };
        }
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for words in self.facts.values() {
            for stem in &words.stems {
                *counts.entry(stem).or_default() += 1;
            }
        }
        self.rarity = counts.into_iter().map(|(stem, count)| (stem.to_owned(), rarity(count))).collect();
    }

    /// Every fact that shares a term with the text, scored; unordered, before
    /// any veto.
    pub(super) fn score(&self, base: &Base, text: &Text) -> Vec<Hit> {
        let mut dots = vec![0.0_f32; self.phrasings.len()];
        let mut square = 0.0;
        let mut seen = HashSet::new();
        each_term(text, |term, _, factor| {
            let Some(&id) = self.terms.get(term) else { return };
            if !seen.insert(id) {
                return;
            }
            let own = self.weights[id as usize];
            square += (own * factor).powi(2);
            for &phrasing in &self.postings[id as usize] {
                dots[phrasing as usize] += own * own * factor;
            }
        });
        for word in text.content().filter(|w| !self.terms.contains_key(&format!("w {}", w.stem))) {
            square += (self.rarest * weight::WORD * word.weight).powi(2);
        }
        let inverse = if square > 0.0 { square.sqrt().recip() } else { 0.0 };
        let exact = self.exact.get(&text.key()).copied();

        let mut per_fact: HashMap<FactIndex, Vec<(f32, usize)>> = HashMap::new();
        for (dot, phrasing) in dots.iter().zip(&self.phrasings) {
            if *dot > 0.0 {
                let cosine = (dot * inverse * phrasing.inverse_norm).min(1.0);
                let contained = (dot * phrasing.inverse_norm * phrasing.inverse_norm).min(1.0);
                let likeness = (1.0 - CONTAINED) * cosine + CONTAINED * contained;
                per_fact.entry(phrasing.fact).or_default().push((likeness, phrasing.at));
            }
        }
        per_fact.into_iter().map(|(fact, near)| self.hit(base, text, fact, near, exact)).collect()
    }

    fn hit(
        &self,
        base: &Base,
        text: &Text,
        fact: FactIndex,
        mut near: Vec<(f32, usize)>,
        exact: Option<(FactIndex, usize)>,
    ) -> Hit {
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let several = near.iter().take(SEVERAL).map(|(likeness, _)| likeness).sum::<f32>() / SEVERAL as f32;
        let exact = exact.filter(|(found, _)| *found == fact).map(|(_, at)| at);
        let (nearest, phrasing_at) = (near[0].0, exact.unwrap_or(near[0].1));
        let words = &self.facts[&fact];
        let kind = match text.kind {
            Some(kind) if asks_for_something(kind) && !words.kinds.contains(&kind) => 0.85,
            _ => 1.0,
        };
        let parts = Parts {
            nearest,
            several,
            coverage: self.coverage(text, words),
            kind,
            foreign: self.profiles[&fact].foreign(text),
            exact: exact.is_some(),
        };
        let score = if parts.exact {
            1.0
        } else {
            (0.6 * parts.nearest + 0.4 * parts.several)
                * (0.3 + 0.7 * parts.coverage)
                * parts.kind
                * parts.foreign
        };
        let phrasing =
            base.fact(fact).questions.get(&self.reader.language).and_then(|list| list.get(phrasing_at));
        Hit {
            fact,
            score: score.clamp(0.0, 1.0),
            parts,
            phrasing: phrasing.cloned().unwrap_or_default(),
            phrasing_at,
            language: self.reader.language,
        }
    }

    /// The share of the question's content, by rarity, the fact has words for.
    /// A repaired word counts for 60 % (MATCHING.md, what pays, 1 and 4).
    fn coverage(&self, text: &Text, words: &FactWords) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for word in text.content() {
            let rarity = self.rarity.get(&word.stem).copied().unwrap_or(self.rarest);
            all += rarity * if word.known { 1.0 } else { word.weight };
            if words.stems.contains(&word.stem) {
                covered += rarity * if word.repaired.is_some() { 0.6 } else { 1.0 };
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    /// Rough size of the index in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let postings: usize = self.postings.iter().map(|list| list.len() * 4 + size_of::<Vec<u32>>()).sum();
        let terms: usize = self.terms.keys().map(|term| term.len() + 32).sum();
        let words: usize = self.facts.values().flat_map(|f| &f.stems).map(|stem| stem.len() + 24).sum();
        postings + terms + words + self.phrasings.len() * size_of::<Phrasing>() + self.weights.len() * 4
    }
}

/// Kinds that ask for a certain sort of answer; a fact never asked that way
/// probably does not have it.
fn asks_for_something(kind: QuestionKind) -> bool {
    matches!(
        kind,
        QuestionKind::When
            | QuestionKind::Who
            | QuestionKind::HowMany
            | QuestionKind::Where
            | QuestionKind::Why
    )
}

/// Hands every term of a text to `take`, with what it counts by its sort and
/// by its word.
fn each_term(text: &Text, mut take: impl FnMut(&str, f32, f32)) {
    let mut buffer = String::new();
    let mut previous: Option<&str> = None;
    for word in &text.words {
        let factor = match word.kind {
            _ if word.function => weight::FUNCTION,
            TokenKind::Number => weight::NUMBER,
            _ => weight::WORD,
        };
        buffer.clear();
        buffer.push_str("w ");
        buffer.push_str(&word.stem);
        take(&buffer, factor, word.weight);
        if let Some(previous) = previous {
            buffer.clear();
            buffer.push_str("p ");
            buffer.push_str(previous);
            buffer.push(' ');
            buffer.push_str(&word.stem);
            take(&buffer, weight::PAIR, word.weight);
        }
        previous = Some(&word.stem);
        if word.kind == TokenKind::Word && !word.function {
            let read = word.repaired.as_deref().unwrap_or(&word.typed);
            let letters: Vec<char> = std::iter::once('^').chain(read.chars()).collect();
            for window in letters.windows(LETTERS) {
                buffer.clear();
                buffer.push_str("l ");
                buffer.extend(window);
                take(&buffer, weight::LETTERS, word.weight);
            }
        }
    }
    for mention in &text.mentions {
        for entity in &mention.entities {
            take(&format!("e {}", entity.0), weight::ENTITY, 1.0);
        }
    }
    if let Some(kind) = text.kind {
        take(&format!("k {kind:?}"), weight::KIND, 1.0);
    }
}

/// Collects the words, acronyms and names of a language.
fn reader(base: &Base, language: Language, facts: &[(FactIndex, &Fact)]) -> Reader {
    let stemmer = Stemmer::new(language);
    let mut exact = HashSet::new();
    let mut vocabulary = Vocabulary::default();
    let labels = base.entities.iter().flat_map(|e| e.labels().map(|(_, label)| label));
    let phrasings =
        facts.iter().flat_map(|(_, f)| f.questions.get(&language).into_iter().flatten()).map(String::as_str);
    let answers =
        facts.iter().filter_map(|(_, f)| f.answer_in(language, &base.languages)).map(|(_, a)| a.text());
    for text in labels.chain(phrasings).chain(answers) {
        for token in tokenise(text) {
            if token.kind == TokenKind::Acronym && !is_function_word(language, &token.text) {
                exact.insert(token.text.clone());
            }
            if token.kind != TokenKind::Number {
                vocabulary.add(&token.text);
            }
        }
    }
    vocabulary.seal(|word| exact.contains(word));
    let stem =
        |word: &str| if exact.contains(word) { word.to_owned() } else { stemmer.stem(word).into_owned() };
    let gazetteer = Gazetteer::new(base, language, stem);
    Reader { language, stemmer, exact, vocabulary, gazetteer }
}
