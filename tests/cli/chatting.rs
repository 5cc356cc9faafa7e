//! `chat`, line by line, as typed into a pipe.

use std::path::Path;

use crate::bases::lighthouse;
use crate::running::accord_with;

fn chat(base: &Path, lines: &[&str]) -> String {
    let input = lines.join("\n") + "\n";
    let ran = accord_with(&["--knowledge", base.to_str().unwrap(), "chat"], &[], &input);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
    ran.out
}

#[test]
fn chat_answers_and_explains() {
    let base = lighthouse();
    let said = chat(
        base.path(),
        &[
            "When was the lamp first lit?",
            "/why",
            "/sources",
            "/cite",
            "/related",
            "/about",
            "/quit",
            "How high is the tower?",
        ],
    );
    for part in [
        "a lighthouse",                      // help at the start says what it is about
        "first lit in 1869",                 // the answer
        "word, a phrasing in the fact base", // why
        "Lamp lit at dusk",                  // the quote
        "page 3",                            // and its pinpoint
        "https://archive.example/log",
        "Copy from here", // cite
        "version 7",      // about
    ] {
        assert!(said.contains(part), "{part}:\n{said}");
    }
    assert!(!said.contains("41 metres"), "nothing is read after /quit");
}

#[test]
fn chat_takes_a_number_for_an_option() {
    let base = lighthouse();
    // Topics, the second of them, and a fact of it.
    let said = chat(base.path(), &["/topics", "2", "1", "/sources"]);
    assert!(said.contains("The tower – 2 facts"), "{said}");
    assert!(said.contains("41 metres"), "{said}");
    assert!(said.contains("page 3"), "the sources of the fact opened:\n{said}");
    // A choice.
    let said = chat(base.path(), &["stairs tower height", "1"]);
    assert!(said.contains("41 metres") || said.contains("199 steps"), "{said}");
    // A number nothing stands for is a question; the end of input ends it.
    let said = chat(base.path(), &["/topics", "77"]);
    assert!(!said.contains("41 metres"), "{said}");
}

#[test]
fn chat_says_something_to_everything() {
    let base = lighthouse();
    let empty = chat(base.path(), &[]);
    for line in [
        "/why",
        "/sources",
        "/cite",
        "/related",
        "/fact",
        "/fact nothing",
        "/fact height",
        "/nonsense",
        "???",
        "🙂",
        "0",
        "-1",
    ] {
        let said = chat(base.path(), &[line]);
        assert!(said.len() > empty.len() + 10, "{line}:\n{said}");
    }
    let said = chat(base.path(), &["/fact height", "/sources"]);
    assert!(said.contains("page 3"), "the sources of the fact opened:\n{said}");
    // A line in another encoding is no reason to leave.
    let arguments = ["--knowledge", base.path().to_str().unwrap(), "chat"];
    let ran = accord_with(&arguments, &[], b"h\xf6he\nHow high is the tower?\n");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("41 metres"), "{}", ran.out);
}
