//! What people think of answers, and how often the bot was asked.

use sqlx::Row;

use super::{Seconds, Store, StoreError, stored};

/// A vote on an answer. A person has one for each message, and may change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// The message.
    pub message: u64,
    /// Who votes.
    pub voter: u64,
    /// The server; 0 in private.
    pub server: u64,
    /// The fact the message answers with.
    pub fact: String,
    /// Whether it helped.
    pub helpful: bool,
    /// When.
    pub at: Seconds,
}

/// How many votes a fact has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Votes {
    /// The fact's id.
    pub fact: String,
    /// For it.
    pub helpful: i64,
    /// Against it.
    pub not_right: i64,
}

/// How often something happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The server.
    pub server: u64,
    /// The start of the day.
    pub at: Seconds,
    /// What: `answer`, `choices`, `none`.
    pub what: String,
    /// The fact answered with; empty for none.
    pub fact: String,
    /// How often.
    pub number: i64,
}

impl Store {
    /// Keeps a vote in the place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError> {
        self.run(async |pool| {
            sqlx::query(
                "INSERT INTO votes (message, voter, server, fact, helpful, at) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (message, voter) DO UPDATE SET helpful = excluded.helpful, at = excluded.at",
            )
            .bind(stored(vote.message))
            .bind(stored(vote.voter))
            .bind(stored(vote.server))
            .bind(&vote.fact)
            .bind(i64::from(vote.helpful))
            .bind(vote.at)
            .execute(pool)
            .await?;
            Ok(())
        })
        .await
    }

    /// The votes of a server since then, by fact, those with most against them
    /// first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn votes(&self, server: u64, since: Seconds, most: i64) -> Result<Vec<Votes>, StoreError> {
        let query = sqlx::query(
            "SELECT fact, CAST(SUM(helpful) AS BIGINT) AS helpful, \
             CAST(SUM(1 - helpful) AS BIGINT) AS not_right FROM votes WHERE server = $1 AND at >= $2 \
             GROUP BY fact ORDER BY not_right DESC, helpful DESC, fact LIMIT $3",
        )
        .bind(stored(server))
        .bind(since)
        .bind(most);
        self.list(query, |row| {
            Ok(Votes {
                fact: row.try_get("fact")?,
                helpful: row.try_get("helpful")?,
                not_right: row.try_get("not_right")?,
            })
        })
        .await
    }

    /// Adds tallies to those that are there.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; none is added then.
    pub async fn add_tallies(&self, tallies: &[Tally]) -> Result<(), StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            for tally in tallies {
                sqlx::query(
                    "INSERT INTO tallies (server, at, what, fact, number) VALUES ($1, $2, $3, $4, $5) \
                     ON CONFLICT (server, at, what, fact) DO UPDATE SET number = tallies.number + excluded.number",
                )
                .bind(stored(tally.server))
                .bind(tally.at)
                .bind(&tally.what)
                .bind(&tally.fact)
                .bind(tally.number)
                .execute(&mut *transaction)
                .await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    /// The tallies of a server since a day.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn tallies(&self, server: u64, since: Seconds) -> Result<Vec<Tally>, StoreError> {
        let query = sqlx::query(
            "SELECT at, what, fact, number FROM tallies WHERE server = $1 AND at >= $2 \
             ORDER BY at, what, fact",
        )
        .bind(stored(server))
        .bind(since);
        self.list(query, |row| {
            Ok(Tally {
                server,
                at: row.try_get("at")?,
                what: row.try_get("what")?,
                fact: row.try_get("fact")?,
                number: row.try_get("number")?,
            })
        })
        .await
    }
}
