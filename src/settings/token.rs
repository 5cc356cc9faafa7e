//! The bot's token: read once, shown never.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// A Discord bot token. Its `Debug` form hides it, it has no `Display` form,
/// and its memory is wiped when it is dropped.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Token(SecretString);

/// There is no usable token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// None was given.
    #[error(
        "no Discord token was given: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it \
         (Discord Developer Portal, your application, Bot, Reset Token)"
    )]
    Missing,
    /// Its file cannot be read.
    #[error("the token file {} cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// What was given cannot be a token.
    #[error(
        "what was given as the Discord token is no token: it holds spaces, line breaks or letters no token has"
    )]
    Malformed,
}

impl Token {
    /// A token from text; white space around it and a `Bot ` before it go.
    ///
    /// # Errors
    ///
    /// [`TokenError::Malformed`] where it cannot be sent in a header.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        let text = text.strip_prefix("Bot ").unwrap_or(text).trim();
        if text.is_empty() {
            return Err(TokenError::Missing);
        }
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(TokenError::Malformed);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// A token from a file that holds nothing else.
    ///
    /// # Errors
    ///
    /// [`TokenError`] where the file cannot be read or holds no token.
    pub fn from_file(path: &Path) -> Result<Self, TokenError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| TokenError::Unreadable { path: path.to_owned(), error })?;
        Self::new(&text)
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().trim().is_empty()
    }

    /// The token itself, for those who send or check it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_printable_word() {
        assert_eq!(
            Token::new(" Bot abc.def \n").map(|t| t.expose().to_owned()).ok().as_deref(),
            Some("abc.def")
        );
        assert!(matches!(Token::new(" \n"), Err(TokenError::Missing)));
        for bad in ["a b", "a\nb", "токен"] {
            assert!(matches!(Token::new(bad), Err(TokenError::Malformed)), "{bad:?}");
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Token::from_file(Path::new("/nowhere/token")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/token"), "{error}");
    }
}
