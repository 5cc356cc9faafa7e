//! Pictures of a base, drawn once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::knowledge::Base;
use crate::language::Language;
use crate::picture::{self, Theme};
use crate::reply::{Voice, Wording};

/// The pictures of one base; a new base has new ones.
pub(super) struct Pictures {
    base: Arc<Base>,
    timelines: BTreeMap<(Language, Theme), OnceLock<Option<Arc<[u8]>>>>,
}

impl Pictures {
    /// The pictures of a base, none of them drawn yet.
    pub(super) fn new(base: Arc<Base>) -> Self {
        let themes = |language: &Language| [(*language, Theme::Dark), (*language, Theme::Light)];
        let timelines =
            base.languages.iter().flat_map(themes).map(|key| (key, OnceLock::new())).collect();
        Self { base, timelines }
    }

    /// The base they are of.
    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// Draws all of them. Blocks for some tenths of a second.
    pub(super) fn draw(&self, wording: &Wording) {
        for (language, theme) in self.timelines.keys() {
            self.timeline(wording, *language, *theme);
        }
    }

    /// The timeline's picture, drawn now where it has not been; `None` where
    /// the base has no timeline or it cannot be drawn, which is logged once.
    pub(super) fn timeline(&self, wording: &Wording, language: Language, theme: Theme) -> Option<Arc<[u8]>> {
        let first = self.base.default_language();
        let (language, cell) = self
            .timelines
            .get_key_value(&(language, theme))
            .or_else(|| self.timelines.get_key_value(&(first, theme)))
            .map(|((language, _), cell)| (*language, cell))?;
        cell.get_or_init(|| {
            let plan = Voice::new(wording, &self.base, language).timeline_plan()?;
            picture::timeline(&plan, theme)
                .map_err(|error| tracing::error!(%error, %language, "the timeline could not be drawn"))
                .ok()
        })
        .clone()
    }
}
