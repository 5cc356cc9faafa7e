//! Tickets, the gaps they belong to, and what is proposed of them.

use accord::store::{
    Decided, Gap, GapAmendment, GapState, Idea, LEASE, Note, Opened, Parcel, ParcelKind, Proposal, Shown,
    Store, Ticket, Whose,
};

use crate::{NOW, Place, change};

fn ticket(ticket: u64, gap: u64, asker: u64, words: &str) -> Ticket {
    let (language, words) = ("en".to_owned(), words.to_owned());
    Ticket { ticket, gap, server: 2, channel: 3, asker, language, words, asked_at: NOW }
}

fn parcel(kind: ParcelKind, about: u64, person: u64) -> Parcel {
    Parcel {
        nonce: format!("{kind:?}{about}"),
        kind,
        server: 2,
        channel: 9,
        message: None,
        about,
        person,
        body: "{}".to_owned(),
        at: NOW,
        lease: NOW + LEASE,
    }
}

fn note() -> Note {
    Note {
        answer: "Twelve.".to_owned(),
        title: "The flag".to_owned(),
        url: "https://example.org".to_owned(),
        quote: "twelve stars".to_owned(),
    }
}

fn proposal(proposal: u64, author: u64, asker: u64, idea: Idea) -> Proposal {
    Proposal {
        proposal,
        server: 2,
        approved: false,
        author,
        asker,
        idea,
        fact: "flag".to_owned(),
        topic: "basics".to_owned(),
        about: vec!["flag".to_owned(), "stars".to_owned()],
        language: "en".to_owned(),
        words: "How many stars?".to_owned(),
        decided_by: None,
        proposed_at: NOW,
        card_channel: 9,
        card: None,
    }
}

async fn opened(store: &Store, number: u64, asker: u64) -> Gap {
    let card = parcel(ParcelKind::Gap, number, asker);
    let one = ticket(number, number, asker, "How many stars?");
    assert_eq!(store.open_gap(&one, &card).await.unwrap(), Opened::New);
    store.gap(2, number).await.unwrap().unwrap()
}

#[tokio::test]
async fn tickets_join_a_gap_once_each() {
    for place in Place::all() {
        let store = place.open().await;
        let gap = opened(&store, 1, 4).await;
        assert_eq!((gap.people, gap.state), (1, GapState::Open));
        assert_eq!(store.gap(99, 1).await.unwrap(), None, "another server knows nothing of it");
        let again = store.open_gap(&ticket(1, 1, 4, "x"), &parcel(ParcelKind::Gap, 1, 4)).await.unwrap();
        assert_eq!(again, Opened::Already, "the press came twice");
        let Opened::Joined(joined) = store.join_gap(&ticket(2, 1, 5, "what number of stars")).await.unwrap()
        else {
            panic!("joins")
        };
        assert_eq!(joined.people, 2);
        assert_eq!(store.join_gap(&ticket(3, 1, 5, "how many")).await.unwrap(), Opened::Already);
        assert_eq!(store.gap(2, 1).await.unwrap().unwrap().people, 2, "nothing was counted twice");
        assert_eq!(store.join_gap(&ticket(4, 77, 5, "x")).await.unwrap(), Opened::Over);
        assert_eq!(store.count_tickets(2, 5).await.unwrap(), 1);
        let newest = store.newest_tickets(2, 9).await.unwrap();
        assert_eq!(newest.iter().map(|one| one.ticket).collect::<Vec<_>>(), [2, 1]);
        // A card's number is noted once Discord has it.
        store.delivered(&parcel(ParcelKind::Gap, 1, 4), Some(55)).await.unwrap();
        assert_eq!(store.gap(2, 1).await.unwrap().unwrap().card, Some(55));
    }
}

