//! The fence: who may import whom, which crate lives where, how long a file
//! may be, and that the bot's own code knows nothing of its subject.
//!
//! Reads the sources as text. Comments, texts in quotes and `#[cfg(test)]`
//! parts are blanked first, so what is left is code that ships.

#![allow(clippy::unwrap_used)] // in a test a panic is the report

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What each module may import of ours (DESIGN.md §1). `main` and `lib`, which
/// put everything together, may import all.
const MAY_IMPORT: [(&str, &[&str]); 11] = [
    ("cli", &["reply", "matching", "knowledge", "language", "limits"]),
    (
        "discord",
        &[
            "moderation",
            "reply",
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
    ("moderation", &["store", "limits"]),
    ("reply", &["matching", "knowledge", "language", "limits"]),
    ("matching", &["knowledge", "language", "limits"]),
    ("knowledge", &["language", "limits"]),
    ("language", &["limits"]),
    ("store", &["limits"]),
    ("settings", &["limits"]),
    ("telemetry", &["limits"]),
    ("limits", &[]),
];

/// Where a crate, or a part of one, is at home: nobody else may name it.
const HOMES: [(&str, &[&str]); 14] = [
    ("serenity", &["discord"]),
    ("strsim", &["matching"]),
    ("toml", &["knowledge"]),
    ("config", &["settings"]),
    ("tracing_subscriber", &["telemetry"]),
    ("rust_stemmers", &["language"]),
    ("unicode_normalization", &["language"]),
    ("fluent_bundle", &["reply"]),
    ("clap", &["cli", "main"]), // main parses the arguments
    ("clap_complete", &["cli"]),
    ("rustyline", &["cli"]),
    ("anstyle", &["cli"]),
    ("anstream", &["main"]),
    ("std::fs", &["knowledge", "settings", "telemetry", "cli"]),
];

/// Words of the shipped base's subject that must not stand in code or wording:
/// the bot would answer from another base just as well.
const SUBJECT: [&str; 9] = [
    "kazakhstan",
    "council of europe",
    "greco",
    "venice",
    "strasbourg",
    "convention",
    "conventions",
    "treaty",
    "treaties",
];

/// What the base calls nationals and the bot calls languages.
const LANGUAGES: [&str; 16] = [
    "danish",
    "english",
    "finnish",
    "french",
    "german",
    "hungarian",
    "italian",
    "kazakh",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "spanish",
    "swedish",
    "tamil",
    "turkish",
];

/// Lines of a source file, at most.
const LINES: usize = 400;

/// Names that say nothing of what is inside.
const VAGUE: [&str; 4] = ["utils", "helpers", "common", "types"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository that end so, by their path in it.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_str().is_some_and(|p| p.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_str().unwrap()).collect();
            (parts.join("/"), std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The module a file of `src/` belongs to: `src/reply/views.rs` to `reply`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// A source with comments blanked, and texts in quotes too unless they are to
/// be `kept`. Line breaks stay, so lines keep their numbers.
fn code(source: &str, kept: bool) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let starts = |at: usize, text: &str| text.chars().enumerate().all(|(n, c)| chars.get(at + n) == Some(&c));
    while at < chars.len() {
        let before = at.checked_sub(1).map(|b| chars[b]);
        let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let end = if starts(at, "//") {
            Some((at..chars.len()).find(|n| chars[*n] == '\n').unwrap_or(chars.len()))
        } else if starts(at, "/*") {
            let mut depth = 0;
            let mut n = at;
            loop {
                if starts(n, "/*") {
                    (depth, n) = (depth + 1, n + 2);
                } else if starts(n, "*/") {
                    (depth, n) = (depth - 1, n + 2);
                } else {
                    n += 1;
                }
                if depth == 0 || n >= chars.len() {
                    break Some(n.min(chars.len()));
                }
            }
        } else {
            None
        };
        if let Some(end) = end {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
            continue;
        }
        if let Some(end) = quoted(&chars, at, in_word) {
            out.extend(chars[at..end].iter().map(|c| if kept || *c == '\n' { *c } else { ' ' }));
            at = end;
            continue;
        }
        out.push(chars[at]);
        at += 1;
    }
    out
}

/// The end of the text or character in quotes that begins at `at`, if one does.
fn quoted(chars: &[char], at: usize, in_word: bool) -> Option<usize> {
    let mut start = at;
    if !in_word && matches!(chars.get(start), Some('b' | 'c')) {
        start += 1;
    }
    if !in_word && chars.get(start) == Some(&'r') {
        let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
        if chars.get(start + 1 + hashes) == Some(&'"') {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let from = start + 2 + hashes;
            return Some(
                (from..chars.len())
                    .find(|n| chars[*n..].starts_with(&close))
                    .map_or(chars.len(), |n| n + close.len()),
            );
        }
    }
    let open = *chars.get(start)?;
    if open == '\'' {
        // 'a' and '\n' are characters; 'a without the second quote is a lifetime.
        let is_char = chars.get(start + 1) == Some(&'\\') || chars.get(start + 2) == Some(&'\'');
        if !is_char {
            return None;
        }
    } else if open != '"' {
        return None;
    }
    let mut n = start + 1;
    while n < chars.len() && chars[n] != open {
        n += if chars[n] == '\\' { 2 } else { 1 };
    }
    Some((n + 1).min(chars.len()))
}

/// Blanks what is compiled for tests only: an item behind `#[cfg(test)]`. Takes
/// code without comments and texts to find its end, and blanks `shown` alike.
fn without_tests(bare: &str, shown: &str) -> String {
    let bare: Vec<char> = bare.chars().collect();
    let mut shown: Vec<char> = shown.chars().collect();
    assert_eq!(bare.len(), shown.len());
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut at = 0;
    while at < bare.len() {
        if !bare[at..].starts_with(&mark) {
            at += 1;
            continue;
        }
        let (mut depth, mut end) = (0_usize, at + mark.len());
        while end < bare.len() {
            match bare[end] {
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ';' if depth == 0 => break,
                _ => {}
            }
            end += 1;
        }
        for c in shown.iter_mut().take(end + 1).skip(at).filter(|c| **c != '\n') {
            *c = ' ';
        }
        at = end;
    }
    shown.into_iter().collect()
}

/// Code that ships, without comments and texts, and without tests.
fn shipped_code(source: &str) -> String {
    let bare = code(source, false);
    without_tests(&bare, &bare)
}

/// Code that ships with its texts, without comments and tests.
fn shipped_text(source: &str) -> String {
    without_tests(&code(source, false), &code(source, true))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every place where `word` stands as a whole word, by what follows it.
fn after_word<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    text.match_indices(word).filter_map(move |(at, _)| {
        let rest = &text[at + word.len()..];
        let whole = !text[..at].ends_with(is_word) && !rest.starts_with(is_word);
        whole.then_some((at, rest))
    })
}

/// The names a path leads to first: `::a::b` to a, `::{a, b::{c, d}}` to a, b.
fn first_names(rest: &str) -> Vec<String> {
    let Some(rest) = rest.trim_start().strip_prefix("::") else { return Vec::new() };
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else {
        return vec![rest.chars().take_while(|c| is_word(*c)).collect()];
    };
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    let first = |n: &String| n.trim().chars().take_while(|c| is_word(*c)).collect::<String>();
    names.iter().map(first).filter(|n| !n.is_empty()).collect()
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

/// Words of the subject in a text, in any case, in names of things too
/// (`treaty_number`, `TreatyNumber`).
fn subject_words(text: &str, words: &BTreeSet<String>) -> Vec<String> {
    let mut plain = String::from(" ");
    let mut before = ' ';
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            plain.push(' ');
        }
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
        before = c;
    }
    plain.push(' ');
    words.iter().filter(|word| plain.contains(&format!(" {word} "))).cloned().collect()
}

/// The subject's words: those above, and every English name and alias of the
/// shipped base's entities that is one word of six letters or more.
fn subject() -> BTreeSet<String> {
    let mut words: BTreeSet<String> = SUBJECT.iter().map(|word| (*word).to_owned()).collect();
    let base =
        accord::knowledge::load(&root().join("knowledge"), jiff::civil::date(2026, 11, 23)).unwrap().base;
    for entity in &base.entities {
        for (language, label) in entity.labels() {
            let single = label.chars().all(char::is_alphabetic) && label.chars().count() >= 6;
            if single && language == accord::language::Language::ENGLISH {
                words.insert(label.to_lowercase());
            }
        }
    }
    words
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
fn no_file_is_too_long_and_none_is_called_after_nothing() {
    let mut wrong = Vec::new();
    for (path, source) in files("src", ".rs").into_iter().chain(files("sandbox/src", ".rs")) {
        let lines = source.lines().count();
        // A file of tests alone is a table, and grows with what it covers.
        if lines > LINES && !path.ends_with("/tests.rs") {
            wrong.push(format!("{path} has {lines} lines, at most {LINES} are read with pleasure"));
        }
        wrong.extend(
            path.split('/')
                .map(|part| part.trim_end_matches(".rs"))
                .filter(|part| VAGUE.contains(part))
                .map(|part| format!("{path}: `{part}` does not say what is inside")),
        );
        let code = code(&source, false);
        for name in VAGUE {
            let declared = after_word(&code, "mod").any(|(_, rest)| {
                rest.trim_start().strip_prefix(name).is_some_and(|after| !after.starts_with(is_word))
            });
            if declared {
                wrong.push(format!("{path}: a module `{name}` does not say what is inside"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_bot_knows_nothing_of_its_subject_but_the_base() {
    let mut words = subject();
    assert!(words.len() > 40, "{words:?}");
    words.retain(|word| !LANGUAGES.contains(&word.as_str()));
    let mut wrong = Vec::new();
    for (path, source) in files("src", ".rs") {
        let found = subject_words(&shipped_text(&source), &words);
        wrong.extend(found.iter().map(|word| format!("{path}: {word}")));
    }
    for (path, text) in files("src/reply/locales", ".ftl") {
        let shown: String =
            text.lines().filter(|line| !line.starts_with('#')).map(|l| format!("{l}\n")).collect();
        let found = subject_words(&shown, &words);
        wrong.extend(found.iter().map(|word| format!("{path}: {word}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- The fence itself -----------------------------------------------------

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

#[test]
fn planted_words_are_found_and_near_misses_are_not() {
    let words = subject();
    for (source, hit) in [
        ("const A: &str = \"Kazakhstan\";", true),
        ("let council_of_europe = 1; let x = \"the Council of Europe\";", true),
        ("fn treaty_number() {}", true),
        ("struct TreatyNumber;", true),
        ("fn entreaty() {}", false),
        ("// Kazakhstan", false),
        ("/// about a treaty", false),
        ("#[cfg(test)]\nmod tests { const A: &str = \"GRECO\"; }", false),
        ("#[cfg(test)]\nmod tests { const A: &str = \"{\"; }\nconst B: &str = \"GRECO\";", true),
        ("fn treat() {} const A: &str = \"a lighthouse\";", false),
    ] {
        let found = subject_words(&shipped_text(source), &words);
        assert_eq!(!found.is_empty(), hit, "{source}\n{found:?}");
    }
}
