//! Modals.

use serde_json::Value;

use super::{Problems, component, join};

/// Checks the data of a modal callback; paths start at `data`.
pub(crate) fn modal(data: &Value, problems: &mut Problems) {
    problems.text(data, "data", "custom_id", 1, 100);
    problems.text(data, "data", "title", 1, 45);
    let components = problems.list(data, "data", "components", 1, 5);
    for (index, one) in components.iter().enumerate() {
        let path = format!("data.components.{index}");
        match one["type"].as_u64() {
            Some(1) => {
                let inside = problems.list(one, &path, "components", 1, 1);
                for input in inside {
                    let path = join(&path, "components.0");
                    problems.text(input, &path, "label", 1, 45);
                    text_input(input, &path, problems);
                }
            }
            Some(18) => {
                problems.text(one, &path, "label", 1, 45);
                problems.text(one, &path, "description", 0, 100);
                let (inside, path) = (&one["component"], join(&path, "component"));
                match inside["type"].as_u64() {
                    Some(4) => text_input(inside, &path, problems),
                    Some(3 | 5..=8) => component::select(inside, &path, problems),
                    Some(19 | 21..=23) => problems.text(inside, &path, "custom_id", 1, 100),
                    _ => wrong_type(&path, problems),
                }
            }
            Some(10) => problems.text(one, &path, "content", 1, 4000),
            _ => wrong_type(&path, problems),
        }
    }
    component::unique(components, problems);
}

fn wrong_type(path: &str, problems: &mut Problems) {
    problems.add(&join(path, "type"), "UNION_TYPE_CHOICES", "Not a component for modals.");
}

fn text_input(input: &Value, path: &str, problems: &mut Problems) {
    if input["type"] != 4 {
        return wrong_type(path, problems);
    }
    problems.text(input, path, "custom_id", 1, 100);
    problems.text(input, path, "placeholder", 0, 100);
    problems.text(input, path, "value", 0, 4000);
    if problems.number(input, path, "style", 1, 2).is_none() {
        problems.add(&join(path, "style"), "BASE_TYPE_REQUIRED", "This field is required");
    }
    problems.number(input, path, "min_length", 0, 4000);
    problems.number(input, path, "max_length", 1, 4000);
}
