//! What moderators decided about servers and channels.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool, Row};

use super::audit::{self, Change};
use super::{Seconds, Store, StoreError, loaded, stored};

/// How the bot speaks in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelMode {
    /// Not at all.
    Off,
    /// When it is mentioned or replied to.
    Mention,
    /// It tells the team channel what it would have said.
    Shadow,
    /// A moderator approves what it says.
    Review,
    /// It answers questions it is sure of without being mentioned.
    Answer,
}

impl ChannelMode {
    /// All of them, the quietest first.
    pub const ALL: [Self; 5] = [Self::Off, Self::Mention, Self::Shadow, Self::Review, Self::Answer];

    /// Its name, as it is stored and typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Mention => "mention",
            Self::Shadow => "shadow",
            Self::Review => "review",
            Self::Answer => "answer",
        }
    }

    /// The mode of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// How sure the bot must be in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sureness {
    /// Answers rather than asks back.
    Eager,
    /// Answers what is as likely as all else together.
    Balanced,
    /// Answers what is hardly in doubt.
    Strict,
}

impl Sureness {
    /// All of them, the least careful first.
    pub const ALL: [Self; 3] = [Self::Eager, Self::Balanced, Self::Strict];

    /// Its name, as it is stored and typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eager => "eager",
            Self::Balanced => "balanced",
            Self::Strict => "strict",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sureness| sureness.name() == name)
    }
}

/// What was decided about one channel. `None`: nothing, the server's holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChannelSettings {
    /// How the bot speaks there.
    pub mode: Option<ChannelMode>,
    /// How sure it must be there.
    pub sureness: Option<Sureness>,
    /// Until when it says nothing there.
    pub muted_until: Option<Seconds>,
}

/// What was decided about a server. `None`: nothing, the defaults hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServerSettings {
    /// How the bot speaks in channels nothing was decided about.
    pub mode: Option<ChannelMode>,
    /// How sure it must be there.
    pub sureness: Option<Sureness>,
    /// Where moderators see cards.
    pub team_channel: Option<u64>,
    /// Whether an answer says who approved it.
    pub name_reviewer: bool,
    /// After how many hours an undecided card expires.
    pub card_hours: Option<u32>,
    /// Unasked answers a channel gets in ten minutes.
    pub per_channel: Option<u32>,
    /// Unasked answers a person gets in ten minutes.
    pub per_person: Option<u32>,
    /// The language of what the team reads, as a code.
    pub language: Option<String>,
    /// Roles whose members moderate.
    pub team_roles: BTreeSet<u64>,
    /// Its channels.
    pub channels: BTreeMap<u64, ChannelSettings>,
}

/// The settings of all servers that have some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// By the server's id.
    pub servers: BTreeMap<u64, ServerSettings>,
    /// The change they are as of.
    pub revision: i64,
}

