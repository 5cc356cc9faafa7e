//! What moderators do with a proposal.

use crate::knowledge::{Addition, without_formatting};
use crate::moderation::{Deed, addition};
use crate::reply::{Notice, ProposalEnd, ProposalVerb, Reply};
use crate::store::{Idea, Proposal};

use super::super::super::convert::{self, Response};
use super::super::press::Press;
use super::super::{Failed, fits, gaps::written, is_live, overlays};
use super::{card, edit_of, mark};

impl Press<'_> {
    /// Does something to a proposal.
    pub(in crate::discord::team) async fn on_proposal(
        self,
        verb: ProposalVerb,
        number: u64,
    ) -> Result<Response, Failed> {
        let server = self.server()?;
        let chosen = self.chosen.as_deref().and_then(|chosen| chosen.parse().ok());
        let number = if verb == ProposalVerb::Show { chosen.unwrap_or(number) } else { number };
        let found = self.post.team.store.proposal(server, number).await?;
        let mut proposal = found.ok_or(Notice::Gone)?;
        self.post.team.may(&self.caller, Deed::Decide { server: proposal.server })?;
        if verb == ProposalVerb::Show {
            return Ok(convert::answer(&card(self.post, &proposal), true));
        }
        if proposal.approved != (verb == ProposalVerb::Withdraw) {
            return Err(Notice::ProposalDecided.into());
        }
        // Pressed before we noted where the card is.
        proposal.card = proposal.card.or(self.card);
        match verb {
            // The press is on what the presser saw.
            ProposalVerb::Approve(seen) if seen != mark(&proposal) => Err(Notice::CardChanged.into()),
            ProposalVerb::Approve(_) => self.approve_proposal(proposal).await,
            ProposalVerb::Edit if self.typed.is_some() => self.edit(proposal).await,
            ProposalVerb::Edit => {
                let note = match &proposal.idea {
                    Idea::Fact(note) => Some(written(note)),
                    Idea::Phrasing => None,
                };
                Ok(self.form(|voice| voice.proposal_form(number, &proposal.words, note.as_ref())))
            }
            ProposalVerb::TurnDown => {
                let end = ProposalEnd::TurnedDown(self.caller.id);
                self.drop(proposal, end, "proposal.reject").await
            }
            ProposalVerb::Withdraw | ProposalVerb::Show => {
                let end = ProposalEnd::Withdrawn(self.caller.id);
                self.drop(proposal, end, "proposal.withdraw").await
            }
        }
    }

    /// Whether a proposal still fits what is known in its server.
    fn still_fits(&self, proposal: &Proposal) -> Result<(), Failed> {
        let desk = &self.post.desk;
        let ground = desk.ground(Some(proposal.server));
        if ground.meets(&proposal.words) {
            return Err(Notice::ProposalOutdated.into());
        }
        if !ground.stands_alone(&proposal.words) {
            let problem =
                "the question leans on one before it. Write it out, as somebody asks who says nothing else";
            return Err(Failed::Unfit(vec![problem.to_owned()]));
        }
        match addition(proposal) {
            Addition::Phrasing { fact, words, .. } => {
                if !is_live(desk, proposal.server, &fact) || !words.chars().any(char::is_alphanumeric) {
                    return Err(Notice::ProposalOutdated.into());
                }
                Ok(())
            }
            Addition::Fact(fact) => fits(&fact),
        }
    }

    async fn approve_proposal(&self, proposal: Proposal) -> Result<Response, Failed> {
        let Proposal { server, author, .. } = proposal;
        self.post.team.may(&self.caller, Deed::Approve { server, author })?;
        self.still_fits(&proposal)?;
        let change = self.change("proposal.approve", proposal.proposal, Some(proposal.fact.clone()));
        let approved =
            Proposal { approved: true, decided_by: Some(self.caller.id), asker: 0, ..proposal.clone() };
        let shown = card(self.post, &approved);
        let edit = edit_of(&approved, self.id, &shown);
        let store = &self.post.team.store;
        if !store.approve_proposal(&proposal, edit.as_slice(), &change).await? {
            return Err(Notice::ProposalDecided.into());
        }
        if let Some(edit) = edit {
            self.post.send(edit);
        }
        self.put_to_use().await;
        Ok(self.shown(&shown))
    }

    /// Puts it in other words: those of who does so, whom another must approve.
    async fn edit(&self, proposal: Proposal) -> Result<Response, Failed> {
        let typed = self.typed.as_ref().and_then(|typed| typed.get("words"));
        let words = without_formatting(typed.map_or("", String::as_str));
        let note = self.note();
        let idea = match (&proposal.idea, &note) {
            (Idea::Fact(_), Some(note)) => Idea::Fact(note.clone()),
            (other, _) => other.clone(),
        };
        let edited = Proposal { words: words.clone(), idea, ..proposal.clone() };
        self.still_fits(&edited)?;
        let note = note.filter(|_| matches!(proposal.idea, Idea::Fact(_)));
        let change = self.change("proposal.edit", proposal.proposal, None);
        let store = &self.post.team.store;
        let edited = store.edit_proposal(proposal.proposal, &words, note.as_ref(), &change).await?;
        let mut edited = edited.ok_or(Notice::ProposalDecided)?;
        edited.card = edited.card.or(proposal.card);
        let shown = card(self.post, &edited);
        if let Some(edit) = edit_of(&edited, self.id, &shown) {
            self.post.keep_and_send(edit).await?;
        }
        Ok(self.shown(&shown))
    }

    async fn drop(
        &self,
        proposal: Proposal,
        end: ProposalEnd,
        action: &'static str,
    ) -> Result<Response, Failed> {
        let change = self.change(action, proposal.proposal, Some(proposal.fact.clone()));
        let language = self.post.team_language(proposal.server);
        let shown = self.post.desk.say(language, |voice| voice.ended_proposal(proposal.proposal, end));
        let edit = edit_of(&Proposal { asker: 0, ..proposal.clone() }, self.id, &shown);
        if !self.post.team.store.drop_proposal(&proposal, edit.as_slice(), &change).await? {
            return Err(Notice::ProposalDecided.into());
        }
        if let Some(edit) = edit {
            self.post.send(edit);
        }
        self.put_to_use().await;
        Ok(self.shown(&shown))
    }

    /// Puts what was decided to use here at once; other processes see it at their
    /// next look, as does this one should it fail now.
    async fn put_to_use(&self) {
        let refreshed = async {
            self.post.team.refresh().await?;
            overlays::refresh(self.post).await
        };
        if let Err(error) = refreshed.await {
            tracing::info!(%error, "what was decided is put to use at the next look");
        }
    }

    /// The card itself changes by its edit; a copy that only the presser sees, by
    /// the answer.
    fn shown(&self, reply: &Reply) -> Response {
        if self.card.is_some() { convert::understood() } else { convert::update(reply) }
    }
}
