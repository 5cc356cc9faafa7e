//! Who may import whom, and which crate lives where.

use std::collections::BTreeSet;

use crate::files::{files, root};
use crate::paths::{after_word, first_names};
use crate::shipped_code::{code, shipped_code};

/// What each module may import of ours (DESIGN.md §1). `main` and `lib`, which
/// put everything together, may import all.
const MAY_IMPORT: [(&str, &[&str]); 13] = [
    ("cli", &["moderation", "store", "reply", "picture", "matching", "knowledge", "language", "limits"]),
    (
        "discord",
        &[
            "moderation",
            // Moderation decides and does no I/O: what it decides is written where it happens.
            "store",
            "reply",
            "picture",
            "cache",
            "matching",
            "knowledge",
            "language",
            "limits",
            // The token goes from the settings to serenity sealed, in its own type.
            "settings",
            // Counters and the health file are beaten where the events come in.
            "telemetry",
        ],
    ),
    // What a proposal adds to the base is said in the base's terms.
    ("moderation", &["store", "knowledge", "language", "limits"]),
    ("reply", &["picture", "matching", "knowledge", "language", "limits"]),
    ("picture", &["limits"]),
    ("cache", &["matching", "knowledge", "limits"]),
    ("matching", &["knowledge", "language", "limits"]),
    ("knowledge", &["language", "limits"]),
    ("language", &["limits"]),
    ("store", &["limits"]),
    ("settings", &["limits"]),
    ("telemetry", &["limits"]),
    ("limits", &[]),
];

/// Where a crate, or a part of one, is at home: nobody else may name it.
const HOMES: [(&str, &[&str]); 21] = [
    ("serenity", &["discord"]),
    ("strsim", &["matching"]),
    ("toml", &["knowledge"]),
    ("toml_edit", &["knowledge"]),
    ("config", &["settings"]),
    ("tracing_subscriber", &["telemetry"]),
    ("rust_stemmers", &["language"]),
    ("unicode_normalization", &["language"]),
    ("fluent_bundle", &["reply"]),
    ("clap", &["cli", "main"]), // main parses the arguments
    ("clap_complete", &["cli"]),
    ("rustyline", &["cli"]),
    ("anstyle", &["cli"]),
    ("comfy_table", &["cli"]),
    ("resvg", &["picture"]),
    ("skrifa", &["picture"]),
    ("anstream", &["main"]),
    ("postcard", &["matching"]),
    ("sqlx", &["store"]),
    ("etcetera", &["settings"]),
    ("std::fs", &["knowledge", "cache", "store", "settings", "telemetry", "cli"]),
];

/// The module a file of `src/` belongs to: `src/reply/views.rs` to `reply`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The modules of ours a source names.
fn imports(code: &str) -> BTreeSet<String> {
    ["crate", "accord"]
        .into_iter()
        .flat_map(|of| after_word(code, of).flat_map(|(_, rest)| first_names(rest)).collect::<Vec<_>>())
        .collect()
}

/// What is wrong with the imports of a file of `src/`.
fn trespasses(path: &str, source: &str) -> Vec<String> {
    let here = module(path);
    let code = shipped_code(source);
    let mut wrong = Vec::new();
    if !matches!(here, "main" | "lib") {
        let allowed = MAY_IMPORT.iter().find(|(name, _)| *name == here);
        let Some((_, allowed)) = allowed else {
            return vec![format!("{path}: `{here}` is not in the table")];
        };
        for name in imports(&code) {
            let of_ours = MAY_IMPORT.iter().any(|(known, _)| *known == name);
            if of_ours && name != here && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{path}: `{here}` imports `{name}`"));
            }
            // `use crate::Thing` at the root would slip past the table.
            if !of_ours {
                wrong.push(format!("{path}: `crate::{name}` is no module of the table"));
            }
        }
        // Nor may `super::super` climb out of the module.
        let depth = path.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
        if climbs(&code, depth) {
            wrong.push(format!("{path}: `super` leads out of `{here}`"));
        }
    }
    for (krate, homes) in HOMES {
        if !homes.contains(&here) && names(&code, krate) {
            wrong.push(format!("{path}: `{krate}` is at home in {homes:?}"));
        }
    }
    wrong
}

/// Whether a path climbs `depth` levels, which leads to the crate's root.
fn climbs(code: &str, depth: usize) -> bool {
    let path = vec!["super"; depth].join("::");
    after_word(code, &path)
        .any(|(at, rest)| !code[..at].ends_with("::") && rest.trim_start().starts_with("::"))
}

/// Whether code names a crate: as the head of a path or in a `use` of it.
fn names(code: &str, krate: &str) -> bool {
    let (head, part) = krate.split_once("::").map_or((krate, None), |(head, part)| (head, Some(part)));
    after_word(code, head).any(|(at, rest)| {
        // `x.config` and `crate::config` are ours, not the crate.
        let before = code[..at].trim_end();
        let own = before.ends_with('.') || (before.ends_with("::") && !before.ends_with(" ::"));
        let names = first_names(rest);
        !own && !names.is_empty() && part.is_none_or(|part| names.iter().any(|name| name == part))
    })
}

