//! Cards of gaps that do not show them as they are.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::outbox::{self, Parcel, ParcelKind};
use super::super::{Store, StoreError, stored};
use super::{Gap, read};

impl Store {
    /// Gaps whose cards do not show them as they are.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn stale_gaps(&self, most: i64) -> Result<Vec<Gap>, StoreError> {
        let query = sqlx::query("SELECT * FROM gaps WHERE stale = 1 ORDER BY gap LIMIT $1").bind(most);
        self.list(query, read).await
    }

    /// Puts what shows a gap as it is into the outbox, in the place of what was to
    /// change its card before.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing has changed then.
    pub async fn show_gap(&self, gap: u64, shown: Option<&Parcel>) -> Result<(), StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            // A new card may go to another channel.
            let channel = shown.filter(|parcel| parcel.kind == ParcelKind::Gap).map(|parcel| parcel.channel);
            sqlx::query(
                "UPDATE gaps SET stale = 0, card_channel = COALESCE($2, card_channel) WHERE gap = $1",
            )
            .bind(stored(gap))
            .bind(channel.map(stored))
            .execute(&mut *transaction)
            .await?;
            if let Some(parcel) = shown {
                outbox::recall_edits(&mut transaction, gap).await?;
                outbox::put(&mut transaction, parcel).await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    /// Notes that a card, a message, is no longer there: its gap gets another.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn lost_card(&self, card: u64) -> Result<(), StoreError> {
        self.run(async |pool| {
            sqlx::query(
                "UPDATE gaps SET card = NULL, stale = 1 WHERE card = $1 AND state IN ('open', 'assigned')",
            )
            .bind(stored(card))
            .execute(pool)
            .await?;
            Ok(())
        })
        .await
    }

    /// Marks gaps that wait without a card, and without one on its way: Discord
    /// refused it, or it was recalled.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn mark_cardless(&self) -> Result<(), StoreError> {
        self.run(async |pool| {
            sqlx::query(
                "UPDATE gaps SET stale = 1 WHERE card IS NULL AND state IN ('open', 'assigned') \
                 AND gap NOT IN (SELECT about FROM outbox WHERE kind = 'gap')",
            )
            .execute(pool)
            .await?;
            Ok(())
        })
        .await
    }

    /// Takes out a card of a gap that was recalled and has not arrived; the gap gets
    /// another.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn forget_recalled(&self, parcel: &Parcel) -> Result<(), StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            sqlx::query("DELETE FROM outbox WHERE nonce = $1")
                .bind(&parcel.nonce)
                .execute(&mut *transaction)
                .await?;
            if parcel.kind == ParcelKind::Gap {
                sqlx::query("UPDATE gaps SET stale = 1 WHERE gap = $1 AND card IS NULL")
                    .bind(stored(parcel.about))
                    .execute(&mut *transaction)
                    .await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    /// Whether the card of a gap is on its way.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn is_card_under_way(&self, gap: u64) -> Result<bool, StoreError> {
        self.run(async |pool| {
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM outbox WHERE about = $1 AND kind = 'gap'")
                    .bind(stored(gap))
                    .fetch_one(pool)
                    .await?;
            Ok(count > 0)
        })
        .await
    }
}

/// Marks the gaps of which tickets are about to go, chosen by a condition on
/// tickets with one argument, and recalls what is on its way to their cards: it
/// holds the words of those tickets.
pub(in crate::store) async fn mark_stale(
    connection: &mut AnyConnection,
    condition: &str,
    argument: i64,
) -> Result<(), StoreError> {
    let of = format!("SELECT gap FROM tickets WHERE {condition}");
    for statement in [
        format!("UPDATE gaps SET stale = 1 WHERE gap IN ({of})"),
        format!("DELETE FROM outbox WHERE kind = 'edit' AND about IN ({of})"),
        // Discord may have it already: it is still looked for, so that it can be changed.
        format!("UPDATE outbox SET body = '', person = 0 WHERE kind = 'gap' AND about IN ({of})"),
    ] {
        sqlx::query(AssertSqlSafe(statement)).bind(argument).execute(&mut *connection).await?;
    }
    Ok(())
}
