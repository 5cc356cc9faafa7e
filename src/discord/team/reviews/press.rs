//! What moderators do with a review's card.

use crate::moderation::Deed;
use crate::reply::{Notice, ReviewVerb, Settled};
use crate::store::{Amendment, Decided, Parcel, Review, ReviewState};

use super::super::super::convert::{self, Response};
use super::super::press::Press;
use super::super::{Failed, fact_meant, is_live, live};
use super::{APPROVED, action_of, card, edit_of, language, reply_of, settled, settled_edit};

impl Press<'_> {
    /// Does something to a review.
    pub(in crate::discord::team) async fn on_review(
        self,
        verb: ReviewVerb,
        question: u64,
    ) -> Result<Response, Failed> {
        let server = self.server()?;
        let found = self.post.team.store.review(server, question).await?;
        let mut review = found.ok_or(Notice::Gone)?;
        self.post.team.may(&self.caller, Deed::Decide { server: review.server })?;
        if let Some(settled) = settled(&review) {
            return Err(Failed::Settled(settled));
        }
        // Pressed before we noted where the card is.
        review.card = review.card.or(self.card);
        match verb {
            ReviewVerb::Approve => self.approve(review).await,
            ReviewVerb::Reject => {
                let settled = Settled::Rejected(self.caller.id);
                self.settle(review, settled, ReviewState::Rejected, None).await
            }
            ReviewVerb::Assign => {
                self.amend(review, Amendment::Assigned(self.caller.id), "review.assign").await
            }
            ReviewVerb::Choose => {
                let fact = self.chosen.clone().unwrap_or_default();
                self.propose(review, &fact).await
            }
            ReviewVerb::Other => match self.typed_alone() {
                None => Ok(self.form(|voice| voice.other_form(question))),
                Some(typed) => {
                    let fact = fact_meant(&self.post.desk, server, typed).ok_or(Notice::NoSuchAnswer)?;
                    self.propose(review, &fact).await
                }
            },
            ReviewVerb::Note => match self.typed_alone() {
                None => {
                    let note = review.note.unwrap_or_default();
                    Ok(self.form(|voice| voice.note_form(question, &note)))
                }
                Some(note) => self.amend(review, Amendment::Note(note), "review.note").await,
            },
        }
    }

    async fn propose(&self, review: Review, fact: &str) -> Result<Response, Failed> {
        if !is_live(&self.post.desk, review.server, fact) {
            return Err(Notice::Gone.into());
        }
        self.amend(review, Amendment::Fact(fact), "review.choose").await
    }

    /// Changes an open review, and its card with it.
    async fn amend(
        &self,
        review: Review,
        amendment: Amendment<'_>,
        action: &'static str,
    ) -> Result<Response, Failed> {
        let store = &self.post.team.store;
        let detail = match amendment {
            Amendment::Fact(fact) => Some(fact.to_owned()),
            Amendment::Note(_) | Amendment::Assigned(_) => None,
        };
        let change = self.change(action, review.question, detail);
        let Some(mut amended) = store.amend_review(review.question, amendment, &change).await? else {
            let found = store.review(review.server, review.question).await?;
            return Err(found.as_ref().and_then(settled).map_or(Notice::Gone.into(), Failed::Settled));
        };
        amended.card = amended.card.or(review.card);
        let words = amended.words.clone().unwrap_or_default();
        let (ground, outcome) = self.post.desk.outcome_of(amended.server, &words);
        let edit = edit_of(&amended, self.id, &card(self.post, &amended, &ground, &outcome));
        if let Some(edit) = edit {
            self.post.keep_and_send(edit).await?;
        }
        Ok(convert::understood())
    }

    async fn approve(&self, review: Review) -> Result<Response, Failed> {
        let settings = self.post.team.server(review.server).unwrap_or_default();
        let reviewer = settings.name_reviewer.then_some(self.caller.id);
        let fact = review.fact.clone().ok_or(Notice::NoSuchAnswer)?;
        let reply = self.post.desk.say_in(Some(review.server), language(&review), |voice| {
            let fact = voice.base().fact(live(&voice, &fact)?);
            Some(voice.approved(fact, review.note.as_deref(), reviewer))
        });
        // Withdrawn since it was proposed.
        let reply = reply.ok_or(Notice::NoSuchAnswer)?;
        let answer = reply_of(&review, APPROVED, &reply);
        self.settle(review, Settled::Approved(self.caller.id), ReviewState::Approved, answer).await
    }

    /// Ends a review; the first to do so wins.
    async fn settle(
        &self,
        review: Review,
        how: Settled,
        state: ReviewState,
        answer: Option<Parcel>,
    ) -> Result<Response, Failed> {
        let change = self.change(action_of(how), review.question, review.fact.clone());
        let parcels: Vec<Parcel> =
            answer.into_iter().chain(settled_edit(self.post, &review, how, self.id)).collect();
        match self.post.team.store.decide(&review, state, &parcels, &change).await? {
            Decided::Now => {
                for parcel in parcels {
                    self.post.send(parcel);
                }
                Ok(convert::understood())
            }
            Decided::Otherwise(found) => {
                Err(settled(&found).map_or(Notice::ReviewChanged.into(), Failed::Settled))
            }
            Decided::Unknown => Err(Notice::Gone.into()),
        }
    }
}
