//! How channels and the team are set.

use crate::limits;

use super::super::layout::shorten;
use super::super::message::{Embed, Reply};
use super::super::voice::Voice;

/// How the bot speaks in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelPage<'a> {
    /// The channel; none for a whole server.
    pub channel: Option<u64>,
    /// The mode's name.
    pub mode: &'a str,
    /// Where it comes from: `channel`, `parent`, `server`, `default`.
    pub origin: &'a str,
    /// The strictness' name, if one was set.
    pub strictness: Option<&'a str>,
    /// Until when it says nothing, in seconds since 1970.
    pub muted_until: Option<i64>,
    /// Whether the mode needs the text of all messages and Discord does not
    /// give it.
    pub lacks_content: bool,
    /// Whether the mode needs a team channel and there is none.
    pub lacks_team: bool,
}

/// How a server's team is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamPage {
    /// Where cards appear.
    pub channel: Option<u64>,
    /// Roles whose members moderate.
    pub roles: Vec<u64>,
    /// Whether answers say who approved them.
    pub name_reviewer: bool,
    /// Hours after which a card expires.
    pub card_hours: u32,
    /// Unasked answers in ten minutes: of a channel, of a person.
    pub rates: (u32, u32),
}

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Who; 0 for somebody whose traces were erased.
    pub actor: u64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What, as `channel.mode`.
    pub action: String,
    /// To what: a channel, a role.
    pub subject: Option<u64>,
    /// To which value.
    pub detail: Option<String>,
}

impl Voice<'_> {
    /// How the bot speaks in a channel, and what is missing for that.
    pub fn channel_page(&self, page: &ChannelPage<'_>) -> Reply {
        let mode = match page.mode {
            "off" => "mode-off",
            "shadow" => "mode-shadow",
            "review" => "mode-review",
            "answer" => "mode-answer",
            _ => "mode-mention",
        };
        let origin = match page.origin {
            "channel" => "origin-channel",
            "parent" => "origin-parent",
            "server" => "origin-server",
            _ => "origin-default",
        };
        let place =
            page.channel.map_or_else(|| self.say("whole-server", &[]), |channel| format!("<#{channel}>"));
        let mut lines = vec![
            self.say("channel-mode", &[("place", &place), ("mode", page.mode)]),
            format!("{} {}", self.say(mode, &[]), self.say(origin, &[])),
        ];
        if let Some(strictness) = page.strictness {
            lines.push(self.say("channel-strictness", &[("strictness", strictness)]));
        }
        if let Some(until) = page.muted_until {
            // Discord shows the time in the reader's own zone.
            lines.push(self.say("channel-muted", &[("time", &format!("<t:{until}:f>"))]));
        }
        if page.lacks_content {
            lines.push(self.say("lacks-content", &[]));
        }
        if page.lacks_team {
            lines.push(self.say("lacks-team", &[]));
        }
        Reply::text(lines.join("\n"))
    }

    /// What was said to be muted is no longer.
    pub fn channel_unmuted(&self, channel: u64) -> Reply {
        Reply::text(self.say("channel-unmuted", &[("place", &format!("<#{channel}>"))]))
    }

    /// How the team is set.
    pub fn team_page(&self, page: &TeamPage) -> Reply {
        let none = || self.say("none-set", &[]);
        let channel = page.channel.map_or_else(none, |channel| format!("<#{channel}>"));
        let roles: Vec<String> = page.roles.iter().map(|role| format!("<@&{role}>")).collect();
        let roles = if roles.is_empty() { none() } else { roles.join(", ") };
        let named = if page.name_reviewer { "reviewer-named" } else { "reviewer-unnamed" };
        let (of_channel, of_person) = (page.rates.0.to_string(), page.rates.1.to_string());
        let lines = [
            self.say("team-channel", &[("channel", &channel)]),
            self.say("team-roles", &[("roles", &roles)]),
            self.say(named, &[]),
            self.wording.count(self.language, "team-card-hours", &[("hours", page.card_hours as usize)]),
            self.say("team-rates", &[("channel", &of_channel), ("person", &of_person)]),
        ];
        Reply::embed(Embed {
            title: Some(self.say("team-title", &[])),
            description: Some(shorten(&lines.join("\n"), limits::EMBED_DESCRIPTION)),
            ..Embed::default()
        })
    }

    /// The last entries of the audit log.
    pub fn audit_page(&self, lines: &[LogLine]) -> Reply {
        let shown: Vec<String> = lines
            .iter()
            .map(|line| {
                let actor = self.person(line.actor);
                let subject = line.subject.map(|id| match line.action.as_str() {
                    role if role.starts_with("team.role") => format!(" <@&{id}>"),
                    channel if channel.starts_with("channel") || channel == "team.channel" => {
                        format!(" <#{id}>")
                    }
                    _ => format!(" {id}"),
                });
                let detail = line.detail.as_ref().map(|detail| format!(": {detail}"));
                format!(
                    "<t:{}:f> {actor} `{}`{}{}",
                    line.at,
                    line.action,
                    subject.unwrap_or_default(),
                    detail.unwrap_or_default()
                )
            })
            .collect();
        let text = if shown.is_empty() { self.say("log-empty", &[]) } else { shown.join("\n") };
        Reply::embed(Embed {
            title: Some(self.say("log-title", &[])),
            description: Some(shorten(&text, limits::EMBED_DESCRIPTION)),
            ..Embed::default()
        })
    }

    /// Said in the team channel once it is one.
    pub fn team_channel_begins(&self) -> Reply {
        Reply::text(self.say("team-channel-begins", &[]))
    }
}