impl Store {
    /// The settings of all servers; none where nothing has changed since
    /// `known`.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn settings_since(&self, known: Option<i64>) -> Result<Option<Settings>, StoreError> {
        self.run(async |pool| {
            let revision: i64 =
                sqlx::query_scalar("SELECT number FROM revisions WHERE one = 1").fetch_one(pool).await?;
            if known == Some(revision) {
                return Ok(None);
            }
            Ok(Some(Settings { servers: load(pool).await?, revision }))
        })
        .await
    }

    /// Writes what was decided about a server, its channels and roles left
    /// alone.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is written then.
    pub async fn set_server(&self, settings: &ServerSettings, change: &Change) -> Result<(), StoreError> {
        self.change(change, async |connection, revision| {
            sqlx::query(
                "INSERT INTO servers (server, mode, strictness, team_channel, name_reviewer, card_hours, \
                 per_channel, per_person, language, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
                 ON CONFLICT (server) DO UPDATE SET mode = excluded.mode, strictness = excluded.strictness, \
                 team_channel = excluded.team_channel, name_reviewer = excluded.name_reviewer, \
                 card_hours = excluded.card_hours, per_channel = excluded.per_channel, \
                 per_person = excluded.per_person, language = excluded.language, \
                 revision = excluded.revision",
            )
            .bind(stored(change.server))
            .bind(settings.mode.map(ChannelMode::name))
            .bind(settings.sureness.map(Sureness::name))
            .bind(settings.team_channel.map(stored))
            .bind(i64::from(settings.name_reviewer))
            .bind(settings.card_hours.map(i64::from))
            .bind(settings.per_channel.map(i64::from))
            .bind(settings.per_person.map(i64::from))
            .bind(settings.language.as_deref())
            .bind(revision)
            .execute(connection)
            .await?;
            Ok(())
        })
        .await
    }

    /// Writes what was decided about a channel.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is written then.
    pub async fn set_channel(
        &self,
        channel: u64,
        settings: &ChannelSettings,
        change: &Change,
    ) -> Result<(), StoreError> {
        self.change(change, async |connection, revision| {
            sqlx::query(
                "INSERT INTO channels (channel, server, mode, strictness, muted_until, revision) \
                 VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (channel) DO UPDATE SET mode = excluded.mode, strictness = excluded.strictness, \
                 muted_until = excluded.muted_until, revision = excluded.revision",
            )
            .bind(stored(channel))
            .bind(stored(change.server))
            .bind(settings.mode.map(ChannelMode::name))
            .bind(settings.sureness.map(Sureness::name))
            .bind(settings.muted_until)
            .bind(revision)
            .execute(connection)
            .await?;
            Ok(())
        })
        .await
    }

    /// Names a role whose members moderate, or takes that back.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is written then.
    pub async fn set_team_role(&self, role: u64, named: bool, change: &Change) -> Result<(), StoreError> {
        let statement = if named {
            "INSERT INTO team_roles (server, role) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM team_roles WHERE server = $1 AND role = $2"
        };
        self.change(change, async |connection, _| {
            sqlx::query(statement).bind(stored(change.server)).bind(stored(role)).execute(connection).await?;
            Ok(())
        })
        .await
    }

    /// Writes a change with its revision and its entry in the log: all of it, or
    /// nothing.
    async fn change(
        &self,
        change: &Change,
        write: impl AsyncFnOnce(&mut AnyConnection, i64) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.run(async |pool| {
            let mut transaction = pool.begin().await?;
            // First a write: two changes queue here, and neither reads what the other changes.
            let revision: i64 =
                sqlx::query_scalar("UPDATE revisions SET number = number + 1 WHERE one = 1 RETURNING number")
                    .fetch_one(&mut *transaction)
                    .await?;
            write(&mut transaction, revision).await?;
            audit::write(&mut transaction, change).await?;
            Ok(transaction.commit().await?)
        })
        .await
    }
}

async fn load(pool: &AnyPool) -> Result<BTreeMap<u64, ServerSettings>, StoreError> {
    let mut servers: BTreeMap<u64, ServerSettings> = BTreeMap::new();
    for row in sqlx::query("SELECT * FROM servers").fetch_all(pool).await? {
        servers.insert(loaded(row.try_get("server")?), server(&row)?);
    }
    for row in sqlx::query("SELECT server, role FROM team_roles").fetch_all(pool).await? {
        let settings = servers.entry(loaded(row.try_get("server")?)).or_default();
        settings.team_roles.insert(loaded(row.try_get("role")?));
    }
    for row in sqlx::query("SELECT * FROM channels").fetch_all(pool).await? {
        let settings = servers.entry(loaded(row.try_get("server")?)).or_default();
        settings.channels.insert(
            loaded(row.try_get("channel")?),
            ChannelSettings {
                mode: mode(&row)?,
                sureness: sureness(&row)?,
                muted_until: row.try_get("muted_until")?,
            },
        );
    }
    Ok(servers)
}

fn server(row: &AnyRow) -> Result<ServerSettings, StoreError> {
    let number = |column| -> Result<Option<u32>, StoreError> {
        Ok(row.try_get::<Option<i64>, _>(column)?.and_then(|number| u32::try_from(number).ok()))
    };
    Ok(ServerSettings {
        mode: mode(row)?,
        sureness: sureness(row)?,
        team_channel: row.try_get::<Option<i64>, _>("team_channel")?.map(loaded),
        name_reviewer: row.try_get::<i64, _>("name_reviewer")? != 0,
        card_hours: number("card_hours")?,
        per_channel: number("per_channel")?,
        per_person: number("per_person")?,
        language: row.try_get("language")?,
        ..ServerSettings::default()
    })
}

/// A mode this version does not know is the quietest: it cannot be known what a
/// newer one meant.
fn mode(row: &AnyRow) -> Result<Option<ChannelMode>, StoreError> {
    let name: Option<String> = row.try_get("mode")?;
    Ok(name.map(|name| ChannelMode::named(&name).unwrap_or(ChannelMode::Off)))
}

fn sureness(row: &AnyRow) -> Result<Option<Sureness>, StoreError> {
    let name: Option<String> = row.try_get("strictness")?;
    Ok(name.map(|name| Sureness::named(&name).unwrap_or(Sureness::Strict)))
}
