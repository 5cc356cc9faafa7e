//! All languages a base can be asked in, and which of them a question is in.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::knowledge::Base;
use crate::language::{Language, Layout, Stemmer, Token, TokenKind, guess, is_function_word, retyped, tells};

use crate::matching::names::name;

use super::entities::{Gazetteer, Labels};
use super::synonyms::{self, SynonymGroups};
use super::vocabulary::Vocabulary;
use super::{Mode, Reader, Text, question_tokens};

/// Languages people write in, whatever the base promises: a question in
/// another language still gets its polite refusal in that one.
const SPOKEN: [Language; 4] = [Language::ENGLISH, Language::FRENCH, Language::RUSSIAN, Language::KAZAKH];

/// A language reads along when it knows hardly less of a question than the one
/// that knows most (keywords, names: they are of several languages).
const ALONG: f32 = 0.1;
/// A language other than the guessed one must know so much more.
const INSTEAD: f32 = 0.2;
/// A question of which no language knows so much may have been typed in other
/// letters than it was meant in (names are known in many).
const TRANSLITERATED: f32 = 0.75;
/// The same on another keyboard layout, which leaves hardly a word as it is.
const RETYPED: f32 = 0.6;
/// How much more of it must be known in the letters meant.
const MEANT: f32 = 0.25;

/// A question as the languages of the base read it.
#[derive(Debug)]
pub(in crate::matching) struct Reading {
    /// The language it is in.
    pub(in crate::matching) language: Language,
    /// By lane, the best first: those languages that can read it.
    pub(in crate::matching) texts: Vec<(usize, Text)>,
}

/// A reader for every language of a base.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::matching) struct Readers {
    readers: Vec<Reader>,
    /// What to guess the language of a question among.
    candidates: Vec<Language>,
}

/// How a question may be read: in which lane, from which tokens.
struct Way {
    lane: usize,
    mode: Mode,
    familiarity: f32,
    /// Tokens in the letters meant, where those are not the letters typed.
    tokens: Option<Vec<Token>>,
}

impl Readers {
    pub(in crate::matching) fn new(base: &Base, readers: Vec<Reader>) -> Self {
        let mut candidates = base.languages.clone();
        candidates.extend(SPOKEN.iter().filter(|l| !base.languages.contains(l)));
        Self { readers, candidates }
    }

    /// The reader of a lane.
    pub(in crate::matching) fn lane(&self, lane: usize) -> &Reader {
        &self.readers[lane]
    }

    /// The lane of a language.
    pub(in crate::matching) fn lane_of(&self, language: Language) -> Option<usize> {
        self.readers.iter().position(|reader| reader.language == language)
    }

    /// Reads a question in the languages it may be in. Another question's
    /// language is kept where this one does not say (`like`).
    pub(in crate::matching) fn read(&self, question: &str, like: Option<Language>) -> Reading {
        let tokens = question_tokens(question);
        let guessed = guess(question, &tokens, &self.candidates);
        let guessed = like.filter(|_| tokens.iter().all(|t| t.kind != TokenKind::Word)).unwrap_or(guessed);
        let mut ways: Vec<Way> = (0..self.readers.len())
            .filter(|lane| self.readers[*lane].can_read(&tokens))
            .map(|lane| self.way(lane, Mode::Repaired, &tokens))
            .collect();
        if ways.is_empty() {
            ways = (0..self.readers.len()).map(|lane| self.way(lane, Mode::Repaired, &tokens)).collect();
        }
        let own = self.lane_of(guessed);
        // The guess counts until another language knows clearly more.
        ways.sort_by(|a, b| {
            let weight = |way: &Way| way.familiarity + if own == Some(way.lane) { INSTEAD } else { 0.0 };
            weight(b).total_cmp(&weight(a)).then(a.lane.cmp(&b.lane))
        });
        let known = ways.first().map_or(0.0, |way| way.familiarity);
        // Figures alone were meant as figures.
        let has_words = tokens.iter().any(|token| token.kind != TokenKind::Number);
        if known < TRANSLITERATED
            && has_words
            && let Some(meant) = self.meant(question, &tokens, known < RETYPED)
            && meant.familiarity >= known + MEANT
        {
            let reader = &self.readers[meant.lane];
            let text = reader.read_tokens(meant.tokens.as_deref().unwrap_or(&tokens), meant.mode);
            return Reading { language: reader.language, texts: vec![(meant.lane, text)] };
        }
        let first = ways.first().map_or(0, |way| way.lane);
        let language = match self.readers.get(first) {
            Some(reader) if own.is_some() => reader.language,
            _ => guessed,
        };
        let tells = tells(language, question, &tokens);
        let texts = ways
            .iter()
            .filter(|way| own.is_none() || way.lane == first || way.familiarity >= known - ALONG)
            .map(|way| {
                // Only the language of the question repairs: to another, its
                // right words are errors.
                let mode = if way.lane == first { way.mode } else { Mode::AsWritten };
                (way.lane, Text { tells, ..self.readers[way.lane].read_tokens(&tokens, mode) })
            })
            .collect();
        Reading { language, texts }
    }

