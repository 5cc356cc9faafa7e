//! `eval`: its counts, its cases, and the lines it cannot read.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bases::lighthouse;
use crate::running::{keys, on, set};

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
fn eval_names_every_line_it_cannot_read() {
    let base = lighthouse();
    let (_one, one) = eval_file(&[CASES[0], "{", "[]"]);
    let (_two, two) = eval_file(&["nothing"]);
    let ran = on(base.path(), &["eval", &one, &two]);
    assert_eq!(ran.status, 2);
    for place in [format!("{one}:2: "), format!("{one}:3: "), format!("{two}:1: ")] {
        assert!(ran.err.contains(&place), "{place} in {}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), 3, "{}", ran.err);
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
    let (_folder, file) = eval_file(&[CASES[0]]);
    std::fs::write(&file, [CASES[0].as_bytes(), b"\n{\"id\":\"\xff\"}\n"].concat()).unwrap();
    let ran = on(base.path(), &["eval", &file]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains(&format!("{file}:2:")) && ran.err.contains("UTF-8"), "{}", ran.err);
    let ran = on(base.path(), &["eval", "nowhere.jsonl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nowhere.jsonl"), "{}", ran.err);
    // Windows line ends and a mark at the beginning are no mistake.
    let (_folder, file) = eval_file(&[&format!("\u{FEFF}{}\r", CASES[0]), &format!("{}\r", CASES[1])]);
    assert_eq!(on(base.path(), &["eval", &file, "--json"]).object()["right"], 2);
}
