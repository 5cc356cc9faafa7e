//! The global gate: no more requests a second than Discord allows over all
//! routes, and none at all while Discord says so.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// Lets requests pass in the order they came. Serenity's limiter does not hold
/// other routes back after a global 429; this does.
#[derive(Debug)]
pub(super) struct Gate {
    per_second: usize,
    /// Whoever waits holds this lock: tokio's mutex is fair, so the others
    /// queue behind in order.
    passed: Mutex<VecDeque<Instant>>,
    held: std::sync::Mutex<Option<Instant>>,
}

impl Gate {
    pub(super) fn new(per_second: u32) -> Self {
        Self { per_second: per_second as usize, passed: Mutex::default(), held: std::sync::Mutex::new(None) }
    }

    /// Waits until one more request may be sent.
    pub(super) async fn pass(&self) {
        let mut passed = self.passed.lock().await;
        loop {
            let now = Instant::now();
            if let Some(until) = self.held_until().filter(|until| *until > now) {
                sleep_until(until).await;
                continue;
            }
            while passed.front().is_some_and(|at| now.duration_since(*at) >= Duration::from_secs(1)) {
                passed.pop_front();
            }
            match passed.front() {
                Some(first) if passed.len() >= self.per_second => {
                    sleep_until(*first + Duration::from_secs(1)).await;
                }
                _ => {
                    passed.push_back(now);
                    return;
                }
            }
        }
    }

    /// Lets nothing pass for so long: Discord answered 429 with `global`.
    pub(super) fn hold(&self, time: Duration) {
        let until = Instant::now() + time;
        if let Ok(mut held) = self.held.lock() {
            *held = Some(held.map_or(until, |other| other.max(until)));
        }
    }

    fn held_until(&self) -> Option<Instant> {
        self.held.lock().ok().and_then(|held| *held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn fifty_a_second_and_no_more() {
        let gate = Gate::new(50);
        let start = Instant::now();
        for _ in 0..50 {
            gate.pass().await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..51 {
            gate.pass().await;
        }
        assert_eq!(start.elapsed(), Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn held_means_held() {
        let gate = Gate::new(50);
        gate.hold(Duration::from_secs(7));
        gate.hold(Duration::from_secs(3));
        let start = Instant::now();
        gate.pass().await;
        assert_eq!(start.elapsed(), Duration::from_secs(7));
    }
}
