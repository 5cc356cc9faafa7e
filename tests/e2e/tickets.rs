//! Questions nobody could answer: sent to the team with consent, grouped,
//! answered, and everybody who asked told once.

use discord_sandbox::{InteractionHandle, Message, UserId};
use serde_json::{Value, json};

use crate::privacy::{is_in_files, no_trace};
use crate::reviews::{team, team_with};
use crate::world::{ANSWER, FACT, Place, SOON, Setup, UNANSWERABLE, World};

/// The same question in other words.
pub(crate) const ALIKE: &str = "how many penguins are living in strasbourg zoo";
/// Another nobody can answer.
const OTHER: &str = "Which cheese does the Secretary General prefer on Mondays?";

impl World {
    async fn said_to(&self, handle: &InteractionHandle) -> Message {
        handle.answer(SOON).await.unwrap_or_else(|error| panic!("{error}\n{}", self.bot.log()))
    }

    /// Somebody asks by command what nobody can answer; what the bot says to them.
    pub(crate) async fn misses(&self, who: UserId, words: &str) -> Message {
        let d = &self.discord;
        let asked = d.slash(who, d.general(), "ask", &json!({"question": words})).unwrap();
        let miss = self.said_to(&asked).await;
        assert!(miss.is_ephemeral(), "{}", miss.text());
        miss
    }

    /// They send it to the team; what they are told then.
    pub(crate) async fn sends(&self, who: UserId, words: &str) -> Message {
        let d = &self.discord;
        let miss = self.misses(who, words).await;
        let asked = d.click(who, miss.id, &Self::button(&miss, "Send to the team")).unwrap();
        let consent = self.said_to(&asked).await;
        let text = consent.text();
        assert!(consent.is_ephemeral() && consent.pings.is_empty());
        for told in ["30 days", "direct message", "/privacy erase", &words[..20]] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let sent = d.click(who, consent.id, &Self::button(&consent, "Yes, send it")).unwrap();
        let response = sent.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        response.message.expect("it says what came of it")
    }

    /// The card of a gap whose first question is this.
    pub(crate) async fn gap(&self, words: &str) -> Message {
        let team = self.discord.team();
        let is_card = |one: &Message| {
            one.channel == team && one.text().contains(words) && one.text().contains("Ticket ")
        };
        let found = self.discord.wait_message(is_card, SOON).await;
        found.unwrap_or_else(|error| panic!("{error}\n{}", self.bot.log()))
    }

