//! Replies as serenity's builders. Nothing here may mention anybody: every
//! message carries an empty list of allowed mentions.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle as Style;
use serenity::model::channel::{MessageReference, MessageReferenceKind, Nonce};
use serenity::model::id::{ChannelId, MessageId};

use crate::reply::{Button, ButtonStyle, Embed, Reply, Row, Select};

/// A reply to a message, with a nonce made of that message's id: whatever
/// happens, Discord posts it once.
pub(super) fn message(reply: &Reply, channel: ChannelId, to: MessageId) -> CreateMessage {
    let reference = MessageReference::new(MessageReferenceKind::Default, channel)
        .message_id(to)
        // A question deleted meanwhile still gets its answer.
        .fail_if_not_exists(false);
    let mut message = CreateMessage::new()
        .content(&reply.content)
        .allowed_mentions(nobody())
        .reference_message(reference)
        .nonce(Nonce::String(format!("q{to}")))
        .enforce_nonce(true);
    if let Some(part) = &reply.embed {
        message = message.embed(embed(part));
    }
    if !reply.rows.is_empty() {
        message = message.components(rows(&reply.rows));
    }
    message
}

/// The answer to an interaction, and the file that goes with it.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) body: CreateInteractionResponse,
    pub(super) file: Option<CreateAttachment>,
}

impl From<CreateInteractionResponse> for Response {
    fn from(body: CreateInteractionResponse) -> Self {
        Self { body, file: None }
    }
}

/// A reply as the answer to an interaction, `private` (ephemeral) or not.
pub(super) fn answer(reply: &Reply, private: bool) -> Response {
    CreateInteractionResponse::Message(response(reply).ephemeral(private)).into()
}

/// A reply for all to see with a picture above its text. `alt` is what a
/// screen reader says of it.
pub(super) fn with_picture(reply: &Reply, png: Vec<u8>, name: &str, alt: &str) -> Response {
    // The message names the file (as number 0, which serenity gives it too);
    // its bytes travel beside it.
    let named = CreateAttachment::bytes(Vec::new(), name).description(alt);
    let body = CreateInteractionResponse::Message(response(reply).add_file(named));
    Response { body, file: Some(CreateAttachment::bytes(png, name)) }
}

/// A reply put in the place of the message a component stands on.
pub(super) fn update(reply: &Reply) -> Response {
    // All parts are set, so that nothing of the old message stays.
    let embeds = reply.embed.iter().map(embed).collect();
    CreateInteractionResponse::UpdateMessage(response(reply).embeds(embeds).components(rows(&reply.rows)))
        .into()
}

fn response(reply: &Reply) -> CreateInteractionResponseMessage {
    let mut message = CreateInteractionResponseMessage::new().allowed_mentions(nobody());
    if !reply.content.is_empty() {
        message = message.content(&reply.content);
    }
    if let Some(part) = &reply.embed {
        message = message.embed(embed(part));
    }
    if !reply.rows.is_empty() {
        message = message.components(rows(&reply.rows));
    }
    message
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

fn embed(part: &Embed) -> CreateEmbed {
    let mut embed = CreateEmbed::new();
    if let Some(title) = &part.title {
        embed = embed.title(title);
    }
    if let Some(text) = &part.description {
        embed = embed.description(text);
    }
    if let Some(footer) = &part.footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed.fields(part.fields.iter().map(|field| (&field.name, &field.value, false)))
}

fn rows(rows: &[Row]) -> Vec<CreateActionRow> {
    rows.iter()
        .map(|row| match row {
            Row::Buttons(buttons) => CreateActionRow::Buttons(buttons.iter().map(button).collect()),
            Row::Select(menu) => CreateActionRow::SelectMenu(select(menu)),
        })
        .collect()
}

fn button(button: &Button) -> CreateButton {
    let style = match button.style {
        ButtonStyle::Plain => Style::Secondary,
        ButtonStyle::Turning => Style::Danger,
    };
    CreateButton::new(&button.id).label(&button.label).style(style)
}

fn select(menu: &Select) -> CreateSelectMenu {
    let options = menu
        .options
        .iter()
        .map(|option| {
            let built = CreateSelectMenuOption::new(&option.label, &option.value);
            match &option.description {
                Some(text) => built.description(text),
                None => built,
            }
        })
        .collect();
    CreateSelectMenu::new(&menu.id, CreateSelectMenuKind::String { options }).placeholder(&menu.placeholder)
}
