//! The state every part shares, and waiting for it to change.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::gateway::Gateway;
use crate::options::Options;
use crate::rest::{Limits, Planned, Recorded};
use crate::world::World;

/// Everything that changes, under one lock: Discord is fast enough that nobody notices.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) gateway: Gateway,
    pub(crate) requests: Vec<Recorded>,
    pub(crate) faults: Vec<Planned>,
    pub(crate) limits: Limits,
    /// Message-creates under way, per channel as written in the path.
    pub(crate) in_flight: HashMap<String, usize>,
}

#[derive(Debug)]
pub(crate) struct Hub {
    pub(crate) options: Options,
    pub(crate) port: u16,
    pub(crate) started: Instant,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
    /// Turns true when the sandbox is dropped.
    pub(crate) stop: watch::Sender<bool>,
    /// Whether the gateway holds everything back.
    pub(crate) silent: watch::Sender<bool>,
}

impl Hub {
    pub(crate) fn new(options: Options, port: u16) -> Self {
        let world = World::furnished();
        let started = world.started;
        let state = State {
            world,
            gateway: Gateway::default(),
            requests: Vec::new(),
            faults: Vec::new(),
            limits: Limits::default(),
            in_flight: HashMap::new(),
        };
        Self {
            options,
            port,
            started,
            state: Mutex::new(state),
            changed: watch::Sender::new(0),
            stop: watch::Sender::new(false),
            silent: watch::Sender::new(false),
        }
    }

    /// Since the sandbox started.
    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed()
    }

    // A panic in one test thread must not hide the state from the others.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the state.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes everybody who waits for something.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut self.lock());
        self.changed.send_modify(|count| *count += 1);
        result
    }

    /// Waits until `look` finds something; says what was seen instead if it does not in time.
    pub(crate) async fn wait<T>(
        &self,
        what: &str,
        timeout: Duration,
        mut look: impl FnMut(&State) -> Option<T>,
        seen: impl FnOnce(&State) -> String,
    ) -> Result<T> {
        let deadline = tokio::time::Instant::now() + timeout;
        let mut changed = self.changed.subscribe();
        loop {
            if let Some(found) = self.read(&mut look) {
                return Ok(found);
            }
            if tokio::time::timeout_at(deadline, changed.changed()).await.is_err() {
                return match self.read(&mut look) {
                    Some(found) => Ok(found),
                    None => {
                        Err(Error::Timeout { what: what.to_owned(), waited: timeout, seen: self.read(seen) })
                    }
                };
            }
        }
    }
}
