//! Reviews and what is on its way to Discord.

use accord::store::{Amendment, Decided, LEASE, Parcel, ParcelKind, Review, ReviewState, Store, Whose};

use crate::{NOW, Place, change};

fn review(question: u64) -> Review {
    Review {
        question,
        server: 2,
        channel: 3,
        asker: 4,
        language: "en".to_owned(),
        words: Some("Is it blue?".to_owned()),
        fact: Some("colour".to_owned()),
        note: None,
        state: ReviewState::Open,
        assigned: None,
        decided_by: None,
        asked_at: NOW,
        expires_at: NOW + 3_600,
        card_channel: 9,
        card: None,
    }
}

fn parcel(nonce: &str, question: u64) -> Parcel {
    Parcel {
        nonce: nonce.to_owned(),
        kind: ParcelKind::Reply,
        server: 2,
        channel: 3,
        message: None,
        about: question,
        person: 4,
        body: "{}".to_owned(),
        at: NOW,
        lease: NOW + LEASE,
    }
}

/// How many parcels there are.
async fn parcels(store: &Store) -> usize {
    let held = store.held(Whose::Everybodys).await.unwrap();
    held.iter().find(|held| held.table.name == "outbox").map_or(0, |held| held.rows.len())
}

async fn opened(store: &Store, question: u64) -> Review {
    let review = review(question);
    assert!(store.open_review(&review, &parcel(&format!("c{question}"), question)).await.unwrap());
    review
}

#[tokio::test]
async fn a_review_is_opened_once_and_decided_once() {
    for place in Place::all() {
        let store = place.open().await;
        let open = opened(&store, 1).await;
        assert!(!store.open_review(&open, &parcel("c1", 1)).await.unwrap(), "the event came twice");
        assert_eq!(store.review(2, 1).await.unwrap().as_ref(), Some(&open));
        assert_eq!(store.review(99, 1).await.unwrap(), None, "another server knows nothing of it");
        let mut under_way = tokio::task::JoinSet::new();
        for moderator in 0..20_u64 {
            let (store, open) = (store.clone(), open.clone());
            under_way.spawn(async move {
                let reply = parcel("r1", 1);
                store
                    .decide(
                        &open,
                        ReviewState::Approved,
                        &[reply],
                        &change(100 + moderator, 2, moderator + 1),
                    )
                    .await
            });
        }
        let (mut won, mut lost) = (0, 0);
        while let Some(done) = under_way.join_next().await {
            match done.unwrap().unwrap() {
                Decided::Now => won += 1,
                Decided::Otherwise(found) => {
                    assert_eq!((found.state, found.words), (ReviewState::Approved, None));
                    lost += 1;
                }
                Decided::Unknown => panic!("it is there"),
            }
        }
        assert_eq!((won, lost), (1, 19));
        assert_eq!(store.audit(2, 99).await.unwrap().len(), 1, "one decision, one entry");
        assert_eq!(parcels(&store).await, 2, "the card and one answer");
    }
}

#[tokio::test]
async fn what_was_changed_meanwhile_is_not_approved_unseen() {
    for place in Place::all() {
        let store = place.open().await;
        let open = opened(&store, 1).await;
        let amended =
            store.amend_review(1, Amendment::Fact("volume"), &change(5, 2, 7)).await.unwrap().unwrap();
        assert_eq!(amended.fact.as_deref(), Some("volume"));
        let noted =
            store.amend_review(1, Amendment::Note("see also"), &change(6, 2, 7)).await.unwrap().unwrap();
        let decided = store.decide(&open, ReviewState::Approved, &[], &change(7, 2, 8)).await.unwrap();
        assert!(matches!(decided, Decided::Otherwise(found) if found.state == ReviewState::Open));
        // Another server's moderator, whatever they claim.
        let decided = store.decide(&noted, ReviewState::Approved, &[], &change(8, 99, 8)).await.unwrap();
        assert_eq!(decided, Decided::Unknown);
        assert_eq!(store.amend_review(1, Amendment::Assigned(7), &change(9, 99, 7)).await.unwrap(), None);
        assert_eq!(
            store.decide(&noted, ReviewState::Rejected, &[], &change(10, 2, 8)).await.unwrap(),
            Decided::Now
        );
        assert_eq!(store.amend_review(1, Amendment::Note("late"), &change(11, 2, 7)).await.unwrap(), None);
    }
}

/// Each parcel is handed out once, again after its lease, and no clock that jumps
/// keeps it for ever.
#[tokio::test]
async fn parcels_are_taken_once_and_again_after_their_lease() {
    for place in Place::all() {
        let store = place.open().await;
        opened(&store, 1).await;
        let take = async |now| store.take_parcels(now, 10, 10).await.unwrap().len();
        assert_eq!(take(NOW).await, 0, "its own process is trying");
        assert_eq!(take(NOW + LEASE + 1).await, 1);
        assert_eq!(take(NOW + LEASE + 1).await, 0);
        // The clock is put back by a year: the lease is far in the future then.
        assert_eq!(take(NOW - 365 * 86_400).await, 1);
        // And forward by ten.
        assert_eq!(take(NOW + 3_650 * 86_400).await, 1);
        let [one] = &store.take_parcels(i64::MAX - 1_000, 10, 10).await.unwrap()[..] else { panic!("one") };
        store.delivered(one, Some(77)).await.unwrap();
        assert_eq!(parcels(&store).await, 0);
    }
}

#[tokio::test]
async fn cards_expire_by_the_clock_and_only_once() {
    for place in Place::all() {
        let store = place.open().await;
        let open = opened(&store, 1).await;
        for (now, overdue) in [(i64::MIN, 0), (NOW - 365 * 86_400, 0), (NOW + 3_599, 0), (NOW + 3_600, 1)] {
            assert_eq!(store.overdue_reviews(now, 10).await.unwrap().len(), overdue, "{now}");
        }
        let expired = change(1, 2, 0);
        assert_eq!(store.decide(&open, ReviewState::Expired, &[], &expired).await.unwrap(), Decided::Now);
        assert!(store.overdue_reviews(i64::MAX, 10).await.unwrap().is_empty());
    }
}

/// Ten thousand open reviews: what moderators and the clock ask stays quick
/// enough to be asked within a person's patience.
#[tokio::test]
async fn ten_thousand_reviews() {
    for place in Place::all() {
        let store = place.open().await;
        // One after the other: who waits for the only writer of a file for too long gives up.
        for question in 1..=10_000 {
            opened(&store, question).await;
        }
        assert_eq!(store.overdue_reviews(NOW + 7_200, 50).await.unwrap().len(), 50);
        assert_eq!(store.take_parcels(NOW + 2 * LEASE, 50, 50).await.unwrap().len(), 50);
        assert_eq!(store.erase(4, |_| None).await.unwrap()["reviews"], 10_000);
        assert_eq!(parcels(&store).await, 0, "what was on its way to them goes too");
    }
}
