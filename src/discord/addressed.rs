//! Whether a message is meant for the bot, and what it asks.

use serenity::model::channel::{Message, MessageType};
use serenity::model::id::UserId;

/// A message meant for the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addressed {
    /// Its text without mentions; may be empty.
    pub(super) question: String,
    /// The question the bot answered in the message this one replies to.
    pub(super) earlier: Option<String>,
    /// Whether others read along.
    pub(super) shared: bool,
    /// How it came in.
    pub(super) via: &'static str,
}

/// Whether a message was written by a person, and not by a bot or by Discord.
pub(super) fn is_from_people(message: &Message, me: UserId) -> bool {
    let of_people = !message.author.bot && message.author.id != me && message.webhook_id.is_none();
    of_people && matches!(message.kind, MessageType::Regular | MessageType::InlineReply)
}

/// What a message says to whoever reads along; `None` where it is part of a
/// conversation: a reply, or said to somebody by name.
pub(super) fn overheard(message: &Message) -> Option<String> {
    let to_somebody = message.kind == MessageType::InlineReply
        || message.message_reference.is_some()
        || !message.mentions.is_empty()
        || !message.mention_roles.is_empty()
        || message.mention_everyone;
    let text = without_markup(&message.content);
    (!to_somebody && !text.is_empty()).then_some(text)
}

/// Reads a message of a person; `None` where it is not for the bot: no mention,
/// no reply to it, no direct message.
pub(super) fn read(message: &Message, me: UserId) -> Option<Addressed> {
    let shared = message.guild_id.is_some();
    let replied = message.referenced_message.as_deref();
    let to_me = replied.is_some_and(|to| to.author.id == me);
    let mentioned = message.mentions.iter().any(|user| user.id == me);
    let via = match (shared, to_me, mentioned) {
        (_, true, _) => "reply",
        (true, false, true) => "mention",
        (false, ..) => "dm",
        (true, false, false) => return None,
    };
    let mut question = without_markup(&message.content);
    if question.is_empty() && mentioned && !to_me {
        // A bare mention under somebody's question asks it again.
        question = replied.map(|to| without_markup(&to.content)).unwrap_or_default();
    }
    // The bot's own answer carries, as its title, the question it answered.
    let earlier =
        replied.filter(|_| to_me).and_then(|to| to.embeds.first()).and_then(|embed| embed.title.clone());
    Some(Addressed { question, earlier, shared, via })
}

/// A text without what calls or decorates: what Discord writes in angle
/// brackets (mentions of people, roles and channels, commands, custom emoji,
/// time stamps), `@everyone` and `@here`.
pub(super) fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let end = tail.find('>').filter(|end| is_markup(&tail[1..*end]));
        if let Some(end) = end {
            plain.push(' ');
            rest = &tail[end + 1..];
        } else {
            plain.push('<');
            rest = &tail[1..];
        }
    }
    plain.push_str(rest);
    for call in ["@everyone", "@here"] {
        plain = plain.replace(call, " ");
    }
    plain.trim().to_owned()
}

fn is_markup(inside: &str) -> bool {
    let known = ["@", "#", ":", "a:", "t:", "/", "id:"];
    known.iter().any(|start| inside.starts_with(start)) && !inside.contains(['<', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        for (text, plain) in [
            ("<@123> When did it join?", "When did it join?"),
            ("When <@!123> did <#5> it <:smile:9> join <t:1700000000:R>?", "When   did   it   join  ?"),
            ("<@&77>", ""),
            ("@everyone is it @here?", "is it  ?"),
            ("</ask:12> is it <a:wave:1>", "is it"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("<https://example.org> x", "<https://example.org> x"),
            ("<@12", "<@12"),
            ("", ""),
        ] {
            assert_eq!(without_markup(text), plain, "{text:?}");
        }
    }
}
