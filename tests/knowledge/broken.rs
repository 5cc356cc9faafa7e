//! Broken bases, one rule each: `tests/broken/<name>/` is a whole base and
//! `expected.txt` in it is what a curator is told, line for line.
//!
//! After a change of wording run with `UPDATE_EXPECT=1`, then read every
//! changed sentence as the curator will: does it say where, what and how to
//! mend it?

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{folder, printed, root};

/// Every rule of the loader. `grep 'rule: \|error(\|warning(' src/knowledge`
/// finds them; [`no_rule_goes_untested`] holds this list against the sources.
const RULES: [&str; 28] = [
    "ambiguous-date",
    "ambiguous-name",
    "bad-date",
    "bad-id",
    "bad-language",
    "bad-status",
    "bad-toml",
    "bad-url",
    "covered-twice",
    "duplicate",
    "duplicate-id",
    "duplicate-phrasing",
    "duplicate-synonym",
    "empty",
    "lonely-synonym",
    "long-quote",
    "mention",
    "missing-key",
    "missing-language",
    "no-facts",
    "one-sided-dispute",
    "overdue-review",
    "stray-file",
    "too-long",
    "unknown-entity",
    "unknown-fact",
    "unknown-key",
    "unknown-source",
];

/// The rest of them: a list of more would not fit one page.
const MORE_RULES: [&str; 12] = [
    "unknown-date",
    "unknown-lane",
    "unknown-standing",
    "unreadable",
    "untranslated",
    "unused-entity",
    "unused-kind",
    "unused-meaning",
    "unused-source",
    "unused-topic",
    "withdrawn-fact",
    "wrong-type",
];

fn fixtures() -> Vec<PathBuf> {
    let mut fixtures: Vec<_> = std::fs::read_dir(root().join("tests/broken"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    fixtures.sort();
    fixtures
}

/// The rule in a printed problem: `path:3: error[rule]: …`.
fn rule(line: &str) -> &str {
    line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("", |(rule, _)| rule)
}

#[test]
fn every_broken_base_is_told_what_it_is_told() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let got = printed(&fixture).join("\n") + "\n";
        let path = fixture.join("expected.txt");
        if update {
            std::fs::write(path, got).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(path).unwrap_or_default();
        if got != expected {
            wrong.push(format!("{name}:\n--- expected\n{expected}--- got\n{got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nIf this is meant, run with UPDATE_EXPECT=1 and read it.",
        wrong.join("\n")
    );
}

/// A fixture shows one rule, named as the fixture begins, in one line; only
/// `several` shows many.
#[test]
fn a_fixture_breaks_the_rule_it_is_named_after_and_no_other() {
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let lines = printed(&fixture);
        if name == "several" {
            continue;
        }
        assert_eq!(lines.len(), 1, "{name}: {lines:#?}");
        let rule = rule(&lines[0]);
        let fits = name.starts_with(rule) || (rule == "too-long" && name.starts_with("too-many-"));
        assert!(fits, "{name}: {}", lines[0]);
    }
}

#[test]
fn several_problems_come_in_one_run_by_path_and_line() {
    let lines = printed(&root().join("tests/broken/several"));
    assert!(lines.len() >= 6, "{lines:#?}");
    let places: Vec<(String, usize)> = lines
        .iter()
        .map(|line| {
            let mut parts = line.splitn(3, ':');
            (parts.next().unwrap().to_owned(), parts.next().unwrap().parse().unwrap())
        })
        .collect();
    assert!(places.is_sorted(), "{places:#?}");
    let files: BTreeSet<_> = places.iter().map(|(path, _)| path).collect();
    assert!(files.len() >= 4, "{files:?}");
}

/// A new rule needs a fixture: the rules in the loader's sources are those
/// listed above, and every one of them is seen in an `expected.txt`.
#[test]
fn no_rule_goes_untested() {
    let listed: BTreeSet<String> = RULES.iter().chain(&MORE_RULES).map(|rule| (*rule).to_owned()).collect();
    let seen: BTreeSet<String> =
        fixtures().iter().flat_map(|fixture| printed(fixture)).map(|line| rule(&line).to_owned()).collect();
    assert_eq!(seen, listed, "seen in fixtures | listed here");

    // A rule is a word in kebab case that stands in quotes on a line alone, or
    // behind `rule:` or a line number.
    let mut written = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("src/knowledge/reading")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            for (at, quoted) in line.split('"').enumerate().filter(|(at, _)| at % 2 == 1) {
                let before = line.split('"').nth(at - 1).unwrap_or_default();
                let alone = line.trim().trim_end_matches(',') == format!("\"{quoted}\"");
                let placed = ["rule: ", "line, ", "Error, ", "Warning, ", "id, ", "citation.source, "]
                    .iter()
                    .any(|p| before.ends_with(p));
                let kebab = quoted.len() > 4 && quoted.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                if kebab && (alone || placed) {
                    written.insert(quoted.to_owned());
                }
            }
        }
    }
    // A fixture of it would have 65,001 files: its test stands beside the rule.
    assert!(written.remove("too-many-facts"));
    let missing: Vec<_> = written.difference(&listed).collect();
    assert!(missing.is_empty(), "rules in src/knowledge without a fixture: {missing:?}");
    let gone: Vec<_> = listed.difference(&written).collect();
    assert!(gone.is_empty(), "rules listed here that src/knowledge does not have: {gone:?}");
}

/// Near misses: one character, word or record less than what is refused.
#[test]
fn what_is_just_allowed_is_allowed() {
    let gist = "g".repeat(300);
    let rest = "r".repeat(2_000 - 301);
    let is = "i".repeat(80);
    let quote = ["word"; 30].join(" ");
    let mut fact = format!(
        "review_by = 2026-11-23\ncovers = [\"a\", \"b\"]\n[answer]\nen = \"\"\"\n{gist}\n{rest}\"\"\"\n[questions]\n\
         en = [\"{}\"]\n[disagreement]\nen = \"{}\"\n",
        "q".repeat(600),
        "d".repeat(500)
    );
    for _ in 0..8 {
        fact += &format!("[[date]]\ndate = \"1869-05\"\nis = \"{is}\"\n");
    }
    for _ in 0..8 {
        let pinpoint = "p".repeat(60);
        fact += &format!("[[citation]]\nsource = \"s\"\npinpoint = \"{pinpoint}\"\nquote = \"{quote}\"\n");
    }
    let source = format!(
        "[[source]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nurl = \"https://a.b/{}\"\nnote = \"{}\"\n",
        "u".repeat(100),
        "n".repeat(300)
    );
    let name = format!("facts/{}/{}.toml", "t".repeat(100), "f".repeat(70));
    let base = folder(&[("base.toml", "name = \"x\""), ("sources.toml", &source), (&name, &fact)]);
    assert_eq!(printed(base.path()), Vec::<String>::new());
}
