//! Backoff for a gateway that takes connections and drops them.
//!
//! Serenity reconnects in the same millisecond, thousands of times a second if
//! the gateway closes each connection at once (DISCORD.md §1.4). It offers no
//! hook there, but it reads the gateway's address under a lock before every
//! connection: whoever holds that lock decides when it may connect. The lock
//! is tokio's, which is fair: released and asked for again, it goes to a
//! waiting connection first.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep};

/// How often the turnstile looks whether somebody waits: what a first
/// reconnection is held up at most.
const LOOK: Duration = Duration::from_millis(20);

/// Connections within this time count towards the wait.
const MEMORY: Duration = Duration::from_mins(1);

/// So many connections pass without a wait: one per shard at the start, and a
/// few reconnections, which are normal.
const FREE: usize = 3;

/// The longest wait.
const LONGEST: Duration = Duration::from_secs(30);

/// The wait after `recent` connections within [`MEMORY`]: none for the first
/// ones, then half a second, doubled each time.
fn wait_after(recent: usize, shards: usize) -> Duration {
    let over = recent.saturating_sub(FREE + shards);
    if over == 0 {
        return Duration::ZERO;
    }
    Duration::from_millis(500).saturating_mul(1 << (over - 1).min(6)).min(LONGEST)
}

/// Guards the connections that read `address` until its task is aborted.
pub(super) async fn guard(address: Arc<Mutex<String>>, shards: usize) {
    let mut passed: VecDeque<Instant> = VecDeque::new();
    let mut held = Arc::clone(&address).lock_owned().await;
    loop {
        sleep(LOOK).await;
        let (again, somebody) = let_one_pass(&address, held).await;
        held = again;
        if !somebody {
            continue;
        }
        let now = Instant::now();
        passed.push_back(now);
        while passed.front().is_some_and(|at| now.duration_since(*at) > MEMORY) {
            passed.pop_front();
        }
        let wait = wait_after(passed.len(), shards);
        if !wait.is_zero() {
            tracing::warn!(
                connections = passed.len(),
                wait_ms = wait.as_millis() as u64,
                "the gateway keeps dropping the connection; the next one waits"
            );
            sleep(wait).await;
        }
    }
}

/// Releases the lock for the one who waits longest and takes it again; tells
/// whether anybody did.
///
/// We queue for it before we release it, so whoever comes later waits behind
/// us. That the lock is not ours right after its release means somebody was
/// before us: nobody can have taken and returned it meanwhile, since this runs
/// on the one thread of the gateway's runtime, as the connections do.
async fn let_one_pass(
    address: &Arc<Mutex<String>>,
    held: OwnedMutexGuard<String>,
) -> (OwnedMutexGuard<String>, bool) {
    let mut again = pin!(Arc::clone(address).lock_owned());
    let _ = poll_fn(|context| Poll::Ready(again.as_mut().poll(context))).await;
    drop(held);
    match poll_fn(|context| Poll::Ready(again.as_mut().poll(context))).await {
        Poll::Ready(again) => (again, false),
        Poll::Pending => (again.await, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        for (recent, millis) in
            [(0, 0), (4, 0), (5, 500), (6, 1_000), (7, 2_000), (11, 30_000), (1000, 30_000)]
        {
            assert_eq!(wait_after(recent, 1).as_millis(), millis, "{recent}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_storm_of_connections_is_slowed_down() {
        let address = Arc::new(Mutex::new("ws://localhost".to_owned()));
        let guarded = tokio::spawn(guard(Arc::clone(&address), 1));
        tokio::task::yield_now().await;
        let end = Instant::now() + Duration::from_secs(30);
        let mut connections = 0;
        while Instant::now() < end {
            assert_eq!(*address.lock().await, "ws://localhost");
            connections += 1;
        }
        // Four free ones, then waits of 0.5, 1, 2, 4, 8 and 16 seconds.
        assert!((8..=12).contains(&connections), "{connections}");
        guarded.abort();
    }
}
