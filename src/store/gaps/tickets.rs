//! Tickets: who asked, and how they put it.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::outbox::{self, Parcel};
use super::super::{Seconds, Store, StoreError, loaded, stored};
use super::{Gap, by_id};

/// A question somebody sent to a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its number: the id of the press that sent it.
    pub ticket: u64,
    /// The gap it belongs to.
    pub gap: u64,
    /// The server.
    pub server: u64,
    /// The channel it was asked in.
    pub channel: u64,
    /// Who asked.
    pub asker: u64,
    /// The language of the question, as a code.
    pub language: String,
    /// What was asked.
    pub words: String,
    /// When.
    pub asked_at: Seconds,
}

/// What came of sending a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// It is the first of its gap.
    New,
    /// Others have asked alike: the gap as it now stands.
    Joined(Box<Gap>),
    /// They have asked it before.
    Already,
    /// The gap it was to join no longer waits.
    Over,
}

impl Store {
    /// Sends a ticket that opens a gap, whose card goes into the outbox with it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is saved then.
    pub async fn open_gap(&self, ticket: &Ticket, card: &Parcel) -> Result<Opened, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query(
                "INSERT INTO gaps (gap, server, state, people, opened_at, card_channel) \
                 VALUES ($1, $2, 'open', 1, $3, $4) ON CONFLICT (gap) DO NOTHING",
            )
            .bind(stored(ticket.ticket))
            .bind(stored(ticket.server))
            .bind(ticket.asked_at)
            .bind(stored(card.channel))
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(Opened::Already);
            }
            insert(&mut transaction, ticket).await?;
            outbox::put(&mut transaction, card).await?;
            transaction.commit().await?;
            Ok(Opened::New)
        })
        .await
    }

    /// Sends a ticket that joins the gap it names.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is saved then.
    pub async fn join_gap(&self, ticket: &Ticket) -> Result<Opened, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            // A write first: who answers the gap at the same time waits, or is waited for.
            let done = sqlx::query(
                "UPDATE gaps SET people = people + 1 \
                 WHERE gap = $1 AND server = $2 AND state IN ('open', 'assigned')",
            )
            .bind(stored(ticket.gap))
            .bind(stored(ticket.server))
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(Opened::Over);
            }
            if insert(&mut transaction, ticket).await? == 0 {
                return Ok(Opened::Already);
            }
            let gap = by_id(&mut transaction, ticket.gap).await?;
            transaction.commit().await?;
            Ok(gap.map_or(Opened::Over, |gap| Opened::Joined(Box::new(gap))))
        })
        .await
    }

    /// The tickets of a gap, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn tickets_of_gap(&self, gap: u64) -> Result<Vec<Ticket>, StoreError> {
        let query = sqlx::query("SELECT * FROM tickets WHERE gap = $1 ORDER BY ticket").bind(stored(gap));
        self.list(query, read).await
    }

    /// The newest tickets of a server, newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn newest_tickets(&self, server: u64, most: i64) -> Result<Vec<Ticket>, StoreError> {
        let query = sqlx::query("SELECT * FROM tickets WHERE server = $1 ORDER BY ticket DESC LIMIT $2")
            .bind(stored(server))
            .bind(most);
        self.list(query, read).await
    }

    /// How many tickets of somebody a server's team has.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn count_tickets(&self, server: u64, asker: u64) -> Result<i64, StoreError> {
        self.run(async |pool| {
            let count = sqlx::query_scalar("SELECT COUNT(*) FROM tickets WHERE server = $1 AND asker = $2")
                .bind(stored(server))
                .bind(stored(asker))
                .fetch_one(pool)
                .await?;
            Ok(count)
        })
        .await
    }
}

/// Inserts a ticket unless its asker has one of that gap; gives the number of
/// rows.
async fn insert(connection: &mut sqlx::AnyConnection, ticket: &Ticket) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO tickets (ticket, gap, server, channel, asker, language, words, asked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(stored(ticket.ticket))
    .bind(stored(ticket.gap))
    .bind(stored(ticket.server))
    .bind(stored(ticket.channel))
    .bind(stored(ticket.asker))
    .bind(&ticket.language)
    .bind(&ticket.words)
    .bind(ticket.asked_at)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

fn read(row: &AnyRow) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        ticket: loaded(row.try_get("ticket")?),
        gap: loaded(row.try_get("gap")?),
        server: loaded(row.try_get("server")?),
        channel: loaded(row.try_get("channel")?),
        asker: loaded(row.try_get("asker")?),
        language: row.try_get("language")?,
        words: row.try_get("words")?,
        asked_at: row.try_get("asked_at")?,
    })
}
