//! Opening the store, and knowing whether it is well.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use sqlx::any::{Any, AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::query::Query;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};

use crate::limits;

use super::{StoreError, migrations};

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// A server, for several processes.
    Postgres,
}

/// Where the store is.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    url: String,
    backend: Backend,
    /// Where a backup before a migration goes, if not beside the file.
    backups: Option<PathBuf>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Address {
    /// Reads an address: `sqlite://PATH`, `postgres://…`, `postgresql://…`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Address`] for anything else.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        let backend = match url.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Backend::Sqlite,
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Backend::Postgres,
            _ => return Err(StoreError::Address { url: without_password(url) }),
        };
        Ok(Self { url: url.to_owned(), backend, backups: None })
    }

    /// The address of a file.
    pub fn of_file(path: &Path) -> Self {
        Self { url: format!("sqlite://{}", path.display()), backend: Backend::Sqlite, backups: None }
    }

    /// The same address; backups before migrations go to this folder, which is made
    /// when one is.
    #[must_use]
    pub fn with_backups(self, folder: Option<PathBuf>) -> Self {
        Self { backups: folder, ..self }
    }

    /// Where a backup of this name goes, made before a migration: the folder that was
    /// set, else beside the file, else the system's folder for temporary files.
    pub(super) fn backup(&self, name: &str) -> PathBuf {
        match (&self.backups, self.file()) {
            (Some(folder), _) => folder.join(format!("accord-{name}")),
            (None, Some(file)) => {
                let mut path = file.into_os_string();
                path.push(format!(".{name}"));
                path.into()
            }
            (None, None) => std::env::temp_dir().join(format!("accord-{name}")),
        }
    }

    /// Which database it is.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The file, of a SQLite database.
    pub fn file(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite://")?;
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }

    /// The address without a password, for logs.
    pub fn shown(&self) -> String {
        without_password(&self.url)
    }

    /// A connection of its own, without the limits on time that answering sets.
    pub(super) async fn connect(&self) -> Result<AnyConnection, StoreError> {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&self.with_options()).await?;
        if self.backend == Backend::Sqlite {
            connection.execute(PRAGMAS).await?;
        }
        Ok(connection)
    }

    fn with_options(&self) -> String {
        match self.backend {
            Backend::Sqlite if !self.url.contains('?') => format!("{}?mode=rwc", self.url),
            _ => self.url.clone(),
        }
    }
}

/// An address without what stands between the user's name and the `@`.
fn without_password(url: &str) -> String {
    let hidden = || {
        let (scheme, rest) = url.split_once("://")?;
        let (user, host) = rest.rsplit_once('@')?;
        let (name, _) = user.split_once(':')?;
        Some(format!("{scheme}://{name}:…@{host}"))
    };
    hidden().unwrap_or_else(|| url.to_owned())
}

/// `WAL`: readers and the writer do not wait for one another. `FULL`: what was
/// said to be saved survives a power cut. `secure_delete`: what is deleted is
/// overwritten. `busy_timeout`: as long as one who pressed a button can wait.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
                       PRAGMA busy_timeout = 1500; PRAGMA foreign_keys = ON";

/// The same for PostgreSQL.
const TIMEOUTS: &str = "SET statement_timeout = '1500ms'; SET lock_timeout = '1500ms'";

/// Connections at once. SQLite has one writer anyway.
const CONNECTIONS: u32 = 4;

/// Whether the store is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Health {
    /// None is wanted.
    Absent,
    /// It has not been opened yet, or the last thing asked of it failed.
    #[default]
    Unwell,
    /// Nothing has failed since it was last shown to work.
    Well,
}

/// The store. Cheap to clone; what one clone opens all have.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: Option<Address>,
    /// How long one thing asked of it may take.
    patience: Duration,
    pool: ArcSwapOption<AnyPool>,
    health: Mutex<Health>,
}

impl Store {
    /// No store at all: nothing is remembered.
    pub fn none() -> Self {
        Self::with(None, limits::STORE)
    }

    /// A store that has yet to be opened.
    pub fn new(address: Address) -> Self {
        Self::with(Some(address), limits::STORE)
    }

    /// The same for an operator at a terminal, who waits as long as it takes.
    pub fn for_operators(address: Address) -> Self {
        Self::with(Some(address), Duration::from_hours(1))
    }

    fn with(address: Option<Address>, patience: Duration) -> Self {
        let health = if address.is_some() { Health::Unwell } else { Health::Absent };
        Self(Arc::new(Inner { address, patience, pool: ArcSwapOption::empty(), health: Mutex::new(health) }))
    }

    /// Where it is; none where there is none.
    pub fn address(&self) -> Option<&Address> {
        self.0.address.as_ref()
    }

    /// Whether it is well.
    pub fn health(&self) -> Health {
        self.0.health.lock().map_or(Health::Unwell, |health| *health)
    }

