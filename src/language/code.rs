//! A language by its two-letter code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language, named by its two-letter ISO 639-1 code (`en`, `kk`).
///
/// Any code is accepted: a base may be in a language this module has no
/// stemmer for, and is then matched by whole words and their letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Language([u8; 2]);

impl Language {
    /// English: what a base promises when it says nothing.
    pub const ENGLISH: Self = Self(*b"en");
    /// French.
    pub const FRENCH: Self = Self(*b"fr");
    /// Russian.
    pub const RUSSIAN: Self = Self(*b"ru");
    /// Kazakh.
    pub const KAZAKH: Self = Self(*b"kk");

    /// The code, two lower-case letters.
    pub fn code(&self) -> &str {
        // Both bytes are ASCII letters by construction.
        std::str::from_utf8(&self.0).unwrap_or("en")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not a two-letter language code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a two-letter language code such as `en`")]
pub struct NotALanguage(pub String);

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            &[a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Self([a, b])),
            _ => Err(NotALanguage(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lower_case_letters_or_nothing() {
        for good in ["en", "kk", "de"] {
            assert_eq!(good.parse::<Language>().map(|l| l.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "e", "EN", "eng", "é", "e1", "en-GB"] {
            assert_eq!(bad.parse::<Language>(), Err(NotALanguage(bad.to_owned())));
        }
    }
}
