//! Discord's JSON of what exists.

use serde_json::{Value, json};

use super::{Channel, Guild, Message, Role, Target, User, World};
use crate::ids::{ChannelId, GuildId, UserId, timestamp};

/// When everything that is not a message is said to have been made.
const LONG_AGO: &str = "2024-01-01T00:00:00.000000+00:00";

pub(crate) fn user(user: &User) -> Value {
    json!({
        "id": user.id.json(), "username": user.username, "discriminator": "0",
        "global_name": null, "avatar": null, "bot": user.bot, "public_flags": 0,
    })
}

pub(crate) fn role(role: &Role, position: usize) -> Value {
    let mut value = json!({
        "id": role.id.json(), "name": role.name, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "icon": null, "unicode_emoji": null, "position": position,
        "permissions": role.permissions.to_string(), "managed": role.of_bot.is_some(),
        "mentionable": role.mentionable, "flags": 0,
    });
    if let Some(bot) = role.of_bot {
        value["tags"] = json!({"bot_id": bot.json()});
    }
    value
}

pub(crate) fn channel(world: &World, channel: &Channel) -> Value {
    let last = world.messages.values().rev().find(|one| one.channel == channel.id);
    let mut value = json!({
        "id": channel.id.json(), "type": channel.kind, "flags": 0,
        "last_message_id": last.map(|one| one.id.json()),
    });
    if let Some(other) = channel.recipient {
        value["recipients"] = world.users.get(&other).map(user).into_iter().collect();
        return value;
    }
    let overwrites: Value = channel
        .overwrites
        .iter()
        .map(|one| {
            let (id, kind) = match one.target {
                Target::Role(id) => (id.json(), 0),
                Target::Member(id) => (id.json(), 1),
            };
            json!({"id": id, "type": kind, "allow": one.allow.to_string(), "deny": one.deny.to_string()})
        })
        .collect();
    value["name"] = json!(channel.name);
    value["guild_id"] = json!(channel.guild.map(GuildId::json));
    value["parent_id"] = json!(channel.parent.map(ChannelId::json));
    value["rate_limit_per_user"] = json!(0);
    if channel.is_thread() {
        value["owner_id"] = world.cast.owner.json();
        value["message_count"] = json!(0);
        value["member_count"] = json!(1);
        value["total_message_sent"] = json!(0);
        value["thread_metadata"] = json!({
            "archived": false, "auto_archive_duration": 10080, "archive_timestamp": LONG_AGO,
            "locked": false, "create_timestamp": LONG_AGO,
        });
    } else {
        value["permission_overwrites"] = overwrites;
        value["position"] = json!(0);
        value["topic"] = Value::Null;
        value["nsfw"] = json!(false);
    }
    value
}

/// A guild member; without the user, as it stands beside a message's author.
pub(crate) fn partial_member(guild: &Guild, id: UserId) -> Value {
    let roles: Value = guild.members.get(&id).into_iter().flatten().map(|role| role.json()).collect();
    json!({
        "nick": null, "avatar": null, "banner": null, "roles": roles, "joined_at": LONG_AGO,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null,
    })
}

pub(crate) fn member(world: &World, guild: &Guild, id: UserId) -> Value {
    let mut value = partial_member(guild, id);
    value["user"] = world.users.get(&id).map_or(Value::Null, user);
    value
}

/// What `GET /guilds/{id}` answers.
pub(crate) fn guild(guild: &Guild) -> Value {
    let roles: Value = guild.roles.iter().enumerate().map(|(n, one)| role(one, n)).collect();
    json!({
        "id": guild.id.json(), "name": guild.name, "owner_id": guild.owner.json(), "roles": roles,
        "icon": null, "splash": null, "discovery_splash": null, "description": null,
        "banner": null, "region": "deprecated", "afk_channel_id": null, "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "emojis": [], "stickers": [], "features": [],
        "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "public_updates_channel_id": null,
        "safety_alerts_channel_id": null, "vanity_url_code": null, "premium_tier": 0,
        "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
        "preferred_locale": guild.preferred_locale, "nsfw_level": 0, "nsfw": false,
        "max_members": 500_000, "max_presences": null, "max_video_channel_users": 25,
    })
}

