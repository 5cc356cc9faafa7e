//! Answers to interactions: outside the queues and the global gate (Discord
//! does not count them), with their own repeats inside the three seconds.

use std::time::Duration;

use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};
use serenity::model::id::InteractionId;
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

/// Answers an interaction that came in at `received`. Failing is logged here:
/// nothing else can be done about it, and the user sees Discord's own notice.
pub(super) async fn respond(
    rest: &Rest,
    id: InteractionId,
    token: &str,
    response: &Response,
    received: Instant,
) {
    let body = match written(response) {
        Ok(body) => body,
        Err(error) => return tracing::error!(%error, "an interaction's answer could not be written"),
    };
    let deadline = received + limits::INTERACTION;
    let mut pause = Duration::from_millis(60);
    loop {
        let route = Route::InteractionResponse { interaction_id: id, token };
        let one = (Instant::now() + ONE_TRY).min(deadline);
        let request = Request::new(route, LightMethod::Post);
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
            Ok(Ok(_) | Err(RestError::Refused { code: ALREADY_ACKNOWLEDGED, .. })) => return,
            Ok(Err(RestError::Limited { after, global })) => (RestError::Limited { after, global }, after),
            Ok(Err(error @ (RestError::Trouble(_) | RestError::Unreachable(_)))) => (error, pause),
            Err(_) => (RestError::Unreachable("it took too long".to_owned()), pause),
            Ok(Err(error)) => return tracing::warn!(%error, "an interaction could not be answered"),
        };
        if Instant::now() + wait >= deadline {
            return tracing::warn!(%error, "an interaction could not be answered in time");
        }
        sleep(wait).await;
        pause *= 2;
    }
}
