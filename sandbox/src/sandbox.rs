//! The sandbox itself: starting it, who and what is in it, adding to it.

use std::sync::Arc;

use serde_json::json;
use tokio::net::TcpListener;

use crate::error::{Error, Result};
use crate::gateway::{Event, GatewayControl};
use crate::hub::{Hub, State};
use crate::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::intents as i;
use crate::options::Options;
use crate::rest::{Fault, Planned, Recorded, When};
use crate::server;
use crate::world::{Cast, Channel, Guild, Target, User, json as form};

/// A running sandbox; dropping it ends every connection.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) hub: Arc<Hub>,
    cast: Cast,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.hub.stop.send_replace(true);
    }
}

impl Sandbox {
    /// Opens the port and starts to serve. Needs a Tokio runtime.
    pub async fn start(options: Options) -> Result<Self> {
        let asked = options.port;
        let failed = |source| Error::Listen { port: asked, source };
        let listener = TcpListener::bind(("127.0.0.1", asked)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let hub = Arc::new(Hub::new(options, port));
        let cast = hub.read(|state| state.world.cast);
        tokio::spawn(server::serve(Arc::clone(&hub), listener));
        Ok(Self { hub, cast })
    }

    /// What takes the place of `https://discord.com`: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.hub.port)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.hub.port
    }

    /// The token the bot needs.
    pub fn token(&self) -> &str {
        &self.hub.options.token
    }

    /// The bot's user.
    pub fn bot_user_id(&self) -> UserId {
        self.hub.read(|state| state.world.bot)
    }

    /// The bot's application; the same number as its user.
    pub fn application_id(&self) -> u64 {
        self.bot_user_id().get()
    }

    /// The guild "sandbox".
    pub const fn guild(&self) -> GuildId {
        self.cast.guild
    }

    /// #general, where everybody writes.
    pub const fn general(&self) -> ChannelId {
        self.cast.general
    }

    /// #team, which moderators, the owner and the bot see.
    pub const fn team(&self) -> ChannelId {
        self.cast.team
    }

    /// A public thread in #general.
    pub const fn thread(&self) -> ChannelId {
        self.cast.thread
    }

    /// A member without any role.
    pub const fn member(&self) -> UserId {
        self.cast.member
    }

    /// A member with the moderators' role.
    pub const fn moderator(&self) -> UserId {
        self.cast.moderator
    }

    /// The owner of the guild, who may do everything.
    pub const fn owner(&self) -> UserId {
        self.cast.owner
    }

    /// Another bot, a member without any role.
    pub const fn other_bot(&self) -> UserId {
        self.cast.other_bot
    }

    /// The moderators' role.
    pub const fn moderator_role(&self) -> RoleId {
        self.cast.moderator_role
    }

