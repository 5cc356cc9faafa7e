//! Who the bot is, where it is, and how it gets to the gateway.

use serde_json::{Value, json};

use super::{Call, Reply};
use crate::gateway::Event;
use crate::ids::{GuildId, UserId};
use crate::permissions::{SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL};
use crate::world::{Guild, json as form};

pub(super) fn gateway(call: &mut Call<'_>) -> Reply {
    Reply::ok(json!({"url": format!("ws://127.0.0.1:{}", call.hub.port)}))
}

pub(super) fn gateway_bot(call: &mut Call<'_>) -> Reply {
    Reply::ok(json!({
        "url": format!("ws://127.0.0.1:{}", call.hub.port), "shards": call.hub.options.shards,
        "session_start_limit": {
            "total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1,
        },
    }))
}

pub(super) fn me(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    let mut user = world.users.get(&world.bot).map_or(Value::Null, form::user);
    form::merge(
        &mut user,
        json!({"mfa_enabled": false, "verified": true, "locale": "en-US", "flags": 0, "email": null}),
    );
    Reply::ok(user)
}

pub(super) fn user(call: &mut Call<'_>) -> Reply {
    let id: UserId = call.id("user_id");
    let user = call.state.world.users.get(&id).map(form::user);
    user.map_or_else(|| Reply::error(404, 10013, "Unknown User"), Reply::ok)
}

pub(super) fn my_guilds(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    let guilds: Value = world
        .guilds
        .values()
        .map(|guild| {
            let permissions = crate::permissions::base(guild, world.bot).to_string();
            json!({
                "id": guild.id.json(), "name": guild.name, "icon": null, "banner": null,
                "owner": false, "permissions": permissions, "features": [],
            })
        })
        .collect();
    Reply::ok(guilds)
}

pub(super) fn open_dm(call: &mut Call<'_>) -> Reply {
    let recipient = UserId::from_json(&call.body["recipient_id"]);
    let world = &mut call.state.world;
    let known = recipient.filter(|id| world.users.contains_key(id) && *id != world.bot);
    let Some(user) = known else {
        return Reply::error(400, 50033, "Invalid Recipient(s)");
    };
    let id = world.open_dm(user);
    let channel = world.channels.get(&id).map(|channel| form::channel(world, channel));
    channel.map_or_else(Reply::unknown_channel, Reply::ok)
}

pub(super) fn application(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    let granted = call.hub.options.privileged_intents & crate::intents::MESSAGE_CONTENT != 0;
    // GATEWAY_MESSAGE_CONTENT_LIMITED: granted, of an application in few servers.
    let flags = if granted { 1 << 19 } else { 0 };
    let owner = world.users.get(&world.cast.owner).map(form::user);
    Reply::ok(json!({
        "id": world.bot.json(), "name": "bot-under-test", "icon": null, "description": "",
        "summary": "", "bot_public": true, "bot_require_code_grant": false, "owner": owner,
        "team": null, "verify_key": "0".repeat(64), "flags": flags, "hook": true,
        "type": null, "bot": world.users.get(&world.bot).map(form::user),
        "approximate_guild_count": world.guilds.len(), "redirect_uris": [],
        "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "integration_types_config": {"0": {}},
    }))
}

fn with_guild(call: &Call<'_>, show: impl FnOnce(&Guild) -> Value) -> Reply {
    let id: GuildId = call.id("guild_id");
    call.state.world.guilds.get(&id).map_or_else(Reply::unknown_guild, |one| Reply::ok(show(one)))
}

pub(super) fn guild(call: &mut Call<'_>) -> Reply {
    with_guild(call, form::guild)
}

pub(super) fn guild_roles(call: &mut Call<'_>) -> Reply {
    with_guild(call, |guild| form::guild(guild)["roles"].clone())
}

pub(super) fn guild_channels(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    with_guild(call, |guild| {
        let channels = world.channels.values();
        let here = channels.filter(|one| one.guild == Some(guild.id) && !one.is_thread());
        here.map(|one| form::channel(world, one)).collect()
    })
}

pub(super) fn guild_member(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    let user: UserId = call.id("user_id");
    let Some(guild) = world.guilds.get(&call.id("guild_id")) else {
        return Reply::unknown_guild();
    };
    if !guild.members.contains_key(&user) {
        return Reply::error(404, 10007, "Unknown Member");
    }
    Reply::ok(form::member(world, guild, user))
}

pub(super) fn channel(call: &mut Call<'_>) -> Reply {
    let world = &call.state.world;
    let Some(channel) = world.channels.get(&call.channel()) else {
        return Reply::unknown_channel();
    };
    if !world.may(channel.id, world.bot, VIEW_CHANNEL) {
        return Reply::missing_access();
    }
    Reply::ok(form::channel(world, channel))
}

pub(super) fn typing(call: &mut Call<'_>) -> Reply {
    let id = call.channel();
    let world = &mut call.state.world;
    let Some(channel) = world.channels.get(&id) else {
        return Reply::unknown_channel();
    };
    let send = if channel.is_thread() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    let has = world.permissions(id, world.bot);
    if has & VIEW_CHANNEL == 0 {
        return Reply::missing_access();
    }
    if has & send == 0 {
        return Reply::missing_permissions();
    }
    world.typing.push((world.now(), id));
    Reply::empty()
}

impl crate::hub::State {
    /// Tells the bot about a guild anew, by `GUILD_CREATE`.
    pub(crate) fn emit_guild(&mut self, id: GuildId) {
        if let Some(guild) = self.world.guilds.get(&id) {
            let data = form::guild_create(&self.world, guild, false);
            let event = Event::new("GUILD_CREATE", crate::intents::GUILDS, data).in_guild(id);
            self.emit(&event);
        }
    }
}
