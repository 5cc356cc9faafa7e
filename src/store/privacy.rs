//! What is held about a person, and how it is erased: over all tables, by what
//! [`super::schema`] says of them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Row};

use super::connection::Backend;
use super::dump::row_as_json;
use super::outbox::{self, Parcel};
use super::schema::{Holds, OnErase, TABLES, Table};
use super::{Store, StoreError, gaps, loaded, stored};

/// The rows of one table that name a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The table.
    pub table: &'static Table,
    /// The rows, by their columns' names.
    pub rows: Vec<Map<String, Value>>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A card, a message in a team channel, that shows what somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The server.
    pub server: u64,
    /// The channel.
    pub channel: u64,
    /// The message.
    pub card: u64,
    /// What it is about: a question, a proposal.
    pub about: u64,
}

/// Whose rows are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those that name a person, in whatever office.
    Person(u64),
    /// Those of a server.
    Server(u64),
    /// All.
    Everybodys,
}

impl Whose {
    /// The condition on a table's rows, with the id as its first argument; none
    /// where the table has no such rows.
    fn condition(self, table: &Table) -> Option<String> {
        match self {
            Self::Person(_) => {
                let conditions: Vec<String> = table.people().map(|column| format!("{column} = $1")).collect();
                (!conditions.is_empty()).then(|| conditions.join(" OR "))
            }
            Self::Server(_) => table.server.map(|column| format!("{column} = $1")),
            // The argument is bound all the same; PostgreSQL wants to know its type.
            Self::Everybodys => Some("CAST($1 AS BIGINT) = 0".to_owned()),
        }
    }

    fn id(self) -> u64 {
        match self {
            Self::Person(id) | Self::Server(id) => id,
            Self::Everybodys => 0,
        }
    }
}

impl Store {
    /// Everything that is held about a person, of a server, or at all.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn held(&self, whose: Whose) -> Result<Vec<Held>, StoreError> {
        self.run(async |pool| {
            let mut held = Vec::new();
            for table in TABLES {
                let Some(condition) = whose.condition(table) else { continue };
                let key = table.key.join(", ");
                let select = format!("SELECT * FROM {} WHERE {condition} ORDER BY {key}", table.name);
                let found =
                    sqlx::query(AssertSqlSafe(select)).bind(stored(whose.id())).fetch_all(pool).await?;
                if !found.is_empty() {
                    let mut rows: Vec<Map<String, Value>> =
                        found.iter().map(row_as_json).collect::<Result<_, _>>()?;
                    if let Whose::Person(person) = whose {
                        for row in &mut rows {
                            only(row, table, person);
                        }
                    }
                    held.push(Held { table, rows });
                }
            }
            Ok(held)
        })
        .await
    }

    /// Erases a person from every table; gives how many rows of each were
    /// touched. [`Self::scrub`] then takes the last traces from the files.
    /// `edit` gives what takes their words from a card: it goes into the outbox with it.
    /// Cards of gaps are marked, to be brought up to date by a bot that runs.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is erased then.
    pub async fn erase(
        &self,
        person: u64,
        edit: impl Fn(Shown) -> Option<Parcel>,
    ) -> Result<BTreeMap<&'static str, u64>, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let mut touched = BTreeMap::new();
            gaps::mark_stale(&mut transaction, "asker = $1", stored(person)).await?;
            // As with those of gaps: it is still looked for.
            sqlx::query("UPDATE outbox SET body = '', person = 0 WHERE kind = 'proposal' AND person = $1")
                .bind(stored(person))
                .execute(&mut *transaction)
                .await?;
            let cards = cards_of(&mut transaction, person).await?;
            for table in TABLES {
                let rows = erase_from(&mut transaction, table, person).await?;
                if rows > 0 {
                    touched.insert(table.name, rows);
                }
            }
            for parcel in cards.into_iter().filter_map(edit) {
                outbox::put(&mut transaction, &parcel).await?;
            }
            transaction.commit().await?;
            Ok(touched)
        })
        .await
    }

    /// Rewrites the database so that nothing deleted is left in its files.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: it is in use. What was deleted is overwritten all the
    /// same, once the database next tidies up.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        let Some(address) = self.address() else { return Ok(()) };
        let mut connection = address.connect().await?;
        let statements = match address.backend() {
            Backend::Sqlite => "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
            Backend::Postgres => "VACUUM",
        };
        connection.execute(statements).await?;
        Ok(connection.close().await?)
    }
}

