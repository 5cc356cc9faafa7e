//! A text brought to the form in which texts are compared.

mod entities;
mod readers;
mod synonyms;
mod vocabulary;

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::knowledge::EntityIndex;
use crate::language::{
    Language, QuestionKind, Stemmer, Token, TokenKind, Vectors, is_function_word, leans_back, number_word,
    question_kind, tokenise, transliterated_function_word,
};
use crate::limits;

use super::names::name;

pub(super) use entities::Labels;
pub(super) use readers::{Readers, Reading};

use entities::Gazetteer;
use synonyms::SynonymGroups;
use vocabulary::Vocabulary;

/// What a repaired word counts for: it may have been repaired wrongly.
const REPAIRED: f32 = 0.8;
/// What a word counts for that was read in another spelling.
const RESPELLED: f32 = 0.95;
/// How sure a repaired word is: it may have been repaired wrongly.
const GUESSED: f32 = 0.6;
/// What an ordinary word counts for that the base does not know.
pub(super) const STRANGE: f32 = 0.6;
/// What a word of the question before counts for in one it completes.
const EARLIER: f32 = 0.8;

/// A question of so few content words may not stand alone, if nothing answers it.
const SHORT: usize = 6;

/// A question of so few content words does not stand alone.
const BARE: usize = 1;
/// Nor does one of so many that points back.
const LEANING: usize = 4;

/// What reading a text in one language takes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reader {
    pub(super) language: Language,
    pub(super) stemmer: Stemmer,
    /// Words met as acronyms: never stemmed, never repaired.
    pub(super) exact: FxHashSet<String>,
    pub(super) vocabulary: Vocabulary,
    pub(super) gazetteer: Gazetteer,
    synonyms: SynonymGroups,
    /// Whether it is written in Latin letters (folded: in ASCII).
    is_latin: bool,
}

/// How words are read that a language does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As they stand: the base's own texts, and questions in another language.
    AsWritten,
    /// As the word they are a spelling of, or were mistyped for.
    Repaired,
    /// The same, and Latin letters may stand for others.
    Respelled,
}

/// One word of a text.
#[expect(clippy::struct_excessive_bools, reason = "independent marks of a word, read one by one")]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// As typed, folded.
    pub(super) typed: String,
    /// Its stem, after repair; numbers and acronyms as they are.
    pub(super) stem: String,
    pub(super) kind: TokenKind,
    /// Whether it was mistyped and read as another word.
    pub(super) repaired: Option<String>,
    /// Whether what it was read as is the same word in other letters.
    pub(super) respelled: bool,
    /// Whether the base has this word at all.
    pub(super) known: bool,
    pub(super) function: bool,
    /// The group of synonyms it belongs to.
    pub(super) group: Option<u32>,
    /// Whether no white space parts it from the word before.
    pub(super) joined: bool,
    /// Whether it stood with a capital first letter.
    capital: bool,
    /// How much it counts: less where it was repaired, or comes from the
    /// question before.
    pub(super) weight: f32,
}

impl Word {
    /// The word as it is read: repaired, or as typed.
    pub(super) fn read(&self) -> &str {
        self.repaired.as_deref().unwrap_or(&self.typed)
    }

    /// Whether it was read as another word for its likeness alone.
    pub(super) fn is_guessed(&self) -> bool {
        self.repaired.is_some() && !self.respelled
    }

    /// How sure it is that this is the word meant, 0 to 1.
    pub(super) fn sureness(&self) -> f32 {
        match self.repaired {
            Some(_) if self.respelled => RESPELLED,
            Some(_) => GUESSED,
            None => 1.0,
        }
    }
}

/// A word of a text by names ([`name`]).
#[derive(Debug, Clone, Copy)]
struct Called {
    stem: u64,
    /// As it is read.
    read: u64,
}

impl Called {
    fn of(word: &Word) -> Self {
        Self { stem: name(word.stem.as_str()), read: name(word.read()) }
    }
}

/// An entity a text names; several where the name is ambiguous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) entities: Vec<EntityIndex>,
    pub(super) start: usize,
    pub(super) length: usize,
}