    /// Creates it where there is none, backs it up and migrates it where it is
    /// older than this version, and opens it. Does nothing where it is open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; what [`StoreError::is_passing`] may be tried again.
    pub async fn open(&self, now: super::Seconds) -> Result<(), StoreError> {
        let Some(address) = self.address() else { return Ok(()) };
        if self.0.pool.load().is_some() {
            return Ok(());
        }
        if let Some(folder) = address.file().as_deref().and_then(Path::parent)
            && !folder.as_os_str().is_empty()
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::Folder { path: folder.to_owned(), error })?;
        }
        if let Some(file) = address.file() {
            create_alone(&file).map_err(|error| StoreError::Folder { path: file, error })?;
        }
        migrations::migrate(address, now).await?;
        let pool = pool(address, self.0.patience <= limits::STORE).await?;
        self.0.pool.store(Some(Arc::new(pool)));
        self.is(Health::Well);
        Ok(())
    }

    /// Closes what is open, so that everything is in the file.
    pub async fn close(&self) {
        if let Some(pool) = self.0.pool.swap(None) {
            pool.close().await;
            self.is(Health::Unwell);
        }
    }

    /// Whether something could be saved now: takes the lock that a write takes,
    /// and gives it back. After a failure nothing less than a write shows that all
    /// is well again: a full disk can still be read.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn probe(&self) -> Result<(), StoreError> {
        let sqlite = self.address().is_some_and(|address| address.backend() == Backend::Sqlite);
        let statements = match (self.health(), sqlite) {
            (Health::Unwell, _) => "UPDATE revisions SET number = number WHERE one = 1",
            (_, true) => "BEGIN IMMEDIATE; ROLLBACK",
            (_, false) => "SELECT 1",
        };
        self.run(async |pool| {
            pool.acquire().await?.execute(statements).await?;
            Ok(())
        })
        .await?;
        self.is(Health::Well);
        Ok(())
    }

    /// Runs something on the store, within the time that a person can wait, and
    /// notes whether the store is well.
    pub(super) async fn run<T>(
        &self,
        what: impl AsyncFnOnce(&AnyPool) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some(pool) = self.0.pool.load_full() else { return Err(StoreError::Closed) };
        let done = tokio::time::timeout(self.0.patience, what(&pool)).await.unwrap_or(Err(StoreError::Late));
        // That something can be read says nothing about saving: see `probe`.
        if let Err(error) = &done
            && error.is_passing()
        {
            self.fails(error);
        }
        done
    }

    /// Runs a query and reads each of its rows.
    pub(super) async fn list<T>(
        &self,
        query: Query<'_, Any, AnyArguments>,
        read: impl Fn(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.run(async |pool| query.fetch_all(pool).await?.iter().map(read).collect()).await
    }

    /// Said in the log once, when it begins; the operator needs no line for each
    /// click.
    fn fails(&self, error: &StoreError) {
        if self.is(Health::Unwell) {
            tracing::error!(%error, "the store cannot be used: answering goes on, nothing can be saved");
        }
    }

    /// Notes how it is; tells whether that is new.
    fn is(&self, now: Health) -> bool {
        let Ok(mut health) = self.0.health.lock() else { return false };
        let before = std::mem::replace(&mut *health, now);
        drop(health);
        if before == Health::Unwell && now == Health::Well {
            tracing::info!("the store can be used");
        }
        before != now
    }
}

/// Creates the database's file where there is none, for its owner alone: it holds
/// what people asked. SQLite gives its other files the same mode.
fn create_alone(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

async fn pool(address: &Address, hurried: bool) -> Result<AnyPool, StoreError> {
    let settings = match address.backend() {
        Backend::Sqlite => PRAGMAS,
        Backend::Postgres if hurried => TIMEOUTS,
        Backend::Postgres => "SELECT 1",
    };
    let options: AnyConnectOptions = address.with_options().parse()?;
    let pool = AnyPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_millis(1_500))
        .after_connect(move |connection, _| {
            Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
        })
        .connect_with(options.disable_statement_logging())
        .await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is spawned must be able to move between threads.
    #[test]
    fn its_futures_can_be_sent() {
        fn can_be_sent(_: impl Send) {}
        let store = Store::none();
        can_be_sent(store.probe());
        can_be_sent(store.settings_since(None));
        can_be_sent(store.erase(1, |_| None));
        can_be_sent(store.open(0));
        let change = crate::store::Change {
            entry: 1,
            server: 1,
            actor: 1,
            at: 0,
            action: "channel.mode",
            subject: None,
            detail: None,
        };
        can_be_sent(store.set_team_role(1, true, &change));
    }

    #[test]
    fn addresses_and_what_is_none() {
        for (url, shown) in [
            ("sqlite:///var/lib/accord.db", Some("sqlite:///var/lib/accord.db")),
            ("sqlite://accord.db?mode=ro", Some("sqlite://accord.db?mode=ro")),
            ("postgres://accord:secret@db/accord", Some("postgres://accord:…@db/accord")),
            ("postgresql://accord:a@b@db/accord", Some("postgresql://accord:…@db/accord")),
            ("postgres:///accord?host=/run", Some("postgres:///accord?host=/run")),
            ("mysql://db", None),
            ("accord.db", None),
            ("sqlite://", None),
            ("", None),
        ] {
            let address = Address::new(url).ok().map(|address| format!("{address:?}"));
            assert_eq!(address.as_deref(), shown, "{url}");
        }
        let error = Address::new("mysql://me:secret@db").unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
        assert_eq!(Address::new("sqlite://a/b.db?mode=ro").unwrap().file().unwrap(), Path::new("a/b.db"));
    }
}
