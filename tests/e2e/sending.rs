//! Replies on their way out through limits, errors and lost answers.

use std::io::Write;
use std::time::Duration;

use discord_sandbox::{ChannelId, Fault, Limit, MessageId, Options, RateLimits, Recorded, When};
use serde_json::json;

use crate::world::{ANSWER, QUESTION, QUIET, SOON, Setup, World};

fn posts(world: &World) -> Vec<Recorded> {
    let posted = |r: &Recorded| r.method == "POST" && r.path.ends_with("/messages");
    world.discord.requests().into_iter().filter(posted).collect()
}

#[tokio::test]
async fn a_reply_arrives_once_in_spite_of_errors() {
    for (fault, when, tries) in [
        (Fault::too_many_requests(0.3), When::Before, 2),
        (Fault::TooManyRequests { retry_after: 0.2, global: false, header: false }, When::Before, 2),
        (Fault::status(500), When::Before, 2),
        (Fault::status(502), When::Before, 2),
        (Fault::Drop, When::Before, 2),
        // Posted, but the answer was lost: the nonce keeps it from doubling.
        (Fault::status(503), When::After, 2),
        (Fault::Drop, When::After, 2),
        // Not a number: serenity's limiter would post it hundreds of times.
        (Fault::garbage_rate_limit(), When::Before, 1),
    ] {
        let world = World::new().await;
        let name = format!("{fault:?} {when:?}");
        world.discord.fail_next("POST", "/messages", fault, when, 1);
        let question = world.asks(QUESTION);
        world
            .discord
            .wait_request(|r| r.path.ends_with("/messages") && r.status == Some(200), SOON)
            .await
            .expect(&name);
        assert!(world.reply(question).await.content.contains(ANSWER));
        tokio::time::sleep(QUIET).await;
        assert_eq!(world.replies_to(question), 1, "{name}");
        assert_eq!(posts(&world).len(), tries, "{name}");
    }
}

