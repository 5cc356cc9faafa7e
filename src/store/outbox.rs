//! What must reach Discord even if the process dies in between. A parcel is put
//! here in the transaction of what it follows from, and goes once Discord has
//! it.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::connection::Backend;
use super::{Seconds, Store, StoreError, loaded, stored};

/// What a parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParcelKind {
    /// A review's card, in the team channel.
    Card,
    /// A reply to the message it is about.
    Reply,
    /// A message put in the place of an earlier one.
    Edit,
    /// A message of its own.
    Notice,
    /// A gap's card, in the team channel.
    Gap,
    /// A proposal's card, in the team channel.
    Proposal,
    /// A direct message; its channel is the person it goes to.
    Direct,
}

impl ParcelKind {
    const ALL: [Self; 7] =
        [Self::Card, Self::Reply, Self::Edit, Self::Notice, Self::Gap, Self::Proposal, Self::Direct];

    fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Reply => "reply",
            Self::Edit => "edit",
            Self::Notice => "notice",
            Self::Gap => "gap",
            Self::Proposal => "proposal",
            Self::Direct => "direct",
        }
    }
}

/// Something on its way to Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Tells it apart for ever; sent along, so that Discord posts it once.
    pub nonce: String,
    /// What it is.
    pub kind: ParcelKind,
    /// The server.
    pub server: u64,
    /// The channel it goes to; of a direct message the person.
    pub channel: u64,
    /// The message it takes the place of, of an edit.
    pub message: Option<u64>,
    /// The message, gap, ticket or proposal it is about.
    pub about: u64,
    /// Whose question it is about; 0 for nobody's.
    pub person: u64,
    /// What is sent, as JSON; empty where it was recalled: whether it has arrived is
    /// looked for all the same.
    pub body: String,
    /// When it was put here.
    pub at: Seconds,
    /// Until when a process is trying to deliver it.
    pub lease: Seconds,
}

/// How long a process has for one parcel before another may try: longer than
/// its own tries take ([`crate::limits::SEND_PATIENCE`] does not apply to them).
pub const LEASE: Seconds = 20;

/// Takes out what is to change the card of something: what comes now is newer.
pub(super) async fn recall_edits(connection: &mut AnyConnection, about: u64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM outbox WHERE about = $1 AND kind = 'edit'")
        .bind(stored(about))
        .execute(connection)
        .await?;
    Ok(())
}

