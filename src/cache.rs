//! What was learnt of a base, kept in a file: the next start need not learn it
//! again.
//!
//! Nothing hangs on these files. One that is not there, of another base, of
//! another version of this program or damaged is as good as none, and where none
//! can be written the bot learns at every start.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::knowledge::Base;
use crate::limits;
use crate::matching::Matcher;

/// How the files' names end.
const ENDING: &str = "index";

/// A folder of indexes, or none.
#[derive(Debug, Clone)]
pub struct IndexCache {
    folder: Option<PathBuf>,
}

impl IndexCache {
    /// A cache in a folder, which need not exist yet; none where nothing is to be
    /// kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The matcher of a base, ready to answer. Blocks.
    pub fn matcher(&self, base: Arc<Base>) -> Matcher {
        let matcher = Matcher::unprepared(base);
        self.prepare(&matcher);
        matcher
    }

    /// Gives a matcher its index: the kept one, else what it learns, which is kept
    /// then. Blocks.
    pub fn prepare(&self, matcher: &Matcher) {
        let Some(folder) = &self.folder else { return matcher.prepare() };
        let path = folder.join(format!("{}.{ENDING}", matcher.base().hash));
        if restore(matcher, &path) {
            return;
        }
        matcher.prepare();
        let kept = matcher.stored().map_err(io::Error::other).and_then(|bytes| keep(folder, &path, &bytes));
        match kept {
            Ok(()) => tracing::debug!(path = %path.display(), "what was learnt is kept"),
            Err(error) => tracing::info!(
                folder = %folder.display(),
                %error,
                "what was learnt of the base cannot be kept: the next start learns it again"
            ),
        }
    }
}

/// Whether the file held the matcher's index.
fn restore(matcher: &Matcher, path: &Path) -> bool {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return false,
        Err(error) => {
            tracing::info!(path = %path.display(), %error, "a kept index cannot be read");
            return false;
        }
    };
    matcher
        .restore(&bytes)
        .inspect_err(|error| tracing::info!(path = %path.display(), %error, "a kept index is not used"))
        .is_ok()
}

/// Writes a file whole or not at all, and removes the oldest of too many.
fn keep(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    let mut kept: Vec<(SystemTime, PathBuf)> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == ENDING))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    kept.sort();
    let too_many = kept.len().saturating_sub(limits::KEPT_INDEXES);
    for (_, old) in kept.iter().take(too_many) {
        // Another process may have been quicker.
        let _gone = std::fs::remove_file(old);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_and_other_files_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("new");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(inside.join("notes.txt"), "").unwrap();
        for number in 0..=limits::KEPT_INDEXES as u64 {
            let path = inside.join(format!("{number}.{ENDING}"));
            keep(&inside, &path, b"").unwrap();
            // Files written within one tick of the clock are as old as each other.
            let written = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(number);
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
        }
        keep(&inside, &inside.join(format!("last.{ENDING}")), b"").unwrap();
        let mut names: Vec<String> = std::fs::read_dir(&inside)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["2.index", "3.index", "4.index", "last.index", "notes.txt"]);
    }
}
