//! What people say of answers, the figures moderators see, and corrections.

use discord_sandbox::{Message, MessageId, UserId};
use serde_json::json;

use crate::reviews::{team, team_with};
use crate::world::{
    ANSWER, Place, QUESTION, SOON, Setup, UNANSWERABLE, World, small_base, small_fact, write,
};

async fn presses(
    world: &World,
    who: UserId,
    answer: &Message,
    label: &str,
) -> discord_sandbox::InteractionHandle {
    let pressed = world.discord.click(who, answer.id, &World::button(answer, label)).unwrap();
    pressed.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    pressed
}

async fn stats(world: &World) -> Message {
    let d = &world.discord;
    let used = d.slash(d.moderator(), d.general(), "stats", &json!({})).unwrap();
    let page = used.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    assert!(page.is_ephemeral());
    page
}

#[tokio::test]
async fn votes_count_once_and_can_be_changed() {
    for place in Place::all() {
        let world = team(place, "mention").await;
        let d = &world.discord;
        let question = world.asks(QUESTION);
        let answer = world.reply(question).await;
        for _ in 0..2 {
            let pressed = presses(&world, d.member(), &answer, "Helpful").await;
            let said = pressed.answer(SOON).await.unwrap();
            assert!(said.is_ephemeral() && said.content.contains("365 days"), "{}", said.content);
        }
        assert!(stats(&world).await.text().contains("+1 −0"));
        // Changed, with a word to the team, which cannot format or ping.
        let form = presses(&world, d.member(), &answer, "Not right").await;
        let words = json!({"text": "@everyone **wrong** <@1>"});
        let sent = d.submit_modal(d.member(), &form, &words).unwrap();
        assert!(sent.answer(SOON).await.unwrap().is_ephemeral());
        let team = d.team();
        let told = d.wait_message(|one| one.channel == team && one.content.contains("not right"), SOON).await;
        let told = told.unwrap();
        assert!(told.pings.is_empty() && told.text().contains("\\*\\*wrong\\*\\*"), "{}", told.text());
        assert!(told.content.contains(&answer.id.to_string()));
        let page = stats(&world).await;
        assert!(page.text().contains("+0 −1"), "{}", page.text());
        // Whose vote it is can be erased.
        let erased = d.slash(d.member(), d.general(), "privacy erase", &json!({})).unwrap();
        assert!(erased.answer(SOON).await.unwrap().text().contains("one entry"));
        assert!(!stats(&world).await.text().contains('−'));
    }
}

#[tokio::test]
async fn figures_come_as_a_picture_and_in_words() {
    let mut world = team(Place::Sqlite, "mention").await;
    for text in [QUESTION, QUESTION, UNANSWERABLE] {
        let question = world.asks(text);
        if text == QUESTION {
            world.reply(question).await;
        }
    }
    world.bot.logged("verdict=\"none\"").await;
    // Written down when it leaves.
    world.restart().await;
    let d = &world.discord;
    let page = stats(&world).await;
    assert_eq!(page.attachments.len(), 1, "{page:?}");
    let text = page.text();
    assert!(text.contains("asked 3 times: answered 2, offered a choice 0, declined 1"), "{text}");
    assert!(text.contains("2 × When did Kazakhstan join GRECO?"), "{text}");
    // Members do not see it, and another server has its own.
    assert!(d.slash(d.member(), d.general(), "stats", &json!({})).is_err());
    let elsewhere = d.add_guild("elsewhere", d.owner());
    let channel = d.add_channel(elsewhere, "general");
    let page = d.slash(d.owner(), channel, "stats", &json!({})).unwrap().answer(SOON).await.unwrap();
    assert!(page.text().contains("asked 0 times"), "{}", page.text());
}

/// What was said before a correction is corrected, once; in reviews and by
/// command as well; what was withdrawn is no longer said.
#[tokio::test]
async fn a_corrected_fact_reaches_earlier_answers() {
    for place in Place::all() {
        let base = small_base();
        let question = "How much tea does a teapot hold?";
        let setup = Setup::default().store(place).knowledge(base.path());
        let mut world = team_with(setup, "mention").await;
        let by_mention = world.asks(question);
        let mentioned = world.reply(by_mention).await;
        let used = world.discord.slash(
            world.discord.member(),
            world.discord.general(),
            "ask",
            &json!({"question": question}),
        );
        let by_command = used.unwrap().answer(SOON).await.unwrap();
        let milk = world.asks("How much milk does a teapot hold?");
        let milk = world.reply(milk).await;
        let colour = world.asks("What colour is the teapot?");
        let colour = world.reply(colour).await;
        let private = world.discord.dm(world.discord.member(), question).unwrap();
        let private = world.reply(private.id).await;
        // Written down when it leaves.
        world.restart().await;
        write(base.path(), "facts/pots/volume.toml", &small_fact("A teapot holds two litres.", question));
        let withdrawn = format!(
            "status = \"withdrawn\"\n{}",
            small_fact("A teapot holds no milk.", "How much milk does a teapot hold?")
        );
        write(base.path(), "facts/pots/milk.toml", &withdrawn);
        world.bot.signal("HUP");
        for answer in [mentioned.id, by_command.id] {
            let now = world.turned(answer, "two litres").await;
            assert!(
                now.content.contains("Corrected on <t:") && !now.text().contains("one litre"),
                "{}",
                now.text()
            );
        }
        let now = world.turned(milk.id, "Withdrawn on").await;
        assert!(!now.text().contains("no milk") && now.buttons().is_empty(), "{}", now.text());
        let edits = |world: &World, id: MessageId| {
            let patched = |one: &&discord_sandbox::Recorded| {
                one.method == "PATCH" && one.path.contains(&id.to_string())
            };
            world.discord.requests().iter().filter(patched).count()
        };
        assert_eq!(edits(&world, colour.id), 0, "what did not change stays");
        assert_eq!(edits(&world, private.id), 0, "private answers are not known");
        // Once: a restart with the same base changes nothing more.
        world.restart().await;
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        for answer in [mentioned.id, by_command.id, milk.id] {
            assert_eq!(edits(&world, answer), 1, "{place:?}\n{}", world.bot.log());
        }
        // Something near may be offered; what was withdrawn is not said.
        let again = world.discord.slash(
            world.discord.member(),
            world.discord.general(),
            "ask",
            &json!({"question": "How much milk does a teapot hold?"}),
        );
        let again = again.unwrap().answer(SOON).await.unwrap();
        assert!(!again.text().contains("no milk"), "{}", again.text());
    }
}

/// Without a store there is nothing to vote with.
#[tokio::test]
async fn without_a_store_there_are_no_such_buttons() {
    let world = World::new().await;
    let question = world.asks(QUESTION);
    let answer = world.reply(question).await;
    assert!(answer.content.contains(ANSWER) && answer.buttons().iter().all(|one| one.label != "Helpful"));
    let d = &world.discord;
    assert!(d.slash(d.owner(), d.general(), "stats", &json!({})).is_err(), "nor figures");
}
