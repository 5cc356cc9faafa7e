//! A local double of Discord, for tests and for trying a bot out.
//!
//! [`Sandbox::start`] opens Discord's REST interface (`/api/v10`) and its gateway on one port of
//! 127.0.0.1, written from Discord's documentation. People in it talk, click and use commands when
//! the test says so; the test sees what the bot answered, who would have been notified, and every
//! request. Limits, permissions and deadlines are those Discord documents, and faults come on
//! demand.
//!
//! It knows no bot and no bot library: whatever can be pointed at another address than
//! `https://discord.com` can be run against it.

mod error;
mod gateway;
mod hub;
mod ids;
pub mod intents;
mod members;
#[cfg(feature = "openapi")]
pub mod openapi;
mod options;
pub mod permissions;
mod rest;
mod sandbox;
mod server;
mod validate;
mod world;

pub use error::{Error, Result};
pub use gateway::{Attempt, Closed, Ending, GatewayControl, Identified, Received, Resumed};
pub use ids::{ChannelId, CommandId, GuildId, InteractionId, MessageId, RoleId, UserId};
pub use members::{InteractionHandle, InteractionResponse, Say};
pub use options::{DEFAULT_TOKEN, Limit, Options, RateLimits};
pub use rest::{Fault, Recorded, When};
pub use sandbox::Sandbox;
pub use world::{
    Button, Channel, Command, Guild, Message, Overwrite, Pings, Reaction, Role, Select, Target, User,
};
