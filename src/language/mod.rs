//! Text to words: the one normaliser, tokens, stems and the language guess.
//!
//! Questions and phrasings go through the same code ([`tokenise`], then
//! [`Stemmer`]), so whatever it does to one it does to the other. Nothing here
//! knows what the words are about.

mod asking;
mod code;
mod function_words;
mod guess;
mod kazakh;
mod layout;
mod lists;
mod normal;
mod numbers;
mod skeleton;
mod stem;
mod token;
mod vectors;
mod words;

pub use asking::asks;
pub use code::{Language, NotALanguage};
pub use function_words::{
    is_function_word, is_function_word_anywhere, negates, transliterated_function_word,
};
pub use guess::guess;
pub use layout::{Layout, retyped};
pub use normal::{fold, is_control};
pub use numbers::{number_word, ordinal_word};
pub use skeleton::skeleton;
pub use stem::Stemmer;
pub use token::{Token, TokenKind, tokenise};
pub use vectors::{DIMENSIONS, Vectors};
pub use words::{QuestionKind, leans_back, question_kind, tells};
