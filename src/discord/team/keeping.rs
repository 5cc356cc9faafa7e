//! Looking after the store: opened as soon as it can be, asked how it is, its
//! changes by other processes read.

use std::sync::Arc;
use std::time::Duration;

use crate::store::StoreError;

use super::post::Post;
use super::{Team, corrections, gaps, now, overlays, proposals, reviews};

/// How soon a change by another process is seen, and how soon a store that was
/// away is used again.
const LOOK: Duration = Duration::from_secs(2);

/// How often the store is asked whether it could save something, in looks.
const PROBES: u32 = 2;

/// How often what is too old is deleted, in looks: once an hour.
const RETENTION: u32 = 1_800;

/// Answers written at once.
const ANSWERS: usize = 500;

/// Opens the store and reads the settings.
pub(in crate::discord) async fn open(team: &Team) -> Result<(), StoreError> {
    team.store.open(now()).await?;
    team.store.end_leases().await?;
    team.refresh().await
}

/// Looks after the store as long as the bot runs. `opened` is how the first try
/// went.
pub(in crate::discord) async fn keep(post: Arc<Post>, opened: Result<(), StoreError>) {
    let team = &post.team;
    if team.store.address().is_none() {
        return;
    }
    let mut open_already = opened.is_ok();
    if let Err(error) = &opened {
        tracing::error!(%error, "the store cannot be opened: answering goes on, nothing can be saved");
    }
    if open_already && let Err(error) = overlays::refresh(&post).await {
        tracing::debug!(%error, "what teams have added could not be read");
    }
    for look in 0_u32.. {
        tokio::time::sleep(LOOK).await;
        if !open_already {
            open_already = open(team).await.is_ok();
            continue;
        }
        if look % RETENTION == 0 {
            delete_old(&post).await;
        }
        // The store says itself, once, when it is unwell; the rest waits for the next look.
        if let Err(error) = look_after(&post, look % PROBES == 0).await {
            tracing::debug!(%error, "the store could not be looked after");
        }
    }
}

async fn look_after(post: &Arc<Post>, probe: bool) -> Result<(), StoreError> {
    if probe {
        post.team.store.probe().await?;
    }
    post.team.refresh().await?;
    overlays::refresh(post).await?;
    reviews::expire(post).await?;
    gaps::look_after(post).await?;
    corrections::check(post).await?;
    post.sweep().await?;
    write_ledger(post).await;
    Ok(())
}

/// Writes down what was kept in memory. What cannot be written is lost: it is
/// figures, and which messages a correction would reach.
pub(in crate::discord) async fn write_ledger(post: &Post) {
    let (tallies, answers) = post.desk.ledger.take();
    let store = &post.team.store;
    if !tallies.is_empty()
        && let Err(error) = store.add_tallies(&tallies).await
    {
        tracing::debug!(%error, "figures could not be written");
    }
    for some in answers.chunks(ANSWERS) {
        if let Err(error) = store.note_answers(some).await {
            tracing::debug!(%error, answers = some.len(), "which messages are answers could not be written");
        }
    }
}

/// Deletes what is older than it may be.
async fn delete_old(post: &Arc<Post>) {
    let Team { store, defaults, .. } = &*post.team;
    let gone = match store.expire(now(), |key| defaults.retention.days(key)).await {
        Ok(gone) => gone,
        Err(error) => {
            return tracing::warn!(%error, "what is too old could not be deleted; the next hour tries again");
        }
    };
    let tidied = async {
        proposals::expire(post).await?;
        store.mark_cardless().await
    };
    if let Err(error) = tidied.await {
        tracing::info!(%error, "proposals and cards could not be looked after; the next hour tries again");
    }
    if !gone.is_empty() {
        tracing::info!(?gone, "what is too old was deleted");
        if let Err(error) = store.scrub().await {
            tracing::info!(%error, "the store could not be tidied up; the next time tries again");
        }
    }
}
