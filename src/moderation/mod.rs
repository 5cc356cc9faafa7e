//! Who may do what, how the bot speaks where, what a proposal would add: rules
//! without I/O. What is decided on is handed in, the time too; what comes
//! of it `discord` carries out and `store` remembers.

mod buckets;
mod duration;
mod modes;
mod permissions;
mod proposals;

pub use buckets::{Buckets, Rate};
pub use duration::parse_duration;
pub use modes::{Origin, Rule, rule};
pub use permissions::{Caller, Deed, Refusal, bits, may};
pub use proposals::addition;
