//! What people asked without an answer: cards in the team channel, and what
//! moderators do with them.

mod press;

use std::sync::Arc;

use crate::reply::{GapCard, GapEnd, Link, Reply, Written};
use crate::store::{Change, Gap, GapSettled, GapState, Note, Parcel, ParcelKind, StoreError, Ticket};

use super::super::convert;
use super::post::{self, Post};
use super::{live, now};

/// Choices on a card.
const CHOICES: usize = 10;

/// Gaps ended at once when nobody's question is kept any more.
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

/// The card of a gap that waits.
pub(super) fn card(post: &Post, gap: &Gap, tickets: &[Ticket]) -> Reply {
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
            assigned: gap.assigned,
        })
    })
}

fn people(gap: &Gap) -> usize {
    usize::try_from(gap.people).unwrap_or_default()
}

/// A parcel about a gap, to the channel of its card.
pub(super) fn parcel(
    gap: &Gap,
    kind: ParcelKind,
    nonce: String,
    body: &impl serde::Serialize,
) -> Option<Parcel> {
    let about = Link { server: gap.server, channel: gap.card_channel, message: gap.gap };
    post::parcel(kind, nonce, gap.card_channel, about, body)
}

/// An edit of a gap's card; none where there is no card yet.
fn edit_of(gap: &Gap, change: u64, reply: &Reply) -> Option<Parcel> {
    let card = gap.card?;
    let parcel = parcel(gap, ParcelKind::Edit, format!("h{}-{change}", gap.gap), &convert::edit(reply))?;
    Some(Parcel { message: Some(card), ..parcel })
}

/// Shows in its card how a gap that waits stands.
pub(super) async fn show(post: &Arc<Post>, gap: &Gap, change: u64) -> Result<(), StoreError> {
    let tickets = post.team.store.tickets_of_gap(gap.gap).await?;
    if let Some(edit) = edit_of(gap, change, &card(post, gap, &tickets)) {
        post.team.store.put_parcel(&edit).await?;
        post.send(edit);
    }
    Ok(())
}

/// Shows who has joined a gap, or what was done, while its card was on its way.
pub(super) async fn arrived(post: &Arc<Post>, server: u64, gap: u64) -> Result<(), StoreError> {
    let Some(gap) = post.team.store.gap(server, gap).await? else { return Ok(()) };
    if gap.state.waits() && (gap.people > 1 || gap.assigned.is_some() || gap.fact.is_some()) {
        show(post, &gap, 0).await?;
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

/// Takes from gaps what somebody had erased: from their cards, and from what is
/// on its way to those.
pub(super) async fn forget(post: &Arc<Post>, gaps: Vec<Gap>) -> Result<(), StoreError> {
    for gap in gaps {
        post.team.store.recall_cards(gap.gap).await?;
        if !post.team.store.tickets_of_gap(gap.gap).await?.is_empty() {
            // The moment tells this edit from the others: it is no interaction's.
            show(post, &gap, now().unsigned_abs()).await?;
        }
    }
    expire(post).await
}

/// Ends gaps of which nobody's question is kept any more.
pub(super) async fn expire(post: &Arc<Post>) -> Result<(), StoreError> {
    for gap in post.team.store.gaps_without_tickets(BATCH).await? {
        let change = Change {
            // Gaps have numbers of their own among Discord's: no other change has this one.
            entry: gap.gap,
            server: gap.server,
            actor: 0,
            at: now(),
            action: "gap.expire",
            subject: Some(gap.gap),
            detail: None,
        };
        let parcels: Vec<Parcel> = ended(post, &gap, GapEnd::Over, 0).into_iter().collect();
        let settled = post.team.store.settle_gap(&gap, GapState::Closed, &parcels, None, &change).await?;
        if settled == GapSettled::Now {
            for parcel in parcels {
                post.send(parcel);
            }
        }
    }
    Ok(())
}