/// The cards, of one message each, that show what somebody wrote. What is noted of
/// them meanwhile waits for the end of the transaction.
async fn cards_of(connection: &mut AnyConnection, person: u64) -> Result<Vec<Shown>, StoreError> {
    let mut cards = Vec::new();
    for (hold, select) in [
        (
            "UPDATE reviews SET asker = asker WHERE asker = $1",
            "SELECT server, card_channel, card, question AS about FROM reviews \
             WHERE asker = $1 AND card IS NOT NULL ORDER BY question",
        ),
        (
            "UPDATE proposals SET asker = asker WHERE asker = $1",
            "SELECT server, card_channel, card, proposal AS about FROM proposals \
             WHERE asker = $1 AND card IS NOT NULL ORDER BY proposal",
        ),
    ] {
        sqlx::query(hold).bind(stored(person)).execute(&mut *connection).await?;
        for row in sqlx::query(select).bind(stored(person)).fetch_all(&mut *connection).await? {
            let id = |column| Ok::<_, StoreError>(loaded(row.try_get(column)?));
            cards.push(Shown {
                server: id("server")?,
                channel: id("card_channel")?,
                card: id("card")?,
                about: id("about")?,
            });
        }
    }
    Ok(cards)
}

/// Leaves of the people a row names only this one: it is theirs to see.
fn only(row: &mut Map<String, Value>, table: &Table, person: u64) {
    let this = Value::from(stored(person));
    for column in table.people() {
        if let Some(value) = row.get_mut(column)
            && *value != this
        {
            *value = Value::Null;
        }
    }
}

async fn erase_from(connection: &mut AnyConnection, table: &Table, person: u64) -> Result<u64, StoreError> {
    // Rows about the person go, or lose their id and words.
    let mut touched = 0;
    for column in table.holding(Holds::Person) {
        let statement = match table.on_erase {
            OnErase::Row => format!("DELETE FROM {} WHERE {column} = $1", table.name),
            OnErase::Anonymous => {
                let words: String =
                    table.holding(Holds::Words).map(|words| format!(", {words} = NULL")).collect();
                format!("UPDATE {} SET {column} = 0{words} WHERE {column} = $1", table.name)
            }
        };
        let done =
            sqlx::query(AssertSqlSafe(statement)).bind(stored(person)).execute(&mut *connection).await?;
        touched += done.rows_affected();
    }
    // What somebody did in office stays done; who it was is forgotten.
    for column in table.holding(Holds::Moderator) {
        let statement = format!("UPDATE {} SET {column} = 0 WHERE {column} = $1", table.name);
        let done =
            sqlx::query(AssertSqlSafe(statement)).bind(stored(person)).execute(&mut *connection).await?;
        touched += done.rows_affected();
    }
    Ok(touched)
}

/// Deletes all that is held about a server.
pub(super) async fn purge_server(pool: &AnyPool, server: u64) -> Result<u64, StoreError> {
    let mut transaction = pool.begin().await?;
    let mut deleted = 0;
    for table in TABLES {
        let Some(column) = table.server else { continue };
        let statement = format!("DELETE FROM {} WHERE {column} = $1", table.name);
        let done =
            sqlx::query(AssertSqlSafe(statement)).bind(stored(server)).execute(&mut *transaction).await?;
        deleted += done.rows_affected();
    }
    // Other processes hear of it.
    sqlx::query("UPDATE revisions SET number = number + 1 WHERE one = 1").execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(deleted)
}
