//! The gateway as a client sees it.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    clippy::large_futures,
    reason = "tables of cases"
)]

mod support;

use std::time::Duration;

use discord_sandbox::{Ending, Options, Sandbox, Target, intents, permissions};
use serde_json::{Value, json};
use support::{BRIEFLY, Http, SOON, Socket, USUAL, sandbox};

#[tokio::test]
async fn hello_identify_ready_and_guilds() {
    let sandbox = sandbox().await;
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&format!("Bot {}", sandbox.token()), USUAL).await;
    let ready = socket.next().await;
    assert_eq!((&ready["t"], &ready["s"]), (&json!("READY"), &json!(1)));
    for key in ["v", "user", "guilds", "session_id", "resume_gateway_url", "application"] {
        assert!(!ready["d"][key].is_null(), "{key}");
    }
    let guild = socket.next().await;
    assert_eq!(guild["t"], "GUILD_CREATE");
    let channels = guild["d"]["channels"].as_array().map(Vec::len);
    assert_eq!((channels, guild["d"]["threads"].as_array().map(Vec::len)), (Some(2), Some(1)));
    sandbox.gateway().wait_ready(SOON).await.unwrap();
    let identified = &sandbox.gateway().identifies()[0];
    assert_eq!((identified.intents, identified.shard, identified.compress), (USUAL, (0, 1), true));
    let kept = format!("{:?}", sandbox.gateway().received());
    assert!(!kept.contains(sandbox.token()), "the token is in the log: {kept}");
}

#[tokio::test]
async fn heartbeats_are_acknowledged_until_told_otherwise() {
    let sandbox = sandbox().await;
    let mut socket = Socket::ready(&sandbox, 0).await;
    socket.send(&json!({"op": 1, "d": 1})).await;
    assert_eq!(socket.next().await["op"], 11);
    sandbox.gateway().stop_acks();
    socket.send(&json!({"op": 1, "d": 1})).await;
    sandbox.gateway().wait_heartbeats(2, SOON).await.unwrap();
    assert!(socket.next_within(BRIEFLY).await.is_none());
    sandbox.gateway().resume_acks();
    socket.send(&json!({"op": 1, "d": 1})).await;
    assert_eq!(socket.next().await["op"], 11);
    sandbox.gateway().request_heartbeat();
    assert_eq!(socket.next().await["op"], 1);
}

#[tokio::test]
async fn what_is_wrong_is_closed_with_its_code() {
    let options = Options { privileged_intents: 0, ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let token = sandbox.token();
    let identify = |token: &str, more: Value| {
        let mut data = json!({"token": token, "intents": USUAL, "properties": {}});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"op": 2, "d": data}).to_string()
    };
    let cases = [
        (4004, identify("wrong", json!({}))),
        (4013, identify(token, json!({"intents": 1_u64 << 40}))),
        (4014, identify(token, json!({"intents": intents::MESSAGE_CONTENT}))),
        (4010, identify(token, json!({"shard": [1, 1]}))),
        (4001, json!({"op": 77}).to_string()),
        (4002, "{not json".to_owned()),
        (4002, format!("{{\"op\":1,\"d\":\"{}\"}}", "x".repeat(5000))),
        (4003, json!({"op": 3, "d": {}}).to_string()),
        (4004, json!({"op": 6, "d": {"token": "wrong", "session_id": "", "seq": 1}}).to_string()),
    ];
    for (code, text) in cases {
        let mut socket = Socket::connect(&sandbox).await;
        socket.raw(&text).await;
        assert_eq!(socket.end().await, Ok(Some(code)), "{text}");
    }
    let mut socket = Socket::ready(&sandbox, USUAL).await;
    socket.identify(token, USUAL).await;
    assert_eq!(socket.end().await, Ok(Some(4005)));
    let mut socket = Socket::ready(&sandbox, USUAL).await;
    for _ in 0..121 {
        socket.send(&json!({"op": 1, "d": null})).await;
    }
    assert_eq!(socket.end().await, Ok(Some(4008)));
}

#[tokio::test]
async fn resume_replays_what_was_missed() {
    let sandbox = sandbox().await;
    let mut socket = Socket::ready(&sandbox, USUAL).await;
    socket.event("GUILD_CREATE").await;
    let (session, sequence) = (socket.session.clone(), socket.sequence);
    sandbox.gateway().drop_tcp();
    assert_eq!(socket.end().await, Err(()));
    sandbox.gateway().wait_disconnected(SOON).await.unwrap();
    let bot = sandbox.bot_user_id();
    for n in 0..3 {
        sandbox.say(sandbox.member(), sandbox.general(), &format!("<@{bot}> {n}")).unwrap();
    }
    let mut socket = Socket::connect(&sandbox).await;
    socket.resume(sandbox.token(), &session, sequence).await;
    for n in 0..3 {
        let event = socket.next().await;
        assert_eq!(event["s"], sequence + 1 + n);
        assert_eq!(event["d"]["content"], format!("<@{bot}> {n}"));
    }
    assert_eq!(socket.next().await["t"], "RESUMED");
    sandbox.say(sandbox.member(), sandbox.general(), "after").unwrap();
    socket.event("MESSAGE_CREATE").await;
    let resumed = sandbox.gateway().wait_resumes(1, SOON).await.unwrap();
    assert!(resumed.accepted && resumed.sequence == Some(sequence));
}

