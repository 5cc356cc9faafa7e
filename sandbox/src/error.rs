//! What can go wrong for whoever drives the sandbox.

use std::time::Duration;

/// Why the sandbox could not do what a test asked of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port could not be opened.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port asked for.
        port: u16,
        /// The system's reason.
        source: std::io::Error,
    },
    /// What was waited for did not come.
    #[error("waited {waited:?} for {what}; seen instead: {seen}")]
    Timeout {
        /// What was expected.
        what: String,
        /// How long it was waited for.
        waited: Duration,
        /// What the sandbox saw in the meantime.
        seen: String,
    },
    /// What should have stayed away came.
    #[error("expected {expected}, but {seen}")]
    Unexpected {
        /// What was expected.
        expected: String,
        /// What happened.
        seen: String,
    },
    /// No such user, channel, guild, role, message or interaction.
    #[error("there is no {0} in this sandbox")]
    Unknown(String),
    /// Discord's client would not let this member do that here.
    #[error("{0}")]
    NotPossible(String),
    /// The specification could not be read.
    #[error("cannot use the specification {path}: {reason}")]
    Specification {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
}

/// The result of driving the sandbox.
pub type Result<T, E = Error> = std::result::Result<T, E>;
