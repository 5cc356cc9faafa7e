//! Pictures of a base, drawn once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::knowledge::Base;
use crate::language::Language;
use crate::picture::{self, Theme};
use crate::reply::{Voice, Wording};

/// A picture, once it has been drawn; nothing where it could not be.
type Drawn = OnceLock<Option<Arc<[u8]>>>;

/// The pictures of one base; a new base has new ones.
pub(super) struct Pictures {
    base: Arc<Base>,
    timelines: BTreeMap<(Language, Theme), Drawn>,
}

impl Pictures {
    /// The pictures of a base, none of them drawn yet.
    pub(super) fn new(base: Arc<Base>) -> Self {
        let themes = |language: &Language| [(*language, Theme::Dark), (*language, Theme::Light)];
        let timelines = base.languages.iter().flat_map(themes).map(|key| (key, OnceLock::new())).collect();
        Self { base, timelines }
    }

    /// The base they are of.
    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// Draws all of them. Blocks for some tenths of a second.
    pub(super) fn draw(&self, wording: &Wording) {
        for ((language, theme), cell) in &self.timelines {
            cell.get_or_init(|| {
                let plan = Voice::new(wording, &self.base, *language).timeline_plan()?;
                picture::timeline(&plan, *theme)
                    .map_err(|error| tracing::error!(%error, %language, "the timeline could not be drawn"))
                    .ok()
            });
        }
    }

    /// The timeline's picture; `None` where it has not been drawn yet, cannot
    /// be, or the base has no timeline. Never waits: handlers of events call it.
    pub(super) fn timeline(&self, language: Language, theme: Theme) -> Option<Arc<[u8]>> {
        let first = self.base.default_language();
        let cell = self.timelines.get(&(language, theme)).or_else(|| self.timelines.get(&(first, theme)))?;
        cell.get().cloned().flatten()
    }
}
