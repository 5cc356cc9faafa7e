//! `accord proposals export`.

use std::path::Path;
use std::process::Command;

use accord::store::{Address, Change, GapState, Idea, Note, Parcel, ParcelKind, Proposal, Store, Ticket};

use crate::running::{Ran, accord_with};

/// A base that promises two languages, with one fact.
fn base(folder: &Path) {
    let fact = "# A comment that stays.\n[answer]\nen = \"It is red.\"\nfr = \"Elle est rouge.\"\n\n[questions]\n\
                en = [\n    \"What colour is the lamp?\", # the usual one\n]\nfr = [\"De quelle couleur est-elle ?\"]\n\n\
                [[citation]]\nsource = \"log\"\n";
    let source =
        "[[source]]\nid = \"log\"\ntitle = \"Log\"\npublisher = \"Harbour\"\nurl = \"https://a.example/\"\n";
    for (inside, text) in [
        ("base.toml", "name = \"Lamp\"\nversion = \"1\"\nlanguages = [\"en\", \"fr\"]\n"),
        ("sources.toml", source),
        ("facts/lamp/colour.toml", fact),
    ] {
        let path = folder.join(inside);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn proposal(number: u64, server: u64, idea: Idea, fact: &str, words: &str) -> Proposal {
    Proposal {
        proposal: number,
        server,
        approved: false,
        author: 7,
        asker: 0,
        idea,
        fact: fact.to_owned(),
        topic: "lamp".to_owned(),
        about: Vec::new(),
        language: "en".to_owned(),
        words: words.to_owned(),
        decided_by: None,
        proposed_at: 1_800_000_000,
        card_channel: 9,
        card: None,
    }
}

/// Has proposals approved in a store.
fn approve(file: &Path, proposals: &[Proposal]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::new(Address::of_file(file));
        store.open(0).await.unwrap();
        for proposal in proposals {
            let Proposal { proposal: number, server, .. } = *proposal;
            let card = Parcel {
                nonce: number.to_string(),
                kind: ParcelKind::Gap,
                server,
                channel: 9,
                message: None,
                about: number,
                person: 4,
                body: "{}".to_owned(),
                at: 0,
                lease: 0,
            };
            let ticket = Ticket {
                ticket: number,
                gap: number,
                server,
                channel: 3,
                asker: 4,
                language: "en".to_owned(),
                words: proposal.words.clone(),
                asked_at: 0,
            };
            let change = |entry: u64, actor| Change {
                entry,
                server,
                actor,
                at: 1,
                action: "test",
                subject: None,
                detail: None,
            };
            store.open_gap(&ticket, &card).await.unwrap();
            let gap = store.gap(server, number).await.unwrap().unwrap();
            let made = change(number, 7);
            let told = Parcel { nonce: format!("t{number}"), kind: ParcelKind::Direct, ..card.clone() };
            store.settle_gap(&gap, GapState::Answered, &[told], Some(proposal), &made).await.unwrap();
            assert!(store.approve_proposal(proposal, &[], &change(number + 1_000, 8)).await.unwrap());
        }
        store.close().await;
    });
}

fn export(knowledge: &Path, store: &str, out: &Path, more: &[&str]) -> Ran {
    let (knowledge, out) = (knowledge.to_str().unwrap(), out.to_str().unwrap());
    let arguments = [&["--knowledge", knowledge, "proposals", "export", "--out", out], more].concat();
    accord_with(&arguments, &[("ACCORD_STORE__URL", store)], "")
}

