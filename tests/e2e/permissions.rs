//! Every command and every button of moderators, by everybody who may try: the
//! rules are tested by themselves (`moderation::permissions`), this is that each
//! of them is asked.

use discord_sandbox::{ChannelId, UserId, permissions as bits};
use serde_json::{Value, json};

use crate::reviews::team;
use crate::tickets::number;
use crate::world::{ANSWER, FACT, Place, QUESTION, SOON, UNANSWERABLE, World};

/// What comes of trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    /// Discord does not even show it.
    Unseen,
    /// It takes a moderator.
    Moderators,
    /// There is no such thing here.
    Gone,
    /// It belongs to a server.
    NotHere,
    /// What it is for.
    Done,
}

fn read(text: &str) -> Comes {
    match text {
        text if text.contains("for this server's moderators") => Comes::Moderators,
        text if text.contains("no longer here") => Comes::Gone,
        text if text.contains("belongs to a server") => Comes::NotHere,
        _ => Comes::Done,
    }
}

/// Somebody, and where they try.
struct Caller {
    name: &'static str,
    who: UserId,
    place: ChannelId,
}

/// Everybody who may try, the team's own first.
fn callers(world: &World) -> Vec<Caller> {
    let d = &world.discord;
    let with = |name: &'static str, bot: bool, permissions: u64| {
        let who = d.add_user(name, bot);
        let role = d.add_role(d.guild(), name, permissions);
        d.set_member(d.guild(), who, &[role]);
        who
    };
    let manager = with("manager", false, bits::MANAGE_GUILD);
    let administrator = with("administrator", false, bits::ADMINISTRATOR);
    let tidier = with("tidier", false, bits::MANAGE_MESSAGES);
    let robot = with("robot", true, bits::ADMINISTRATOR);
    let stranger = d.add_user("stranger", false);
    let elsewhere = d.add_guild("elsewhere", stranger);
    let there = d.add_channel(elsewhere, "general");
    let removed = with("removed", false, 0);
    d.set_member(d.guild(), removed, &[d.moderator_role()]);
    d.set_member(d.guild(), removed, &[]);
    let here = d.general();
    vec![
        Caller { name: "moderator", who: d.moderator(), place: here },
        Caller { name: "manager", who: manager, place: here },
        Caller { name: "administrator", who: administrator, place: here },
        Caller { name: "member", who: d.member(), place: here },
        Caller { name: "tidier", who: tidier, place: here },
        Caller { name: "removed", who: removed, place: here },
        Caller { name: "robot", who: robot, place: here },
        Caller { name: "stranger", who: stranger, place: there },
        Caller { name: "in private", who: d.member(), place: d.dm_channel(d.member()).unwrap() },
    ]
}

