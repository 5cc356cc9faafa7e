//! What can go wrong with the store.

use std::path::PathBuf;

/// The store cannot do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is none.
    #[error("the setting `store.url` is {url}, but it must be sqlite://PATH, postgres://… or empty for none")]
    Address {
        /// The address as given, without a password.
        url: String,
    },
    /// The database's file, or its folder, cannot be made.
    #[error("{} cannot be made: {error}", path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// There is no store, or it has not been opened yet.
    #[error("the store is not open")]
    Closed,
    /// It took longer than a user can wait.
    #[error("the store did not answer in time")]
    Late,
    /// The database refused, or is out of reach.
    #[error("the store: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration could not be carried out; nothing of it was kept.
    #[error("the store could not be brought up to this version: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A newer version of the bot has used this store.
    #[error(
        "the store has schema {found}, and this version of the bot knows none after {known}: start a newer version, \
         or restore the backup that was made before"
    )]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// A backup cannot be written or read.
    #[error("the backup {}: {reason}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// There is no store yet.
    #[error("there is no store at {url} yet: nothing to back up")]
    Absent {
        /// Where, without a password.
        url: String,
    },
    /// The store already holds something.
    #[error(
        "the store is not empty: restoring would overwrite what is in it. Name an empty one in `store.url`"
    )]
    NotEmpty,
}

impl StoreError {
    /// Whether the same may succeed later: the database is locked, full or away, its folder is not there yet.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Closed | Self::Late | Self::Database(_) | Self::Folder { .. })
    }
}
