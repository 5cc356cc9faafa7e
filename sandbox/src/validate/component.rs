//! Message components: rows of buttons, select menus, and (roughly) the newer layout ones.

use std::collections::HashSet;

use serde_json::Value;

use super::{Problems, join};
use crate::world::flatten;

/// The components of one message without `IS_COMPONENTS_V2`.
pub(super) fn rows(rows: &[Value], problems: &mut Problems) {
    for (index, one) in rows.iter().enumerate() {
        let path = format!("components.{index}");
        if one["type"] == 1 {
            row(one, &path, problems);
        } else {
            problems.add(
                &join(&path, "type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1,).",
            );
        }
    }
    unique(rows, problems);
}

/// The components of a message with `IS_COMPONENTS_V2`: their number, the rows and buttons in
/// them, and the ids. Texts of the layout components are checked for length only.
pub(super) fn v2(components: &[Value], problems: &mut Problems) {
    if flatten(components).len() > 40 {
        problems.bad_length("components", 1, 40);
    }
    each_v2(components, "components", problems);
    unique(components, problems);
}

fn each_v2(components: &[Value], path: &str, problems: &mut Problems) {
    for (index, one) in components.iter().enumerate() {
        let path = format!("{path}.{index}");
        match one["type"].as_u64() {
            Some(1) => row(one, &path, problems),
            Some(9 | 17) => {
                let inside = one["components"].as_array().map_or(&[][..], Vec::as_slice);
                each_v2(inside, &join(&path, "components"), problems);
                if one["accessory"]["type"] == 2 {
                    button(&one["accessory"], &join(&path, "accessory"), problems);
                }
            }
            Some(10) => problems.text(one, &path, "content", 1, 4000),
            Some(11..=14) => {}
            _ => problems.add(&join(&path, "type"), "UNION_TYPE_CHOICES", "Not a component for messages."),
        }
    }
}

fn row(row: &Value, path: &str, problems: &mut Problems) {
    let inside = problems.list(row, path, "components", 1, 5);
    let selects = inside.iter().filter(|one| one["type"] != 2).count();
    if selects > 0 && inside.len() > 1 {
        let message = "The sum of component widths in an action row must not exceed 5";
        problems.add(&join(path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
    for (index, one) in inside.iter().enumerate() {
        let path = format!("{path}.components.{index}");
        match one["type"].as_u64() {
            Some(2) => button(one, &path, problems),
            Some(3 | 5..=8) => select(one, &path, problems),
            _ => problems.add(
                &join(&path, "type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).",
            ),
        }
    }
}

fn button(button: &Value, path: &str, problems: &mut Problems) {
    problems.text(button, path, "label", 0, 80);
    let style = problems.number(button, path, "style", 1, 6);
    let (url, custom_id) = (button["url"].is_string(), !button["custom_id"].is_null());
    match style {
        Some(5) => {
            if !url {
                problems.add(&join(path, "url"), "BASE_TYPE_REQUIRED", "A url is required");
            } else if button["url"].as_str().is_some_and(|url| !url.contains("://")) {
                problems.add(&join(path, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            }
            problems.text(button, path, "url", 0, 512);
            if custom_id {
                exclusive(path, problems);
            }
        }
        Some(6) => {}
        Some(_) => {
            problems.text(button, path, "custom_id", 1, 100);
            if url {
                exclusive(path, problems);
            }
        }
        None => problems.add(&join(path, "style"), "BASE_TYPE_REQUIRED", "This field is required"),
    }
    let labelled = button["label"].as_str().is_some_and(|text| !text.trim().is_empty());
    if !labelled && !button["emoji"].is_object() && style != Some(6) {
        let message = "A button must have a label or an emoji";
        problems.add(path, "BUTTON_COMPONENT_INVALID", message);
    }
}

fn exclusive(path: &str, problems: &mut Problems) {
    let message = "A custom id and url cannot both be specified";
    problems.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
}

/// A select menu, in a message or a modal.
pub(super) fn select(select: &Value, path: &str, problems: &mut Problems) {
    problems.text(select, path, "custom_id", 1, 100);
    problems.text(select, path, "placeholder", 0, 150);
    let least = problems.number(select, path, "min_values", 0, 25).unwrap_or(1);
    let most = problems.number(select, path, "max_values", 1, 25).unwrap_or(1);
    if least > most {
        let message = "min_values must not exceed max_values";
        problems.add(&join(path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX", message);
    }
    if select["type"] != 3 {
        return;
    }
    let options = problems.list(select, path, "options", 1, 25);
    if !options.is_empty() && usize::try_from(most).is_ok_and(|most| most > options.len()) {
        let message = format!("int value should be less than or equal to {}.", options.len());
        problems.add(&join(path, "max_values"), "NUMBER_TYPE_MAX", message);
    }
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{index}");
        problems.text(option, &path, "label", 1, 100);
        problems.text(option, &path, "value", 1, 100);
        problems.text(option, &path, "description", 0, 100);
        if option["value"].as_str().is_some_and(|value| !values.insert(value)) {
            let message = "The specified option value is already used";
            problems.add(&join(&path, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
}

/// A custom id may stand only once in a message or modal.
pub(super) fn unique(components: &[Value], problems: &mut Problems) {
    let mut seen = HashSet::new();
    for one in flatten(components) {
        if one["custom_id"].as_str().is_some_and(|id| !seen.insert(id)) {
            let message = "Component custom id cannot be duplicated";
            problems.add("components", "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }
}
