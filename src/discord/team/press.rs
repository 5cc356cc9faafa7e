//! What moderators press, choose and fill in, whatever it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};
use serenity::model::channel::MessageFlags;
use serenity::model::id::GuildId;

use crate::language::Language;
use crate::moderation::{Caller, Deed};
use crate::reply::{Modal, Notice, TeamAction, Voice};
use crate::store::Change;

use super::super::commands::locale;
use super::super::convert::{self, Response};
use super::post::Post;
use super::{caller, inputs, now};

/// A press on a card's button, a choice from its menu, or a form sent back.
pub(super) struct Press<'a> {
    pub(super) post: &'a Arc<Post>,
    pub(super) caller: Caller,
    /// The interaction: it tells changes apart in the log.
    pub(super) id: u64,
    /// The message it was pressed on; none where only the presser sees that.
    pub(super) card: Option<u64>,
    /// What was chosen from a menu.
    pub(super) chosen: Option<String>,
    /// What was typed into a form.
    pub(super) typed: Option<BTreeMap<String, String>>,
    pub(super) language: Language,
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
    let alone = component.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let press = Press {
        post,
        caller: caller(&component.user, component.member.as_ref(), component.guild_id.map(GuildId::get)),
        id: component.id.get(),
        card: (!alone).then(|| component.message.id.get()),
        chosen,
        typed: None,
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
    let alone = |flags: Option<MessageFlags>| flags.is_some_and(|f| f.contains(MessageFlags::EPHEMERAL));
    let card = modal.message.as_ref().filter(|message| !alone(message.flags));
    let press = Press {
        post,
        caller: caller(&modal.user, modal.member.as_ref(), modal.guild_id.map(GuildId::get)),
        id: modal.id.get(),
        card: card.map(|message| message.id.get()),
        chosen: None,
        typed: Some(inputs(modal)),
        language: locale(&modal.locale),
    };
    press.answer(action).await
}

impl Press<'_> {
    async fn answer(self, action: TeamAction) -> Response {
        let (desk, language) = (Arc::clone(&self.post.desk), self.language);
        let done = match action {
            TeamAction::Review(verb, question) => self.on_review(verb, question).await,
            TeamAction::Gap(verb, gap) => self.on_gap(verb, gap).await,
            TeamAction::Proposal(verb, proposal) => self.on_proposal(verb, proposal).await,
        };
        done.unwrap_or_else(|failed| failed.answer(&desk, language))
    }

    /// The server of somebody who sees what the team sees: who does not learns
    /// nothing, not even whether there is such a thing.
    pub(super) fn server(&self) -> Result<u64, Notice> {
        self.post.team.may(&self.caller, Deed::SeeTeam)?;
        self.caller.server.ok_or(Notice::NotInServer)
    }

    pub(super) fn form(&self, form: impl FnOnce(Voice<'_>) -> Modal) -> Response {
        convert::modal(&self.post.desk.say(self.language, form))
    }

    /// What was typed into a form's only input.
    pub(super) fn typed_alone(&self) -> Option<&str> {
        Some(self.typed.as_ref()?.values().next().map_or("", String::as_str))
    }

    pub(super) fn change(&self, action: &'static str, subject: u64, detail: Option<String>) -> Change {
        Change {
            entry: self.id,
            server: self.caller.server.unwrap_or_default(),
            actor: self.caller.id,
            at: now(),
            action,
            subject: Some(subject),
            detail,
        }
    }
}
