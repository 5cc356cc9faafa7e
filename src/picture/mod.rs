//! Pictures: plain data drawn as PNG, or described as SVG where a reader's own
//! program draws it.
//!
//! A picture looks the same on every machine: it is described as SVG
//! ([`layout`]) and drawn with fonts that are part of the program.

mod bars;
mod curve;
mod fonts;
mod layout;

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

pub use bars::{BarsPlan, DayPlan};
pub use curve::{CurvePlan, curve};

/// What stands on the timeline's picture: everything in words, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinePlan {
    /// The heading.
    pub title: String,
    /// The small line below it.
    pub subtitle: String,
    /// The first and the last year of the axis.
    pub years: (i16, i16),
    /// The lanes, top to bottom.
    pub lanes: Vec<LanePlan>,
}

/// A lane of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanePlan {
    /// Its name.
    pub name: String,
    /// Its events, by date.
    pub events: Vec<EventPlan>,
}

/// An event of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPlan {
    /// The year.
    pub year: i16,
    /// Thousandths of that year that had passed, 0 to 999; half a year where
    /// no more than the year is known.
    pub thousandths: u16,
    /// What happened.
    pub label: String,
}

/// Light letters on dark, or dark on light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Theme {
    /// For Discord's dark appearance, which most people have.
    Dark,
    /// For its light appearance.
    Light,
}

/// A picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The description is no SVG: a mistake of this module.
    #[error("the picture's description cannot be read: {0}")]
    Description(#[from] resvg::usvg::Error),
    /// The picture has no size, or one too large for memory.
    #[error("there is no picture of {0} by {1} points")]
    Size(u32, u32),
    /// The PNG cannot be written.
    #[error("the picture cannot be written: {0}")]
    Encoding(String),
}

/// Draws the timeline as PNG, 1,000 points wide: with letters of 30 points it
/// can be read on a phone, where a picture is shown some 380 points wide.
///
/// # Errors
///
/// [`PictureError`] where there is no such picture.
pub fn timeline(plan: &TimelinePlan, theme: Theme) -> Result<Arc<[u8]>, PictureError> {
    draw(&layout::timeline(plan, theme))
}

/// Draws bars of days as PNG, 1,000 points wide.
///
/// # Errors
///
/// [`PictureError`] where there is no such picture.
pub fn bars_png(plan: &BarsPlan) -> Result<Arc<[u8]>, PictureError> {
    draw(&bars::bars(plan))
}

fn draw(svg: &str) -> Result<Arc<[u8]>, PictureError> {
    let options =
        Options { fontdb: fonts::database(), font_family: fonts::FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width(), size.height());
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size(width, height))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(|error| PictureError::Encoding(error.to_string()))?;
    Ok(png.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(label: &str) -> TimelinePlan {
        TimelinePlan {
            title: "Title".to_owned(),
            subtitle: "1990–2000".to_owned(),
            years: (1990, 2000),
            lanes: vec![LanePlan {
                name: "Lane".to_owned(),
                events: vec![EventPlan { year: 1995, thousandths: 500, label: label.to_owned() }],
            }],
        }
    }

    #[test]
    fn a_picture_is_a_png_of_the_promised_width() {
        for label in ["plain", "a < b & \"c\"", "\u{0}\u{1b}[0m", "әғқңөұүһі", "漢字 👨‍👩‍👧", ""]
        {
            let png = timeline(&plan(label), Theme::Dark).unwrap();
            assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{label:?}");
            assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 1_000, "{label:?}");
        }
    }

    #[test]
    fn themes_differ_and_the_same_plan_draws_the_same() {
        let of = |theme| timeline(&plan("label"), theme).unwrap();
        assert_ne!(of(Theme::Dark), of(Theme::Light));
        assert_eq!(of(Theme::Dark), of(Theme::Dark));
    }
}
