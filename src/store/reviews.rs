//! Questions that a moderator decides on.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::{self, Change};
use super::outbox::{self, Parcel};
use super::{Decided, Seconds, Store, StoreError, loaded, stored};

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// Nobody has decided.
    Open,
    /// The answer is sent.
    Approved,
    /// Nothing is sent.
    Rejected,
    /// Nobody decided in time.
    Expired,
}

impl ReviewState {
    const ALL: [Self; 4] = [Self::Open, Self::Approved, Self::Rejected, Self::Expired];

    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }
}

/// A question that a moderator decides on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The asker's message.
    pub question: u64,
    /// Its server.
    pub server: u64,
    /// Its channel.
    pub channel: u64,
    /// Who asked.
    pub asker: u64,
    /// The language of the question, as a code.
    pub language: String,
    /// What was asked; gone once it is decided.
    pub words: Option<String>,
    /// The fact to answer with, if one is proposed.
    pub fact: Option<String>,
    /// What a moderator adds to the answer.
    pub note: Option<String>,
    /// Where it stands.
    pub state: ReviewState,
    /// Who takes care of it.
    pub assigned: Option<u64>,
    /// Who decided.
    pub decided_by: Option<u64>,
    /// When it was asked.
    pub asked_at: Seconds,
    /// When it expires undecided.
    pub expires_at: Seconds,
    /// The channel its card is in.
    pub card_channel: u64,
    /// Its card, once Discord has it.
    pub card: Option<u64>,
}

/// What a moderator changes of an open review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amendment<'a> {
    /// The fact to answer with.
    Fact(&'a str),
    /// What is added to the answer; empty for nothing.
    Note(&'a str),
    /// Who takes care of it.
    Assigned(u64),
}

impl Store {
    /// Opens a review and puts its card into the outbox: both or neither.
    /// `false` where it was opened before.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn open_review(&self, review: &Review, card: &Parcel) -> Result<bool, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query(
                "INSERT INTO reviews (question, server, channel, asker, language, words, fact, state, asked_at, \
                 expires_at, card_channel) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10) \
                 ON CONFLICT (question) DO NOTHING",
            )
            .bind(stored(review.question))
            .bind(stored(review.server))
            .bind(stored(review.channel))
            .bind(stored(review.asker))
            .bind(&review.language)
            .bind(review.words.as_deref())
            .bind(review.fact.as_deref())
            .bind(review.asked_at)
            .bind(review.expires_at)
            .bind(stored(review.card_channel))
            .execute(&mut *transaction)
            .await?;
            let new = done.rows_affected() == 1;
            if new {
                outbox::put(&mut transaction, card).await?;
            }
            transaction.commit().await?;
            Ok(new)
        })
        .await
    }

    /// A review of a server.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn review(&self, server: u64, question: u64) -> Result<Option<Review>, StoreError> {
        self.run(async |pool| {
            let row = sqlx::query("SELECT * FROM reviews WHERE question = $1 AND server = $2")
                .bind(stored(question))
                .bind(stored(server))
                .fetch_optional(pool)
                .await?;
            row.as_ref().map(read).transpose()
        })
        .await
    }

    /// Changes an open review; gives it as it then stands, or none where it is
    /// no longer open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn amend_review(
        &self,
        question: u64,
        amendment: Amendment<'_>,
        change: &Change,
    ) -> Result<Option<Review>, StoreError> {
        let column = match amendment {
            Amendment::Fact(_) => {
                "UPDATE reviews SET fact = $3 WHERE question = $1 AND server = $2 AND state = 'open'"
            }
            Amendment::Note(_) => {
                "UPDATE reviews SET note = $3 WHERE question = $1 AND server = $2 AND state = 'open'"
            }
            Amendment::Assigned(_) => {
                "UPDATE reviews SET assigned = $3 WHERE question = $1 AND server = $2 AND state = 'open'"
            }
        };
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let query = sqlx::query(column).bind(stored(question)).bind(stored(change.server));
            let query = match amendment {
                Amendment::Fact(fact) => query.bind(Some(fact.to_owned())),
                Amendment::Note(note) => query.bind(Some(note.to_owned()).filter(|note| !note.is_empty())),
                Amendment::Assigned(person) => query.bind(stored(person)),
            };
            if query.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Ok(None);
            }
            audit::write(&mut transaction, change).await?;
            let review = by_id(&mut transaction, question).await?;
            transaction.commit().await?;
            Ok(review)
        })
        .await
    }

    /// Decides on an open review that still proposes `review.fact` with
    /// `review.note`: the first to do so wins. What is to be sent goes into the
    /// outbox with it, and the question's words go.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is decided then.
    pub async fn decide(
        &self,
        review: &Review,
        state: ReviewState,
        parcels: &[Parcel],
        change: &Change,
    ) -> Result<Decided<Review>, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query(
                "UPDATE reviews SET state = $3, decided_by = $4, decided_at = $5, words = NULL, note = NULL \
                 WHERE question = $1 AND server = $2 AND state = 'open' \
                 AND COALESCE(fact, '') = $6 AND COALESCE(note, '') = $7",
            )
            .bind(stored(review.question))
            .bind(stored(change.server))
            .bind(state.name())
            .bind(stored(change.actor))
            .bind(change.at)
            .bind(review.fact.as_deref().unwrap_or_default())
            .bind(review.note.as_deref().unwrap_or_default())
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                let found = by_id(&mut transaction, review.question).await?;
                let here = found.filter(|found| found.server == change.server);
                return Ok(here.map_or(Decided::Unknown, |found| Decided::Otherwise(Box::new(found))));
            }
            for parcel in parcels {
                outbox::put(&mut transaction, parcel).await?;
            }
            audit::write(&mut transaction, change).await?;
            transaction.commit().await?;
            Ok(Decided::Now)
        })
        .await
    }

    /// Open reviews whose time is over, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn overdue_reviews(&self, now: Seconds, most: i64) -> Result<Vec<Review>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM reviews WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
        )
        .bind(now)
        .bind(most);
        self.list(query, read).await
    }
}

async fn by_id(connection: &mut AnyConnection, question: u64) -> Result<Option<Review>, StoreError> {
    let row = sqlx::query("SELECT * FROM reviews WHERE question = $1")
        .bind(stored(question))
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Review, StoreError> {
    let id = |column| -> Result<Option<u64>, StoreError> {
        Ok(row.try_get::<Option<i64>, _>(column)?.map(loaded))
    };
    let state: String = row.try_get("state")?;
    Ok(Review {
        question: loaded(row.try_get("question")?),
        server: loaded(row.try_get("server")?),
        channel: loaded(row.try_get("channel")?),
        asker: loaded(row.try_get("asker")?),
        language: row.try_get("language")?,
        words: row.try_get("words")?,
        fact: row.try_get("fact")?,
        note: row.try_get("note")?,
        // A state this version does not know is not open: nothing more is done to it.
        state: ReviewState::ALL.into_iter().find(|one| one.name() == state).unwrap_or(ReviewState::Expired),
        assigned: id("assigned")?,
        decided_by: id("decided_by")?,
        asked_at: row.try_get("asked_at")?,
        expires_at: row.try_get("expires_at")?,
        card_channel: loaded(row.try_get("card_channel")?),
        card: id("card")?,
    })
}
