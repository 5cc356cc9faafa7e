//! Commands, components, modals, and their answers.
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

use discord_sandbox::{InteractionHandle, Options, Sandbox};
use serde_json::{Value, json};
use support::{Answer, Http, SOON, Socket, sandbox};

struct Scene {
    sandbox: Sandbox,
    http: Http,
    socket: Socket,
}

async fn scene_with(options: Options) -> Scene {
    let sandbox = Sandbox::start(options).await.unwrap();
    let http = Http::new(&sandbox);
    let commands = json!([
        {"name": "ask", "description": "d", "options": [
            {"type": 3, "name": "question", "description": "d", "required": true, "autocomplete": true, "choices": []},
            {"type": 4, "name": "count", "description": "d", "min_value": 1, "max_value": 3, "choices": null},
            {"type": 6, "name": "who", "description": "d"},
            {"type": 3, "name": "lang", "description": "d", "choices": [{"name": "English", "value": "en"}]},
        ]},
        {"name": "channel", "description": "d", "default_member_permissions": "16", "contexts": [0], "options": [
            {"type": 1, "name": "mode", "description": "d", "options": [{"type": 7, "name": "where", "description": "d"}]},
        ]},
        {"type": 3, "name": "Check sources"},
        {"name": "admin", "description": "d", "default_member_permissions": "0"},
    ]);
    let path = format!("/applications/{}/commands", sandbox.application_id());
    let answer = http.send("PUT", &path, &commands).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    for key in ["id", "application_id", "name", "type", "description", "version"] {
        assert!(!answer.body[0][key].is_null(), "{key}");
    }
    let socket = Socket::ready(&sandbox, 0).await;
    Scene { sandbox, http, socket }
}

async fn scene() -> Scene {
    scene_with(Options::default()).await
}

impl Scene {
    fn ask(&self) -> InteractionHandle {
        let (member, general) = (self.sandbox.member(), self.sandbox.general());
        self.sandbox.slash(member, general, "ask", &json!({"question": "?"})).unwrap()
    }

    async fn callback(&self, handle: &InteractionHandle, body: Value) -> Answer {
        let path = format!("/interactions/{}/{}/callback", handle.id(), handle.token());
        self.http.send("POST", &path, &body).await
    }

    async fn webhook(&self, handle: &InteractionHandle, method: &str, rest: &str, body: Value) -> Answer {
        let path = format!("/webhooks/{}/{}{rest}", self.sandbox.application_id(), handle.token());
        self.http.send(method, &path, &body).await
    }
}

#[tokio::test]
async fn a_slash_command_reaches_the_bot_and_is_answered() {
    let mut scene = scene().await;
    let (member, general) = (scene.sandbox.member(), scene.sandbox.general());
    scene.sandbox.set_locale(member, "ru");
    let options = json!({"question": "?", "count": 2, "who": scene.sandbox.owner().to_string()});
    let handle = scene.sandbox.slash(member, general, "ask", &options).unwrap();
    let event = scene.socket.event("INTERACTION_CREATE").await;
    for key in [
        "id",
        "application_id",
        "type",
        "token",
        "version",
        "channel_id",
        "channel",
        "locale",
        "entitlements",
        "attachment_size_limit",
        "member",
        "app_permissions",
        "guild_id",
    ] {
        assert!(!event[key].is_null(), "{key}");
    }
    assert_eq!((&event["locale"], &event["context"]), (&json!("ru"), &json!(0)));
    assert_eq!(event["data"]["options"][1], json!({"name": "count", "type": 4, "value": 2}));
    let owner = scene.sandbox.owner().to_string();
    assert_eq!(event["data"]["resolved"]["users"][&owner]["username"], "olga-owner");
    let answer = scene
        .callback(
            &handle,
            json!({"type": 4, "data": {"content": format!("<@{member}> @everyone"), "flags": 64}}),
        )
        .await;
    assert_eq!(answer.status, 204);
    assert!(answer.headers.get("content-type").is_none());
    let response = handle.response(SOON).await.unwrap();
    assert!(response.kind == 4 && response.is_ephemeral());
    let message = response.message.unwrap();
    assert_eq!(message.pings.users, [member]);
    assert!(!message.pings.everyone, "interactions ping users only by default");
    let again = scene.callback(&handle, json!({"type": 4, "data": {"content": "again"}})).await;
    assert_eq!((again.status, &again.body["code"]), (400, &json!(40060)));
    assert!(scene.sandbox.click(scene.sandbox.owner(), message.id, "x").is_err());
}

