//! What is told to somebody about what is held about them.

use crate::limits;

use super::super::layout::shorten;
use super::super::message::{Embed, Reply};
use super::super::voice::Voice;

/// Rows that are held about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The table, as the store names it.
    pub table: &'static str,
    /// How many rows.
    pub rows: usize,
    /// The days they are kept; none where that is not counted in days.
    pub days: Option<u32>,
}

impl Voice<'_> {
    /// What is held about the one who asks.
    pub fn privacy_page(&self, kept: &[Kept]) -> Reply {
        let mut lines = vec![self.say("privacy-intro", &[])];
        if kept.is_empty() {
            lines.push(self.say("privacy-nothing", &[]));
        }
        for kept in kept {
            let what = match kept.table {
                "reviews" => self.say("privacy-reviews", &[]),
                "outbox" => self.say("privacy-outbox", &[]),
                "votes" => self.say("privacy-votes", &[]),
                "tickets" => self.say("privacy-tickets", &[]),
                "gaps" => self.say("privacy-gaps", &[]),
                "proposals" => self.say("privacy-proposals", &[]),
                "audit" => self.say("privacy-audit", &[]),
                other => other.to_owned(),
            };
            let count = self.wording.count(self.language, "privacy-rows", &[("rows", kept.rows)]);
            let days = kept
                .days
                .map(|days| self.wording.count(self.language, "privacy-days", &[("days", days as usize)]));
            let count = format!("{count}{}", days.map(|days| format!(", {days}")).unwrap_or_default());
            lines.push(self.say("privacy-line", &[("what", &what), ("count", &count)]));
        }
        lines.push(self.say("privacy-what-to-do", &[]));
        Reply::embed(Embed {
            title: Some(self.say("privacy-title", &[])),
            description: Some(shorten(&lines.join("\n"), limits::EMBED_DESCRIPTION)),
            ..Embed::default()
        })
    }

    /// Said beside the file with all that is held.
    pub fn privacy_file(&self) -> Reply {
        Reply::text(self.say("privacy-file", &[]))
    }

    /// Said when it is erased.
    pub fn erased(&self, rows: u64) -> Reply {
        Reply::text(self.wording.count(self.language, "privacy-erased", &[("rows", rows as usize)]))
    }

    /// A card whose question was erased.
    pub fn erased_card(&self) -> Reply {
        Reply::text(self.say("card-erased", &[]))
    }
}
