//! Parcels on their way to Discord: sent at once, again after a failure or a
//! crash, and never twice.
//!
//! Discord posts a message with a nonce once, but remembers nonces for minutes
//! only. So what may have been sent before is looked for first: a reply by the
//! message it replies to, a card by its link to the question or by its number.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ChannelId, MessageId};

use crate::language::Language;
use crate::reply::Link;
use crate::store::{AnswerGiven, LEASE, Parcel, ParcelKind, Shown, StoreError};

use super::super::convert;
use super::super::desk::{Desk, Told};
use super::super::outbox::{Item, Outbox};
use super::super::rest::{Rest, RestError};
use super::super::tasks::Tasks;
use super::{Team, now};

/// How long one process tries: it ends before its lease does, with time for the
/// last request.
const PATIENCE: Duration = Duration::from_secs(LEASE as u64 - 8);

/// Parcels taken up at once.
const BATCH: i64 = 50;

/// Direct messages taken up at once: some every two seconds, for Discord lets nobody
/// open channels fast.
const BATCH_DIRECT: i64 = 5;

/// Discord's code for opening direct messages too fast (developer documentation,
/// topics/opcodes-and-status-codes).
const OPENING_TOO_FAST: u64 = 40_003;

/// Discord's code for a message that is not there (the same).
const UNKNOWN_MESSAGE: u64 = 10_008;

/// Messages after the one it is about in which a parcel is looked for: Discord
/// gives a hundred at once.
const PAGES: usize = 3;

/// Sends parcels.
pub(in crate::discord) struct Post {
    pub(in crate::discord) team: Arc<Team>,
    pub(in crate::discord) desk: Arc<Desk>,
    pub(in crate::discord) outbox: Arc<Outbox>,
    pub(in crate::discord) rest: Rest,
    pub(in crate::discord) tasks: Tasks,
    /// Our own user, once Discord has told.
    pub(in crate::discord) me: AtomicU64,
    /// The base with which earlier answers were last held against what is known.
    pub(in crate::discord) checked: Mutex<String>,
    /// The revision at which what is approved was last put over the base; held while
    /// that is done.
    pub(in crate::discord) overlaid: tokio::sync::Mutex<Option<i64>>,
    /// Held while a ticket looks for those that ask alike.
    pub(in crate::discord) tickets: tokio::sync::Mutex<()>,
}

/// A parcel with this nonce, `about` a message; `body` is written as JSON. None,
/// logged, where it cannot be written.
pub(super) fn parcel(
    kind: ParcelKind,
    nonce: String,
    channel: u64,
    about: Link,
    body: &impl serde::Serialize,
) -> Option<Parcel> {
    let body = serde_json::to_string(body)
        .map_err(|error| tracing::error!(%error, "a message could not be written"))
        .ok()?;
    let at = now();
    let Link { server, message, .. } = about;
    let (about, lease) = (message, at + LEASE);
    Some(Parcel { nonce, kind, server, channel, message: None, about, person: 0, body, at, lease })
}

/// A message as Discord has it.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct Posted {
    pub(in crate::discord) id: MessageId,
}

impl Post {
    /// Sends a parcel that was just put into the store's outbox.
    pub(in crate::discord) fn send(self: &Arc<Self>, parcel: Parcel) {
        let post = Arc::clone(self);
        self.tasks.spawn(async move { post.deliver(&parcel).await });
    }

    /// Puts a parcel into the store's outbox by itself, and sends it.
    pub(super) async fn keep_and_send(self: &Arc<Self>, parcel: Parcel) -> Result<(), StoreError> {
        self.team.store.put_parcel(&parcel).await?;
        self.send(parcel);
        Ok(())
    }

    /// Takes up what nobody is delivering.
    pub(super) async fn sweep(self: &Arc<Self>) -> Result<(), StoreError> {
        // Without knowing ourselves we would not know our messages.
        if self.me.load(Ordering::Relaxed) == 0 {
            return Ok(());
        }
        for parcel in self.team.store.take_parcels(now(), BATCH, BATCH_DIRECT).await? {
            let post = Arc::clone(self);
            self.tasks.spawn(async move {
                match post.find(&parcel).await {
                    Ok(Some(there)) => post.note(&parcel, Some(there)).await,
                    Ok(None) => post.deliver(&parcel).await,
                    Err(error) => post.failed(&parcel, &error).await,
                }
            });
        }
        Ok(())
    }