/// A text read: words, entities, numbers and what it asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) words: Vec<Word>,
    pub(super) mentions: Vec<Mention>,
    pub(super) kind: Option<QuestionKind>,
    /// Whether it leans on something said before ("and since when?").
    pub(super) leans_back: bool,
    /// Whether it only tells something.
    pub(super) tells: bool,
}

impl Text {
    /// Numbers as digits, those written as words included.
    pub(super) fn numbers(&self, language: Language) -> impl Iterator<Item = String> {
        self.words.iter().filter_map(move |word| match word.kind {
            TokenKind::Number => Some(word.stem.clone()),
            _ => number_word(language, &word.typed).map(|n| n.to_string()),
        })
    }

    /// What texts are called by that read the same, word after word.
    pub(super) fn name(&self) -> u64 {
        let stems: Vec<&str> = self.words.iter().map(|word| word.stem.as_str()).collect();
        name(&stems)
    }

    /// Whether it needs the question before it: too little content to stand
    /// alone, or little of it while it points back. What asks for nothing
    /// ("thanks", "lol") needs none: it is no question.
    pub(super) fn is_elliptical(&self) -> bool {
        let content = self.content().count();
        // "Are you sure?" asks for nothing new.
        let asks_for = self.kind.is_some_and(|kind| kind != QuestionKind::Whether);
        let asks = asks_for || content > 0 && (self.leans_back || self.content().any(|word| word.known));
        asks && (content <= BARE || (self.leans_back && content <= LEANING))
    }

    /// Whether it asks for something in so few words that it may need the question
    /// before it.
    pub(super) fn is_short(&self) -> bool {
        (1..=SHORT).contains(&self.content().count())
    }

    /// This elliptical text completed by an earlier one: the earlier one's
    /// words and entities, except those for which `replaces` says that an
    /// entity of this text takes their place ("and Uzbekistan?").
    pub(super) fn completed_by(&self, earlier: &Self, replaces: impl Fn(&Mention, &Mention) -> bool) -> Self {
        let start = self.words.len();
        let (gone, kept): (Vec<Mention>, Vec<Mention>) = earlier
            .mentions
            .iter()
            .cloned()
            .partition(|old| self.mentions.iter().any(|new| replaces(new, old)));
        let is_gone = |at: usize| gone.iter().any(|m| (m.start..m.start + m.length).contains(&at));
        // What this question asks for takes the place of what that one did.
        let words = earlier.words.iter().enumerate().filter(|(at, word)| !word.function && !is_gone(*at));
        let words = words.map(|(_, word)| Word { weight: word.weight * EARLIER, ..word.clone() });
        Self {
            words: self.words.iter().cloned().chain(words).collect(),
            mentions: self
                .mentions
                .iter()
                .cloned()
                .chain(kept.into_iter().map(|m| Mention { start: m.start + start, ..m }))
                .collect(),
            kind: self.kind.or(earlier.kind),
            leans_back: false,
            tells: self.tells,
        }
    }

    /// Words that carry content: neither grammar nor question words.
    pub(super) fn content(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| !word.function)
    }
}

/// The tokens of a question, one more than it may have, so that too many can be
/// told.
pub(super) fn question_tokens(text: &str) -> Vec<Token> {
    let mut tokens = tokenise(text);
    tokens.truncate(limits::QUESTION_WORDS + 1);
    tokens
}

impl Reader {
    /// Reads a text.
    pub(super) fn read(&self, text: &str, mode: Mode) -> Text {
        self.read_tokens(&question_tokens(text), mode)
    }

