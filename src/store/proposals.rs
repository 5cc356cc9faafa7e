//! What moderators propose for the fact base, until a second person decides; and
//! what holds in a server since one did.

use sqlx::any::{Any, AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{AnyConnection, Row};

use super::audit::{self, Change};
use super::gaps::Note;
use super::outbox::{self, Parcel};
use super::{Seconds, Store, StoreError, loaded, stored};

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idea {
    /// A phrasing of a fact.
    Phrasing,
    /// A fact.
    Fact(Note),
}

/// Something proposed for the fact base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number: the id of the press it came of.
    pub proposal: u64,
    /// The server.
    pub server: u64,
    /// Whether it is in use in its server; else it waits for a second person.
    pub approved: bool,
    /// Who proposed it as it stands.
    pub author: u64,
    /// Who asked in these words, until somebody decided; 0 for nobody.
    pub asker: u64,
    /// What is proposed.
    pub idea: Idea,
    /// The fact it is a phrasing of; of a fact its own id.
    pub fact: String,
    /// The topic of a fact.
    pub topic: String,
    /// The entities a fact is about, by id.
    pub about: Vec<String>,
    /// The language, as a code.
    pub language: String,
    /// How it is asked.
    pub words: String,
    /// Who approved it.
    pub decided_by: Option<u64>,
    /// When it was proposed as it stands.
    pub proposed_at: Seconds,
    /// The channel its card is in.
    pub card_channel: u64,
    /// Its card, once Discord has it.
    pub card: Option<u64>,
}

impl Store {
    /// A proposal of a server.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn proposal(&self, server: u64, proposal: u64) -> Result<Option<Proposal>, StoreError> {
        self.run(async |pool| {
            let row = sqlx::query("SELECT * FROM proposals WHERE proposal = $1 AND server = $2")
                .bind(stored(proposal))
                .bind(stored(server))
                .fetch_optional(pool)
                .await?;
            row.as_ref().map(read).transpose()
        })
        .await
    }

    /// The proposals of a server, those that wait first, then the newest.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn proposals(&self, server: u64, most: i64) -> Result<Vec<Proposal>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM proposals WHERE server = $1 ORDER BY state DESC, proposal DESC LIMIT $2",
        )
        .bind(stored(server))
        .bind(most);
        self.list(query, read).await
    }

    /// Everything approved, of all servers, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn approved_proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM proposals WHERE state = 'approved' ORDER BY server, decided_at, proposal",
        );
        self.list(query, read).await
    }

    /// Proposals that wait with words somebody asked in before a moment.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn undecided_proposals(&self, before: Seconds, most: i64) -> Result<Vec<Proposal>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM proposals WHERE state = 'waiting' AND asker <> 0 AND proposed_at < $1 \
             ORDER BY proposal LIMIT $2",
        )
        .bind(before)
        .bind(most);
        self.list(query, read).await
    }

    /// Changes a proposal that waits; it is proposed by `change.actor` then, and words
    /// that are others than before are no longer the asker's. Gives it as it then stands, or none where it no
    /// longer waits.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn edit_proposal(
        &self,
        proposal: u64,
        words: &str,
        note: Option<&Note>,
        change: &Change,
    ) -> Result<Option<Proposal>, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            let row = sqlx::query(
                "UPDATE proposals SET words = $3, answer = COALESCE($4, answer), title = COALESCE($5, title), \
                 url = COALESCE($6, url), quote = COALESCE($7, quote), author = $8, proposed_at = $9, \
                 asker = CASE WHEN words = $3 THEN asker ELSE 0 END \
                 WHERE proposal = $1 AND server = $2 AND state = 'waiting' RETURNING *",
            )
            .bind(stored(proposal))
            .bind(stored(change.server))
            .bind(words)
            .bind(note.map(|note| note.answer.as_str()))
            .bind(note.map(|note| note.title.as_str()))
            .bind(note.map(|note| note.url.as_str()))
            .bind(note.map(|note| note.quote.as_str()))
            .bind(stored(change.actor))
            .bind(change.at)
            .fetch_optional(&mut *transaction)
            .await?;
            let Some(edited) = row.as_ref().map(read).transpose()? else { return Ok(None) };
            audit::write(&mut transaction, change).await?;
            transaction.commit().await?;
            Ok(Some(edited))
        })
        .await
    }

    /// Approves a proposal that still waits as `proposal` has it, by another than
    /// its author, who must be known: `false` where it does not. Other processes hear of it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is decided then.
    pub async fn approve_proposal(
        &self,
        proposal: &Proposal,
        parcels: &[Parcel],
        change: &Change,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "UPDATE proposals SET state = 'approved', decided_by = $3, decided_at = $4, asker = 0 \
             WHERE proposal = $1 AND server = $2 AND state = 'waiting' AND author <> $3 AND author <> 0 \
             AND proposed_at = $5",
        )
        .bind(stored(proposal.proposal))
        .bind(stored(change.server))
        .bind(stored(change.actor))
        .bind(change.at)
        .bind(proposal.proposed_at);
        self.decide_proposal(query, parcels, change).await
    }

    /// Deletes a proposal that stands as `proposal` has it, be it one that waits or
    /// one in use: `false` where it does not. Other processes hear of it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is deleted then.
    pub async fn drop_proposal(
        &self,
        proposal: &Proposal,
        parcels: &[Parcel],
        change: &Change,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "DELETE FROM proposals WHERE proposal = $1 AND server = $2 AND state = $3 AND proposed_at = $4",
        )
        .bind(stored(proposal.proposal))
        .bind(stored(change.server))
        .bind(if proposal.approved { "approved" } else { "waiting" })
        .bind(proposal.proposed_at);
        self.decide_proposal(query, parcels, change).await
    }

    async fn decide_proposal(
        &self,
        query: Query<'_, Any, AnyArguments>,
        parcels: &[Parcel],
        change: &Change,
    ) -> Result<bool, StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            if query.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query("UPDATE revisions SET number = number + 1 WHERE one = 1")
                .execute(&mut *transaction)
                .await?;
            if let Some(subject) = change.subject {
                outbox::recall_edits(&mut transaction, subject).await?;
            }
            for parcel in parcels {
                outbox::put(&mut transaction, parcel).await?;
            }
            audit::write(&mut transaction, change).await?;
            transaction.commit().await?;
            Ok(true)
        })
        .await
    }
}

