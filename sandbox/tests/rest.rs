//! REST as a client sees it.
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

use std::time::{Duration, Instant};

use discord_sandbox::{
    Fault, Limit, MessageId, Options, Pings, RateLimits, RoleId, Sandbox, Target, When, permissions,
};
use serde_json::{Value, json};
use support::{BRIEFLY, Http, SOON, Socket, USUAL, sandbox};

fn id_of(body: &Value) -> MessageId {
    MessageId::from_json(&body["id"]).expect("an id")
}

#[tokio::test]
async fn who_the_bot_is() {
    let sandbox = sandbox().await;
    let mut http = Http::new(&sandbox);
    let bot = sandbox.bot_user_id().to_string();
    assert_eq!(http.get("/users/@me").await.body["id"], bot);
    assert_eq!(http.get("/applications/@me").await.body["id"], bot);
    assert_eq!(http.get("/oauth2/applications/@me").await.body["id"], bot);
    let guild = sandbox.guild();
    assert_eq!(http.get(&format!("/guilds/{guild}")).await.body["name"], "sandbox");
    let url = http.get("/gateway/bot").await.body["url"].clone();
    assert_eq!(url, sandbox.url().replacen("http", "ws", 1));
    assert_eq!(http.get("/nonsense").await.status, 404);
    assert_eq!(http.bare("DELETE", "/users/@me").await.status, 405);
    http.token = "wrong".to_owned();
    assert_eq!(http.get("/users/@me").await.status, 401);
    assert_eq!(http.get("/gateway").await.status, 200);
    let requests = sandbox.requests();
    let last = &requests[requests.len() - 2];
    assert_eq!((last.status, last.authorized), (Some(401), false));
    assert_eq!(last.route, Some("/users/@me"));
    assert!(!format!("{requests:?}").contains(sandbox.token()));
}

#[tokio::test]
async fn messages_are_posted_read_edited_and_deleted() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let general = sandbox.general();
    let question = sandbox.say(sandbox.member(), general, "a question").unwrap();
    let path = format!("/channels/{general}/messages");
    let reply = json!({"content": "an answer", "message_reference": {"message_id": question.id.to_string()}});
    let posted = http.send("POST", &path, &reply).await;
    assert_eq!((posted.status, &posted.body["type"]), (200, &json!(19)), "{}", posted.body);
    assert_eq!(posted.body["referenced_message"]["content"], "a question");
    let reply = sandbox.wait_reply_to(question.id, SOON).await.unwrap();
    assert_eq!(reply.pings.users, [sandbox.member()], "replies ping unless told not to");
    let path = format!("{path}/{}", reply.id);
    let edited = http.send("PATCH", &path, &json!({"content": "better"})).await;
    assert_eq!(edited.body["content"], "better");
    let now = sandbox.message(reply.id).unwrap();
    assert_eq!((now.content.as_str(), now.earlier), ("better", vec!["an answer".to_owned()]));
    assert_eq!(http.get(&path).await.body["content"], "better");
    let gone = http.bare("DELETE", &path).await;
    assert_eq!(gone.status, 204);
    assert!(gone.headers.get("content-type").is_none());
    assert_eq!(http.get(&path).await.body["code"], 10008);
    let foreign = format!("/channels/{general}/messages/{}", question.id);
    assert_eq!(http.send("PATCH", &foreign, &json!({"content": "x"})).await.body["code"], 50005);
    assert_eq!(http.bare("DELETE", &foreign).await.body["code"], 50013);
    let react = format!("{foreign}/reactions/%F0%9F%91%8D/@me");
    assert_eq!(http.bare("PUT", &react).await.status, 204);
    assert_eq!(sandbox.wait_reaction(question.id, SOON).await.unwrap(), "👍");
    let words = format!("{foreign}/reactions/thumbsup/@me");
    assert_eq!(http.bare("PUT", &words).await.body["code"], 10014);
    assert_eq!(http.bare("POST", &format!("/channels/{general}/typing")).await.status, 204);
    assert_eq!(sandbox.typing().len(), 1);
    let list = http.get(&format!("/channels/{general}/messages?limit=1")).await;
    assert_eq!(list.body[0]["id"], question.id.to_string());
}

#[tokio::test]
async fn discord_says_what_is_wrong() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let path = format!("/channels/{}/messages", sandbox.general());
    let reply = |more: Value| json!({"content": "c", "message_reference": more});
    let cases = [
        (json!({"content": "x".repeat(2001)}), 50035),
        (json!({"content": ""}), 50006),
        (json!({"embeds": []}), 50006),
        (reply(json!({"message_id": "1"})), 50035),
    ];
    for (body, code) in cases {
        let answer = http.send("POST", &path, &body).await;
        assert_eq!((answer.status, &answer.body["code"]), (400, &json!(code)), "{body}");
    }
    let lax = reply(json!({"message_id": "1", "fail_if_not_exists": false}));
    assert_eq!(http.send("POST", &path, &lax).await.status, 200);
    assert_eq!(http.say(5, "nowhere").await.body["code"], 10003);
    let broken = http.client().post(format!("{}{path}", http.base));
    let broken = broken.header("authorization", format!("Bot {}", http.token)).body("{");
    let broken = Http::answer(broken.header("content-type", "application/json")).await.unwrap();
    assert_eq!(broken.body["code"], 50109);
}

