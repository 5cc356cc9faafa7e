//! Questions written by people who had not seen the phrasings
//! (`tests/questions/test`): the rates may not fall below these floors.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn files(half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions").join(half);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Per language: answered right, right or offered, at least; wrong, at most.
const FLOORS: [(&str, f64, f64, f64); 4] =
    [("en", 0.80, 0.90, 0.035), ("fr", 0.85, 0.93, 0.04), ("ru", 0.84, 0.95, 0.02), ("kk", 0.85, 0.94, 0.03)];
/// Of the questions that must be refused, at most.
const ANSWERED_ALL_THE_SAME: f64 = 0.024;

#[test]
fn the_half_that_was_not_tuned_on() {
    let output = Command::new(env!("CARGO_BIN_EXE_accord"))
        .args(["--knowledge", "knowledge", "eval", "--json"])
        .args(files("test"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("ACCORD_KNOWLEDGE__INDEX_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/index"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (language, right, top3, wrong) in FLOORS {
        let rate = |name: &str| report["by_lang"][language]["rates"][name].as_f64().unwrap();
        assert!(rate("answered_right") >= right, "{language}: {report}");
        assert!(rate("top3") >= top3, "{language}: {report}");
        assert!(rate("wrong") <= wrong, "{language}: {report}");
    }
    assert!(report["rates"]["false_answer"].as_f64().unwrap() <= ANSWERED_ALL_THE_SAME, "{report}");
}

/// The halves are what they say: no question stands in both, and all kinds and
/// languages are in each.
#[test]
fn the_halves_are_apart_and_alike() {
    let read = |half: &str| -> Vec<Value> {
        let lines = files(half).into_iter().flat_map(|file| {
            std::fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
        });
        lines.map(|line| serde_json::from_str(&line).unwrap()).collect()
    };
    let (tune, test) = (read("tune"), read("test"));
    assert!(tune.len() + test.len() >= 600);
    let texts = |cases: &[Value], key: &str| -> std::collections::BTreeSet<String> {
        cases.iter().map(|case| case[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(texts(&tune, "kind"), texts(&test, "kind"));
    assert_eq!(texts(&tune, "lang"), texts(&test, "lang"));
    assert!(texts(&tune, "id").is_disjoint(&texts(&test, "id")));
    // One elliptical question may follow upon several.
    let whole = |cases: &[Value]| -> std::collections::BTreeSet<String> {
        cases.iter().map(|case| format!("{} {}", case["context"], case["question"])).collect()
    };
    assert!(whole(&tune).is_disjoint(&whole(&test)));
}
