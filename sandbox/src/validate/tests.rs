//! Each limit with what just fits beside what just does not.

#![allow(clippy::needless_pass_by_value, clippy::too_many_lines, reason = "tables of JSON, made in place")]

use serde_json::{Value, json};

use super::{IsEmpty, Problems, choices, command, commands, message, modal};

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
fn messages() {
    let field = |name: &str, value: &str| embed(json!({"fields": [{"name": name, "value": value}]}));
    let fields = |count| embed(json!({"fields": many(count, |_| json!({"name": "n", "value": "v"}))}));
    let emb = |count| json!({"embeds": many(count, |_| json!({"title": "t"}))});
    let total = |last| json!({"embeds": [{"description": x(4096)}, {"description": x(1000), "footer": {"text": x(last)}}]});
    let select = |count| menu(json!({"options": many(count, option)}));
    let labelled =
        |label: &str, id: &str| rows(json!([{"type": 2, "style": 1, "label": label, "custom_id": id}]));
    let mentions = |rules: Value| json!({"content": "c", "allowed_mentions": rules});
    let link = json!({"type": 2, "style": 5, "label": "l", "url": "https://example.org"});
    table(
        vec![
            (json!({"content": x(2000)}), json!({"content": x(2001)}), "content BASE_TYPE_MAX"),
            (json!({"content": format!(" {} ", x(2000))}), json!({"content": 5}), "content STRING"),
            (emb(10), emb(11), "embeds "),
            (embed(json!({"title": x(256)})), embed(json!({"title": x(257)})), "embeds.0.title"),
            (
                embed(json!({"description": x(4096)})),
                embed(json!({"description": x(4097)})),
                "embeds.0.description",
            ),
            (
                embed(json!({"footer": {"text": x(2048)}})),
                embed(json!({"footer": {"text": x(2049)}})),
                "embeds.0.footer.text",
            ),
            (
                embed(json!({"author": {"name": x(256)}})),
                embed(json!({"author": {"name": x(257)}})),
                "embeds.0.author.name",
            ),
            (field(&x(256), &x(1024)), field(&x(257), "v"), "embeds.0.fields.0.name"),
            (field("n", "v"), field("n", &x(1025)), "embeds.0.fields.0.value"),
            (field("n", "v"), field("n", ""), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"),
            (fields(25), fields(26), "embeds.0.fields "),
            (total(904), total(905), "embeds MAX_EMBED_SIZE_EXCEEDED"),
            (
                embed(json!({"title": "t", "url": "https://e.org"})),
                embed(json!({"title": "t", "url": "e.org"})),
                "embeds.0.url",
            ),
            (
                embed(json!({"title": "t", "color": 0xFF_FFFF})),
                embed(json!({"title": "t", "color": 0x100_0000})),
                "embeds.0.color",
            ),
            (
                json!({"components": many(5, |n| row(json!([button(n)])))}),
                json!({"components": many(6, |n| row(json!([button(n)])))}),
                "components ",
            ),
            (rows(many(5, button)), rows(many(6, button)), "components.0.components "),
            (rows(many(1, button)), rows(json!([])), "components.0.components "),
            (
                rows(json!([button(1), button(2)])),
                rows(json!([button(1), button(1)])),
                "components COMPONENT_CUSTOM_ID_DUPLICATED",
            ),
            (labelled(&x(80), "i"), labelled(&x(81), "i"), "components.0.components.0.label"),
            (labelled("l", &x(100)), labelled("l", &x(101)), "components.0.components.0.custom_id"),
            (labelled("l", "i"), labelled("l", ""), "components.0.components.0.custom_id"),
            (labelled("l", "i"), labelled("", "i"), "components.0.components.0 BUTTON"),
            (
                rows(json!([link])),
                rows(json!([{"type": 2, "style": 5, "label": "l"}])),
                "components.0.components.0.url",
            ),
            (
                rows(json!([link])),
                rows(
                    json!([{"type": 2, "style": 5, "label": "l", "url": "https://e.org", "custom_id": "i"}]),
                ),
                "components.0.components.0 BUTTON",
            ),
            (select(25), select(26), "components.0.components.0.options "),
            (
                menu(json!({"max_values": 2})),
                menu(json!({"max_values": 3})),
                "components.0.components.0.max_values",
            ),
            (
                menu(json!({"placeholder": x(150)})),
                menu(json!({"placeholder": x(151)})),
                "components.0.components.0.placeholder",
            ),
            (
                menu(json!({"options": [{"label": x(100), "value": x(100), "description": x(100)}]})),
                menu(json!({"options": [{"label": x(101), "value": "v"}]})),
                "components.0.components.0.options.0.label",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [{"label": "l", "value": x(101)}]})),
                "components.0.components.0.options.0.value",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [{"label": "l", "value": "v", "description": x(101)}]})),
                "components.0.components.0.options.0.description",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [option(1), option(1)]})),
                "components.0.components.0.options.1.value",
            ),
            (
                menu(json!({})),
                rows(json!([button(1), {"type": 3, "custom_id": "m", "options": [option(1)]}])),
                "components.0.components COMPONENT_LAYOUT",
            ),
            (rows(json!([button(1)])), json!({"components": [button(1)]}), "components.0.type"),
            (
                mentions(json!({"parse": ["users"]})),
                mentions(json!({"parse": ["user"]})),
                "allowed_mentions.parse.0",
            ),
            (
                mentions(json!({"parse": ["roles"], "users": ["1"]})),
                mentions(json!({"parse": ["users"], "users": ["1"]})),
                "allowed_mentions MESSAGE",
            ),
            (
                mentions(json!({"users": many(100, |n| json!(n.to_string()))})),
                mentions(json!({"users": many(101, |n| json!(n.to_string()))})),
                "allowed_mentions.users",
            ),
            (json!({"content": "c", "nonce": x(25)}), json!({"content": "c", "nonce": x(26)}), "nonce"),
            (
                json!({"flags": 32768, "components": [{"type": 10, "content": "t"}]}),
                json!({"flags": 32768, "content": "c", "components": [{"type": 10, "content": "t"}]}),
                "content MESSAGE_CANNOT",
            ),
        ],
        |body, problems| assert_eq!(message(body, problems), IsEmpty::No),
    );
    for empty in [json!({}), json!({"content": " \n"}), json!({"embeds": [], "components": []})] {
        assert_eq!(message(&empty, &mut Problems::default()), IsEmpty::Yes, "{empty}");
    }
}

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

#[test]
fn the_body_is_nested_as_the_request_is() {
    let mut problems = Problems::default();
    message(&json!({"embeds": [{"title": x(257)}]}), &mut problems);
    let body = problems.body();
    assert_eq!(body["code"], 50035);
    let reason = &body["errors"]["embeds"]["0"]["title"]["_errors"][0];
    assert_eq!(reason["code"], "BASE_TYPE_MAX_LENGTH", "{body}");
}
