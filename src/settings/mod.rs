//! Layered settings, checked, with the token sealed.
//!
//! `config/default.toml` documents every key. Nothing here knows what the
//! settings are used for; the front doors hand each part what it needs.

mod moderation;
mod token;

use std::path::{Path, PathBuf};

use config::{Config, Environment, File, FileFormat};
use etcetera::BaseStrategy as _;
use serde::Deserialize;

pub use moderation::{Moderation, Retention, Store, UntilKnown};
pub use token::{Token, TokenError};

/// The defaults, as shipped.
const DEFAULTS: &str = include_str!("../../config/default.toml");

/// The file read when none is named and it exists.
const LOCAL: &str = "config/local.toml";

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the fact base is.
    pub knowledge: Knowledge,
    /// How sure the bot must be.
    pub matching: Matching,
    /// How to reach Discord.
    pub discord: Discord,
    /// What is remembered.
    pub store: Store,
    /// How servers are moderated where they have not said.
    pub moderation: Moderation,
    /// How long things are kept.
    pub retention: Retention,
    /// Logs and health.
    pub telemetry: Telemetry,
}

/// `[knowledge]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knowledge {
    /// The folder of the fact base.
    pub dir: PathBuf,
    /// The folder where what was learnt of a base is kept; empty for none,
    /// [`AUTO`] for the user's cache folder.
    index_cache: PathBuf,
}

/// The value of `knowledge.index_cache` that stands for the user's cache folder.
const AUTO: &str = "auto";

impl Knowledge {
    /// The folder where what was learnt of a base is kept; none where nothing is,
    /// or where the user has no folder for such things.
    pub fn index_cache(&self) -> Option<PathBuf> {
        if self.index_cache.as_os_str().is_empty() {
            return None;
        }
        if self.index_cache.as_os_str() != AUTO {
            return Some(self.index_cache.clone());
        }
        let user = etcetera::choose_base_strategy().ok()?;
        Some(user.cache_dir().join("accord"))
    }
}

/// `[matching]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// How sure to be in private.
    pub strictness: Strictness,
    /// How sure to be in channels, where others read along.
    pub shared_strictness: Strictness,
    /// How many choices are offered.
    pub choices: usize,
}

/// How sure the bot must be before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// Answers rather than asks back.
    Eager,
    /// Answers what is likelier than all else together.
    Balanced,
    /// Answers what is hardly in doubt.
    Strict,
}

/// `[discord]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discord {
    /// The token given in a file of settings.
    token: Token,
    /// A file that holds the token.
    token_file: PathBuf,
    /// Where Discord's API is.
    pub api_url: String,
    /// How long one HTTP request may take.
    pub http_timeout_seconds: u64,
    /// How long the gateway may be silent.
    pub watchdog_seconds: u64,
    /// The reaction under a question without a sure answer; empty for none.
    pub miss_reaction: String,
    /// Whether to ask Discord for the text of messages that are not addressed to
    /// the bot.
    pub message_content: MessageContent,
}

/// Whether to ask Discord for the text of all messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageContent {
    /// Where the application was granted it.
    Auto,
    /// Never.
    Never,
}

/// `[telemetry]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    /// How log lines look.
    pub format: LogFormat,
    /// Which lines are logged.
    pub filter: String,
    /// Whether the text of questions is logged.
    pub log_questions: bool,
    /// The file that shows the bot is connected; empty for none.
    pub health_file: PathBuf,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For collectors.
    Json,
}

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A layer cannot be read, has an unknown key or a value of the wrong kind.
    #[error("the settings cannot be used ({layers}): {reason}")]
    Layers {
        /// Which layers were read.
        layers: String,
        /// What is wrong, without the lines it is about: one may hold the token.
        reason: String,
    },
    /// A value is out of its range.
    #[error("the setting `{key}` is {value}, but {rule}")]
    Value {
        /// The key, with its section.
        key: &'static str,
        /// The value.
        value: String,
        /// What it must be.
        rule: &'static str,
    },
}

impl Settings {
    /// Reads the layers: defaults, `file` (or `config/local.toml` where that
    /// exists), environment.
    ///
    /// # Errors
    ///
    /// [`SettingsError`], which names the layers and the key.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let local = Path::new(LOCAL);
        let file = file.or_else(|| local.is_file().then_some(local));
        Self::from_layers(file, None)
    }

    /// As [`Self::load`], with the environment given (for tests).
    fn from_layers(
        file: Option<&Path>,
        environment: Option<config::Map<String, String>>,
    ) -> Result<Self, SettingsError> {
        let mut layers = vec!["defaults".to_owned()];
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(path) = file {
            layers.push(path.display().to_string());
            builder = builder.add_source(File::from(path).format(FileFormat::Toml).required(true));
        }
        layers.push("environment ACCORD_…".to_owned());
        // Both separators, since setting one changes the other in config-rs.
        let variables = Environment::with_prefix("ACCORD")
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .source(environment);
        builder
            .add_source(variables)
            .build()
            .and_then(Config::try_deserialize::<Self>)
            .map_err(|error| SettingsError::Layers { layers: layers.join(", "), reason: reason(&error) })?
            .checked()
    }

    fn checked(self) -> Result<Self, SettingsError> {
        let wrong = |key, value: &dyn ToString, rule| {
            Err(SettingsError::Value { key, value: value.to_string(), rule })
        };
        if !(1..=25).contains(&self.matching.choices) {
            return wrong("matching.choices", &self.matching.choices, "it must lie between 1 and 25");
        }
        let url = &self.discord.api_url;
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        let bare = !host.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '?' | '#'));
        if host.is_empty() || !bare || host.trim_end_matches('/').contains('/') {
            return wrong(
                "discord.api_url",
                url,
                "it must be an address with nothing but a host and a port, as https://discord.com",
            );
        }
        if !(1..=60).contains(&self.discord.http_timeout_seconds) {
            return wrong(
                "discord.http_timeout_seconds",
                &self.discord.http_timeout_seconds,
                "it must lie between 1 and 60",
            );
        }
        if self.discord.watchdog_seconds == 0 {
            return wrong("discord.watchdog_seconds", &0, "it must be at least 1");
        }
        self.retention.checked()?;
        Ok(self)
    }
}

