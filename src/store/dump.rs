//! Backups: the whole store as lines of JSON, the same from both databases, so
//! that what one wrote the other can read.
//!
//! First a line with the schema, then a line for each row, last a line with the
//! number of rows and the hash of all lines before it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Connection, Row, TypeInfo, ValueRef};

use super::connection::Address;
use super::schema::{TABLES, Table};
use super::{Seconds, StoreError, migrations};

/// The form of these files.
const FORM: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    accord_backup: u32,
    schema: i64,
    at: Seconds,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    table: String,
    row: Map<String, Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Foot {
    rows: u64,
    sha256: String,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The schema it was made of.
    pub schema: i64,
    /// When it was made.
    pub at: Seconds,
    /// Its rows.
    pub rows: u64,
    /// Its rows by table.
    pub tables: BTreeMap<String, u64>,
}

/// A backup that was read to its end and is whole.
#[derive(Debug)]
pub struct Verified {
    path: PathBuf,
    /// What it holds.
    pub summary: Summary,
}

/// Backups of a store.
#[derive(Debug)]
pub struct Dump;

impl Dump {
    /// Writes a backup of the store at `address`. The file appears whole or not
    /// at all; the bot may go on meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn backup(address: &Address, path: &Path, now: Seconds) -> Result<Summary, StoreError> {
        let absent = || StoreError::Absent { url: address.shown() };
        if address.file().is_some_and(|file| !file.exists()) {
            return Err(absent());
        }
        let mut connection = address.connect().await?;
        if migrations::version(&mut connection).await? == 0 {
            return Err(absent());
        }
        write(&mut connection, path, now).await
    }

    /// Reads a backup to its end.
    ///
    /// # Errors
    ///
    /// [`StoreError::Backup`] where it is damaged or of a newer version.
    pub fn verify(path: &Path) -> Result<Verified, StoreError> {
        let summary = read(path, |_| Ok(()))?;
        if summary.schema > migrations::newest() {
            return Err(StoreError::Newer { found: summary.schema, known: migrations::newest() });
        }
        Ok(Verified { path: path.to_owned(), summary })
    }

    /// Puts a backup into the store at `address`, which must be empty, and
    /// brings it up to this version.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; the store is then as empty as before.
    pub async fn restore(address: &Address, backup: &Verified) -> Result<(), StoreError> {
        let mut connection = address.connect().await?;
        let found = migrations::version(&mut connection).await?;
        if found > 0 && !is_empty(&mut connection).await? {
            return Err(StoreError::NotEmpty);
        }
        // An empty store of a newer schema takes rows of an older one only after these were
        // brought up, for which it would have to be older: such a store is left to its owner.
        if found > backup.summary.schema {
            return Err(StoreError::NotEmpty);
        }
        migrations::bring_up(&mut connection, backup.summary.schema).await?;
        let mut lines = Vec::new();
        read(&backup.path, |line| {
            lines.push(line);
            Ok(())
        })?;
        let mut transaction = connection.begin().await?;
        for table in TABLES.iter().rev().filter(|table| table.since <= backup.summary.schema) {
            // What a migration puts in by itself is in the backup too.
            let clear = format!("DELETE FROM {}", table.name);
            sqlx::query(AssertSqlSafe(clear)).execute(&mut *transaction).await?;
        }
        for line in &lines {
            insert(&mut transaction, &backup.path, line).await?;
        }
        transaction.commit().await?;
        migrations::bring_up(&mut connection, migrations::newest()).await
    }
}

