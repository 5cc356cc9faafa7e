//! What is said to moderators, and to members about moderation.

mod action;
mod cards;
mod feedback;
mod notices;
mod privacy;
mod settings;
mod stats;

pub use action::TeamAction;
pub use cards::{Card, Link, Settled, Would};
pub use notices::Notice;
pub use privacy::Kept;
pub use settings::{ChannelPage, LogLine, TeamPage};
pub use stats::{Day, StatsPage};
