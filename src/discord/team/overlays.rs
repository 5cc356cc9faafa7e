//! What servers' teams have had approved, put over the base.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::knowledge::Addition;
use crate::moderation::addition;
use crate::store::StoreError;

use super::post::Post;

/// Puts what is approved over the base, where either has changed since. One at a
/// time: of two the older must not come last.
pub(super) async fn refresh(post: &Arc<Post>) -> Result<(), StoreError> {
    let mut overlaid = post.overlaid.lock().await;
    let revision = post.team.revision();
    if *overlaid == Some(revision) && post.desk.is_overlaid() {
        return Ok(());
    }
    let mut additions: BTreeMap<u64, Vec<Addition>> = BTreeMap::new();
    for proposal in post.team.store.approved_proposals().await? {
        additions.entry(proposal.server).or_default().push(addition(&proposal));
    }
    let desk = Arc::clone(&post.desk);
    // Where the base is still being learnt this waits for it.
    match tokio::task::spawn_blocking(move || desk.overlay(additions)).await {
        Ok(()) => *overlaid = Some(revision),
        Err(error) => tracing::error!(%error, "what teams have added could not be put over the base"),
    }
    Ok(())
}
