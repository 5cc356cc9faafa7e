//! The bot's own code and wording know nothing of the shipped base's subject.

use std::collections::BTreeSet;

use crate::files::{files, root};
use crate::shipped_code::shipped_text;

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
    for entity in base.entities.iter() {
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
