//! How the bot speaks in a channel: what was decided about it, else about the
//! channel its thread hangs on, else about the server.

use crate::store::{ChannelMode, ChannelSettings, Seconds, ServerSettings, Sureness};

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Decided for this very channel.
    Channel,
    /// Decided for the channel its thread (or forum post) belongs to.
    Parent,
    /// Decided for the whole server.
    Server,
    /// Nothing was decided.
    Default,
}

/// How the bot speaks in a channel at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The mode.
    pub mode: ChannelMode,
    /// Where the mode comes from.
    pub origin: Origin,
    /// How sure it must be; none: what the operator set.
    pub sureness: Option<Sureness>,
    /// Until when it says nothing, if that is not over.
    pub muted_until: Option<Seconds>,
}

impl Rule {
    /// The rule where nothing was decided.
    pub const DEFAULT: Self =
        Self { mode: ChannelMode::Mention, origin: Origin::Default, sureness: None, muted_until: None };

    /// Whether it may say something there that others read.
    pub fn speaks(&self) -> bool {
        self.muted_until.is_none() && matches!(self.mode, ChannelMode::Mention | ChannelMode::Answer)
    }

    /// Whether it looks at messages that are not addressed to it.
    pub fn overhears(&self) -> bool {
        self.muted_until.is_none()
            && matches!(self.mode, ChannelMode::Shadow | ChannelMode::Review | ChannelMode::Answer)
    }
}

/// The rule of a channel; `parent` is the channel a thread belongs to.
pub fn rule(settings: Option<&ServerSettings>, channel: u64, parent: Option<u64>, now: Seconds) -> Rule {
    let Some(settings) = settings else { return Rule::DEFAULT };
    let of = |id: u64| settings.channels.get(&id).copied().unwrap_or_default();
    let own = of(channel);
    let above: ChannelSettings = parent.map(of).unwrap_or_default();
    let modes = [
        (own.mode, Origin::Channel),
        (above.mode, Origin::Parent),
        (settings.mode, Origin::Server),
        (Some(Rule::DEFAULT.mode), Origin::Default),
    ];
    let (mode, origin) = modes
        .into_iter()
        .find_map(|(mode, origin)| Some((mode?, origin)))
        .unwrap_or((Rule::DEFAULT.mode, Origin::Default));
    Rule {
        mode,
        origin,
        sureness: own.sureness.or(above.sureness).or(settings.sureness),
        // Muting a channel mutes what hangs on it.
        muted_until: own.muted_until.max(above.muted_until).filter(|until| *until > now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ChannelMode::{Answer, Mention, Off, Review};

    #[test]
    fn the_nearest_decision_holds() {
        let settings = |server, channel, parent| {
            let mut settings = ServerSettings { mode: server, ..ServerSettings::default() };
            for (id, mode) in [(10, channel), (20, parent)] {
                settings.channels.insert(id, ChannelSettings { mode, ..ChannelSettings::default() });
            }
            settings
        };
        for (server, channel, above, parent, mode, origin) in [
            (None, None, None, None, Mention, Origin::Default),
            (Some(Off), None, None, None, Off, Origin::Server),
            (Some(Off), Some(Answer), None, None, Answer, Origin::Channel),
            (Some(Off), None, Some(Review), Some(20), Review, Origin::Parent),
            // A thread of its own decision, and one of another parent.
            (Some(Off), Some(Answer), Some(Review), Some(20), Answer, Origin::Channel),
            (Some(Off), None, Some(Review), Some(21), Off, Origin::Server),
            (Some(Off), None, Some(Review), None, Off, Origin::Server),
        ] {
            let found = rule(Some(&settings(server, channel, above)), 10, parent, 0);
            assert_eq!((found.mode, found.origin), (mode, origin), "{server:?} {channel:?} {above:?}");
        }
        assert_eq!(rule(None, 10, Some(20), 0), Rule::DEFAULT);
    }

    #[test]
    fn muted_until_then_and_no_longer() {
        let mut settings = ServerSettings::default();
        let muted = |until| ChannelSettings { muted_until: Some(until), ..ChannelSettings::default() };
        settings.channels.insert(20, muted(100));
        for (channel, parent, now, speaks) in [
            (20, None, 99, false),
            (20, None, 100, true),
            (10, Some(20), 99, false),
            (10, Some(21), 99, true),
            // A clock that jumped back leaves it muted, not for ever.
            (20, None, -5, false),
        ] {
            assert_eq!(rule(Some(&settings), channel, parent, now).speaks(), speaks, "{channel} at {now}");
        }
        settings.channels.insert(10, muted(150));
        assert_eq!(rule(Some(&settings), 10, Some(20), 50).muted_until, Some(150), "the later one");
    }

    #[test]
    fn what_each_mode_does() {
        for (mode, speaks, overhears) in [
            (ChannelMode::Off, false, false),
            (ChannelMode::Mention, true, false),
            (ChannelMode::Shadow, false, true),
            (ChannelMode::Review, false, true),
            (ChannelMode::Answer, true, true),
        ] {
            let rule = Rule { mode, ..Rule::DEFAULT };
            assert_eq!((rule.speaks(), rule.overhears()), (speaks, overhears), "{mode:?}");
            let muted = Rule { muted_until: Some(1), ..rule };
            assert_eq!((muted.speaks(), muted.overhears()), (false, false), "{mode:?}");
        }
    }
}