#[tokio::test]
async fn sessions_that_are_over_cannot_be_resumed() {
    for way in ["op 9", "4009", "1000", "unknown"] {
        let sandbox = sandbox().await;
        let mut socket = Socket::ready(&sandbox, USUAL).await;
        let (mut session, sequence) = (socket.session.clone(), socket.sequence);
        match way {
            "op 9" => {
                sandbox.gateway().invalid_session(false);
                socket.event("GUILD_CREATE").await;
                assert_eq!(socket.next().await["d"], false);
            }
            "4009" => {
                sandbox.gateway().close(4009);
                assert_eq!(socket.end().await, Ok(Some(4009)));
            }
            "1000" => {
                socket.close(1000).await;
                assert_eq!(sandbox.gateway().wait_close(SOON).await.unwrap().code, Some(1000));
            }
            _ => session = "nonsense".to_owned(),
        }
        let mut socket = Socket::connect(&sandbox).await;
        socket.resume(sandbox.token(), &session, sequence).await;
        let answer = socket.next().await;
        assert_eq!((&answer["op"], &answer["d"]), (&json!(9), &json!(false)), "{way}");
    }
}

#[tokio::test]
async fn sessions_that_go_on_can_be_resumed() {
    for way in ["op 7", "op 9", "4000", "no code"] {
        let sandbox = sandbox().await;
        let mut socket = Socket::ready(&sandbox, 0).await;
        let (session, sequence) = (socket.session.clone(), socket.sequence);
        match way {
            "op 7" => {
                sandbox.gateway().reconnect();
                assert_eq!(socket.next().await["op"], 7);
            }
            "op 9" => {
                sandbox.gateway().invalid_session(true);
                assert_eq!(socket.next().await["d"], true);
            }
            "4000" => {
                sandbox.gateway().close(4000);
                assert_eq!(socket.end().await, Ok(Some(4000)));
            }
            _ => {
                sandbox.gateway().close(None);
                assert_eq!(socket.end().await, Ok(None));
            }
        }
        let mut socket = Socket::connect(&sandbox).await;
        socket.resume(sandbox.token(), &session, sequence).await;
        assert_eq!(socket.next().await["t"], "RESUMED", "{way}");
    }
    let sandbox = sandbox().await;
    let socket = Socket::ready(&sandbox, 0).await;
    let mut other = Socket::connect(&sandbox).await;
    other.resume(sandbox.token(), &socket.session, 999).await;
    assert_eq!(other.end().await, Ok(Some(4007)));
}

#[tokio::test]
async fn connections_can_be_refused_ended_and_silenced() {
    let sandbox = sandbox().await;
    let gateway = sandbox.gateway();
    gateway.refuse_connections(true);
    let url = sandbox.url().replacen("http", "ws", 1);
    assert!(tokio_tungstenite::connect_async(&url).await.is_err());
    gateway.refuse_connections(false);
    gateway.close_after_hello(Some(Ending::NoCode));
    assert_eq!(Socket::connect(&sandbox).await.end().await, Ok(None));
    gateway.close_after_hello(None);
    let mut socket = Socket::ready(&sandbox, 0).await;
    gateway.close_after_resume(Some(Ending::DropTcp));
    let mut other = Socket::connect(&sandbox).await;
    other.resume(sandbox.token(), &socket.session, 1).await;
    assert_eq!(other.end().await, Err(()));
    gateway.close_after_resume(None);
    assert_eq!(socket.end().await, Err(()), "a resumed session leaves its old connection");
    let mut socket = Socket::ready(&sandbox, 0).await;
    gateway.silence(true);
    // The switch reaches the connection a moment later; the heartbeat must come after it.
    tokio::time::sleep(BRIEFLY).await;
    socket.send(&json!({"op": 1, "d": null})).await;
    gateway.wait_heartbeats(1, SOON).await.unwrap();
    assert!(socket.next_within(BRIEFLY).await.is_none());
    gateway.silence(false);
    assert_eq!(socket.next().await["op"], 11);
    assert_eq!(gateway.attempts().len(), 5);
    assert_eq!(gateway.attempts().iter().filter(|one| one.refused).count(), 1);
}

#[tokio::test]
async fn anything_can_be_sent() {
    let sandbox = sandbox().await;
    let mut socket = Socket::ready(&sandbox, 0).await;
    sandbox.gateway().send_event("MESSAGE_CREATE", json!({"id": 5}));
    assert_eq!(socket.event("MESSAGE_CREATE").await, json!({"id": 5}));
    sandbox.gateway().send_raw("{broken");
    let next = socket.next_within(SOON).await.unwrap();
    assert_eq!(next.to_text().unwrap(), "{broken");
}

