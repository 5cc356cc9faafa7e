//! Snowflakes: one type per kind of thing, so that a channel cannot be passed for a message.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// The first millisecond of 2015, from which Discord counts.
const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

macro_rules! snowflake {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// The number itself.
            pub const fn get(self) -> u64 {
                self.0
            }

            /// The id in JSON, be it a string of digits (as Discord writes it) or a number.
            pub fn from_json(value: &Value) -> Option<Self> {
                value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64()).map(Self)
            }

            /// The id as Discord sends it: a string of digits.
            pub(crate) fn json(self) -> Value {
                Value::String(self.0.to_string())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

snowflake! {
    /// A person or a bot.
    UserId,
    /// A server.
    GuildId,
    /// A channel, a thread or a direct-message channel.
    ChannelId,
    /// A role of a guild; the role `@everyone` has the guild's own number.
    RoleId,
    /// A message.
    MessageId,
    /// An interaction.
    InteractionId,
    /// A registered application command.
    CommandId,
}

/// Hands out snowflakes that only ever rise, even within one millisecond.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    pub(crate) fn next<T: From<u64>>(&mut self) -> T {
        let now = (unix_ms().saturating_sub(DISCORD_EPOCH_MS)) << 22;
        self.last = now.max(self.last + 1);
        T::from(self.last)
    }
}

/// Milliseconds since 1970.
pub(crate) fn unix_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// A moment as Discord writes it: `2026-11-23T18:39:33.123000+00:00`.
pub(crate) fn timestamp(unix_ms: u64) -> String {
    let (days, ms_of_day) = (unix_ms / 86_400_000, unix_ms % 86_400_000);
    // Days to civil date after Howard Hinnant; counts eras of 400 years from 0000-03-01.
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (seconds, ms) = (ms_of_day / 1000, ms_of_day % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}000+00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_civil_dates() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(timestamp(951_782_400_000), "2000-02-29T00:00:00.000000+00:00");
        assert_eq!(timestamp(1_795_459_173_123), "2026-11-23T18:39:33.123000+00:00");
    }

    #[test]
    fn snowflakes_rise() {
        let mut source = Snowflakes::default();
        let ids: Vec<u64> = (0..1000).map(|_| source.next()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
