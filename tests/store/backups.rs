//! Backups: whole, restorable into either database, and refused when damaged.

use accord::store::{Dump, Store, StoreError, newest_schema};

use crate::{NOW, Place, change};

async fn filled(place: &Place) -> Store {
    let store = place.open().await;
    for n in 1..=20 {
        store.set_team_role(n, true, &change(n, u64::MAX - n % 3, 5)).await.unwrap();
    }
    store
}

#[tokio::test]
async fn what_was_backed_up_comes_back_in_either_database() {
    for from in Place::all() {
        let store = filled(&from).await;
        let path = from.path("backup");
        let summary = Dump::backup(&from.address, &path, NOW).await.unwrap();
        assert_eq!((summary.schema, summary.at, summary.tables["audit"]), (newest_schema(), NOW, 20));
        let verified = Dump::verify(&path).unwrap();
        assert_eq!(verified.summary, summary);
        for to in Place::all() {
            Dump::restore(&to.address, &verified).await.unwrap();
            let restored = to.open().await;
            assert_eq!(
                restored.settings_since(None).await.unwrap(),
                store.settings_since(None).await.unwrap()
            );
            assert_eq!(restored.audit(u64::MAX, 99).await.unwrap(), store.audit(u64::MAX, 99).await.unwrap());
            let again = Dump::restore(&to.address, &verified).await.unwrap_err();
            assert!(matches!(again, StoreError::NotEmpty), "{again}");
        }
    }
}

#[tokio::test]
async fn a_damaged_backup_is_refused() {
    let place = &Place::all()[0];
    filled(place).await;
    let path = place.path("backup");
    Dump::backup(&place.address, &path, NOW).await.unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    let last = whole.trim_end().rfind('\n').unwrap();
    for (damaged, said) in [
        (String::new(), "is empty"),
        ("hello\n".to_owned(), "is no backup"),
        (whole[..last].to_owned(), "the rest is missing"),
        (whole[..whole.len() / 2].to_owned(), "cannot be read"),
        (whole.replacen("team_roles", "channels", 1), "checksum"),
        (whole.replacen("\"accord_backup\":1", "\"accord_backup\":9", 1), "reads form 1"),
        (whole.replacen("\"schema\":", "\"schema\":99", 1), "newer version"),
    ] {
        std::fs::write(&path, damaged).unwrap();
        let error = Dump::verify(&path).unwrap_err().to_string();
        // A changed schema breaks the checksum first.
        assert!(error.contains(said) || error.contains("checksum"), "{error}, not {said}");
    }
    assert!(Dump::verify(&place.path("nowhere")).is_err());
}

/// A store that a newer version has used is left alone.
#[tokio::test]
async fn a_newer_store_is_refused() {
    use sqlx::{Connection, Executor};
    let place = &Place::all()[0];
    place.open().await.close().await;
    let url = format!("sqlite://{}", place.path("store.db").display());
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    connection
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (999, 'future', TRUE, X'00', 0)",
        )
        .await
        .unwrap();
    let error = Store::new(place.address.clone()).open(NOW).await.unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 999, .. }) && !error.is_passing(), "{error}");
}