#[tokio::test]
async fn files_come_as_multipart() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let file = reqwest::multipart::Part::bytes(b"hello".to_vec()).file_name("a.txt");
    let form = reqwest::multipart::Form::new()
        .text("payload_json", json!({"content": "with a file"}).to_string())
        .part("files[0]", file);
    let url = format!("{}/channels/{}/messages", http.base, sandbox.general());
    let request = http.client().post(url).header("authorization", format!("Bot {}", http.token));
    let answer = Http::answer(request.multipart(form)).await.unwrap();
    assert_eq!(answer.body["attachments"][0]["filename"], "a.txt", "{}", answer.body);
    let last = sandbox.requests().pop().unwrap();
    assert_eq!((last.files, last.body), (1, Some(json!({"content": "with a file"}))));
}

#[tokio::test]
async fn a_nonce_posts_once() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let path = format!("/channels/{}/messages", sandbox.general());
    let body =
        |nonce: &str, enforce: bool| json!({"content": "once", "nonce": nonce, "enforce_nonce": enforce});
    let first = http.send("POST", &path, &body("a", true)).await;
    let again = http.send("POST", &path, &body("a", true)).await;
    assert_eq!(first.body["id"], again.body["id"]);
    let other = http.send("POST", &path, &body("b", true)).await;
    let careless = http.send("POST", &path, &body("a", false)).await;
    assert_ne!(first.body["id"], other.body["id"]);
    assert_ne!(first.body["id"], careless.body["id"]);
    assert_eq!(sandbox.bot_messages().len(), 3);
}

#[tokio::test]
async fn permissions_follow_roles_and_overwrites() {
    use permissions as p;
    let sandbox = sandbox().await;
    let (guild, general, member) = (sandbox.guild(), sandbox.general(), sandbox.member());
    let everyone = RoleId(guild.get());
    let role = sandbox.add_role(guild, "readers", 0);
    sandbox.set_member(guild, member, &[role]);
    let has = |bits: u64| sandbox.permissions(member, general) & bits == bits;
    assert!(has(p::SEND_MESSAGES) && !has(p::MANAGE_MESSAGES));
    sandbox.overwrite(general, Target::Role(everyone), 0, p::SEND_MESSAGES);
    assert!(!has(p::SEND_MESSAGES) && !has(p::EMBED_LINKS), "who cannot send cannot embed");
    sandbox.overwrite(general, Target::Role(role), p::SEND_MESSAGES, 0);
    assert!(has(p::SEND_MESSAGES), "a role stands above everyone");
    sandbox.overwrite(general, Target::Member(member), 0, p::SEND_MESSAGES);
    assert!(!has(p::SEND_MESSAGES), "a member stands above roles");
    sandbox.overwrite(general, Target::Member(member), 0, p::VIEW_CHANNEL);
    assert_eq!(sandbox.permissions(member, general), 0, "who cannot see can do nothing");
    sandbox.set_role_permissions(guild, role, p::ADMINISTRATOR);
    assert_eq!(sandbox.permissions(member, general), p::ALL, "administrators can do everything");
    assert_eq!(sandbox.permissions(sandbox.owner(), general), p::ALL);
    assert_eq!(sandbox.permissions(sandbox.member(), sandbox.team()), p::ALL);
    assert_eq!(sandbox.permissions(sandbox.other_bot(), sandbox.team()), 0);
    assert!(sandbox.permissions(sandbox.moderator(), sandbox.team()) & p::VIEW_CHANNEL != 0);
    assert!(sandbox.say(sandbox.other_bot(), sandbox.team(), "psst").is_err());
}

