//! Rate limits and their headers.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use super::routes::Found;
use super::{Reply, seconds};
use crate::hub::Hub;
use crate::ids::unix_ms;
use crate::options::Limit;

/// What a bucket without an enforced limit claims, so that no library ever waits for it.
const GENEROUS: Limit = Limit::new(1000, std::time::Duration::from_secs(1));

#[derive(Debug)]
struct Window {
    opened: Instant,
    used: u32,
}

/// The windows that are open, by bucket.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    windows: HashMap<String, Window>,
}

impl Limits {
    /// Counts the request; gives the headers of its answer, or the 429.
    pub(super) fn check(&mut self, hub: &Hub, found: &Found) -> Result<Vec<(String, String)>, Reply> {
        let limits = hub.options.rate_limits;
        if let Some(limit) = limits.global.filter(|_| !found.is_open())
            && let Err(wait) = self.count("global", limit)
        {
            return Err(Reply::too_many(wait, true, "global", true));
        }
        let per_channel = found.channel_of_message_create();
        let enforced = limits.messages.filter(|_| per_channel.is_some());
        let limit = enforced.unwrap_or(GENEROUS);
        let major = found.parts.first().map_or("", |(_, value)| value.as_str());
        let key = format!("{} {} {major}", found.method, found.template);
        let counted = self.count(&key, limit);
        let (used, left) = self.windows.get(&key).map_or((0, 0.0), |window| {
            (window.used, seconds(limit.window.saturating_sub(window.opened.elapsed())))
        });
        let mut hasher = DefaultHasher::new();
        (found.method, found.template).hash(&mut hasher);
        let reset = unix_ms() as f64 / 1000.0 + left;
        let headers = vec![
            ("x-ratelimit-limit".to_owned(), limit.requests.to_string()),
            ("x-ratelimit-remaining".to_owned(), limit.requests.saturating_sub(used).to_string()),
            ("x-ratelimit-reset".to_owned(), format!("{reset:.3}")),
            ("x-ratelimit-reset-after".to_owned(), format!("{left:.3}")),
            ("x-ratelimit-bucket".to_owned(), format!("{:016x}", hasher.finish())),
        ];
        match counted {
            Err(wait) if enforced.is_some() => {
                let mut reply = Reply::too_many(wait, false, "user", true);
                reply.headers.extend(headers);
                Err(reply)
            }
            _ => Ok(headers),
        }
    }

    /// One more request; the seconds to wait if it is one too many.
    fn count(&mut self, key: &str, limit: Limit) -> Result<(), f64> {
        let now = Instant::now();
        let fresh = || Window { opened: now, used: 0 };
        let window = self.windows.entry(key.to_owned()).or_insert_with(fresh);
        let open_for = now.duration_since(window.opened);
        if open_for >= limit.window {
            *window = fresh();
        } else if window.used >= limit.requests {
            return Err(seconds(limit.window.saturating_sub(open_for)));
        }
        window.used += 1;
        Ok(())
    }
}
