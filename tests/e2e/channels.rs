//! How moderators set the way the bot speaks, and whether it then does.

use discord_sandbox::{ChannelId, Message, MessageId, Options, Sandbox, Say, UserId};
use serde_json::{Value, json};

use crate::world::{ANSWER, Place, QUESTION, QUIET, SOON, Setup, UNANSWERABLE, World};

/// A moderator of a server whose role is known as the team's.
pub(crate) async fn moderated(place: Place) -> World {
    let world = World::with(Setup::default().store(place)).await;
    let d = &world.discord;
    let role = d.moderator_role().to_string();
    let page = set(&world, d.owner(), d.general(), "team roles", &json!({"role": role})).await;
    assert!(page.text().contains(&role), "{}", page.text());
    world
}

pub(crate) async fn set(
    world: &World,
    user: UserId,
    channel: ChannelId,
    name: &str,
    options: &Value,
) -> Message {
    let used = world.discord.slash(user, channel, name, options).expect("the command is seen");
    let answer = used.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    assert!(answer.is_ephemeral() && answer.pings.is_empty(), "{}", answer.text());
    answer
}

/// A moderator sets the mode of #general.
pub(crate) async fn mode(world: &World, mode: &str) -> String {
    let d = &world.discord;
    set(world, d.moderator(), d.general(), "channel mode", &json!({"mode": mode})).await.content
}

pub(crate) fn says(world: &World, channel: ChannelId, text: &str) -> MessageId {
    world.discord.say(world.discord.member(), channel, text).expect("said").id
}

pub(crate) async fn silent(world: &World, channel: ChannelId) {
    if let Err(error) = world.discord.no_message_within(channel, QUIET).await {
        panic!("{error}\n{}", world.bot.log());
    }
}

#[tokio::test]
async fn modes_decide_whether_a_mention_is_answered() {
    for place in Place::all() {
        let world = moderated(place).await;
        let d = &world.discord;
        for (set, answered) in
            [("off", false), ("mention", true), ("shadow", false), ("review", false), ("inherit", true)]
        {
            let page = mode(&world, set).await;
            assert!(page.contains(if set == "inherit" { "mention" } else { set }), "{page}");
            let question = world.asks(QUESTION);
            if answered {
                assert!(world.reply(question).await.content.contains(ANSWER), "{set}");
            } else {
                silent(&world, d.general()).await;
            }
            // Who asks by command asks for himself, and others are left alone.
            let asked = d.slash(d.member(), d.general(), "ask", &json!({"question": QUESTION})).unwrap();
            let answer = asked.answer(SOON).await.unwrap();
            assert!(answer.content.contains(ANSWER));
            assert_eq!(answer.is_ephemeral(), !answered, "{set}");
        }
    }
}

#[tokio::test]
async fn a_setting_survives_a_restart_and_a_crash() {
    for place in Place::all() {
        let mut world = moderated(place).await;
        mode(&world, "off").await;
        world.restart().await;
        world.asks(QUESTION);
        silent(&world, world.discord.general()).await;
        mode(&world, "mention").await;
        world.crash().await;
        let question = world.asks(QUESTION);
        world.reply(question).await;
    }
}

#[tokio::test]
async fn threads_and_forum_posts_inherit() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    mode(&world, "off").await;
    // A thread that was there, and one that comes later.
    let later = d.add_thread(d.general(), "later").unwrap();
    for thread in [d.thread(), later] {
        says(&world, thread, &world.mention(QUESTION));
        silent(&world, thread).await;
    }
    // A thread's own setting goes before that of its channel.
    let page = set(&world, d.moderator(), d.thread(), "channel mode", &json!({"mode": "mention"})).await;
    assert!(page.text().contains("Set for this channel"), "{}", page.text());
    let question = says(&world, d.thread(), &world.mention(QUESTION));
    world.reply(question).await;
    let shown = set(&world, d.moderator(), later, "channel show", &json!({})).await;
    assert!(shown.text().contains("off") && shown.text().contains("belongs to"), "{}", shown.text());
    // Another channel is not concerned; the whole server is, once that is said.
    let other = d.add_channel(d.guild(), "other");
    let question = says(&world, other, &world.mention(QUESTION));
    world.reply(question).await;
    let all = json!({"mode": "off", "server": true});
    let page = set(&world, d.moderator(), d.general(), "channel mode", &all).await;
    assert!(page.text().contains("This server: off"), "{}", page.text());
    says(&world, other, &world.mention(QUESTION));
    silent(&world, other).await;
}

#[tokio::test]
async fn muted_for_a_time() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    let mute = async |time: &str| {
        set(&world, d.moderator(), d.general(), "channel mute", &json!({"time": time})).await.content
    };
    assert!(mute("soon").await.contains("cannot read that time"));
    assert!(mute("1h").await.contains("Muted until <t:"));
    world.asks(QUESTION);
    silent(&world, d.general()).await;
    says(&world, d.thread(), &world.mention(QUESTION));
    silent(&world, d.thread()).await;
    assert!(mute("off").await.contains("no longer muted"));
    let question = world.asks(QUESTION);
    world.reply(question).await;
}

#[tokio::test]
async fn strictness_is_of_a_channel() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    // Offered at most, unless the bot may be eager.
    let vague = "pls what did greco complain about most in kz";
    let asked = async |strictness: &str| {
        let options = json!({"strictness": strictness});
        set(&world, d.moderator(), d.general(), "channel strictness", &options).await;
        let asked = d.slash(d.member(), d.general(), "ask", &json!({"question": vague})).unwrap();
        asked.answer(SOON).await.unwrap()
    };
    let (strict, eager) = (asked("strict").await, asked("eager").await);
    assert!(strict.embeds.is_empty(), "strict: {}", strict.text());
    assert!(!eager.embeds.is_empty(), "eager: {}", eager.text());
}

