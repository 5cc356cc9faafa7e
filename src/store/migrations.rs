//! Bringing a store up to this version.

use std::path::PathBuf;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Row, SqlSafeStr};

use super::connection::Address;
use super::{Seconds, StoreError, dump};

/// Every migration, oldest first. What has been released is never changed: a
/// changed text is refused by the checksum kept in the store.
const MIGRATIONS: [(i64, &str, &str); 4] = [
    (1, "settings", include_str!("../../migrations/0001_settings.sql")),
    (2, "reviews", include_str!("../../migrations/0002_reviews.sql")),
    (3, "answers", include_str!("../../migrations/0003_answers.sql")),
    (4, "tickets", include_str!("../../migrations/0004_tickets.sql")),
];

/// The newest schema.
pub fn newest() -> i64 {
    MIGRATIONS.iter().map(|(version, ..)| *version).max().unwrap_or_default()
}

fn migrator(up_to: i64) -> Migrator {
    let known = MIGRATIONS.iter().filter(|(version, ..)| *version <= up_to);
    Migrator::with_migrations(
        known
            .map(|(version, name, sql)| {
                Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
            })
            .collect(),
    )
}

/// The schema of a store; 0 of an empty one.
pub(super) async fn version(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    // Whether the table is there is asked in a way that both understand: by using it.
    let found = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations").fetch_optional(connection).await;
    match found {
        Ok(row) => Ok(row.map(|row| row.try_get::<Option<i64>, _>(0)).transpose()?.flatten().unwrap_or(0)),
        Err(sqlx::Error::Database(error)) if is_no_such_table(&*error) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

fn is_no_such_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.message().contains("no such table") || error.code().is_some_and(|code| code == "42P01")
}

/// Brings the store at `address` up to the newest schema; what an older version
/// left in it is backed up first.
pub(super) async fn migrate(address: &Address, now: Seconds) -> Result<(), StoreError> {
    let mut connection = address.connect().await?;
    let found = version(&mut connection).await?;
    let known = newest();
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found < known {
        if found > 0 {
            let path = backup_path(address, found, now);
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|error| StoreError::Backup {
                    path: path.clone(),
                    reason: format!("cannot be written: {error}"),
                })?;
            }
            let summary = dump::write(&mut connection, &path, now).await?;
            tracing::info!(
                path = %path.display(),
                rows = summary.rows,
                schema = found,
                "the store was backed up before its migration"
            );
        }
        bring_up(&mut connection, known).await?;
        tracing::info!(from = found, to = known, "the store was migrated");
    }
    Ok(())
}

/// Brings an empty or older store to a schema.
pub(super) async fn bring_up(connection: &mut AnyConnection, to: i64) -> Result<(), StoreError> {
    // Not `run`: its future cannot be sent between threads (sqlx says so itself, of `Acquire`).
    Ok(migrator(to).run_direct(None, connection, false).await?)
}

fn backup_path(address: &Address, schema: i64, now: Seconds) -> PathBuf {
    address.backup(&format!("schema-{schema}-{now}.accord-backup"))
}

#[cfg(test)]
#[path = "../../tests/postgres/mod.rs"]
mod postgres;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::TABLES;
    use crate::store::{Dump, Store};

    fn addresses(folder: &std::path::Path, name: &str) -> Vec<Address> {
        let of_file = Address::of_file(&folder.join(name));
        let on_server = postgres::database().map(|url| Address::new(&url).unwrap());
        let on_server = on_server.map(|address| address.with_backups(Some(folder.join("backups"))));
        std::iter::once(of_file).chain(on_server).collect()
    }

    /// A row of each table that there was at a schema, all its columns filled.
    async fn fill(connection: &mut AnyConnection, schema: i64) {
        for table in TABLES.iter().filter(|table| table.since <= schema && table.name != "revisions") {
            let values: Vec<&str> =
                table.columns.iter().map(|column| if column.text { "'kept'" } else { "7" }).collect();
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            let insert =
                format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), values.join(", "));
            sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut *connection).await.unwrap();
        }
    }

    /// From each earlier schema: what was there is kept, and backed up before.
    #[tokio::test]
    async fn every_earlier_schema_is_brought_up() {
        let folder = tempfile::tempdir().unwrap();
        for schema in 0..=newest() {
            for address in addresses(folder.path(), &format!("from-{schema}.db")) {
                let mut connection = address.connect().await.unwrap();
                if schema > 0 {
                    bring_up(&mut connection, schema).await.unwrap();
                    fill(&mut connection, schema).await;
                }
                drop(connection);
                let now = 1_800_000_000 + schema;
                let store = Store::for_operators(address.clone());
                store.open(now).await.unwrap();
                let held = store.held(crate::store::Whose::Everybodys).await.unwrap();
                let filled = TABLES.iter().filter(|table| table.since <= schema.max(1)).count();
                let expected = if schema == 0 { 1 } else { filled };
                assert_eq!(held.len(), expected, "{address:?} from {schema}");
                store.close().await;
                let backup = backup_path(&address, schema, now);
                assert!(backup.starts_with(folder.path()), "{}", backup.display());
                assert_eq!(backup.exists(), (1..newest()).contains(&schema), "{}", backup.display());
                if backup.exists() {
                    let verified = Dump::verify(&backup).unwrap();
                    assert_eq!(verified.summary.schema, schema);
                    // A backup of an earlier schema is brought up as it is restored.
                    for empty in addresses(folder.path(), &format!("restored-{schema}.db")).iter().take(1) {
                        Dump::restore(empty, &verified).await.unwrap();
                        let mut connection = empty.connect().await.unwrap();
                        assert_eq!(version(&mut connection).await.unwrap(), newest());
                    }
                    std::fs::remove_file(backup).unwrap();
                    let _ = std::fs::remove_file(folder.path().join(format!("restored-{schema}.db")));
                }
            }
        }
    }
}
