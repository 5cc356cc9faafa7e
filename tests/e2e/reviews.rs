//! Review and shadow mode: cards in the team channel, and what moderators do
//! with them.

use discord_sandbox::{Message, MessageId, UserId};
use serde_json::json;

use crate::world::{ANSWER, FACT, Place, QUESTION, QUIET, SOON, Setup, UNANSWERABLE, World};

/// A server whose #general is in this mode, with a team channel and a team role.
pub(crate) async fn team(place: Place, mode: &str) -> World {
    team_with(Setup::default().store(place), mode).await
}

pub(crate) async fn team_with(setup: Setup, mode: &str) -> World {
    let world = World::with(setup).await;
    let d = &world.discord;
    for (name, options) in [
        ("team roles", json!({"role": d.moderator_role().to_string()})),
        ("team channel", json!({"channel": d.team().to_string()})),
        ("channel mode", json!({"mode": mode})),
    ] {
        let used = d.slash(d.owner(), d.general(), name, &options).unwrap();
        used.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    }
    world
}

impl World {
    /// The card of a question, once it is there.
    pub(crate) async fn card(&self, question: MessageId) -> Message {
        let (team, link) = (self.discord.team(), question.to_string());
        let found =
            self.discord.wait_message(|one| one.channel == team && one.content.ends_with(&link), SOON).await;
        found.unwrap_or_else(|error| panic!("{error}\n{}", self.bot.log()))
    }

    /// A message as it stands once it holds a text.
    pub(crate) async fn turned(&self, message: MessageId, text: &str) -> Message {
        let found =
            self.discord.wait_message(|one| one.id == message && one.text().contains(text), SOON).await;
        found.unwrap_or_else(|error| {
            let now = self.discord.message(message).map(|one| one.text());
            panic!("{error}\nnot {text}: {now:?}\n{}", self.bot.log())
        })
    }

    /// Somebody presses a button of a card; what it says to them, if anything.
    pub(crate) async fn presses(&self, who: UserId, card: &Message, label: &str) -> Option<Message> {
        let pressed =
            self.discord.click(who, card.id, &Self::button(card, label)).expect("it can be pressed");
        let response = pressed.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        // 6: understood; the card itself changes.
        (response.kind != 6).then(|| response.message.expect("a message"))
    }