/// Puts a parcel into the outbox; one that is there already stays as it is.
pub(super) async fn put(connection: &mut AnyConnection, parcel: &Parcel) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (nonce, kind, server, channel, message, about, person, body, at, lease) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (nonce) DO NOTHING",
    )
    .bind(&parcel.nonce)
    .bind(parcel.kind.name())
    .bind(stored(parcel.server))
    .bind(stored(parcel.channel))
    .bind(parcel.message.map(stored))
    .bind(stored(parcel.about))
    .bind(stored(parcel.person))
    .bind(&parcel.body)
    .bind(parcel.at)
    .bind(parcel.lease)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Puts a parcel into the outbox by itself.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_parcel(&self, parcel: &Parcel) -> Result<(), StoreError> {
        self.run(async |pool| put(&mut *pool.acquire().await?, parcel).await).await
    }

    /// Takes parcels nobody is delivering, oldest first: those of a process that
    /// died, and those that could not be delivered before. They may have arrived
    /// all the same. Of direct messages at most `most_direct`: Discord lets nobody
    /// open many channels at once.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn take_parcels(
        &self,
        now: Seconds,
        most: i64,
        most_direct: i64,
    ) -> Result<Vec<Parcel>, StoreError> {
        self.run(async |pool| {
            let mut parcels: Vec<Parcel> = Vec::new();
            // A lease far in the future is one from before the clock was put back.
            for (statement, most) in [
                (
                    "UPDATE outbox SET lease = $1 WHERE nonce IN (SELECT nonce FROM outbox WHERE kind <> 'direct' \
                     AND (lease < $2 OR lease > $3) ORDER BY at, nonce LIMIT $4) RETURNING *",
                    most,
                ),
                (
                    "UPDATE outbox SET lease = $1 WHERE nonce IN (SELECT nonce FROM outbox WHERE kind = 'direct' \
                     AND (lease < $2 OR lease > $3) ORDER BY at, nonce LIMIT $4) RETURNING *",
                    most_direct,
                ),
            ] {
                let rows = sqlx::query(statement)
                    .bind(now + LEASE)
                    .bind(now)
                    .bind(now + 2 * LEASE)
                    .bind(most)
                    .fetch_all(pool)
                    .await?;
                for row in &rows {
                    parcels.push(read(row)?);
                }
            }
            parcels.sort_by(|a, b| (a.at, &a.nonce).cmp(&(b.at, &b.nonce)));
            Ok(parcels)
        })
        .await
    }

    /// Gives up all leases, where this process alone uses the store: whoever held
    /// one is dead.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn end_leases(&self) -> Result<(), StoreError> {
        if self.address().is_none_or(|address| address.backend() != Backend::Sqlite) {
            return Ok(());
        }
        self.run(async |pool| {
            sqlx::query("UPDATE outbox SET lease = 0 WHERE lease <> 0").execute(pool).await?;
            Ok(())
        })
        .await
    }

    /// Notes that Discord has a parcel, as message `id`. `false`, and nothing is
    /// noted, where the parcel was no longer here: it was noted before, or taken out
    /// meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; it is delivered again later then, and found there.
    pub async fn delivered(&self, parcel: &Parcel, id: Option<u64>) -> Result<bool, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let done = sqlx::query("DELETE FROM outbox WHERE nonce = $1")
                .bind(&parcel.nonce)
                .execute(&mut *transaction)
                .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            let noted = match parcel.kind {
                ParcelKind::Card => Some("UPDATE reviews SET card = $2 WHERE question = $1"),
                ParcelKind::Reply => Some("UPDATE reviews SET answer = $2 WHERE question = $1"),
                // Somebody may have joined it, or ended it, while the card was on its way.
                ParcelKind::Gap => Some(
                    "UPDATE gaps SET card = $2, stale = CASE WHEN people > 1 OR state <> 'open' \
                     OR fact IS NOT NULL OR answer IS NOT NULL THEN 1 ELSE stale END WHERE gap = $1",
                ),
                ParcelKind::Proposal => Some("UPDATE proposals SET card = $2 WHERE proposal = $1"),
                ParcelKind::Edit | ParcelKind::Notice | ParcelKind::Direct => None,
            };
            if let (Some(statement), Some(id)) = (noted, id) {
                sqlx::query(statement)
                    .bind(stored(parcel.about))
                    .bind(stored(id))
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await?;
            Ok(true)
        })
        .await
    }

    /// Takes a parcel out that Discord refuses for good.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; it is tried again later then.
    pub async fn discard(&self, parcel: &Parcel) -> Result<(), StoreError> {
        self.run(async |pool| {
            sqlx::query("DELETE FROM outbox WHERE nonce = $1").bind(&parcel.nonce).execute(pool).await?;
            Ok(())
        })
        .await
    }
}

fn read(row: &AnyRow) -> Result<Parcel, StoreError> {
    let kind: String = row.try_get("kind")?;
    Ok(Parcel {
        nonce: row.try_get("nonce")?,
        kind: ParcelKind::ALL.into_iter().find(|one| one.name() == kind).unwrap_or(ParcelKind::Notice),
        server: loaded(row.try_get("server")?),
        channel: loaded(row.try_get("channel")?),
        message: row.try_get::<Option<i64>, _>("message")?.map(loaded),
        about: loaded(row.try_get("about")?),
        person: loaded(row.try_get("person")?),
        body: row.try_get("body")?,
        at: row.try_get("at")?,
        lease: row.try_get("lease")?,
    })
}
