//! What moderators do with a card.

use std::sync::Arc;

use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};
use serenity::model::id::GuildId;

use crate::language::Language;
use crate::moderation::{Caller, Deed};
use crate::reply::{Modal, Notice, Settled, TeamAction, Voice};
use crate::store::{Amendment, Change, Decided, Parcel, Review, ReviewState};

use super::super::super::commands::locale;
use super::super::super::convert::{self, Response};
use super::super::post::Post;
use super::super::{Failed, caller, now, typed};
use super::{APPROVED, action_of, card, edit_of, language, live, reply_of, settled, settled_edit};

/// A press on a card's button, a choice from its menu, or a form sent back.
struct Press<'a> {
    post: &'a Arc<Post>,
    caller: Caller,
    /// The interaction: it tells changes apart in the log.
    id: u64,
    /// The card it was pressed on.
    card: Option<u64>,
    /// What was chosen or typed; none for a bare press.
    given: Option<String>,
    language: Language,
}

/// Does what a card's button or menu says.
pub(in crate::discord) async fn press(
    post: &Arc<Post>,
    component: &ComponentInteraction,
    action: TeamAction,
) -> Response {
    let chosen = match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().cloned(),
        _ => None,
    };
    let server = component.guild_id.map(GuildId::get);
    let press = Press {
        post,
        caller: caller(&component.user, component.member.as_ref(), server),
        id: component.id.get(),
        card: Some(component.message.id.get()),
        given: chosen,
        language: locale(&component.locale),
    };
    press.answer(action).await
}

/// Takes a form of a card that was sent back.
pub(in crate::discord) async fn submit(
    post: &Arc<Post>,
    modal: &ModalInteraction,
    action: TeamAction,
) -> Response {
    let server = modal.guild_id.map(GuildId::get);
    let press = Press {
        post,
        caller: caller(&modal.user, modal.member.as_ref(), server),
        id: modal.id.get(),
        card: modal.message.as_ref().map(|message| message.id.get()),
        given: Some(typed(modal)),
        language: locale(&modal.locale),
    };
    press.answer(action).await
}

impl Press<'_> {
    async fn answer(self, action: TeamAction) -> Response {
        let (desk, language) = (Arc::clone(&self.post.desk), self.language);
        self.carry_out(action).await.unwrap_or_else(|failed| failed.answer(&desk, language))
    }

    async fn carry_out(self, action: TeamAction) -> Result<Response, Failed> {
        // Who is not of the team learns nothing, not even whether there is such a review.
        self.post.team.may(&self.caller, Deed::SeeTeam)?;
        let server = self.caller.server.ok_or(Notice::NotInServer)?;
        let found = self.post.team.store.review(server, action.question()).await?;
        let mut review = found.ok_or(Notice::Gone)?;
        self.post.team.may(&self.caller, Deed::Decide { server: review.server })?;
        if let Some(settled) = settled(&review) {
            return Err(Failed::Settled(settled));
        }
        // Pressed before we noted where the card is.
        review.card = review.card.or(self.card);
        match action {
            TeamAction::Approve(_) => self.approve(review).await,
            TeamAction::Reject(_) => {
                let settled = Settled::Rejected(self.caller.id);
                self.settle(review, settled, ReviewState::Rejected, None).await
            }
            TeamAction::Assign(_) => {
                self.amend(review, Amendment::Assigned(self.caller.id), "review.assign").await
            }
            TeamAction::Choose(_) => {
                let fact = self.given.clone().unwrap_or_default();
                self.propose(review, &fact).await
            }
            TeamAction::Other(question) => match &self.given {
                None => Ok(self.form(|voice| voice.other_form(question))),
                Some(typed) => {
                    let fact = self.fact_meant(typed).ok_or(Notice::NoSuchAnswer)?;
                    self.propose(review, &fact).await
                }
            },
            TeamAction::Note(question) => match &self.given {
                None => {
                    let note = review.note.unwrap_or_default();
                    Ok(self.form(|voice| voice.note_form(question, &note)))
                }
                Some(note) => self.amend(review, Amendment::Note(note.trim()), "review.note").await,
            },
        }
    }

    fn form(&self, form: impl FnOnce(Voice<'_>) -> Modal) -> Response {
        convert::modal(&self.post.desk.say(self.language, form))
    }

    /// The fact that was typed by its id, or asked for.
    fn fact_meant(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        let named = self.post.desk.say(self.language, |voice| live(&voice, typed).map(|_| typed.to_owned()));
        named.or_else(|| {
            let first = *self.post.desk.candidates(typed, 1).first()?;
            self.post.desk.say(self.language, |voice| Some(voice.base().fact(first).id.clone()))
        })
    }

    async fn propose(&self, review: Review, fact: &str) -> Result<Response, Failed> {
        let known = self.post.desk.say(self.language, |voice| live(&voice, fact).is_some());
        if !known {
            return Err(Notice::Gone.into());
        }
        self.amend(review, Amendment::Fact(fact), "review.choose").await
    }

    fn change(&self, review: &Review, action: &'static str, detail: Option<String>) -> Change {
        Change {
            entry: self.id,
            server: review.server,
            actor: self.caller.id,
            at: now(),
            action,
            subject: Some(review.question),
            detail,
        }
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
        let change = self.change(&review, action, detail);
        let Some(mut amended) = store.amend_review(review.question, amendment, &change).await? else {
            let found = store.review(review.server, review.question).await?;
            return Err(found.as_ref().and_then(settled).map_or(Notice::Gone.into(), Failed::Settled));
        };
        amended.card = amended.card.or(review.card);
        let words = amended.words.clone().unwrap_or_default();
        let outcome = self.post.desk.outcome_of(&words);
        let edit = edit_of(&amended, self.id, &card(self.post, &amended, &outcome));
        if let Some(edit) = edit {
            store.put_parcel(&edit).await?;
            self.post.send(edit);
        }
        Ok(convert::understood())
    }

    async fn approve(&self, review: Review) -> Result<Response, Failed> {
        let settings = self.post.team.server(review.server).unwrap_or_default();
        let reviewer = settings.name_reviewer.then_some(self.caller.id);
        let fact = review.fact.clone().ok_or(Notice::NoSuchAnswer)?;
        let reply = self.post.desk.say(language(&review), |voice| {
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
        let change = self.change(&review, action_of(how), review.fact.clone());
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