#[tokio::test]
async fn the_bot_needs_its_permissions() {
    use permissions as p;
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let channel = sandbox.add_channel(sandbox.guild(), "strict");
    let bot = Target::Member(sandbox.bot_user_id());
    let question = sandbox.say(sandbox.member(), channel, "?").unwrap();
    let embed = json!({"embeds": [{"title": "t"}]});
    let reply = json!({"content": "c", "message_reference": {"message_id": question.id.to_string()}});
    let cases = [
        (0, json!({"content": "c"}), 200, 0),
        (p::VIEW_CHANNEL, json!({"content": "c"}), 403, 50001),
        (p::SEND_MESSAGES, json!({"content": "c"}), 403, 50013),
        (p::EMBED_LINKS, embed.clone(), 403, 50013),
        (p::SEND_MESSAGES_IN_THREADS, embed, 200, 0),
        (p::READ_MESSAGE_HISTORY, reply.clone(), 400, 160_002),
        (p::ATTACH_FILES, reply, 200, 0),
    ];
    for (denied, body, status, code) in cases {
        sandbox.overwrite(channel, bot, 0, denied);
        let answer = http.send("POST", &format!("/channels/{channel}/messages"), &body).await;
        let got = (answer.status, answer.body["code"].as_u64().unwrap_or(0));
        assert_eq!(got, (status, code), "without {denied:#x}: {body}");
    }
    sandbox.overwrite(channel, bot, 0, p::ADD_REACTIONS);
    let react = format!("/channels/{channel}/messages/{}/reactions/%F0%9F%91%8D/@me", question.id);
    assert_eq!(http.bare("PUT", &react).await.body["code"], 50013);
    let dm = http
        .send("POST", "/users/@me/channels", &json!({"recipient_id": sandbox.member().to_string()}))
        .await;
    let dm = dm.body["id"].as_str().unwrap().to_owned();
    assert_eq!(http.say(&dm, "hello").await.status, 200);
    sandbox.set_dms_closed(sandbox.member(), true);
    assert_eq!(http.say(&dm, "hello").await.body["code"], 50007);
}

#[tokio::test]
async fn pings_follow_allowed_mentions() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let (guild, general) = (sandbox.guild(), sandbox.general());
    let (member, other) = (sandbox.member(), sandbox.owner());
    let role = sandbox.moderator_role();
    sandbox.set_mentionable(guild, role, true);
    let closed = sandbox.add_role(guild, "closed", 0);
    let bot_role = sandbox.bot_role(guild).unwrap();
    let question = sandbox.say(other, general, "?").unwrap();
    let (m, r, c) = (format!("<@{member}>"), format!("<@&{role}>"), format!("<@&{closed}>"));
    let all = format!("{m} {r} {c} @everyone");
    let (users, roles) = (vec![member], vec![role]);
    let none = || json!({"parse": []});
    // Text, rules, a reply or not, whether it may mention everyone; users, roles, everyone.
    let cases = [
        (&all, Value::Null, false, false, users.clone(), roles.clone(), false),
        (&all, Value::Null, false, true, users.clone(), vec![role, closed], true),
        (&all, none(), false, true, vec![], vec![], false),
        (&all, json!({}), false, true, vec![], vec![], false),
        (&all, json!({"parse": ["users"]}), false, true, users.clone(), vec![], false),
        (&all, json!({"parse": ["everyone"]}), false, true, vec![], vec![], true),
        (&all, json!({"parse": ["everyone"]}), false, false, vec![], vec![], false),
        (&all, json!({"users": [member.to_string()]}), false, true, users.clone(), vec![], false),
        (&all, json!({"users": [other.to_string()]}), false, true, vec![], vec![], false),
        (&all, json!({"roles": [role.to_string()]}), false, false, vec![], roles.clone(), false),
        (&m, Value::Null, true, false, vec![other, member], vec![], false),
        (&m, none(), true, false, vec![], vec![], false),
        (&m, json!({"parse": [], "replied_user": true}), true, false, vec![other], vec![], false),
        (&format!("`{m}` ```{m} @everyone```"), Value::Null, false, true, vec![], vec![], false),
        (&"<@5> <@&5> @someone".to_owned(), Value::Null, false, true, vec![], vec![], false),
    ];
    for (text, rules, reply, may, users, roles, everyone) in cases {
        let bits = permissions::DEFAULT_BOT | if may { permissions::MENTION_EVERYONE } else { 0 };
        sandbox.set_role_permissions(guild, bot_role, bits);
        let mut body = json!({"content": text});
        if !rules.is_null() {
            body["allowed_mentions"] = rules;
        }
        if reply {
            body["message_reference"] = json!({"message_id": question.id.to_string()});
        }
        let answer = http.send("POST", &format!("/channels/{general}/messages"), &body).await;
        let pings = sandbox.message(id_of(&answer.body)).unwrap().pings;
        let mut users = users;
        users.sort();
        assert_eq!(pings, Pings { users, roles, everyone }, "{body}, may mention all: {may}");
        assert_eq!(answer.body["mention_everyone"], everyone);
    }
}

