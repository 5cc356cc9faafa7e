//! Tells the program which version of itself learns an index: a hash of all that
//! has a part in it. What another version stored is not used.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What a base is read, and its index learnt and stored, with.
const PARTS: [&str; 6] =
    ["src/knowledge", "src/language", "src/matching", "src/limits.rs", "assets/vectors", "Cargo.lock"];

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        walk(Path::new(part), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        std::fs::read(&file)?.hash(&mut hasher);
    }
    // Not ACCORD_…: that is how settings are named, and cargo hands this to tests.
    println!("cargo::rustc-env=INDEX_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            walk(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
