//! What a team's answers become: proposals, approved by a second person, in use
//! in that server at once, and exported as files for curators.

use std::path::Path;
use std::process::Command;

use discord_sandbox::Message;
use serde_json::{Value, json};

use crate::reviews::{team, team_with};
use crate::world::{ANSWER, FACT, Place, QUIET, SOON, Setup, UNANSWERABLE, World, small_base};

impl World {
    /// The card of a proposal in these words.
    pub(crate) async fn proposal(&self, words: &str) -> Message {
        let team = self.discord.team();
        let is_card = |one: &Message| {
            one.channel == team
                && one.text().contains(&format!("+ {words}"))
                && one.text().contains("Proposal ")
        };
        let found = self.discord.wait_message(is_card, SOON).await;
        found.unwrap_or_else(|error| panic!("{error}\n{}", self.bot.log()))
    }

    /// A member sends a question to the team, and a moderator answers it with a fact in
    /// which `told` stands; the card of the phrasing this proposes.
    async fn ties(&self, words: &str, fact: &str, told: &str) -> Message {
        let d = &self.discord;
        self.sends(d.member(), words).await;
        let card = self.gap(words).await;
        self.fills_in(d.moderator(), &card, "Other answer", fact).await;
        let card = self.turned(card.id, told).await;
        self.presses(d.moderator(), &card, "Send the answer").await;
        self.proposal(words).await
    }

    /// The same, answered with a note.
    async fn notes(&self, words: &str, note: &Value, told: &str) -> Message {
        let d = &self.discord;
        self.sends(d.member(), words).await;
        let card = self.gap(words).await;
        assert_eq!(self.writes(d.moderator(), &card, "Write a note", note).await.map(|one| one.text()), None);
        let card = self.turned(card.id, told).await;
        self.presses(d.moderator(), &card, "Send the answer").await;
        self.proposal(words).await
    }

    /// The list of proposals, as a moderator sees it.
    async fn proposals(&self) -> Message {
        let d = &self.discord;
        let used = d.slash(d.moderator(), d.general(), "proposals", &json!({})).unwrap();
        let page = used.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        assert!(page.is_ephemeral());
        page
    }
}

/// A moderator ties a question to a fact; the other approves the phrasing, which
/// is then met in this server and nowhere else, until it is withdrawn.
#[tokio::test]
async fn a_phrasing_is_in_use_once_a_second_person_approved() {
    for place in Place::all() {
        let mut world = team(place, "mention").await;
        let elsewhere = world.discord.add_guild("elsewhere", world.discord.owner());
        let there = world.discord.add_channel(elsewhere, "general");
        let d = &world.discord;
        let proposal = world.ties(UNANSWERABLE, FACT, ANSWER).await;
        let text = proposal.text();
        assert!(text.contains(&format!("{FACT}.toml")) && text.contains("```diff"), "{text}");
        assert!(proposal.pings.is_empty());
        // Not whoever proposed it.
        let own = world.presses(d.moderator(), &proposal, "Approve").await.expect("told so");
        assert!(own.text().contains("Somebody else"), "{}", own.text());
        let asked = world.asks(UNANSWERABLE);
        d.no_message_within(d.general(), QUIET).await.unwrap();
        assert_eq!(world.replies_to(asked), 0);
        assert_eq!(world.presses(d.owner(), &proposal, "Approve").await.map(|one| one.text()), None);
        world.turned(proposal.id, "in use in this server").await;
        let answer = world.reply(world.asks(UNANSWERABLE)).await;
        assert!(answer.content.contains(ANSWER), "{}", answer.text());
        // The bot can say why: the phrasing met.
        let why = d.click(d.member(), answer.id, &World::button(&answer, "Why")).unwrap();
        let why = why.answer(SOON).await.unwrap().text();
        assert!(why.contains(UNANSWERABLE), "{why}");
        // Nowhere else: another server, in private, another question.
        let other = d.say(d.owner(), there, &world.mention(UNANSWERABLE)).unwrap();
        let near = world.asks("How many penguins live in the zoo of Paris?");
        let private = d.dm(d.member(), UNANSWERABLE).unwrap();
        assert!(!world.reply(private.id).await.text().contains(ANSWER));
        d.no_message_within(there, QUIET).await.unwrap();
        assert_eq!((world.replies_to(other.id), world.replies_to(near)), (0, 0));
        // It outlives the process, and the base being loaded anew.
        world.restart().await;
        let d = &world.discord;
        assert!(answered(&world, UNANSWERABLE).await.contains(ANSWER));
        // Listed, shown, withdrawn.
        let list = world.proposals().await;
        assert!(list.text().contains("In use in this server") && list.text().contains("penguins"));
        let menu = &list.selects()[0];
        let shown = d.select(d.moderator(), list.id, &menu.custom_id, &[&menu.options[0].1]).unwrap();
        let shown = shown.answer(SOON).await.unwrap();
        assert!(shown.is_ephemeral() && shown.text().contains("+ How many"), "{}", shown.text());
        let withdrawn = d.click(d.moderator(), shown.id, &World::button(&shown, "Withdraw")).unwrap();
        assert_eq!(withdrawn.response(SOON).await.unwrap().kind, 7, "in its place");
        world.turned(proposal.id, "Withdrawn by").await;
        let asked = world.asks(UNANSWERABLE);
        d.no_message_within(d.general(), QUIET).await.unwrap();
        assert_eq!(world.replies_to(asked), 0);
        assert!(world.proposals().await.text().contains("Nothing is proposed"));
    }
}