async fn is_empty(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    let version = migrations::version(connection).await?;
    for table in TABLES.iter().filter(|table| table.since <= version && table.name != "revisions") {
        let count = format!("SELECT COUNT(*) FROM {}", table.name);
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *connection).await?;
        if rows > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A table by its name; only names we wrote ourselves get into a statement.
fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

async fn insert(connection: &mut AnyConnection, path: &Path, line: &Line) -> Result<(), StoreError> {
    let bad = |reason: String| StoreError::Backup { path: path.to_owned(), reason };
    let table = table(&line.table).ok_or_else(|| bad(format!("there is no table `{}`", line.table)))?;
    let mut columns = Vec::new();
    for name in line.row.keys() {
        let known = table.columns.iter().find(|column| column.name == name);
        columns.push(known.ok_or_else(|| bad(format!("`{}` has no column `{name}`", table.name)))?.name);
    }
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    let statement =
        format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns.join(", "), places.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for (name, value) in &line.row {
        query = match value {
            Value::String(text) => query.bind(text.clone()),
            // A column of either kind takes an untyped NULL of text only where it is text.
            Value::Null if is_text(table, name) => query.bind(None::<String>),
            Value::Null => query.bind(None::<i64>),
            Value::Number(number) => {
                let number = number.as_i64().ok_or_else(|| bad(format!("`{name}` is {number}")))?;
                query.bind(number)
            }
            other => return Err(bad(format!("`{name}` is {other}"))),
        };
    }
    query.execute(connection).await?;
    Ok(())
}

fn is_text(table: &Table, column: &str) -> bool {
    table.columns.iter().any(|one| one.name == column && one.text)
}

pub(super) async fn write(
    connection: &mut AnyConnection,
    path: &Path,
    now: Seconds,
) -> Result<Summary, StoreError> {
    let schema = migrations::version(connection).await?;
    let bad = |error: &dyn std::fmt::Display| StoreError::Backup {
        path: path.to_owned(),
        reason: format!("cannot be written: {error}"),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|error| bad(&error))?;
    let mut out = Hashed { out: std::io::BufWriter::new(file), hash: Sha256::new() };
    out.line(&Head { accord_backup: FORM, schema, at: now }).map_err(|error| bad(&error))?;
    let mut summary = Summary { schema, at: now, rows: 0, tables: BTreeMap::new() };
    // One transaction, so that all tables are of one moment.
    let postgres = connection.backend_name() == "PostgreSQL";
    let mut transaction = connection.begin().await?;
    if postgres {
        sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            .execute(&mut *transaction)
            .await?;
    }
    for table in TABLES.iter().filter(|table| table.since <= schema) {
        let all = format!("SELECT * FROM {} ORDER BY {}", table.name, table.key.join(", "));
        let mut rows = sqlx::query(AssertSqlSafe(all)).fetch(&mut *transaction);
        while let Some(row) = rows.try_next().await? {
            let row = Line { table: table.name.to_owned(), row: row_as_json(&row)? };
            out.line(&row).map_err(|error| bad(&error))?;
            summary.rows += 1;
            *summary.tables.entry(table.name.to_owned()).or_default() += 1;
        }
    }
    transaction.rollback().await?;
    let file = out.end(summary.rows).map_err(|error| bad(&error))?;
    file.as_file().sync_all().map_err(|error| bad(&error))?;
    file.persist(path).map_err(|error| bad(&error.error))?;
    Ok(summary)
}

/// A row by its columns' names.
pub(super) fn row_as_json(row: &AnyRow) -> Result<Map<String, Value>, StoreError> {
    let mut object = Map::new();
    for column in row.columns() {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        let value = if raw.is_null() {
            Value::Null
        } else if raw.type_info().name().eq_ignore_ascii_case("text") {
            row.try_get::<String, _>(at)?.into()
        } else {
            row.try_get::<i64, _>(at)?.into()
        };
        object.insert(column.name().to_owned(), value);
    }
    Ok(object)
}

/// Writes lines and hashes them.
struct Hashed<W> {
    out: W,
    hash: Sha256,
}

impl Hashed<std::io::BufWriter<tempfile::NamedTempFile>> {
    fn line(&mut self, value: &impl Serialize) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.hash.update(&line);
        self.out.write_all(&line)
    }

    fn end(mut self, rows: u64) -> std::io::Result<tempfile::NamedTempFile> {
        let foot = Foot { rows, sha256: hex(&self.hash) };
        serde_json::to_writer(&mut self.out, &foot)?;
        self.out.write_all(b"\n")?;
        self.out.into_inner().map_err(std::io::IntoInnerError::into_error)
    }
}

fn hex(hash: &Sha256) -> String {
    hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a backup, handing each row to `each`; an error where it is not whole.
fn read(path: &Path, mut each: impl FnMut(Line) -> Result<(), StoreError>) -> Result<Summary, StoreError> {
    let bad = |reason: String| StoreError::Backup { path: path.to_owned(), reason };
    let file = std::fs::File::open(path).map_err(|error| bad(format!("cannot be read: {error}")))?;
    let mut lines = BufReader::new(file).lines();
    let mut next = || lines.next().transpose().map_err(|error| bad(format!("cannot be read: {error}")));
    let first = next()?.ok_or_else(|| bad("is empty".to_owned()))?;
    let head: Head =
        serde_json::from_str(&first).map_err(|_| bad("is no backup of this bot's".to_owned()))?;
    if head.accord_backup != FORM {
        return Err(bad(format!("has form {}, and this version reads form {FORM}", head.accord_backup)));
    }
    let mut hash = Sha256::new();
    hash.update(first.as_bytes());
    hash.update(b"\n");
    let mut summary = Summary { schema: head.schema, at: head.at, rows: 0, tables: BTreeMap::new() };
    for number in 2.. {
        let Some(line) = next()? else {
            return Err(bad(format!("ends after line {}: the rest is missing", number - 1)));
        };
        if let Ok(row) = serde_json::from_str::<Line>(&line) {
            hash.update(line.as_bytes());
            hash.update(b"\n");
            summary.rows += 1;
            *summary.tables.entry(row.table.clone()).or_default() += 1;
            each(row)?;
            continue;
        }
        let foot: Foot =
            serde_json::from_str(&line).map_err(|_| bad(format!("line {number} cannot be read")))?;
        if foot.rows != summary.rows || foot.sha256 != hex(&hash) {
            return Err(bad("was changed or damaged: its checksum does not fit".to_owned()));
        }
        return Ok(summary);
    }
    Err(bad("has no end".to_owned()))
}
