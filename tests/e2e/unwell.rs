//! A store that is locked, full or away: answering goes on, moderators are told
//! that nothing can be saved, and nothing that was saved is damaged.

use std::time::Duration;

use discord_sandbox::ChannelId;
use serde_json::json;
use sqlx::{Connection, Executor};

use crate::channels::{mode, moderated, says, set, silent};
use crate::crashes::locked;
use crate::world::{ANSWER, Place, QUESTION, SOON, Setup, World};

/// What `/about` says.
async fn about(world: &World) -> String {
    let d = &world.discord;
    d.slash(d.owner(), d.general(), "about", &json!({})).unwrap().answer(SOON).await.unwrap().text()
}

/// Another process locks the file: answering goes on, moderation says that it
/// cannot save, and both are well again afterwards.
async fn half_a_minute_locked(place: Place) {
    let world = moderated(place).await;
    let mut other = locked(&world, "channels, servers, audit, revisions").await;
    let said = mode(&world, "off").await;
    assert!(said.contains("cannot save"), "{said}");
    // For half a minute.
    for _ in 0..6 {
        let question = world.asks(QUESTION);
        assert!(world.reply(question).await.content.contains(ANSWER));
        assert!(about(&world).await.contains("cannot save"));
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    world.bot.logged("the store cannot be used").await;
    assert_eq!(world.bot.log().matches("the store cannot be used").count(), 1, "once, as long as it lasts");
    other.execute("ROLLBACK").await.unwrap();
    world.bot.logged("the store can be used").await;
    let said = mode(&world, "off").await;
    assert!(said.contains("off"), "{said}");
    // What was under way while it was locked may still fail; the next look mends that.
    let end = tokio::time::Instant::now() + SOON;
    while about(&world).await.contains("cannot save") {
        assert!(tokio::time::Instant::now() < end, "it stays unwell: {}", world.bot.log());
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

#[tokio::test]
async fn a_locked_file_stops_moderation_and_nothing_else() {
    half_a_minute_locked(Place::Sqlite).await;
}

#[tokio::test]
async fn locked_tables_stop_moderation_and_nothing_else() {
    if Place::all().contains(&Place::Postgres) {
        half_a_minute_locked(Place::Postgres).await;
    }
}

/// The disk is full: what cannot be saved is said not to be, what was set before
/// holds, answering goes on, and nothing is damaged.
#[tokio::test]
async fn a_full_disk_damages_nothing() {
    // No file may grow beyond this many blocks of 512 bytes: enough to begin with.
    let setup = Setup { file_blocks: Some(800), ..Setup::default() }.store(Place::Sqlite);
    let mut world = World::with(setup).await;
    let d = &world.discord;
    let set_mode = async |channel: ChannelId, mode: &str| {
        set(&world, d.owner(), channel, "channel mode", &json!({"mode": mode})).await.content
    };
    assert!(set_mode(d.general(), "off").await.contains("off"));
    let mut saved = 1;
    let refused = loop {
        let channel = d.add_channel(d.guild(), &format!("room-{saved}"));
        let said = set_mode(channel, "off").await;
        if said.contains("cannot save") {
            break channel;
        }
        saved += 1;
        assert!(saved < 2_000, "it never gets full");
    };
    let question = says(&world, refused, &world.mention(QUESTION));
    assert!(world.reply(question).await.content.contains(ANSWER), "what was not saved does not hold");
    says(&world, d.general(), &world.mention(QUESTION));
    silent(&world, d.general()).await;
    assert!(about(&world).await.contains("cannot save"));
    world.unlimit();
    world.crash().await;
    let d = &world.discord;
    says(&world, d.general(), &world.mention(QUESTION));
    silent(&world, d.general()).await;
    let said = set(&world, d.owner(), refused, "channel mode", &json!({"mode": "off"})).await;
    assert!(said.content.contains("off"), "{}", said.content);
    let log = set(&world, d.owner(), d.general(), "team log", &json!({})).await;
    assert!(log.text().contains("channel.mode"), "{}", log.text());
}

/// The same of a database server: a table's file that cannot grow is what its disk
/// being full comes to.
#[tokio::test]
async fn a_full_database_server_damages_nothing() {
    if !Place::all().contains(&Place::Postgres) {
        return;
    }
    let mut world = moderated(Place::Postgres).await;
    assert!(mode(&world, "off").await.contains("off"));
    sqlx::any::install_default_drivers();
    let mut other = sqlx::AnyConnection::connect(world.store()).await.unwrap();
    other.execute("ALTER TABLE audit SET (autovacuum_enabled = false)").await.unwrap();
    let mut entry = 0;
    // Large rows until none fits, then small ones into what is left.
    for (letters, rows) in [(1_900, 500), (1_900, 1), (1, 200), (1, 1)] {
        let fill = format!(
            "INSERT INTO audit SELECT -$1 - n, 7, 0, 0, repeat('x', {letters}), NULL, NULL \
             FROM generate_series(1, {rows}) n"
        );
        loop {
            let done = sqlx::query(sqlx::AssertSqlSafe(fill.clone())).bind(entry).execute(&mut other).await;
            entry += rows;
            if let Err(error) = done {
                assert!(error.to_string().contains("could not extend"), "{error}");
                break;
            }
            assert!(entry < 1_000_000, "it never gets full");
        }
    }
    let said = mode(&world, "mention").await;
    assert!(said.contains("cannot save"), "{said}");
    let d = &world.discord;
    says(&world, d.general(), &world.mention(QUESTION));
    silent(&world, d.general()).await;
    assert!(about(&world).await.contains("cannot save"));
    let room = d.add_channel(d.guild(), "room");
    let question = says(&world, room, &world.mention(QUESTION));
    assert!(world.reply(question).await.content.contains(ANSWER), "answering goes on");
    other.execute("DELETE FROM audit WHERE server = 7").await.unwrap();
    other.execute("VACUUM FULL audit").await.unwrap();
    world.crash().await;
    let d = &world.discord;
    says(&world, d.general(), &world.mention(QUESTION));
    silent(&world, d.general()).await;
    assert!(mode(&world, "mention").await.contains("mention"));
    let log = set(&world, d.owner(), d.general(), "team log", &json!({})).await;
    assert!(log.text().contains("channel.mode"), "{}", log.text());
}

/// The store is away from the start: the bot answers, and uses it once it comes.
#[tokio::test]
async fn a_store_that_is_away_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("blocked");
    std::fs::write(&blocked, "a file where a folder should be").unwrap();
    let url = format!("sqlite://{}", blocked.join("store.db").display());
    let world = World::with(Setup::default().set("ACCORD_STORE__URL", &url)).await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    world.reply(question).await;
    world.bot.logged("the store cannot be opened").await;
    let said = set(&world, d.owner(), d.general(), "channel mode", &json!({"mode": "off"})).await;
    assert!(said.content.contains("cannot save"), "{}", said.content);
    std::fs::remove_file(&blocked).unwrap();
    world.bot.logged("the store can be used").await;
    let said = set(&world, d.owner(), d.general(), "channel mode", &json!({"mode": "off"})).await;
    assert!(said.content.contains("off"), "{}", said.content);
}