#[test]
fn what_was_approved_becomes_files_that_pass_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let (knowledge, out) = (folder.path().join("knowledge"), folder.path().join("out"));
    base(&knowledge);
    let file = folder.path().join("store.db");
    let url = format!("sqlite://{}", file.display());
    let ran = export(&knowledge, &url, &out, &[]);
    assert!(ran.status == 0 && ran.out.contains("nothing is approved") && !out.exists(), "{}", ran.out);
    let note = |url: &str| {
        Idea::Fact(Note {
            answer: "A keeper lights it.\nSo say the rolls, \"every evening\".".to_owned(),
            title: "Rolls of the harbour".to_owned(),
            url: url.to_owned(),
            quote: "the keeper lights it".to_owned(),
        })
    };
    approve(
        &file,
        &[
            proposal(1, 2, Idea::Phrasing, "colour", "lamp colour \"please\""),
            proposal(2, 2, Idea::Phrasing, "colour", "what colour is the LAMP"),
            proposal(3, 3, Idea::Phrasing, "colour", "Lamp colour, please!"),
            proposal(4, 3, note("https://b.example/rolls"), "proposal-4", "Who lights the lamp?"),
            proposal(5, 3, note("https://a.example/"), "proposal-5", "Who lights it in winter?"),
            proposal(6, 3, Idea::Phrasing, "gone", "What is gone?"),
            // A way of asking for what was added just now.
            proposal(7, 3, Idea::Phrasing, "proposal-4", "name the lamplighter"),
        ],
    );
    let ran = export(&knowledge, &url, &out, &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    for said in [
        "left out: proposal 2 (colour, en): what colour is the LAMP: the base has it already",
        "left out: proposal 3 (colour, en): Lamp colour, please!: the base has it already",
        "left out: proposal 6 (gone, en): What is gone?: the fact `gone` is not in the base, or withdrawn",
        "4 of 7 proposals, 4 files",
        "still to be translated: fr",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    let fact = std::fs::read_to_string(out.join("facts/lamp/colour.toml")).unwrap();
    assert!(fact.contains("# A comment that stays.") && fact.contains("# the usual one"), "{fact}");
    // Nothing is written into the base itself.
    let path = knowledge.to_str().unwrap();
    assert!(!std::fs::read_to_string(knowledge.join("facts/lamp/colour.toml")).unwrap().contains("please"));
    copy(&out, &knowledge);
    let ran = accord_with(&["--knowledge", path, "check"], &[], "");
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    for (question, answer, source) in [
        ("who lights the lamp?", "A keeper lights it.", "https://b.example/rolls"),
        ("lamp colour please", "It is red.", "https://a.example/"),
        ("name the lamplighter", "A keeper lights it.", "https://b.example/rolls"),
        // A source that was there is not listed twice.
        ("who lights it in winter?", "A keeper lights it.", "https://a.example/"),
    ] {
        let ran = accord_with(&["--knowledge", path, "ask", question], &[], "");
        assert!(ran.out.contains(answer) && ran.out.contains(source), "{question}: {}{}", ran.out, ran.err);
    }
    // One server's, from a base that has it: nothing is left to write.
    let again = folder.path().join("again");
    let ran = export(&knowledge, &url, &again, &["--server", "2"]);
    assert!(ran.status == 0 && ran.out.contains("0 of 2 proposals, 0 files"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = folder.path().join("knowledge");
    base(&knowledge);
    let file = folder.path().join("store.db");
    let url = format!("sqlite://{}", file.display());
    let ran = export(&knowledge, "", &folder.path().join("out"), &[]);
    assert!(ran.status == 1 && ran.err.contains("`store.url` is empty"), "{}", ran.err);
    approve(&file, &[proposal(1, 2, Idea::Phrasing, "colour", "lamp colour")]);
    // A file where a folder should be.
    let blocked = folder.path().join("blocked");
    std::fs::write(&blocked, "").unwrap();
    let ran = export(&knowledge, &url, &blocked, &[]);
    assert!(ran.status == 1 && ran.err.contains("blocked"), "{}{}", ran.out, ran.err);
    // What does not read as the loader's rules have it is left out, and named; the rest is not.
    let long = proposal(9, 2, Idea::Phrasing, "colour", &"lamp ".repeat(200));
    approve(&file, &[long, proposal(10, 2, Idea::Phrasing, "colour", "the lamp's colour")]);
    let out = folder.path().join("out");
    let ran = export(&knowledge, &url, &out, &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("left out: proposal 9") && ran.out.contains("too-long"), "{}", ran.out);
    assert!(ran.out.contains("2 of 3 proposals, 1 files"), "{}", ran.out);
    // A broken base is named before anything else.
    std::fs::write(knowledge.join("facts/lamp/colour.toml"), "[answer").unwrap();
    let ran = export(&knowledge, &url, &folder.path().join("out"), &[]);
    assert!(ran.status == 1 && ran.err.contains("colour.toml"), "{}", ran.err);
}

/// Copies what was exported over a base, as the documentation says.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-r").arg(from.join(".")).arg(to).status();
    assert!(copied.unwrap().success());
}
