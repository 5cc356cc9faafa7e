//! The files of wording: each says all that English says, with the same names
//! filled in, and in forms the language knows; the code asks for nothing else.
//!
//! Reads the files by lines, as translators do; whether they are Fluent at
//! all, Fluent itself is asked.

#![allow(clippy::unwrap_used)] // in a test a panic is the report

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use accord::language::Language;
use accord::reply::Wording;
use fluent_bundle::FluentResource;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of wording by language.
fn files() -> BTreeMap<Language, String> {
    let folder = std::fs::read_dir(root().join("src/reply/locales")).unwrap();
    folder
        .map(|entry| {
            let path = entry.unwrap().path();
            let code = path.file_stem().unwrap().to_str().unwrap();
            (code.parse().unwrap(), std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The messages of a file: key and all that follows the equals sign.
fn messages(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut last = None;
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            last = None;
        } else if line.starts_with([' ', '}']) {
            let key: &String = last.as_ref().unwrap_or_else(|| panic!("belongs to nothing: {line}"));
            let value: &mut String = found.get_mut(key).unwrap();
            value.push('\n');
            value.push_str(line);
        } else {
            let (key, value) = line.split_once(" = ").unwrap_or_else(|| panic!("no message: {line}"));
            assert!(found.insert(key.to_owned(), value.to_owned()).is_none(), "{key} is there twice");
            last = Some(key.to_owned());
        }
    }
    found
}

fn all() -> BTreeMap<Language, BTreeMap<String, String>> {
    files().into_iter().map(|(language, text)| (language, messages(&text))).collect()
}

fn english() -> BTreeMap<String, String> {
    all().remove(&Language::ENGLISH).unwrap()
}

/// The names a message fills in.
fn variables(value: &str) -> BTreeSet<String> {
    let names = value.split('$').skip(1);
    names.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// A message with the same text for every name.
fn said(wording: &Wording, language: Language, key: &str, value: &str, filled: &str) -> String {
    let names = variables(value);
    let arguments: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), filled)).collect();
    wording.say(language, key, &arguments)
}

/// A message with the same count for every name.
fn counted(wording: &Wording, language: Language, key: &str, value: &str, count: usize) -> String {
    let names = variables(value);
    let arguments: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), count)).collect();
    wording.count(language, key, &arguments)
}

fn nothing<T: std::fmt::Debug>(wrong: &[T]) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// ---- The files among each other ---------------------------------------------

#[test]
fn every_file_is_fluent_and_in_use() {
    let wording = Wording::new();
    let files = files();
    assert_eq!(files.keys().map(Language::code).collect::<Vec<_>>(), ["en", "fr", "kk", "ru"]);
    let mut told = BTreeSet::new();
    for (language, text) in files {
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{language}.ftl: {errors:?}");
        }
        told.insert(wording.say(language, "miss", &[]));
    }
    assert_eq!(told.len(), 4, "a file is not built in, or says what another says: {told:#?}");
}

#[test]
fn every_file_has_the_keys_of_english() {
    let english: BTreeSet<String> = english().into_keys().collect();
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        let here: BTreeSet<String> = messages.into_keys().collect();
        wrong.extend(english.difference(&here).map(|key| format!("{language}.ftl lacks {key}")));
        wrong.extend(here.difference(&english).map(|key| format!("{language}.ftl has {key}, en.ftl not")));
    }
    nothing(&wrong);
}

#[test]
fn every_message_fills_in_the_same_names() {
    let english = english();
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        for (key, value) in messages {
            let (here, there) = (variables(&value), variables(&english[&key]));
            if here != there {
                wrong.push(format!("{language}.ftl: {key} has {here:?}, in English {there:?}"));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn every_message_can_be_said_and_says_something() {
    let wording = Wording::new();
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        for (key, value) in messages {
            let text = said(&wording, language, &key, &value, "7");
            let counted = counted(&wording, language, &key, &value, 7);
            // What Fluent cannot resolve it writes in braces.
            if [&text, &counted].iter().any(|t| t.trim().is_empty() || **t == key || t.contains(['{', '}'])) {
                wrong.push(format!("{language}.ftl: {key}: {text:?}, {counted:?}"));
            }
        }
    }
    nothing(&wrong);
}

/// Sentences, not names and numbers, are in each language's own words.
#[test]
fn nothing_was_left_in_english() {
    let english = english();
    let words = |value: &str| {
        let bare = value.split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
        bare.flat_map(str::split_whitespace).filter(|word| word.len() > 1).count()
    };
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        if language == Language::ENGLISH {
            continue;
        }
        let left = messages.iter().filter(|(key, value)| words(value) > 2 && **value == english[*key]);
        wrong.extend(left.map(|(key, _)| format!("{language}.ftl: {key}")));
    }
    nothing(&wrong);
}

// ---- The files and the code -------------------------------------------------

/// The sources of a folder that ship, without tests and lines of comment.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push(lines.map(|line| format!("{line}\n")).collect());
        }
    }
    found
}

