//! `store`: backups, and looking into what the bot remembers.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Map, Value};

use crate::store::{Address, Dump, Held, Seconds, Store, StoreError, Summary, Whose};

/// Arguments of `store`.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// What to do
    #[command(subcommand)]
    pub verb: StoreVerb,
}

/// What `store` does.
#[derive(Debug, Subcommand)]
pub enum StoreVerb {
    /// Where it is, and how many rows each table has
    Status,
    /// Write all of it to a file, also while the bot runs
    Backup {
        /// The file; one that is there is replaced, once the new one is whole
        file: PathBuf,
    },
    /// Put a backup into an empty store, of either kind of database
    Restore {
        /// The backup
        file: PathBuf,
        /// Only read it to its end and say whether it is whole
        #[arg(long)]
        verify: bool,
    },
    /// Print what is held, as JSON
    Export(WhoseArgs),
    /// Delete what is too old; or all of a server, or all traces of a person
    Purge(WhoseArgs),
}

/// Whose rows.
#[derive(Debug, Args)]
pub struct WhoseArgs {
    /// Of this person (Discord's number)
    #[arg(long, value_name = "ID", conflicts_with = "server")]
    pub person: Option<u64>,
    /// Of this server (Discord's number)
    #[arg(long, value_name = "ID")]
    pub server: Option<u64>,
}

impl WhoseArgs {
    fn whose(&self) -> Whose {
        match (self.person, self.server) {
            (Some(person), _) => Whose::Person(person),
            (None, Some(server)) => Whose::Server(server),
            (None, None) => Whose::Everybodys,
        }
    }
}

/// Something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum StoreVerbError {
    /// The store, or a backup.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// Does what `args` say to the store at `address`. `days` gives the days of a
/// key of `[retention]`.
///
/// # Errors
///
/// [`StoreVerbError`].
pub async fn store(
    address: &Address,
    args: &StoreArgs,
    now: Seconds,
    days: impl Fn(&str) -> u32,
    out: &mut dyn Write,
) -> Result<(), StoreVerbError> {
    match &args.verb {
        StoreVerb::Backup { file } => {
            let summary = Dump::backup(address, file, now).await?;
            writeln!(out, "{}: {}", file.display(), told(&summary))?;
        }
        StoreVerb::Restore { file, verify } => {
            let verified = Dump::verify(file)?;
            if !verify {
                Dump::restore(address, &verified).await?;
            }
            let done = if *verify { "is whole" } else { "was restored" };
            writeln!(out, "{} {done}: {}", file.display(), told(&verified.summary))?;
        }
        StoreVerb::Status => {
            let held = open(address, now).await?.held(Whose::Everybodys).await?;
            writeln!(out, "{}, schema {}", address.shown(), crate::store::newest_schema())?;
            for Held { table, rows } in held {
                writeln!(out, "{:>8}  {:<12} {}", rows.len(), table.name, table.row)?;
            }
        }
        StoreVerb::Export(args) => {
            let held = open(address, now).await?.held(args.whose()).await?;
            let tables: Map<String, Value> =
                held.into_iter().map(|held| (held.table.name.to_owned(), held.rows.into())).collect();
            writeln!(out, "{:#}", Value::Object(tables))?;
        }
        StoreVerb::Purge(args) => {
            let store = open(address, now).await?;
            let gone: Vec<(&str, u64)> = match args.whose() {
                Whose::Person(person) => store.erase(person, |_| None).await?.into_iter().collect(),
                Whose::Server(server) => vec![("all tables", store.purge_server(server).await?)],
                Whose::Everybodys => store.expire(now, days).await?.into_iter().collect(),
            };
            for (table, rows) in &gone {
                writeln!(out, "{table}: {rows}")?;
            }
            if gone.is_empty() {
                writeln!(out, "nothing to delete")?;
            }
            store.close().await;
            // What was deleted leaves the files too.
            store.scrub().await?;
        }
    }
    Ok(())
}

async fn open(address: &Address, now: Seconds) -> Result<Store, StoreError> {
    let store = Store::for_operators(address.clone());
    store.open(now).await?;
    Ok(store)
}

fn told(summary: &Summary) -> String {
    let tables: Vec<String> = summary.tables.iter().map(|(name, rows)| format!("{name} {rows}")).collect();
    let at = jiff::Timestamp::from_second(summary.at).map(|at| at.to_string()).unwrap_or_default();
    format!("schema {}, {at}, {} rows ({})", summary.schema, summary.rows, tables.join(", "))
}
