//! What moderators do with a gap's card.

use crate::knowledge::{Addition, without_formatting};
use crate::language::Language;
use crate::moderation::{Deed, addition};
use crate::reply::{GapEnd, GapVerb, Link, Notice, Reply};
use crate::store::{Decided, Gap, GapAmendment, GapState, Idea, Note, Parcel, ParcelKind, Proposal, Ticket};

use super::super::super::convert::{self, Response};
use super::super::press::Press;
use super::super::{Failed, fact_meant, fits, is_live, live, now, post, proposals};
use super::{end_of, ended, mark, show, written};

/// What is sent at once when a gap is answered: two cards, and as many direct
/// messages as at any look.
const AT_ONCE: usize = 7;

impl Press<'_> {
    /// Does something to a gap.
    pub(in crate::discord::team) async fn on_gap(self, verb: GapVerb, gap: u64) -> Result<Response, Failed> {
        let server = self.server()?;
        let found = self.post.team.store.gap(server, gap).await?;
        let mut found = found.ok_or(Notice::Gone)?;
        self.post.team.may(&self.caller, Deed::Decide { server: found.server })?;
        if let Some(end) = end_of(&found) {
            return Err(Failed::Ended(end));
        }
        // Pressed before we noted where the card is.
        found.card = found.card.or(self.card);
        match verb {
            GapVerb::Choose => {
                let fact = self.chosen.clone().unwrap_or_default();
                self.choose(&found, &fact).await
            }
            GapVerb::Other => match self.typed_alone() {
                None => Ok(self.form(|voice| voice.gap_other_form(gap))),
                Some(typed) => {
                    let fact = fact_meant(&self.post.desk, server, typed).ok_or(Notice::NoSuchAnswer)?;
                    self.choose(&found, &fact).await
                }
            },
            GapVerb::Write => match self.note() {
                None => {
                    let note = found.note.as_ref().map(written);
                    Ok(self.form(|voice| voice.gap_note_form(gap, note.as_ref())))
                }
                Some(note) => self.write(&found, &note).await,
            },
            GapVerb::Assign => {
                self.amend_gap(&found, GapAmendment::Assigned(self.caller.id), "gap.assign").await
            }
            GapVerb::Close => {
                self.end(&found, GapEnd::Closed(self.caller.id), GapState::Closed, Vec::new(), None).await
            }
            // The press is on what the presser saw.
            GapVerb::Send(seen) if seen != mark(&found) => Err(Notice::CardChanged.into()),
            GapVerb::Send(_) => self.send(&found).await,
        }
    }

    /// The note that was typed into a form that has one.
    pub(in crate::discord::team) fn note(&self) -> Option<Note> {
        let typed = self.typed.as_ref()?;
        let part = |id| typed.get(id).cloned();
        Some(Note {
            answer: part("answer")?,
            title: part("source").unwrap_or_default(),
            url: part("url").unwrap_or_default(),
            quote: part("quote").unwrap_or_default(),
        })
    }

    async fn choose(&self, gap: &Gap, fact: &str) -> Result<Response, Failed> {
        if !is_live(&self.post.desk, gap.server, fact) {
            return Err(Notice::Gone.into());
        }
        self.amend_gap(gap, GapAmendment::Fact(fact), "gap.choose").await
    }

    /// Keeps a note, once the base would take a fact made of it.
    async fn write(&self, gap: &Gap, note: &Note) -> Result<Response, Failed> {
        let tickets = self.post.team.store.tickets_of_gap(gap.gap).await?;
        let proposal = self.proposal(gap, tickets.first().ok_or(Notice::Gone)?, Some(note));
        if let Addition::Fact(fact) = addition(&proposal) {
            fits(&fact)?;
        }
        self.amend_gap(gap, GapAmendment::Note(note), "gap.note").await
    }

    /// Changes a gap that waits, and its card with it.
    async fn amend_gap(
        &self,
        gap: &Gap,
        amendment: GapAmendment<'_>,
        action: &'static str,
    ) -> Result<Response, Failed> {
        let store = &self.post.team.store;
        let detail = match amendment {
            GapAmendment::Fact(fact) => Some(fact.to_owned()),
            GapAmendment::Note(_) | GapAmendment::Assigned(_) => None,
        };
        let change = self.change(action, gap.gap, detail);
        let Some(mut amended) = store.amend_gap(gap.gap, amendment, &change).await? else {
            let found = store.gap(gap.server, gap.gap).await?;
            return Err(found.as_ref().and_then(end_of).map_or(Notice::Gone.into(), Failed::Ended));
        };
        amended.card = amended.card.or(gap.card);
        show(self.post, &amended, self.id).await?;
        Ok(convert::understood())
    }

    /// Tells everybody who asked, and proposes for the base what follows from it.
    async fn send(&self, gap: &Gap) -> Result<Response, Failed> {
        let tickets = self.post.team.store.tickets_of_gap(gap.gap).await?;
        let first = tickets.first().ok_or(Notice::CardChanged)?;
        let told: Option<Vec<Parcel>> = tickets.iter().map(|ticket| self.told(gap, ticket)).collect();
        // Nothing was chosen, or it has been withdrawn since.
        let told = told.ok_or(Notice::NoSuchAnswer)?;
        let proposal = self.proposal(gap, first, gap.note.as_ref());
        let ground = self.post.desk.ground(Some(gap.server));
        // What is known as a phrasing need not be proposed as one.
        let proposal = Some(proposal).filter(|proposal| !ground.meets(&proposal.words));
        self.end(gap, GapEnd::Answered(self.caller.id), GapState::Answered, told, proposal).await
    }

    /// What somebody who asked is sent.
    fn told(&self, gap: &Gap, ticket: &Ticket) -> Option<Parcel> {
        let language = ticket.language.parse().unwrap_or(Language::ENGLISH);
        let desk = &self.post.desk;
        let Ticket { ticket: number, channel, words, .. } = ticket;
        let reply: Option<Reply> =
            desk.say_in(Some(gap.server), language, |voice| match (&gap.fact, &gap.note) {
                (Some(fact), _) => {
                    let fact = voice.base().fact(live(&voice, fact)?);
                    Some(voice.told_fact(*number, *channel, words, fact))
                }
                (None, Some(note)) => Some(voice.told_note(*number, *channel, words, &written(note))),
                (None, None) => None,
            });
        let mut reply = reply?;
        // In private the buttons find what the base has, not what this team added.
        let shipped = |fact: &str| desk.say(language, |voice| voice.base().find(fact).is_some());
        if !gap.fact.as_deref().is_some_and(shipped) {
            reply.rows.clear();
        }
        let nonce = format!("t{number}");
        let about = Link { server: gap.server, channel: *channel, message: *number };
        let body = convert::once(convert::notice(&reply), nonce.clone());
        let parcel = post::parcel(ParcelKind::Direct, nonce, ticket.asker, about, &body)?;
        Some(Parcel { person: ticket.asker, ..parcel })
    }

    /// What follows from an answer for the base: a phrasing of the fact, or a fact
    /// made of the note.
    fn proposal(&self, gap: &Gap, first: &Ticket, note: Option<&Note>) -> Proposal {
        let (ground, outcome) = self.post.desk.outcome_of(gap.server, &first.words);
        let base = ground.base();
        let nearest = outcome.best().map(|hit| base.fact(hit.fact).topic.clone());
        let topic = nearest.or_else(|| base.topics.first().map(|topic| topic.id.clone()));
        let entities = &outcome.reasons.entities;
        let mut about: Vec<String> = entities.iter().map(|entity| base.entity(*entity).id.clone()).collect();
        about.sort();
        about.dedup();
        let (idea, fact) = match note {
            Some(note) => (Idea::Fact(note.clone()), format!("proposal-{}", self.id)),
            None => (Idea::Phrasing, gap.fact.clone().unwrap_or_default()),
        };
        Proposal {
            proposal: self.id,
            server: gap.server,
            approved: false,
            author: self.caller.id,
            asker: first.asker,
            idea,
            fact,
            topic: topic.unwrap_or_else(|| "proposals".to_owned()),
            about,
            language: first.language.clone(),
            words: without_formatting(&first.words),
            decided_by: None,
            proposed_at: now(),
            card_channel: gap.card_channel,
            card: None,
        }
    }

    /// Ends a gap; the first to do so wins.
    async fn end(
        &self,
        gap: &Gap,
        end: GapEnd,
        state: GapState,
        told: Vec<Parcel>,
        proposal: Option<Proposal>,
    ) -> Result<Response, Failed> {
        let action = if state == GapState::Answered { "gap.answer" } else { "gap.close" };
        let change = self.change(action, gap.gap, gap.fact.clone());
        let shown = proposal.as_ref().and_then(|proposal| proposals::new_card(self.post, proposal));
        let edit = ended(self.post, gap, end, self.id);
        let mut parcels: Vec<Parcel> = edit.into_iter().chain(shown).chain(told).collect();
        // Nobody holds these: they follow at the next looks.
        for later in parcels.iter_mut().skip(AT_ONCE) {
            later.lease = 0;
        }
        let store = &self.post.team.store;
        match store.settle_gap(gap, state, &parcels, proposal.as_ref(), &change).await? {
            Decided::Now => {
                for parcel in parcels.into_iter().take(AT_ONCE) {
                    self.post.send(parcel);
                }
                Ok(convert::understood())
            }
            Decided::Otherwise(found) => {
                Err(end_of(&found).map_or(Notice::CardChanged.into(), Failed::Ended))
            }
            Decided::Unknown => Err(Notice::Gone.into()),
        }
    }
}