#[tokio::test]
async fn faults_before_and_after() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let general = sandbox.general();
    sandbox.fail_next("POST", "/messages", Fault::status(502), When::Before, 1);
    assert_eq!(http.say(general, "lost").await.status, 502);
    assert!(sandbox.bot_messages().is_empty());
    sandbox.fail_next("post", "/messages", Fault::status(500), When::After, 1);
    assert_eq!(http.say(general, "there").await.status, 500);
    assert_eq!(sandbox.bot_messages().len(), 1);
    sandbox.fail_next("*", "/messages", Fault::too_many_requests(1.5), When::Before, 1);
    let limited = http.say(general, "x").await;
    assert_eq!((limited.status, &limited.body["retry_after"]), (429, &json!(1.5)));
    assert_eq!(limited.headers["retry-after"], "2");
    let global = Fault::TooManyRequests { retry_after: 0.5, global: true, header: false };
    sandbox.fail_next("POST", "/messages", global, When::Before, 1);
    let limited = http.say(general, "x").await;
    assert_eq!((&limited.body["global"], limited.headers.get("retry-after")), (&json!(true), None));
    sandbox.fail_next("POST", "/messages", Fault::garbage_rate_limit(), When::Before, 1);
    let garbage = http.say(general, "y").await;
    assert_eq!((garbage.status, &garbage.headers["x-ratelimit-limit"].to_str().unwrap()), (200, &"abc"));
    let path = format!("/channels/{general}/messages");
    for (when, stored) in [(When::Before, 2), (When::After, 3)] {
        sandbox.fail_next("POST", "/messages", Fault::Drop, when, 1);
        assert!(http.try_send("POST", &path, Some(&json!({"content": "z"}))).await.is_err());
        assert_eq!(sandbox.bot_messages().len(), stored, "{when:?}");
    }
    sandbox.fail_next("POST", "/messages", Fault::Hang, When::Before, 1);
    let body = json!({"content": "z"});
    let hanging = http.try_send("POST", &path, Some(&body));
    assert!(tokio::time::timeout(BRIEFLY, hanging).await.is_err());
    let slow = Fault::Slow(Duration::from_millis(80));
    sandbox.fail_next("POST", "/messages", slow, When::Before, 1);
    let at = Instant::now();
    assert_eq!(http.say(general, "late").await.status, 200);
    assert!(at.elapsed() >= Duration::from_millis(80));
    assert_eq!(http.say(general, "fine").await.status, 200, "faults are used up");
}

#[tokio::test]
async fn what_is_under_way_is_counted() {
    let options = Options { latency: Duration::from_millis(400), ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let http = Http::new(&sandbox);
    tokio::join!(
        http.say(sandbox.general(), "1"),
        http.say(sandbox.general(), "2"),
        http.say(sandbox.thread(), "3")
    );
    http.say(sandbox.general(), "4").await;
    let mut counts: Vec<usize> = sandbox.requests().iter().map(|one| one.in_flight_same_channel).collect();
    counts.sort_unstable();
    assert_eq!(counts, [0, 0, 0, 1]);
}

#[tokio::test]
async fn limits_are_enforced_when_on() {
    let window = Duration::from_secs(30);
    let limits = RateLimits { messages: Some(Limit::new(2, window)), global: Some(Limit::new(6, window)) };
    let options = Options { rate_limits: limits, ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let http = Http::new(&sandbox);
    let statuses = async |channel, count: usize| {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(http.say(channel, "x").await.status);
        }
        all
    };
    assert_eq!(statuses(sandbox.general(), 3).await, [200, 200, 429]);
    let last = http.say(sandbox.general(), "x").await;
    assert_eq!((last.status, &last.body["global"]), (429, &json!(false)));
    assert_eq!(last.headers["x-ratelimit-remaining"], "0");
    assert_eq!(last.headers["x-ratelimit-scope"], "user");
    assert_eq!(statuses(sandbox.thread(), 2).await, [200, 200]);
    let global = http.get("/users/@me").await;
    assert_eq!((global.status, &global.body["global"]), (429, &json!(true)));
    assert_eq!(global.headers["x-ratelimit-global"], "true");
    // Interactions are not under the global limit; this one does not exist.
    assert_eq!(http.send("POST", "/interactions/1/t/callback", &json!({"type": 4})).await.status, 404);
}

#[tokio::test]
async fn silence_can_be_asserted() {
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let general = sandbox.general();
    http.say(general, "earlier").await;
    sandbox.say(sandbox.member(), general, "hello").unwrap();
    sandbox.no_message_within(general, BRIEFLY).await.unwrap();
    http.say(general, "too chatty").await;
    let error = sandbox.no_message_within(general, BRIEFLY).await.unwrap_err().to_string();
    assert!(error.contains("too chatty"), "{error}");
    let error = sandbox.wait_message(|_| false, BRIEFLY).await.unwrap_err().to_string();
    assert!(error.contains("too chatty") && error.contains("-> 200"), "{error}");
}

#[tokio::test]
async fn the_bot_sees_its_own_messages() {
    let sandbox = sandbox().await;
    let mut socket = Socket::ready(&sandbox, USUAL).await;
    Http::new(&sandbox).say(sandbox.general(), "mine").await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "mine");
}