/// Every command by everybody: who does not see it, who is refused, who may.
#[tokio::test]
async fn every_command_by_everybody() {
    use Comes::{Done, Moderators, Unseen};
    let world = team(Place::Sqlite, "mention").await;
    let d = &world.discord;
    let callers: Vec<Caller> = callers(&world).into_iter().filter(|one| one.name != "robot").collect();
    // In the order of the callers: moderator, manager, administrator, member, tidier, removed,
    // stranger (in a server of their own), in private.
    let shown_to_tidiers = [Done, Unseen, Done, Unseen, Moderators, Unseen, Done, Unseen];
    let managers = [Unseen, Done, Done, Unseen, Unseen, Unseen, Done, Unseen];
    let everybody = [Done; 8];
    let channel = json!({"channel": d.team().to_string()});
    let commands: Vec<(&str, Value, [Comes; 8])> = vec![
        ("channel mode", json!({"mode": "mention"}), shown_to_tidiers),
        ("channel show", json!({}), shown_to_tidiers),
        ("channel mute", json!({"time": "off"}), shown_to_tidiers),
        ("channel strictness", json!({"strictness": "inherit"}), shown_to_tidiers),
        ("stats", json!({}), shown_to_tidiers),
        ("proposals", json!({}), shown_to_tidiers),
        ("team show", json!({}), managers),
        ("team log", json!({}), managers),
        ("team settings", json!({"card_hours": 5}), managers),
        ("privacy show", json!({}), everybody),
        ("privacy export", json!({}), everybody),
        ("ask", json!({"question": QUESTION}), everybody),
        ("fact", json!({"entry": FACT}), everybody),
        ("topics", json!({}), everybody),
        ("sources", json!({}), everybody),
        ("about", json!({}), everybody),
        ("help", json!({}), everybody),
        ("timeline", json!({}), everybody),
        ("treaty", json!({}), everybody),
    ];
    // These change who moderates, so only who may not tries.
    let changing =
        [("team channel", channel), ("team roles", json!({"role": d.moderator_role().to_string()}))];
    let mut wrong = Vec::new();
    for (name, options, expected) in &commands {
        for (caller, expected) in callers.iter().zip(expected) {
            let found = tried(&world, caller, name, options).await;
            if found != *expected {
                wrong.push(format!("/{name} by {}: {found:?}, not {expected:?}", caller.name));
            }
        }
    }
    for (name, options) in &changing {
        for (caller, expected) in callers.iter().zip(managers) {
            if caller.place == d.general() && expected != Done {
                let found = tried(&world, caller, name, options).await;
                if found != expected {
                    wrong.push(format!("/{name} by {}: {found:?}, not {expected:?}", caller.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What a caller does not see Discord does not list to them either.
    let visible = d.visible_commands(d.member(), d.general());
    assert!(
        visible
            .iter()
            .all(|command| !["channel", "team", "stats", "proposals"].contains(&command.name.as_str()))
    );
}

async fn tried(world: &World, caller: &Caller, name: &str, options: &Value) -> Comes {
    let Ok(used) = world.discord.slash(caller.who, caller.place, name, options) else { return Comes::Unseen };
    let said = used.answer(SOON).await.unwrap_or_else(|e| panic!("/{name} by {}: {e}", caller.name));
    let comes = read(&said.text());
    assert!(comes == Comes::Done || said.is_ephemeral(), "/{name} by {}", caller.name);
    comes
}

/// Every button of a card, forged where everybody can press it, by everybody.
#[tokio::test]
async fn every_button_by_everybody() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let review = world.card(question).await;
    // A gap that is answered makes a proposal; another waits.
    world.sends(d.member(), UNANSWERABLE).await;
    let gap = world.gap(UNANSWERABLE).await;
    world.fills_in(d.owner(), &gap, "Other answer", FACT).await;
    let gap = world.turned(gap.id, ANSWER).await;
    world.presses(d.owner(), &gap, "Send the answer").await;
    let proposal = number(&world.proposal(UNANSWERABLE).await);
    let other = "Which cheese does the Secretary General prefer on Mondays?";
    world.sends(d.member(), other).await;
    let gap = number(&world.gap(other).await);
    let verbs = [
        ("ok", question.get()),
        ("pick", question.get()),
        ("other", question.get()),
        ("note", question.get()),
        ("no", question.get()),
        ("mine", question.get()),
        ("gapsend", gap),
        ("gappick", gap),
        ("gapother", gap),
        ("gapwrite", gap),
        ("gapclose", gap),
        ("gapmine", gap),
        ("propok", proposal),
        ("propno", proposal),
        ("propedit", proposal),
        ("propout", proposal),
        ("propshow", proposal),
    ];
    let everybody = callers(&world);
    let mut wrong = Vec::new();
    // Who may not first: nothing may change.
    for caller in &everybody[3..] {
        let expected = match caller.name {
            "stranger" => Comes::Gone,
            "in private" => Comes::NotHere,
            _ => Comes::Moderators,
        };
        for (verb, number) in verbs {
            let seen = if ["gapsend", "propok"].contains(&verb) { ":00000007" } else { "" };
            let id = format!("m:{verb}:{number}{seen}");
            let forged = d.forge_message(caller.place, &id);
            let pressed = d.click(caller.who, forged, &id).unwrap();
            let said = pressed.answer(SOON).await.unwrap_or_else(|e| panic!("{id} by {}: {e}", caller.name));
            if read(&said.text()) != expected || !said.is_ephemeral() {
                wrong.push(format!("{id} by {}: {}, not {expected:?}", caller.name, said.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(d.message(review.id).unwrap().text(), review.text());
    // Who may, each of the three: 4 is a message, 6 understood, 9 a form.
    for caller in &everybody[..3] {
        for (verb, number, kind) in [
            ("other", question.get(), 9),
            ("note", question.get(), 9),
            ("mine", question.get(), 6),
            ("gapother", gap, 9),
            ("gapwrite", gap, 9),
            ("gapmine", gap, 6),
            ("propedit", proposal, 9),
            ("propshow", proposal, 4),
        ] {
            let id = format!("m:{verb}:{number}");
            let forged = d.forge_message(caller.place, &id);
            let response = d.click(caller.who, forged, &id).unwrap().response(SOON).await.unwrap();
            assert_eq!(response.kind, kind, "{id} by {}: {}", caller.name, response.data);
        }
    }
    // Ids that were never made.
    for id in [
        "m:gapsend:0:00000007",
        "m:propok:1:00000007",
        "m:propshow:18446744073709551615",
        "m:gapmine:99999999999999999",
    ] {
        let forged = d.forge_message(d.general(), id);
        let said = d.click(d.moderator(), forged, id).unwrap().answer(SOON).await.unwrap();
        assert_eq!(read(&said.text()), Comes::Gone, "{id}: {}", said.text());
    }
}
