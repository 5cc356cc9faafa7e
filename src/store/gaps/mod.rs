//! Questions without an answer that people sent to a team: a ticket each, and
//! those that ask alike together in a gap. The team answers a gap; who asked is
//! told, and their tickets go.

mod cards;
mod tickets;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::{self, Change};
use super::outbox::{self, Parcel, ParcelKind};
use super::proposals::{self, Proposal};
use super::{Decided, Seconds, Store, StoreError, loaded, stored};

pub(super) use cards::mark_stale;
pub use tickets::{Opened, Ticket};

/// Where a gap, and each of its tickets, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapState {
    /// Nobody has taken it over.
    Open,
    /// Somebody takes care of it.
    Assigned,
    /// Who asked is told.
    Answered,
    /// Nothing is said.
    Closed,
}

impl GapState {
    const ALL: [Self; 4] = [Self::Open, Self::Assigned, Self::Answered, Self::Closed];

    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// Whether it still waits for an answer.
    pub fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Assigned)
    }
}

/// What a moderator writes where the base has nothing: an answer and where it
/// can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The answer.
    pub answer: String,
    /// The source's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What it says, in its own words.
    pub quote: String,
}

impl Note {
    pub(super) fn read(row: &AnyRow) -> Result<Option<Self>, StoreError> {
        let text = |column| -> Result<Option<String>, StoreError> { Ok(row.try_get(column)?) };
        let Some(answer) = text("answer")? else { return Ok(None) };
        let part = |column| Ok::<_, StoreError>(text(column)?.unwrap_or_default());
        Ok(Some(Self { answer, title: part("title")?, url: part("url")?, quote: part("quote")? }))
    }
}

/// What was asked alike, once or often, without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its number: that of its first ticket.
    pub gap: u64,
    /// Its server.
    pub server: u64,
    /// Where it stands.
    pub state: GapState,
    /// How many have asked so far.
    pub people: i64,
    /// The fact to answer with, if one is chosen.
    pub fact: Option<String>,
    /// The note to answer with, if one is written.
    pub note: Option<Note>,
    /// Who takes care of it.
    pub assigned: Option<u64>,
    /// Who answered or closed it.
    pub decided_by: Option<u64>,
    /// When it was first asked.
    pub opened_at: Seconds,
    /// The channel its card is in.
    pub card_channel: u64,
    /// Its card, once Discord has it.
    pub card: Option<u64>,
}

/// What a moderator changes of a gap that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapAmendment<'a> {
    /// The fact to answer with; it takes the place of a note.
    Fact(&'a str),
    /// The note to answer with; it takes the place of a fact.
    Note(&'a Note),
    /// Who takes care of it.
    Assigned(u64),
}

/// A gap that waits, for the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its number.
    pub gap: u64,
    /// How many have asked.
    pub people: i64,
    /// How one of them put it.
    pub words: String,
}

