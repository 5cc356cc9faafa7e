//! What is too old goes.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use super::schema::{Keep, TABLES};
use super::{DAY, Seconds, Store, StoreError, gaps, privacy};

impl Store {
    /// Deletes what is older than its table allows; `days` gives the days of a
    /// key of `[retention]`. Gives how many rows of each table went.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is deleted then.
    pub async fn expire(
        &self,
        now: Seconds,
        days: impl Fn(&str) -> u32,
    ) -> Result<BTreeMap<&'static str, u64>, StoreError> {
        self.run(async |pool| {
            let mut gone = BTreeMap::new();
            let mut transaction = pool.begin().await?;
            for table in TABLES {
                let Keep::Days { after, setting } = table.keep else { continue };
                let statement = format!("DELETE FROM {} WHERE {after} < $1", table.name);
                let before = now.saturating_sub(i64::from(days(setting)) * DAY);
                if table.name == "tickets" {
                    gaps::mark_stale(&mut transaction, "asked_at < $1", before).await?;
                }
                let done =
                    sqlx::query(AssertSqlSafe(statement)).bind(before).execute(&mut *transaction).await?;
                if done.rows_affected() > 0 {
                    gone.insert(table.name, done.rows_affected());
                }
            }
            transaction.commit().await?;
            Ok(gone)
        })
        .await
    }

    /// Deletes all that is held about a server; gives the number of rows.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is deleted then.
    pub async fn purge_server(&self, server: u64) -> Result<u64, StoreError> {
        self.run(async |pool| privacy::purge_server(pool, server).await).await
    }
}