/// Inserts a proposal; one that is there already stays as it is.
pub(super) async fn insert(connection: &mut AnyConnection, proposal: &Proposal) -> Result<(), StoreError> {
    let note = match &proposal.idea {
        Idea::Phrasing => None,
        Idea::Fact(note) => Some(note),
    };
    sqlx::query(
        "INSERT INTO proposals (proposal, server, state, author, asker, fact, topic, about, language, words, \
         answer, title, url, quote, proposed_at, card_channel) \
         VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         ON CONFLICT (proposal) DO NOTHING",
    )
    .bind(stored(proposal.proposal))
    .bind(stored(proposal.server))
    .bind(stored(proposal.author))
    .bind(stored(proposal.asker))
    .bind(&proposal.fact)
    .bind(&proposal.topic)
    .bind(proposal.about.join(" "))
    .bind(&proposal.language)
    .bind(&proposal.words)
    .bind(note.map(|note| note.answer.as_str()))
    .bind(note.map(|note| note.title.as_str()))
    .bind(note.map(|note| note.url.as_str()))
    .bind(note.map(|note| note.quote.as_str()))
    .bind(proposal.proposed_at)
    .bind(stored(proposal.card_channel))
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Proposal, StoreError> {
    let id = |column| -> Result<Option<u64>, StoreError> {
        Ok(row.try_get::<Option<i64>, _>(column)?.map(loaded))
    };
    let about: String = row.try_get("about")?;
    let state: String = row.try_get("state")?;
    let note = Note::read(row)?;
    Ok(Proposal {
        proposal: loaded(row.try_get("proposal")?),
        server: loaded(row.try_get("server")?),
        approved: state == "approved",
        author: loaded(row.try_get("author")?),
        asker: loaded(row.try_get("asker")?),
        // Only facts have a note.
        idea: note.map_or(Idea::Phrasing, Idea::Fact),
        fact: row.try_get("fact")?,
        topic: row.try_get("topic")?,
        about: about.split_whitespace().map(str::to_owned).collect(),
        language: row.try_get("language")?,
        words: row.try_get("words")?,
        decided_by: id("decided_by")?,
        proposed_at: row.try_get("proposed_at")?,
        card_channel: loaded(row.try_get("card_channel")?),
        card: id("card")?,
    })
}
