//! What Discord takes. Its limits stand here as numbers of their own, not as
//! the constants the code under test uses.

use std::collections::BTreeSet;

use accord::language::Language;
use accord::reply::{Action, Button, ButtonStyle, Embed, Field, Reply, Row, Select, SelectOption};

pub(crate) fn count(text: &str) -> usize {
    text.chars().count()
}

/// Between one character that is no white space and `most`.
fn filled(what: &str, text: &str, most: usize) -> Option<String> {
    let length = count(text);
    (text.trim().is_empty() || length > most)
        .then(|| format!("{what} has {length} characters of 1 to {most}: {text:?}"))
}

fn embed_faults(embed: &Embed) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(embed.title.iter().filter_map(|t| filled("title", t, 256)));
    faults.extend(embed.description.iter().filter_map(|t| filled("description", t, 4_096)));
    faults.extend(embed.footer.iter().filter_map(|t| filled("footer", t, 2_048)));
    for field in &embed.fields {
        faults.extend(filled("field name", &field.name, 256));
        faults.extend(filled("field value", &field.value, 1_024));
    }
    if embed.fields.len() > 25 {
        faults.push(format!("{} fields of 25", embed.fields.len()));
    }
    let parts = [&embed.title, &embed.description, &embed.footer];
    let total = parts.into_iter().flatten().map(|t| count(t)).sum::<usize>()
        + embed.fields.iter().map(|f| count(&f.name) + count(&f.value)).sum::<usize>();
    if total > 6_000 {
        faults.push(format!("{total} characters in the embed of 6000"));
    }
    if total == 0 {
        faults.push("an empty embed".to_owned());
    }
    faults
}

fn select_faults(select: &Select) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(filled("custom_id", &select.id, 100));
    faults.extend(filled("placeholder", &select.placeholder, 150));
    if !(1..=25).contains(&select.options.len()) {
        faults.push(format!("{} options of 1 to 25", select.options.len()));
    }
    let mut values = BTreeSet::new();
    for option in &select.options {
        faults.extend(filled("label", &option.label, 100));
        faults.extend(filled("value", &option.value, 100));
        faults.extend(option.description.iter().filter_map(|t| filled("description", t, 100)));
        if !values.insert(&option.value) {
            faults.push(format!("the value {:?} twice", option.value));
        }
    }
    faults
}

fn button_faults(buttons: &[Button]) -> Vec<String> {
    let mut faults = Vec::new();
    if !(1..=5).contains(&buttons.len()) {
        faults.push(format!("{} buttons of 1 to 5", buttons.len()));
    }
    for button in buttons {
        faults.extend(filled("button", &button.label, 80));
        faults.extend(filled("custom_id", &button.id, 100));
    }
    faults
}

/// Everything Discord would refuse in a message.
fn faults(reply: &Reply) -> Vec<String> {
    let mut faults: Vec<String> = reply.embed.iter().flat_map(embed_faults).collect();
    if count(&reply.content) > 2_000 {
        faults.push(format!("{} characters of content of 2000", count(&reply.content)));
    }
    if reply.content.trim().is_empty() && reply.embed.is_none() {
        faults.push("an empty message".to_owned());
    }
    if reply.rows.len() > 5 {
        faults.push(format!("{} rows of 5", reply.rows.len()));
    }
    let mut ids = Vec::new();
    for row in &reply.rows {
        match row {
            Row::Buttons(buttons) => {
                faults.extend(button_faults(buttons));
                ids.extend(buttons.iter().map(|button| button.id.as_str()));
            }
            Row::Select(select) => {
                faults.extend(select_faults(select));
                ids.push(&select.id);
            }
        }
    }
    faults
        .extend(ids.iter().filter(|id| Action::read(id).is_none()).map(|id| format!("{id:?} is no action")));
    if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
        faults.push(format!("an id twice: {ids:?}"));
    }
    faults
}

#[track_caller]
pub(crate) fn fits(what: &str, reply: &Reply) {
    let found = faults(reply);
    assert!(found.is_empty(), "{what}: {found:#?}");
}

#[test]
fn the_checks_find_what_discord_refuses() {
    let field = |value: usize| Field { name: "n".to_owned(), value: "v".repeat(value) };
    let embed = |fields: Vec<Field>| Reply::embed(Embed { fields, ..Embed::default() });
    let button = |id: String| Button { label: "b".to_owned(), id, style: ButtonStyle::Plain };
    let buttons =
        |all: Vec<Button>| Reply { content: "c".to_owned(), embed: None, rows: vec![Row::Buttons(all)] };
    let language = Language::ENGLISH;
    let id = |asker| Action::None { language, asker }.id();
    let menu = |options: usize| {
        let option =
            |at: usize| SelectOption { label: "l".to_owned(), value: at.to_string(), description: None };
        let options = (0..options).map(option).collect();
        let select = Select { id: Action::Open { language }.id(), placeholder: "p".to_owned(), options };
        Reply { content: "c".to_owned(), embed: None, rows: vec![Row::Select(select)] }
    };
    for (what, reply, hit) in [
        ("content of 2000", Reply::text("x".repeat(2_000)), false),
        ("content of 2001", Reply::text("x".repeat(2_001)), true),
        ("nothing", Reply::default(), true),
        ("a field of 1024", embed(vec![field(1_024)]), false),
        ("a field of 1025", embed(vec![field(1_025)]), true),
        ("an empty field", embed(vec![field(0)]), true),
        ("25 fields", embed(vec![field(1); 25]), false),
        ("26 fields", embed(vec![field(1); 26]), true),
        ("6000 in all", embed(vec![field(999); 6]), false),
        ("6006 in all", embed(vec![field(1_000); 6]), true),
        ("five buttons", buttons((0..5).map(|n| button(id(n))).collect()), false),
        ("six buttons", buttons((0..6).map(|n| button(id(n))).collect()), true),
        ("an id twice", buttons(vec![button(id(1)), button(id(1))]), true),
        ("an id of nothing", buttons(vec![button("zz".to_owned())]), true),
        ("25 options", menu(25), false),
        ("26 options", menu(26), true),
        ("no option", menu(0), true),
    ] {
        assert_eq!(!faults(&reply).is_empty(), hit, "{what}: {:?}", faults(&reply));
    }
}
