//! A person's traces: found in every table, erased from every table and from
//! the files.

use accord::store::Whose;
use serde_json::json;

use crate::{NOW, Place, change};

#[tokio::test]
async fn a_moderator_is_found_and_erased() {
    for place in Place::all() {
        let store = place.open().await;
        let person = 912_345_678_901_234_567;
        store.set_team_role(1, true, &change(1, 2, person)).await.unwrap();
        store.set_team_role(2, true, &change(2, 2, 5)).await.unwrap();
        let held = store.held(Whose::Person(person)).await.unwrap();
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].table.name, "audit");
        assert_eq!(held[0].rows[0]["at"], json!(NOW));
        let touched = store.erase(person, |_| None).await.unwrap();
        assert_eq!(touched["audit"], 1);
        assert!(store.held(Whose::Person(person)).await.unwrap().is_empty());
        let log = store.audit(2, 9).await.unwrap();
        assert_eq!(log.iter().map(|entry| entry.actor).collect::<BTreeSet>(), [0, 5].into());
        store.scrub().await.unwrap();
        store.close().await;
        if place.is_file() {
            assert!(!is_in_files(place.folder(), &person.to_be_bytes()), "its bytes are left in a file");
            assert!(is_in_files(place.folder(), b"audit"), "the search finds what is there");
        }
    }
}

type BTreeSet = std::collections::BTreeSet<u64>;

/// Whether any file of a folder holds these bytes.
fn is_in_files(folder: &std::path::Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let held = std::fs::read(entry.unwrap().path()).unwrap();
        held.windows(bytes.len()).any(|window| window == bytes)
    })
}

#[tokio::test]
async fn what_is_too_old_goes() {
    for place in Place::all() {
        let store = place.open().await;
        store.set_team_role(1, true, &change(1, 2, 5)).await.unwrap();
        let days = |_: &str| 30;
        let day = 86_400;
        assert!(store.expire(NOW + 30 * day, days).await.unwrap().is_empty(), "to the second");
        let gone = store.expire(NOW + 30 * day + 1, days).await.unwrap();
        assert_eq!(gone["audit"], 1);
        // A clock that jumps back deletes nothing.
        store.set_team_role(1, true, &change(2, 2, 5)).await.unwrap();
        assert!(store.expire(0, days).await.unwrap().is_empty());
        assert!(store.expire(i64::MIN, days).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_server_goes_with_all_it_has() {
    for place in Place::all() {
        let store = place.open().await;
        for server in [2, 3] {
            store.set_team_role(1, true, &change(server, server, 5)).await.unwrap();
        }
        assert_eq!(store.purge_server(2).await.unwrap(), 2);
        let left = store.settings_since(None).await.unwrap().unwrap();
        assert_eq!(left.servers.keys().copied().collect::<Vec<_>>(), [3]);
        assert!(store.audit(2, 9).await.unwrap().is_empty());
    }
}
