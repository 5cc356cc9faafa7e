//! Killed at every step between a question sent to the team and its answer: no
//! ticket, answer or proposal is lost, none comes twice. As in [`crate::crashes`],
//! Discord forgets nonces at once.

use std::collections::BTreeMap;
use std::time::Duration;

use discord_sandbox::{Fault, Message, When};

use crate::crashes::{LATER, dies, hanging, locked, options};
use crate::reviews::team_with;
use crate::tickets::number;
use crate::world::{ANSWER, FACT, Place, SOON, Setup, World};

/// Where the bot is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The ticket is saved, its card not yet with Discord.
    CardUnsent,
    /// Discord has the card, the bot does not know.
    CardUnknown,
    /// The moderator has pressed, nothing is saved.
    Undecided,
    /// The answer is saved; the channel to who asked is not open.
    ChannelUnopened,
    /// The channel is open, the answer not yet in it.
    AnswerUnsent,
    /// Discord has the answer, the bot does not know.
    AnswerUnknown,
    /// The card is not yet changed.
    CardUnchanged,
    /// Discord has the proposal's card, the bot does not know.
    ProposalUnknown,
    /// Everything is done.
    Done,
}

/// Each with a question that is like none of the others.
const STEPS: [(Step, &str); 9] = [
    (Step::CardUnsent, "How many penguins live in the zoo of Strasbourg?"),
    (Step::CardUnknown, "Which cheese does the Secretary General prefer on Mondays?"),
    (Step::Undecided, "Who painted the umbrellas beside the parking garage?"),
    (Step::ChannelUnopened, "What wine was poured while violinists rehearsed?"),
    (Step::AnswerUnsent, "Where can interns borrow skis for mountain weekends?"),
    (Step::AnswerUnknown, "Why is the elevator music always jazz?"),
    (Step::CardUnchanged, "How tall are sunflowers near the river bridge?"),
    (Step::ProposalUnknown, "Does the cafeteria bake almond croissants daily?"),
    (Step::Done, "Which tailor sews curtains for theatre foyers?"),
];

async fn killed_at(world: &mut World, step: Step, words: &str) {
    let d = &world.discord;
    let team = format!("/channels/{}/messages", d.team());
    let direct = format!("/channels/{}/messages", d.dm_channel(d.member()).unwrap());
    let opening = "/users/@me/channels".to_owned();
    let fault = match step {
        Step::CardUnsent => Some(("POST", team.clone(), When::Before)),
        Step::CardUnknown => Some(("POST", team.clone(), When::After)),
        _ => None,
    };
    if let Some((method, path, when)) = fault {
        let since = d.requests().len();
        d.fail_next(method, &path, Fault::Hang, when, 1);
        world.sends(d.member(), words).await;
        hanging(world, method, &path, since).await;
        return dies(world, None).await;
    }
    world.sends(d.member(), words).await;
    let card = world.gap(words).await;
    assert_eq!(world.fills_in(d.moderator(), &card, "Other answer", FACT).await.map(|one| one.text()), None);
    let card = world.turned(card.id, ANSWER).await;
    let fault = match step {
        Step::ChannelUnopened => Some(("POST", opening, When::Before)),
        Step::AnswerUnsent => Some(("POST", direct, When::Before)),
        Step::AnswerUnknown => Some(("POST", direct, When::After)),
        Step::CardUnchanged => Some(("PATCH", team, When::Before)),
        Step::ProposalUnknown => Some(("POST", team, When::After)),
        _ => None,
    };
    let since = d.requests().len();
    if let Some((method, path, when)) = &fault {
        d.fail_next(method, path, Fault::Hang, *when, 1);
    }
    let lock = if step == Step::Undecided { Some(locked(world, "gaps").await) } else { None };
    let send = World::button(&card, "Send the answer");
    let pressed = d.click(d.moderator(), card.id, &send).unwrap();
    match (&fault, step) {
        (Some((method, path, _)), _) => hanging(world, method, path, since).await,
        (None, Step::Undecided) => tokio::time::sleep(Duration::from_millis(300)).await,
        (None, _) => {
            pressed.response(SOON).await.unwrap();
            world.turned(card.id, "Answered by").await;
            world.proposal(words).await;
            directly(world, words).await;
        }
    }
    dies(world, lock).await;
}

/// The direct message that answers a question.
async fn directly(world: &World, words: &str) -> Message {
    let d = &world.discord;
    let dm = d.dm_channel(d.member()).unwrap();
    // It shows the question's beginning.
    let is_it = |one: &Message| one.channel == dm && one.text().contains(&words[..30]);
    let found = d.wait_message(is_it, LATER).await;
    found.unwrap_or_else(|error| panic!("{words}: {error}\n{}", world.bot.log()))
}

#[tokio::test]
async fn killed_at_every_step_of_a_ticket() {
    for place in Place::all() {
        let setup = Setup { options: options(), ..Setup::default() }.store(place);
        let mut world = team_with(setup, "mention").await;
        for (step, words) in STEPS {
            killed_at(&mut world, step, words).await;
        }
        for (step, words) in STEPS {
            if matches!(step, Step::CardUnsent | Step::CardUnknown | Step::Undecided) {
                // Nothing was decided: it can still be.
                let card = world.gap(words).await;
                if step != Step::Undecided {
                    world.fills_in(world.discord.moderator(), &card, "Other answer", FACT).await;
                }
                let card = world.turned(card.id, ANSWER).await;
                let said = world.presses(world.discord.moderator(), &card, "Send the answer").await;
                assert_eq!(said.map(|one| one.text()), None, "{step:?}");
            }
            let told = directly(&world, words).await;
            assert!(told.content.contains(ANSWER), "{step:?}");
            world.proposal(words).await;
        }
        // Long enough for a second attempt at anything.
        tokio::time::sleep(Duration::from_secs(3)).await;
        let d = &world.discord;
        let direct = d.messages(d.dm_channel(d.member()).unwrap());
        assert_eq!(direct.len(), STEPS.len(), "{place:?}: {direct:?}");
        let mut cards: BTreeMap<(bool, u64), usize> = BTreeMap::new();
        for card in d.messages(d.team()) {
            let text = card.text();
            if text.contains("Ticket ") || text.contains("Proposal ") {
                *cards.entry((text.contains("Ticket "), number(&card))).or_default() += 1;
                let done = text.contains("Answered by") || text.contains("Proposal ");
                assert!(done, "{place:?}: {text}");
            }
        }
        assert_eq!(cards.len(), 2 * STEPS.len(), "{place:?}: {cards:?}");
        assert!(cards.values().all(|count| *count == 1), "{place:?}: {cards:?}");
    }
}
