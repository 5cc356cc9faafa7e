//! What moderators propose for the fact base: shown, listed, decided on.

mod press;

use std::sync::Arc;

use serenity::model::application::CommandInteraction;
use serenity::model::id::GuildId;

use crate::knowledge::EntityIndex;
use crate::moderation::Deed;
use crate::reply::{Action, Link, Notice, ProposalCard, ProposalEnd, Proposes, Reply, Voice};
use crate::store::{DAY, Idea, Parcel, ParcelKind, Proposal, Seconds, StoreError};

use super::super::commands::locale;
use super::super::convert::{self, Response};
use super::gaps::written;
use super::post::{self, Post};
use super::{Failed, by_itself, caller, now};

/// Proposals that are listed: what one menu holds.
const LISTED: i64 = 25;

/// Proposals dropped at once when their time is over.
const BATCH: i64 = 50;

/// Runs `/proposals`. What it says only the caller sees.
pub(in crate::discord) async fn run(post: &Arc<Post>, command: &CommandInteraction) -> Response {
    let language = locale(&command.locale);
    let server = command.guild_id.map(GuildId::get);
    let caller = caller(&command.user, command.member.as_deref(), server);
    let listed = async {
        post.team.may(&caller, Deed::SeeTeam)?;
        let server = caller.server.ok_or(Notice::NotInServer)?;
        let proposals = post.team.store.proposals(server, LISTED).await?;
        let lines: Vec<(u64, String, bool)> =
            proposals.into_iter().map(|one| (one.proposal, one.words, one.approved)).collect();
        Ok(convert::answer(&post.desk.say(language, |voice| voice.proposals_page(&lines)), true))
    };
    listed.await.unwrap_or_else(|failed: Failed| failed.answer(&post.desk, language))
}

/// The card of a proposal, for the team.
fn card(post: &Post, proposal: &Proposal) -> Reply {
    let language = post.team_language(proposal.server);
    post.desk.say_in(Some(proposal.server), language, |voice| {
        let known = voice.base().find(&proposal.fact).map(|index| voice.base().fact(index));
        let topic = match (&proposal.idea, known) {
            (Idea::Phrasing, Some(fact)) => &fact.topic,
            _ => &proposal.topic,
        };
        voice.proposal_card(&ProposalCard {
            proposal: proposal.proposal,
            author: proposal.author,
            proposes: match &proposal.idea {
                Idea::Phrasing => Proposes::Phrasing(known),
                Idea::Fact(note) => Proposes::Fact(written(note)),
            },
            file: &format!("facts/{topic}/{}.toml", proposal.fact),
            language: &proposal.language,
            words: &proposal.words,
            about: &names(&voice, &proposal.about),
            approved: proposal.decided_by.filter(|_| proposal.approved),
            mark: mark(proposal),
        })
    })
}

/// Tells what is proposed apart from what was proposed before.
fn mark(proposal: &Proposal) -> u32 {
    Action::mark(&format!("{:?} {}", proposal.idea, proposal.words))
}

/// What entities are called, in one line.
fn names(voice: &Voice<'_>, ids: &[String]) -> String {
    let found = ids.iter().filter_map(|id| voice.base().find_entity(id));
    found.map(|entity: EntityIndex| voice.entity(entity)).collect::<Vec<_>>().join(", ")
}

/// The card of a new proposal, on its way to the team channel.
pub(super) fn new_card(post: &Post, proposal: &Proposal) -> Option<Parcel> {
    let nonce = format!("p{}", proposal.proposal);
    let body = convert::once(convert::notice(&card(post, proposal)), nonce.clone());
    let parcel = post::parcel(ParcelKind::Proposal, nonce, proposal.card_channel, link(proposal), &body)?;
    Some(Parcel { person: proposal.asker, ..parcel })
}

fn link(proposal: &Proposal) -> Link {
    Link { server: proposal.server, channel: proposal.card_channel, message: proposal.proposal }
}

/// An edit of a proposal's card; none where there is no card yet.
fn edit_of(proposal: &Proposal, change: u64, reply: &Reply) -> Option<Parcel> {
    let card = proposal.card?;
    let nonce = format!("o{}-{change}", proposal.proposal);
    let body = convert::edit(reply);
    let parcel = post::parcel(ParcelKind::Edit, nonce, proposal.card_channel, link(proposal), &body)?;
    Some(Parcel { message: Some(card), person: proposal.asker, ..parcel })
}

/// Drops proposals nobody has decided on for as long as a question may be kept:
/// they are in somebody's words.
pub(super) async fn expire(post: &Arc<Post>) -> Result<(), StoreError> {
    let before = now() - Seconds::from(post.team.defaults.retention.ticket_days) * DAY;
    for proposal in post.team.store.undecided_proposals(before, BATCH).await? {
        let language = post.team_language(proposal.server);
        let shown =
            post.desk.say(language, |voice| voice.ended_proposal(proposal.proposal, ProposalEnd::Over));
        let edit = edit_of(&Proposal { asker: 0, ..proposal.clone() }, now().unsigned_abs(), &shown);
        // A proposal has the number of an interaction, but that answered its gap, and has that entry.
        let entry = proposal.proposal ^ (1 << 63);
        let change = by_itself(entry, proposal.server, "proposal.expire", proposal.proposal);
        if post.team.store.drop_proposal(&proposal, edit.as_slice(), &change).await?
            && let Some(edit) = edit
        {
            post.send(edit);
        }
    }
    Ok(())
}