    /// A form is opened by a button of a card and sent back with a text.
    pub(crate) async fn fills_in(
        &self,
        who: UserId,
        card: &Message,
        label: &str,
        text: &str,
    ) -> Option<Message> {
        let opened = self.discord.click(who, card.id, &Self::button(card, label)).expect("it can be pressed");
        assert_eq!(opened.response(SOON).await.expect("a form").kind, 9);
        let sent = self.discord.submit_modal(who, &opened, &json!({"text": text})).expect("it can be sent");
        let response = sent.response(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", self.bot.log()));
        (response.kind != 6).then(|| response.message.expect("a message"))
    }

    fn cards_of(&self, question: MessageId) -> usize {
        let link = question.to_string();
        self.discord.messages(self.discord.team()).iter().filter(|one| one.content.ends_with(&link)).count()
    }
}

#[tokio::test]
async fn an_approved_answer_is_sent_once_as_a_reply() {
    for place in Place::all() {
        let world = team(place, "review").await;
        let d = &world.discord;
        let words = "so when did kazakhstan join greco";
        let question = world.asks(words);
        let card = world.card(question).await;
        assert!(card.pings.is_empty() && card.content.contains(&format!("<@{}>", d.member())));
        let text = card.text();
        for held in [words, ANSWER, "coe.int", "The chance that this is what you asked", "Proposed answer"] {
            assert!(text.contains(held), "{held}: {text}");
        }
        assert!(!card.selects()[0].options.is_empty(), "other choices");
        d.no_message_within(d.general(), QUIET).await.unwrap();
        assert_eq!(world.presses(d.moderator(), &card, "Approve").await.map(|one| one.text()), None);
        let answer = world.reply(question).await;
        assert!(answer.content.contains(ANSWER) && answer.pings.is_empty());
        assert!(!answer.text().contains("Reviewed by"), "unless the server wants it");
        let card = world.turned(card.id, "Approved by").await;
        assert!(card.buttons().is_empty() && !card.text().contains(words), "{}", card.text());
        assert_eq!(world.replies_to(question), 1);
        // The answer's own buttons work.
        let sources = d.click(d.member(), answer.id, &World::button(&answer, "Sources")).unwrap();
        assert!(sources.answer(SOON).await.unwrap().is_ephemeral());
    }
}

#[tokio::test]
async fn another_answer_a_note_and_who_approved() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let named = json!({"name_reviewer": true});
    d.slash(d.owner(), d.general(), "team settings", &named).unwrap().answer(SOON).await.unwrap();
    let question = world.asks(QUESTION);
    let card = world.card(question).await;
    // Taken from the menu, then from the form by its name, then by asking.
    let menu = &card.selects()[0];
    let (label, other) = menu.options[0].clone();
    let chosen = d.select(d.moderator(), card.id, &menu.custom_id, &[other.as_str()]).unwrap();
    assert_eq!(chosen.response(SOON).await.unwrap().kind, 6);
    let none = world.fills_in(d.moderator(), &card, "Other answer", "🙂🙂").await;
    assert!(none.is_some_and(|said| said.content.contains("no answer to that")));
    let typed = world.fills_in(d.moderator(), &card, "Other answer", "What is GRECO?").await;
    assert_eq!(typed.map(|said| said.text()), None);
    world.turned(card.id, "Group of States against Corruption").await;
    assert_eq!(world.fills_in(d.moderator(), &card, "Other answer", FACT).await.map(|one| one.text()), None);
    let note = "**See** <@1> our [page](https://evil.example) @everyone";
    assert_eq!(world.fills_in(d.moderator(), &card, "Edit note", note).await.map(|one| one.text()), None);
    world.turned(card.id, "Note").await;
    assert_eq!(world.presses(d.owner(), &card, "Assign to me").await.map(|one| one.text()), None);
    let card = world.turned(card.id, "Taken over by").await;
    assert!(card.text().contains(ANSWER), "{label}: {}", card.text());
    world.presses(d.moderator(), &card, "Approve").await;
    let answer = world.reply(question).await;
    assert!(answer.content.contains(ANSWER) && answer.pings.is_empty());
    let text = answer.text();
    assert!(
        text.contains("Note of the moderators") && text.contains(&format!("<@{}>", d.moderator())),
        "{text}"
    );
    assert!(text.contains("\\*\\*See\\*\\*") && !text.contains("](https://evil"), "{text}");
}

#[tokio::test]
async fn a_rejected_question_gets_no_answer() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let card = world.card(question).await;
    world.presses(d.moderator(), &card, "Reject").await;
    let card = world.turned(card.id, "Rejected by").await;
    assert!(card.buttons().is_empty());
    d.no_message_within(d.general(), QUIET).await.unwrap();
}

#[tokio::test]
async fn what_is_not_sure_is_for_moderators_to_choose() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let question = world.asks(UNANSWERABLE);
    let card = world.card(question).await;
    assert!(card.text().contains("no sure answer"), "{}", card.text());
    assert!(card.buttons().iter().all(|button| button.label != "Approve"));
    // What nobody put to the bot, and is not sure, is left alone.
    let talk = d.say(d.member(), d.general(), UNANSWERABLE).unwrap();
    let overheard = d.say(d.member(), d.general(), QUESTION).unwrap();
    world.card(overheard.id).await;
    assert_eq!(world.cards_of(talk.id), 0);
}

#[tokio::test]
async fn shadow_mode_reports_and_says_nothing() {
    let world = team(Place::Sqlite, "shadow").await;
    let d = &world.discord;
    let sure = world.asks(QUESTION);
    let link = sure.to_string();
    let report = d.wait_message(|one| one.content.contains(&link), SOON).await.unwrap();
    assert!(report.content.contains("would have answered"), "{}", report.text());
    assert!(report.buttons().is_empty() && report.pings.is_empty());
    let unsure = world.asks(UNANSWERABLE);
    let link = unsure.to_string();
    let report = d.wait_message(|one| one.content.contains(&link), SOON).await.unwrap();
    assert!(report.text().contains("stayed silent"), "{}", report.text());
    d.no_message_within(d.general(), QUIET).await.unwrap();
}