#[tokio::test]
async fn deferred_answers_edits_and_follow_ups() {
    let scene = scene().await;
    let handle = scene.ask();
    let path = format!("/interactions/{}/{}/callback?with_response=true", handle.id(), handle.token());
    let answer = scene.http.send("POST", &path, &json!({"type": 5})).await;
    assert_eq!((answer.status, &answer.body["resource"]["type"]), (200, &json!(5)));
    assert!(handle.original().unwrap().is_loading());
    let edit = scene.webhook(&handle, "PATCH", "/messages/@original", json!({"content": "done"})).await;
    assert_eq!((edit.status, &edit.body["content"]), (200, &json!("done")));
    assert_eq!(handle.answer(SOON).await.unwrap().content, "done");
    assert_eq!(handle.edits(), [json!({"content": "done"})]);
    let more = scene.webhook(&handle, "POST", "", json!({"content": "more", "flags": 64})).await;
    assert_eq!(more.body["flags"], 64);
    let follow_up = handle.followup(SOON).await.unwrap();
    assert_eq!(follow_up.content, "more");
    let rest = format!("/messages/{}", follow_up.id);
    assert_eq!(scene.webhook(&handle, "DELETE", &rest, json!(null)).await.status, 204);
    assert!(handle.followups()[0].deleted);
    assert_eq!(scene.webhook(&handle, "DELETE", "/messages/@original", json!(null)).await.status, 204);
    assert_eq!(
        scene.webhook(&handle, "PATCH", "/messages/@original", json!({"content": "x"})).await.body["code"],
        10008
    );
    let other = scene.ask();
    assert_eq!(scene.webhook(&other, "POST", "", json!({"content": "too early"})).await.status, 404);
    scene.callback(&other, json!({"type": 5, "data": {"flags": 64}})).await;
    scene.webhook(&other, "POST", "", json!({"content": "fills"})).await;
    let filled = other.answer(SOON).await.unwrap();
    assert!(filled.content == "fills" && filled.is_ephemeral());
}

#[tokio::test]
async fn answers_come_in_time_or_not_at_all() {
    let short = Options {
        interaction_deadline: Duration::from_millis(30),
        interaction_token_lifetime: Duration::from_millis(30),
        ..Options::default()
    };
    let scene = scene_with(short).await;
    let handle = scene.ask();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let late = scene.callback(&handle, json!({"type": 4, "data": {"content": "late"}})).await;
    assert_eq!((late.status, &late.body["code"]), (404, &json!(10062)));
    assert!(handle.response(Duration::from_millis(10)).await.is_err());
    let wrong = format!("/interactions/{}/wrong/callback", handle.id());
    assert_eq!(scene.http.send("POST", &wrong, &json!({"type": 5})).await.body["code"], 10062);
    let expiring = Options { interaction_token_lifetime: Duration::ZERO, ..Options::default() };
    let scene = scene_with(expiring).await;
    let handle = scene.ask();
    assert_eq!(scene.callback(&handle, json!({"type": 5})).await.status, 204);
    let late = scene.webhook(&handle, "POST", "", json!({"content": "late"})).await;
    assert_eq!((late.status, &late.body["code"]), (401, &json!(50027)));
}

