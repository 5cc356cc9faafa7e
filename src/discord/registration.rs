//! Commands registered by bulk overwrite, only when they changed.

use serde_json::{Map, Value};
use serenity::builder::CreateCommand;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::ApplicationId;

use super::rest::{Rest, RestError};

/// Makes Discord's commands ours: reads what is there and overwrites it where
/// it differs.
pub(super) async fn register(
    rest: &Rest,
    application: ApplicationId,
    commands: &[CreateCommand],
) -> Result<bool, RestError> {
    let unusable =
        |error: serde_json::Error| RestError::Unusable(format!("the commands cannot be written: {error}"));
    let wanted = serde_json::to_value(commands).map_err(unusable)?;
    let route = Route::Commands { application_id: application };
    // What cannot be read cannot be compared; overwriting settles it.
    // Unasked, Discord leaves the localisations out.
    let localised = vec![("with_localizations", "true".to_owned())];
    let there: Option<Value> =
        rest.get(Request::new(route, LightMethod::Get).params(Some(localised))).await.ok();
    if there.is_some_and(|there| same(&there, &wanted)) {
        return Ok(false);
    }
    let overwrite = Request::new(route, LightMethod::Put).body(Some(wanted.to_string().into_bytes()));
    rest.patiently(overwrite).await?;
    Ok(true)
}

/// Whether two lists of commands say the same, in whatever order, apart from
/// what Discord adds and from values that say nothing.
fn same(there: &Value, wanted: &Value) -> bool {
    let told = |list: &Value| -> Option<Vec<Value>> {
        let mut commands: Vec<Value> = list.as_array()?.iter().map(telling).collect();
        commands.sort_by_key(Value::to_string);
        Some(commands)
    };
    told(there).is_some() && told(there) == told(wanted)
}

/// A command reduced to what we decide about it.
fn telling(command: &Value) -> Value {
    const OURS: [&str; 8] = [
        "name",
        "type",
        "description",
        "options",
        "contexts",
        "name_localizations",
        "description_localizations",
        "default_member_permissions",
    ];
    let Some(object) = command.as_object() else { return Value::Null };
    let ours = object.iter().filter(|(key, _)| OURS.contains(&key.as_str()));
    ours.filter_map(|(key, value)| Some((key.clone(), bare(value)?))).collect::<Map<_, _>>().into()
}

/// A value without members that say nothing: null, false, empty.
fn bare(value: &Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => Some(list.iter().filter_map(bare).collect()),
        Value::Object(object) if object.is_empty() => None,
        Value::Object(object) => {
            Some(object.iter().filter_map(|(k, v)| Some((k.clone(), bare(v)?))).collect::<Map<_, _>>().into())
        }
        other => Some(other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_we_decide_is_compared() {
        let wanted = json!([{"name": "ask", "type": 1, "description": "Ask", "options": [
            {"type": 3, "name": "question", "description": "It", "required": true, "choices": [], "min_value": null}]}]);
        let there = |description: &str| {
            json!([{"id": "1", "application_id": "2", "version": "3", "nsfw": false,
            "name": "ask", "type": 1, "description": description, "name_localizations": null,
            "options": [{"type": 3, "name": "question", "description": "It", "required": true}]}])
        };
        assert!(same(&there("Ask"), &wanted));
        assert!(!same(&there("Ask me"), &wanted));
        assert!(!same(&json!([]), &wanted));
        assert!(!same(&json!({"message": "no list"}), &wanted));
    }

    #[test]
    fn our_own_commands_are_within_discords_rules() {
        use super::super::commands::definitions;
        let fits = |object: &Value, key: &str, most: usize| {
            let all: Vec<&Value> = object[format!("{key}_localizations")]
                .as_object()
                .into_iter()
                .flat_map(Map::values)
                .chain([&object[key]])
                .collect();
            // English, French, Russian; none of them the name of its message.
            assert_eq!(all.len(), 3, "{object}");
            for text in all.into_iter().map(|text| text.as_str().unwrap()) {
                assert!((1..=most).contains(&text.chars().count()), "{text}");
                assert!(!text.starts_with("command-"), "{text}");
            }
        };
        // With everything a base may add: registers, a timeline, things to compare.
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        let base = crate::knowledge::load(&shipped, jiff::civil::date(2026, 1, 1)).unwrap().base;
        let commands = serde_json::to_value(definitions(&crate::reply::Wording::new(), &base, true)).unwrap();
        let mut own: Vec<&str> = commands
            .as_array()
            .unwrap()
            .iter()
            .filter(|command| command["type"] == 1)
            .filter_map(|command| command["name"].as_str())
            .filter(|name| base.register(name).is_none())
            .collect();
        own.sort_unstable();
        assert_eq!(own, crate::limits::COMMANDS);
        for command in commands.as_array().unwrap() {
            if command["type"] == 3 {
                fits(command, "name", 32);
            } else {
                fits(command, "description", 100);
            }
            for option in command["options"].as_array().into_iter().flatten() {
                fits(option, "description", 100);
            }
            let name = command["name"].as_str().unwrap();
            let slash = command["type"] == 1;
            assert!((1..=32).contains(&name.chars().count()), "{name}");
            assert!(!slash || name.chars().all(|c| c.is_ascii_lowercase()), "{name}");
            let description = command["description"].as_str().unwrap_or_default();
            assert_eq!(slash, (1..=100).contains(&description.chars().count()), "{name}");
            let mut optional = false;
            for option in command["options"].as_array().into_iter().flatten() {
                let required = option["required"] == true;
                assert!(!(required && optional), "{name}: required after optional");
                optional |= !required;
                assert!(
                    option["choices"].as_array().is_none_or(Vec::is_empty) || option["autocomplete"] != true,
                    "{name}"
                );
            }
        }
    }
}