/// The texts in quotes of a source, and what stands before each.
fn quoted(source: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = source[at..].find('"').map(|n| at + n) {
        at = open + 1;
        if source[..open].ends_with('\'') && source[at..].starts_with('\'') {
            continue; // the character '"'
        }
        let mut escaped = false;
        let length = source[at..].find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(length) = length else { break };
        found.push((&source[..open], &source[at..at + length]));
        at += length + 1;
    }
    found
}

/// Whether a text in quotes, by what stands before it, is the key of something
/// said: the first text in quotes after `say(`, `count(` or `button(`.
fn is_asked_for(before: &str) -> bool {
    let Some((head, arguments)) = before.rsplit_once('(') else { return false };
    !arguments.contains([')', '"', ';']) && ["say", "count", "button"].iter().any(|call| head.ends_with(call))
}

/// Words joined by hyphens, as only keys are written where things are said.
fn is_hyphenated(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    text.contains('-') && text.split('-').all(word)
}

/// Every key the code asks for by name.
fn asked_for() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let commands = sources(&root().join("src/discord/commands"));
    for source in sources(&root().join("src/reply")).iter().chain(&commands) {
        for (before, text) in quoted(source) {
            if is_asked_for(before) || is_hyphenated(text) {
                keys.insert(text.to_owned());
            }
        }
    }
    keys
}

#[test]
fn every_key_the_code_asks_for_is_there() {
    let english = english();
    let asked = asked_for();
    assert!(asked.len() > 60 && asked.contains("miss") && asked.contains("sources-all"), "{asked:#?}");
    nothing(&asked.iter().filter(|key| !english.contains_key(*key)).collect::<Vec<_>>());
}

#[test]
fn every_message_is_asked_for() {
    let code = sources(&root().join("src")).concat();
    let asks = |key: &str| code.contains(&format!("\"{key}\""));
    // The months are asked for by number.
    let months: BTreeSet<String> = ["month-{month}", "month-{month}-alone"]
        .into_iter()
        .filter(|pattern| asks(pattern))
        .flat_map(|pattern| (1..=12).map(|month| pattern.replace("{month}", &month.to_string())))
        .collect();
    assert_eq!(months.len(), 24);
    let never: Vec<String> =
        english().into_keys().filter(|key| !asks(key) && !months.contains(key)).collect();
    nothing(&never);
    nothing(&months.iter().filter(|key| !english().contains_key(*key)).collect::<Vec<_>>());
}

#[test]
fn the_reader_of_code_sees_what_is_asked_for() {
    for (code, keys) in [
        ("self.say(\"miss\", &[(\"named\", x)])", vec!["miss"]),
        ("wording.count(\n    self.language,\n    \"sources-all\",\n    &[])", vec!["sources-all"]),
        ("voice.button(\"why\", &why, style)", vec!["why"]),
        ("let key = if a { \"why-exact\" } else { \"why-kind\" };", vec!["why-exact", "why-kind"]),
        ("x.split('\"').count(); y.say(key, &[(\"named\", \"a \\\" b\")])", vec![]),
        ("desk.say(language, |voice| voice.fact(\"id\"))", vec![]),
    ] {
        let found =
            quoted(code).into_iter().filter(|(before, text)| is_asked_for(before) || is_hyphenated(text));
        assert_eq!(found.map(|(_, text)| text).collect::<Vec<_>>(), keys, "{code}");
    }
}

// ---- What Discord takes -----------------------------------------------------

#[test]
fn labels_and_descriptions_fit_discord() {
    let wording = Wording::new();
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        for (key, value) in messages {
            let most = match key.as_str() {
                "command-menu" => 32,
                // The room `all_sources` leaves for it.
                "sources-more" => 59,
                key if key.starts_with("button-") => 80,
                // A topic's count is the description of an option.
                key if key.starts_with("command-") || key == "topics-count" => 100,
                key if key.ends_with("choose") => 150,
                key if key.ends_with("-title") => 256,
                // Content of a message, with room for names.
                _ => 1_000,
            };
            let length = counted(&wording, language, &key, &value, 99_999).chars().count();
            if length > most {
                wrong.push(format!("{language}.ftl: {key} has {length} characters of {most}"));
            }
        }
    }
    nothing(&wrong);
}