#[test]
fn every_import_is_allowed() {
    let wrong: Vec<String> =
        files("src", ".rs").iter().flat_map(|(path, source)| trespasses(path, source)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The local Discord and the bot must not share a mistake.
#[test]
fn the_sandbox_knows_neither_the_bot_nor_serenity() {
    let mut sources = files("sandbox/src", ".rs");
    sources.extend(files("sandbox/tests", ".rs"));
    let mut wrong: Vec<String> = Vec::new();
    for (path, source) in &sources {
        let code = code(source, false);
        let found = ["serenity", "twilight", "accord"]
            .into_iter()
            .filter(|name| after_word(&code, name).next().is_some());
        wrong.extend(found.map(|name| format!("{path}: {name}")));
    }
    let manifest = std::fs::read_to_string(root().join("sandbox/Cargo.toml")).unwrap();
    for name in ["serenity", "twilight", "accord"] {
        let depends =
            manifest.lines().any(|line| line.trim_start().trim_start_matches('"').starts_with(name));
        if depends {
            wrong.push(format!("sandbox/Cargo.toml: {name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn planted_imports_are_found_and_near_misses_are_not() {
    for (path, source, hit) in [
        ("src/matching/a.rs", "use crate::reply::Voice;", true),
        ("src/matching/a.rs", "use crate::knowledge::Base;", false),
        ("src/matching/a.rs", "use crate::matching::Policy;", false),
        ("src/matching/a.rs", "use crate::{knowledge::{Base, Fact}, reply::Voice};", true),
        ("src/matching/a.rs", "use crate::{\n    knowledge::{Base, reply},\n    language,\n};", false),
        ("src/matching/a.rs", "fn f() -> crate::discord::Options {}", true),
        ("src/matching/a.rs", "// use crate::reply::Voice;", false),
        ("src/matching/a.rs", "/* use crate::reply::Voice; /* nested */ */", false),
        ("src/matching/a.rs", "/// [`crate::reply::Voice`]", false),
        ("src/matching/a.rs", "let a = \"crate::reply::Voice\";", false),
        ("src/matching/a.rs", "let a = \"\\\"\"; use crate::reply::Voice;", true),
        ("src/matching/a.rs", "let a = r#\"\"crate::reply\"#; use crate::limits;", false),
        ("src/matching/a.rs", "let a = '\"'; use crate::reply::Voice; let b = '\"';", true),
        ("src/matching/a.rs", "fn f<'a>(x: &'a str) {} use crate::cli::chat;", true),
        ("src/matching/a.rs", "#[cfg(test)]\nmod tests { use crate::reply::Voice; fn f() {} }", false),
        ("src/matching/a.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nuse crate::reply::Voice;", true),
        ("src/matching/a.rs", "#[cfg(test)]\nuse crate::reply::Voice;\nuse crate::cli::chat;", true),
        ("src/matching/a.rs", "use my_crate::reply::Voice;", false),
        ("src/matching/a.rs", "use accord::reply::Voice;", true),
        ("src/matching/a.rs", "use crate::Voice;", true),
        ("src/matching/a.rs", "use super::super::reply::Voice;", true),
        ("src/matching/deep/a.rs", "use super::super::policy::Policy;", false),
        ("src/limits.rs", "use crate::language::Language;", true),
        ("src/limits.rs", "use std::time::Duration;", false),
        ("src/limits.rs", "use super::language::Language;", true),
        ("src/matching/mod.rs", "use super::language::Language;", true),
        ("src/matching/a.rs", "use super::policy::Policy;", false),
        ("src/main.rs", "use accord::discord; use clap::Parser;", false),
        ("src/main.rs", "use serenity::Client;", true),
        ("src/unheard_of.rs", "fn f() {}", true),
        ("src/discord/a.rs", "use crate::settings::Token; use crate::telemetry::Counters;", false),
        ("src/cli/a.rs", "use crate::settings::Settings;", true),
        ("src/cli/a.rs", "use serenity::all::Message;", true),
        ("src/discord/a.rs", "use serenity::all::Message;", false),
        ("src/reply/a.rs", "let d = strsim::jaro(a, b);", true),
        ("src/reply/a.rs", "let strsim = 1; let x = a.strsim;", false),
        ("src/reply/a.rs", "std::fs::read(path)", true),
        ("src/reply/a.rs", "use std::{fmt, fs};", true),
        ("src/reply/a.rs", "use std::fmt; fs::read(path)", false),
        ("src/knowledge/a.rs", "std::fs::read(path)", false),
        ("src/discord/a.rs", "use toml::Spanned;", true),
        ("src/settings/a.rs", "use config::Config;", false),
        ("src/cli/a.rs", "let a = self.config::<T>(); crate::cli::config::read()", false),
    ] {
        let found = trespasses(path, source);
        assert_eq!(!found.is_empty(), hit, "{path}: {source}\n{found:?}");
    }
}
