//! The verbs, as a shell sees them: exit status, what is printed where, and
//! the objects other programs read (DESIGN.md §3).

#![allow(clippy::unwrap_used)] // in a test a panic is the report

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A small base about something else than the shipped one.
fn lighthouse() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fact = |about: &str, covers: &str, status: &str, text: &str, questions: &str| {
        format!(
            "covers = [{covers}]\nstatus = \"{status}\"\nabout = [{about}]\n[answer]\nen = \"\"\"\n{text}\"\"\"\n\
             [questions]\nen = [{questions}]\n[[citation]]\nsource = \"keepers-log\"\npinpoint = \"page 3\"\n\
             quote = \"Lamp lit at dusk.\"\n"
        )
    };
    for (path, text) in [
        (
            "base.toml",
            "name = \"The lighthouse\"\nversion = \"7\"\n[subject]\nen = \"a lighthouse\"\n[topics.lamp]\nen = \
             \"The lamp\"\n[topics.tower]\nen = \"The tower\"\n[[example]]\nen = \"When was the lamp first lit?\"\n"
                .to_owned(),
        ),
        (
            "sources.toml",
            "[[source]]\nid = \"keepers-log\"\ntitle = \"The keeper's log\"\npublisher = \"Harbour Archive\"\n\
             url = \"https://archive.example/log\"\npublished = \"1870-05\"\n"
                .to_owned(),
        ),
        (
            "facts/lamp/first-lit.toml",
            fact(
                "",
                "\"old-lamp-1\"",
                "stated",
                "The lamp was first lit in 1869.\nIt burned whale oil until the spring of 1901.",
                "\"When was the lamp first lit?\", \"first lighting of the lamp\", \"lamp lit since when\"",
            ),
        ),
        (
            "facts/lamp/last-keeper.toml",
            fact(
                "",
                "",
                "unknown",
                "No public source names the last keeper.",
                "\"Who was the last keeper?\", \"name of the last keeper\"",
            ),
        ),
        (
            "facts/tower/height.toml",
            fact("", "", "stated", "The tower is 41 metres high.", "\"How high is the tower?\", \"height of the tower in metres\""),
        ),
        (
            "facts/tower/stairs.toml",
            fact("", "", "stated", "There are 199 steps.", "\"How many steps does the tower have?\", \"stairs of the tower\""),
        ),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What came of a run.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The one JSON object on standard output.
    #[track_caller]
    fn object(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap()
    }
}

/// Runs the binary somewhere without settings of its own, with `input` typed.
fn accord_with(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Ran {
    let nowhere = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_accord"))
        .args(arguments)
        .current_dir(nowhere.path())
        .env_clear()
        .env("HOME", nowhere.path())
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn accord(arguments: &[&str]) -> Ran {
    accord_with(arguments, &[], "")
}

/// Runs a verb on a base.
fn on(base: &Path, arguments: &[&str]) -> Ran {
    let mut all = vec!["--knowledge", base.to_str().unwrap()];
    all.extend(arguments);
    accord(&all)
}

fn broken(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(name)
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

fn set<'a>(keys: &[&'a str]) -> BTreeSet<&'a str> {
    keys.iter().copied().collect()
}

// ---- ask --------------------------------------------------------------------

const ASK: [&str; 11] = [
    "question", "language", "verdict", "fact", "covers", "score", "choices", "answer", "sources", "why",
    "base",
];

