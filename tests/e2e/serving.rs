//! Starting, reloading, leaving, and refusing to start.

use std::time::Duration;

use discord_sandbox::{Fault, Options, Sandbox, When};
use serde_json::json;

use crate::world::{ANSWER, Bot, QUESTION, QUIET, SOON, Setup, World, small_base, small_fact, write};

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_signal_finishes_what_is_under_way_and_says_goodbye() {
    for signal in ["TERM", "INT"] {
        let mut world = World::new().await;
        world.discord.fail_next(
            "POST",
            "/messages",
            Fault::Slow(Duration::from_millis(1_500)),
            When::Before,
            1,
        );
        let question = world.asks(QUESTION);
        let arrived = |r: &discord_sandbox::Recorded| r.method == "POST" && r.path.ends_with("/messages");
        world.discord.wait_request(arrived, SOON).await.unwrap();
        world.bot.signal(signal);
        world.bot.logged("leaving").await;
        let late = world.asks(QUESTION);
        assert_eq!(world.bot.ended(SOON).await.code(), Some(0), "{signal}\n{}", world.bot.log());
        assert_eq!(world.replies_to(question), 1, "the answer in flight was delivered");
        assert_eq!(world.replies_to(late), 0, "nothing new was begun");
        let closed = world.discord.gateway().wait_close(SOON).await.unwrap();
        assert_eq!(closed.code, Some(1000), "the gateway was closed properly");
    }
}

#[tokio::test]
async fn work_that_does_not_end_does_not_keep_the_bot_from_leaving() {
    let mut world = World::with(Setup::default().set("ACCORD_DISCORD__HTTP_TIMEOUT_SECONDS", "60")).await;
    world.discord.fail_next("POST", "/messages", Fault::Hang, When::Before, 1);
    world.asks(QUESTION);
    world.discord.wait_request(|r| r.path.ends_with("/messages"), SOON).await.unwrap();
    world.bot.signal("TERM");
    assert_eq!(world.bot.ended(Duration::from_secs(30)).await.code(), Some(0), "{}", world.bot.log());
    assert!(world.bot.log().contains("not everything could be finished"), "{}", world.bot.log());
}

/// Serenity never ends in this state by itself.
#[tokio::test]
async fn a_spinning_bot_can_still_be_ended() {
    let options = Options { heartbeat_interval: Duration::from_secs(45), ..Options::default() };
    let mut world = World::with(Setup { options, ..Setup::default() }).await;
    world.discord.gateway().close(None);
    tokio::time::sleep(QUIET).await;
    world.bot.signal("TERM");
    assert_eq!(world.bot.ended(Duration::from_secs(30)).await.code(), Some(0), "{}", world.bot.log());
}

