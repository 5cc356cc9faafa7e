//! What people asked without an answer: cards in the team channel, and what
//! moderators do with them.

mod press;

use std::sync::Arc;

use crate::reply::{Action, GapCard, GapEnd, Link, Reply, Written};
use crate::store::{Decided, Gap, GapState, Note, Parcel, ParcelKind, StoreError, Ticket};

use super::super::convert;
use super::post::{self, Post};
use super::{by_itself, live, now};

/// Choices on a card.
const CHOICES: usize = 10;

/// Cards brought up to date at one look.
const BATCH: i64 = 50;

/// A gap as its first ticket opens it.
pub(super) fn new(ticket: &Ticket, card_channel: u64) -> Gap {
    Gap {
        gap: ticket.ticket,
        server: ticket.server,
        state: GapState::Open,
        people: 1,
        fact: None,
        note: None,
        assigned: None,
        decided_by: None,
        opened_at: ticket.asked_at,
        card_channel,
        card: None,
    }
}

/// A note as it is shown.
pub(super) fn written(note: &Note) -> Written<'_> {
    Written { answer: &note.answer, title: &note.title, url: &note.url, quote: &note.quote }
}

/// Tells what a gap is answered with apart from what it was answered with before.
fn mark(gap: &Gap) -> u32 {
    Action::mark(&format!("{:?} {:?}", gap.fact, gap.note))
}

/// The card of a gap that waits.
fn card(post: &Post, gap: &Gap, tickets: &[Ticket]) -> Reply {
    let first = tickets.first();
    let mut words: Vec<&str> = Vec::new();
    for ticket in tickets {
        if !words.contains(&ticket.words.as_str()) {
            words.push(&ticket.words);
        }
    }
    let ground = post.desk.ground(Some(gap.server));
    let choices = first.map(|first| ground.candidates(&first.words, CHOICES)).unwrap_or_default();
    post.desk.say_on(&ground, post.team_language(gap.server), |voice| {
        voice.gap_card(&GapCard {
            gap: gap.gap,
            channel: first.map_or(0, |first| first.channel),
            words: &words,
            people: people(gap),
            fact: gap.fact.as_deref().and_then(|id| live(&voice, id)),
            note: gap.note.as_ref().map(written),
            choices: &choices,
            mark: mark(gap),
            assigned: gap.assigned,
        })
    })
}

fn people(gap: &Gap) -> usize {
    usize::try_from(gap.people).unwrap_or_default()
}

/// A parcel about a gap, to the channel of its card.
fn parcel(gap: &Gap, kind: ParcelKind, nonce: String, body: &impl serde::Serialize) -> Option<Parcel> {
    let about = Link { server: gap.server, channel: gap.card_channel, message: gap.gap };
    post::parcel(kind, nonce, gap.card_channel, about, body)
}

/// An edit of a gap's card; none where there is no card yet.
fn edit_of(gap: &Gap, change: u64, reply: &Reply) -> Option<Parcel> {
    let card = gap.card?;
    let parcel = parcel(gap, ParcelKind::Edit, format!("h{}-{change}", gap.gap), &convert::edit(reply))?;
    Some(Parcel { message: Some(card), ..parcel })
}

/// Shows in its card how a gap that waits now stands. Without a card nothing is
/// shown: once there is one, it is brought up to date ([`look_after`]).
pub(super) async fn show(post: &Arc<Post>, gap: &Gap, change: u64) -> Result<(), StoreError> {
    let store = &post.team.store;
    let Some(now) = store.gap(gap.server, gap.gap).await?.filter(|now| now.state.waits()) else {
        return Ok(());
    };
    let now = Gap { card: now.card.or(gap.card), ..now };
    let tickets = store.tickets_of_gap(gap.gap).await?;
    if let Some(edit) = edit_of(&now, change, &card(post, &now, &tickets)) {
        store.show_gap(gap.gap, Some(&edit)).await?;
        post.send(edit);
    }
    Ok(())
}

/// The card of a gap that has none, on its way to the team channel.
pub(super) fn new_card(post: &Post, gap: &Gap, tickets: &[Ticket], nonce: String) -> Option<Parcel> {
    let message = convert::once(convert::notice(&card(post, gap, tickets)), nonce.clone());
    let parcel = parcel(gap, ParcelKind::Gap, nonce, &message)?;
    Some(Parcel { person: tickets.first().map_or(0, |first| first.asker), ..parcel })
}

/// Brings cards up to date that do not show their gap as it is: somebody had their
/// question erased, or its time is over, or the card came late, or is gone.
pub(super) async fn look_after(post: &Arc<Post>) -> Result<(), StoreError> {
    for gap in post.team.store.stale_gaps(BATCH).await? {
        bring_up_to_date(post, gap).await?;
    }
    Ok(())
}

async fn bring_up_to_date(post: &Arc<Post>, gap: Gap) -> Result<(), StoreError> {
    let store = &post.team.store;
    // The moment tells this edit from those that interactions make.
    let moment = now().unsigned_abs();
    let shown = if let Some(end) = end_of(&gap) {
        ended(post, &gap, end, moment)
    } else {
        let tickets = store.tickets_of_gap(gap.gap).await?;
        if tickets.is_empty() {
            return close(post, &gap).await;
        }
        match gap.card {
            Some(_) => edit_of(&gap, moment, &card(post, &gap, &tickets)),
            None if store.is_card_under_way(gap.gap).await? => None,
            None => {
                let card_channel = post.team.channel(gap.server).unwrap_or(gap.card_channel);
                let gap = Gap { card_channel, ..gap.clone() };
                // Discord's nonces have 25 letters at most.
                new_card(post, &gap, &tickets, format!("n{:x}{moment:x}", gap.gap))
            }
        }
    };
    store.show_gap(gap.gap, shown.as_ref()).await?;
    if let Some(shown) = shown {
        post.send(shown);
    }
    Ok(())
}

/// The edit that says how a gap ended.
fn ended(post: &Post, gap: &Gap, end: GapEnd, change: u64) -> Option<Parcel> {
    let reply = post.desk.say_in(Some(gap.server), post.team_language(gap.server), |voice| {
        let fact = gap.fact.as_deref().and_then(|id| voice.base().find(id));
        let shown = fact.filter(|_| matches!(end, GapEnd::Answered(_))).map(|fact| voice.base().fact(fact));
        voice.ended_gap(gap.gap, people(gap), shown, end)
    });
    edit_of(gap, change, &reply)
}

/// How a gap ended, if it has.
fn end_of(gap: &Gap) -> Option<GapEnd> {
    match (gap.state, gap.decided_by) {
        (GapState::Open | GapState::Assigned, _) => None,
        (GapState::Answered, by) => Some(GapEnd::Answered(by.unwrap_or_default())),
        (GapState::Closed, Some(by)) if by != 0 => Some(GapEnd::Closed(by)),
        (GapState::Closed, _) => Some(GapEnd::Over),
    }
}

/// Ends a gap of which nobody's question is kept any more.
async fn close(post: &Arc<Post>, gap: &Gap) -> Result<(), StoreError> {
    // Gaps have numbers of their own among Discord's: no other change has this one.
    let change = by_itself(gap.gap, gap.server, "gap.expire", gap.gap);
    let parcels: Vec<Parcel> = ended(post, gap, GapEnd::Over, now().unsigned_abs()).into_iter().collect();
    let settled = post.team.store.settle_gap(gap, GapState::Closed, &parcels, None, &change).await?;
    if settled == Decided::Now {
        for parcel in parcels {
            post.send(parcel);
        }
    }
    Ok(())
}