/// Asks by command until the answer is there: what was approved is put over the
/// base a moment after a start.
async fn answered(world: &World, words: &str) -> String {
    let d = &world.discord;
    let end = tokio::time::Instant::now() + SOON;
    loop {
        let asked = d.slash(d.member(), d.general(), "ask", &json!({"question": words})).unwrap();
        let said = asked.answer(SOON).await.unwrap();
        if !said.is_ephemeral() || tokio::time::Instant::now() > end {
            return said.text();
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

/// Edited by the second person, it takes a third to approve; turned down, it is
/// gone.
#[tokio::test]
async fn edited_turned_down_and_decided_twice() {
    let world = team(Place::Sqlite, "mention").await;
    let d = &world.discord;
    let proposal = world.ties(UNANSWERABLE, FACT, ANSWER).await;
    for (words, told) in [("🙂", "no longer be"), ("When did Kazakhstan join GRECO?", "no longer be")] {
        let said = world.writes(d.owner(), &proposal, "Edit", &json!({"words": words})).await;
        assert!(said.expect(words).text().contains(told), "{words}");
    }
    let words = json!({"words": "greco **accession** [day](x)"});
    assert_eq!(world.writes(d.owner(), &proposal, "Edit", &words).await.map(|one| one.text()), None);
    // What was seen before is not what would be approved now.
    let before = World::button(&proposal, "Approve");
    let stale = d.click(d.moderator(), d.forge_message(d.team(), &before), &before).unwrap();
    assert!(stale.answer(SOON).await.unwrap().text().contains("just changed"));
    let proposal = world.turned(proposal.id, "+ greco accession day (x)").await;
    let own = world.presses(d.owner(), &proposal, "Approve").await.expect("told so");
    assert!(own.text().contains("Somebody else"), "{}", own.text());
    assert_eq!(world.presses(d.moderator(), &proposal, "Approve").await.map(|one| one.text()), None);
    let done = world.turned(proposal.id, "in use in this server").await;
    // Pressed by somebody who had not yet seen that.
    let late = World::button(&proposal, "Turn down");
    let forged = d.forge_message(d.team(), &late);
    let said = d.click(d.owner(), forged, &late).unwrap().answer(SOON).await.unwrap();
    assert!(said.text().contains("was quicker"), "{}", said.text());
    assert_eq!(World::button(&done, "Withdraw").split(':').next(), Some("m"));
    // Another, turned down.
    let other = "Which cheese does the Secretary General prefer on Mondays?";
    let proposal = world.ties(other, FACT, ANSWER).await;
    world.presses(d.moderator(), &proposal, "Turn down").await;
    let proposal = world.turned(proposal.id, "Turned down by").await;
    assert!(proposal.buttons().is_empty() && !proposal.text().contains("cheese"));
    assert!(!world.proposals().await.text().contains("cheese"));
}

/// A note becomes a fact of that server, with its source; exported, it passes the
/// check; in the base, it is the base's.
#[tokio::test]
async fn a_note_becomes_a_fact_and_a_file() {
    for place in Place::all() {
        let base = small_base();
        let setup = Setup::default().store(place).knowledge(base.path());
        let world = team_with(setup, "mention").await;
        let d = &world.discord;
        let question = "Who invented the teapot lid?";
        let note = json!({
            "answer": "A potter in Yixing invented it.\nNobody knows \"her\" name.",
            "source": "Lids: a history",
            "url": "https://lids.example/history",
            "quote": "a potter of Yixing",
        });
        let proposal = world.notes(question, &note, "Yixing").await;
        assert!(proposal.text().contains("a new entry") && proposal.text().contains("lids.example"));
        world.presses(d.owner(), &proposal, "Approve").await;
        world.turned(proposal.id, "in use in this server").await;
        let asked = world.asks(question);
        let answer = world.reply(asked).await;
        let text = answer.text();
        assert!(
            text.contains("A potter in Yixing") && text.contains("https://lids.example/history"),
            "{text}"
        );
        let sources = d.click(d.member(), answer.id, &World::button(&answer, "Sources")).unwrap();
        let sources = sources.answer(SOON).await.unwrap().text();
        assert!(sources.contains("a potter of Yixing"), "{sources}");
        // A phrasing for a fact that is there, too.
        let other = "teapot capacity in bottles";
        let proposal = world.ties(other, "volume", "one litre").await;
        world.presses(d.owner(), &proposal, "Approve").await;
        world.turned(proposal.id, "in use in this server").await;

        let out = base.path().with_extension("exported");
        let (done, said) = export(&world, base.path(), &out);
        assert!(done && said.contains("2 of 2 proposals, 3 files"), "{said}");
        let fact = std::fs::read_to_string(out.join("facts/pots/volume.toml")).unwrap();
        assert!(fact.contains(&format!("    \"{other}\",\n")), "{fact}");
        copy(&out, base.path());
        let (sound, said) = accord(&["--knowledge", base.path().to_str().unwrap(), "check"], &[]);
        assert!(sound, "{said}");
        let (done, said) = export(&world, base.path(), &out);
        assert!(done && said.matches("the base has it already").count() == 2, "{said}");
        // Loaded anew, the base answers itself; what was said before still holds.
        world.bot.signal("HUP");
        world.bot.logged("the fact base was reloaded").await;
        assert!(world.reply(world.asks(question)).await.text().contains("A potter in Yixing"));
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        assert!(!d.message(answer.id).unwrap().text().contains("Withdrawn"), "it is not corrected");
        std::fs::remove_dir_all(out).unwrap();
    }
}

/// A fact of a server's own that is withdrawn reaches what was said with it.
#[tokio::test]
async fn a_withdrawn_fact_of_a_server_is_corrected() {
    let base = small_base();
    let setup = Setup::default().store(Place::Sqlite).knowledge(base.path());
    let mut world = team_with(setup, "mention").await;
    let d = &world.discord;
    let question = "Who invented the teapot lid?";
    let note =
        json!({"answer": "A potter.", "source": "Lids", "url": "https://lids.example", "quote": "potter"});
    let proposal = world.notes(question, &note, "A potter").await;
    world.presses(d.owner(), &proposal, "Approve").await;
    let proposal = world.turned(proposal.id, "in use in this server").await;
    let answer = world.reply(world.asks(question)).await;
    // Written down when it leaves.
    world.restart().await;
    assert!(answered(&world, question).await.contains("A potter"));
    let d = &world.discord;
    world.presses(d.moderator(), &proposal, "Withdraw").await;
    world.turned(answer.id, "Withdrawn on").await;
}

/// Runs the bot's program; whether it did well, and what it printed.
fn accord(arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(arguments).env("ACCORD_KNOWLEDGE__INDEX_CACHE", "").env("NO_COLOR", "1");
    let done = command.envs(environment.iter().copied()).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

fn export(world: &World, knowledge: &Path, out: &Path) -> (bool, String) {
    let (knowledge, out) = (knowledge.to_str().unwrap(), out.to_str().unwrap());
    let arguments = ["--knowledge", knowledge, "proposals", "export", "--out", out];
    accord(&arguments, &[("ACCORD_STORE__URL", world.store())])
}

/// Copies what was exported over a base, as the documentation says.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-r").arg(from.join(".")).arg(to).status();
    assert!(copied.unwrap().success());
}
