//! Buttons and menus.

use discord_sandbox::{Message, UserId};

use crate::world::{ANSWER, QUESTION, SOON, Setup, World, small_base, write};

/// What the bot says, to the presser alone, when a button is pressed.
async fn pressed(world: &World, user: UserId, message: &Message, label: &str) -> Message {
    let id = World::button(message, label);
    let handle = world.discord.click(user, message.id, &id).expect("the button is there");
    let answer = handle.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    assert!(answer.is_ephemeral(), "{label} is for the presser alone");
    answer
}

async fn answered(world: &World) -> Message {
    let question = world.asks(QUESTION);
    world.reply(question).await
}

async fn every_button_works(world: &World, answer: &Message) {
    let member = world.discord.member();
    for (label, held) in [
        ("Sources", "“"),
        ("Why", QUESTION),
        ("Cite", "https://"),
        ("Related", "Related"),
        ("Not this", "Sorry"),
    ] {
        let shown = pressed(world, member, answer, label).await;
        assert!(shown.text().contains(held), "{label}: {}", shown.text());
    }
}

#[tokio::test]
async fn every_button_works_also_after_a_restart() {
    let mut world = World::new().await;
    let answer = answered(&world).await;
    every_button_works(&world, &answer).await;
    world.restart().await;
    every_button_works(&world, &answer).await;
}

#[tokio::test]
async fn why_shows_the_parts_of_the_score_and_the_base() {
    let world = World::new().await;
    let question = world.asks("which year did kazakhstan becme a GRECO member");
    let answer = world.reply(question).await;
    let why = pressed(&world, world.discord.owner(), &answer, "Why").await.text();
    for held in ["phrasing", "chance", "runner-up", "Base "] {
        assert!(why.contains(held), "{held}: {why}");
    }
}

/// The one who asked gets all of it, as long as the bot remembers the question.
#[tokio::test]
async fn why_shows_the_asker_repaired_words_and_the_deciding_names() {
    let world = World::new().await;
    let question = world.asks("which year did kazakhstan becme a GRECO member");
    let answer = world.reply(question).await;
    let why = pressed(&world, world.discord.member(), &answer, "Why").await.text();
    for held in ["“becme” as “become”", "Named in the question", "GRECO", "at least 70 %"] {
        assert!(why.contains(held), "{held}: {why}");
    }
}

#[tokio::test]
async fn related_facts_open_for_the_one_who_chose() {
    let world = World::new().await;
    let d = &world.discord;
    let answer = answered(&world).await;
    let related = pressed(&world, d.moderator(), &answer, "Related").await;
    let menu = related.selects()[0].clone();
    let chosen = d.select(d.moderator(), related.id, &menu.custom_id, &[&menu.options[0].1]).unwrap();
    chosen.response(SOON).await.unwrap();
    assert!(d.message(related.id).unwrap().text().contains("https://"));
}

#[tokio::test]
async fn only_the_asker_turns_an_answer_down() {
    let world = World::new().await;
    let answer = answered(&world).await;
    let other = pressed(&world, world.discord.owner(), &answer, "Not this").await;
    assert!(other.content.contains("Only the person who asked"), "{}", other.content);
}

#[tokio::test]
async fn a_choice_becomes_the_answer_for_its_asker_only() {
    let base = small_base();
    let world = World::with(Setup::default().knowledge(base.path())).await;
    let d = &world.discord;
    let question = world.asks("How much does a teapot hold?");
    let offered = world.reply(question).await;
    let menu = offered.selects()[0].clone();
    let value = menu.options[0].1.clone();

    let other =
        d.select(d.owner(), offered.id, &menu.custom_id, &[&value]).unwrap().answer(SOON).await.unwrap();
    assert!(other.is_ephemeral() && other.text().contains("https://"));
    assert!(d.message(offered.id).unwrap().content.contains("Did you mean"), "unchanged for the asker");
    let refused = pressed(&world, d.owner(), &offered, "None of these").await;
    assert!(refused.content.contains("Only the person"), "{}", refused.content);

    d.select(d.member(), offered.id, &menu.custom_id, &[&value]).unwrap().response(SOON).await.unwrap();
    let answer = d.message(offered.id).unwrap();
    assert!(answer.text().contains("https://") && answer.selects().is_empty(), "{}", answer.text());
}