/// What is wrong with a layer, in one line. The TOML reader shows the line an
/// error is in ("2 | token = …"), which must not get into a log.
fn reason(error: &config::ConfigError) -> String {
    let is_excerpt =
        |line: &str| line.trim_start().trim_start_matches(char::is_numeric).trim_start().starts_with('|');
    let text = error.to_string();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !is_excerpt(line))
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(", ")
}

impl Discord {
    /// The token, from wherever it was given: `DISCORD_TOKEN`,
    /// `DISCORD_TOKEN_FILE`, `discord.token`, `discord.token_file`.
    ///
    /// # Errors
    ///
    /// [`TokenError`] where there is none, or its file cannot be read.
    pub fn token(&self) -> Result<Token, TokenError> {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        if let Some(text) = variable("DISCORD_TOKEN") {
            return Token::new(&text);
        }
        if let Some(path) = variable("DISCORD_TOKEN_FILE") {
            return Token::from_file(Path::new(&path));
        }
        if !self.token.is_empty() {
            // Read as it stood in the file: held to the same rules as elsewhere.
            return Token::new(self.token.expose());
        }
        if !self.token_file.as_os_str().is_empty() {
            return Token::from_file(&self.token_file);
        }
        Err(TokenError::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: Option<&str>, environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        if let Some(text) = file {
            std::fs::write(&path, text).unwrap();
        }
        let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Settings::from_layers(file.map(|_| path.as_path()), Some(environment))
    }

    #[test]
    fn later_layers_win() {
        let settings = load(
            Some("[matching]\nstrictness = \"eager\"\nchoices = 5"),
            &[
                ("ACCORD_MATCHING__STRICTNESS", "strict"),
                ("ACCORD_DISCORD__API_URL", "http://127.0.0.1:1234"),
            ],
        )
        .unwrap();
        assert_eq!(settings.matching.strictness, Strictness::Strict);
        assert_eq!(settings.matching.choices, 5);
        assert_eq!(settings.discord.api_url, "http://127.0.0.1:1234");
        assert_eq!(settings.telemetry.format, LogFormat::Pretty);
    }

    /// The policy a matcher has by default and the shipped defaults are one.
    #[test]
    fn the_defaults_are_valid() {
        let settings = load(None, &[]).unwrap();
        assert_eq!(settings.discord.api_url, "https://discord.com");
        assert!(!settings.telemetry.log_questions);
        assert_eq!(settings.matching.strictness, Strictness::Balanced);
        assert_eq!(settings.matching.shared_strictness, Strictness::Strict);
        let policy = crate::matching::Policy::default();
        assert_eq!(settings.matching.choices, policy.choices);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (file, environment, named) in [
            (Some("[matching]\nstrictnes = \"strict\""), &[][..], "strictnes"),
            (Some("[matchin]\nchoices = 3"), &[], "matchin"),
            (None, &[("ACCORD_DISCORD__API_ULR", "x")], "api_ulr"),
            (None, &[("ACCORD_MATCHING__STRICTNESS", "high")], "high"),
            (Some("[telemetry]\nformat = \"xml\""), &[], "xml"),
            (Some("[discord]\napi_url = \"discord.com\""), &[], "discord.api_url"),
            (Some("[discord]\napi_url = \"https://discord.com/api/v10\""), &[], "discord.api_url"),
            (Some("[discord]\napi_url = \"https://a b\""), &[], "discord.api_url"),
            (Some("[discord]\napi_url = \"https://me:secret@host\""), &[], "discord.api_url"),
            (Some("not toml"), &[], "settings.toml"),
        ] {
            let error = load(file, environment).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }

    #[test]
    fn a_token_never_shows() {
        let secret = "MTIzNDU2.abcdef.very-secret-token";
        let settings = load(Some(&format!("[discord]\ntoken = \"{secret}\"")), &[]).unwrap();
        assert!(!format!("{settings:?}").contains("secret"), "{settings:?}");
        for broken in [
            format!("[discord]\ntoken = \"{secret}\"\nx = 1"),
            // What is no TOML is not shown either, in whatever line it is.
            format!("[discord]\ntoken = \"{secret}"),
            format!("[discord]\ntoken = {secret}"),
            format!("[discord]\ntoken {secret}"),
            format!("[discord]\ntoken = \"\"\"\n{secret}"),
            format!("[discord]\ntoken = [\"{secret}\"]"),
            format!("[discord]\ntoken = \"{secret}\"\ntoken = \"{secret}\""),
        ] {
            let error = load(Some(&broken), &[]).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
            assert!(!error.to_string().contains('\n'), "one line: {error}");
        }
    }
}