/// What `GUILD_CREATE` carries; the whole list of members only for bots that asked for members.
pub(crate) fn guild_create(world: &World, of: &Guild, all_members: bool) -> Value {
    let ids = of.members.keys().copied().filter(|id| all_members || *id == world.bot);
    let members: Value = ids.map(|id| member(world, of, id)).collect();
    let visible = |threads: bool| -> Value {
        world
            .channels
            .values()
            .filter(|one| one.guild == Some(of.id) && one.is_thread() == threads)
            // Discord hides only threads: channels out of sight are listed all the same.
            .filter(|one| !threads || world.permissions(one.id, world.bot) != 0)
            .map(|one| channel(world, one))
            .collect()
    };
    let mut value = guild(of);
    let more = json!({
        "joined_at": LONG_AGO, "large": false, "unavailable": false,
        "member_count": of.members.len(), "members": members, "channels": visible(false),
        "threads": visible(true), "voice_states": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
    });
    merge(&mut value, more);
    value
}

/// Adds every key of `more` to `value`.
pub(crate) fn merge(value: &mut Value, more: Value) {
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
}

/// A message as REST answers it.
pub(crate) fn message(world: &World, of: &Message) -> Value {
    let mut value = bare_message(world, of);
    if let Some(id) = of.reply_to {
        let target = world.messages.get(&id).filter(|one| !one.deleted);
        value["referenced_message"] = target.map_or(Value::Null, |one| bare_message(world, one));
    }
    value
}

fn bare_message(world: &World, of: &Message) -> Value {
    let mentions: Value = of.mentions.users.iter().filter_map(|id| world.users.get(id)).map(user).collect();
    let mut reactions: Vec<(&str, usize, bool)> = Vec::new();
    for one in &of.reactions {
        let mine = one.user == world.bot;
        match reactions.iter_mut().find(|(emoji, ..)| *emoji == one.emoji) {
            Some((_, count, me)) => {
                *count += 1;
                *me |= mine;
            }
            None => reactions.push((&one.emoji, 1, mine)),
        }
    }
    let mut value = json!({
        "id": of.id.json(), "channel_id": of.channel.json(), "type": of.kind(world),
        "author": world.users.get(&of.author).map(user), "content": of.content,
        "timestamp": timestamp(of.created_ms),
        "edited_timestamp": of.edited_ms.map(timestamp), "tts": false,
        "mention_everyone": of.mentions.everyone, "mentions": mentions,
        "mention_roles": of.mentions.roles.iter().map(|id| id.json()).collect::<Value>(),
        "attachments": of.attachments, "embeds": of.embeds, "pinned": false, "flags": of.flags,
        "components": of.components,
    });
    if !reactions.is_empty() {
        value["reactions"] = reactions
            .iter()
            .map(|(emoji, count, me)| {
                json!({
                    "count": count, "me": me, "me_burst": false, "burst_colors": [],
                    "count_details": {"burst": 0, "normal": count}, "emoji": {"id": null, "name": emoji},
                })
            })
            .collect();
    }
    if let Some(nonce) = &of.nonce {
        value["nonce"] = nonce.clone();
    }
    if let Some(id) = of.reply_to {
        let guild = world.guild_of(of.channel).map(|guild| guild.id.json());
        value["message_reference"] = json!({
            "type": 0, "message_id": id.json(), "channel_id": of.channel.json(), "guild_id": guild,
        });
    }
    if let Some(interaction) = of.interaction.and_then(|id| world.interactions.get(&id)) {
        let user = world.users.get(&interaction.user).map(user);
        value["application_id"] = world.bot.json();
        value["webhook_id"] = world.bot.json();
        let owners = interaction.owners(world);
        value["interaction_metadata"] = json!({
            "id": interaction.id.json(), "type": interaction.kind.number(), "user": user,
            "authorizing_integration_owners": owners, "name": interaction.name,
        });
        // Only components (and modals opened by one) were used on a message.
        if let Some(on) = interaction.message {
            value["interaction_metadata"]["interacted_message_id"] = on.json();
        }
        if let Some(name) = &interaction.name {
            value["interaction"] = json!({
                "id": interaction.id.json(), "type": interaction.kind.number(), "name": name,
                "user": user,
            });
        }
    }
    value
}

/// A message as the gateway sends it: with its guild and the author's membership.
pub(crate) fn message_event(world: &World, of: &Message) -> Value {
    let mut value = message(world, of);
    if let Some(guild) = world.guild_of(of.channel) {
        value["guild_id"] = guild.id.json();
        value["member"] = partial_member(guild, of.author);
        if let Some(mentions) = value["mentions"].as_array_mut() {
            for (one, id) in mentions.iter_mut().zip(&of.mentions.users) {
                one["member"] = partial_member(guild, *id);
            }
        }
    }
    value
}