#[tokio::test]
async fn none_of_these_clears_the_choice() {
    let base = small_base();
    let world = World::with(Setup::default().knowledge(base.path())).await;
    let d = &world.discord;
    let question = world.asks("How much does a teapot hold?");
    let offered = world.reply(question).await;
    let none = World::button(&offered, "None of these");
    d.click(d.member(), offered.id, &none).unwrap().response(SOON).await.unwrap();
    let cleared = d.message(offered.id).unwrap();
    assert!(cleared.content.contains("other words") && cleared.components.is_empty(), "{cleared:?}");
}

#[tokio::test]
async fn a_withdrawn_fact_and_an_unknown_button_get_a_sentence() {
    let base = small_base();
    let mut world = World::with(Setup::default().knowledge(base.path())).await;
    let question = world.asks("What colour is the teapot?");
    let answer = world.reply(question).await;
    assert!(answer.content.contains("blue"));

    let path = "facts/pots/colour.toml";
    let text = std::fs::read_to_string(base.path().join(path)).unwrap();
    write(base.path(), path, &format!("status = \"withdrawn\"\n{text}"));
    world.bot.signal("HUP");
    world.bot.logged("was reloaded").await;
    for label in ["Sources", "Cite", "Related", "Why"] {
        let said = pressed(&world, world.discord.member(), &answer, label).await;
        assert!(said.content.contains("withdrawn"), "{label}: {}", said.content);
    }
    world.asks("What colour is the teapot?");
    world.discord.no_message_within(world.discord.general(), crate::world::QUIET).await.unwrap();

    std::fs::remove_file(base.path().join(path)).unwrap();
    world.restart().await;
    let said = pressed(&world, world.discord.member(), &answer, "Sources").await;
    assert!(said.content.contains("no entry"), "{}", said.content);
}

#[tokio::test]
async fn a_forged_button_id_gets_a_sentence() {
    let world = World::new().await;
    let d = &world.discord;
    let answer = answered(&world).await;
    let mut event = serde_json::json!({
        "id": "990000000000000001", "application_id": d.application_id().to_string(), "type": 3, "token": "forged",
        "version": 1, "channel_id": d.general().to_string(), "channel": {"id": d.general().to_string(), "type": 0},
        "guild_id": d.guild().to_string(), "locale": "en-US", "entitlements": [], "attachment_size_limit": 10_485_760,
        "app_permissions": "0",
        "member": {"user": {"id": d.member().to_string(), "username": "m", "discriminator": "0", "avatar": null},
                   "roles": [], "deaf": false, "mute": false, "flags": 0, "joined_at": "2020-01-01T00:00:00Z", "permissions": "0"},
        "message": {"id": answer.id.to_string(), "channel_id": d.general().to_string(),
                    "author": {"id": d.bot_user_id().to_string(), "username": "bot"}, "content": "x",
                    "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
                    "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0},
    });
    for (at, forged) in ["", "w:en:x:zzzz", "s:en:../../../etc", "p:xx:99", "🙂"].into_iter().enumerate() {
        event["data"] = serde_json::json!({"component_type": 2, "custom_id": forged});
        event["id"] = (990_000_000_000_000_001_u64 + at as u64).to_string().into();
        d.gateway().send_event("INTERACTION_CREATE", event.clone());
        let path = format!("/interactions/{}/", event["id"].as_str().unwrap());
        let sent = d.wait_request(|r| r.path.contains(&path), SOON).await.unwrap();
        let text = sent.body.unwrap().to_string();
        assert!(text.contains("do not know this button") || text.contains("no entry"), "{forged}: {text}");
    }
    assert!(answer.content.contains(ANSWER));
}
