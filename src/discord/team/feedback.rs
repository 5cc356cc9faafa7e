//! Votes on answers, and what people say is not right.

use std::sync::Arc;

use serenity::model::application::{ComponentInteraction, ModalInteraction};
use serenity::model::id::{ChannelId, GuildId};

use crate::language::Language;
use crate::reply::{Action, Link, Notice};
use crate::store::{StoreError, Vote};

use super::super::convert::{self, Response};
use super::super::outbox::Item;
use super::post::Post;
use super::{now, typed};

/// A vote as it comes in.
struct Ballot<'a> {
    post: &'a Arc<Post>,
    link: Link,
    voter: u64,
    fact: String,
    language: Language,
}

impl Ballot<'_> {
    fn notice(&self, notice: Notice) -> Response {
        convert::answer(&self.post.desk.say(self.language, |voice| voice.notice(notice)), true)
    }

    async fn vote(&self, helpful: bool) -> Result<Response, StoreError> {
        let vote = Vote {
            message: self.link.message,
            voter: self.voter,
            server: self.link.server,
            fact: self.fact.clone(),
            helpful,
            at: now(),
        };
        self.post.team.store.vote(&vote).await?;
        let days = self.post.team.defaults.retention.vote_days;
        Ok(convert::answer(&self.post.desk.say(self.language, |voice| voice.voted(days)), true))
    }

    async fn cast(self, helpful: bool) -> Response {
        if !self.post.team.is_moderated() {
            return self.notice(Notice::NoStore);
        }
        let known = self
            .post
            .desk
            .say_in(Some(self.link.server), self.language, |voice| voice.base().find(&self.fact).is_some());
        if !known {
            return self.notice(Notice::Gone);
        }
        self.vote(helpful).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a vote was not saved");
            self.notice(Notice::CannotSave)
        })
    }
}

/// Does what Helpful or Not right says; none where it is another button.
pub(in crate::discord) async fn press(
    post: &Arc<Post>,
    component: &ComponentInteraction,
    action: &Action,
) -> Option<Response> {
    let (helpful, fact, language) = match action {
        Action::Helpful { fact, language } => (true, fact, *language),
        Action::NotRight { fact, language } => (false, fact, *language),
        _ => return None,
    };
    let link = Link {
        server: component.guild_id.map_or(0, GuildId::get),
        channel: component.channel_id.get(),
        message: component.message.id.get(),
    };
    let voter = component.user.id.get();
    let ballot = Ballot { post, link, voter, fact: fact.clone(), language };
    // Where a team reads it, a word may go with it.
    if !helpful && post.team.channel(link.server).is_some() {
        let form = post.desk.say(language, |voice| voice.not_right_form(fact));
        return Some(convert::modal(&form));
    }
    Some(ballot.cast(helpful).await)
}

/// Takes the form on what is not right; none where it is another form.
pub(in crate::discord) async fn submit(
    post: &Arc<Post>,
    modal: &ModalInteraction,
    action: &Action,
) -> Option<Response> {
    let Action::NotRight { fact, language } = action else { return None };
    let link = Link {
        server: modal.guild_id.map_or(0, GuildId::get),
        channel: modal.channel_id.get(),
        message: modal.message.as_ref().map_or(0, |message| message.id.get()),
    };
    let ballot = Ballot { post, link, voter: modal.user.id.get(), fact: fact.clone(), language: *language };
    if let Some(channel) = post.team.channel(link.server) {
        tell(&ballot, channel, &typed(modal));
    }
    Some(ballot.cast(false).await)
}

/// Tells the team. What somebody wrote is not stored.
fn tell(ballot: &Ballot<'_>, channel: u64, words: &str) {
    let Ballot { post, link, fact, .. } = ballot;
    let reply = post.desk.say_in(Some(link.server), post.team_language(link.server), |voice| {
        let fact = voice.base().fact(voice.base().find(fact)?);
        Some(voice.not_right(*link, fact, words))
    });
    let Some(reply) = reply else { return };
    match serde_json::to_vec(&convert::notice(&reply)) {
        Ok(body) => post.outbox.push(ChannelId::new(channel.max(1)), Item::Message(body)),
        Err(error) => tracing::error!(%error, "a word to the team could not be written"),
    }
}
