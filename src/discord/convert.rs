//! Replies as serenity's builders. Nothing here may mention anybody: every
//! message carries an empty list of allowed mentions.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInputText, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, CreateModal,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditMessage,
};
use serenity::model::application::{ButtonStyle as Style, InputTextStyle};
use serenity::model::channel::{MessageReference, MessageReferenceKind, Nonce};
use serenity::model::id::{ChannelId, MessageId};

use crate::reply::{Button, ButtonStyle, Embed, Modal, Reply, Row, Select};

use super::desk::Told;

/// The answer to a message, with a nonce made of that message's id.
pub(super) fn message(reply: &Reply, channel: ChannelId, to: MessageId) -> CreateMessage {
    reply_to(reply, channel, to, format!("q{to}"))
}

/// A reply to a message, with a nonce.
pub(super) fn reply_to(reply: &Reply, channel: ChannelId, to: MessageId, nonce: String) -> CreateMessage {
    let reference = MessageReference::new(MessageReferenceKind::Default, channel)
        .message_id(to)
        // A question deleted meanwhile still gets its answer.
        .fail_if_not_exists(false);
    once(notice(reply), nonce).reference_message(reference)
}

/// A message with a nonce: Discord posts it once, however often it is sent in the
/// next minutes.
pub(super) fn once(message: CreateMessage, nonce: String) -> CreateMessage {
    message.nonce(Nonce::String(nonce)).enforce_nonce(true)
}

/// A message of its own, in answer to none.
pub(super) fn notice(reply: &Reply) -> CreateMessage {
    let mut message = CreateMessage::new().content(&reply.content).allowed_mentions(nobody());
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
    /// What it says, where it is an answer that all can see.
    pub(super) told: Option<Told>,
}

impl Response {
    /// The same, for the one it answers alone.
    pub(super) fn privately(self) -> Self {
        let body = match self.body {
            CreateInteractionResponse::Message(message) => {
                CreateInteractionResponse::Message(message.ephemeral(true))
            }
            other => other,
        };
        Self { body, told: None, ..self }
    }
}

impl From<CreateInteractionResponse> for Response {
    fn from(body: CreateInteractionResponse) -> Self {
        Self { body, file: None, told: None }
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
    Response { body, file: Some(CreateAttachment::bytes(png, name)), told: None }
}

/// A reply for the asker alone with a file.
pub(super) fn with_file(reply: &Reply, bytes: Vec<u8>, name: &str) -> Response {
    let named = CreateAttachment::bytes(Vec::new(), name);
    let body = CreateInteractionResponse::Message(response(reply).add_file(named).ephemeral(true));
    Response { body, file: Some(CreateAttachment::bytes(bytes, name)), told: None }
}

/// A reply put in the place of the message a component stands on.
pub(super) fn update(reply: &Reply) -> Response {
    // All parts are set, so that nothing of the old message stays.
    let embeds = reply.embed.iter().map(embed).collect();
    CreateInteractionResponse::UpdateMessage(response(reply).embeds(embeds).components(rows(&reply.rows)))
        .into()
}

/// A form as the answer to an interaction.
pub(super) fn modal(form: &Modal) -> Response {
    let rows = form.inputs.iter().map(|input| {
        let style = if input.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        let text = CreateInputText::new(style, &input.label, input.id)
            .required(input.required)
            .max_length(input.most as u16);
        CreateActionRow::InputText(if input.value.is_empty() { text } else { text.value(&input.value) })
    });
    CreateInteractionResponse::Modal(CreateModal::new(&form.id, &form.title).components(rows.collect()))
        .into()
}

/// Says to Discord that a button was understood; what comes of it shows in the
/// message itself.
pub(super) fn understood() -> Response {
    CreateInteractionResponse::Acknowledge.into()
}

/// A message put in the place of an earlier one, all of it.
pub(super) fn edit(reply: &Reply) -> EditMessage {
    EditMessage::new()
        .content(&reply.content)
        .embeds(reply.embed.iter().map(embed).collect())
        .components(rows(&reply.rows))
        .allowed_mentions(nobody())
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
        ButtonStyle::Going => Style::Success,
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