#[tokio::test]
async fn only_events_asked_for_arrive() {
    let sandbox = sandbox().await;
    let (member, general) = (sandbox.member(), sandbox.general());
    let all = USUAL | intents::GUILD_MESSAGE_REACTIONS;
    let cases = [
        (0, vec![]),
        (intents::GUILDS, vec!["CHANNEL_CREATE"]),
        (intents::GUILD_MESSAGES, vec!["MESSAGE_CREATE"]),
        (intents::DIRECT_MESSAGES, vec!["MESSAGE_CREATE"]),
        (intents::GUILD_MESSAGE_REACTIONS, vec!["MESSAGE_REACTION_ADD"]),
        (all, vec!["CHANNEL_CREATE", "MESSAGE_CREATE", "MESSAGE_REACTION_ADD", "MESSAGE_CREATE"]),
    ];
    for (asked, expected) in cases {
        let mut socket = Socket::ready(&sandbox, asked).await;
        if asked & intents::GUILDS != 0 {
            socket.event("GUILD_CREATE").await;
        }
        sandbox.add_channel(sandbox.guild(), "new");
        let message = sandbox.say(member, general, "hello").unwrap();
        sandbox.react(member, message.id, "👍").unwrap();
        sandbox.dm(member, "hello").unwrap();
        // In a channel out of the bot's sight.
        let hidden = sandbox.add_channel(sandbox.guild(), "hidden");
        let bot = Target::Member(sandbox.bot_user_id());
        sandbox.overwrite(hidden, bot, 0, permissions::VIEW_CHANNEL);
        sandbox.say(member, hidden, "unseen").unwrap();
        let seen: Vec<String> = replay(&sandbox, &socket).await;
        let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
        let hidden_create = usize::from(asked & intents::GUILDS != 0);
        assert_eq!(seen.len(), expected.len() + hidden_create, "intents {asked}: {seen:?}");
        assert_eq!(&seen[..expected.len()], expected, "intents {asked}");
    }
}

/// The names of all events of a session after `READY` and `GUILD_CREATE`.
async fn replay(sandbox: &Sandbox, socket: &Socket) -> Vec<String> {
    let mut again = Socket::connect(sandbox).await;
    again.resume(sandbox.token(), &socket.session, 1).await;
    let mut names = Vec::new();
    loop {
        let event = again.next().await;
        match event["t"].as_str() {
            Some("RESUMED") => return names,
            Some("GUILD_CREATE") | None => {}
            Some(name) => names.push(name.to_owned()),
        }
    }
}

#[tokio::test]
async fn content_is_withheld_without_the_intent() {
    let sandbox = sandbox().await;
    let (member, general, bot) = (sandbox.member(), sandbox.general(), sandbox.bot_user_id());
    let http = Http::new(&sandbox);
    let of_bot = http.say(general, "by the bot").await.body["id"].as_str().unwrap().to_owned();
    let of_bot: u64 = of_bot.parse().unwrap();
    for (asked, withheld) in [(USUAL, ""), (USUAL | intents::MESSAGE_CONTENT, "for all")] {
        let mut socket = Socket::ready(&sandbox, asked).await;
        let say = |text: &str| sandbox.say(member, general, text).unwrap();
        say("for all");
        say(&format!("<@{bot}> for you"));
        sandbox.dm(member, "in private").unwrap();
        let reply = |say: discord_sandbox::Say| sandbox.say_with(member, general, say).unwrap();
        reply(discord_sandbox::Say::new("a reply").reply_to(of_bot.into()));
        http.say(general, "its own").await;
        let expected = [withheld, &format!("<@{bot}> for you"), "in private", "a reply", "its own"];
        for expected in expected {
            assert_eq!(socket.event("MESSAGE_CREATE").await["content"], expected, "{asked}");
        }
        say("for all");
        let message = socket.event("MESSAGE_CREATE").await;
        assert_eq!(message["content"], withheld);
        assert_eq!(message["guild_id"], sandbox.guild().to_string());
        assert!(message["member"].is_object());
    }
}

#[tokio::test]
async fn waiting_says_what_was_seen_instead() {
    let sandbox = sandbox().await;
    let error = sandbox.gateway().wait_ready(Duration::from_millis(20)).await.unwrap_err();
    assert!(error.to_string().contains("0 attempts"), "{error}");
}

#[tokio::test]
async fn dropping_the_sandbox_ends_everything() {
    let sandbox = sandbox().await;
    let mut socket = Socket::ready(&sandbox, 0).await;
    let url = sandbox.url();
    drop(sandbox);
    assert_eq!(socket.end().await, Err(()));
    let mut refused = false;
    for _ in 0..100 {
        refused = reqwest::get(format!("{url}/api/v10/gateway")).await.is_err();
        if refused {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(refused);
}
