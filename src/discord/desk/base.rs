//! The base the desk answers from: learnt, drawn, loaded anew.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::knowledge::Loaded;
use crate::store::Seconds;

use super::super::pictures::Pictures;
use super::super::team::now;
use super::Desk;

impl Desk {
    /// The hash of the base, and when it was loaded.
    pub(in crate::discord) fn loaded(&self) -> (String, Seconds) {
        (self.matcher().base().hash.clone(), self.loaded.load(Ordering::Relaxed))
    }

    /// Learns what questions are matched by. Blocks.
    pub(in crate::discord) fn prepare(&self) {
        let start = Instant::now();
        self.loader.cache.prepare(&self.matcher());
        tracing::debug!(millis = start.elapsed().as_millis() as u64, "ready to answer");
    }

    /// Draws what has not been drawn yet. Blocks.
    pub(in crate::discord) fn draw(&self) {
        let start = Instant::now();
        self.pictures().draw(&self.wording);
        tracing::debug!(millis = start.elapsed().as_millis() as u64, "pictures drawn");
    }

    /// Loads the base anew and swaps it in whole; a base with errors is
    /// refused, every problem logged, and the good one kept. Blocks.
    pub(in crate::discord) fn reload(&self) {
        let _alone = self.reloading.lock();
        // Each outcome is said in the log once it holds: who reads it may ask at once.
        match (self.loader.load)() {
            Ok(Loaded { base, warnings }) => {
                let base = Arc::new(base);
                let pictures = Pictures::new(Arc::clone(&base));
                // Drawn before they are shown: this thread may take its time.
                pictures.draw(&self.wording);
                self.matcher.store(Arc::new(self.loader.cache.matcher(Arc::clone(&base))));
                self.pictures.store(Arc::new(pictures));
                self.loaded.store(now(), Ordering::Relaxed);
                self.stands(None);
                for warning in &warnings {
                    tracing::warn!("{warning}");
                }
                tracing::info!(
                    base = base.hash.as_str(),
                    version = base.version.as_str(),
                    facts = base.facts.len(),
                    "the fact base was reloaded"
                );
            }
            Err(rejected) => {
                self.stands(Some(rejected.problems.len()));
                for problem in &rejected.problems {
                    tracing::error!("{problem}");
                }
                tracing::error!(
                    problems = rejected.problems.len(),
                    kept = self.matcher().base().hash.as_str(),
                    "the fact base has errors and was not reloaded"
                );
            }
        }
    }

    /// Notes how many problems the last reload was refused for, if it was.
    fn stands(&self, refused: Option<usize>) {
        if let Ok(mut standing) = self.refused_reload.lock() {
            *standing = refused;
        }
    }
}
