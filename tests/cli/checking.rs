//! `check`: whether a base is in order, in words and as an object.

use serde_json::json;

use crate::bases::{broken, lighthouse};
use crate::running::{keys, on, set};

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
