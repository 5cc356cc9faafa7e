//! Gateway intents: which events a bot asked for.

/// Guilds, their channels, roles and threads.
pub const GUILDS: u64 = 1;
/// Members joining and leaving (privileged).
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// Presences (privileged).
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// Messages in guild channels.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// Reactions in guild channels.
pub const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
/// Typing in guild channels.
pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
/// Direct messages.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// Reactions in direct messages.
pub const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
/// Typing in direct messages.
pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
/// The content of messages that do not concern the bot (privileged).
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// The intents that must be switched on for the application.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;

/// Every intent Discord documents: 0 to 16, 20, 21, 24 and 25. Others are answered with 4013.
pub(crate) const KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