#[tokio::test]
async fn a_gap_is_answered_once_by_whoever_is_first() {
    for place in Place::all() {
        let store = place.open().await;
        opened(&store, 1, 4).await;
        let assigned = store.amend_gap(1, GapAmendment::Assigned(7), &change(10, 2, 7)).await.unwrap();
        assert_eq!(assigned.map(|gap| gap.state), Some(GapState::Assigned));
        let noted =
            store.amend_gap(1, GapAmendment::Note(&note()), &change(11, 2, 7)).await.unwrap().unwrap();
        assert_eq!((noted.fact.as_ref(), noted.note.as_ref()), (None, Some(&note())));
        let chosen =
            store.amend_gap(1, GapAmendment::Fact("flag"), &change(12, 2, 7)).await.unwrap().unwrap();
        assert_eq!((chosen.fact.as_deref(), chosen.note.as_ref()), (Some("flag"), None));
        assert_eq!(store.amend_gap(1, GapAmendment::Fact("x"), &change(13, 99, 7)).await.unwrap(), None);
        // Somebody joins, or changes it, between the look and the press: nothing is said to anybody.
        store.join_gap(&ticket(2, 1, 5, "stars?")).await.unwrap();
        let settle = async |gap: &Gap, by: u64| {
            let told = [parcel(ParcelKind::Direct, gap.gap, 4), parcel(ParcelKind::Direct, 2, 5)];
            let proposal = proposal(100 + by, by, 4, Idea::Phrasing);
            let change = change(100 + by, 2, by);
            store.settle_gap(gap, GapState::Answered, &told, Some(&proposal), &change).await.unwrap()
        };
        for stale in [noted, chosen] {
            assert!(matches!(settle(&stale, 8).await, Decided::Otherwise(_)));
        }
        let current = store.gap(2, 1).await.unwrap().unwrap();
        // One who has had theirs erased since the tickets were read is not to be told.
        let one = [parcel(ParcelKind::Direct, 1, 4)];
        let early =
            store.settle_gap(&current, GapState::Answered, &one, None, &change(99, 2, 8)).await.unwrap();
        assert!(matches!(early, Decided::Otherwise(found) if found.state.waits()));
        assert_eq!(store.tickets_of_gap(1).await.unwrap().len(), 2);
        assert_eq!(settle(&current, 8).await, Decided::Now);
        let Decided::Otherwise(found) = settle(&current, 9).await else { panic!("too late") };
        assert_eq!((found.state, found.decided_by), (GapState::Answered, Some(8)));
        let nowhere = Gap { gap: 77, ..current };
        assert_eq!(settle(&nowhere, 8).await, Decided::Unknown);
        // Who asked is forgotten, but for what is on its way to them.
        assert!(store.tickets_of_gap(1).await.unwrap().is_empty());
        let held = store.held(Whose::Person(4)).await.unwrap();
        let tables: Vec<&str> = held.iter().map(|held| held.table.name).collect();
        assert_eq!(tables, ["outbox", "proposals"]);
        assert_eq!(store.proposals(2, 9).await.unwrap().len(), 1);
        assert_eq!(store.join_gap(&ticket(3, 1, 6, "stars?")).await.unwrap(), Opened::Over);
    }
}