#[test]
fn ask_prints_one_object_of_known_keys() {
    let base = lighthouse();
    let answer = on(base.path(), &["ask", "--json", "When was the lamp first lit?"]).object();
    assert_eq!(keys(&answer), set(&ASK));
    assert_eq!(answer["verdict"], "answer");
    assert_eq!(answer["fact"], "first-lit");
    assert_eq!(answer["covers"], json!(["old-lamp-1"]));
    assert_eq!(answer["language"], "en");
    assert_eq!(answer["score"], 1.0);
    assert_eq!(answer["choices"], json!([]));
    let text = "The lamp was first lit in 1869.\nIt burned whale oil until the spring of 1901.";
    assert_eq!(answer["answer"], json!({ "text": text, "language": "en" }));
    assert_eq!(
        answer["sources"],
        json!([{
            "title": "The keeper's log",
            "publisher": "Harbour Archive",
            "url": "https://archive.example/log",
            "published": "1870-05",
        }])
    );
    assert_eq!(answer["base"].as_str().unwrap().len(), 12);
    assert!(answer["why"].is_object());

    // Words without quotes are one question; --why adds to `why` and no key.
    let words =
        on(base.path(), &["ask", "--json", "--why", "When", "was", "the", "lamp", "first", "lit?"]).object();
    assert_eq!(keys(&words), set(&ASK));
    assert_eq!(words["fact"], "first-lit");
    assert!(words["why"]["text"].as_str().unwrap().contains("When was the lamp first lit?"), "{words}");

    let none = on(base.path(), &["ask", "--json", "Which wine goes with oysters?"]).object();
    assert_eq!(keys(&none), set(&ASK));
    assert_eq!(
        (&none["verdict"], &none["fact"], &none["answer"]),
        (&json!("none"), &Value::Null, &Value::Null)
    );
    assert_eq!((&none["covers"], &none["sources"]), (&json!([]), &json!([])));

    // So high a threshold that near ones are offered.
    let strict = [("ACCORD_MATCHING__ANSWER", "1.0"), ("ACCORD_MATCHING__CHOICE", "0.05")];
    let arguments =
        ["--knowledge", base.path().to_str().unwrap(), "ask", "--json", "tower, how high, stairs"];
    let choices = accord_with(&arguments, &strict, "").object();
    assert_eq!(keys(&choices), set(&ASK));
    assert_eq!((&choices["verdict"], &choices["fact"]), (&json!("choices"), &Value::Null));
    let offered = choices["choices"].as_array().unwrap();
    assert!((1..=3).contains(&offered.len()), "{choices}");
    for choice in offered {
        assert_eq!(keys(choice), set(&["fact", "score"]));
        assert!((0.0..=1.0).contains(&choice["score"].as_f64().unwrap()));
    }
    assert_eq!(choices["score"], offered[0]["score"]);
}

#[test]
fn what_is_no_question_is_none_and_no_failure() {
    let base = lighthouse();
    let paste = "lamp tower keeper ".repeat(223);
    assert!(paste.len() > 4_000);
    for question in [
        "",
        " ",
        "???",
        "🙂",
        "\u{200B}",
        "\u{202E}\u{0}".trim_end_matches('\0'),
        paste.as_str(),
        "\\ \" ' `",
    ] {
        let ran = on(base.path(), &["ask", "--json", question]);
        assert_eq!(ran.status, 0, "{question:?}: {}", ran.err);
        let object = ran.object();
        assert_eq!(object["verdict"], "none", "{question:?}: {object}");
        assert_eq!(object["question"], question);
        let spoken = on(base.path(), &["ask", question]);
        assert_eq!(spoken.status, 0, "{question:?}");
        assert!(!spoken.out.trim().is_empty(), "{question:?}: something is said");
    }
}

#[test]
fn the_same_question_gets_the_same_bytes() {
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    for question in ["When did it all begin?", "Is it a member?", "who signed it and when", "???"] {
        let first = on(&knowledge, &["ask", "--json", "--why", question]);
        let second = on(&knowledge, &["ask", "--json", "--why", question]);
        assert_eq!(first.out, second.out, "{question}");
        assert_eq!(first.status, 0, "{}", first.err);
    }
}

#[test]
fn the_earlier_question_completes_a_short_one() {
    let base = lighthouse();
    let alone = on(base.path(), &["ask", "--json", "and how high?"]).object();
    let context = on(
        base.path(),
        &["ask", "--json", "--context", "How many steps does the tower have?", "and how high?"],
    )
    .object();
    let first =
        if context["verdict"] == "answer" { &context["fact"] } else { &context["choices"][0]["fact"] };
    assert_eq!(first, "height", "{context}");
    assert_eq!(context["why"]["completed"], true);
    assert_eq!(context["question"], "and how high?", "the question stays the one asked");
    // A question that stands alone is not bent by what went before.
    let own = on(
        base.path(),
        &["ask", "--json", "--context", "How high is the tower?", "When was the lamp first lit?"],
    )
    .object();
    assert_eq!(own["fact"], "first-lit");
    assert_eq!(alone["why"]["completed"], false);
}