#[tokio::test]
async fn a_request_without_an_answer_times_out_and_is_repeated() {
    let world = World::with(Setup::default().set("ACCORD_DISCORD__HTTP_TIMEOUT_SECONDS", "1")).await;
    world.discord.fail_next("POST", "/messages", Fault::Hang, When::After, 1);
    let question = world.asks(QUESTION);
    world
        .discord
        .wait_request(|r| r.path.ends_with("/messages") && r.status == Some(200), SOON)
        .await
        .unwrap();
    assert_eq!(world.replies_to(question), 1);
    assert_eq!(posts(&world).len(), 2);
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_repeated() {
    let world = World::new().await;
    world.discord.fail_next("POST", "/messages", Fault::status(403), When::Before, 1);
    let question = world.asks(QUESTION);
    world.bot.logged("could not be sent").await;
    tokio::time::sleep(QUIET).await;
    assert_eq!((world.replies_to(question), posts(&world).len()), (0, 1));
    let next = world.asks(QUESTION);
    world.reply(next).await;
}

#[tokio::test]
async fn one_message_is_in_flight_per_channel_and_the_queue_is_bounded() {
    let limits = RateLimits { messages: Some(Limit::new(5, Duration::from_millis(400))), global: None };
    let world = World::with(Setup {
        options: Options { rate_limits: limits, latency: Duration::from_millis(5), ..Options::default() },
        ..Setup::default()
    })
    .await;
    let asked: Vec<MessageId> = (0..60).map(|_| world.asks(QUESTION)).collect();
    let answered = |asked: &[MessageId]| asked.iter().filter(|q| world.replies_to(**q) > 0).count();
    world.bot.logged("queue is full").await;
    // What was taken is delivered, in order; the rest was dropped and counted.
    let end = std::time::Instant::now() + SOON;
    let mut last = 0;
    while std::time::Instant::now() < end {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = answered(&asked);
        if now == last {
            break;
        }
        last = now;
    }
    assert!((21..60).contains(&last), "{last} of 60 were answered");
    let posts = posts(&world);
    assert!(posts.iter().all(|post| post.in_flight_same_channel == 0), "one at a time");
    let refused = posts.iter().filter(|post| post.status == Some(429)).count();
    assert_eq!(refused, 0, "the bucket's headers were heeded");
    let about =
        world.discord.slash(world.discord.member(), world.discord.general(), "about", &json!({})).unwrap();
    assert!(about.answer(SOON).await.unwrap().text().contains("dropped since the start"));
}

#[tokio::test]
async fn no_more_than_fifty_requests_a_second_over_all_channels() {
    let world = World::new().await;
    let d = &world.discord;
    let channels: Vec<ChannelId> = (0..130).map(|n| d.add_channel(d.guild(), &format!("room-{n}"))).collect();
    let mut asked = Vec::new();
    for channel in channels {
        asked.push(d.say(d.member(), channel, &world.mention(QUESTION)).unwrap().id);
    }
    for question in asked {
        world.reply(question).await;
    }
    let times: Vec<Duration> = posts(&world).iter().map(|post| post.since_start).collect();
    assert_eq!(times.len(), 130);
    for (at, time) in times.iter().enumerate() {
        // Sent a second apart they may arrive a little less than that apart.
        let within = times[at..]
            .iter()
            .filter(|t| (**t).checked_sub(*time).unwrap() < Duration::from_millis(900))
            .count();
        assert!(within <= 50, "{within} requests within a second");
    }
}

#[tokio::test]
async fn a_global_limit_holds_every_channel_back() {
    let world = World::new().await;
    let d = &world.discord;
    let other = d.add_channel(d.guild(), "other");
    d.fail_next(
        "POST",
        "/messages",
        Fault::TooManyRequests { retry_after: 1.5, global: true, header: true },
        When::Before,
        1,
    );
    let first = world.asks(QUESTION);
    d.wait_request(|r| r.status == Some(429), SOON).await.unwrap();
    let second = d.say(d.member(), other, &world.mention(QUESTION)).unwrap().id;
    world.reply(first).await;
    world.reply(second).await;
    let times: Vec<Duration> = posts(&world).iter().map(|post| post.since_start).collect();
    assert!(times[1].checked_sub(times[0]).unwrap() >= Duration::from_millis(1_400), "{times:?}");
}

#[tokio::test]
async fn interactions_are_answered_in_spite_of_errors_and_full_queues() {
    let world = World::new().await;
    let d = &world.discord;
    // A channel whose queue stands still, and a global wait.
    d.fail_next(
        "POST",
        "/messages",
        Fault::TooManyRequests { retry_after: 8.0, global: true, header: true },
        When::Before,
        1,
    );
    world.asks(QUESTION);
    d.wait_request(|r| r.status == Some(429), SOON).await.unwrap();
    for (fault, when) in [
        (None, When::Before),
        (Some(Fault::status(500)), When::Before),
        (Some(Fault::too_many_requests(0.2)), When::Before),
        (Some(Fault::Drop), When::Before),
        (Some(Fault::Drop), When::After),
        (Some(Fault::Hang), When::Before),
    ] {
        let name = format!("{fault:?} {when:?}");
        if let Some(fault) = fault {
            d.fail_next("POST", "/callback", fault, when, 1);
        }
        let asked = d.slash(d.member(), d.general(), "ask", &json!({"question": QUESTION})).unwrap();
        let response =
            asked.response(SOON).await.unwrap_or_else(|e| panic!("{name}: {e}\n{}", world.bot.log()));
        assert!(response.after < Duration::from_secs(3), "{name}: {:?}", response.after);
    }
}

/// Serenity's limiter keeps something of every interaction for ever.
#[tokio::test]
async fn interactions_leave_nothing_behind() {
    let world = World::new().await;
    let d = &world.discord;
    let answer_many = async |count: usize| {
        for _ in 0..count {
            let asked = d.slash(d.member(), d.general(), "help", &json!({})).unwrap();
            asked.response(SOON).await.unwrap();
        }
    };
    let resident = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", world.bot.pid())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    // The start draws pictures in the background, which takes memory too; this
    // is the last of them.
    crate::pages::drawn(&world, &json!({"language": "ru", "theme": "light"}), "ещё рисуется").await;
    answer_many(500).await;
    let Some(before) = resident() else {
        let _ =
            writeln!(std::io::stderr(), "SKIPPED: this system does not tell how much memory a process uses");
        return;
    };
    answer_many(2_000).await;
    let after = resident().unwrap();
    // Serenity's own would keep 0.3 kB each, 600 kB in all; allocators drift.
    assert!(after < before + 500, "{before} kB before, {after} kB after 2,000 interactions");
}
