//! Which messages answer with which fact: no text, nobody's id. So that a
//! correction reaches what was said before it.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::outbox::{self, Parcel};
use super::{Seconds, Store, StoreError, loaded, stored};

/// A message that answers with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerGiven {
    /// The message.
    pub message: u64,
    /// Its server.
    pub server: u64,
    /// Its channel.
    pub channel: u64,
    /// The fact's id.
    pub fact: String,
    /// The language it was said in, as a code.
    pub language: String,
    /// Tells by comparison whether the fact's answer in that language has changed.
    pub digest: String,
    /// When it was given.
    pub at: Seconds,
}

/// What was said of a fact, told apart by its wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The fact's id.
    pub fact: String,
    /// The language, as a code.
    pub language: String,
    /// Of the wording.
    pub digest: String,
}

impl Store {
    /// Notes answers that were given.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; none is noted then.
    pub async fn note_answers(&self, answers: &[AnswerGiven]) -> Result<(), StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            for answer in answers {
                sqlx::query(
                    "INSERT INTO answers (message, server, channel, fact, language, digest, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (message) DO NOTHING",
                )
                .bind(stored(answer.message))
                .bind(stored(answer.server))
                .bind(stored(answer.channel))
                .bind(&answer.fact)
                .bind(&answer.language)
                .bind(&answer.digest)
                .bind(answer.at)
                .execute(&mut *transaction)
                .await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    /// Everything that was said since then, each wording once.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn said_since(&self, since: Seconds) -> Result<Vec<Said>, StoreError> {
        let query = sqlx::query(
            "SELECT DISTINCT fact, language, digest FROM answers WHERE at >= $1 \
             ORDER BY fact, language, digest",
        )
        .bind(since);
        self.list(query, |row| {
            Ok(Said {
                fact: row.try_get("fact")?,
                language: row.try_get("language")?,
                digest: row.try_get("digest")?,
            })
        })
        .await
    }

    /// Messages since then that say something in this wording and were not
    /// corrected after `loaded`, the newest first: a process with an older base
    /// does not undo what one with a newer has corrected.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn answers_saying(
        &self,
        said: &Said,
        since: Seconds,
        loaded: Seconds,
        most: i64,
    ) -> Result<Vec<AnswerGiven>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM answers WHERE fact = $1 AND language = $2 AND digest = $3 AND at >= $4 \
             AND (corrected IS NULL OR corrected < $5) ORDER BY at DESC, message DESC LIMIT $6",
        )
        .bind(&said.fact)
        .bind(&said.language)
        .bind(&said.digest)
        .bind(since)
        .bind(loaded)
        .bind(most);
        self.list(query, read).await
    }

    /// Notes that a message is being corrected to another wording, and puts the
    /// edit into the outbox: both, or neither where another process was quicker.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn correct_answer(
        &self,
        answer: &AnswerGiven,
        digest: &str,
        edit: &Parcel,
    ) -> Result<bool, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query(
                "UPDATE answers SET digest = $3, corrected = $4 WHERE message = $1 AND digest = $2",
            )
            .bind(stored(answer.message))
            .bind(&answer.digest)
            .bind(digest)
            .bind(edit.at)
            .execute(&mut *transaction)
            .await?;
            let first = done.rows_affected() == 1;
            if first {
                outbox::put(&mut transaction, edit).await?;
            }
            transaction.commit().await?;
            Ok(first)
        })
        .await
    }
}

fn read(row: &AnyRow) -> Result<AnswerGiven, StoreError> {
    Ok(AnswerGiven {
        message: loaded(row.try_get("message")?),
        server: loaded(row.try_get("server")?),
        channel: loaded(row.try_get("channel")?),
        fact: row.try_get("fact")?,
        language: row.try_get("language")?,
        digest: row.try_get("digest")?,
        at: row.try_get("at")?,
    })
}
