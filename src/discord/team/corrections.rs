//! When a fact is corrected or withdrawn, what was said of it is corrected too.

use std::sync::Arc;

use crate::language::Language;
use crate::reply::Link;
use crate::store::{AnswerGiven, DAY, Parcel, ParcelKind, Said, Seconds, StoreError};

use super::super::convert;
use super::now;
use super::post::{self, Post};

/// Messages corrected at one look.
const BATCH: u32 = 25;

/// Corrects what was said in words that no longer hold, a batch at a time. Looks
/// only where the base, or what was decided, is another than when it last looked
/// to the end.
pub(super) async fn check(post: &Arc<Post>) -> Result<(), StoreError> {
    let (hash, loaded) = post.desk.loaded();
    let Some(overlaid) = *post.overlaid.lock().await else { return Ok(()) };
    let state = format!("{hash} {overlaid}");
    // What teams have added is put over a new base a moment after it.
    if !post.desk.is_overlaid() || post.checked.lock().is_ok_and(|checked| *checked == state) {
        return Ok(());
    }
    let since = now() - Seconds::from(post.team.defaults.retention.answer_days) * DAY;
    let mut left = BATCH;
    for said in post.team.store.said_since(since).await? {
        let current = digest(post, &said);
        if current == said.digest {
            continue;
        }
        let answers = post.team.store.answers_saying(&said, since, loaded, i64::from(left)).await?;
        for answer in &answers {
            correct(post, answer, &current).await?;
        }
        left = left.saturating_sub(answers.len() as u32);
        if left == 0 {
            return Ok(());
        }
    }
    if let Ok(mut checked) = post.checked.lock() {
        *checked = state;
    }
    Ok(())
}

/// The digest of what is known now; empty where there is no such fact any more.
fn digest(post: &Post, said: &Said) -> String {
    let base = post.desk.base_with(&said.fact);
    let fact = base.find(&said.fact).map(|index| base.fact(index));
    fact.map_or_else(String::new, |fact| fact.digest(language(&said.language), &base.languages))
}

fn language(code: &str) -> Language {
    code.parse().unwrap_or(Language::ENGLISH)
}

async fn correct(office: &Arc<Post>, answer: &AnswerGiven, digest: &str) -> Result<(), StoreError> {
    let at = now();
    let reply = office.desk.say_in(Some(answer.server), language(&answer.language), |voice| {
        let fact = voice.base().find(&answer.fact).map(|index| voice.base().fact(index));
        voice.corrected(fact, at)
    });
    let place = Link { server: answer.server, channel: answer.channel, message: answer.message };
    let nonce = format!("k{}-{digest}", answer.message);
    let edit = post::parcel(ParcelKind::Edit, nonce, answer.channel, place, &convert::edit(&reply));
    let Some(edit) = edit.map(|edit| Parcel { message: Some(answer.message), ..edit }) else { return Ok(()) };
    if office.team.store.correct_answer(answer, digest, &edit).await? {
        tracing::info!(message = answer.message, fact = answer.fact, "an earlier answer is corrected");
        office.send(edit);
    }
    Ok(())
}
