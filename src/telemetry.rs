//! Logs, counters and the health file.
//!
//! One event per question says what came of it, never what was asked, unless
//! the operator asks for that on a machine of his own.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How old the health file may be: four of its beats.
const STALE: Duration = Duration::from_secs(20);

/// How often the health file is touched.
pub const HEALTH_BEAT: Duration = Duration::from_secs(5);

/// Logging cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not understood.
    #[error("the setting `telemetry.filter` is `{filter}`, which is no filter: {error}")]
    Filter {
        /// The filter as given.
        filter: String,
        /// What is wrong with it.
        error: tracing_subscriber::filter::ParseError,
    },
    /// Logging was set up before.
    #[error("logging was set up twice")]
    Twice,
}

/// Installs logging to standard error, once, as JSON or for people.
///
/// # Errors
///
/// [`TelemetryError`] for a filter that cannot be read.
pub fn install(json: bool, filter: &str) -> Result<(), TelemetryError> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| TelemetryError::Filter { filter: filter.to_owned(), error })?;
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(colours);
    let registry = tracing_subscriber::registry().with(filter);
    let installed = if json {
        registry.with(lines.json().flatten_event(true)).try_init()
    } else {
        registry.with(lines.with_target(false)).try_init()
    };
    installed.map_err(|_| TelemetryError::Twice)
}

/// What is counted while serving; shown by `/about` and logged at the end.
#[derive(Debug, Default)]
pub struct Counters {
    /// Questions answered, offered a choice, or declined.
    pub questions: Counter,
    /// Gateway events that could not be read.
    pub unreadable_events: Counter,
    /// Questions dropped because a channel's queue was full.
    pub dropped: Counter,
    /// Messages that could not be sent after all tries.
    pub unsent: Counter,
    /// Requests Discord refused with 401, 403 or 429: ten thousand of them in
    /// ten minutes get an address banned.
    pub refused_requests: Counter,
}

/// A count that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Adds one and returns the new count.
    pub fn add(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The count.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The file that shows, by its age, that the bot is connected.
#[derive(Debug, Clone)]
pub struct HealthFile(PathBuf);

impl HealthFile {
    /// The file at `path`, created now; `None` for an empty path.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn create(path: &Path) -> io::Result<Option<Self>> {
        if path.as_os_str().is_empty() {
            return Ok(None);
        }
        let file = Self(path.to_owned());
        // A file of an earlier process must not speak for this one.
        std::fs::write(path, "starting\n")?;
        std::fs::File::options().write(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH)?;
        Ok(Some(file))
    }

    /// Marks the bot as connected now.
    pub fn beat(&self) {
        if let Err(error) = std::fs::write(&self.0, "connected\n") {
            tracing::warn!(error = %error, path = %self.0.display(), "the health file cannot be written");
        }
    }

    /// Whether the file at `path` was touched lately, and a sentence on it.
    pub fn look(path: &Path) -> (bool, String) {
        if path.as_os_str().is_empty() {
            let sentence = "no health file is set: set telemetry.health_file, for `serve` and here alike";
            return (false, sentence.to_owned());
        }
        let modified = std::fs::metadata(path).and_then(|meta| meta.modified());
        let age = modified.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
        match age {
            Ok(age) if age <= STALE => (true, format!("connected, seen {} s ago", age.as_secs())),
            Ok(_) => (false, "not connected to Discord".to_owned()),
            Err(error) => (false, format!("no health file at {}: {error}", path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_health_file_tells_by_its_age() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("health");
        assert!(!HealthFile::look(&path).0, "there is none");
        assert!(HealthFile::look(Path::new("")).1.contains("telemetry.health_file"));
        let file = HealthFile::create(&path).unwrap().unwrap();
        assert!(!HealthFile::look(&path).0, "started is not connected");
        file.beat();
        assert!(HealthFile::look(&path).0);
        assert!(HealthFile::create(Path::new("")).unwrap().is_none());
        assert!(HealthFile::create(Path::new("/nowhere/health")).is_err());
    }

    #[test]
    fn a_bad_filter_is_named() {
        let error = install(false, "info,=,=").unwrap_err().to_string();
        assert!(error.contains("telemetry.filter"), "{error}");
    }
}
