//! Questions that members send to the team, once they have read what is kept.

use std::sync::Arc;

use serenity::model::application::ComponentInteraction;
use serenity::model::id::GuildId;

use crate::language::Language;
use crate::reply::{Action, Notice};
use crate::store::{Opened, Ticket};

use super::super::convert::{self, Response};
use super::post::Post;
use super::{Failed, Team, gaps, now};

/// Tickets somebody may have with one team at a time.
const EACH: i64 = 5;

/// The newest tickets of a server that a new one is held against.
const COMPARED: i64 = 1_000;

impl Team {
    /// Whether a server has a team that takes questions.
    pub(in crate::discord) fn takes_questions(&self, server: Option<u64>) -> bool {
        server.and_then(|server| self.channel(server)).is_some()
    }
}

/// A question somebody wants to send.
struct Sending<'a> {
    post: &'a Arc<Post>,
    /// The press: the number of the ticket.
    id: u64,
    server: u64,
    channel: u64,
    asker: u64,
    language: Language,
    words: String,
    team_channel: u64,
}

/// Does what the buttons say that send a question; none where it is another
/// button.
pub(in crate::discord) async fn press(
    post: &Arc<Post>,
    component: &ComponentInteraction,
    action: &Action,
) -> Option<Response> {
    let (language, mark, consents) = match action {
        Action::Send { language, mark } => (*language, *mark, false),
        Action::Consent { language, mark } => (*language, *mark, true),
        _ => return None,
    };
    let sending = match sending(post, component, language, mark) {
        Ok(sending) => sending,
        Err(notice) => {
            return Some(convert::answer(&post.desk.say(language, |voice| voice.notice(notice)), true));
        }
    };
    if !consents {
        let days = post.team.defaults.retention.ticket_days;
        let consent = post.desk.say(language, |voice| voice.consent(&sending.words, mark, days));
        return Some(convert::answer(&consent, true));
    }
    Some(match sending.send().await {
        // In the place of the button.
        Ok(notice) => convert::update(&post.desk.say(language, |voice| voice.notice(notice))),
        Err(failed) => failed.answer(&post.desk, language),
    })
}

/// What somebody wants to send: their last question here, which `mark` must be of.
fn sending<'a>(
    post: &'a Arc<Post>,
    component: &ComponentInteraction,
    language: Language,
    mark: u32,
) -> Result<Sending<'a>, Notice> {
    let server = component.guild_id.map(GuildId::get).ok_or(Notice::NotInServer)?;
    let team_channel = post.team.channel(server).ok_or(Notice::NoTeam)?;
    let (channel, asker) = (component.channel_id.get(), component.user.id.get());
    let words = post.desk.missed(channel, asker).filter(|words| Action::mark(words) == mark);
    let words = words.ok_or(Notice::TicketForgotten)?;
    Ok(Sending { post, id: component.id.get(), server, channel, asker, language, words, team_channel })
}

impl Sending<'_> {
    async fn send(self) -> Result<Notice, Failed> {
        let store = &self.post.team.store;
        if store.count_tickets(self.server, self.asker).await? >= EACH {
            return Err(Notice::TicketsTooMany.into());
        }
        // One at a time: two that ask alike at once are to find each other.
        let _alone = self.post.tickets.lock().await;
        if let Some(gap) = self.alike().await? {
            match store.join_gap(&Ticket { gap, ..self.ticket() }).await? {
                Opened::Joined(gap) => {
                    gaps::show(self.post, &gap, self.id).await?;
                    return Ok(Notice::TicketSent);
                }
                Opened::Already => return Ok(Notice::TicketAlready),
                Opened::New | Opened::Over => {}
            }
        }
        let ticket = self.ticket();
        let gap = gaps::new(&ticket, self.team_channel);
        let card = gaps::new_card(self.post, &gap, std::slice::from_ref(&ticket), format!("g{}", gap.gap));
        let card = card.ok_or(Notice::CannotSave)?;
        match store.open_gap(&ticket, &card).await? {
            Opened::New => {
                self.post.send(card);
                Ok(Notice::TicketSent)
            }
            Opened::Joined(_) | Opened::Already | Opened::Over => Ok(Notice::TicketAlready),
        }
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            ticket: self.id,
            gap: self.id,
            server: self.server,
            channel: self.channel,
            asker: self.asker,
            language: self.language.code().to_owned(),
            words: self.words.clone(),
            asked_at: now(),
        }
    }

    /// The gap of those who asked alike, if there is one.
    async fn alike(&self) -> Result<Option<u64>, Failed> {
        let newest = self.post.team.store.newest_tickets(self.server, COMPARED).await?;
        let ground = self.post.desk.ground(Some(self.server));
        let words = self.words.clone();
        let found = tokio::task::spawn_blocking(move || {
            let gist = ground.gist(&words);
            let is_like = |other: &str| {
                let (Some(gist), Some(other)) = (&gist, ground.gist(other)) else { return false };
                gist.is_like(&other)
            };
            let alike = |ticket: &&Ticket| ticket.words == words || is_like(&ticket.words);
            newest.iter().find(alike).map(|ticket| ticket.gap)
        });
        Ok(found.await.unwrap_or_else(|error| {
            tracing::error!(%error, "tickets could not be compared");
            None
        }))
    }
}
