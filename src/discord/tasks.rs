//! Work under way, counted so that leaving can wait for it.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

/// Spawns work on the bot's own runtime, wherever it is asked from: events
/// come in on the gateway's, which may stand still.
#[derive(Debug, Clone)]
pub(super) struct Tasks {
    runtime: Handle,
    tracker: TaskTracker,
}

impl Tasks {
    /// For the runtime this is called on.
    pub(super) fn new() -> Self {
        Self { runtime: Handle::current(), tracker: TaskTracker::new() }
    }

    pub(super) fn spawn<T: Send + 'static>(
        &self,
        task: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.tracker.spawn_on(task, &self.runtime)
    }

    pub(super) fn len(&self) -> usize {
        self.tracker.len()
    }

    /// Waits until all work is done; tells whether it was done in time.
    pub(super) async fn finished_within(&self, time: Duration) -> bool {
        self.tracker.close();
        tokio::time::timeout(time, self.tracker.wait()).await.is_ok()
    }
}