#[tokio::test]
async fn a_second_person_approves() {
    for place in Place::all() {
        let store = place.open().await;
        let gap = opened(&store, 1, 4).await;
        let fact = proposal(50, 7, 4, Idea::Fact(note()));
        let told = [parcel(ParcelKind::Direct, 1, 4)];
        let settled = store.settle_gap(&gap, GapState::Answered, &told, Some(&fact), &change(50, 2, 7)).await;
        assert_eq!(settled.unwrap(), Decided::Now);
        assert_eq!(store.proposal(2, 50).await.unwrap().as_ref(), Some(&fact));
        assert_eq!(store.proposal(99, 50).await.unwrap(), None);
        let revision = store.settings_since(None).await.unwrap().unwrap().revision;
        // Not the author, whatever the code above forgot to ask.
        assert!(!store.approve_proposal(&fact, &[], &change(51, 2, 7)).await.unwrap());
        // With another note and the same words it is still the asker's.
        let same = store.edit_proposal(50, &fact.words, Some(&note()), &change(60, 2, 8)).await.unwrap();
        assert_eq!(same.map(|one| (one.author, one.asker)), Some((8, 4)));
        // Put in other words it is another's, and no longer the asker's.
        let edit = Note { answer: "Twelve stars.".to_owned(), ..note() };
        let edited =
            store.edit_proposal(50, "How many?", Some(&edit), &change(52, 2, 8)).await.unwrap().unwrap();
        assert_eq!((edited.author, edited.asker, &edited.idea), (8, 0, &Idea::Fact(edit)));
        assert!(!store.approve_proposal(&edited, &[], &change(53, 2, 8)).await.unwrap());
        assert!(!store.approve_proposal(&edited, &[], &change(54, 99, 9)).await.unwrap(), "another server's");
        // Whose it is must be known.
        store.erase(8, |_| None).await.unwrap();
        let nobodys = store.proposal(2, 50).await.unwrap().unwrap();
        assert_eq!(nobodys.author, 0);
        assert!(!store.approve_proposal(&nobodys, &[], &change(61, 2, 7)).await.unwrap());
        let again = change(62, 2, 8);
        let edited = store.edit_proposal(50, "How many?", None, &again).await.unwrap().unwrap();
        assert!(store.approve_proposal(&edited, &[], &change(55, 2, 7)).await.unwrap());
        assert!(!store.approve_proposal(&edited, &[], &change(56, 2, 9)).await.unwrap(), "once");
        assert_eq!(store.edit_proposal(50, "x", None, &change(57, 2, 9)).await.unwrap(), None);
        assert!(!store.drop_proposal(&edited, &[], &change(58, 2, 9)).await.unwrap(), "it is in use now");
        let approved = store.approved_proposals().await.unwrap();
        assert_eq!(
            approved.iter().map(|one| (one.proposal, one.decided_by)).collect::<Vec<_>>(),
            [(50, Some(7))]
        );
        let now = store.settings_since(Some(revision)).await.unwrap().expect("other processes hear of it");
        assert!(store.drop_proposal(&approved[0], &[], &change(59, 2, 9)).await.unwrap());
        assert!(store.approved_proposals().await.unwrap().is_empty());
        assert!(store.settings_since(Some(now.revision)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn what_was_asked_goes_with_its_asker() {
    for place in Place::all() {
        let store = place.open().await;
        opened(&store, 1, 4).await;
        store.join_gap(&ticket(2, 1, 5, "stars?")).await.unwrap();
        let other = opened(&store, 3, 6).await;
        let waits = proposal(60, 7, 6, Idea::Phrasing);
        let told = [parcel(ParcelKind::Direct, 3, 6)];
        store.settle_gap(&other, GapState::Answered, &told, Some(&waits), &change(60, 2, 7)).await.unwrap();
        let shown = parcel(ParcelKind::Proposal, 60, 6);
        store.put_parcel(&shown).await.unwrap();
        assert!(store.delivered(&shown, Some(66)).await.unwrap());
        assert!(store.stale_gaps(9).await.unwrap().is_empty());
        // What is on its way to a card holds their words, whoever's row it is.
        store.put_parcel(&parcel(ParcelKind::Edit, 1, 0)).await.unwrap();
        store.erase(4, |_| None).await.unwrap();
        let left = store.take_parcels(NOW + 2 * LEASE, 9, 9).await.unwrap();
        let left: Vec<_> = left.iter().map(|one| (one.kind, one.about, one.body.as_str())).collect();
        let recalled = (ParcelKind::Gap, 1, "");
        assert_eq!(left, [(ParcelKind::Direct, 3, "{}"), recalled, (ParcelKind::Gap, 3, "{}")]);
        // It has not arrived: the gap is to get another.
        store.show_gap(1, None).await.unwrap();
        store.forget_recalled(&parcel(ParcelKind::Gap, 1, 4)).await.unwrap();
        assert!(!store.is_card_under_way(1).await.unwrap());
        let stale: Vec<u64> = store.stale_gaps(9).await.unwrap().iter().map(|gap| gap.gap).collect();
        assert_eq!((stale, store.tickets_of_gap(1).await.unwrap().len()), (vec![1], 1), "another's stays");
        let late = parcel(ParcelKind::Gap, 1, 4);
        assert!(!store.delivered(&late, Some(55)).await.unwrap(), "it was recalled");
        assert_eq!(store.gap(2, 1).await.unwrap().unwrap().card, None);
        let new = Parcel { nonce: "new".to_owned(), channel: 10, ..parcel(ParcelKind::Gap, 1, 5) };
        store.show_gap(1, Some(&new)).await.unwrap();
        assert!(store.stale_gaps(9).await.unwrap().is_empty() && store.is_card_under_way(1).await.unwrap());
        assert!(store.delivered(&new, Some(56)).await.unwrap());
        let shown = store.gap(2, 1).await.unwrap().unwrap();
        assert_eq!((shown.card, shown.card_channel), (Some(56), 10));
        assert_eq!(store.stale_gaps(9).await.unwrap().len(), 1, "two had asked when it came");
        store.show_gap(1, None).await.unwrap();
        // Somebody deletes the card.
        store.lost_card(56).await.unwrap();
        assert_eq!(store.stale_gaps(9).await.unwrap()[0].card, None);
        store.show_gap(1, None).await.unwrap();
        store.mark_cardless().await.unwrap();
        assert_eq!(store.stale_gaps(9).await.unwrap().len(), 1, "it waits without a card");
        let edit = |shown: Shown| {
            let is_it = Shown { server: 2, channel: 9, card: 66, about: 60 };
            (shown == is_it).then(|| Parcel { nonce: "edit".to_owned(), ..parcel(ParcelKind::Edit, 60, 0) })
        };
        store.erase(6, edit).await.unwrap();
        let taken = store.take_parcels(NOW + 2 * LEASE, 9, 9).await.unwrap();
        assert!(taken.iter().any(|one| one.nonce == "edit"), "its card is edited: {taken:?}");
        assert!(store.proposals(2, 9).await.unwrap().is_empty(), "their words waited to be approved");
        for person in [4, 6] {
            assert!(store.held(Whose::Person(person)).await.unwrap().is_empty(), "{person}");
        }
    }
}

/// The days of a ticket are over: it goes, and its card is to be mended.
#[tokio::test]
async fn what_was_asked_goes_on_date() {
    for place in Place::all() {
        let store = place.open().await;
        let day = 86_400;
        opened(&store, 1, 4).await;
        let later = Ticket { asked_at: NOW + 20 * day, ..ticket(2, 1, 5, "stars?") };
        store.join_gap(&later).await.unwrap();
        let gone = store.expire(NOW + 31 * day, |_| 30).await.unwrap();
        assert_eq!(gone.get("tickets"), Some(&1), "{gone:?}");
        assert_eq!(gone.get("gaps"), None, "it waits: {gone:?}");
        assert_eq!(store.stale_gaps(9).await.unwrap().len(), 1);
        let gap = store.gap(2, 1).await.unwrap().unwrap();
        store.settle_gap(&gap, GapState::Closed, &[], None, &change(9, 2, 7)).await.unwrap();
        let gone = store.expire(NOW + 32 * day, |_| 30).await.unwrap();
        assert_eq!(gone.get("gaps"), Some(&1), "{gone:?}");
    }
}

/// Nobody sees whose words somebody else works on.
#[tokio::test]
async fn what_is_handed_out_names_nobody_else() {
    for place in Place::all() {
        let store = place.open().await;
        let gap = opened(&store, 1, 44).await;
        let told = [parcel(ParcelKind::Direct, 1, 44)];
        let waits = proposal(60, 77, 44, Idea::Phrasing);
        store.settle_gap(&gap, GapState::Answered, &told, Some(&waits), &change(60, 2, 77)).await.unwrap();
        let held = store.held(Whose::Person(77)).await.unwrap();
        let row = &held.iter().find(|held| held.table.name == "proposals").unwrap().rows[0];
        assert_eq!((&row["author"], &row["asker"]), (&77.into(), &serde_json::Value::Null));
    }
}

/// Ten thousand tickets: all of them kept, grouped, counted, answered.
#[tokio::test]
async fn ten_thousand_tickets() {
    for place in Place::all() {
        let store = place.open().await;
        // One after the other: who waits for the only writer of a file for too long gives up.
        for gap in 1..=100_u64 {
            let first = gap * 1_000;
            let words = format!("What of {gap}?");
            let one = ticket(first, first, first, &words);
            let card = parcel(ParcelKind::Gap, first, first);
            assert_eq!(store.open_gap(&one, &card).await.unwrap(), Opened::New);
            for n in 1..100 {
                // The first are asked by fewer.
                if n <= gap {
                    let one = ticket(first + n, first, first + n, &words);
                    assert!(matches!(store.join_gap(&one).await.unwrap(), Opened::Joined(_)));
                } else {
                    let other = ticket(first + n, first + n, first + n, &format!("And {gap} of {n}?"));
                    let card = parcel(ParcelKind::Gap, first + n, first + n);
                    assert_eq!(store.open_gap(&other, &card).await.unwrap(), Opened::New);
                }
            }
        }
        let held = store.held(Whose::Everybodys).await.unwrap();
        let rows = |name| held.iter().find(|held| held.table.name == name).map_or(0, |held| held.rows.len());
        assert_eq!(rows("tickets"), 10_000);
        let (waiting, wanted) = store.wanted(2, 3).await.unwrap();
        assert_eq!(usize::try_from(waiting).unwrap(), rows("gaps"));
        assert_eq!(wanted.iter().map(|one| one.people).collect::<Vec<_>>(), [100, 100, 99]);
        let first = store.gap(2, wanted[0].gap).await.unwrap().unwrap();
        let told: Vec<Parcel> = store
            .tickets_of_gap(first.gap)
            .await
            .unwrap()
            .iter()
            .map(|one| parcel(ParcelKind::Direct, one.ticket, one.asker))
            .collect();
        assert_eq!(told.len(), 100);
        let change = change(1, 2, 7);
        let settled = store.settle_gap(&first, GapState::Answered, &told, None, &change).await.unwrap();
        assert_eq!(settled, Decided::Now);
        assert_eq!(store.wanted(2, 3).await.unwrap().0, waiting - 1);
    }
}
