//! Each limit with what just fits beside what just does not.

#![allow(clippy::needless_pass_by_value, clippy::too_many_lines, reason = "tables of JSON, made in place")]

mod commands;
mod messages;
mod modals;

use serde_json::{Value, json};

use super::{Problems, message};

/// The paths at which something is wrong.
fn wrong(check: impl FnOnce(&mut Problems)) -> Vec<String> {
    let mut problems = Problems::default();
    check(&mut problems);
    problems.found.into_iter().map(|(path, code, _)| format!("{path} {code}")).collect()
}

fn x(count: usize) -> String {
    "ж".repeat(count)
}

fn many(count: usize, one: impl Fn(usize) -> Value) -> Value {
    (0..count).map(one).collect()
}

fn button(n: usize) -> Value {
    json!({"type": 2, "style": 1, "label": "b", "custom_id": format!("b{n}")})
}

fn row(components: Value) -> Value {
    json!({"type": 1, "components": components})
}

fn rows(components: Value) -> Value {
    json!({"components": [row(components)]})
}

fn option(n: usize) -> Value {
    json!({"label": "l", "value": format!("v{n}")})
}

fn menu(more: Value) -> Value {
    let mut menu = json!({"type": 3, "custom_id": "m", "options": [option(1), option(2)]});
    menu.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    rows(json!([menu]))
}

fn embed(embed: Value) -> Value {
    json!({"embeds": [embed]})
}

/// What fits, what does not, and where it then fails.
fn table(cases: Vec<(Value, Value, &str)>, check: impl Fn(&Value, &mut Problems)) {
    for (good, bad, place) in cases {
        assert_eq!(wrong(|problems| check(&good, problems)), Vec::<String>::new(), "{good}");
        let found = wrong(|problems| check(&bad, problems));
        assert!(found.iter().any(|one| one.starts_with(place)), "{place}: {found:?} for {bad}");
    }
}

#[test]
fn the_body_is_nested_as_the_request_is() {
    let mut problems = Problems::default();
    message(&json!({"embeds": [{"title": x(257)}]}), &mut problems);
    let body = problems.body();
    assert_eq!(body["code"], 50035);
    let reason = &body["errors"]["embeds"]["0"]["title"]["_errors"][0];
    assert_eq!(reason["code"], "BASE_TYPE_MAX_LENGTH", "{body}");
}