    /// Reads a text that has been cut into tokens: they are the same in every
    /// language.
    pub(super) fn read_tokens(&self, tokens: &[Token], mode: Mode) -> Text {
        let mut words: Vec<Word> = tokens.iter().map(|token| self.word(token, mode)).collect();
        let called: Vec<Called> = words.iter().map(Called::of).collect();
        self.synonyms.mark(&mut words, &called);
        let mentions = self.gazetteer.find(&words, &called);
        let read = |(token, word): (&Token, &Word)| Token { text: word.read().to_owned(), ..token.clone() };
        // "kogda" asks as «когда» does.
        let tokens: Cow<'_, [Token]> = match mode {
            Mode::Respelled => tokens.iter().zip(&words).map(read).collect(),
            _ => tokens.into(),
        };
        Text {
            kind: question_kind(self.language, &tokens),
            leans_back: leans_back(self.language, &tokens),
            tells: false,
            words,
            mentions,
        }
    }

    fn word(&self, token: &Token, mode: Mode) -> Word {
        let mut word = Word {
            typed: token.text.clone(),
            stem: String::new(),
            kind: token.kind,
            repaired: None,
            respelled: false,
            known: true,
            function: token.kind == TokenKind::Word && is_function_word(self.language, &token.text),
            group: None,
            joined: token.joined,
            capital: token.capital,
            weight: 1.0,
        };
        if token.kind == TokenKind::Number {
            word.stem.clone_from(&token.text);
            return word;
        }
        if let Some(stem) = self.vocabulary.stem_of(&token.text) {
            stem.clone_into(&mut word.stem);
            return word;
        }
        word.stem = self.stem(&token.text);
        word.known = word.function || self.vocabulary.has_stem(&word.stem);
        // An acronym nobody has heard of is another thing, not a typing error.
        if word.known || mode == Mode::AsWritten || token.kind != TokenKind::Word {
            return word;
        }
        let respelled = self.respell(&token.text, mode);
        word.respelled = respelled.is_some();
        word.weight = if word.respelled { RESPELLED } else { REPAIRED };
        // A word of the language that the base has not is no mistyped one.
        let is_word = || Vectors::of(self.language).is_some_and(|vectors| vectors.get(&token.text).is_some());
        let repaired = || if is_word() { None } else { self.vocabulary.repair(&token.text) };
        word.repaired = respelled.or_else(repaired).map(str::to_owned);
        word.known = word.repaired.is_some();
        match &word.repaired {
            Some(read) => {
                word.stem = self.stem_of_word(read);
                word.function = is_function_word(self.language, read);
            }
            // A strange name is what the question is about; a strange word
            // may be just another word.
            None => word.weight = if token.capital { 1.0 } else { STRANGE },
        }
        word
    }

    /// The word of this language that an unknown one is another spelling of.
    fn respell(&self, word: &str, mode: Mode) -> Option<&str> {
        // Latin words among others are foreign names, unless all of the
        // question is transliterated.
        match mode {
            Mode::Respelled => {
                self.vocabulary.respell(word).or_else(|| transliterated_function_word(self.language, word))
            }
            _ if word.is_ascii() => None,
            _ => self.vocabulary.respell(word),
        }
    }

    /// How much of a text this language knows, by letters, 0 to 1; numbers say
    /// nothing.
    fn familiarity(&self, tokens: &[Token], mode: Mode) -> f32 {
        let (mut known, mut all) = (0, 0);
        for token in tokens.iter().filter(|token| token.kind != TokenKind::Number) {
            let letters = token.text.chars().count();
            all += letters;
            let is_known = is_function_word(self.language, &token.text)
                || self.vocabulary.knows(&token.text)
                || self.vocabulary.has_stem(&self.stem(&token.text))
                || (mode == Mode::Respelled && self.respell(&token.text, mode).is_some());
            known += if is_known { letters } else { 0 };
        }
        if all == 0 { 0.0 } else { known as f32 / all as f32 }
    }

    /// What a token of the base is matched by.
    pub(super) fn stem_of(&self, token: &Token) -> String {
        if token.kind == TokenKind::Number { token.text.clone() } else { self.stem(&token.text) }
    }

    fn stem_of_word(&self, word: &str) -> String {
        self.vocabulary.stem_of(word).map_or_else(|| self.stem(word), str::to_owned)
    }

    /// The stem of a folded word; acronyms keep their form.
    pub(super) fn stem(&self, word: &str) -> String {
        if self.exact.contains(word) { word.to_owned() } else { self.stemmer.stem(word).into_owned() }
    }
}