    async fn deliver(self: &Arc<Self>, parcel: &Parcel) {
        if parcel.body.is_empty() {
            // Recalled, and not there: nothing is left to do.
            if let Err(error) = self.team.store.forget_recalled(parcel).await {
                tracing::debug!(nonce = parcel.nonce, %error, "a recalled card could not be taken out");
            }
            return;
        }
        let body = parcel.body.clone().into_bytes();
        let item = match (parcel.kind, parcel.message) {
            (ParcelKind::Edit, Some(message)) => Item::Edit(MessageId::new(message.max(1)), body),
            _ => Item::Message(body),
        };
        let channel = match self.channel_of(parcel).await {
            Ok(channel) => channel,
            Err(error) => return self.failed(parcel, &error).await,
        };
        match self.outbox.push_kept(channel, item, PATIENCE).await {
            Ok(Ok(answer)) => {
                let posted: Option<Posted> = serde_json::from_slice(&answer).ok();
                self.note(parcel, posted.map(|posted| posted.id.get())).await;
            }
            Ok(Err(error)) => self.failed(parcel, &error).await,
            // The sender is gone: the process is leaving, the next one goes on.
            Err(_) => {}
        }
    }

    /// The channel a parcel goes to. That of a direct message Discord opens, or tells
    /// again.
    async fn channel_of(&self, parcel: &Parcel) -> Result<ChannelId, RestError> {
        if parcel.kind != ParcelKind::Direct {
            return Ok(ChannelId::new(parcel.channel.max(1)));
        }
        let body = json!({"recipient_id": parcel.channel.to_string()}).to_string().into_bytes();
        let request = Request::new(Route::UserMeDmChannels, LightMethod::Post).body(Some(body));
        let opened = tokio::time::timeout(PATIENCE, self.rest.get::<Value>(request)).await;
        let opened = opened.map_err(|_| RestError::Unreachable("it took too long".to_owned()))??;
        let channel = id(&opened["id"]).filter(|channel| *channel != 0);
        channel
            .map(ChannelId::new)
            .ok_or_else(|| RestError::Unusable("Discord opened a channel without a number".to_owned()))
    }