impl Store {
    /// A gap of a server.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn gap(&self, server: u64, gap: u64) -> Result<Option<Gap>, StoreError> {
        self.run(async |pool| {
            let found = by_id(&mut *pool.acquire().await?, gap).await?;
            Ok(found.filter(|found| found.server == server))
        })
        .await
    }

    /// Changes a gap that waits; gives it as it then stands, or none where it no
    /// longer waits.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn amend_gap(
        &self,
        gap: u64,
        amendment: GapAmendment<'_>,
        change: &Change,
    ) -> Result<Option<Gap>, StoreError> {
        let statement = match amendment {
            GapAmendment::Fact(_) | GapAmendment::Note(_) => {
                "UPDATE gaps SET fact = $3, answer = $4, title = $5, url = $6, quote = $7 \
                 WHERE gap = $1 AND server = $2 AND state IN ('open', 'assigned')"
            }
            GapAmendment::Assigned(_) => {
                "UPDATE gaps SET assigned = $3, state = 'assigned' \
                 WHERE gap = $1 AND server = $2 AND state IN ('open', 'assigned')"
            }
        };
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let query = sqlx::query(statement).bind(stored(gap)).bind(stored(change.server));
            let query = match amendment {
                GapAmendment::Fact(fact) => query
                    .bind(Some(fact.to_owned()))
                    .bind(None::<String>)
                    .bind(None::<String>)
                    .bind(None::<String>)
                    .bind(None::<String>),
                GapAmendment::Note(note) => {
                    let Note { answer, title, url, quote } = note.clone();
                    let query = query.bind(None::<String>).bind(Some(answer)).bind(Some(title));
                    query.bind(Some(url)).bind(Some(quote))
                }
                GapAmendment::Assigned(person) => query.bind(stored(person)),
            };
            if query.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Ok(None);
            }
            audit::write(&mut transaction, change).await?;
            let found = by_id(&mut transaction, gap).await?;
            transaction.commit().await?;
            Ok(found)
        })
        .await
    }

    /// Answers or closes a gap that still waits as `gap` has it, with as many
    /// people: the first to do so wins. What is to be sent goes into the outbox
    /// with it (of an answer one direct message for each ticket, or nothing is
    /// decided), and what follows from it is proposed; its tickets go.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is decided then.
    pub async fn settle_gap(
        &self,
        gap: &Gap,
        state: GapState,
        parcels: &[Parcel],
        proposal: Option<&Proposal>,
        change: &Change,
    ) -> Result<Decided<Gap>, StoreError> {
        let told = parcels.iter().filter(|parcel| parcel.kind == ParcelKind::Direct).count() as u64;
        let part = |part: fn(&Note) -> &String| gap.note.as_ref().map_or("", |note| part(note));
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query(
                "UPDATE gaps SET state = $3, decided_by = $4, decided_at = $5, answer = NULL, title = NULL, \
                 url = NULL, quote = NULL, stale = 0 WHERE gap = $1 AND server = $2 AND state IN ('open', 'assigned') \
                 AND people = $6 AND COALESCE(fact, '') = $7 AND COALESCE(answer, '') = $8 \
                 AND COALESCE(title, '') = $9 AND COALESCE(url, '') = $10 AND COALESCE(quote, '') = $11",
            )
            .bind(stored(gap.gap))
            .bind(stored(change.server))
            .bind(state.name())
            .bind(stored(change.actor))
            .bind(change.at)
            .bind(gap.people)
            .bind(gap.fact.as_deref().unwrap_or_default())
            .bind(part(|note| &note.answer))
            .bind(part(|note| &note.title))
            .bind(part(|note| &note.url))
            .bind(part(|note| &note.quote))
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                let found = by_id(&mut transaction, gap.gap).await?;
                let here = found.filter(|found| found.server == change.server);
                return Ok(here.map_or(Decided::Unknown, |found| Decided::Otherwise(Box::new(found))));
            }
            let gone = sqlx::query("DELETE FROM tickets WHERE gap = $1")
                .bind(stored(gap.gap))
                .execute(&mut *transaction)
                .await?;
            // Somebody had theirs erased since the tickets were read: they are not to be told.
            if state == GapState::Answered && gone.rows_affected() != told {
                transaction.rollback().await?;
                return Ok(Decided::Otherwise(Box::new(gap.clone())));
            }
            outbox::recall_edits(&mut transaction, gap.gap).await?;
            if let Some(proposal) = proposal {
                proposals::insert(&mut transaction, proposal).await?;
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

    /// How many gaps of a server wait, and those most people asked.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn wanted(&self, server: u64, most: i64) -> Result<(i64, Vec<Wanted>), StoreError> {
        self.run(async |pool| {
            let waiting = sqlx::query_scalar(
                "SELECT COUNT(*) FROM gaps WHERE server = $1 AND state IN ('open', 'assigned')",
            )
            .bind(stored(server))
            .fetch_one(pool)
            .await?;
            let rows = sqlx::query(
                "SELECT gap, people FROM gaps WHERE server = $1 AND state IN ('open', 'assigned') \
                 ORDER BY people DESC, gap LIMIT $2",
            )
            .bind(stored(server))
            .bind(most)
            .fetch_all(pool)
            .await?;
            let mut wanted = Vec::with_capacity(rows.len());
            for row in &rows {
                let gap: i64 = row.try_get("gap")?;
                let words: Option<String> =
                    sqlx::query_scalar("SELECT words FROM tickets WHERE gap = $1 ORDER BY ticket LIMIT 1")
                        .bind(gap)
                        .fetch_optional(pool)
                        .await?;
                // Nobody's question is kept any more: it is about to be closed.
                let Some(words) = words else { continue };
                wanted.push(Wanted { gap: loaded(gap), people: row.try_get("people")?, words });
            }
            Ok((waiting, wanted))
        })
        .await
    }
}

pub(super) async fn by_id(connection: &mut AnyConnection, gap: u64) -> Result<Option<Gap>, StoreError> {
    let row =
        sqlx::query("SELECT * FROM gaps WHERE gap = $1").bind(stored(gap)).fetch_optional(connection).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Gap, StoreError> {
    let id = |column| -> Result<Option<u64>, StoreError> {
        Ok(row.try_get::<Option<i64>, _>(column)?.map(loaded))
    };
    let state: String = row.try_get("state")?;
    Ok(Gap {
        gap: loaded(row.try_get("gap")?),
        server: loaded(row.try_get("server")?),
        // A state this version does not know does not wait: nothing more is done to it.
        state: GapState::ALL.into_iter().find(|one| one.name() == state).unwrap_or(GapState::Closed),
        people: row.try_get("people")?,
        fact: row.try_get("fact")?,
        note: Note::read(row)?,
        assigned: id("assigned")?,
        decided_by: id("decided_by")?,
        opened_at: row.try_get("opened_at")?,
        card_channel: loaded(row.try_get("card_channel")?),
        card: id("card")?,
    })
}
