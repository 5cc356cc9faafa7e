//! Review and shadow mode: what the bot would say, a moderator sees first.

mod press;

use std::sync::Arc;

use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, MessageId};

use crate::language::Language;
use crate::matching::{Outcome, Refusal, Verdict};
use crate::moderation::Rule;
use crate::reply::{Card, Link, Reply, Settled, Would};
use crate::store::{ChannelMode, Decided, Parcel, ParcelKind, Review, ReviewState, Seconds, StoreError};

use super::super::addressed::{self, Addressed};
use super::super::convert;
use super::super::desk::{Asked, Ground};
use super::super::outbox::Item;
use super::post::{self, Post};
use super::{Place, by_itself, live, now};

/// How the nonce of an approved answer begins.
pub(super) const APPROVED: char = 'r';

/// Choices on a card.
const OTHERS: usize = 10;

/// Seconds of an hour.
const HOUR: Seconds = 3_600;

/// Reviews ended at once when their time is over.
const BATCH: i64 = 50;

/// A question that moderators are to see.
struct Heard {
    place: Place,
    message: u64,
    asker: u64,
    words: String,
    ground: Ground,
    outcome: Outcome,
}

impl Heard {
    fn link(&self) -> Link {
        Link { server: self.place.server, channel: self.place.channel, message: self.message }
    }
}

/// Hands a question on to the team, by the mode of its channel.
pub(in crate::discord) fn hear(
    post: &Arc<Post>,
    place: Place,
    rule: Rule,
    message: &Message,
    addressed: Option<&Addressed>,
) {
    let Some(team_channel) = post.team.channel(place.server) else {
        return tracing::debug!(server = place.server, "there is no team channel to show a question in");
    };
    let words = match addressed {
        Some(addressed) => Some(addressed.question.clone()),
        None => addressed::overheard(message),
    };
    let Some(words) = words else { return };
    let asked = Asked {
        question: &words,
        earlier: addressed.and_then(|addressed| addressed.earlier.as_deref()),
        asker: message.author.id.get(),
        sendable: false,
        channel: place.channel,
        shared: true,
        server: Some(place.server),
        sureness: rule.sureness,
        via: rule.mode.name(),
    };
    let Some((ground, outcome)) = post.desk.consider(&asked, addressed.is_none()) else { return };
    if matches!(outcome.verdict, Verdict::None { refusal: Refusal::Empty | Refusal::TooLong, .. }) {
        return;
    }
    let (asker, message) = (message.author.id.get(), message.id.get());
    let heard = Heard { place, message, asker, words, ground, outcome };
    if rule.mode == ChannelMode::Shadow {
        return report(post, &heard, team_channel);
    }
    let opening = Arc::clone(post);
    post.tasks.spawn(async move { open(&opening, heard, team_channel).await });
}

/// Says in the team channel what the bot would have said. Nothing is stored.
fn report(post: &Post, heard: &Heard, team_channel: u64) {
    let language = post.team_language(heard.place.server);
    let would =
        Would { link: heard.link(), asker: heard.asker, words: &heard.words, outcome: &heard.outcome };
    let reply = post.desk.say_on(&heard.ground, language, |voice| voice.would(&would));
    let message = convert::once(convert::notice(&reply), format!("s{}", heard.message));
    match serde_json::to_vec(&message) {
        Ok(body) => post.outbox.push(ChannelId::new(team_channel.max(1)), Item::Message(body)),
        Err(error) => tracing::error!(%error, "a report could not be written"),
    }
}

/// Opens a review: the question is kept and its card is on its way, or neither.
async fn open(post: &Arc<Post>, heard: Heard, team_channel: u64) {
    let settings = post.team.server(heard.place.server).unwrap_or_default();
    let hours = settings.card_hours.unwrap_or(post.team.defaults.card_hours);
    let proposed = match &heard.outcome.verdict {
        Verdict::Answer(hit) => Some(heard.ground.base().fact(hit.fact).id.clone()),
        Verdict::Choices(_) | Verdict::None { .. } => None,
    };
    let asked_at = now();
    let review = Review {
        question: heard.message,
        server: heard.place.server,
        channel: heard.place.channel,
        asker: heard.asker,
        language: heard.outcome.language.code().to_owned(),
        words: Some(heard.words.clone()),
        fact: proposed,
        note: None,
        state: ReviewState::Open,
        assigned: None,
        decided_by: None,
        asked_at,
        expires_at: asked_at + Seconds::from(hours) * HOUR,
        card_channel: team_channel,
        card: None,
    };
    let nonce = format!("c{}", review.question);
    let message =
        convert::once(convert::notice(&card(post, &review, &heard.ground, &heard.outcome)), nonce.clone());
    let Some(card) = parcel(&review, ParcelKind::Card, nonce, None, &message) else { return };
    match post.team.store.open_review(&review, &card).await {
        Ok(true) => post.send(card),
        Ok(false) => tracing::debug!(question = review.question, "the question has a review already"),
        Err(error) => tracing::warn!(%error, "a question to review could not be saved and is lost"),
    }
}

