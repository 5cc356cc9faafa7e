//! Settings of what is remembered, and of moderation.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{AUTO, SettingsError};

/// `[store]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// Where it is: an address, [`AUTO`] or empty.
    url: SecretString,
    /// Where backups before migrations go; empty: beside the file.
    backups: PathBuf,
}

impl Store {
    /// The store's address; none where nothing is to be remembered, or where the
    /// user has no folder for such things. It may hold a password.
    pub fn url(&self) -> Option<String> {
        let url = self.url.expose_secret();
        if url.is_empty() {
            return None;
        }
        if url != AUTO {
            return Some(url.to_owned());
        }
        let file: PathBuf =
            etcetera::choose_base_strategy().ok()?.data_dir().join("accord").join("accord.db");
        Some(format!("sqlite://{}", file.display()))
    }

    /// The folder for backups before migrations, if one is set.
    pub fn backups(&self) -> Option<PathBuf> {
        Some(self.backups.clone()).filter(|folder| !folder.as_os_str().is_empty())
    }
}

/// `[moderation]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moderation {
    /// How the bot speaks in servers while their settings cannot be read.
    pub until_known: UntilKnown,
    /// Hours after which an undecided card expires, where a server has not said.
    pub card_hours: u32,
    /// Unasked answers a channel gets in ten minutes, where a server has not said.
    pub answers_per_channel: u32,
    /// The same for one person.
    pub answers_per_person: u32,
}

/// How the bot speaks in servers while their settings cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UntilKnown {
    /// When it is mentioned.
    Mention,
    /// Not at all.
    Off,
}

/// `[retention]`: days that things are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Entries of the audit log.
    pub audit_days: u32,
    /// Reviews; a question's words go as soon as it is decided.
    pub review_days: u32,
    /// Messages that could not be sent.
    pub outbox_days: u32,
    /// Which messages answer with which fact.
    pub answer_days: u32,
    /// Votes on answers.
    pub vote_days: u32,
    /// How often the bot was asked.
    pub tally_days: u32,
    /// Questions sent to a team; they go as soon as they are answered or closed.
    pub ticket_days: u32,
    /// What was asked without an answer, without its askers.
    pub gap_days: u32,
}

impl Retention {
    /// The days of a key.
    pub fn days(&self, key: &str) -> u32 {
        match key {
            "audit_days" => self.audit_days,
            "review_days" => self.review_days,
            "outbox_days" => self.outbox_days,
            "answer_days" => self.answer_days,
            "vote_days" => self.vote_days,
            "tally_days" => self.tally_days,
            "ticket_days" => self.ticket_days,
            "gap_days" => self.gap_days,
            // The store's list and these keys are held against each other by a test.
            _ => u32::MAX,
        }
    }

    pub(super) fn checked(&self) -> Result<(), SettingsError> {
        for (key, days) in [
            ("retention.audit_days", self.audit_days),
            ("retention.review_days", self.review_days),
            ("retention.outbox_days", self.outbox_days),
            ("retention.answer_days", self.answer_days),
            ("retention.vote_days", self.vote_days),
            ("retention.tally_days", self.tally_days),
            ("retention.ticket_days", self.ticket_days),
            ("retention.gap_days", self.gap_days),
        ] {
            if days == 0 {
                return Err(SettingsError::Value {
                    key,
                    value: "0".to_owned(),
                    rule: "it must be at least 1",
                });
            }
        }
        Ok(())
    }
}
