//! `accord store`.

use std::path::Path;

use crate::running::{Ran, accord_with};

fn store(file: &Path, arguments: &[&str]) -> Ran {
    let url = format!("sqlite://{}", file.display());
    let mut all = vec!["store"];
    all.extend(arguments);
    accord_with(&all, &[("ACCORD_STORE__URL", url.as_str())], "")
}

#[test]
fn backups_are_made_verified_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("deep/er/store.db"), folder.path().join("other.db"));
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    let ran = store(&here, &["backup", backup]);
    assert!(ran.status == 1 && ran.err.contains("nothing to back up") && !here.exists(), "{}", ran.err);
    let ran = store(&here, &["status"]);
    assert!(ran.status == 0 && ran.out.contains("schema"), "{}{}", ran.out, ran.err);
    let ran = store(&here, &["backup", backup]);
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&here).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "what people asked is nobody else's to read");
    assert!(ran.status == 0 && ran.out.contains("1 rows"), "{}{}", ran.out, ran.err);
    let ran = store(&there, &["restore", "--verify", backup]);
    assert!(ran.status == 0 && ran.out.contains("is whole") && !there.exists(), "{}{}", ran.out, ran.err);
    let ran = store(&there, &["restore", backup]);
    assert!(ran.status == 0 && ran.out.contains("was restored"), "{}{}", ran.out, ran.err);
    let text = std::fs::read_to_string(backup).unwrap();
    std::fs::write(backup, text.replacen("revisions", "revision5", 1)).unwrap();
    let ran = store(&there, &["restore", "--verify", backup]);
    assert!(ran.status == 1 && ran.err.contains("checksum"), "{}{}", ran.out, ran.err);
}

#[test]
fn exports_and_purges() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    for (arguments, status, said) in [
        (&["export"][..], 0, "\"revisions\""),
        (&["export", "--person", "7"], 0, "{}"),
        (&["purge"], 0, "nothing to delete"),
        (&["purge", "--person", "7"], 0, "nothing to delete"),
        (&["purge", "--server", "7"], 0, "all tables: 0"),
        (&["purge", "--server", "7", "--person", "7"], 2, "cannot be used with"),
        (&["purge", "--server", "seven"], 2, "invalid value"),
        (&["restore", "nowhere"], 1, "cannot be read"),
    ] {
        let ran = store(&file, arguments);
        assert_eq!(ran.status, status, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(format!("{}{}", ran.out, ran.err).contains(said), "{arguments:?}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn a_store_that_is_none_is_named() {
    for (url, said) in [("", "`store.url` is empty"), ("mysql://me:secret@db/x", "sqlite://PATH")] {
        let ran = accord_with(&["store", "status"], &[("ACCORD_STORE__URL", url)], "");
        assert!(ran.status == 1 && ran.err.contains(said), "{url}: {}", ran.err);
        assert!(!ran.err.contains("secret"), "{}", ran.err);
    }
}
