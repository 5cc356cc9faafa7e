//! Help texts and shell completions.

use crate::running::accord;

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