// ---- What each language wants -------------------------------------------------

#[test]
fn selectors_have_the_forms_of_their_language() {
    let forms = |code: &str| match code {
        "fr" => "[one] [many] *[other]",
        "ru" => "[one] [few] [many] *[other]",
        _ => "[one] *[other]",
    };
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        for (key, value) in messages {
            for selector in value.split("->\n").skip(1) {
                let variants = selector.lines().filter_map(|line| line.split_whitespace().next());
                let variants: Vec<&str> = variants.take_while(|word| !word.starts_with('}')).collect();
                // The first of a month is a number of its own, not a form.
                let variants = variants.join(" ");
                if key != "date-day" && variants != forms(language.code()) {
                    wrong.push(format!("{language}.ftl: {key}: {variants}"));
                }
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn russian_has_three_forms_wherever_it_counts() {
    let wording = Wording::new();
    let messages = all().remove(&Language::RUSSIAN).unwrap();
    let selecting: Vec<_> = messages.iter().filter(|(_, value)| value.contains("->")).collect();
    assert!(selecting.len() >= 4, "{selecting:?}");
    for (key, value) in selecting {
        let form = |count| {
            let text = counted(&wording, Language::RUSSIAN, key, value, count);
            text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>()
        };
        let forms: BTreeSet<String> = [1, 2, 5].into_iter().map(form).collect();
        assert_eq!(forms.len(), 3, "{key}: {forms:?}");
        for (count, like) in [(21, 1), (101, 1), (24, 2), (0, 5), (11, 5), (12, 5), (112, 5), (25, 5)] {
            assert_eq!(form(count), form(like), "{key}: {count} as {like}");
        }
    }
}

#[test]
fn counts_in_each_language() {
    let wording = Wording::new();
    for (language, counts) in [
        ("en", &[(0, "0 facts"), (1, "1 fact"), (2, "2 facts")][..]),
        ("fr", &[(0, "0 fait"), (1, "1 fait"), (2, "2 faits")]),
        ("ru", &[(1, "1 факт"), (2, "2 факта"), (5, "5 фактов"), (21, "21 факт"), (111, "111 фактов")]),
        ("kk", &[(1, "1 дерек"), (2, "2 дерек"), (5, "5 дерек")]),
        // No wording of its own.
        ("de", &[(1, "1 fact"), (2, "2 facts")]),
    ] {
        for (count, text) in counts {
            let said = wording.count(language.parse().unwrap(), "topics-count", &[("count", *count)]);
            assert_eq!(said, *text, "{language}");
        }
    }
}

#[test]
fn dates_in_each_language() {
    let wording = Wording::new();
    for (language, dates) in [
        ("en", ["1 January 2020", "2 August 2024", "May 2025", "March 1992", "1949"]),
        ("fr", ["1er janvier 2020", "2 août 2024", "mai 2025", "mars 1992", "1949"]),
        ("ru", ["1 января 2020 г.", "2 августа 2024 г.", "май 2025 г.", "март 1992 г.", "1949 г."]),
        ("kk", ["2020 ж. 1 қаңтар", "2024 ж. 2 тамыз", "2025 ж. мамыр", "1992 ж. наурыз", "1949 ж."]),
    ] {
        for (date, text) in ["2020-01-01", "2024-08-02", "2025-05", "1992-03", "1949"].into_iter().zip(dates)
        {
            assert_eq!(wording.date(language.parse().unwrap(), date.parse().unwrap()), text);
        }
    }
}

/// In French a space that does not break stands inside guillemets and before
/// the high marks; in Russian and Kazakh a date may end in the dot of «г.».
#[test]
fn marks_stand_as_each_language_sets_them() {
    let mut wrong = Vec::new();
    for (language, messages) in all() {
        let refused: &[&str] = match language.code() {
            "fr" => &[" :", " ;", " ?", " !", " »", "« ", " %", "\u{2019}", "\""],
            "ru" | "kk" => &["{ $date }.", " :", " ;", " ?", " !", "“", "”", "\""],
            _ => &[" :", " ;", " ?", " !", "\""],
        };
        for (key, value) in messages {
            let found = refused.iter().filter(|mark| value.contains(**mark));
            wrong.extend(found.map(|mark| format!("{language}.ftl: {key}: {mark:?}")));
        }
    }
    nothing(&wrong);
}
