//! Answers to interactions: outside the queues and the global gate (Discord
//! does not count them), with their own repeats inside the three seconds.

use std::time::Duration;

use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};
use serenity::model::id::{InteractionId, MessageId};
use tokio::time::{Instant, sleep, timeout_at};

use crate::limits;

use super::convert::Response;
use super::rest::{Rest, RestError};

/// "Interaction has already been acknowledged": an earlier try went through,
/// only its answer was lost.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

/// One try takes at most so long, so that there is time for another.
const ONE_TRY: Duration = Duration::from_millis(1_200);

/// The JSON of a response. Serenity writes the number of an uploaded file as a
/// number; ids are texts in Discord's specification.
fn written(response: &Response) -> serde_json::Result<String> {
    let mut body = serde_json::to_value(&response.body)?;
    let files = body.pointer_mut("/data/attachments").and_then(serde_json::Value::as_array_mut);
    for id in files.into_iter().flatten().filter_map(|file| file.get_mut("id")) {
        if let Some(number) = id.as_u64() {
            *id = number.to_string().into();
        }
    }
    Ok(body.to_string())
}

/// The message an answer became, as Discord tells of it when asked to.
fn became(answer: &[u8]) -> Option<MessageId> {
    let answer: serde_json::Value = serde_json::from_slice(answer).ok()?;
    let id: u64 = answer.pointer("/resource/message/id")?.as_str()?.parse().ok()?;
    (id > 0).then(|| MessageId::new(id))
}

/// Answers an interaction that came in at `received`. Failing is logged here:
/// nothing else can be done about it, and the user sees Discord's own notice. Gives
/// the message it became, where that is of use.
pub(super) async fn respond(
    rest: &Rest,
    id: InteractionId,
    token: &str,
    response: &Response,
    received: Instant,
) -> Option<MessageId> {
    let body = match written(response) {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "an interaction's answer could not be written");
            return None;
        }
    };
    let deadline = received + limits::INTERACTION;
    let mut pause = Duration::from_millis(60);
    loop {
        let route = Route::InteractionResponse { interaction_id: id, token };
        let one = (Instant::now() + ONE_TRY).min(deadline);
        let tell = response.told.as_ref().map(|_| vec![("with_response", "true".to_owned())]);
        let request = Request::new(route, LightMethod::Post).params(tell);
        let request = match &response.file {
            None => request.body(Some(body.clone().into_bytes())),
            Some(file) => request.multipart(Some(Multipart {
                upload: MultipartUpload::Attachments(vec![file.clone()]),
                fields: Vec::new(),
                payload_json: Some(body.clone()),
            })),
        };
        let sent = timeout_at(one, rest.send(request)).await;
        let (error, wait) = match sent {
            Ok(Ok((answer, _))) => return became(&answer),
            Ok(Err(RestError::Refused { code: ALREADY_ACKNOWLEDGED, .. })) => return None,
            Ok(Err(RestError::Limited { after, global })) => (RestError::Limited { after, global }, after),
            Ok(Err(error @ (RestError::Trouble(_) | RestError::Unreachable(_)))) => (error, pause),
            Err(_) => (RestError::Unreachable("it took too long".to_owned()), pause),
            Ok(Err(error)) => {
                tracing::warn!(%error, "an interaction could not be answered");
                return None;
            }
        };
        if Instant::now() + wait >= deadline {
            tracing::warn!(%error, "an interaction could not be answered in time");
            return None;
        }
        sleep(wait).await;
        pause *= 2;
    }
}
