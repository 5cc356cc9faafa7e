//! What is written is read again, and what two write at once is consistent.

use accord::store::{ChannelMode, ChannelSettings, Health, ServerSettings, Store, Sureness};

use crate::{Place, change};

#[tokio::test]
async fn settings_come_back() {
    for place in Place::all() {
        let store = place.open().await;
        let empty = store.settings_since(None).await.unwrap().unwrap();
        assert!(empty.servers.is_empty());
        // The largest number an id can have comes back too.
        let server = u64::MAX;
        let mut wanted = ServerSettings {
            mode: Some(ChannelMode::Review),
            sureness: Some(Sureness::Eager),
            team_channel: Some(7),
            name_reviewer: true,
            card_hours: Some(48),
            per_channel: None,
            per_person: Some(3),
            language: Some("kk".to_owned()),
            ..ServerSettings::default()
        };
        store.set_server(&wanted, &change(1, server, 5)).await.unwrap();
        let channel = ChannelSettings { mode: Some(ChannelMode::Off), sureness: None, muted_until: Some(99) };
        store.set_channel(8, &channel, &change(2, server, 5)).await.unwrap();
        store.set_team_role(9, true, &change(3, server, 5)).await.unwrap();
        store.set_team_role(9, true, &change(4, server, 5)).await.unwrap();
        store.set_team_role(10, true, &change(5, server, 5)).await.unwrap();
        store.set_team_role(10, false, &change(6, server, 5)).await.unwrap();
        wanted.channels.insert(8, channel);
        wanted.team_roles.insert(9);
        let found = store.settings_since(Some(empty.revision)).await.unwrap().unwrap();
        assert_eq!(found.servers[&server], wanted);
        assert_eq!(found.revision, empty.revision + 6);
        assert_eq!(store.settings_since(Some(found.revision)).await.unwrap(), None, "nothing new");
        let log = store.audit(server, 3).await.unwrap();
        assert_eq!(log.len(), 3);
        assert_eq!((log[0].actor, log[0].detail.as_deref()), (5, Some("x")));
        assert!(store.audit(1, 3).await.unwrap().is_empty(), "another server's log");
    }
}

#[tokio::test]
async fn an_event_that_comes_twice_is_logged_once() {
    for place in Place::all() {
        let store = place.open().await;
        for _ in 0..2 {
            store.set_team_role(9, true, &change(1, 2, 5)).await.unwrap();
        }
        assert_eq!(store.audit(2, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn changes_at_once_are_all_kept() {
    for place in Place::all() {
        let (one, other) = (place.open().await, place.open().await);
        let mut under_way = tokio::task::JoinSet::new();
        for n in 0..60 {
            let store = if n % 2 == 0 { one.clone() } else { other.clone() };
            under_way.spawn(async move { store.set_team_role(n, true, &change(n + 1, 2, 5)).await });
        }
        while let Some(done) = under_way.join_next().await {
            done.unwrap().unwrap();
        }
        let found = one.settings_since(None).await.unwrap().unwrap();
        assert_eq!((found.servers[&2].team_roles.len(), found.revision), (60, 60));
    }
}

#[tokio::test]
async fn what_is_not_open_says_so() {
    let store = Store::none();
    assert_eq!(store.health(), Health::Absent);
    store.open(0).await.unwrap();
    assert!(store.audit(1, 1).await.unwrap_err().is_passing());
    for place in Place::all() {
        let store = Store::new(place.address.clone());
        assert_eq!(store.health(), Health::Unwell);
        assert!(store.probe().await.unwrap_err().is_passing());
        store.open(0).await.unwrap();
        assert_eq!(store.health(), Health::Well);
        store.probe().await.unwrap();
        store.close().await;
        assert!(store.probe().await.is_err());
        assert_eq!(store.health(), Health::Unwell);
    }
}

/// Another process holds the file: reading goes on, writing says no in time,
/// and is well again once the other lets go.
#[tokio::test]
async fn a_locked_file_is_said_to_be_unwell() {
    use sqlx::{Connection, Executor};
    let place = &Place::all()[0];
    let store = place.open().await;
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}", place.path("store.db").display());
    let mut other = sqlx::AnyConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let refused = store.set_team_role(1, true, &change(1, 2, 5)).await.unwrap_err();
    assert!(refused.is_passing(), "{refused}");
    assert_eq!(store.health(), Health::Unwell);
    assert!(store.probe().await.is_err());
    assert!(store.settings_since(None).await.unwrap().unwrap().servers.is_empty());
    other.execute("ROLLBACK").await.unwrap();
    store.set_team_role(1, true, &change(2, 2, 5)).await.unwrap();
    assert_eq!(store.health(), Health::Unwell, "until it is asked whether it can save");
    store.probe().await.unwrap();
    assert_eq!(store.health(), Health::Well);
}
