//! What [`accord::store::schema`] says of the database is so, and
//! `docs/privacy.md` says the same to people.

use std::collections::BTreeSet;

use accord::store::schema::{Holds, Keep, OnErase, TABLES};
use sqlx::{AssertSqlSafe, Column, Connection, Executor, Row, Statement};

use crate::Place;

async fn connection(place: &Place) -> sqlx::AnyConnection {
    place.open().await.close().await;
    let url = match place.address.file() {
        Some(file) => format!("sqlite://{}", file.display()),
        None => place.address.shown(),
    };
    sqlx::AnyConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn every_table_and_column_is_described() {
    for place in Place::all() {
        let mut connection = connection(&place).await;
        let list = if place.is_file() {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        } else {
            "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = 'public'"
        };
        let rows = sqlx::query(list).fetch_all(&mut connection).await.unwrap();
        let there: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
        let described: BTreeSet<String> = TABLES.iter().map(|table| table.name.to_owned()).collect();
        let known = described.iter().cloned().chain(["_sqlx_migrations".to_owned()]).collect();
        assert_eq!(there, known, "{:?}", place.address);
        for table in TABLES {
            let all = AssertSqlSafe(format!("SELECT * FROM {}", table.name));
            let statement = connection.prepare(sqlx::SqlSafeStr::into_sql_str(all)).await.unwrap();
            let there: Vec<&str> = statement.columns().iter().map(Column::name).collect();
            let described: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(there, described, "{}", table.name);
        }
    }
}

/// The table in `docs/privacy.md` says what the code says.
#[test]
fn the_documentation_tells_the_same() {
    let list = |names: Vec<&str>| if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    let mut rows = vec![
        "| table | a row is | of a person | of a moderator | words | on erasure | kept |".to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    for table in TABLES {
        let of = |holds| list(table.holding(holds).collect());
        let erased = match table.on_erase {
            _ if table.people().next().is_none() => "–",
            OnErase::Row if table.holding(Holds::Person).next().is_some() => "the row goes",
            OnErase::Row | OnErase::Anonymous => "the id becomes 0",
        };
        let kept = match table.keep {
            Keep::UntilChanged => "until changed".to_owned(),
            Keep::Days { after, setting } => format!("`retention.{setting}` after `{after}`"),
        };
        rows.push(format!(
            "| `{}` | {} | {} | {} | {} | {erased} | {kept} |",
            table.name,
            table.row,
            of(Holds::Person),
            of(Holds::Moderator),
            of(Holds::Words)
        ));
    }
    let wanted = rows.join("\n");
    let text = include_str!("../../docs/privacy.md");
    let (_, rest) = text.split_once("<!-- tables -->\n").unwrap();
    let (found, _) = rest.split_once("<!-- /tables -->").unwrap();
    assert_eq!(found.trim(), wanted, "docs/privacy.md should hold:\n{wanted}");
}

/// Every time a table is kept is a setting with a default.
#[test]
fn every_retention_is_a_setting() {
    let defaults = include_str!("../../config/default.toml");
    let (_, retention) = defaults.split_once("[retention]").unwrap();
    for table in TABLES {
        if let Keep::Days { after, setting } = table.keep {
            assert!(retention.contains(&format!("\n{setting} = ")), "{setting}");
            assert!(table.columns.iter().any(|column| column.name == after), "{}: {after}", table.name);
        }
    }
    let settings = accord::settings::Settings::load(None).unwrap();
    for table in TABLES {
        if let Keep::Days { setting, .. } = table.keep {
            assert!(settings.retention.days(setting) < u32::MAX, "{setting} is unknown to the settings");
        }
    }
}
