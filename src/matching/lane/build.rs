//! Indexing a language's phrasings.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::knowledge::{Base, Fact, FactIndex};
use crate::language::{Language, Token, Vectors, tells, tokenise};
use crate::matching::guard::{self, Profile};
use crate::matching::names::Groups;
use crate::matching::reading::{Labels, Mode, Reader, Text};

use super::calibration::Calibration;
use super::fit::{Fit, Material};
use super::nearest::Nearest;
use super::sample::{Collector, Name, Sample};
use super::{Lane, LaneFact, meaning, terms};

/// A fact's texts of one language, cut into tokens.
struct Source<'b> {
    index: FactIndex,
    fact: &'b Fact,
    phrasings: Vec<Vec<Token>>,
    answer: Option<Vec<Token>>,
}

impl Lane {
    /// Indexes the phrasings of one language.
    pub(in crate::matching) fn new(base: &Base, labels: &Labels, language: Language) -> (Self, Reader) {
        let sources: Vec<Source<'_>> = base
            .live_facts()
            .filter_map(|(index, fact)| {
                let phrasings = fact.questions.get(&language)?.iter().map(|p| tokenise(p)).collect();
                let answer = fact.answer_in(language, &base.languages).map(|(_, a)| tokenise(a.text()));
                Some(Source { index, fact, phrasings, answer })
            })
            .collect();
        let texts = sources.iter().flat_map(|s| s.phrasings.iter().chain(&s.answer)).map(Vec::as_slice);
        let reader = Reader::new(base, labels, language, texts);

        let vectors = Vectors::of(language);
        let subjects = guard::subjects(base);
        let mut manners = Manners::default();
        let mut collector = Collector::default();
        let mut samples: Vec<Sample> = Vec::new();
        let mut kept: Vec<Text> = Vec::new();
        let mut words: Vec<Vec<u64>> = Vec::new();
        let mut facts: Vec<LaneFact> = Vec::new();
        let mut exact: Vec<(u64, (u32, u32))> = Vec::new();
        for source in &sources {
            let number = facts.len() as u32;
            let mut kinds = BTreeSet::new();
            let mut texts: Vec<Text> = Vec::new();
            for (at, tokens) in source.phrasings.iter().enumerate() {
                let text = reader.read_tokens(tokens, Mode::AsWritten);
                let phrasing = source.fact.questions.get(&language).and_then(|list| list.get(at));
                let tells = phrasing.is_some_and(|phrasing| tells(language, phrasing, tokens));
                let text = Text { tells, ..text };
                exact.push((text.name(), (number, at as u32)));
                kinds.extend(text.kind);
                samples.push(collector.sample(number, &text, true));
                kept.extend(vectors.map(|_| text.clone()));
                texts.push(text);
            }
            let answer = source.answer.as_ref().map(|tokens| reader.read_tokens(tokens, Mode::AsWritten));
            for part in answer.iter().flat_map(pieces) {
                samples.push(collector.sample(number, &part, false));
                kept.extend(vectors.map(|_| part));
            }
            let names = source.fact.about.iter().flat_map(|e| labels.of(*e)).flat_map(|(_, tokens)| tokens);
            let mut besides: FxHashSet<u64> =
                names.map(|token| terms::stem_name(&reader.stem_of(token))).collect();
            let said = answer.iter().flat_map(|text| &text.words).map(Name::of);
            besides.extend(said.flat_map(|name| std::iter::once(name.stem).chain(name.group)));
            words.push(besides.into_iter().collect());
            manners.note(source.fact, language, &texts, answer.as_ref());
            let profile = Profile::new(base, &subjects, source.fact, language, &texts, answer.as_ref());
            facts.push(LaneFact { fact: source.index, kinds, profile });
        }
        let mut out_of_scope: Vec<Sample> = Vec::new();
        for question in base.wording.out_of_scope.get(&language).into_iter().flatten() {
            let text = reader.read(question, Mode::AsWritten);
            // Questions out of scope are a class for each kind of question.
            let class = text.kind.map_or(0, |kind| 1 + kind as u32);
            out_of_scope.push(collector.sample(facts.len() as u32 + class, &text, true));
            kept.extend(vectors.map(|_| text));
        }
        let lexicon = collector.lexicon(facts.len(), samples.iter_mut().chain(&mut out_of_scope));
        let rarities = lexicon.rarities(&samples, facts.len());
        if vectors.is_some() {
            let weight = |stem: u64| lexicon.get(stem).map_or(0.0, |term| rarities[term as usize]);
            for (sample, text) in samples.iter_mut().chain(&mut out_of_scope).zip(&kept) {
                sample.meaning = meaning::of(vectors, text, weight);
            }
        }
        let known = vec![true; facts.len()];
        let material = Material {
            lexicon: &lexicon,
            samples: samples.iter().collect(),
            out_of_scope: out_of_scope.iter().collect(),
            words: &words,
            known,
        };
        // What to answer with and what it is worth are learnt side by side.
        let (fit, calibration) = rayon::join(
            || Fit::new(&material),
            || Calibration::of(&lexicon, &samples, &out_of_scope, &words),
        );
        let nearest = Nearest::new(&samples, facts.len(), lexicon.in_phrasings(rarities));
        let lane = Self {
            language,
            lexicon,
            fit,
            nearest,
            facts,
            exact: Groups::new(exact),
            calibration,
            numbers_tell: manners.numbers_tell(),
            telling_asks: manners.telling_asks(),
        };
        (lane, reader)
    }
}

/// Words of an answer that are learnt from together: about a clause.
const PIECE: usize = 12;
/// What is left over is learnt from if it has so many.
const REST: usize = 4;

/// An answer in pieces of the length of a question: what it says is asked for in
/// its words, too.
fn pieces(answer: &Text) -> impl Iterator<Item = Text> + '_ {
    (0..answer.words.len()).step_by(PIECE).filter_map(|start| {
        let end = (start + PIECE).min(answer.words.len());
        let mentions = answer.mentions.iter().filter(|m| (start..end).contains(&m.start)).cloned().collect();
        let piece = Text { words: answer.words[start..end].to_vec(), mentions, ..Text::default() };
        (end - start >= REST).then_some(piece)
    })
}

/// What the phrasings of a base show of how it is asked.
#[derive(Debug, Default)]
struct Manners {
    numbers: usize,
    own_numbers: usize,
    phrasings: usize,
    telling: usize,
}

/// The share of numbers in phrasings that their fact must hold itself, for
/// numbers to tell facts apart.
const OWN_NUMBERS: f32 = 0.8;
/// The share of phrasings up to which what tells and asks for nothing is no
/// question. Where people report what is wrong, it is the way they ask.
const TELLING: f32 = 0.02;

impl Manners {
    fn note(&mut self, fact: &Fact, language: Language, texts: &[Text], answer: Option<&Text>) {
        let mut own: BTreeSet<String> = answer.iter().flat_map(|text| text.numbers(language)).collect();
        for date in fact.dates.iter().map(|d| d.date) {
            own.insert(date.year.to_string());
            own.extend(date.month.iter().chain(&date.day).map(ToString::to_string));
        }
        for text in texts {
            self.phrasings += 1;
            self.telling += usize::from(text.tells);
            for number in text.numbers(language) {
                self.numbers += 1;
                self.own_numbers += usize::from(own.contains(&number));
            }
        }
    }

    fn numbers_tell(&self) -> bool {
        self.own_numbers as f32 >= OWN_NUMBERS * self.numbers as f32
    }

    fn telling_asks(&self) -> bool {
        self.telling as f32 > TELLING * self.phrasings as f32
    }
}