#[test]
fn an_answer_in_words_has_the_text_and_the_source() {
    let base = lighthouse();
    let ran = on(base.path(), &["ask", "--lang", "fr", "When was the lamp first lit?"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for part in [
        "The lamp was first lit in 1869.",
        "whale oil",
        "The keeper's log <https://archive.example/log>",
        "Harbour Archive",
        "1870",
    ] {
        assert!(ran.out.contains(part), "{part}:\n{}", ran.out);
    }
    assert!(ran.err.is_empty(), "{}", ran.err);
}

/// Neither output is ever coloured where nobody looks at it.
#[test]
fn pipes_get_no_colours() {
    let base = lighthouse();
    let broken = broken("several");
    for (folder, arguments) in [
        (base.path(), &["ask", "--why", "How high is the tower?"][..]),
        (base.path(), &["check"]),
        (base.path(), &["--help"]),
        (broken.as_path(), &["check"]),
        (broken.as_path(), &["ask", "x"]),
        (broken.as_path(), &["no-such-verb"]),
    ] {
        let ran = on(folder, arguments);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{arguments:?}:\n{}{}",
            ran.out,
            ran.err
        );
        assert!(!(ran.out.is_empty() && ran.err.is_empty()), "{arguments:?}");
    }
}

// ---- exit statuses ------------------------------------------------------------

#[test]
fn bad_arguments_are_2() {
    for arguments in [
        &[][..],
        &["answer"],
        &["ask"],
        &["ask", "--lang", "english", "x"],
        &["ask", "--colour", "x"],
        &["eval"],
        &["completions"],
        &["completions", "cmd"],
        &["--config"],
        &["check", "--cases"],
    ] {
        let ran = accord(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_broken_base_is_1_with_every_problem() {
    let fixture = broken("several");
    let expected = std::fs::read_to_string(fixture.join("expected.txt")).unwrap();
    for arguments in [&["ask", "x"][..], &["ask", "--json", "x"], &["chat"], &["eval", "none.jsonl"]] {
        let ran = on(&fixture, arguments);
        assert_eq!(ran.status, 1, "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}: {}", ran.out);
        for line in expected.lines() {
            assert!(ran.err.contains(line), "{arguments:?}: {line}\n{}", ran.err);
        }
    }
    let missing = accord(&["--knowledge", "nowhere", "ask", "x"]);
    assert_eq!(missing.status, 1);
    assert!(missing.err.contains("nowhere") && missing.err.contains("--knowledge"), "{}", missing.err);
}

#[test]
fn settings_that_cannot_be_used_are_1_and_named() {
    let base = lighthouse();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("accord.toml");
    let knowledge = base.path().to_str().unwrap();
    for (settings, environment, named) in [
        ("[matching]\nanswr = 0.5", &[][..], "answr"),
        ("[maching]\nanswer = 0.5", &[], "maching"),
        ("[matching]\nanswer = 7", &[], "matching.answer"),
        ("", &[("ACCORD_MATCHING__CHIOCE", "0.1")], "chioce"),
        ("not toml", &[], "accord.toml"),
    ] {
        std::fs::write(&file, settings).unwrap();
        let ran = accord_with(
            &["--config", file.to_str().unwrap(), "--knowledge", knowledge, "check"],
            environment,
            "",
        );
        assert_eq!(ran.status, 1, "{settings}: {}", ran.err);
        assert!(ran.err.contains(named), "{settings}: {}", ran.err);
    }
    let missing = accord(&["--config", "nowhere.toml", "--knowledge", knowledge, "check"]);
    assert_eq!(missing.status, 1);
    assert!(missing.err.contains("nowhere.toml"), "{}", missing.err);
    // And one that can: the file and the environment reach the matcher.
    std::fs::write(&file, "[matching]\nanswer = 0.5").unwrap();
    let ran =
        accord(&["--config", file.to_str().unwrap(), "--knowledge", knowledge, "ask", "--json", "lamp"]);
    assert_eq!(ran.object()["why"]["thresholds"]["answer"], 0.5);
}

// ---- check --------------------------------------------------------------------

#[test]
fn check_says_whether_a_base_is_in_order() {
    let base = lighthouse();
    let ran = on(base.path(), &["check"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    for part in ["The lighthouse", "4 facts", "9 phrasings", "no errors", "0 warnings"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let object = on(base.path(), &["check", "--json"]).object();
    assert_eq!((&object["ok"], &object["problems"]), (&json!(true), &json!([])));
    assert_eq!((&object["base"]["facts"], &object["base"]["phrasings"]), (&json!(4), &json!(9)));

    // A warning is no failure.
    std::fs::write(base.path().join("facts/lamp/notes.txt"), "").unwrap();
    let ran = on(base.path(), &["check"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(ran.out.contains("warning[stray-file]") && ran.out.contains("1 warning"), "{}", ran.out);

    let fixture = broken("several");
    let expected = std::fs::read_to_string(fixture.join("expected.txt")).unwrap();
    let ran = on(&fixture, &["check"]);
    assert_eq!(ran.status, 1);
    for line in expected.lines() {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    let ran = on(&fixture, &["check", "--json"]);
    assert_eq!(ran.status, 1);
    let object = ran.object();
    assert_eq!(object["ok"], false);
    let problems = object["problems"].as_array().unwrap();
    assert_eq!(problems.len(), expected.lines().count());
    for problem in problems {
        assert_eq!(keys(problem), set(&["path", "line", "severity", "rule", "message", "remedy"]));
    }
}

// ---- eval ---------------------------------------------------------------------

const CASES: [&str; 9] = [
    r#"{"id":"right","question":"When was the lamp first lit?","lang":"en","kind":"plain","expect":["first-lit"]}"#,
    r#"{"id":"covered","question":"first lighting of the lamp","lang":"en","expect":["x","old-lamp-1"]}"#,
    r#"{"id":"wrong","question":"How high is the tower?","lang":"en","expect":["stairs"]}"#,
    r#"{"id":"declined","question":"Which wine goes with oysters?","lang":"fr","expect":["stairs"]}"#,
    r#"{"id":"false","question":"How high is the tower?","kind":"trap","expect":null}"#,
    r#"{"id":"refused","question":"Which wine goes with oysters?","kind":"trap","expect":null}"#,
    r#"{"id":"unknown","question":"Who was the last keeper?","kind":"trap","expect":null}"#,
    r#"{"id":"corrected","question":"How high is the tower?","expect":null,"ok_with":["height"]}"#,
    r#"{"id":"context","question":"height of the tower in metres","context":"When was the lamp first lit?","expect":["height"]}"#,
];

fn eval_file(lines: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("questions.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

const COUNTS: [&str; 8] = [
    "questions",
    "right",
    "wrong",
    "choices_right",
    "choices_wrong",
    "declined",
    "false_answers",
    "refused_right",
];

#[test]
fn eval_counts_add_up() {
    let base = lighthouse();
    let (_folder, file) = eval_file(&CASES);
    let ran = on(base.path(), &["eval", &file, "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let object = ran.object();
    let mut all = set(&COUNTS);
    all.extend(["rates", "by_lang", "by_kind", "latency_us", "load_ms", "index_bytes"]);
    assert_eq!(keys(&object), all);
    let rates = set(&["answered_right", "top3", "wrong", "false_answer", "refused"]);
    assert_eq!(keys(&object["rates"]), rates);
    assert_eq!(keys(&object["latency_us"]), set(&["p50", "p95", "p99", "max"]));

    let number = |key: &str| object[key].as_u64().unwrap();
    for (key, count) in [
        ("questions", 9),
        ("right", 3),
        ("wrong", 1),
        ("declined", 1),
        ("false_answers", 1),
        ("refused_right", 3),
    ] {
        assert_eq!(number(key), count, "{key}: {object}");
    }
    assert_eq!(COUNTS[1..].iter().map(|key| number(key)).sum::<u64>(), number("questions"));
    assert_eq!(object["rates"]["answered_right"], 0.6);
    assert_eq!(object["rates"]["wrong"], 0.2);
    assert_eq!(object["rates"]["false_answer"], 0.25);
    assert_eq!(object["rates"]["refused"], 0.75);
    assert!(object["rates"]["top3"].as_f64() >= object["rates"]["answered_right"].as_f64());

    for groups in ["by_lang", "by_kind"] {
        let groups = object[groups].as_object().unwrap();
        for key in COUNTS {
            let sum: u64 = groups.values().map(|group| group[key].as_u64().unwrap()).sum();
            assert_eq!(sum, number(key), "{key} over {groups:?}");
        }
        for group in groups.values() {
            assert_eq!(keys(&group["rates"]), rates);
        }
    }
    assert_eq!(object["by_lang"]["en"]["questions"], 3);
    assert_eq!(object["by_kind"]["trap"]["false_answers"], 1);
    // A share of nothing is no number.
    assert_eq!(object["by_lang"]["fr"]["rates"]["refused"], Value::Null);
}

#[test]
fn eval_cases_are_a_line_each() {
    let base = lighthouse();
    let (_folder, file) = eval_file(&CASES);
    let ran = on(base.path(), &["eval", &file, "--cases"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), CASES.len());
    for (line, case) in lines.iter().zip(CASES) {
        let case: Value = serde_json::from_str(case).unwrap();
        assert_eq!(line["id"], case["id"], "in the order of the file");
        assert_eq!(keys(line), set(&["id", "verdict", "fact", "covers", "status", "score", "choices"]));
    }
    assert_eq!(lines[0]["covers"], json!(["old-lamp-1"]));
    assert_eq!((&lines[0]["status"], &lines[6]["status"]), (&json!("stated"), &json!("unknown")));
    assert_eq!((&lines[5]["fact"], &lines[5]["status"]), (&Value::Null, &Value::Null));

    // With --json the report follows; in words the misses do.
    let both = on(base.path(), &["eval", &file, "--cases", "--json"]);
    assert_eq!(both.out.lines().count(), CASES.len() + 1);
    let words = on(base.path(), &["eval", &file]);
    for part in ["wrong", "false", "declined"] {
        assert!(words.out.contains(part), "{part}: {}", words.out);
    }
    // Files are added up; an empty one adds nothing.
    let (_other, empty) = eval_file(&["", " "]);
    let twice = on(base.path(), &["eval", &file, &empty, &file, "--json"]).object();
    assert_eq!(twice["questions"], 18);
    assert_eq!(on(base.path(), &["eval", &empty, "--json"]).object()["rates"]["wrong"], Value::Null);
}

#[test]
fn eval_names_the_line_it_cannot_read() {
    let base = lighthouse();
    for (line, named) in [
        ("{\"id\": \"x\"", "EOF"),
        ("{\"id\":\"x\",\"question\":\"y\"}", "expect"),
        ("{\"id\":\"x\",\"expect\":null}", "question"),
        ("{\"id\":\"x\",\"question\":\"y\",\"expect\":\"first-lit\"}", "first-lit"),
        ("{\"id\":\"x\",\"question\":\"y\",\"expect\":null,\"okwith\":[]}", "okwith"),
        ("[]", "expectation"),
    ] {
        let (_folder, file) = eval_file(&[CASES[0], "", line, CASES[1]]);
        for flags in [&[][..], &["--json"], &["--cases"]] {
            let mut arguments = vec!["eval", file.as_str()];
            arguments.extend(flags);
            let ran = on(base.path(), &arguments);
            assert_eq!(ran.status, 2, "{line}: {}", ran.err);
            assert!(
                ran.err.contains(&format!("{file}:3:")) && ran.err.contains(named),
                "{line}: {}",
                ran.err
            );
            assert!(ran.out.is_empty(), "nothing is half printed: {}", ran.out);
        }
    }
    let ran = on(base.path(), &["eval", "nowhere.jsonl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nowhere.jsonl"), "{}", ran.err);
    // Windows line ends and a mark at the beginning are no mistake.
    let (_folder, file) = eval_file(&[&format!("\u{FEFF}{}\r", CASES[0]), &format!("{}\r", CASES[1])]);
    assert_eq!(on(base.path(), &["eval", &file, "--json"]).object()["right"], 2);
}

// ---- completions, help, chat ----------------------------------------------------

#[test]
fn completions_know_the_verbs() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = accord(&["completions", shell]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("accord") && ran.out.contains("eval"), "{shell}");
    }
}

#[test]
fn every_help_has_an_example() {
    let help = accord(&["--help"]);
    assert_eq!(help.status, 0);
    for verb in ["", "chat", "ask", "check", "eval", "serve", "health", "completions"] {
        let ran = if verb.is_empty() { accord(&["--help"]) } else { accord(&[verb, "--help"]) };
        assert_eq!(ran.status, 0, "{verb}");
        let (_, example) = ran.out.split_once("Example").unwrap_or_else(|| panic!("{verb}:\n{}", ran.out));
        assert!(example.contains(&format!("accord {verb}")) || example.contains(verb), "{verb}:\n{example}");
        assert!(help.out.contains(verb), "{verb} is listed");
    }
}

fn chat(base: &Path, lines: &[&str]) -> String {
    let input = lines.join("\n") + "\n";
    let ran = accord_with(
        &["--knowledge", base.to_str().unwrap(), "chat"],
        &[("ACCORD_MATCHING__CHOICE", "0.05")],
        &input,
    );
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
}
