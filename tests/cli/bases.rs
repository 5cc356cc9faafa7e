//! The bases the verbs are run on: a small sound one, and the broken fixtures.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A small base about something else than the shipped one.
pub(crate) fn lighthouse() -> TempDir {
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

pub(crate) fn broken(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(name)
}
