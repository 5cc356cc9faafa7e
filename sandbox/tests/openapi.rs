//! Recorded requests against Discord's own specification, where it is at hand.
#![cfg(feature = "openapi")]
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    clippy::large_futures,
    reason = "tables of cases"
)]

mod support;

use std::io::Write as _;
use std::path::PathBuf;

use discord_sandbox::openapi::Spec;
use serde_json::json;
use support::{Http, sandbox};

fn specification() -> Option<Spec> {
    let shared = std::env::var_os("SANDBOX_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = shared.join("discord-openapi.json");
    if !path.exists() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: {} is missing, nothing was checked against it",
            path.display()
        );
        return None;
    }
    Some(Spec::load(path).expect("a readable specification"))
}

#[tokio::test]
async fn good_requests_pass_and_bad_ones_are_named() {
    let Some(spec) = specification() else { return };
    let sandbox = sandbox().await;
    let http = Http::new(&sandbox);
    let (application, general) = (sandbox.application_id(), sandbox.general());
    let messages = format!("/channels/{general}/messages");
    let commands = format!("/applications/{application}/commands");
    http.get("/users/@me").await;
    http.get("/gateway").await;
    http.get(&format!("{messages}?limit=5")).await;
    let button = json!({"type": 2, "style": 1, "label": "b", "custom_id": "b"});
    let row = json!({"type": 1, "components": [button]});
    let message = json!({"content": "c", "embeds": [{"title": "t"}], "components": [row], "nonce": "n",
        "enforce_nonce": true, "allowed_mentions": {"parse": []}, "message_reference": {"message_id": "5", "fail_if_not_exists": false}});
    http.send("POST", &messages, &message).await;
    let command = json!([{"name": "a", "description": "d", "default_member_permissions": "16", "options": [
        {"type": 3, "name": "o", "description": "d", "autocomplete": true, "choices": []}]}]);
    http.send("PUT", &commands, &command).await;
    http.send(
        "POST",
        "/interactions/1/t/callback",
        &json!({"type": 4, "data": {"content": "c", "flags": 64}}),
    )
    .await;
    http.send(
        "POST",
        "/interactions/1/t/callback",
        &json!({"type": 8, "data": {"choices": [{"name": "n", "value": "v"}]}}),
    )
    .await;
    http.send("PATCH", &format!("/webhooks/{application}/t/messages/@original"), &json!({"content": "c"}))
        .await;
    let found = spec.violations(&sandbox.requests());
    assert!(found.is_empty(), "{found:?}");

    let good = sandbox.requests().len();
    let many: Vec<_> = (0..11).map(|_| json!({"title": "t"})).collect();
    http.send("POST", &messages, &json!({"embeds": many})).await;
    http.send("PUT", &commands, &json!([{"name": "x".repeat(33), "description": "d"}])).await;
    http.send("POST", "/interactions/1/t/callback", &json!({"type": 99})).await;
    http.send(
        "POST",
        "/interactions/1/t/callback",
        &json!({"type": 4, "data": {"content": "x".repeat(2001)}}),
    )
    .await;
    http.bare("PUT", &messages).await;
    http.get("/nonsense").await;
    http.get(&format!("{messages}?nonsense=1")).await;
    http.bare("POST", &messages).await;
    let requests = sandbox.requests();
    let found = spec.violations(&requests[good..]);
    for violation in &found {
        eprintln!("{violation}");
    }
    assert_eq!(found.len(), requests.len() - good, "each of them is wrong");
    assert!(found[0].problem.starts_with("/embeds"), "{}", found[0]);
    assert!(found[3].problem.starts_with("/data/content"), "{}", found[3]);
    assert!(found[5].to_string().contains("no such route"), "{}", found[5]);
}
