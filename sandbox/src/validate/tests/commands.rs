//! What a command may hold, and what it may complete.

use serde_json::{Value, json};

use super::{many, table, x};
use crate::validate::{choices, command, commands};

fn slash(more: Value) -> Value {
    let mut slash = json!({"name": "ask", "description": "d"});
    slash.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    slash
}

fn with_option(more: Value) -> Value {
    let mut option = json!({"type": 3, "name": "o", "description": "d"});
    option.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    slash(json!({"options": [option]}))
}

#[test]
fn one_command() {
    let opt = |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let opts = |list: Value| slash(json!({"options": list}));
    let choice = |name: &str, value: Value| with_option(json!({"choices": [{"name": name, "value": value}]}));
    let sized = |last: usize| {
        // 4 of the command, 5002 and 2802 of the first options, 1 + `last` + 92 of the third.
        let long =
            |count| many(count, |n| json!({"name": format!("{n:0>100}"), "value": format!("{n:0>100}")}));
        let tail = json!({"name": x(91), "value": "v"});
        opts(json!([
            {"type": 3, "name": "a", "description": "d", "choices": long(25)},
            {"type": 3, "name": "b", "description": "d", "choices": long(14)},
            {"type": 3, "name": "c", "description": x(last), "choices": [tail]},
        ]))
    };
    let sub = |inside: Value| json!({"type": 1, "name": "s", "description": "d", "options": inside});
    let named = |name: &str| slash(json!({"name": name}));
    table(
        vec![
            (named(&x(32)), named(&x(33)), "c.name BASE_TYPE"),
            (named("ask-me_2'"), named("ask me"), "c.name APPLICATION_COMMAND_INVALID_NAME"),
            (named("вопрос"), named("Вопрос"), "c.name APPLICATION_COMMAND_INVALID_NAME"),
            (named("ask"), named("ask!"), "c.name APPLICATION_COMMAND_INVALID_NAME"),
            (named("ask"), named(""), "c.name BASE_TYPE_REQUIRED"),
            (slash(json!({"description": x(100)})), slash(json!({"description": x(101)})), "c.description"),
            (slash(json!({})), json!({"name": "ask"}), "c.description BASE_TYPE_REQUIRED"),
            (
                json!({"type": 3, "name": "Ask Me!"}),
                json!({"type": 3, "name": "Ask", "description": "d"}),
                "c.description",
            ),
            (
                slash(json!({"name_localizations": {"ru": "вопрос"}})),
                slash(json!({"name_localizations": {"kk": "сұрақ"}})),
                "c.name_localizations.kk",
            ),
            (
                slash(json!({"name_localizations": {"fr": "demande"}})),
                slash(json!({"name_localizations": {"fr": "Demande"}})),
                "c.name_localizations.fr",
            ),
            (
                slash(json!({"description_localizations": {"fr": x(100)}})),
                slash(json!({"description_localizations": {"fr": x(101)}})),
                "c.description_localizations.fr",
            ),
            (
                opts(many(25, |n| opt(&format!("o{n}"), false))),
                opts(many(26, |n| opt(&format!("o{n}"), false))),
                "c.options ",
            ),
            (
                opts(json!([opt("a", true), opt("b", false)])),
                opts(json!([opt("a", false), opt("b", true)])),
                "c.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED",
            ),
            (
                opts(json!([opt("a", true), opt("b", true)])),
                opts(json!([opt("a", true), opt("a", true)])),
                "c.options.1",
            ),
            (choice(&x(100), json!(x(100))), choice(&x(101), json!("v")), "c.options.0.choices.0.name"),
            (choice("n", json!("v")), choice("n", json!(x(101))), "c.options.0.choices.0.value"),
            (choice("n", json!("v")), choice("n", json!(5)), "c.options.0.choices.0.value"),
            (
                with_option(json!({"choices": many(25, |n| json!({"name": "n", "value": n.to_string()}))})),
                with_option(json!({"choices": many(26, |n| json!({"name": "n", "value": n.to_string()}))})),
                "c.options.0.choices ",
            ),
            (
                with_option(json!({"autocomplete": true, "choices": []})),
                with_option(json!({"autocomplete": true, "choices": [{"name": "n", "value": "v"}]})),
                "c.options.0 APPLICATION_COMMAND_AUTOCOMPLETE",
            ),
            (
                with_option(json!({"type": 5})),
                with_option(json!({"type": 5, "autocomplete": true})),
                "c.options.0 APPLICATION_COMMAND_OPTIONS_TYPE",
            ),
            (
                opts(json!([sub(json!([opt("a", true)]))])),
                opts(json!([sub(json!([])), opt("a", true)])),
                "c.options APPLICATION_COMMAND_OPTIONS_TYPE",
            ),
            (
                opts(json!([sub(json!([]))])),
                opts(json!([sub(json!([sub(json!([]))]))])),
                "c.options.0.options.0 APPLICATION",
            ),
            (
                slash(json!({"default_member_permissions": "8192"})),
                slash(json!({"default_member_permissions": "mod"})),
                "c.default_member_permissions",
            ),
            (slash(json!({"contexts": [0, 1, 2]})), slash(json!({"contexts": [3]})), "c.contexts.0"),
            (sized(99), sized(100), "c APPLICATION_COMMAND_TOO_LARGE"),
        ],
        |body, problems| command(body, "c", problems),
    );
}

#[test]
fn all_commands() {
    let all = |count: usize| many(count, |n| slash(json!({"name": format!("c{n}")})));
    let menus = |count: usize| many(count, |n| json!({"type": 3, "name": format!("C{n}")}));
    table(
        vec![
            (all(100), all(101), " APPLICATION_COMMAND_TOO_MANY"),
            (menus(15), menus(16), " APPLICATION_COMMAND_TOO_MANY"),
            (
                json!([slash(json!({})), {"type": 3, "name": "ask"}]),
                json!([slash(json!({})), slash(json!({}))]),
                "1.name APPLICATION_COMMANDS_DUPLICATE",
            ),
        ],
        |body, problems| commands(body.as_array().unwrap(), problems),
    );
}

#[test]
fn completions() {
    let all =
        |count: usize| json!({"choices": many(count, |n| json!({"name": "n", "value": n.to_string()}))});
    let one = |name: &str, value: Value| json!({"choices": [{"name": name, "value": value}]});
    table(
        vec![
            (all(25), all(26), "data.choices "),
            (one(&x(100), json!(x(100))), one(&x(101), json!("v")), "data.choices.0.name"),
            (one("n", json!("v")), one("n", json!(x(101))), "data.choices.0.value"),
            (one("n", json!("v")), one("n", json!(1)), "data.choices.0.value"),
        ],
        |body, problems| {
            choices(body, "data", 3, problems);
        },
    );
}
