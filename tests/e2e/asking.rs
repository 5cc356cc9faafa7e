//! Asking by mention, reply and direct message.

use discord_sandbox::Say;
use serde_json::json;

use crate::world::{ANSWER, QUESTION, QUIET, SOON, Setup, UNANSWERABLE, World, small_base};

#[tokio::test]
async fn a_mention_gets_a_sourced_answer() {
    let world = World::new().await;
    let question = world.asks(QUESTION);
    let reply = world.reply(question).await;
    assert!(reply.content.contains(ANSWER), "the gist is the content: {}", reply.content);
    let embed = &reply.embeds[0];
    let fields = embed["fields"].as_array().unwrap();
    let field = |name: &str| fields.iter().find(|f| f["name"] == name).map(|f| f["value"].as_str().unwrap());
    assert!(field("Sources").unwrap().contains("https://"), "{embed}");
    assert!(field("Dates").unwrap().contains(ANSWER), "{embed}");
    assert!(field("Where sources disagree").is_some(), "{embed}");
    assert!(embed["footer"]["text"].as_str().unwrap().contains("Checked on"), "{embed}");
    let labels: Vec<_> = reply.buttons().into_iter().map(|b| b.label).collect();
    assert_eq!(labels, ["Sources", "Why", "Cite", "Related", "Not this"]);
    assert!(reply.pings.is_empty(), "{:?}", reply.pings);
    assert_eq!(
        reply.nonce.as_ref().map(ToString::to_string).unwrap_or_default().replace('"', ""),
        format!("q{question}")
    );
}

#[tokio::test]
async fn a_direct_message_needs_no_mention() {
    let world = World::new().await;
    let question = world.discord.dm(world.discord.member(), QUESTION).unwrap();
    assert!(world.reply(question.id).await.content.contains(ANSWER));
}

#[tokio::test]
async fn a_reply_to_the_bot_follows_up() {
    let world = World::new().await;
    let first = world.asks("What is the Venice Commission?");
    let answer = world.reply(first).await;
    let d = &world.discord;
    let follow_up = Say::new("and when did Kazakhstan become a full member?").reply_to(answer.id);
    let question = d.say_with(d.member(), d.general(), follow_up).unwrap();
    let reply = world.reply(question.id).await;
    assert!(reply.content.contains("2012"), "{}", reply.content);
}

/// In one channel, without replying: the same person's last question completes
/// an elliptical one, nobody else's does, and a full one is not bent by it.
#[tokio::test]
async fn the_last_question_of_the_same_person_completes_the_next() {
    let world = World::new().await;
    let d = &world.discord;
    let first = world.asks("What is the Venice Commission?");
    world.reply(first).await;
    let follow_up = world.mention("and when did Kazakhstan become a full member?");
    let other = d.say(d.moderator(), d.general(), &follow_up).unwrap();
    let own = d.say(d.member(), d.general(), &follow_up).unwrap();
    let reply = world.reply(own.id).await;
    assert!(reply.content.contains("2012"), "{}", reply.content);
    let reply = world.reply(other.id).await;
    assert!(!reply.content.contains("2012"), "{}", reply.content);
    let full = world.asks(QUESTION);
    assert!(world.reply(full).await.content.contains(ANSWER));
}

#[tokio::test]
async fn a_remark_under_an_answer_does_not_repeat_it() {
    let world = World::new().await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let answer = world.reply(question).await;
    for remark in ["thanks!", "are you sure?", "no", "that's wrong"] {
        d.say_with(d.member(), d.general(), Say::new(remark).reply_to(answer.id)).unwrap();
    }
    d.no_message_within(d.general(), QUIET).await.unwrap();
}

#[tokio::test]
async fn unsure_is_silent_in_a_channel_and_honest_in_private() {
    let world = World::new().await;
    for question in [UNANSWERABLE, "Is Uzbekistan a member of GRECO?", "???", "🙂"] {
        world.asks(question);
    }
    world.discord.no_message_within(world.discord.general(), QUIET).await.unwrap();
    for (question, said) in [
        (UNANSWERABLE, "no sure answer"),
        ("Is Uzbekistan a member of GRECO?", "no"),
        ("???", "could not find a question"),
        (&"tea ".repeat(400), "too long"),
    ] {
        let asked = world.discord.dm(world.discord.member(), question).unwrap();
        let reply = world.reply(asked.id).await;
        assert!(reply.content.contains(said), "{question}: {}", reply.content);
        assert!(reply.embeds.is_empty(), "no fact is stated: {}", reply.text());
    }
}

