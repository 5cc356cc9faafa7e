//! What is kept about somebody: shown, handed out, erased.

use discord_sandbox::UserId;
use serde_json::json;

use crate::reviews::team;
use crate::world::{Place, SOON, World};

const WORDS: &str = "so when did kazakhstan join greco, asked Mira";

async fn privacy(world: &World, sub: &str) -> discord_sandbox::Message {
    let d = &world.discord;
    let used = d.slash(d.member(), d.general(), &format!("privacy {sub}"), &json!({})).unwrap();
    let answer = used.answer(SOON).await.unwrap_or_else(|e| panic!("{e}\n{}", world.bot.log()));
    assert!(answer.is_ephemeral());
    answer
}

/// Whether any file beside the store holds these bytes.
pub(crate) fn is_in_files(world: &World, bytes: &[u8]) -> bool {
    let path = world.store().strip_prefix("sqlite://").unwrap();
    let folder = std::path::Path::new(path).parent().unwrap();
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let held = std::fs::read(entry.unwrap().path()).unwrap();
        held.windows(bytes.len()).any(|window| window == bytes)
    })
}

/// Waits until nothing in the store's files tells of somebody or of their words: they
/// are tidied up in the background.
pub(crate) async fn no_trace(world: &World, person: UserId, words: &str) {
    let end = std::time::Instant::now() + SOON;
    let person = person.get().to_be_bytes();
    while is_in_files(world, words.as_bytes()) || is_in_files(world, &person) {
        assert!(std::time::Instant::now() < end, "traces are left");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_question_under_review_is_shown_handed_out_and_erased() {
    for place in Place::all() {
        let world = team(place, "review").await;
        let d = &world.discord;
        assert!(privacy(&world, "show").await.text().contains("Nothing is kept"));
        let question = world.asks(WORDS);
        let card = world.card(question).await;
        assert!(privacy(&world, "show").await.text().contains("questions that moderators"));
        if place == Place::Sqlite {
            assert!(is_in_files(&world, WORDS.as_bytes()), "the search finds what is there");
        }
        let file = privacy(&world, "export").await;
        assert_eq!(file.attachments.len(), 1, "{file:?}");
        let erased = privacy(&world, "erase").await;
        assert!(erased.text().contains("erased"), "{}", erased.text());
        let card = world.turned(card.id, "had this question erased").await;
        assert!(!card.text().contains("asked Mira") && card.buttons().is_empty());
        assert!(privacy(&world, "show").await.text().contains("Nothing is kept"));
        assert_eq!(d.message(question).unwrap().content, world.mention(WORDS), "Discord's own stays");
        if place == Place::Sqlite {
            no_trace(&world, d.member(), WORDS).await;
        }
    }
}

/// Without a store there is nothing, and that is said.
#[tokio::test]
async fn without_a_store_nothing_is_kept() {
    let world = World::new().await;
    assert!(privacy(&world, "show").await.text().contains("Nothing is kept"));
    assert!(privacy(&world, "erase").await.text().contains("0 entries"));
}
