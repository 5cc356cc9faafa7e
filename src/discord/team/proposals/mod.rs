//! What moderators propose for the fact base: shown, listed, decided on.

mod press;

use std::sync::Arc;

use serenity::model::application::CommandInteraction;
use serenity::model::id::GuildId;

use crate::knowledge::EntityIndex;
use crate::reply::{Link, Notice, ProposalCard, Proposes, Reply, Voice};
use crate::store::{Idea, Parcel, ParcelKind, Proposal, StoreError};

use super::super::commands::locale;
use super::super::convert::{self, Response};
use super::gaps::written;
use super::post::{self, Post};
use super::{Failed, caller};
use crate::moderation::Deed;

/// Proposals that are listed: what one menu holds.
const LISTED: i64 = 25;

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
        })
    })
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

/// Takes from their cards what somebody had erased.
pub(super) async fn erased(post: &Arc<Post>, proposals: Vec<Proposal>) -> Result<(), StoreError> {
    for proposal in proposals {
        let reply = post.desk.say(post.team_language(proposal.server), |voice| voice.erased_card());
        let nobodys = Proposal { asker: 0, ..proposal };
        if let Some(edit) = edit_of(&nobodys, 0, &reply) {
            post.team.store.put_parcel(&edit).await?;
            post.send(edit);
        }
    }
    Ok(())
}
