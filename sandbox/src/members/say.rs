//! Saying things.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::ids::{ChannelId, MessageId, UserId};
use crate::permissions as p;
use crate::world::{Draft, Message};
use crate::{Sandbox, hub::State};

/// Something to be said, for [`Sandbox::say_with`].
#[derive(Clone, Debug, Default)]
pub struct Say {
    content: String,
    reply_to: Option<MessageId>,
    silent_reply: bool,
    embeds: Vec<serde_json::Value>,
}

impl Say {
    /// A plain text. `<@id>`, `<@&id>` and `@everyone` in it are mentions, where permitted.
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// As a reply, which pings the author replied to.
    #[must_use]
    pub const fn reply_to(mut self, message: MessageId) -> Self {
        self.reply_to = Some(message);
        self
    }

    /// With the ping of the reply switched off.
    #[must_use]
    pub const fn without_ping(mut self) -> Self {
        self.silent_reply = true;
        self
    }

    /// With an embed, as link previews are.
    #[must_use]
    pub fn embed(mut self, embed: serde_json::Value) -> Self {
        self.embeds.push(embed);
        self
    }
}

impl Sandbox {
    /// Somebody says something in a channel.
    pub fn say(&self, user: UserId, channel: ChannelId, content: &str) -> Result<Message> {
        self.say_with(user, channel, Say::new(content))
    }

    /// Somebody says something in a channel, with a reply or more.
    pub fn say_with(&self, user: UserId, channel: ChannelId, say: Say) -> Result<Message> {
        self.hub.change(|state| {
            let channel = state.world.channel(channel)?.clone();
            state.world.user(user)?;
            let send = if channel.is_thread() { p::SEND_MESSAGES_IN_THREADS } else { p::SEND_MESSAGES };
            if !state.world.may(channel.id, user, send | p::VIEW_CHANNEL) {
                let problem = format!("user {user} may not write in channel {}", channel.id);
                return Err(Error::NotPossible(problem));
            }
            // People's clients ping as they write; only the ping of a reply can be switched off.
            let allowed = say
                .silent_reply
                .then(|| serde_json::json!({"parse": ["users", "roles", "everyone"], "replied_user": false}));
            let draft = Draft {
                content: say.content,
                reply_to: say.reply_to,
                embeds: say.embeds,
                allowed_mentions: allowed,
                ..Draft::default()
            };
            let message = state.world.post(channel.id, user, draft);
            state.emit_message("MESSAGE_CREATE", &message);
            Ok(message)
        })
    }

    /// Somebody writes to the bot directly.
    pub fn dm(&self, user: UserId, content: &str) -> Result<Message> {
        let channel = self.dm_channel(user)?;
        self.say(user, channel, content)
    }

    /// The direct-message channel between `user` and the bot, opened if need be.
    pub fn dm_channel(&self, user: UserId) -> Result<ChannelId> {
        self.hub.change(|state| {
            state.world.user(user)?;
            Ok(state.world.open_dm(user))
        })
    }

    /// Somebody edits what they wrote.
    pub fn edit(&self, user: UserId, message: MessageId, content: &str) -> Result<Message> {
        self.hub.change(|state| {
            own(state, user, message)?;
            state.edit(message, &serde_json::json!({"content": content}));
            find(state, message)
        })
    }

    /// Somebody deletes what they wrote, or a moderator what others did.
    pub fn delete(&self, user: UserId, message: MessageId) -> Result<()> {
        self.hub.change(|state| {
            let channel = find(state, message)?.channel;
            if !state.world.may(channel, user, p::MANAGE_MESSAGES) {
                own(state, user, message)?;
            }
            state.delete(message);
            Ok(())
        })
    }

    /// Somebody reacts to a message.
    pub fn react(&self, user: UserId, message: MessageId, emoji: &str) -> Result<()> {
        self.hub.change(|state| {
            find(state, message)?;
            state.react(message, user, emoji);
            Ok(())
        })
    }