#[tokio::test]
async fn options_must_match_what_was_registered() {
    let scene = scene().await;
    let (sandbox, general) = (&scene.sandbox, scene.sandbox.general());
    let slash = |name: &str, options: Value| sandbox.slash(sandbox.moderator(), general, name, &options);
    let good = [
        ("ask", json!({"question": "?"})),
        ("ask", json!({"question": "?", "count": 3, "lang": "en"})),
        ("channel mode", json!({"where": general.to_string()})),
        ("channel mode", json!({})),
    ];
    for (name, options) in good {
        assert!(slash(name, options.clone()).is_ok(), "/{name} {options}");
    }
    let bad = [
        ("nothing", json!({}), "no command"),
        ("ask", json!({}), "required"),
        ("ask", json!({"question": 5}), "type"),
        ("ask", json!({"question": "?", "other": 1}), "no option"),
        ("ask", json!({"question": "?", "count": 4}), "bounds"),
        ("ask", json!({"question": "?", "count": "2"}), "type"),
        ("ask", json!({"question": "?", "lang": "fr"}), "choices"),
        ("ask", json!({"question": "?", "who": "5"}), "no user 5"),
        ("ask now", json!({"question": "?"}), "no sub-command"),
        ("channel", json!({}), "needs a sub-command"),
        ("admin", json!({}), "does not see"),
    ];
    for (name, options, reason) in bad {
        let error = slash(name, options.clone()).unwrap_err().to_string();
        assert!(error.contains(reason), "/{name} {options}: {error}");
    }
    let names = |user, channel| {
        let visible = sandbox.visible_commands(user, channel);
        let mut names: Vec<_> = visible.into_iter().map(|one| one.name).collect();
        names.sort();
        names.join(",")
    };
    assert_eq!(names(sandbox.member(), general), "Check sources,ask");
    assert_eq!(names(sandbox.moderator(), general), "Check sources,ask,channel");
    assert_eq!(names(sandbox.owner(), general), "Check sources,admin,ask,channel");
    let dm = sandbox.dm_channel(sandbox.member()).unwrap();
    // There are no permissions in a direct message; only the contexts count.
    assert_eq!(names(sandbox.member(), dm), "Check sources,admin,ask");
}

#[tokio::test]
async fn completion_and_context_menu() {
    let mut scene = scene().await;
    let (member, general) = (scene.sandbox.member(), scene.sandbox.general());
    let typing = json!({"question": "wh"});
    let handle = scene.sandbox.autocomplete(member, general, "ask", "question", &typing).unwrap();
    let event = scene.socket.event("INTERACTION_CREATE").await;
    assert_eq!((&event["type"], &event["data"]["options"][0]["focused"]), (&json!(4), &json!(true)));
    let message = scene.callback(&handle, json!({"type": 4, "data": {"content": "x"}})).await;
    assert_eq!(message.body["code"], 50035, "choices, not messages, answer completion");
    let long = json!({"type": 8, "data": {"choices": [{"name": "n", "value": "v".repeat(101)}]}});
    assert_eq!(scene.callback(&handle, long).await.status, 400);
    let choices = json!({"type": 8, "data": {"choices": [{"name": "Why?", "value": "why"}]}});
    assert_eq!(scene.callback(&handle, choices).await.status, 204);
    assert_eq!(handle.choices(SOON).await.unwrap(), [("Why?".to_owned(), json!("why"))]);
    assert!(scene.sandbox.autocomplete(member, general, "ask", "lang", &json!({})).is_err());
    let target = scene.sandbox.say(member, general, "dubious").unwrap();
    scene.sandbox.message_command(member, general, "Check sources", target.id).unwrap();
    let event = scene.socket.event("INTERACTION_CREATE").await;
    let id = target.id.to_string();
    assert_eq!((&event["data"]["target_id"], &event["data"]["type"]), (&json!(id), &json!(3)));
    assert_eq!(event["data"]["resolved"]["messages"][&id]["content"], "dubious");
}

