//! Messages: whether to answer, by how the bot speaks in the channel, and with
//! what.

use std::sync::Arc;

use serenity::model::channel::Message;
use serenity::model::id::{GuildId, UserId};

use crate::matching::Verdict;
use crate::moderation::Rule;
use crate::reply::{Link, Reply};
use crate::store::ChannelMode;

use super::addressed::{self, Addressed};
use super::convert;
use super::desk::{Asked, Desk, Told};
use super::outbox::{Item, Outbox};
use super::rest::Rest;
use super::tasks::Tasks;
use super::team::{self, Place, Post, Posted, Team};

/// What answering messages takes.
pub(super) struct Messages {
    pub(super) desk: Arc<Desk>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) team: Arc<Team>,
    pub(super) post: Arc<Post>,
    pub(super) rest: Rest,
    pub(super) tasks: Tasks,
    pub(super) miss_reaction: String,
}

impl Messages {
    /// Answers a person's message where it is for us to answer.
    pub(super) fn hear(self: &Arc<Self>, message: &Message, me: UserId) {
        let addressed = addressed::read(message, me);
        let Some(server) = message.guild_id else {
            if let Some(addressed) = &addressed {
                self.answer(message, addressed, None);
            }
            return;
        };
        let channel = message.channel_id.get();
        if let Some(place) = self.team.place_now(server.get(), channel) {
            return self.hear_in(place, message, addressed.as_ref());
        }
        // Discord must be asked what kind of channel it is: not here, where events come in.
        let (messages, message) = (Arc::clone(self), message.clone());
        self.tasks.spawn(async move {
            let place = messages.team.place(&messages.rest, server.get(), channel).await;
            messages.hear_in(place, &message, addressed.as_ref());
        });
    }

    fn hear_in(&self, place: Place, message: &Message, addressed: Option<&Addressed>) {
        let rule = self.team.rule(place);
        match (rule.mode, addressed) {
            (ChannelMode::Mention | ChannelMode::Answer, Some(addressed)) if rule.speaks() => {
                self.answer(message, addressed, Some(rule));
            }
            (ChannelMode::Answer, None) if rule.speaks() => self.answer_unasked(place, rule, message),
            (ChannelMode::Shadow | ChannelMode::Review, _) if rule.overhears() => {
                team::hear(&self.post, place, rule, message, addressed);
            }
            _ => {}
        }
    }

    /// Answers what was said to the bot.
    fn answer(&self, message: &Message, addressed: &Addressed, rule: Option<Rule>) {
        let (reply, told) = if addressed.question.is_empty() {
            let language = self.desk.matcher().base().default_language();
            (self.desk.say(language, |voice| voice.greeting()), None)
        } else {
            let given = self.desk.ask(&Asked {
                question: &addressed.question,
                earlier: addressed.earlier.as_deref(),
                asker: message.author.id.get(),
                sendable: self.team.takes_questions(message.guild_id.map(GuildId::get)),
                channel: message.channel_id.get(),
                shared: addressed.shared,
                server: message.guild_id.map(GuildId::get),
                sureness: rule.and_then(|rule| rule.sureness),
                via: addressed.via,
            });
            // "Are you sure?" under an answer is a remark; saying the answer
            // again to everybody helps nobody.
            let repeats =
                addressed.shared && addressed.earlier.as_deref().is_some_and(|title| given.leads_to(title));
            if repeats {
                return;
            }
            if addressed.shared && matches!(given.outcome.verdict, Verdict::None { .. }) {
                if !self.miss_reaction.is_empty() {
                    let reaction = percent_encoded(&self.miss_reaction);
                    self.outbox.push(message.channel_id, Item::Reaction(message.id, reaction));
                }
                return;
            }
            (given.reply, given.told)
        };
        self.send(message, &reply, told);
    }

    /// Answers a question nobody put to the bot, if it is one, meant for whoever
    /// reads along, and the answer is sure.
    fn answer_unasked(&self, place: Place, rule: Rule, message: &Message) {
        let Some(question) = addressed::overheard(message) else { return };
        let asked = Asked {
            question: &question,
            earlier: None,
            asker: message.author.id.get(),
            sendable: false,
            channel: message.channel_id.get(),
            shared: true,
            server: Some(place.server),
            sureness: rule.sureness,
            via: "channel",
        };
        let may_speak = || self.team.may_speak_unasked(place, message.author.id.get());
        if let Some(given) = self.desk.ask_unasked(&asked, may_speak) {
            self.send(message, &given.reply, given.told);
        }
    }

    /// Sends a reply. Which message it became is noted in servers, where a
    /// correction is to reach it; whom the bot talks to in private is nobody's
    /// business.
    fn send(&self, message: &Message, reply: &Reply, told: Option<Told>) {
        let channel = message.channel_id;
        let body = match serde_json::to_vec(&convert::message(reply, channel, message.id)) {
            Ok(body) => body,
            Err(error) => return tracing::error!(%error, "a reply could not be written"),
        };
        let (Some(told), Some(server)) = (told, message.guild_id) else {
            return self.outbox.push(channel, Item::Message(body));
        };
        let sent = self.outbox.push_watched(channel, Item::Message(body));
        let post = Arc::clone(&self.post);
        self.tasks.spawn(async move {
            if let Ok(Ok(answer)) = sent.await
                && let Ok(posted) = serde_json::from_slice::<Posted>(&answer)
            {
                let (server, channel, message) = (server.get(), channel.get(), posted.id.get());
                post.answered(Link { server, channel, message }, told);
            }
        });
    }
}

/// An emoji as it stands in a path.
fn percent_encoded(emoji: &str) -> String {
    emoji.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_in_paths() {
        assert_eq!(percent_encoded("❓"), "%E2%9D%93");
    }
}