    /// The gateway's controls and records.
    pub const fn gateway(&self) -> GatewayControl<'_> {
        GatewayControl { sandbox: self }
    }

    /// The next `count` requests of this method (`"*"` for any) whose path contains `path` go
    /// wrong. Several plans are used up in the order they were made.
    pub fn fail_next(&self, method: &str, path: &str, fault: Fault, when: When, count: usize) {
        let (method, path) = (method.to_owned(), path.to_owned());
        let planned = Planned { method, path, fault, when, left: count };
        self.hub.change(|state| state.faults.push(planned));
    }

    /// Drops every fault that was planned and not met.
    pub fn clear_faults(&self) {
        self.hub.change(|state| state.faults.clear());
    }

    /// Every REST request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.hub.read(|state| state.requests.clone())
    }

    /// Waits until a request was answered, or stands unanswered, that matches.
    pub async fn wait_request(
        &self,
        matches: impl Fn(&Recorded) -> bool,
        timeout: std::time::Duration,
    ) -> Result<Recorded> {
        let look = |state: &State| state.requests.iter().find(|one| matches(one)).cloned();
        let seen = |state: &State| {
            let all = state.requests.iter().rev().take(8);
            let all: Vec<_> = all.map(|one| format!("{} {}", one.method, one.path)).collect();
            format!("the last requests, newest first: {all:?}")
        };
        self.hub.wait("a matching request", timeout, look, seen).await
    }

    /// A user as it stands now.
    pub fn user(&self, id: UserId) -> Option<User> {
        self.hub.read(|state| state.world.users.get(&id).cloned())
    }

    /// A channel as it stands now.
    pub fn channel(&self, id: ChannelId) -> Option<Channel> {
        self.hub.read(|state| state.world.channels.get(&id).cloned())
    }

    /// A guild as it stands now.
    pub fn guild_state(&self, id: GuildId) -> Option<Guild> {
        self.hub.read(|state| state.world.guilds.get(&id).cloned())
    }

    /// What `user` may do in `channel`.
    pub fn permissions(&self, user: UserId, channel: ChannelId) -> u64 {
        self.hub.read(|state| state.world.permissions(channel, user))
    }

    /// A new person, or another bot, in no guild yet.
    pub fn add_user(&self, username: &str, bot: bool) -> UserId {
        self.hub.change(|state| state.world.add_user(username, bot))
    }

    /// A new guild with the bot in it, and no channel yet; the bot hears of it.
    pub fn add_guild(&self, name: &str, owner: UserId) -> GuildId {
        self.hub.change(|state| {
            let id = state.world.add_guild(name, owner);
            state.emit_guild(id);
            id
        })
    }

    /// Throws the bot out of a guild.
    pub fn remove_guild(&self, guild: GuildId) {
        self.hub.change(|state| {
            let data = json!({"id": guild.json()});
            state.emit(&Event::new("GUILD_DELETE", i::GUILDS, data).in_guild(guild));
            state.world.guilds.remove(&guild);
            state.world.channels.retain(|_, one| one.guild != Some(guild));
        });
    }

    /// A new text channel; the bot hears of it.
    pub fn add_channel(&self, guild: GuildId, name: &str) -> ChannelId {
        self.hub.change(|state| {
            let id = state.world.add_channel(guild, name);
            emit_channel(state, "CHANNEL_CREATE", id);
            id
        })
    }

    /// A new public thread; the bot hears of it.
    pub fn add_thread(&self, parent: ChannelId, name: &str) -> Result<ChannelId> {
        self.hub.change(|state| {
            let guild = state.world.channel(parent)?.guild;
            let guild = guild.ok_or_else(|| Error::Unknown(format!("guild of {parent}")))?;
            let id = state.world.add_thread(parent, guild, name);
            emit_channel(state, "THREAD_CREATE", id);
            Ok(id)
        })
    }

    /// A new role; the bot hears of it.
    pub fn add_role(&self, guild: GuildId, name: &str, permissions: u64) -> RoleId {
        self.hub.change(|state| {
            let id = state.world.add_role(guild, name, permissions);
            emit_role(state, "GUILD_ROLE_CREATE", guild, id);
            id
        })
    }

    /// Changes a role's permissions; that of `@everyone` has the guild's number.
    pub fn set_role_permissions(&self, guild: GuildId, role: RoleId, permissions: u64) {
        self.change_role(guild, role, |one| one.permissions = permissions);
    }

    /// Makes a role one that everybody may ping, or not.
    pub fn set_mentionable(&self, guild: GuildId, role: RoleId, mentionable: bool) {
        self.change_role(guild, role, |one| one.mentionable = mentionable);
    }

    fn change_role(&self, guild: GuildId, role: RoleId, act: impl FnOnce(&mut crate::Role)) {
        self.hub.change(|state| {
            let roles = state.world.guilds.get_mut(&guild).map(|guild| &mut guild.roles);
            if let Some(one) = roles.and_then(|roles| roles.iter_mut().find(|one| one.id == role)) {
                act(one);
            }
            emit_role(state, "GUILD_ROLE_UPDATE", guild, role);
        });
    }

    /// The bot's own role in a guild, for taking permissions away.
    pub fn bot_role(&self, guild: GuildId) -> Option<RoleId> {
        self.hub.read(|state| {
            let guild = state.world.guilds.get(&guild)?;
            guild.roles.iter().find(|role| role.of_bot == Some(state.world.bot)).map(|role| role.id)
        })
    }

    /// Makes a user a member with these roles, in place of those they had.
    pub fn set_member(&self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        self.hub.change(|state| {
            let world = &mut state.world;
            let Some(entry) = world.guilds.get_mut(&guild) else {
                return;
            };
            let known = entry.members.insert(user, roles.to_vec()).is_some();
            let name = if known { "GUILD_MEMBER_UPDATE" } else { "GUILD_MEMBER_ADD" };
            if let Some(entry) = state.world.guilds.get(&guild) {
                let mut data = form::member(&state.world, entry, user);
                data["guild_id"] = guild.json();
                state.emit(&Event::new(name, i::GUILD_MEMBERS, data).in_guild(guild));
            }
        });
    }

    /// Sets what a role or member is granted and denied in a channel; the bot hears of it.
    pub fn overwrite(&self, channel: ChannelId, target: Target, allow: u64, deny: u64) {
        self.hub.change(|state| {
            state.world.overwrite(channel, target, allow, deny);
            emit_channel(state, "CHANNEL_UPDATE", channel);
        });
    }

    /// Sets the language of a user's client.
    pub fn set_locale(&self, user: UserId, locale: &str) {
        self.hub.change(|state| {
            if let Some(user) = state.world.users.get_mut(&user) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// Makes a user refuse direct messages from the bot, or no longer.
    pub fn set_dms_closed(&self, user: UserId, closed: bool) {
        self.hub.change(|state| {
            if let Some(user) = state.world.users.get_mut(&user) {
                user.dms_closed = closed;
            }
        });
    }
}

fn emit_channel(state: &mut State, name: &str, id: ChannelId) {
    if let Some(channel) = state.world.channels.get(&id) {
        let data = form::channel(&state.world, channel);
        let event = state.channel_event(name, id, (i::GUILDS, 0), data);
        state.emit(&event);
    }
}

fn emit_role(state: &mut State, name: &str, guild: GuildId, id: RoleId) {
    let roles = state.world.guilds.get(&guild).map(|guild| guild.roles.iter().enumerate());
    let role = roles.and_then(|mut roles| roles.find(|(_, one)| one.id == id));
    if let Some((position, role)) = role {
        let data = json!({"guild_id": guild.json(), "role": form::role(role, position)});
        state.emit(&Event::new(name, i::GUILDS, data).in_guild(guild));
    }
}