    /// Notes that a parcel has arrived.
    async fn note(self: &Arc<Self>, parcel: &Parcel, message: Option<u64>) {
        match self.team.store.delivered(parcel, message).await {
            // What a proposal's card shows may be gone by now, or never was noted here.
            Ok(noted) if !noted || parcel.kind == ParcelKind::Proposal => {
                if let Some(message) = message {
                    self.came_too_late(parcel, message).await;
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(nonce = parcel.nonce, %error, "that a message was sent could not be noted");
            }
        }
        // An approved answer is corrected like any other.
        if let Some(message) = message.filter(|_| parcel.nonce.starts_with(super::reviews::APPROVED))
            && let Ok(Some(review)) = self.team.store.review(parcel.server, parcel.about).await
            && let Some(told) = review.fact.as_deref().and_then(|fact| {
                let language = review.language.parse().unwrap_or(Language::ENGLISH);
                self.desk.told_of(Some(review.server), fact, language)
            })
        {
            let place = Link { server: review.server, channel: review.channel, message };
            self.answered(place, told);
        }
    }

    /// Looks at a card that came late: if it is not the card of what it shows, that was
    /// erased while it was on its way.
    async fn came_too_late(self: &Arc<Self>, parcel: &Parcel, message: u64) {
        let store = &self.team.store;
        let Parcel { server, channel, about, .. } = *parcel;
        // Noted before, by who found it: then it is the card.
        let card = match parcel.kind {
            ParcelKind::Gap => store.gap(server, about).await.map(|gap| gap.and_then(|gap| gap.card)),
            ParcelKind::Proposal => store
                .proposal(server, about)
                .await
                .map(|proposal| proposal.and_then(|proposal| proposal.card)),
            _ => return,
        };
        if matches!(card, Ok(card) if card != Some(message))
            && let Some(edit) = self.erased_card(Shown { server, channel, card: message, about })
            // Nobody holds it: the next look sends it.
            && let Err(error) = store.put_parcel(&edit).await
        {
            tracing::warn!(%error, message, "a card that was erased could not be taken back");
        }
    }

    /// The edit that takes from a card, a message, what its asker had erased.
    pub(super) fn erased_card(&self, shown: Shown) -> Option<Parcel> {
        let Shown { server, channel, card, about } = shown;
        let reply = self.desk.say(self.team_language(server), |voice| voice.erased_card());
        let link = Link { server, channel, message: about };
        let edit = parcel(ParcelKind::Edit, format!("z{card}"), channel, link, &convert::edit(&reply))?;
        Some(Parcel { message: Some(card), lease: 0, ..edit })
    }

    /// Notes that a message answers with a fact.
    pub(in crate::discord) fn answered(&self, place: Link, told: Told) {
        let Told { fact, language, digest } = told;
        let Link { server, channel, message } = place;
        let given = AnswerGiven { message, server, channel, fact, language, digest, at: now() };
        if self.team.is_moderated() {
            self.desk.ledger.answered(given);
        }
    }

    /// What Discord refuses is given up; all else is tried again later.
    async fn failed(self: &Arc<Self>, parcel: &Parcel, error: &RestError) {
        let refused = match error {
            RestError::Refused { code, .. } => *code != OPENING_TOO_FAST,
            RestError::Unusable(_) => true,
            _ => false,
        };
        if !refused {
            tracing::info!(nonce = parcel.nonce, %error, "a message is tried again later");
            return;
        }
        // That of a direct message is a person's number.
        let channel = (parcel.kind != ParcelKind::Direct).then_some(parcel.channel);
        tracing::warn!(nonce = parcel.nonce, channel, %error, "a message was refused by Discord");
        if let Err(error) = self.team.store.discard(parcel).await {
            tracing::warn!(nonce = parcel.nonce, %error, "a refused message could not be taken out");
            return;
        }
        if matches!(parcel.kind, ParcelKind::Reply | ParcelKind::Direct) {
            self.tell_team(parcel).await;
        }
        // Somebody deleted the card: its gap gets another.
        if let (RestError::Refused { code: UNKNOWN_MESSAGE, .. }, Some(card)) = (error, parcel.message)
            && let Err(error) = self.team.store.lost_card(card).await
        {
            tracing::warn!(%error, card, "that a card is gone could not be noted");
        }
    }

    /// Tells the team that what it approved did not arrive.
    async fn tell_team(self: &Arc<Self>, parcel: &Parcel) {
        let Some(channel) = self.team.channel(parcel.server) else {
            return;
        };
        let link = Link { server: parcel.server, channel: parcel.channel, message: parcel.about };
        let language = self.team_language(parcel.server);
        let reply = self.desk.say(language, |voice| match parcel.kind {
            ParcelKind::Direct => voice.could_not_tell(parcel.about),
            _ => voice.could_not_send(link),
        });
        let nonce = format!("f{}", parcel.about);
        let message = convert::once(convert::notice(&reply), nonce.clone());
        let Some(notice) = self::parcel(ParcelKind::Notice, nonce, channel, link, &message) else { return };
        if let Err(error) = self.keep_and_send(notice).await {
            tracing::warn!(%error, "the team could not be told of a refused message");
        }
    }

    /// The language of what a server's team reads.
    pub(super) fn team_language(&self, server: u64) -> Language {
        let set = self.team.server(server).and_then(|settings| settings.language);
        set.and_then(|code| code.parse().ok())
            .unwrap_or_else(|| self.desk.matcher().base().default_language())
    }

    /// The message a parcel has already become, if it has.
    async fn find(&self, parcel: &Parcel) -> Result<Option<u64>, RestError> {
        if matches!(parcel.kind, ParcelKind::Edit | ParcelKind::Notice) {
            // An edit can be made twice; a notice has its nonce.
            return Ok(None);
        }
        let channel_id = self.channel_of(parcel).await?;
        let mut after = parcel.about;
        for _ in 0..PAGES {
            let route = Route::ChannelMessages { channel_id };
            let query = vec![("after", after.to_string()), ("limit", "100".to_owned())];
            let page: Vec<Value> =
                self.rest.get(Request::new(route, LightMethod::Get).params(Some(query))).await?;
            if let Some(found) = page.iter().find(|message| self.is_of(message, parcel)) {
                return Ok(id(&found["id"]));
            }
            let newest = page.iter().filter_map(|message| id(&message["id"])).max();
            match newest.filter(|newest| *newest > after && page.len() == 100) {
                Some(newest) => after = newest,
                None => break,
            }
        }
        Ok(None)
    }

    fn is_of(&self, message: &Value, parcel: &Parcel) -> bool {
        if id(&message["author"]["id"]) != Some(self.me.load(Ordering::Relaxed)) {
            return false;
        }
        match parcel.kind {
            ParcelKind::Reply => id(&message["message_reference"]["message_id"]) == Some(parcel.about),
            // Its buttons may be gone: somebody was quick to decide. Its number stays.
            ParcelKind::Gap | ParcelKind::Proposal | ParcelKind::Direct => {
                let footer = message["embeds"][0]["footer"]["text"].as_str();
                footer.is_some_and(|text| text.ends_with(&format!(" {}", parcel.about)))
            }
            _ => {
                message["content"].as_str().is_some_and(|text| text.ends_with(&format!("/{}", parcel.about)))
            }
        }
    }
}

fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}
