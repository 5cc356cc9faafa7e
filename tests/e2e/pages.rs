//! Registers, comparing, and the timeline with its picture.

use discord_sandbox::Message;
use serde_json::{Value, json};

use crate::world::{SOON, World};

async fn said(world: &World, name: &str, options: &Value) -> Message {
    let d = &world.discord;
    let handle = d.slash(d.member(), d.general(), name, options).expect("the command exists");
    handle.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()))
}

/// Picks an option of a message's menus by its value; what is shown for it.
async fn picked(world: &World, message: &Message, value: &str) -> Message {
    let d = &world.discord;
    let menus = message.selects();
    let menu = menus.iter().find(|menu| menu.options.iter().any(|(_, option)| option == value)).expect(value);
    let handle = d.select(d.member(), message.id, &menu.custom_id, &[value]).expect("the menu is there");
    handle.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()))
}

#[tokio::test]
async fn the_register_shows_where_everything_stands() {
    let world = World::new().await;
    let all = said(&world, "treaty", &json!({})).await;
    assert!(!all.is_ephemeral() && all.pings.is_empty());
    for held in ["Party", "Invited to accede", "Lisbon Recognition Convention (No. 165)", "https://"] {
        assert!(all.text().contains(held), "{held}: {}", all.text());
    }
    let entry = picked(&world, &all, "ets-127").await;
    assert!(entry.is_ephemeral());
    for held in ["26 December 2014 – ratification law", "23 December 2013 – signature", "https://", "Party"]
    {
        assert!(entry.text().contains(held), "{held}: {}", entry.text());
    }
}

#[tokio::test]
async fn an_entry_is_found_by_name_number_or_choice_and_never_guessed() {
    let world = World::new().await;
    let d = &world.discord;
    let choices = async |typed: &str| {
        let handle = d.autocomplete(d.member(), d.general(), "treaty", "entry", &json!({"entry": typed}));
        handle.unwrap().choices(SOON).await.unwrap()
    };
    for typed in ["istanb", "210", "Стамбул", "стамбул конвенциясы"] {
        let found = choices(typed).await;
        assert_eq!(
            found.iter().map(|(_, id)| id.clone()).collect::<Vec<_>>(),
            [json!("cets-210")],
            "{typed}"
        );
    }
    assert!((10..=25).contains(&choices("").await.len()));
    assert_eq!(choices("🙂").await.len(), choices("").await.len(), "no word: all");
    for typed in ["cets-210", "istanbul", "210"] {
        let entry = said(&world, "treaty", &json!({"entry": typed})).await;
        assert!(entry.text().contains("22 April 2020 – invitation"), "{typed}: {}", entry.text());
    }
    // Two begin so; a number of another; a path.
    for typed in ["convention", "999", "../../etc/passwd", "@everyone", ""] {
        let none = said(&world, "treaty", &json!({"entry": typed})).await;
        let asked = none.is_ephemeral() && none.content.contains("cannot tell");
        assert!(asked && none.pings.is_empty(), "{typed}: {}", none.text());
    }
}

/// Discord has no Kazakh, so a language can be asked for.
#[tokio::test]
async fn every_page_speaks_the_language_that_is_asked_for() {
    let world = World::new().await;
    for (command, options, held) in [
        ("treaty", json!({"language": "kk"}), "Қатысушы"),
        ("treaty", json!({"language": "fr", "entry": "ets-127"}), "26 décembre 2014 – loi de ratification"),
        ("compare", json!({"language": "ru", "one": "greco", "other": "pace"}), "Рядом"),
        ("timeline", json!({"language": "kk"}), "Венеция комиссиясының мүшесі"),
    ] {
        let page = said(&world, command, &options).await;
        assert!(page.text().contains(held), "{command} {options}: {}", page.text());
    }
}

#[tokio::test]
async fn two_of_a_kind_are_compared() {
    let world = World::new().await;
    let both = said(&world, "compare", &json!({"one": "ets-141", "other": "cets-198"})).await;
    assert!(!both.is_ephemeral());
    for held in ["No. 141", "No. 198", "2 May 2011 – ratification law", "Reported step", "https://"] {
        assert!(both.text().contains(held), "{held}: {}", both.text());
    }
    let bodies = said(&world, "compare", &json!({"one": "greco", "other": "venice-commission"})).await;
    assert!(bodies.text().contains("Group of States against Corruption"), "{}", bodies.text());
    for (one, other, held) in [
        ("greco", "greco", "one and the same"),
        ("greco", "ets-141", "different kinds"),
        ("greco", "xyz", "cannot tell"),
    ] {
        let none = said(&world, "compare", &json!({"one": one, "other": other})).await;
        assert!(none.text().contains(held), "{one} {other}: {}", none.text());
    }
}

/// The timeline with its picture: right after the start there is only its text,
/// and a sentence that holds `soon`.
pub(crate) async fn drawn(world: &World, options: &Value, soon: &str) -> Message {
    let started = std::time::Instant::now();
    loop {
        let page = said(world, "timeline", options).await;
        if !page.attachments.is_empty() {
            return page;
        }
        assert!(page.text().contains(soon), "{}", page.text());
        assert!(started.elapsed() < 3 * SOON, "it is never drawn: {}", world.bot.log());
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn the_timeline_is_a_picture_with_its_text() {
    let world = World::new().await;
    let mut sizes = Vec::new();
    for options in [json!({}), json!({"theme": "light"})] {
        let page = drawn(&world, &options, "still being drawn").await;
        assert!(!page.is_ephemeral());
        assert_eq!(page.attachments.len(), 1, "{}", page.text());
        assert_eq!(page.attachments[0]["filename"], "timeline.png");
        sizes.push(page.attachments[0]["size"].as_u64().unwrap());
        for held in
            ["13 March 2012 – Member, Venice Commission", "1 January 2020 – Member, GRECO", "Conventions"]
        {
            assert!(page.text().contains(held), "{held}: {}", page.text());
        }
        let fact = picked(&world, &page, "kazakhstan-venice-member-13-march-2012").await;
        assert!(fact.is_ephemeral() && fact.text().contains("https://"), "{}", fact.text());
    }
    assert_ne!(sizes[0], sizes[1], "dark and light differ");
    // A screen reader is told what the picture shows.
    let d = &world.discord;
    let told = d.requests().iter().any(|request| {
        let body = request.body.clone().unwrap_or_default();
        let alt = body["data"]["attachments"][0]["description"].as_str().unwrap_or_default().to_owned();
        request.files == 1 && alt.contains("Conventions") && alt.contains("below")
    });
    assert!(told);
}