#[tokio::test]
async fn in_answer_mode_questions_are_noticed_and_talk_is_left_alone() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    mode(&world, "answer").await;
    let asked = says(&world, d.general(), QUESTION);
    assert!(world.reply(asked).await.content.contains(ANSWER));
    let friend = d.add_user("friend", false);
    d.set_member(d.guild(), friend, &[]);
    for talk in [
        // Told, not asked.
        "Kazakhstan joined GRECO in 2020.".to_owned(),
        "I know when Kazakhstan joined GRECO".to_owned(),
        "When Kazakhstan joined GRECO, I was in Strasbourg.".to_owned(),
        // Asked of somebody.
        format!("<@{friend}> {QUESTION}"),
        // Not known, or not sure.
        UNANSWERABLE.to_owned(),
        "When did Uzbekistan join GRECO?".to_owned(),
        "and since when?".to_owned(),
    ] {
        says(&world, d.general(), &talk);
        silent(&world, d.general()).await;
    }
    // Within a conversation, a bot's, and a moderator's mention still answered.
    let said = d.say(friend, d.general(), "You will not believe it").unwrap();
    d.say_with(d.member(), d.general(), Say::new(QUESTION).reply_to(said.id)).unwrap();
    silent(&world, d.general()).await;
    d.say(d.other_bot(), d.general(), QUESTION).unwrap();
    silent(&world, d.general()).await;
    let question = world.asks(QUESTION);
    world.reply(question).await;
}

#[tokio::test]
async fn in_answer_mode_it_limits_itself() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    mode(&world, "answer").await;
    let rules = json!({"per_channel": 2, "per_person": 1});
    set(&world, d.owner(), d.general(), "team settings", &rules).await;
    let question = says(&world, d.general(), QUESTION);
    world.reply(question).await;
    says(&world, d.general(), QUESTION);
    silent(&world, d.general()).await;
    let of_other = d.say(d.moderator(), d.general(), QUESTION).unwrap();
    world.reply(of_other.id).await;
    d.say(d.owner(), d.general(), QUESTION).unwrap();
    silent(&world, d.general()).await;
    // Who calls it by name is answered.
    let question = world.asks(QUESTION);
    world.reply(question).await;
}

/// Without the intent nobody's messages are read, and moderators are told.
#[tokio::test]
async fn without_message_content_it_says_what_is_missing() {
    let options = Options { privileged_intents: 0, ..Setup::default().options };
    let discord = Sandbox::start(options).await.unwrap();
    let world = World::on(discord, Setup::default().store(Place::Sqlite)).await;
    let d = &world.discord;
    let page = set(&world, d.owner(), d.general(), "channel mode", &json!({"mode": "answer"})).await;
    assert!(page.content.contains("message-content intent"), "{}", page.content);
    says(&world, d.general(), QUESTION);
    silent(&world, d.general()).await;
    let question = world.asks(QUESTION);
    world.reply(question).await;
}

#[tokio::test]
async fn only_moderators_may() {
    let world = World::with(Setup::default().store(Place::Sqlite)).await;
    let d = &world.discord;
    let (general, mode) = (d.general(), json!({"mode": "off"}));
    // Members do not even see it, nor is it there in private.
    assert!(d.slash(d.member(), general, "channel mode", &mode).is_err());
    assert!(d.slash(d.moderator(), general, "team show", &json!({})).is_err());
    let private = d.dm_channel(d.owner()).unwrap();
    assert!(d.slash(d.owner(), private, "channel mode", &mode).is_err());
    // Who sees it for deleting messages is told whose it is.
    let refused = set(&world, d.moderator(), general, "channel mode", &mode).await;
    assert!(refused.content.contains("moderators"), "{}", refused.content);
    let question = world.asks(QUESTION);
    world.reply(question).await;
    // The whole server's role makes nobody a moderator.
    let everybody = json!({"role": d.guild().to_string()});
    let refused = set(&world, d.owner(), general, "team roles", &everybody).await;
    assert!(refused.content.contains("everybody"), "{}", refused.content);
    set(&world, d.owner(), general, "channel mode", &mode).await;
    let log = set(&world, d.owner(), general, "team log", &json!({})).await;
    let owner = format!("<@{}>", d.owner());
    assert!(log.text().contains("channel.mode") && log.text().contains(&owner), "{}", log.text());
}

#[tokio::test]
async fn the_team_channel_must_be_one_the_bot_can_write_in() {
    let world = moderated(Place::Sqlite).await;
    let d = &world.discord;
    let channel = json!({"channel": d.team().to_string()});
    let page = set(&world, d.owner(), d.general(), "team channel", &channel).await;
    assert!(page.text().contains(&d.team().to_string()), "{}", page.text());
    assert!(d.messages(d.team()).iter().any(|one| one.content.contains("team channel now")));
    let closed = d.add_channel(d.guild(), "closed");
    let bot = discord_sandbox::Target::Member(d.bot_user_id());
    d.overwrite(closed, bot, 0, discord_sandbox::permissions::SEND_MESSAGES);
    let channel = json!({"channel": closed.to_string()});
    let page = set(&world, d.owner(), d.general(), "team channel", &channel).await;
    assert!(page.content.contains("may not write"), "{}", page.content);
    let page = set(&world, d.owner(), d.general(), "team show", &json!({})).await;
    assert!(page.text().contains(&d.team().to_string()), "as before: {}", page.text());
}
