//! Messages as they are kept.

use std::time::Duration;

use serde_json::Value;

use super::{InteractionKind, Mentioning, Pings, World};
use crate::ids::{ChannelId, InteractionId, MessageId, UserId, unix_ms};

/// Only the invoker of the interaction sees it.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// "… is thinking": a deferred answer that has not come yet.
pub(crate) const LOADING: u64 = 1 << 7;

/// A message in the sandbox, as it stood when it was asked for.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// Its text.
    pub content: String,
    /// Its embeds, as sent.
    pub embeds: Vec<Value>,
    /// Its components, as sent.
    pub components: Vec<Value>,
    /// Its attachments; of files only name and size are kept.
    pub attachments: Vec<Value>,
    /// Discord's message flags.
    pub flags: u64,
    /// The message it replies to.
    pub reply_to: Option<MessageId>,
    /// What is listed as mentioned, in the message's JSON.
    pub mentions: Pings,
    /// Who was notified when it was posted.
    pub pings: Pings,
    /// The nonce it was sent with.
    pub nonce: Option<Value>,
    /// The interaction it answers.
    pub interaction: Option<InteractionId>,
    /// The one user who sees it, if it is ephemeral.
    pub ephemeral_to: Option<UserId>,
    /// The reactions, oldest first.
    pub reactions: Vec<Reaction>,
    /// What it said before each edit.
    pub earlier: Vec<String>,
    /// When it was posted, since the sandbox started.
    pub at: Duration,
    /// When it was edited last.
    pub edited_at: Option<Duration>,
    /// Whether it was deleted.
    pub deleted: bool,
    pub(crate) created_ms: u64,
    pub(crate) edited_ms: Option<u64>,
}

/// One user's reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji, or `name:id` of a custom one.
    pub emoji: String,
    /// Who reacted.
    pub user: UserId,
}

/// A button on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What a click sends; links have none.
    pub custom_id: Option<String>,
    /// What is written on it.
    pub label: String,
    /// Where a link leads.
    pub url: Option<String>,
    /// Discord's style: 1 to 4 by colour, 5 for links.
    pub style: u64,
    /// Whether it can be clicked.
    pub disabled: bool,
}

/// A select menu on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// What a choice sends.
    pub custom_id: String,
    /// Its component type: 3 for a list of strings.
    pub kind: u64,
    /// Label and value of each option.
    pub options: Vec<(String, String)>,
    /// How few may be chosen.
    pub min_values: usize,
    /// How many may be chosen.
    pub max_values: usize,
    /// Whether it can be used.
    pub disabled: bool,
}

impl Message {
    /// Whether only the invoker of an interaction sees it.
    pub const fn is_ephemeral(&self) -> bool {
        self.flags & EPHEMERAL != 0
    }

    /// Whether it still says "… is thinking".
    pub const fn is_loading(&self) -> bool {
        self.flags & LOADING != 0
    }

    /// The buttons, in reading order.
    pub fn buttons(&self) -> Vec<Button> {
        let text = |one: &Value, key: &str| one[key].as_str().map(str::to_owned);
        let parts = flatten(&self.components).into_iter().filter(|one| one["type"] == 2);
        parts
            .map(|one| Button {
                custom_id: text(one, "custom_id"),
                label: text(one, "label").or_else(|| text(&one["emoji"], "name")).unwrap_or_default(),
                url: text(one, "url"),
                style: one["style"].as_u64().unwrap_or(0),
                disabled: one["disabled"].as_bool().unwrap_or(false),
            })
            .collect()
    }

    /// The select menus, in reading order.
    pub fn selects(&self) -> Vec<Select> {
        let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let number = |value: &Value| value.as_u64().map_or(1, |n| n as usize);
        let parts = flatten(&self.components)
            .into_iter()
            .filter(|one| matches!(one["type"].as_u64(), Some(3 | 5..=8)));
        parts
            .map(|one| Select {
                custom_id: text(one, "custom_id"),
                kind: one["type"].as_u64().unwrap_or(0),
                options: one["options"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|option| (text(option, "label"), text(option, "value")))
                    .collect(),
                min_values: number(&one["min_values"]),
                max_values: number(&one["max_values"]),
                disabled: one["disabled"].as_bool().unwrap_or(false),
            })
            .collect()
    }

    /// Everything a reader sees, line by line: content, then each embed's title, description,
    /// fields and footer. For asserting on words without minding where they stand.
    pub fn text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        let mut add = |value: &Value| lines.extend(value.as_str().map(str::to_owned));
        for embed in &self.embeds {
            add(&embed["author"]["name"]);
            add(&embed["title"]);
            add(&embed["description"]);
            for field in embed["fields"].as_array().into_iter().flatten() {
                add(&field["name"]);
                add(&field["value"]);
            }
            add(&embed["footer"]["text"]);
        }
        for part in flatten(&self.components) {
            if part["type"] == 10 {
                add(&part["content"]);
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Discord's message type: 19 for replies, 20 and 23 for answers to commands.
    pub(crate) fn kind(&self, world: &World) -> u8 {
        let interaction = self.interaction.and_then(|id| world.interactions.get(&id));
        match interaction.map(|one| one.kind) {
            Some(InteractionKind::Command { context_menu: false }) => 20,
            Some(InteractionKind::Command { context_menu: true }) => 23,
            _ if self.reply_to.is_some() => 19,
            _ => 0,
        }
    }
}

/// All components, those inside others after what holds them.
pub(crate) fn flatten(components: &[Value]) -> Vec<&Value> {
    let mut all = Vec::new();
    for one in components {
        all.push(one);
        if let Some(inside) = one["components"].as_array() {
            all.extend(flatten(inside));
        }
        for key in ["accessory", "component"] {
            if one[key].is_object() {
                all.extend(flatten(std::slice::from_ref(&one[key])));
            }
        }
    }
    all
}

/// A message about to be posted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Value>,
    pub(crate) flags: u64,
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) allowed_mentions: Option<Value>,
    pub(crate) nonce: Option<Value>,
    pub(crate) interaction: Option<InteractionId>,
}