#[tokio::test]
async fn buttons_menus_and_modals() {
    let mut scene = scene().await;
    let (member, general) = (scene.sandbox.member(), scene.sandbox.general());
    let button =
        |id: &str, off: bool| json!({"type": 2, "style": 1, "label": id, "custom_id": id, "disabled": off});
    let options = json!([{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]);
    let body = json!({"content": "choose", "components": [
        {"type": 1, "components": [button("yes", false), button("off", true), {"type": 2, "style": 5, "label": "site", "url": "https://example.org"}]},
        {"type": 1, "components": [{"type": 3, "custom_id": "menu", "options": options}]},
    ]});
    scene.http.send("POST", &format!("/channels/{general}/messages"), &body).await;
    let message = scene.sandbox.wait_message(|one| !one.buttons().is_empty(), SOON).await.unwrap();
    assert_eq!(message.buttons().len(), 3);
    assert_eq!(message.selects()[0].options[1], ("B".to_owned(), "b".to_owned()));
    for wrong in ["no", "off", "menu"] {
        assert!(scene.sandbox.click(member, message.id, wrong).is_err(), "{wrong}");
    }
    assert!(scene.sandbox.select(member, message.id, "menu", &["c"]).is_err());
    assert!(scene.sandbox.select(member, message.id, "menu", &["a", "b"]).is_err());
    let chosen = scene.sandbox.select(member, message.id, "menu", &["b"]).unwrap();
    let event = scene.socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["values"], json!(["b"]));
    assert_eq!(event["message"]["content"], "choose");
    let update = json!({"type": 7, "data": {"content": "chosen", "components": []}});
    assert_eq!(scene.callback(&chosen, update).await.status, 204);
    let now = scene.sandbox.message(message.id).unwrap();
    assert!(now.content == "chosen" && now.buttons().is_empty());

    scene.http.send("POST", &format!("/channels/{general}/messages"), &body).await;
    let message = scene.sandbox.wait_message(|one| !one.buttons().is_empty(), SOON).await.unwrap();
    let click = scene.sandbox.click(member, message.id, "yes").unwrap();
    assert!(scene.sandbox.submit_modal(member, &click, &json!({})).is_err());
    let modal = json!({"type": 9, "data": {"custom_id": "why", "title": "Why", "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "reason", "label": "Reason", "style": 2, "max_length": 5}]},
    ]}});
    assert_eq!(scene.callback(&click, modal).await.status, 204);
    for wrong in [json!({}), json!({"reason": "too long"}), json!({"reason": "ok", "x": "y"})] {
        assert!(scene.sandbox.submit_modal(member, &click, &wrong).is_err(), "{wrong}");
    }
    scene.socket.event("INTERACTION_CREATE").await;
    let sent = scene.sandbox.submit_modal(member, &click, &json!({"reason": "so"})).unwrap();
    let event = scene.socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["components"][0]["components"][0]["value"], "so");
    assert_eq!(event["message"]["id"], message.id.to_string());
    let answer = json!({"type": 4, "data": {"content": "noted"}});
    assert_eq!(scene.callback(&sent, answer).await.status, 204);
    assert_eq!(sent.answer(SOON).await.unwrap().content, "noted");
}

#[tokio::test]
async fn callbacks_are_checked_like_messages() {
    let scene = scene().await;
    let handle = scene.ask();
    let long = scene.callback(&handle, json!({"type": 4, "data": {"content": "x".repeat(2001)}})).await;
    assert_eq!(long.status, 400);
    assert!(long.body["errors"]["data"]["content"]["_errors"].is_array(), "{}", long.body);
    assert_eq!(scene.callback(&handle, json!({"type": 4, "data": {}})).await.body["code"], 50006);
    assert_eq!(scene.callback(&handle, json!({"type": 7, "data": {"content": "x"}})).await.status, 400);
    let fine = scene.callback(&handle, json!({"type": 4, "data": {"content": "x"}})).await;
    assert_eq!(fine.status, 204, "a refused answer does not count");
}

#[tokio::test]
async fn commands_are_listed_changed_and_deleted() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let path = format!("/applications/{}/guilds/{}/commands", sandbox.application_id(), sandbox.guild());
    let command = json!({"name": "here", "description": "d"});
    let made = http.send("POST", &path, &command).await;
    assert_eq!(made.status, 201);
    assert_eq!(http.send("POST", &path, &command).await.status, 200);
    let one = format!("{path}/{}", made.body["id"].as_str().unwrap());
    let changed = http.send("PATCH", &one, &json!({"description": "new"})).await;
    assert_eq!(changed.body["description"], "new");
    assert_eq!(http.get(&path).await.body.as_array().map(Vec::len), Some(1));
    let bad = json!([{"name": "Here", "description": "d"}]);
    let refused = http.send("PUT", &path, &bad).await;
    assert!(refused.body["errors"]["0"]["name"].is_object(), "{}", refused.body);
    assert_eq!(http.bare("DELETE", &one).await.status, 204);
    assert_eq!(http.get(&one).await.body["code"], 10063);
    assert_eq!(http.send("PUT", "/applications/5/commands", &json!([])).await.status, 403);
}
