//! The guild every sandbox starts with, and adding to it.

use std::collections::BTreeMap;
use std::time::Instant;

use super::{Channel, Guild, Overwrite, Role, Target, User, World};
use crate::ids::{ChannelId, GuildId, RoleId, Snowflakes, UserId};
use crate::permissions as p;

/// The ids of what every sandbox starts with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cast {
    pub(crate) guild: GuildId,
    pub(crate) general: ChannelId,
    pub(crate) team: ChannelId,
    pub(crate) thread: ChannelId,
    pub(crate) member: UserId,
    pub(crate) moderator: UserId,
    pub(crate) owner: UserId,
    pub(crate) other_bot: UserId,
    pub(crate) moderator_role: RoleId,
}

impl World {
    /// The bot, the guild "sandbox" with #general, #team (moderators and the bot only), a thread
    /// in #general, and one member of each sort.
    pub(crate) fn furnished() -> Self {
        let mut snowflakes = Snowflakes::default();
        let nobody = Cast {
            guild: GuildId(0),
            general: ChannelId(0),
            team: ChannelId(0),
            thread: ChannelId(0),
            member: UserId(0),
            moderator: UserId(0),
            owner: UserId(0),
            other_bot: UserId(0),
            moderator_role: RoleId(0),
        };
        let mut world = Self {
            started: Instant::now(),
            bot: snowflakes.next(),
            snowflakes,
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            typing: Vec::new(),
            cast: nobody,
        };
        let bot = world.bot;
        let user = User {
            id: bot,
            username: "bot-under-test".to_owned(),
            bot: true,
            locale: "en-US".to_owned(),
            dms_closed: false,
        };
        world.users.insert(bot, user);
        let owner = world.add_user("olga-owner", false);
        let guild = world.add_guild("sandbox", owner);
        let general = world.add_channel(guild, "general");
        let team = world.add_channel(guild, "team");
        let thread = world.add_thread(general, guild, "a thread");
        let moderator_role = world.add_role(guild, "moderators", p::DEFAULT_MODERATOR);
        let member = world.add_user("mira-member", false);
        let moderator = world.add_user("milan-moderator", false);
        let other_bot = world.add_user("other-bot", true);
        for (user, roles) in [(member, vec![]), (moderator, vec![moderator_role]), (other_bot, vec![])] {
            if let Some(guild) = world.guilds.get_mut(&guild) {
                guild.members.insert(user, roles);
            }
        }
        let view = p::VIEW_CHANNEL;
        world.overwrite(team, Target::Role(RoleId(guild.get())), 0, view);
        world.overwrite(team, Target::Role(moderator_role), view, 0);
        world.overwrite(team, Target::Member(bot), view, 0);
        world.cast =
            Cast { guild, general, team, thread, member, moderator, owner, other_bot, moderator_role };
        world
    }

    pub(crate) fn add_user(&mut self, username: &str, bot: bool) -> UserId {
        let id = self.snowflakes.next();
        let user =
            User { id, username: username.to_owned(), bot, locale: "en-US".to_owned(), dms_closed: false };
        self.users.insert(id, user);
        id
    }

    /// A guild with its owner and the bot in it, and no channel yet.
    pub(crate) fn add_guild(&mut self, name: &str, owner: UserId) -> GuildId {
        let id: GuildId = self.snowflakes.next();
        let bot_role: RoleId = self.snowflakes.next();
        let role = |id, name: &str, permissions, of_bot| Role {
            id,
            name: name.to_owned(),
            permissions,
            mentionable: false,
            of_bot,
        };
        let everyone = role(RoleId(id.get()), "@everyone", p::DEFAULT_EVERYONE, None);
        let of_bot = role(bot_role, "bot-under-test", p::DEFAULT_BOT, Some(self.bot));
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: vec![everyone, of_bot],
            members: BTreeMap::from([(owner, vec![]), (self.bot, vec![bot_role])]),
            preferred_locale: "en-US".to_owned(),
        };
        self.guilds.insert(id, guild);
        id
    }

    pub(crate) fn add_channel(&mut self, guild: GuildId, name: &str) -> ChannelId {
        self.insert_channel(guild, name, 0, None)
    }

    pub(crate) fn add_thread(&mut self, parent: ChannelId, guild: GuildId, name: &str) -> ChannelId {
        self.insert_channel(guild, name, 11, Some(parent))
    }

    fn insert_channel(
        &mut self,
        guild: GuildId,
        name: &str,
        kind: u8,
        parent: Option<ChannelId>,
    ) -> ChannelId {
        let id = self.snowflakes.next();
        let channel = Channel {
            id,
            kind,
            name: name.to_owned(),
            guild: Some(guild),
            parent,
            recipient: None,
            overwrites: Vec::new(),
        };
        self.channels.insert(id, channel);
        id
    }

    pub(crate) fn add_role(&mut self, guild: GuildId, name: &str, permissions: u64) -> RoleId {
        let id = self.snowflakes.next();
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.roles.push(Role {
                id,
                name: name.to_owned(),
                permissions,
                mentionable: false,
                of_bot: None,
            });
        }
        id
    }

    /// Sets what `target` is granted and denied in `channel`, in place of what was set before.
    pub(crate) fn overwrite(&mut self, channel: ChannelId, target: Target, allow: u64, deny: u64) {
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.overwrites.retain(|one| one.target != target);
            channel.overwrites.push(Overwrite { target, allow, deny });
        }
    }
}