/// The card of an open review.
fn card(post: &Post, review: &Review, ground: &Ground, outcome: &Outcome) -> Reply {
    let words = review.words.clone().unwrap_or_default();
    let others = ground.candidates(&words, OTHERS);
    post.desk.say_on(ground, post.team_language(review.server), |voice| {
        let card = Card {
            link: link(review),
            asker: review.asker,
            words: &words,
            answer_in: language(review),
            fact: review.fact.as_deref().and_then(|id| live(&voice, id)),
            outcome,
            others: &others,
            note: review.note.as_deref(),
            assigned: review.assigned,
            expires_at: review.expires_at,
        };
        voice.card(&card)
    })
}

fn link(review: &Review) -> Link {
    Link { server: review.server, channel: review.channel, message: review.question }
}

fn language(review: &Review) -> Language {
    review.language.parse().unwrap_or(Language::ENGLISH)
}

/// A parcel about a review.
fn parcel(
    review: &Review,
    kind: ParcelKind,
    nonce: String,
    message: Option<u64>,
    body: &impl serde::Serialize,
) -> Option<Parcel> {
    let channel = if kind == ParcelKind::Reply { review.channel } else { review.card_channel };
    let parcel = post::parcel(kind, nonce, channel, link(review), body)?;
    Some(Parcel { message, person: review.asker, ..parcel })
}

fn action_of(how: Settled) -> &'static str {
    match how {
        Settled::Approved(_) => "review.approve",
        Settled::Rejected(_) => "review.reject",
        Settled::Expired => "review.expire",
    }
}

/// How a review ended, if it has.
fn settled(review: &Review) -> Option<Settled> {
    let by = review.decided_by.unwrap_or_default();
    match review.state {
        ReviewState::Open => None,
        ReviewState::Approved => Some(Settled::Approved(by)),
        ReviewState::Rejected => Some(Settled::Rejected(by)),
        ReviewState::Expired => Some(Settled::Expired),
    }
}

/// A reply to the question of a review.
fn reply_of(review: &Review, letter: char, reply: &Reply) -> Option<Parcel> {
    let nonce = format!("{letter}{}", review.question);
    let (channel, message) = (ChannelId::new(review.channel.max(1)), MessageId::new(review.question.max(1)));
    let message = convert::reply_to(reply, channel, message, nonce.clone());
    parcel(review, ParcelKind::Reply, nonce, None, &message)
}

/// An edit of a review's card; none where there is no card.
fn edit_of(review: &Review, change: u64, reply: &Reply) -> Option<Parcel> {
    let nonce = format!("e{}-{change}", review.question);
    parcel(review, ParcelKind::Edit, nonce, Some(review.card?), &convert::edit(reply))
}

fn settled_edit(post: &Post, review: &Review, how: Settled, change: u64) -> Option<Parcel> {
    let reply = post.desk.say_in(Some(review.server), post.team_language(review.server), |voice| {
        let fact = review.fact.as_deref().and_then(|id| voice.base().find(id));
        let shown = fact.filter(|_| matches!(how, Settled::Approved(_))).map(|fact| voice.base().fact(fact));
        voice.settled_card(link(review), review.asker, shown, how)
    });
    edit_of(review, change, &reply)
}

/// Ends reviews whose time is over, and tells who asked.
pub(super) async fn expire(post: &Arc<Post>) -> Result<(), StoreError> {
    for review in post.team.store.overdue_reviews(now(), BATCH).await? {
        let reply = post.desk.say(language(&review), |voice| voice.review_expired());
        let parcels: Vec<Parcel> = reply_of(&review, 'x', &reply)
            .into_iter()
            .chain(settled_edit(post, &review, Settled::Expired, 0))
            .collect();
        // Questions have numbers of their own among Discord's: no interaction has this one.
        let change = by_itself(review.question, review.server, action_of(Settled::Expired), review.question);
        if post.team.store.decide(&review, ReviewState::Expired, &parcels, &change).await? == Decided::Now {
            for parcel in parcels {
                post.send(parcel);
            }
        }
    }
    Ok(())
}
