//! A gateway that drops, resets, lies, or falls silent.

use std::time::Duration;

use discord_sandbox::{Ending, Fault, Options, When};
use serde_json::json;

use crate::world::{ANSWER, QUESTION, QUIET, SOON, Setup, World};

/// The exit status of a bot that heard nothing.
const DEAF: i32 = 70;

#[tokio::test]
async fn a_reconnection_in_mid_work_loses_and_doubles_nothing() {
    let world = World::new().await;
    let d = &world.discord;
    let mut asked = Vec::new();
    for step in 0..12 {
        asked.push(world.asks(QUESTION));
        match step {
            2 => d.gateway().reconnect(),
            5 => d.gateway().drop_tcp(),
            8 => d.gateway().close(4000),
            _ => {}
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    for question in &asked {
        world.reply(*question).await;
    }
    tokio::time::sleep(QUIET).await;
    for question in asked {
        assert_eq!(world.replies_to(question), 1);
    }
    assert!(d.gateway().resumes().iter().any(|resumed| resumed.accepted), "it resumed");
}

#[tokio::test]
async fn an_invalid_session_is_begun_anew() {
    let world = World::new().await;
    let d = &world.discord;
    let before = world.asks(QUESTION);
    world.reply(before).await;
    d.gateway().invalid_session(false);
    d.gateway().wait_identifies(2, SOON).await.unwrap();
    d.gateway().wait_ready(SOON).await.unwrap();
    let after = world.asks(QUESTION);
    world.reply(after).await;
    assert_eq!((world.replies_to(before), world.replies_to(after)), (1, 1));
    d.gateway().invalid_session(true);
    d.gateway().wait_resumes(1, SOON).await.unwrap();
    let resumed = world.asks(QUESTION);
    world.reply(resumed).await;
}

#[tokio::test]
async fn an_event_sent_twice_is_answered_once() {
    let world = World::new().await;
    let d = &world.discord;
    let event = json!({
        "id": "1500000000000000001", "channel_id": d.general().to_string(), "guild_id": d.guild().to_string(),
        "author": {"id": d.member().to_string(), "username": "member", "discriminator": "0", "avatar": null},
        "content": world.mention(QUESTION), "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "tts": false, "mention_everyone": false,
        "mentions": [{"id": d.bot_user_id().to_string(), "username": "bot", "discriminator": "0", "avatar": null}],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    });
    for _ in 0..5 {
        d.gateway().send_event("MESSAGE_CREATE", event.clone());
    }
    let posts =
        || d.requests().iter().filter(|r| r.method == "POST" && r.path.ends_with("/messages")).count();
    d.wait_request(|r| r.method == "POST" && r.path.ends_with("/messages"), SOON).await.unwrap();
    tokio::time::sleep(QUIET).await;
    assert_eq!(posts(), 1);
}

#[tokio::test]
async fn a_missing_heartbeat_acknowledgement_leads_to_a_new_connection() {
    let world = World::new().await;
    let d = &world.discord;
    d.gateway().wait_heartbeats(1, SOON).await.unwrap();
    d.gateway().stop_acks();
    d.gateway().wait_attempts(2, SOON).await.unwrap();
    d.gateway().resume_acks();
    d.gateway().wait_ready(SOON).await.unwrap();
    let question = world.asks(QUESTION);
    assert!(world.reply(question).await.content.contains(ANSWER));
}

#[tokio::test]
async fn what_cannot_be_read_is_counted_and_skipped() {
    let world = World::new().await;
    let d = &world.discord;
    let gateway = d.gateway();
    gateway.send_raw("this is not JSON");
    gateway.send_raw(r#"{"op": 99, "d": null}"#);
    gateway.send_event("TEAPOT_CREATE", json!({"volume": 1}));
    gateway.send_event("MESSAGE_CREATE", json!({"id": "not a number", "content": "secret words"}));
    gateway.send_event("INTERACTION_CREATE", json!({"id": "1"}));
    let question = world.asks(QUESTION);
    assert!(world.reply(question).await.content.contains(ANSWER), "the connection was kept");
    assert_eq!(gateway.attempts().len(), 1, "the connection was kept");
    world.bot.logged("TEAPOT_CREATE").await;
    world.bot.logged("count=2").await;
    assert!(!world.bot.log().contains("secret words"), "{}", world.bot.log());
    let about = d.slash(d.member(), d.general(), "about", &json!({})).unwrap().answer(SOON).await.unwrap();
    assert!(about.text().contains("could not be read since the start: 2"), "{}", about.text());
}

#[tokio::test]
async fn a_gateway_that_closes_at_once_is_not_stormed() {
    let world = World::new().await;
    let gateway = world.discord.gateway();
    gateway.close_after_resume(Some(Ending::DropTcp));
    let before = gateway.attempts().len();
    gateway.drop_tcp();
    tokio::time::sleep(Duration::from_secs(4)).await;
    let attempts = gateway.attempts().len() - before;
    // Serenity alone makes thousands a second.
    let times: Vec<_> = gateway.attempts().iter().skip(before).map(|attempt| attempt.at).collect();
    assert!((2..=10).contains(&attempts), "{attempts} connections in four seconds: {times:?}");
    gateway.close_after_resume(None);
    gateway.wait_ready(SOON).await.unwrap();
    let question = world.asks(QUESTION);
    world.reply(question).await;
}

/// Serenity spins, deaf, after a close frame without a code or with 4003,
/// 4010 or 4011. The watchdog ends that.
#[tokio::test]
async fn a_deaf_or_spinning_bot_ends_itself() {
    for ending in [None, Some(4003), Some(4010), Some(4011)] {
        // A heartbeat far away, so that nothing else wakes serenity up.
        let options = Options { heartbeat_interval: Duration::from_secs(45), ..Options::default() };
        let setup = Setup { options, ..Setup::default() }.set("ACCORD_DISCORD__WATCHDOG_SECONDS", "2");
        let mut world = World::with(setup).await;
        world.discord.gateway().close(ending);
        let status = world.bot.ended(SOON).await;
        assert_eq!(status.code(), Some(DEAF), "{ending:?}\n{}", world.bot.log());
        assert!(world.bot.log().contains("no sign of life"), "{}", world.bot.log());
    }
}

#[tokio::test]
async fn a_silent_gateway_ends_the_bot() {
    let mut world = World::with(Setup::default().set("ACCORD_DISCORD__WATCHDOG_SECONDS", "3")).await;
    // While heartbeats are acknowledged nothing happens, however quiet it is.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let question = world.asks(QUESTION);
    world.reply(question).await;
    world.discord.gateway().refuse_connections(true);
    world.discord.gateway().silence(true);
    assert_eq!(world.bot.ended(SOON).await.code(), Some(DEAF), "{}", world.bot.log());
}

#[tokio::test]
async fn a_gateway_that_refuses_for_good_ends_the_bot_with_a_sentence() {
    for (code, sentence) in [(4004, "refused the token"), (4014, "intents"), (4013, "intents")] {
        let mut world = World::new().await;
        world.discord.gateway().close(code);
        let status = world.bot.ended(SOON).await;
        assert_eq!(status.code(), Some(1), "{code}");
        assert!(world.bot.log().contains(sentence), "{code}: {}", world.bot.log());
    }
}

#[tokio::test]
async fn the_fewest_intents_are_asked_for() {
    // GUILD_MESSAGES and DIRECT_MESSAGES; neither privileged.
    let fewest = 1 << 9 | 1 << 12;
    let content = discord_sandbox::intents::MESSAGE_CONTENT;
    for (granted, setting, intents) in
        [(0, "auto", fewest), (content, "never", fewest), (content, "auto", fewest | content)]
    {
        let setup = Setup::default().set("ACCORD_DISCORD__MESSAGE_CONTENT", setting);
        let options = Options { privileged_intents: granted, ..setup.options.clone() };
        let world = World::with(Setup { options, ..setup }).await;
        assert_eq!(world.discord.gateway().identifies()[0].intents, intents, "{granted} {setting}");
    }
}

/// Where serenity's own look-up of the gateway fails it falls back to the real
/// Discord; the bot's own look-up holds instead.
#[tokio::test]
async fn it_never_falls_back_to_the_real_gateway() {
    // The first two failures meet `/gateway/bot`, which is tried again; the
    // third one, or one at all where that is not there, serenity's `/gateway`.
    for (status, failures) in [(500, 2), (404, 1)] {
        let setup = Setup::default();
        let discord = discord_sandbox::Sandbox::start(setup.options.clone()).await.unwrap();
        discord.fail_next("GET", "/api/v10/gateway", Fault::status(status), When::Before, failures);
        let world = World::on(discord, setup).await;
        let question = world.asks(QUESTION);
        world.reply(question).await;
    }
}
