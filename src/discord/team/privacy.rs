//! `/privacy`: what is held about somebody, handed out, and erased.

use std::sync::Arc;

use serde_json::{Map, Value};
use serenity::model::application::CommandInteraction;

use crate::reply::{Kept, Notice};
use crate::store::schema::Keep;
use crate::store::{Held, StoreError, Whose};

use super::super::commands::locale;
use super::super::convert::{self, Response};
use super::gaps;
use super::post::Post;

/// Runs `/privacy`. What it says only the caller sees.
pub(in crate::discord) async fn run(post: &Arc<Post>, command: &CommandInteraction) -> Response {
    let language = locale(&command.locale);
    let done = carry_out(post, command).await;
    done.unwrap_or_else(|error| {
        tracing::warn!(%error, "/privacy could not be carried out");
        convert::answer(&post.desk.say(language, |voice| voice.notice(Notice::CannotSave)), true)
    })
}

async fn carry_out(post: &Arc<Post>, command: &CommandInteraction) -> Result<Response, StoreError> {
    let (person, language) = (command.user.id.get(), locale(&command.locale));
    let sub = command.data.options().first().map_or("show", |option| option.name);
    let stored = post.team.is_moderated();
    Ok(match sub {
        "erase" => {
            post.desk.forget(person);
            let rows = if stored { erase(post, person).await? } else { 0 };
            convert::answer(&post.desk.say(language, |voice| voice.erased(rows)), true)
        }
        "export" => {
            let held = if stored { post.team.store.held(Whose::Person(person)).await? } else { Vec::new() };
            let tables: Map<String, Value> =
                held.into_iter().map(|held| (held.table.name.to_owned(), held.rows.into())).collect();
            let bytes = format!("{:#}\n", Value::Object(tables)).into_bytes();
            convert::with_file(
                &post.desk.say(language, |voice| voice.privacy_file()),
                bytes,
                "about-you.json",
            )
        }
        _ => {
            let held = if stored { post.team.store.held(Whose::Person(person)).await? } else { Vec::new() };
            let kept: Vec<Kept> = held.iter().map(|held| kept(post, held)).collect();
            convert::answer(&post.desk.say(language, |voice| voice.privacy_page(&kept)), true)
        }
    })
}

fn kept(post: &Post, held: &Held) -> Kept {
    let days = match held.table.keep {
        Keep::Days { setting, .. } => Some(post.team.defaults.retention.days(setting)),
        Keep::UntilChanged => None,
    };
    Kept { table: held.table.name, rows: held.rows.len(), days }
}

/// Erases somebody from the store, from its files, and from the cards in team
/// channels; gives the number of rows.
async fn erase(post: &Arc<Post>, person: u64) -> Result<u64, StoreError> {
    let store = &post.team.store;
    let touched = store.erase(person, |shown| post.erased_card(shown)).await?;
    // The cards' edits are in the outbox, and nobody holds them.
    post.sweep().await?;
    gaps::look_after(post).await?;
    let tidying = Arc::clone(post);
    // Takes its time on a large store; nobody waits for it.
    post.tasks.spawn(async move {
        if let Err(error) = tidying.team.store.scrub().await {
            tracing::info!(%error, "the store could not be tidied up after an erasure; the next time tries again");
        }
    });
    Ok(touched.values().sum())
}
