//! Killed at every step between a question and its approved answer: nothing is
//! lost, nothing is said twice. Discord forgets nonces at once here, so that
//! what was sent before must be found, not only hoped for.

use std::time::Duration;

use discord_sandbox::{Fault, MessageId, Options, When};
use sqlx::{AnyConnection, Connection, Executor};

use crate::reviews::team_with;
use crate::world::{ANSWER, Place, QUESTION, SOON, Setup, World};

/// A lease of a process that died must run out where others use the store too.
pub(crate) const LATER: Duration = Duration::from_mins(1);

/// Where the bot is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The question is saved, its card not yet with Discord.
    CardUnsent,
    /// Discord has the card, the bot does not know.
    CardUnknown,
    /// The moderator has pressed, nothing is saved.
    Undecided,
    /// The decision is saved, the answer not yet with Discord.
    AnswerUnsent,
    /// Discord has the answer, the bot does not know.
    AnswerUnknown,
    /// The answer is sent, the card not yet changed.
    CardUnchanged,
    /// Everything is done.
    Done,
}

const STEPS: [Step; 7] = [
    Step::CardUnsent,
    Step::CardUnknown,
    Step::Undecided,
    Step::AnswerUnsent,
    Step::AnswerUnknown,
    Step::CardUnchanged,
    Step::Done,
];

pub(crate) fn options() -> Options {
    Options { nonce_memory: Duration::ZERO, ..Setup::default().options }
}

/// Waits for a request that hangs; `since`: how many requests there were before.
pub(crate) async fn hanging(world: &World, method: &str, path: &str, since: usize) {
    let before: Vec<_> = world.discord.requests().into_iter().take(since).map(|one| one.at).collect();
    let seen = world.discord.wait_request(
        |one| {
            one.method == method
                && one.path.contains(path)
                && one.status.is_none()
                && !before.contains(&one.at)
        },
        SOON,
    );
    seen.await.unwrap_or_else(|error| panic!("{error}\n{}", world.bot.log()));
}

/// Holds tables of the store so that nothing can be written there, until it is
/// dropped or rolled back: of SQLite the whole file.
pub(crate) async fn locked(world: &World, tables: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let mut other = AnyConnection::connect(world.store()).await.unwrap();
    let lock = if world.store().starts_with("sqlite") {
        "BEGIN IMMEDIATE".to_owned()
    } else {
        format!("BEGIN; LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
    };
    other.execute(sqlx::AssertSqlSafe(lock)).await.unwrap();
    other
}

/// Kills the bot, gives up what was locked and what hangs, and starts it anew.
pub(crate) async fn dies(world: &mut World, lock: Option<AnyConnection>) {
    world.bot.signal("KILL");
    world.bot.ended(SOON).await;
    if let Some(mut lock) = lock {
        lock.execute("ROLLBACK").await.unwrap();
    }
    world.revive().await;
    world.discord.clear_faults();
}

/// Asks, kills the bot at a step, starts it anew; gives the question and whether
/// it was approved.
async fn killed_at(world: &mut World, step: Step) -> (MessageId, bool) {
    let general = format!("/channels/{}/messages", world.discord.general());
    let team = format!("/channels/{}/messages", world.discord.team());
    let hang = |world: &World, method: &str, path: &str, when| {
        world.discord.fail_next(method, path, Fault::Hang, when, 1);
    };
    match step {
        Step::CardUnsent => hang(world, "POST", &team, When::Before),
        Step::CardUnknown => hang(world, "POST", &team, When::After),
        _ => {}
    }
    let since = world.discord.requests().len();
    let question = world.asks(QUESTION);
    if matches!(step, Step::CardUnsent | Step::CardUnknown) {
        hanging(world, "POST", &team, since).await;
        dies(world, None).await;
        return (question, false);
    }
    let card = world.card(question).await;
    match step {
        Step::AnswerUnsent => hang(world, "POST", &general, When::Before),
        Step::AnswerUnknown => hang(world, "POST", &general, When::After),
        Step::CardUnchanged => hang(world, "PATCH", &team, When::Before),
        _ => {}
    }
    let lock = if step == Step::Undecided { Some(locked(world, "reviews").await) } else { None };
    let approve = World::button(&card, "Approve");
    let pressed = world.discord.click(world.discord.moderator(), card.id, &approve).unwrap();
    match step {
        Step::Undecided => tokio::time::sleep(Duration::from_millis(300)).await,
        Step::AnswerUnsent | Step::AnswerUnknown => hanging(world, "POST", &general, since).await,
        Step::CardUnchanged => hanging(world, "PATCH", &team, since).await,
        _ => {
            pressed.response(SOON).await.unwrap();
            world.turned(card.id, "Approved").await;
            world.reply(question).await;
        }
    }
    dies(world, lock).await;
    (question, !matches!(step, Step::Undecided))
}

#[tokio::test]
async fn killed_at_every_step() {
    for place in Place::all() {
        let setup = Setup { options: options(), ..Setup::default() }.store(place);
        let mut world = team_with(setup, "review").await;
        let mut asked = Vec::new();
        for step in STEPS {
            let (question, approved) = killed_at(&mut world, step).await;
            asked.push((step, question, approved));
        }
        for (step, question, approved) in asked {
            let d = &world.discord;
            let card = d
                .wait_message(
                    |one| one.channel == d.team() && one.content.ends_with(&question.to_string()),
                    LATER,
                )
                .await
                .unwrap_or_else(|error| panic!("{place:?} {step:?}: {error}\n{}", world.bot.log()));
            if !approved {
                // Nothing was decided: it can still be.
                let approve = World::button(&card, "Approve");
                let pressed = d.click(d.moderator(), card.id, &approve).unwrap();
                assert_eq!(pressed.response(SOON).await.unwrap().kind, 6, "{step:?}");
            }
            let answer = d
                .wait_reply_to(question, LATER)
                .await
                .unwrap_or_else(|error| panic!("{place:?} {step:?}: {error}\n{}", world.bot.log()));
            assert!(answer.content.contains(ANSWER), "{step:?}");
            let settled = d
                .wait_message(|one| one.id == card.id && one.text().contains("Approved"), LATER)
                .await
                .unwrap_or_else(|error| panic!("{place:?} {step:?}: {error}\n{}", world.bot.log()));
            assert!(settled.buttons().is_empty());
        }
        // Long enough for a second attempt at anything.
        tokio::time::sleep(Duration::from_secs(3)).await;
        for message in world.discord.messages(world.discord.general()) {
            let replies = world.replies_to(message.id);
            assert!(replies <= 1, "{place:?}: {replies} replies to {}", message.text());
        }
        let cards = world.discord.messages(world.discord.team());
        let links: Vec<&str> =
            cards.iter().filter_map(|one| one.content.split("/channels/").nth(1)).collect();
        let once: std::collections::BTreeSet<&str> = links.iter().copied().collect();
        assert_eq!((links.len(), once.len()), (STEPS.len(), STEPS.len()), "{place:?}: {links:?}");
    }
}
