//! Bases that load, and folders that are none.

use accord::knowledge::{Answer, load};
use accord::language::Language;

use super::{SOUND, TODAY, folder, loaded, printed, problems, write};

#[test]
fn an_empty_folder_has_no_facts() {
    let empty = folder(&[]);
    let lines = printed(empty.path());
    assert_eq!(
        lines,
        ["facts:1: error[no-facts]: there is no fact in this base. \
          Add a file facts/<topic>/<id>.toml; TEMPLATE.toml shows how"]
    );
}

#[test]
fn a_missing_folder_is_named() {
    let empty = folder(&[("file", "")]);
    for (name, what) in [("nowhere", "this folder does not exist"), ("file", "this is a file, not a folder")]
    {
        let path = empty.path().join(name);
        let found = problems(&path);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].path.as_path(), found[0].rule, found[0].message.as_str()),
            (path.as_path(), "unreadable", what)
        );
        assert!(found[0].remedy.contains("--knowledge"), "{}", found[0].remedy);
    }
}

/// Only `name` in base.toml, only the required keys in the fact, in German.
#[test]
fn a_base_about_something_else_in_another_language_loads() {
    let source = "[[source]]\nid = \"b\"\ntitle = \"Brotbuch\"\npublisher = \"Bäckerei\"\nurl = \"https://brot.example/\"";
    let fact = "[answer]\nde = \"Sauerteig geht bei 28 Grad.\"\n[questions]\nde = [\"Wie warm geht Sauerteig?\"]\n\
                [[citation]]\nsource = \"b\"";
    let german =
        folder(&[("base.toml", "name = \"Brot\""), ("sources.toml", source), ("facts/teig/a.toml", fact)]);
    let base = loaded(german.path());
    assert_eq!(base.languages, ["de".parse::<Language>().unwrap()]);
    assert_eq!(base.facts.len(), 1);

    // Without base.toml altogether too.
    std::fs::remove_file(german.path().join("base.toml")).unwrap();
    assert_eq!(loaded(german.path()).name, "knowledge");

    // Two facts that share no language: the promise is English again.
    let other = fact.replace("de = ", "fr = ").replace("Wie", "Comment");
    write(german.path(), "facts/teig/b.toml", other.as_bytes());
    let rules: Vec<_> = problems(german.path()).iter().map(|p| p.rule).collect();
    assert_eq!(rules, ["missing-language"; 4]);
}

#[test]
fn sources_and_entities_may_be_split_into_files() {
    let [base, (_, source), fact] = SOUND;
    let second = source.replace("keepers-log", "chart");
    // A source nobody cites would be warned of.
    let both = format!("{}\n[[citation]]\nsource = \"chart\"\n", fact.1);
    let fact = (fact.0, both.as_str());
    let split =
        folder(&[base, ("sources/a.toml", source), ("sources/b.toml", &second), fact, ("sources.toml", "")]);
    assert_eq!(loaded(split.path()).sources.len(), 2);
}

/// What is no part of the format is left in peace.
#[test]
fn prose_and_hidden_files_are_ignored() {
    let files = folder(&SOUND);
    let before = loaded(files.path()).hash;
    for path in [
        "README.md",
        "facts/README.md",
        "facts/lamp/notes.md",
        ".git/config.toml",
        "facts/.swp.toml",
        "LICENSE",
    ] {
        write(files.path(), path, b"not [ TOML");
    }
    assert_eq!(loaded(files.path()).hash, before);
}

#[test]
fn the_hash_is_of_the_files() {
    let files = folder(&SOUND);
    let first = loaded(files.path()).hash;
    assert_eq!(first.len(), 12);
    assert_eq!(loaded(files.path()).hash, first, "loaded twice");
    assert_eq!(loaded(folder(&SOUND).path()).hash, first, "in another place");

    let (path, text) = SOUND[2];
    for (path, text) in [
        (path, text.replace("1869", "1870")),
        (path, format!("{text}\n# A note.\n")),
        ("base.toml", "name = \"The light house\"".to_owned()),
    ] {
        let changed = folder(&SOUND);
        write(changed.path(), path, text.as_bytes());
        assert_ne!(loaded(changed.path()).hash, first, "{path}: {text}");
    }
    let moved = folder(&[SOUND[0], SOUND[1], ("facts/light/first-lit.toml", text)]);
    assert_ne!(loaded(moved.path()).hash, first, "the same text in another topic");
}

/// Notepad's way of writing: a byte order mark and CRLF.
#[test]
fn a_mark_and_carriage_returns_change_nothing() {
    let windows = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let fact =
        SOUND[2].1.replace("\"The lamp was first lit in 1869.\"", "\"\"\"\nIt was lit.\nIn 1869.\"\"\"");
    let unix = folder(&[SOUND[0], SOUND[1], (SOUND[2].0, &fact)]);
    let dos = folder(&SOUND.map(|(path, _)| (path, "")));
    for (path, text) in [SOUND[0], SOUND[1], (SOUND[2].0, fact.as_str())] {
        write(dos.path(), path, windows(text).as_bytes());
    }
    let base = loaded(dos.path());
    assert_eq!(base.facts, loaded(unix.path()).facts);
    assert_eq!(
        base.facts[0].answer.values().map(Answer::text).collect::<Vec<_>>(),
        ["It was lit.\nIn 1869."]
    );

    write(dos.path(), SOUND[2].0, windows(&format!("{fact}\nread = \"tomorrow\"\n")).as_bytes());
    let found = problems(dos.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].rule, found[0].line), ("bad-date", fact.lines().count() + 2));
}

/// One mistake is one line: what points at a broken record is not reported.
#[test]
fn a_broken_record_is_reported_once() {
    let pointing = SOUND[2].1.replace("[answer]", "related = [\"height\"]\n[answer]");
    for (path, text, rule) in [
        ("sources.toml", "[[source]\nid = 1", "bad-toml"),
        ("sources.toml", "[[source]]\nid = \"keepers-log\"\ntitle = \"T\"\npublisher = \"P\"", "missing-key"),
        ("facts/tower/height.toml", "[answer", "bad-toml"),
        ("facts/tower/height.toml", "[answer]\nen = \"High.\"\n[questions]\nen = [\"High?\"]", "missing-key"),
    ] {
        let height = SOUND[2].1.replace("When was the lamp first lit", "How high");
        let files =
            folder(&[SOUND[0], SOUND[1], (SOUND[2].0, &pointing), ("facts/tower/height.toml", &height)]);
        assert!(load(files.path(), TODAY).is_ok());
        write(files.path(), path, text.as_bytes());
        let found = printed(files.path());
        assert!(found.iter().all(|line| line.starts_with(path)), "{path} {text:?}: {found:#?}");
        assert!(found.iter().any(|line| line.contains(rule)), "{path} {text:?}: {found:#?}");
    }
}
