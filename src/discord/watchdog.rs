//! A plain thread that ends a process which no longer hears anything.
//!
//! Serenity's shard task can spin without ever yielding, deaf to events and to
//! shutdown (DISCORD.md §1.4); a task of the same runtime might never run
//! again then. A thread does. It ends the process with [`DEAF`]; a supervisor
//! (systemd, Docker, Kubernetes) starts it anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The exit status of a process that heard nothing: `EX_SOFTWARE` of sysexits.
pub(super) const DEAF: i32 = 70;

/// Signs of life, written by anybody, read by the watchdog.
#[derive(Debug, Clone)]
pub(super) struct Pulse(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    start: Instant,
    /// Milliseconds from `start` to the last sign of life.
    last: AtomicU64,
    /// Milliseconds from `start` by which the process must have ended; 0: none.
    deadline: AtomicU64,
}

impl Pulse {
    pub(super) fn new() -> Self {
        Self(Arc::new(Shared { start: Instant::now(), last: AtomicU64::new(0), deadline: AtomicU64::new(0) }))
    }

    /// A sign of life from the gateway, now.
    pub(super) fn beat(&self) {
        self.0.last.store(self.now(), Ordering::Relaxed);
    }

    /// How long there has been no sign of life.
    pub(super) fn silent_for(&self) -> Duration {
        Duration::from_millis(self.now().saturating_sub(self.0.last.load(Ordering::Relaxed)))
    }

    /// From now on the process has so long to end by itself.
    pub(super) fn ends_within(&self, time: Duration) {
        self.0.deadline.store(self.now() + time.as_millis() as u64, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        self.0.start.elapsed().as_millis() as u64
    }

    /// Why the process must end now, if it must.
    fn verdict(&self, patience: Duration) -> Option<&'static str> {
        match self.0.deadline.load(Ordering::Relaxed) {
            0 if self.silent_for() > patience => Some("no sign of life from Discord's gateway"),
            deadline if deadline > 0 && self.now() > deadline => Some("the process did not end in time"),
            _ => None,
        }
    }
}

/// Starts the thread.
///
/// # Errors
///
/// Where the system gives no thread.
pub(super) fn start(pulse: Pulse, patience: Duration) -> std::io::Result<()> {
    let look = (patience / 10).clamp(Duration::from_millis(50), Duration::from_secs(1));
    std::thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        loop {
            std::thread::sleep(look);
            if let Some(reason) = pulse.verdict(patience) {
                tracing::error!(patience_s = patience.as_secs_f64(), "{reason}; ending with status {DEAF}");
                std::process::exit(DEAF);
            }
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_a_missed_deadline_end_it() {
        let pulse = Pulse::new();
        pulse.beat();
        assert_eq!(pulse.verdict(Duration::from_mins(1)), None);
        std::thread::sleep(Duration::from_millis(20));
        assert!(pulse.verdict(Duration::from_millis(1)).is_some());
        pulse.ends_within(Duration::from_mins(1));
        assert_eq!(pulse.verdict(Duration::from_millis(1)), None, "leaving, silence is expected");
        pulse.ends_within(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(20));
        assert!(pulse.verdict(Duration::from_mins(1)).is_some());
    }
}
