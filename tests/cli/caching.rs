//! What was learnt of a base is kept for the next run, and no harm done where it
//! cannot be.

use std::path::{Path, PathBuf};

use crate::bases::lighthouse;
use crate::running::{Ran, accord_with};

/// Asks with a value of `knowledge.index_cache`.
fn ask(base: &Path, cache: &str) -> Ran {
    let arguments = ["--knowledge", base.to_str().unwrap(), "ask", "--json", "How high is the tower?"];
    accord_with(&arguments, &[("ACCORD_KNOWLEDGE__INDEX_CACHE", cache)], "")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).map(|all| all.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

#[test]
fn an_index_is_kept_used_and_mended() {
    let (base, place) = (lighthouse(), tempfile::tempdir().unwrap());
    let cache = place.path().join("not/yet/there");
    let asked = |what: &str| {
        let ran = ask(base.path(), cache.to_str().unwrap());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{what}");
        ran.object()
    };
    let first = asked("nothing kept");
    assert_eq!(first["fact"], "height");
    let kept = files(&cache);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].ends_with(format!("{}.index", first["base"].as_str().unwrap())), "{kept:?}");
    let bytes = std::fs::read(&kept[0]).unwrap();
    let written = std::fs::metadata(&kept[0]).unwrap().modified().unwrap();
    assert_eq!(asked("kept"), first);
    assert_eq!(std::fs::metadata(&kept[0]).unwrap().modified().unwrap(), written, "it was learnt again");
    for damage in [&bytes[..bytes.len() / 2], b"", b"something else"] {
        std::fs::write(&kept[0], damage).unwrap();
        assert_eq!(asked("damaged"), first);
        assert!(std::fs::read(&kept[0]).unwrap() == bytes, "it was not mended");
    }
}

#[test]
fn without_a_place_it_is_learnt_every_time() {
    let (base, place) = (lighthouse(), tempfile::tempdir().unwrap());
    let file = place.path().join("file");
    std::fs::write(&file, "").unwrap();
    for cache in ["", file.to_str().unwrap(), file.join("below").to_str().unwrap()] {
        let ran = ask(base.path(), cache);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{cache}");
        assert_eq!(ran.object()["fact"], "height", "{cache}");
    }
    assert_eq!(files(place.path()), [file]);
}

/// `auto` is a folder of the user's own: what the system calls it, else below the
/// home folder.
#[test]
fn auto_is_the_users_cache_folder() {
    let (base, place) = (lighthouse(), tempfile::tempdir().unwrap());
    let arguments = ["--knowledge", base.path().to_str().unwrap(), "ask", "--json", "How high is the tower?"];
    let home = place.path().to_str().unwrap();
    let environment = [("ACCORD_KNOWLEDGE__INDEX_CACHE", "auto"), ("HOME", home)];
    assert_eq!(accord_with(&arguments, &environment, "").status, 0);
    assert_eq!(files(&place.path().join(".cache/accord")).len(), 1);
    let named = place.path().join("named");
    let environment = [&environment[..], &[("XDG_CACHE_HOME", named.to_str().unwrap())]].concat();
    assert_eq!(accord_with(&arguments, &environment, "").status, 0);
    assert_eq!(files(&named.join("accord")).len(), 1);
}
