//! Golden questions over the shipped base, through the binary.
//!
//! Each question of `tests/golden/questions.jsonl` either comes out as
//! expected, or is named in `tests/golden/known-misses.txt` with what comes out
//! today. A new miss fails; so does a miss that has been mended, until its line
//! is taken out: the list never says more than is true.

#![allow(clippy::unwrap_used, clippy::expect_used)] // in a test a panic is the report

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn eval(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_accord"))
        .args(["eval", golden("questions.jsonl").to_str().unwrap()])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a fact of the output is one of these, by its id or what it covers.
fn is_one_of(fact: &Value, ids: &Value) -> bool {
    let ids: BTreeSet<&str> = ids.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let covers = fact["covers"].as_array().into_iter().flatten().filter_map(Value::as_str);
    covers.chain(fact["fact"].as_str()).any(|id| ids.contains(id))
}

/// What went wrong with a question, in a word; `None` where nothing did.
fn miss(question: &Value, case: &Value) -> Option<&'static str> {
    let answered = case["verdict"] == "answer";
    let expect = &question["expect"];
    if expect.is_null() {
        let fine = !answered || case["status"] == "unknown" || is_one_of(case, &question["ok_with"]);
        return (!fine).then_some("answered");
    }
    let choices = case["choices"].as_array().into_iter().flatten();
    match case["verdict"].as_str() {
        Some("answer") => (!is_one_of(case, expect)).then_some("wrong"),
        Some("choices") => {
            (!choices.into_iter().any(|c| is_one_of(c, expect))).then_some("not-among-choices")
        }
        _ => Some("declined"),
    }
}

#[test]
fn every_question_comes_out_as_expected_or_as_known() {
    let questions = json_lines(&std::fs::read_to_string(golden("questions.jsonl")).unwrap());
    assert!(questions.len() >= 150);
    let cases = json_lines(&eval(&["--cases"]));
    assert_eq!(questions.len(), cases.len());
    let missed: BTreeMap<String, &str> = questions
        .iter()
        .zip(&cases)
        .filter_map(|(question, case)| Some((question["id"].as_str()?.to_owned(), miss(question, case)?)))
        .collect();
    let now: Vec<String> = missed.iter().map(|(id, miss)| format!("{id} {miss}")).collect();
    let known = std::fs::read_to_string(golden("known-misses.txt")).unwrap();
    let known: Vec<&str> = known.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let new: Vec<_> = now.iter().filter(|line| !known.contains(&line.as_str())).collect();
    let mended: Vec<_> = known.iter().filter(|line| !now.iter().any(|n| n == *line)).collect();
    assert!(
        new.is_empty() && mended.is_empty(),
        "new misses: {new:#?}\nno longer missed, take them out of known-misses.txt: {mended:#?}"
    );
}

/// What may never get worse, whatever is traded for what.
#[test]
fn rates_stay_above_their_floors() {
    let report: Value = serde_json::from_str(&eval(&["--json"])).unwrap();
    let rate = |name: &str| report["rates"][name].as_f64().unwrap();
    assert!(rate("answered_right") >= 0.62, "{report}");
    assert!(rate("top3") >= 0.90, "{report}");
    assert!(rate("wrong") <= 0.025, "{report}");
    assert!(rate("false_answer") <= 0.02, "{report}");
}

/// The thresholds are written down twice, for the operator and for the code.
#[test]
fn the_shipped_thresholds_are_the_defaults() {
    let settings = accord::settings::Settings::load(None).unwrap().matching;
    let shipped = accord::matching::Policy {
        answer: settings.answer,
        choice: settings.choice,
        margin: settings.margin,
        choices: settings.choices,
    };
    assert_eq!(shipped, accord::matching::Policy::default());
}
