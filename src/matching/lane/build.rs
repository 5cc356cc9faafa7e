//! Indexing a language's phrasings.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::knowledge::{Base, Fact, FactIndex};
use crate::language::{Language, Stemmer, Token, TokenKind, is_function_word, tokenise};
use crate::matching::entities::{Gazetteer, Labels};
use crate::matching::guard::Profile;
use crate::matching::question::{Reader, Text};
use crate::matching::vocabulary::Vocabulary;

use super::{Lane, LaneFact, Stem, Term, terms};

impl Lane {
    /// Indexes the phrasings of one language.
    pub(in crate::matching) fn new(base: &Base, labels: &Labels, language: Language) -> Self {
        let facts: Vec<(FactIndex, &Fact)> =
            base.live_facts().filter(|(_, fact)| fact.questions.contains_key(&language)).collect();
        let mut builder = Builder {
            lane: Self {
                reader: reader(base, labels, language, &facts),
                terms: HashMap::new(),
                stems: HashMap::new(),
                inverse_norms: Vec::new(),
                facts: Vec::new(),
                exact: HashMap::new(),
                rarest: 0.0,
            },
            phrasings: Vec::new(),
            names: HashMap::new(),
            sorts: Vec::new(),
        };
        for (index, fact) in facts {
            builder.add(base, labels, index, fact);
        }
        builder.finish()
    }
}

struct Builder {
    lane: Lane,
    /// Per phrasing: its terms, as places in `sorts`.
    phrasings: Vec<Vec<u32>>,
    names: HashMap<String, u32>,
    /// Per term: what it counts by its sort.
    sorts: Vec<f32>,
}

impl Builder {
    fn add(&mut self, base: &Base, labels: &Labels, index: FactIndex, fact: &Fact) {
        let number = self.lane.facts.len() as u32;
        let first = self.phrasings.len();
        let language = self.lane.reader.language;
        let mut stems: HashSet<String> = HashSet::new();
        let mut kinds = BTreeSet::new();
        let mut texts: Vec<Text> = Vec::new();
        for (at, phrasing) in fact.questions.get(&language).into_iter().flatten().enumerate() {
            let text = self.lane.reader.read(phrasing, false);
            self.lane.exact.entry(text.key()).or_insert((number, at));
            kinds.extend(text.kind);
            stems.extend(text.words.iter().map(|w| w.stem.clone()));
            let (names, sorts) = (&mut self.names, &mut self.sorts);
            let mut ids = Vec::new();
            terms::each(&text, |name, sort, _| {
                let id = *names.entry(name.to_owned()).or_insert_with(|| {
                    sorts.push(sort);
                    sorts.len() as u32 - 1
                });
                ids.push(id);
            });
            ids.sort_unstable();
            ids.dedup();
            self.phrasings.push(ids);
            texts.push(text);
        }
        let reader = &self.lane.reader;
        let answer = fact.answer_in(language, &base.languages).map(|(_, a)| reader.read_all(a.text()));
        let names = fact.about.iter().flat_map(|entity| labels.of(*entity)).flat_map(|(_, tokens)| tokens);
        stems.extend(names.map(|token| reader.stem_of(token)));
        stems.extend(answer.iter().flat_map(|text| &text.words).map(|w| w.stem.clone()));
        for stem in stems {
            self.lane.stems.entry(stem).or_default().facts.push(number);
        }
        let profile = Profile::new(base, fact, language, &texts, answer.as_ref());
        self.lane.facts.push(LaneFact {
            fact: index,
            phrasings: first..self.phrasings.len(),
            kinds,
            profile,
        });
    }

    fn finish(mut self) -> Lane {
        let all = self.lane.facts.len() as f32;
        // Inverse document frequency with facts as documents (Spärck Jones
        // 1972), smoothed so that a term of every fact still counts a little.
        let rarity = |count: usize| ((1.0 + all) / (0.5 + count as f32)).ln().max(0.05);
        self.lane.rarest = rarity(0);
        for stem in self.lane.stems.values_mut() {
            stem.rarity = rarity(stem.facts.len());
        }
        let mut counts = vec![0; self.sorts.len()];
        for fact in &self.lane.facts {
            let used: BTreeSet<u32> =
                self.phrasings[fact.phrasings.clone()].iter().flatten().copied().collect();
            for id in used {
                counts[id as usize] += 1;
            }
        }
        let weights: Vec<f32> =
            self.sorts.iter().zip(&counts).map(|(sort, count)| sort * rarity(*count)).collect();
        let mut postings = vec![Vec::new(); weights.len()];
        for (at, ids) in self.phrasings.iter().enumerate() {
            for id in ids {
                postings[*id as usize].push(at as u32);
            }
            let square: f32 = ids.iter().map(|id| weights[*id as usize].powi(2)).sum();
            self.lane.inverse_norms.push(if square > 0.0 { square.sqrt().recip() } else { 0.0 });
        }
        for (name, id) in self.names {
            let term =
                Term { weight: weights[id as usize], phrasings: std::mem::take(&mut postings[id as usize]) };
            self.lane.terms.insert(name, term);
        }
        self.lane
    }
}

/// Collects the words, acronyms and names of a language.
fn reader(base: &Base, labels: &Labels, language: Language, facts: &[(FactIndex, &Fact)]) -> Reader {
    let stemmer = Stemmer::new(language);
    let mut exact = HashSet::new();
    let mut vocabulary = Vocabulary::default();
    let phrasings =
        facts.iter().flat_map(|(_, f)| f.questions.get(&language).into_iter().flatten()).map(String::as_str);
    let answers =
        facts.iter().filter_map(|(_, f)| f.answer_in(language, &base.languages)).map(|(_, a)| a.text());
    let mut meet = |token: &Token| {
        if token.kind == TokenKind::Acronym && !is_function_word(language, &token.text) {
            exact.insert(token.text.clone());
        }
        if token.kind != TokenKind::Number {
            vocabulary.add(&token.text);
        }
    };
    labels.tokens(language).for_each(&mut meet);
    phrasings.chain(answers).flat_map(tokenise).for_each(|token| meet(&token));
    vocabulary.seal(|word| exact.contains(word));
    let stem =
        |word: &str| if exact.contains(word) { word.to_owned() } else { stemmer.stem(word).into_owned() };
    let gazetteer = Gazetteer::new(base, labels, language, stem);
    Reader { language, stemmer, exact, vocabulary, gazetteer }
}

impl Default for Stem {
    fn default() -> Self {
        Self { rarity: 0.0, facts: Vec::new() }
    }
}
