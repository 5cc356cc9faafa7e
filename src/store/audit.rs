//! The audit log: who changed what, and when. Ids, no text.

use sqlx::{AnyConnection, Row};

use super::{Seconds, Store, StoreError, loaded, stored};

/// Something a moderator changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The id of the interaction that did it: an entry is made once, however
    /// often the event comes.
    pub entry: u64,
    /// The server.
    pub server: u64,
    /// Who did it.
    pub actor: u64,
    /// When.
    pub at: Seconds,
    /// What was done, as `channel.mode`.
    pub action: &'static str,
    /// What it was done to: a channel, a role, a question.
    pub subject: Option<u64>,
    /// What it was changed to, in a word of ours.
    pub detail: Option<String>,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who did it; 0 for somebody whose traces were erased.
    pub actor: u64,
    /// When.
    pub at: Seconds,
    /// What was done.
    pub action: String,
    /// What it was done to.
    pub subject: Option<u64>,
    /// What it was changed to.
    pub detail: Option<String>,
}

/// Writes an entry, within the transaction of what it tells of.
pub(super) async fn write(connection: &mut AnyConnection, change: &Change) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (entry, server, actor, at, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (entry) DO NOTHING",
    )
    .bind(stored(change.entry))
    .bind(stored(change.server))
    .bind(stored(change.actor))
    .bind(change.at)
    .bind(change.action)
    .bind(change.subject.map(stored))
    .bind(change.detail.as_deref())
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// The last entries of a server's log, newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn audit(&self, server: u64, most: i64) -> Result<Vec<Entry>, StoreError> {
        let query = sqlx::query(
            "SELECT actor, at, action, subject, detail FROM audit WHERE server = $1 \
             ORDER BY at DESC, entry DESC LIMIT $2",
        )
        .bind(stored(server))
        .bind(most);
        self.list(query, |row| {
            Ok(Entry {
                actor: loaded(row.try_get("actor")?),
                at: row.try_get("at")?,
                action: row.try_get("action")?,
                subject: row.try_get::<Option<i64>, _>("subject")?.map(loaded),
                detail: row.try_get("detail")?,
            })
        })
        .await
    }
}