    /// What somebody got by direct message, once they got as many.
    pub(crate) async fn told(&self, who: UserId, count: usize) -> Vec<Message> {
        let dm = self.discord.dm_channel(who).unwrap();
        let end = tokio::time::Instant::now() + SOON * 3;
        loop {
            let mut got = self.discord.messages(dm);
            got.retain(|one| one.ephemeral_to.is_none());
            if got.len() >= count {
                assert_eq!(got.len(), count, "{got:?}");
                return got;
            }
            assert!(tokio::time::Instant::now() < end, "no direct message\n{}", self.bot.log());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// A form with several inputs is opened by a button and sent back; what is said
    /// to who did.
    pub(crate) async fn writes(
        &self,
        who: UserId,
        card: &Message,
        label: &str,
        values: &Value,
    ) -> Option<Message> {
        let opened = self.discord.click(who, card.id, &Self::button(card, label)).unwrap();
        let form = opened.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        assert_eq!(form.kind, 9, "{form:?}");
        let sent = self.discord.submit_modal(who, &opened, values).unwrap();
        let response = sent.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        (response.kind == 4).then(|| response.message.expect("a message"))
    }
}

#[tokio::test]
async fn a_question_reaches_the_team_and_its_answer_everybody_who_asked() {
    for place in Place::all() {
        let world = team(place, "mention").await;
        let d = &world.discord;
        let sent = world.sends(d.member(), UNANSWERABLE).await;
        assert!(sent.text().contains("with the team") && sent.buttons().is_empty(), "{}", sent.text());
        let card = world.gap(UNANSWERABLE).await;
        assert!(card.pings.is_empty() && card.text().contains("one person"), "{}", card.text());
        assert!(!card.text().contains(&d.member().to_string()), "who asked is not shown");
        // Asked again by the same person, and alike by another.
        assert!(world.sends(d.member(), UNANSWERABLE).await.text().contains("already"));
        assert!(world.sends(d.owner(), ALIKE).await.text().contains("with the team"));
        let card = world.turned(card.id, "2 people").await;
        assert!(card.text().contains(ALIKE), "{}", card.text());
        // What is asked otherwise has a card of its own.
        world.sends(d.member(), OTHER).await;
        let other = world.gap(OTHER).await;
        assert_ne!(other.id, card.id);
        assert!(card.buttons().iter().all(|button| button.label != "Send the answer"), "there is none yet");
        assert_eq!(world.presses(d.owner(), &card, "Assign to me").await.map(|one| one.text()), None);
        world.turned(card.id, "Taken over by").await;
        assert_eq!(
            world.fills_in(d.moderator(), &card, "Other answer", FACT).await.map(|one| one.text()),
            None
        );
        let card = world.turned(card.id, ANSWER).await;
        let send = World::button(&card, "Send the answer");
        // Pressed on a card as it was before: nothing is said to anybody.
        let (before, _) = send.rsplit_once(':').unwrap();
        let before = format!("{before}:0000007b");
        let early = d.click(d.owner(), d.forge_message(d.team(), &before), &before).unwrap();
        assert!(world.said_to(&early).await.text().contains("just changed"));
        assert_eq!(world.presses(d.moderator(), &card, "Send the answer").await.map(|one| one.text()), None);
        for (who, words) in [(d.member(), UNANSWERABLE), (d.owner(), ALIKE)] {
            let told = &world.told(who, 1).await[0];
            let text = told.text();
            assert!(text.contains(ANSWER) && text.contains("coe.int") && text.contains(words), "{text}");
            assert!(told.pings.is_empty() && told.content.contains(&format!("<#{}>", d.general())));
            // Its buttons work in private.
            let sources = d.click(who, told.id, &World::button(told, "Sources")).unwrap();
            assert!(world.said_to(&sources).await.text().contains("coe.int"));
        }
        let card = world.turned(card.id, "Answered by").await;
        assert!(card.buttons().is_empty() && !card.text().contains("penguins"), "{}", card.text());
        // The second to press is told, and nothing is sent twice.
        let late = d.click(d.owner(), d.forge_message(d.team(), &send), &send).unwrap();
        assert!(world.said_to(&late).await.text().contains("was quicker"));
        // Closed: nobody is told anything.
        world.presses(d.moderator(), &other, "Close").await;
        let other = world.turned(other.id, "Closed by").await;
        assert!(other.buttons().is_empty() && !other.text().contains("cheese"), "{}", other.text());
        world.told(d.member(), 1).await;
    }
}

/// The number at the end of a card.
pub(crate) fn number(card: &Message) -> u64 {
    let text = card.text();
    let last = text.split(|c: char| !c.is_ascii_digit()).rfind(|part| part.len() > 9);
    last.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no number: {text}"))
}

/// A note needs a source the base would take; who asked gets it with its source,
/// unformatted.
#[tokio::test]
async fn a_note_with_its_source() {
    let world = team(Place::Sqlite, "mention").await;
    let d = &world.discord;
    world.sends(d.member(), UNANSWERABLE).await;
    let card = world.gap(UNANSWERABLE).await;
    let note = |answer: &str, url: &str, quote: &str| json!({"answer": answer, "source": "The zoo's page", "url": url, "quote": quote});
    for (answer, url, quote, told) in [
        ("There are none.", "zoo.example", "none", "https"),
        ("There are none.", "https://zoo.example", "word ".repeat(31).as_str(), "quote"),
        ("See [here](https://evil.example) @everyone", "https://zoo.example", "none", "formatting"),
    ] {
        let said = world.writes(d.moderator(), &card, "Write a note", &note(answer, url, quote)).await;
        let said = said.unwrap_or_else(|| panic!("{answer} {url} was taken"));
        assert!(said.is_ephemeral() && said.text().contains(told), "{told}: {}", said.text());
        assert!(said.text().contains("would not take") && said.pings.is_empty());
    }
    let good = note(
        "There are no penguins.\nThe zoo keeps storks.",
        "https://zoo.example/birds",
        "no penguins here",
    );
    assert_eq!(world.writes(d.moderator(), &card, "Write a note", &good).await.map(|one| one.text()), None);
    let card = world.turned(card.id, "no penguins here").await;
    assert!(card.text().contains("(https://zoo.example/birds)"), "{}", card.text());
    world.presses(d.moderator(), &card, "Send the answer").await;
    let told = &world.told(d.member(), 1).await[0];
    let text = told.text();
    for held in
        ["There are no penguins.", "https://zoo.example/birds", "no penguins here", "Written by a moderator"]
    {
        assert!(text.contains(held), "{held}: {text}");
    }
    assert!(told.buttons().is_empty(), "the base does not know it: {:?}", told.buttons());
}

/// Who takes no direct messages is not reached; the team is told, the others are.
#[tokio::test]
async fn who_cannot_be_reached() {
    let world = team(Place::Sqlite, "mention").await;
    let d = &world.discord;
    world.sends(d.member(), UNANSWERABLE).await;
    world.sends(d.owner(), ALIKE).await;
    let card = world.gap(UNANSWERABLE).await;
    world.fills_in(d.moderator(), &card, "Other answer", FACT).await;
    let card = world.turned(card.id, ANSWER).await;
    d.set_dms_closed(d.member(), true);
    world.presses(d.moderator(), &card, "Send the answer").await;
    world.told(d.owner(), 1).await;
    let team = d.team();
    let told =
        d.wait_message(|one| one.channel == team && one.text().contains("could not be brought"), SOON).await;
    assert!(!told.unwrap().text().contains(&d.member().to_string()));
}

/// Whoever is not offered it cannot send anything; what is not remembered cannot
/// be sent; five at a time.
#[tokio::test]
async fn what_cannot_be_sent() {
    let world = World::with(Setup::default().store(Place::Sqlite)).await;
    let d = &world.discord;
    let labels = |message: &Message| -> Vec<String> {
        message.buttons().into_iter().map(|button| button.label).collect()
    };
    // No team channel, no button.
    let miss = world.misses(d.member(), UNANSWERABLE).await;
    assert!(!labels(&miss).contains(&"Send to the team".to_owned()));
    let set =
        d.slash(d.owner(), d.general(), "team channel", &json!({"channel": d.team().to_string()})).unwrap();
    set.answer(SOON).await.unwrap();
    let miss = world.misses(d.member(), UNANSWERABLE).await;
    let send = World::button(&miss, "Send to the team");
    let consent = send.replacen('a', "b", 1);
    assert_ne!(send, consent);
    // Another person's button, another question's, one from before.
    for (who, id) in [(d.moderator(), consent.clone()), (d.member(), "b:en:00000007".to_owned())] {
        let forged = d.forge_message(d.general(), &id);
        let said = d.click(who, forged, &id).unwrap().answer(SOON).await.unwrap();
        assert!(said.is_ephemeral() && said.text().contains("no longer remember"), "{}", said.text());
    }
    // What leans on a question before it means nothing to a team.
    let miss = world.misses(d.owner(), "and since when?").await;
    assert!(!labels(&miss).contains(&"Send to the team".to_owned()), "{}", miss.text());
    // Nor are others' words somebody's to send.
    let said = d.say(d.moderator(), d.general(), OTHER).unwrap();
    let used = d.message_command(d.member(), d.general(), "Ask Accord", said.id).unwrap();
    let miss = world.said_to(&used).await;
    assert!(!labels(&miss).contains(&"Send to the team".to_owned()), "{}", miss.text());
    let used = d.message_command(d.moderator(), d.general(), "Ask Accord", said.id).unwrap();
    let miss = world.said_to(&used).await;
    assert!(labels(&miss).contains(&"Send to the team".to_owned()), "{}", miss.text());
    // Where the bot is asked in private there is no team.
    let direct = d.dm(d.member(), UNANSWERABLE).unwrap();
    let reply = world.reply(direct.id).await;
    assert!(!labels(&reply).contains(&"Send to the team".to_owned()));
    let forged = d.forge_message(d.dm_channel(d.member()).unwrap(), &consent);
    let said = d.click(d.member(), forged, &consent).unwrap().answer(SOON).await.unwrap();
    assert!(said.text().contains("server"), "{}", said.text());
    for words in ["zebras", "lions", "camels", "horses", "sparrows"] {
        let words = format!("How many {words} sleep in the courtyard of the {words} palace?");
        assert!(world.sends(d.member(), &words).await.text().contains("with the team"), "{words}");
    }
    assert!(world.sends(d.member(), OTHER).await.text().contains("Many of your questions"));
    // "None of these" under a choice leads there, too.
    let choice = d.slash(d.owner(), d.general(), "ask", &json!({"question": "greco report"})).unwrap();
    let choice = world.said_to(&choice).await;
    assert!(labels(&choice).contains(&"Send to the team".to_owned()), "{:?}", labels(&choice));
    let none = d.click(d.owner(), choice.id, &World::button(&choice, "None of these")).unwrap();
    let gone = none.response(SOON).await.unwrap().message.unwrap();
    assert!(labels(&gone).contains(&"Send to the team".to_owned()), "{}", gone.text());
}

/// Shown, handed out, erased: from the store, the cards and what is proposed.
#[tokio::test]
async fn a_ticket_is_erased_with_its_asker() {
    for place in Place::all() {
        let world = team(place, "mention").await;
        let d = &world.discord;
        world.sends(d.member(), UNANSWERABLE).await;
        world.sends(d.owner(), ALIKE).await;
        let card = world.turned(world.gap(UNANSWERABLE).await.id, "2 people").await;
        world.sends(d.member(), OTHER).await;
        let other = world.gap(OTHER).await;
        let erase = async |who| {
            let used = d.slash(who, d.general(), "privacy erase", &json!({})).unwrap();
            world.said_to(&used).await.text()
        };
        let shown = d.slash(d.member(), d.general(), "privacy show", &json!({})).unwrap();
        let shown = world.said_to(&shown).await.text();
        assert!(shown.contains("questions you sent to a team") && shown.contains("30 days"), "{shown}");
        if place == Place::Sqlite {
            assert!(is_in_files(&world, UNANSWERABLE.as_bytes()), "the search finds what is there");
        }
        erase(d.member()).await;
        let shared =
            d.wait_message(|one| one.id == card.id && !one.text().contains(UNANSWERABLE), SOON).await;
        assert!(shared.unwrap().text().contains(ALIKE), "another's question stays");
        let other = world.turned(other.id, "nobody's question is kept").await;
        assert!(!other.text().contains("cheese") && other.buttons().is_empty());
        // What is proposed in somebody's words goes with them until it is approved.
        world.fills_in(d.moderator(), &card, "Other answer", FACT).await;
        let card = world.turned(card.id, ANSWER).await;
        world.presses(d.moderator(), &card, "Send the answer").await;
        let proposal = world.proposal(ALIKE).await;
        world.told(d.owner(), 1).await;
        let approve = World::button(&proposal, "Approve");
        erase(d.owner()).await;
        let proposal = world.turned(proposal.id, "had this question erased").await;
        assert!(!proposal.text().contains("penguins") && proposal.buttons().is_empty());
        let late = d.click(d.moderator(), d.forge_message(d.team(), &approve), &approve).unwrap();
        assert!(world.said_to(&late).await.text().contains("no longer here"));
        if place == Place::Sqlite {
            no_trace(&world, d.member(), UNANSWERABLE).await;
            no_trace(&world, d.owner(), ALIKE).await;
        }
    }
}

/// A card somebody deletes comes again: who asked waits for an answer.
#[tokio::test]
async fn a_card_that_was_deleted_comes_again() {
    let world = team(Place::Sqlite, "mention").await;
    let d = &world.discord;
    world.sends(d.member(), UNANSWERABLE).await;
    let card = world.gap(UNANSWERABLE).await;
    d.delete(d.owner(), card.id).unwrap();
    world.sends(d.owner(), ALIKE).await;
    let team = d.team();
    let is_new = |one: &Message| {
        one.channel == team && one.id != card.id && !one.deleted && one.text().contains("2 people")
    };
    let new = d.wait_message(is_new, SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    world.fills_in(d.moderator(), &new, "Other answer", FACT).await;
    let new = world.turned(new.id, ANSWER).await;
    world.presses(d.moderator(), &new, "Send the answer").await;
    world.told(d.member(), 1).await;
    world.told(d.owner(), 1).await;
    world.turned(new.id, "Answered by").await;
}

/// Most wanted first, in the figures; ten thousand tickets are no trouble.
#[tokio::test]
async fn what_is_wanted_most() {
    use accord::store::{Address, Opened, Parcel, ParcelKind, Store, Ticket};
    for place in Place::all() {
        let world = team_with(Setup::default().store(place), "mention").await;
        let d = &world.discord;
        world.sends(d.member(), UNANSWERABLE).await;
        let card = world.gap(UNANSWERABLE).await;
        let gap = number(&card);
        let store = Store::new(Address::new(world.store()).unwrap());
        let now = jiff::Timestamp::now().as_second();
        store.open(now).await.unwrap();
        let ticket = |number: u64, gap: u64, words: &str| Ticket {
            ticket: number,
            gap,
            server: d.guild().get(),
            channel: d.general().get(),
            asker: number,
            language: "en".to_owned(),
            words: words.to_owned(),
            asked_at: now,
        };
        for n in 1..10_000_u64 {
            if n % 2 == 0 {
                let joined = store.join_gap(&ticket(n, gap, ALIKE)).await.unwrap();
                assert!(matches!(joined, Opened::Joined(_)));
                continue;
            }
            let card = Parcel {
                nonce: format!("x{n}"),
                kind: ParcelKind::Gap,
                server: d.guild().get(),
                channel: d.team().get(),
                message: None,
                about: n,
                person: n,
                body: "{}".to_owned(),
                at: now,
                lease: now + 20,
            };
            let words = format!("What is number {n} of the {} list?", n * 7);
            store.open_gap(&ticket(n, n, &words), &card).await.unwrap();
            store.discard(&card).await.unwrap();
        }
        store.close().await;
        let used = d.slash(d.moderator(), d.general(), "stats", &json!({})).unwrap();
        let page = world.said_to(&used).await.text();
        assert!(page.contains("5001 unanswered questions"), "{page}");
        assert!(page.contains(&format!("5000 × {ALIKE}")), "{page}");
        // One more finds its like among them.
        assert!(world.sends(d.owner(), ALIKE).await.text().contains("with the team"));
        world.turned(card.id, "5001 people").await;
    }
}