#[tokio::test]
async fn a_channel_miss_can_be_marked_with_a_reaction() {
    let world = World::with(Setup::default().set("ACCORD_DISCORD__MISS_REACTION", "❓")).await;
    let question = world.asks(UNANSWERABLE);
    assert_eq!(world.discord.wait_reaction(question, SOON).await.unwrap(), "❓");
    assert_eq!(world.replies_to(question), 0);
}

#[tokio::test]
async fn only_people_who_address_the_bot_are_answered() {
    let world = World::new().await;
    let d = &world.discord;
    d.say(d.member(), d.general(), QUESTION).unwrap();
    d.say(d.other_bot(), d.general(), &world.mention(QUESTION)).unwrap();
    d.no_message_within(d.general(), QUIET).await.unwrap();
    // Its own messages, which mention itself, come back as events too.
    let question = world.asks(&format!("{QUESTION} <@{}>", d.bot_user_id()));
    world.reply(question).await;
    let before = d.bot_messages().len();
    tokio::time::sleep(QUIET).await;
    assert_eq!(d.bot_messages().len(), before);
}

#[tokio::test]
async fn nobody_is_ever_pinged() {
    let world = World::new().await;
    let d = &world.discord;
    for text in [
        "@everyone When did Kazakhstan join GRECO? @here",
        "**When** did `Kazakhstan` join GRECO? <@&1> ||@everyone||",
    ] {
        let asked = d.say(d.owner(), d.general(), &world.mention(text)).unwrap();
        let reply = world.reply(asked.id).await;
        assert!(reply.pings.is_empty(), "{:?}", reply.pings);
        assert!(reply.content.contains(ANSWER) && !reply.text().contains("@everyone"), "{}", reply.text());
    }
    let asked = d.dm(d.member(), "@everyone are the penguins <@1> of Strasbourg happy?").unwrap();
    let reply = world.reply(asked.id).await;
    assert!(reply.pings.is_empty() && !reply.text().contains("@everyone"), "{}", reply.text());
}

#[tokio::test]
async fn a_bare_mention_is_greeted() {
    let world = World::new().await;
    let question = world.asks("");
    assert!(world.reply(question).await.content.contains("/help"));
}

#[tokio::test]
async fn everybody_is_spoken_to_in_their_language() {
    let world = World::new().await;
    let d = &world.discord;
    for (question, said) in [
        ("Сколько пингвинов живёт в зоопарке Страсбурга?", "нет надёжного ответа на этот вопрос"),
        ("Combien de manchots le zoo de Strasbourg héberge-t-il ?", "ne contient pas de réponse sûre"),
        ("Страсбург хайуанаттар бағында қанша пингвин бар?", "бұл сұраққа сенімді жауап жоқ"),
    ] {
        let asked = d.dm(d.member(), question).unwrap();
        let reply = world.reply(asked.id).await;
        assert!(reply.content.contains(said) && reply.embeds.is_empty(), "{question}: {}", reply.text());
    }
    for (locale, title, menu) in [
        ("ru", "Как меня спросить", "Спросить Accord"),
        ("fr", "Comment m'interroger", "Demander à Accord"),
        ("en-GB", "How to ask me", "Ask Accord"),
        ("de", "How to ask me", "Ask Accord"),
    ] {
        d.set_locale(d.member(), locale);
        let help = d.slash(d.member(), d.general(), "help", &json!({})).unwrap().answer(SOON).await.unwrap();
        assert!(help.text().contains(title) && help.text().contains(menu), "{locale}: {}", help.text());
    }
}

#[tokio::test]
async fn a_question_to_which_two_facts_come_close_offers_a_choice() {
    let base = small_base();
    let world = World::with(Setup::default().knowledge(base.path())).await;
    let question = world.asks("How much does a teapot hold?");
    let reply = world.reply(question).await;
    assert!(reply.content.contains("Did you mean"), "{}", reply.content);
    let options = &reply.selects()[0].options;
    assert!(options.len() == 2, "{options:?}");
    assert_eq!(reply.buttons()[0].label, "None of these");
}
