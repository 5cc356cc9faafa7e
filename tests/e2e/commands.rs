//! Slash commands, the message command, autocomplete.

use discord_sandbox::{InteractionHandle, Message};
use serde_json::{Value, json};

use crate::world::{ANSWER, FACT, QUESTION, SOON, UNANSWERABLE, World};

fn slash(world: &World, name: &str, options: &Value) -> InteractionHandle {
    world
        .discord
        .slash(world.discord.member(), world.discord.general(), name, options)
        .expect("the command exists")
}

async fn said(world: &World, name: &str, options: &Value) -> Message {
    slash(world, name, options).answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()))
}

#[tokio::test]
async fn ask_answers_for_all_and_misses_in_private() {
    let world = World::new().await;
    let answer = said(&world, "ask", &json!({"question": QUESTION})).await;
    assert!(answer.content.contains(ANSWER) && !answer.is_ephemeral());
    assert!(answer.pings.is_empty());
    let alone = said(&world, "ask", &json!({"question": QUESTION, "private": true})).await;
    assert!(alone.content.contains(ANSWER) && alone.is_ephemeral());
    // The number in a mention is none of the question's.
    let called = said(&world, "ask", &json!({"question": format!("<@999999> {QUESTION}")})).await;
    assert!(called.content.contains(ANSWER) && called.pings.is_empty(), "{}", called.content);
    let miss = said(&world, "ask", &json!({"question": UNANSWERABLE})).await;
    assert!(miss.content.contains("no sure answer") && miss.is_ephemeral(), "{}", miss.content);
    let other = said(&world, "ask", &json!({"question": "Is Tajikistan a full member of GRECO?"})).await;
    assert!(other.is_ephemeral() && other.embeds.is_empty(), "{}", other.text());
}

#[tokio::test]
async fn ask_completes_phrasings() {
    let world = World::new().await;
    let d = &world.discord;
    let choices =
        |typed: &str| d.autocomplete(d.member(), d.general(), "ask", "question", &json!({"question": typed}));
    let found = choices("when did kazakhstan join gre").unwrap().choices(SOON).await.unwrap();
    assert!((1..=25).contains(&found.len()));
    assert!(found.iter().any(|(name, value)| name == QUESTION && *value == json!(QUESTION)), "{found:?}");
    let examples = choices("").unwrap().choices(SOON).await.unwrap();
    assert!(!examples.is_empty());
    let nothing = choices("🙂🙂🙂").unwrap().choices(SOON).await.unwrap();
    assert_eq!(nothing, []);
}

#[tokio::test]
async fn fact_shows_an_entry_or_says_there_is_none() {
    let world = World::new().await;
    let d = &world.discord;
    let found = d
        .autocomplete(d.member(), d.general(), "fact", "entry", &json!({"entry": "join GRECO"}))
        .unwrap()
        .choices(SOON)
        .await
        .unwrap();
    assert!(found.iter().any(|(_, id)| *id == json!(FACT)), "{found:?}");
    let fact = said(&world, "fact", &json!({"entry": FACT})).await;
    assert!(fact.content.contains(ANSWER));
    let none = said(&world, "fact", &json!({"entry": "../../etc/passwd"})).await;
    assert!(none.is_ephemeral() && none.content.contains("no entry"), "{}", none.content);
}

#[tokio::test]
async fn pages_about_the_bot_are_private() {
    let world = World::new().await;
    for (command, held) in [
        ("topics", "facts"),
        ("sources", "publishers"),
        ("about", "every sentence of an answer stands in the base"),
        ("help", "Ask Accord"),
    ] {
        let page = said(&world, command, &json!({})).await;
        assert!(page.is_ephemeral(), "{command}");
        assert!(page.text().contains(held), "{command}: {}", page.text());
    }
    let sources = said(&world, "sources", &json!({"entry": FACT})).await;
    assert!(sources.is_ephemeral() && sources.text().contains("https://"), "{}", sources.text());
}

#[tokio::test]
async fn topics_lead_to_facts() {
    let world = World::new().await;
    let d = &world.discord;
    let topics = said(&world, "topics", &json!({})).await;
    let menu = topics.selects()[0].clone();
    let topic =
        menu.options.iter().find(|(label, _)| label.contains("odies") || label.contains("greement")).unwrap();
    let picked = d.select(d.member(), topics.id, &menu.custom_id, &[&topic.1]).unwrap();
    picked.response(SOON).await.unwrap();
    let facts = d.message(topics.id).unwrap();
    let menu = facts.selects()[0].clone();
    let opened = d.select(d.member(), facts.id, &menu.custom_id, &[&menu.options[0].1]).unwrap();
    opened.response(SOON).await.unwrap();
    assert!(d.message(topics.id).unwrap().text().contains("https://"), "a fact with its sources");
}

#[tokio::test]
async fn the_message_command_asks_what_somebody_wrote() {
    let world = World::new().await;
    let d = &world.discord;
    let written = d.say(d.moderator(), d.general(), QUESTION).unwrap();
    let asked = d.message_command(d.member(), d.general(), "Ask Accord", written.id).unwrap();
    let answer = asked.answer(SOON).await.unwrap();
    assert!(answer.content.contains(ANSWER), "{}", answer.content);
    let empty = d.say(d.moderator(), d.general(), "<@1>").unwrap();
    let asked = d.message_command(d.member(), d.general(), "Ask Accord", empty.id).unwrap();
    let answer = asked.answer(SOON).await.unwrap();
    assert!(answer.is_ephemeral() && answer.content.contains("no text"), "{}", answer.content);
}

#[tokio::test]
async fn the_sources_of_an_answer_are_a_right_click_away() {
    let world = World::new().await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let answer = world.reply(question).await;
    let check = |message| d.message_command(d.moderator(), d.general(), "Check sources", message).unwrap();
    let shown = check(answer.id).answer(SOON).await.unwrap();
    assert!(shown.is_ephemeral() && shown.text().contains("https://"), "{}", shown.text());
    let other = check(question).answer(SOON).await.unwrap();
    assert!(other.is_ephemeral() && other.content.contains("not an answer of mine"), "{}", other.content);
}

#[tokio::test]
async fn commands_are_overwritten_only_when_they_changed() {
    let mut world = World::new().await;
    let overwrites = |world: &World| {
        world.discord.requests().iter().filter(|r| r.method == "PUT" && r.path.ends_with("/commands")).count()
    };
    assert_eq!(overwrites(&world), 1);
    world.restart().await;
    let looked = |r: &discord_sandbox::Recorded| r.method == "GET" && r.path.contains("/commands?");
    world.bot.logged("connected to Discord").await;
    world.discord.wait_request(looked, SOON).await.unwrap();
    let question = world.asks(QUESTION);
    world.reply(question).await;
    assert_eq!(overwrites(&world), 1, "they had not changed");
}