impl World {
    /// Keeps a message and works out whom it notifies.
    pub(crate) fn post(&mut self, channel: ChannelId, author: UserId, draft: Draft) -> Message {
        let replied_to = draft.reply_to.and_then(|id| self.messages.get(&id)).map(|one| one.author);
        let invoker = draft.interaction.and_then(|id| self.interactions.get(&id)).map(|one| one.user);
        let ephemeral_to = invoker.filter(|_| draft.flags & EPHEMERAL != 0);
        let mentions = self.mentions(&Mentioning {
            channel,
            author,
            content: &draft.content,
            allowed: draft.allowed_mentions.as_ref(),
            interaction: draft.interaction.is_some(),
            replied_to,
        });
        let pings = self.notified(&mentions, author, channel, ephemeral_to);
        let message = Message {
            id: self.snowflakes.next(),
            channel,
            author,
            content: draft.content,
            embeds: draft.embeds.into_iter().map(as_rich).collect(),
            components: number_components(draft.components),
            attachments: draft.attachments,
            flags: draft.flags,
            reply_to: draft.reply_to,
            mentions,
            pings,
            nonce: draft.nonce,
            interaction: draft.interaction,
            ephemeral_to,
            reactions: Vec::new(),
            earlier: Vec::new(),
            at: self.now(),
            edited_at: None,
            deleted: false,
            created_ms: unix_ms(),
            edited_ms: None,
        };
        self.messages.insert(message.id, message.clone());
        message
    }

    /// Applies an edit: keys that are absent stay, `null` empties.
    pub(crate) fn edit(&mut self, id: MessageId, body: &Value) -> Option<Message> {
        let now = self.now();
        let message = self.messages.get(&id)?;
        let was_loading = message.is_loading();
        let content = match &body["content"] {
            Value::String(text) => text.clone(),
            Value::Null if body.get("content").is_some() => String::new(),
            _ => message.content.clone(),
        };
        let allowed = body.get("allowed_mentions").filter(|value| !value.is_null());
        let mentions = self.mentions(&Mentioning {
            channel: message.channel,
            author: message.author,
            content: &content,
            allowed,
            interaction: message.interaction.is_some(),
            replied_to: message.reply_to.and_then(|id| self.messages.get(&id)).map(|one| one.author),
        });
        // Edits notify nobody; the answer that fills a deferred one counts as posted now.
        let pings = was_loading
            .then(|| self.notified(&mentions, message.author, message.channel, message.ephemeral_to));
        let message = self.messages.get_mut(&id)?;
        if !was_loading {
            message.earlier.push(message.content.clone());
            message.edited_at = Some(now);
            message.edited_ms = Some(unix_ms());
        }
        message.content = content;
        message.mentions = mentions;
        if let Some(pings) = pings {
            message.pings = pings;
        }
        let list = |key: &str| body.get(key).map(|value| value.as_array().cloned().unwrap_or_default());
        if let Some(embeds) = list("embeds") {
            message.embeds = embeds.into_iter().map(as_rich).collect();
        }
        if let Some(components) = list("components") {
            message.components = number_components(components);
        }
        if let Some(attachments) = list("attachments") {
            message.attachments = attachments;
        }
        if let Some(flags) = body["flags"].as_u64() {
            message.flags = message.flags & (EPHEMERAL | LOADING) | flags & !(EPHEMERAL | LOADING);
        }
        message.flags &= !LOADING;
        Some(message.clone())
    }
}

/// Discord says of every embed it returns that it is a rich one.
fn as_rich(mut embed: Value) -> Value {
    if let Some(embed) = embed.as_object_mut() {
        embed.insert("type".to_owned(), Value::from("rich"));
        embed.retain(|_, value| !value.is_null());
    }
    embed
}

/// Discord numbers the components of a message from 1, and drops keys that are null.
fn number_components(mut components: Vec<Value>) -> Vec<Value> {
    fn number(components: &mut [Value], next: &mut u64) {
        for one in components {
            if let Some(one) = one.as_object_mut() {
                one.retain(|_, value| !value.is_null());
                one.entry("id").or_insert_with(|| Value::from(*next));
                *next += 1;
                if let Some(inside) = one.get_mut("components").and_then(Value::as_array_mut) {
                    number(inside, next);
                }
            }
        }
    }
    number(&mut components, &mut 1);
    components
}