#[tokio::test]
async fn a_good_change_is_taken_over_and_a_broken_one_is_not() {
    let base = small_base();
    let world = World::with(Setup::default().knowledge(base.path())).await;
    let d = &world.discord;
    let about = async || {
        d.slash(d.member(), d.general(), "about", &json!({})).unwrap().answer(SOON).await.unwrap().text()
    };
    assert!(!about().await.contains("not taken over"));

    write(
        base.path(),
        "facts/pots/lid.toml",
        &small_fact("The lid weighs forty grams.", "How heavy is the lid?"),
    );
    world.bot.signal("HUP");
    world.bot.logged("was reloaded").await;
    let question = world.asks("How heavy is the lid?");
    assert!(world.reply(question).await.content.contains("forty grams"));

    write(base.path(), "facts/pots/spout.toml", "[answer]\nen = \"It drips.\"\nspeling = 1\n");
    write(base.path(), "facts/pots/handle.toml", "[answer\n");
    world.bot.signal("HUP");
    world.bot.logged("was not reloaded").await;
    let log = world.bot.log();
    for named in ["spout.toml:3", "handle.toml:1", "missing-key", "unknown-key", "bad-toml"] {
        assert!(log.contains(named), "{named} is not in the log:\n{log}");
    }
    let question = world.asks("How heavy is the lid?");
    assert!(world.reply(question).await.content.contains("forty grams"), "the good base is kept");
    assert!(about().await.contains("not taken over"));

    std::fs::remove_file(base.path().join("facts/pots/spout.toml")).unwrap();
    std::fs::remove_file(base.path().join("facts/pots/handle.toml")).unwrap();
    write(
        base.path(),
        "facts/pots/lid.toml",
        &small_fact("The lid weighs fifty grams.", "How heavy is the lid?"),
    );
    world.bot.signal("HUP");
    let end = std::time::Instant::now() + SOON;
    while about().await.contains("not taken over") {
        assert!(std::time::Instant::now() < end, "{}", world.bot.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn what_keeps_it_from_starting_is_said_in_one_sentence() {
    let discord = Sandbox::start(Options::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    write(folder.path(), "bad.toml", "[discord]\nwatchdgo_seconds = 3\n");
    write(folder.path(), "broken/facts/a/b.toml", "[answer]\nen = \"x\"\n");
    write(folder.path(), "empty-token", "\n");
    let url = discord.url();
    let secret = "MTIzNDU2Nzg5.secret.part-of-a-token";
    let api = ("ACCORD_DISCORD__API_URL", url.as_str());
    let token = ("DISCORD_TOKEN", discord.token());
    let closed_port = "http://127.0.0.1:9";
    for (name, arguments, environment, sentence) in [
        ("no token", vec!["serve"], vec![api], "no Discord token was given"),
        ("a wrong token", vec!["serve"], vec![api, ("DISCORD_TOKEN", secret)], "refused the token"),
        ("a token with spaces", vec!["serve"], vec![api, ("DISCORD_TOKEN", "a secret b")], "is no token"),
        ("no token file", vec!["serve"], vec![api, ("DISCORD_TOKEN_FILE", &path("nowhere"))], "nowhere"),
        (
            "an empty token file",
            vec!["serve"],
            vec![api, ("DISCORD_TOKEN_FILE", &path("empty-token"))],
            "no Discord token",
        ),
        (
            "no network",
            vec!["serve"],
            vec![token, ("ACCORD_DISCORD__API_URL", closed_port)],
            "cannot be reached",
        ),
        ("no settings file", vec!["--config", &path("none.toml"), "serve"], vec![api, token], "none.toml"),
        (
            "an unknown key",
            vec!["--config", &path("bad.toml"), "serve"],
            vec![api, token],
            "watchdgo_seconds",
        ),
        ("an unknown variable", vec!["serve"], vec![api, token, ("ACCORD_DISCORD__TOKNE", secret)], "tokne"),
        (
            "a bad filter",
            vec!["serve"],
            vec![api, token, ("ACCORD_TELEMETRY__FILTER", "=,=")],
            "telemetry.filter",
        ),
        ("a broken base", vec!["--knowledge", &path("broken"), "serve"], vec![api, token], "b.toml:1"),
        ("no base", vec!["--knowledge", &path("nowhere"), "serve"], vec![api, token], "does not exist"),
        (
            "an unwritable health file",
            vec!["serve"],
            vec![api, token, ("ACCORD_TELEMETRY__HEALTH_FILE", "/nowhere/health")],
            "/nowhere/health",
        ),
    ] {
        let mut bot = Bot::spawn(&arguments, &variables(&environment));
        let status = bot.ended(SOON).await;
        let log = bot.log();
        assert_eq!(status.code(), Some(1), "{name}: {log}");
        assert!(log.contains(sentence), "{name}: {log}");
        assert!(!log.contains("secret"), "{name} shows the token: {log}");
        assert!(!log.contains("panicked"), "{name}: {log}");
        let said = log.lines().filter(|line| line.starts_with("accord:")).count();
        assert_eq!(said, 1, "{name}: one sentence: {log}");
    }
    assert!(discord.gateway().identifies().is_empty(), "none of them connected");
}

#[tokio::test]
async fn the_token_comes_from_a_file_and_shows_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let discord = Sandbox::start(Options::default()).await.unwrap();
    write(folder.path(), "token", &format!("{}\n", discord.token()));
    let file = folder.path().join("token");
    let mut bot = Bot::spawn(
        &["serve"],
        &variables(&[
            ("ACCORD_DISCORD__API_URL", &discord.url()),
            ("DISCORD_TOKEN_FILE", file.to_str().unwrap()),
            ("ACCORD_TELEMETRY__FILTER", "trace"),
        ]),
    );
    discord.gateway().wait_ready(SOON).await.unwrap();
    bot.signal("TERM");
    bot.ended(SOON).await;
    assert!(!bot.log().contains(discord.token()), "{}", bot.log());
}

#[tokio::test]
async fn a_question_is_one_line_of_json_without_its_text() {
    let world = World::with(Setup::default().set("ACCORD_TELEMETRY__FORMAT", "json")).await;
    let question = world.asks(QUESTION);
    world.reply(question).await;
    world.bot.logged("\"verdict\"").await;
    let log = world.bot.log();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .filter(|line: &serde_json::Value| line["message"] == "question")
        .collect();
    assert_eq!(lines.len(), 1);
    for key in ["verdict", "fact", "language", "micros", "base", "via"] {
        assert!(!lines[0][key].is_null(), "{key}: {}", lines[0]);
    }
    assert!(!log.contains("join GRECO"), "the text of a question is personal data: {log}");
}

#[tokio::test]
async fn health_tells_whether_it_is_connected() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("health").to_str().unwrap().to_owned();
    let health = || Bot::spawn(&["health"], &variables(&[("ACCORD_TELEMETRY__HEALTH_FILE", &file)]));
    assert_eq!(health().ended(SOON).await.code(), Some(1), "nothing runs");
    let world = World::with(Setup::default().set("ACCORD_TELEMETRY__HEALTH_FILE", &file)).await;
    let end = std::time::Instant::now() + SOON;
    while health().ended(SOON).await.code() != Some(0) {
        assert!(std::time::Instant::now() < end, "{}", world.bot.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let question = world.asks(QUESTION);
    assert!(world.reply(question).await.content.contains(ANSWER));
}
