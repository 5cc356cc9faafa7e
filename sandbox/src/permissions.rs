//! Permissions: the bits, and what a member may do in a channel.

use crate::ids::{ChannelId, RoleId, UserId};
use crate::world::{Channel, Guild, Target, World};

/// Remove members.
pub const KICK_MEMBERS: u64 = 1 << 1;
/// Ban members.
pub const BAN_MEMBERS: u64 = 1 << 2;
/// Everything, overwrites notwithstanding.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Edit channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Edit the guild.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Add new reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// See a channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Write in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Delete what others wrote.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was written before, and reply to it.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Ping everyone, here and roles that are not mentionable.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Edit roles.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Use commands of applications.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Edit threads.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Start threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Write in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Time members out.
pub const MODERATE_MEMBERS: u64 = 1 << 40;

/// Every bit in use.
pub const ALL: u64 = (1 << 53) - 1;

/// What `@everyone` may do in a new guild.
pub const DEFAULT_EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What an invited bot's own role carries.
pub const DEFAULT_BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | SEND_MESSAGES_IN_THREADS;

/// What a moderator's role carries.
pub const DEFAULT_MODERATOR: u64 =
    KICK_MEMBERS | BAN_MEMBERS | MANAGE_CHANNELS | MANAGE_MESSAGES | MANAGE_THREADS | MODERATE_MEMBERS;

/// What both sides may do in a direct message.
const DIRECT_MESSAGE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_APPLICATION_COMMANDS;

/// What a member may do in a guild before any channel is looked at.
pub(crate) fn base(guild: &Guild, user: UserId) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let Some(roles) = guild.members.get(&user) else {
        return 0;
    };
    let granted = guild
        .roles
        .iter()
        .filter(|role| role.id.get() == guild.id.get() || roles.contains(&role.id))
        .fold(0, |bits, role| bits | role.permissions);
    if granted & ADMINISTRATOR == 0 { granted } else { ALL }
}

/// What a user may do in a channel, by Discord's order: base, overwrite of `@everyone`, those of
/// the roles together, that of the member; then what a missing basic permission takes along.
pub(crate) fn in_channel(world: &World, channel: &Channel, user: UserId) -> u64 {
    let Some(guild) = channel.guild.and_then(|id| world.guilds.get(&id)) else {
        let takes_part = user == world.bot || channel.recipient == Some(user);
        return if takes_part { DIRECT_MESSAGE } else { 0 };
    };
    let base = base(guild, user);
    if base & ADMINISTRATOR != 0 {
        return ALL;
    }
    // A thread has no overwrites of its own: those of its parent count.
    let ruling = channel.parent.and_then(|id| world.channels.get(&id)).unwrap_or(channel);
    let everyone = RoleId(guild.id.get());
    let roles = guild.members.get(&user).map_or(&[][..], Vec::as_slice);
    let mut bits = base;
    let mut apply = |matches: &dyn Fn(Target) -> bool| {
        let hits = ruling.overwrites.iter().filter(|one| matches(one.target));
        let (allow, deny) = hits.fold((0, 0), |(a, d), one| (a | one.allow, d | one.deny));
        bits = bits & !deny | allow;
    };
    apply(&|target| target == Target::Role(everyone));
    apply(&|target| matches!(target, Target::Role(id) if id != everyone && roles.contains(&id)));
    apply(&|target| target == Target::Member(user));
    implicit(bits, channel.is_thread())
}

/// Who cannot see can do nothing; who cannot send can neither mention, embed nor attach.
fn implicit(bits: u64, thread: bool) -> u64 {
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    let send = if thread { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    if bits & send == 0 {
        return bits & !(MENTION_EVERYONE | ATTACH_FILES | EMBED_LINKS | send);
    }
    bits
}

impl World {
    /// What `user` may do in `channel`; nothing in a channel that does not exist.
    pub(crate) fn permissions(&self, channel: ChannelId, user: UserId) -> u64 {
        self.channels.get(&channel).map_or(0, |channel| in_channel(self, channel, user))
    }

    pub(crate) fn may(&self, channel: ChannelId, user: UserId, bits: u64) -> bool {
        self.permissions(channel, user) & bits == bits
    }
}
