//! `accord timeline`: the timeline in words, or as a picture in a file.

use std::io::{self, Write};

use crate::knowledge::Base;
use crate::picture::{self, PictureError};
use crate::reply::{Voice, Wording};

use super::args::TimelineArgs;
use super::render::render;

/// Why there is no timeline.
#[derive(Debug, thiserror::Error)]
pub enum TimelineError {
    /// The base has none.
    #[error("this base has no timeline: add timeline.toml to it")]
    None,
    /// It cannot be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The output or the file cannot be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// Prints the timeline, or writes its picture where a file is named.
///
/// # Errors
///
/// [`TimelineError`].
pub fn timeline(
    base: &Base,
    wording: &Wording,
    args: &TimelineArgs,
    out: &mut dyn Write,
) -> Result<(), TimelineError> {
    let voice = Voice::new(wording, base, args.lang.unwrap_or_else(|| base.default_language()));
    let Some(file) = &args.out else {
        let reply = voice.timeline().ok_or(TimelineError::None)?;
        // The menus say the events once more.
        let reply = crate::reply::Reply { rows: Vec::new(), ..reply };
        write!(out, "{}", render(&reply))?;
        return Ok(());
    };
    let plan = voice.timeline_plan().ok_or(TimelineError::None)?;
    let png = picture::timeline(&plan, args.theme.into())?;
    std::fs::write(file, &png)?;
    writeln!(out, "{}: {} bytes", file.display(), png.len())?;
    Ok(())
}
