//! The store, on both databases: every test runs on SQLite and, where a server
//! is installed, on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used)] // in a test a panic is the report

mod asking;
mod backups;
mod people;
#[path = "../postgres/mod.rs"]
mod postgres;
mod remembering;
mod reviewing;
mod schema;

use std::path::{Path, PathBuf};

use accord::store::{Address, Backend, Change, Store};

/// A database that goes away with this.
pub(crate) struct Place {
    pub(crate) address: Address,
    folder: tempfile::TempDir,
}

impl Place {
    /// One of each kind there is here.
    pub(crate) fn all() -> Vec<Self> {
        let folder = || tempfile::tempdir().unwrap();
        let of_file = folder();
        let mut all =
            vec![Self { address: Address::of_file(&of_file.path().join("store.db")), folder: of_file }];
        if let Some(url) = postgres::database() {
            all.push(Self { address: Address::new(&url).unwrap(), folder: folder() });
        }
        all
    }

    pub(crate) fn is_file(&self) -> bool {
        self.address.backend() == Backend::Sqlite
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) async fn open(&self) -> Store {
        let store = Store::new(self.address.clone());
        store.open(NOW).await.unwrap();
        store
    }
}

/// A moment.
pub(crate) const NOW: i64 = 1_800_000_000;

pub(crate) fn change(entry: u64, server: u64, actor: u64) -> Change {
    Change { entry, server, actor, at: NOW, action: "test", subject: None, detail: Some("x".to_owned()) }
}
