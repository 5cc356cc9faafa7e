//! The binary, fed by a pipe.

#![allow(missing_docs, clippy::expect_used, reason = "a test may panic")]

use std::io::Write;
use std::process::{Command, Stdio};

fn run(lines: &str) -> (bool, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_discord-sandbox"))
        .args(["--port", "0", "--connect", "0", "--token", "a.token"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(lines.as_bytes()).expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("its end");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn orders_are_obeyed_and_mistakes_named() {
    let (good, text) = run(":help\n:nonsense\n:as nobody\n:commands\n:requests\n\n:quit\nnever");
    assert!(good, "{text}");
    for expected in ["http://127.0.0.1:", "a.token", "click N", "! what is :nonsense?", "! there are member"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("never"), "{text}");
}

#[test]
fn without_a_bot_nothing_is_said() {
    let (good, text) = run("hello\n");
    assert!(!good && text.contains("waited 0ns for the bot to be ready"), "{text}");
}
