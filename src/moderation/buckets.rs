//! Token buckets: how often the bot speaks unasked in a channel and to a person.

use std::collections::HashMap;

/// So many in ten minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(pub u32);

/// Seconds a full bucket is for.
const WINDOW: f64 = 600.0;

/// Buckets kept before full ones are thrown away: those say nothing.
const KEPT: usize = 10_000;

/// One bucket for each channel and each person in a channel. Time is seconds of
/// a clock that never runs backwards.
#[derive(Debug, Default)]
pub struct Buckets {
    levels: HashMap<(u64, u64), (f64, f64)>,
}

impl Buckets {
    /// Takes a token from the channel's bucket and from the person's, or from
    /// neither.
    pub fn take(&mut self, channel: (u64, Rate), person: (u64, Rate), now: f64) -> bool {
        // 0 is nobody's id: the bucket of the channel itself.
        let keys = [((channel.0, 0), channel.1), ((channel.0, person.0), person.1)];
        if self.levels.len() >= KEPT {
            self.levels.retain(|_, (_, at)| now - *at < WINDOW);
        }
        let levels = keys.map(|(key, rate)| self.level(key, rate, now));
        let enough = levels.iter().all(|level| *level >= 1.0);
        if enough {
            for ((key, _), level) in keys.into_iter().zip(levels) {
                self.levels.insert(key, (level - 1.0, now));
            }
        }
        enough
    }

    /// How full a bucket is: full where it was never used, fuller with time.
    fn level(&self, key: (u64, u64), rate: Rate, now: f64) -> f64 {
        let full = f64::from(rate.0);
        self.levels
            .get(&key)
            .map_or(full, |(level, at)| (level + (now - at).max(0.0) * full / WINDOW).min(full))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_and_persons_have_their_own() {
        let mut buckets = Buckets::default();
        let mut take = |channel, person, now| buckets.take((channel, Rate(3)), (person, Rate(2)), now);
        for (channel, person, now, taken) in [
            (1, 8, 0.0, true),
            (1, 8, 0.0, true),
            // The person has had two, the channel has one left.
            (1, 8, 0.0, false),
            (1, 9, 0.0, true),
            (1, 10, 0.0, false),
            // Another channel has its own, for the same person too.
            (2, 8, 0.0, true),
            // A third of the window brings the channel one.
            (1, 10, 199.0, false),
            (1, 10, 200.0, true),
            (1, 10, 200.0, false),
            // More than full it never gets.
            (1, 8, 100_000.0, true),
            (1, 8, 100_000.0, true),
            (1, 8, 100_000.0, false),
        ] {
            assert_eq!(take(channel, person, now), taken, "{channel} {person} at {now}");
        }
    }

    #[test]
    fn none_allowed_is_none() {
        assert!(!Buckets::default().take((1, Rate(0)), (2, Rate(5)), 0.0));
        assert!(!Buckets::default().take((1, Rate(5)), (2, Rate(0)), 0.0));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut buckets = Buckets::default();
        for n in 0..30_000_u64 {
            buckets.take((n, Rate(1)), (n, Rate(1)), n as f64);
        }
        assert!(buckets.levels.len() <= KEPT + 2, "{}", buckets.levels.len());
    }
}
