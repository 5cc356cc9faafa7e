//! Buttons and menus.

use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::channel::MessageFlags;
use serenity::model::id::GuildId;

use crate::knowledge::{Base, FactIndex, Status};
use crate::reply::{Action, Reply, Voice};
use crate::store::Sureness;

use super::commands::locale;
use super::convert::{self, Response};
use super::desk::{Desk, Pressed};

/// Does what a button or a menu says. Its id is untrusted: facts are looked
/// up, and what is the asker's alone is checked against who pressed.
/// `sureness`: what moderators set for the channel; `takes_questions`: whether the
/// server's team does.
pub(super) fn run(
    desk: &Desk,
    component: &ComponentInteraction,
    sureness: Option<Sureness>,
    takes_questions: bool,
) -> Response {
    let Some(action) = Action::read(&component.data.custom_id) else {
        let reply = desk.say(locale(&component.locale), |voice| voice.unknown_button());
        return convert::answer(&reply, true);
    };
    let presser = component.user.id.get();
    let server = component.guild_id.map(GuildId::get);
    let say = |language, what: &dyn Fn(Voice<'_>) -> Reply| desk.say_in(server, language, what);
    let chosen = match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().map(String::as_str).unwrap_or_default()
        }
        _ => "",
    };
    let private = |reply: Reply| convert::answer(&reply, true);
    match action {
        Action::Sources { fact, language } => private(say(language, &|voice| {
            live(voice.base(), &fact)
                .map_or_else(|| open(voice, &fact), |i| voice.sources_of(voice.base().fact(i)))
        })),
        Action::Cite { fact, language } => private(say(language, &|voice| {
            live(voice.base(), &fact).map_or_else(|| open(voice, &fact), |i| voice.cite(voice.base().fact(i)))
        })),
        Action::Related { fact, language } => private(say(language, &|voice| {
            live(voice.base(), &fact).map_or_else(|| open(voice, &fact), |i| voice.related(i))
        })),
        Action::Why { fact, language, trace } => {
            let channel = component.channel_id.get();
            let shared = component.guild_id.is_some() && !is_alone(component);
            let pressed =
                Pressed { server, fact: &fact, language, trace, presser, channel, shared, sureness };
            private(desk.why(&pressed).unwrap_or_else(|| say(language, &|voice| open(voice, &fact))))
        }
        Action::NotThis { fact, language, asker } => private(say(language, &|voice| {
            if presser != asker {
                return voice.not_yours();
            }
            live(voice.base(), &fact).map_or_else(|| open(voice, &fact), |i| voice.not_this(i))
        })),
        Action::None { language, asker } if presser == asker => {
            let missed = desk.missed(component.channel_id.get(), presser).filter(|_| takes_questions);
            convert::update(&say(language, &|voice| {
                let mut reply = voice.choice_gone();
                reply.rows.extend(missed.as_ref().map(|words| voice.send_row(Action::mark(words))));
                reply
            }))
        }
        Action::Pick { language, asker } if presser == asker => {
            let told = desk.told_of(server, chosen, language).filter(|_| !is_alone(component));
            Response { told, ..convert::update(&say(language, &|voice| open(voice, chosen))) }
        }
        Action::None { language, .. } => private(say(language, &|voice| voice.not_yours())),
        // Somebody else may look too, without changing what the asker sees.
        Action::Pick { language, .. } => private(say(language, &|voice| open(voice, chosen))),
        // These are answered where the store is ([`super::team`]).
        Action::Helpful { language, .. }
        | Action::NotRight { language, .. }
        | Action::Send { language, .. }
        | Action::Consent { language, .. } => private(say(language, &|voice| voice.unknown_button())),
        Action::Open { language } => {
            let reply = say(language, &|voice| open(voice, chosen));
            shown(component, &reply)
        }
        Action::Entry { register, language } => {
            let reply = say(language, &|voice| {
                let base = voice.base();
                let found = base.find_entity(chosen).and_then(|entity| {
                    let register = base.register(&register)?;
                    Some(voice.entry(register, register.entry(entity)?))
                });
                found.unwrap_or_else(|| voice.unknown_thing())
            });
            shown(component, &reply)
        }
        Action::Topic { language } => {
            let reply = say(language, &|voice| voice.topic(chosen).unwrap_or_else(|| voice.unknown_fact()));
            shown(component, &reply)
        }
    }
}

/// In the place of a message that only the presser sees, else beside it.
fn shown(component: &ComponentInteraction, reply: &Reply) -> Response {
    if is_alone(component) { convert::update(reply) } else { convert::answer(reply, true) }
}

/// Whether the message pressed on is seen by the presser alone.
fn is_alone(component: &ComponentInteraction) -> bool {
    component.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

fn live(base: &Base, id: &str) -> Option<FactIndex> {
    base.find(id).filter(|index| base.fact(*index).status != Status::Withdrawn)
}

/// A fact by its id; the sentence on it where it was withdrawn or is unknown.
fn open(voice: Voice<'_>, id: &str) -> Reply {
    voice.base().find(id).map_or_else(|| voice.unknown_fact(), |index| voice.fact(voice.base().fact(index)))
}