/// Two moderators press at once, a hundred times: one answer each time, and the
/// second is told.
#[tokio::test]
async fn of_two_moderators_the_first_wins() {
    for place in Place::all() {
        let world = team(place, "review").await;
        let d = &world.discord;
        for round in 0..100 {
            let question = world.asks(QUESTION);
            let card = world.card(question).await;
            let second = if round % 2 == 0 { "Approve" } else { "Reject" };
            let (one, other) = tokio::join!(
                world.presses(d.moderator(), &card, "Approve"),
                world.presses(d.owner(), &card, second)
            );
            let told: Vec<String> = [one, other].into_iter().flatten().map(|said| said.text()).collect();
            assert_eq!(told.len(), 1, "{place:?} {round}: {told:?}");
            assert!(told[0].contains("was quicker"), "{told:?}");
            let card = world.turned(card.id, "ed by").await;
            if card.text().contains("Approved") {
                world.reply(question).await;
            }
            let answers = world.replies_to(question);
            assert_eq!(answers, usize::from(card.text().contains("Approved")), "{}", card.text());
        }
    }
}

/// Nobody who is not of the team, wherever they press and whatever the id says.
#[tokio::test]
async fn others_cannot_decide() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let card = world.card(question).await;
    let approve = World::button(&card, "Approve");
    // Somebody who sees the channel and moderates nothing.
    let guest = d.add_user("guest", false);
    d.set_member(d.guild(), guest, &[]);
    let target = discord_sandbox::Target::Member(guest);
    d.overwrite(d.team(), target, discord_sandbox::permissions::VIEW_CHANNEL, 0);
    let said = d.click(guest, card.id, &approve).unwrap().answer(SOON).await.unwrap();
    assert!(said.is_ephemeral() && said.content.contains("moderators"), "{}", said.content);
    // The owner of another server, on a message of the bot's there with a forged id.
    let elsewhere = d.add_guild("elsewhere", guest);
    let channel = d.add_channel(elsewhere, "general");
    for forged in [approve.clone(), format!("m:ok:{}", u64::MAX), "m:ok:0".to_owned(), "m:pick:x".to_owned()]
    {
        let message = d.forge_message(channel, &forged);
        let said = d.click(guest, message, &forged).unwrap().answer(SOON).await.unwrap();
        let gone =
            said.content.contains("no longer here") || said.content.contains("do not know this button");
        assert!(said.is_ephemeral() && gone, "{forged}: {}", said.content);
    }
    // A moderator whose role was taken away since.
    d.set_member(d.guild(), d.moderator(), &[]);
    d.overwrite(
        d.team(),
        discord_sandbox::Target::Member(d.moderator()),
        discord_sandbox::permissions::VIEW_CHANNEL,
        0,
    );
    let said = d.click(d.moderator(), card.id, &approve).unwrap().answer(SOON).await.unwrap();
    assert!(said.content.contains("moderators"), "{}", said.content);
    assert_eq!(world.replies_to(question), 0);
    world.presses(d.owner(), &card, "Approve").await;
    world.reply(question).await;
}

/// A channel nobody can write in any more: the team is told.
#[tokio::test]
async fn an_answer_discord_refuses_is_reported_to_the_team() {
    let world = team(Place::Sqlite, "review").await;
    let d = &world.discord;
    let question = world.asks(QUESTION);
    let card = world.card(question).await;
    let bot = discord_sandbox::Target::Member(d.bot_user_id());
    d.overwrite(d.general(), bot, 0, discord_sandbox::permissions::SEND_MESSAGES);
    world.presses(d.moderator(), &card, "Approve").await;
    let team = d.team();
    let told =
        d.wait_message(|one| one.channel == team && one.content.contains("could not be sent"), SOON).await;
    assert!(told.unwrap().content.contains(&question.to_string()));
}

/// Nobody decides in time: who asked is told, once, and the card says so.
#[tokio::test]
async fn an_undecided_question_expires() {
    for place in Place::all() {
        let setup = Setup::default().store(place).set("ACCORD_MODERATION__CARD_HOURS", "0");
        let world = team_with(setup, "review").await;
        let question = world.asks(QUESTION);
        let told = world.reply(question).await;
        assert!(told.content.contains("No moderator could look") && told.pings.is_empty());
        let card = world.card(question).await;
        let card = world.turned(card.id, "Expired").await;
        assert!(card.buttons().is_empty());
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        assert_eq!(world.replies_to(question), 1);
    }
}