    /// The messages in a channel that were not deleted, oldest first, ephemeral ones included.
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.hub.read(|state| {
            let here = state.world.messages.values().filter(|one| one.channel == channel);
            here.filter(|one| !one.deleted).cloned().collect()
        })
    }

    /// A message as it stands now; also a deleted one.
    pub fn message(&self, id: MessageId) -> Option<Message> {
        self.hub.read(|state| state.world.messages.get(&id).cloned())
    }

    /// Everything the bot posted anywhere, oldest first, deleted messages included.
    pub fn bot_messages(&self) -> Vec<Message> {
        self.hub.read(|state| {
            let world = &state.world;
            world.messages.values().filter(|one| one.author == world.bot).cloned().collect()
        })
    }

    /// When and where the bot showed that it is typing.
    pub fn typing(&self) -> Vec<(Duration, ChannelId)> {
        self.hub.read(|state| state.world.typing.clone())
    }

    /// Waits for the bot's reply to a message.
    pub async fn wait_reply_to(&self, message: MessageId, timeout: Duration) -> Result<Message> {
        let look = |state: &State| {
            let world = &state.world;
            let mut later = world.messages.range(message..).map(|(_, one)| one);
            let reply =
                later.find(|one| one.author == world.bot && one.reply_to == Some(message) && !one.deleted);
            reply.cloned()
        };
        self.hub.wait(&format!("a reply to {message}"), timeout, look, seen).await
    }

    /// Waits for a message; one that is there already counts.
    pub async fn wait_message(
        &self,
        matches: impl Fn(&Message) -> bool,
        timeout: Duration,
    ) -> Result<Message> {
        let look =
            |state: &State| state.world.messages.values().find(|one| !one.deleted && matches(one)).cloned();
        self.hub.wait("a matching message", timeout, look, seen).await
    }

    /// Waits until the bot has reacted to a message; gives the emoji.
    pub async fn wait_reaction(&self, message: MessageId, timeout: Duration) -> Result<String> {
        let look = |state: &State| {
            let message = state.world.messages.get(&message)?;
            let own = message.reactions.iter().find(|one| one.user == state.world.bot);
            own.map(|one| one.emoji.clone())
        };
        self.hub.wait(&format!("a reaction to {message}"), timeout, look, seen).await
    }

    /// Makes sure that the bot posts nothing in a channel for a while: neither has it since the
    /// last message of somebody else there, nor does it within `duration`.
    pub async fn no_message_within(&self, channel: ChannelId, duration: Duration) -> Result<()> {
        let last_of_others = self.hub.read(|state| {
            let world = &state.world;
            let here = world.messages.values().rev().filter(|one| one.channel == channel);
            here.filter(|one| one.author != world.bot).map(|one| one.id).next()
        });
        let look = |state: &State| {
            let world = &state.world;
            let mut new = world.messages.values().rev().filter(|one| one.channel == channel);
            let bots =
                |one: &&Message| one.author == world.bot && last_of_others.is_none_or(|last| one.id > last);
            new.find(bots).cloned()
        };
        match self.hub.wait("", duration, look, |_| String::new()).await {
            Err(_) => Ok(()),
            Ok(message) => Err(Error::Unexpected {
                expected: format!("silence in channel {channel} for {duration:?}"),
                seen: format!("the bot posted {:?}", message.text()),
            }),
        }
    }
}

pub(super) fn find(state: &State, id: MessageId) -> Result<Message> {
    let found = state.world.message(id).cloned();
    found.ok_or_else(|| Error::Unknown(format!("message {id}")))
}

fn own(state: &State, user: UserId, id: MessageId) -> Result<()> {
    if find(state, id)?.author == user {
        return Ok(());
    }
    Err(Error::NotPossible(format!("message {id} is not by user {user}")))
}

/// The last things that happened, for an error message.
pub(super) fn seen(state: &State) -> String {
    let world = &state.world;
    let posted: Vec<String> = world
        .messages
        .values()
        .rev()
        .filter(|one| one.author == world.bot)
        .take(3)
        .map(|one| format!("{:?}", one.text()))
        .collect();
    let requests: Vec<String> = state
        .requests
        .iter()
        .rev()
        .take(5)
        .map(|one| {
            let status = one.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
            format!("{} {} -> {status}", one.method, one.path)
        })
        .collect();
    format!("the bot's last messages {posted:?}; its last requests, newest first, {requests:?}")
}
