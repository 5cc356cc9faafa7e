//! What a modal may hold.

use serde_json::{Value, json};

use super::{button, many, row, table, x};
use crate::validate::modal;

#[test]
fn modals() {
    let input = |more: Value| {
        let mut input = json!({"type": 4, "custom_id": "i", "label": "l", "style": 1});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let with = |title: &str, id: &str, components: Value| json!({"title": title, "custom_id": id, "components": components});
    let one = |more: Value| with("t", "c", json!([row(json!([input(more)]))]));
    let many_inputs =
        |count| with("t", "c", many(count, |n| row(json!([input(json!({"custom_id": format!("i{n}")}))]))));
    let label =
        |component: Value| with("t", "c", json!([{"type": 18, "label": "l", "component": component}]));
    table(
        vec![
            (
                with(&x(45), &x(100), json!([row(json!([input(json!({}))]))])),
                with(&x(46), "c", json!([])),
                "data.title",
            ),
            (one(json!({})), with("t", &x(101), json!([])), "data.custom_id"),
            (many_inputs(5), many_inputs(6), "data.components "),
            (many_inputs(1), many_inputs(0), "data.components "),
            (
                one(json!({"label": x(45)})),
                one(json!({"label": x(46)})),
                "data.components.0.components.0.label",
            ),
            (
                one(json!({"value": x(4000)})),
                one(json!({"value": x(4001)})),
                "data.components.0.components.0.value",
            ),
            (
                one(json!({"max_length": 4000})),
                one(json!({"max_length": 4001})),
                "data.components.0.components.0.max_length",
            ),
            (one(json!({})), one(json!({"style": 3})), "data.components.0.components.0.style"),
            (
                one(json!({})),
                with("t", "c", json!([row(json!([button(1)]))])),
                "data.components.0.components.0.type",
            ),
            (
                one(json!({})),
                with("t", "c", json!([row(json!([input(json!({})), input(json!({"custom_id": "j"}))]))])),
                "data.components.0.components ",
            ),
            (
                label(json!({"type": 4, "custom_id": "i", "style": 2})),
                label(button(1)),
                "data.components.0.component.type",
            ),
        ],
        modal,
    );
}