    fn way(&self, lane: usize, mode: Mode, tokens: &[Token]) -> Way {
        Way { lane, mode, familiarity: self.readers[lane].familiarity(tokens, mode), tokens: None }
    }

    /// The best reading in other letters: respelled, or with another keyboard
    /// layout switched on (`retype`).
    fn meant(&self, question: &str, tokens: &[Token], retype: bool) -> Option<Way> {
        // Words in Latin letters have no other spelling.
        let others = (0..self.readers.len()).filter(|lane| !self.readers[*lane].is_latin);
        let respelled = others.map(|lane| self.way(lane, Mode::Respelled, tokens));
        let retyped = Layout::ALL.iter().filter(|_| retype).flat_map(|layout| {
            let typed = retyped(question, *layout);
            let tokens = question_tokens(&typed);
            (0..self.readers.len())
                .filter(|lane| self.readers[*lane].can_read(&tokens))
                .map(|lane| {
                    let familiarity = self.readers[lane].familiarity(&tokens, Mode::Repaired);
                    Way { lane, mode: Mode::Repaired, familiarity, tokens: Some(tokens.clone()) }
                })
                .collect::<Vec<_>>()
        });
        let better = |best: Option<Way>, way: Way| match best {
            Some(best) if best.familiarity >= way.familiarity => Some(best),
            _ => Some(way),
        };
        respelled.chain(retyped).fold(None, better)
    }
}

impl Reader {
    /// Whether a text has letters this language is written in, or none at all.
    fn can_read(&self, tokens: &[Token]) -> bool {
        let ascii = |token: &Token| token.text.bytes().all(|b| b.is_ascii());
        let mut words = tokens.iter().filter(|token| token.kind != TokenKind::Number).peekable();
        words.peek().is_none() || words.any(|token| ascii(token) == self.is_latin)
    }

    /// Collects the words, acronyms and names of a language: those of the
    /// entities and of the texts given.
    pub(in crate::matching) fn new<'t>(
        base: &Base,
        labels: &'t Labels,
        language: Language,
        texts: impl Iterator<Item = &'t [Token]> + Clone,
    ) -> Self {
        let tokens = || labels.tokens(language).chain(texts.clone().flatten());
        let exact: FxHashSet<String> = tokens()
            .filter(|token| token.kind == TokenKind::Acronym && !is_function_word(language, &token.text))
            .map(|token| token.text.clone())
            .collect();
        let stemmer = Stemmer::new(language);
        let stem = |word: &str| {
            if exact.contains(word) { word.to_owned() } else { stemmer.stem(word).into_owned() }
        };
        let synonyms =
            base.wording.synonyms.get(&language).map_or_else(Vec::new, |all| synonyms::tokens(all));
        let grouped = synonyms.iter().flat_map(|(_, tokens)| tokens).filter(|t| t.kind == TokenKind::Word);
        let words = tokens().filter(|token| token.kind != TokenKind::Number).map(|token| &*token.text);
        let words = words.chain(grouped.map(|token| &*token.text));
        let vocabulary = Vocabulary::new(words, stem, |word| exact.contains(word));
        let gazetteer = Gazetteer::new(base, labels, language, stem, ordinary(texts.flatten()));
        let is_latin = vocabulary.is_latin();
        let none = SynonymGroups::default();
        let reader = Self { language, stemmer, exact, vocabulary, gazetteer, synonyms: none, is_latin };
        Self { synonyms: SynonymGroups::new(&synonyms, |token| reader.stem_of(token)), ..reader }
    }
}

/// Words that stand in small letters, often and hardly ever with a capital: no
/// names. People type names in small letters too, but not always.
fn ordinary<'t>(tokens: impl Iterator<Item = &'t Token>) -> FxHashSet<u64> {
    let mut seen: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
    for token in tokens.filter(|token| token.kind == TokenKind::Word) {
        let (small, capital) = seen.entry(&token.text).or_default();
        *(if token.capital { capital } else { small }) += 1;
    }
    let is_ordinary = |(small, capital): (u32, u32)| small >= 3 && small >= 4 * capital;
    seen.into_iter().filter(|(_, counts)| is_ordinary(*counts)).map(|(word, _)| name(word)).collect()
}
