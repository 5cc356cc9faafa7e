//! The fonts that are part of the program, and how wide their letters are.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The family both belong to.
pub(super) const FAMILY: &str = "Noto Sans";

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");

/// The fonts, read once.
pub(super) fn database() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for font in [REGULAR, BOLD] {
            fonts.load_font_source(Source::Binary(Arc::new(font)));
        }
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

/// How wide a text is in points, at `size` points, without kerning: a little
/// wider than it is drawn.
pub(super) fn width(text: &str, size: f32, bold: bool) -> f32 {
    let Ok(font) = FontRef::new(if bold { BOLD } else { REGULAR }) else { return 0.0 };
    let letters = font.charmap();
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    text.chars()
        .map(|letter| {
            let glyph = letters.map(letter).unwrap_or_default();
            metrics.advance_width(glyph).unwrap_or(size / 2.0)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of the languages the bot has wording in can be drawn.
    #[test]
    fn the_letters_are_there() {
        let all = "AZaz09.,:;!?()«»„“”’–—…·№% ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя ӘҒҚҢӨҰҮҺІәғқңөұүһі";
        for font in [REGULAR, BOLD] {
            let letters = FontRef::new(font).unwrap().charmap();
            for letter in all.chars() {
                assert!(letters.map(letter).is_some_and(|glyph| glyph.to_u32() != 0), "{letter}");
            }
        }
    }

    #[test]
    fn wider_letters_are_wider() {
        assert!(width("ШШ", 30.0, false) > width("ii", 30.0, false));
        assert!(width("abc", 30.0, true) > width("abc", 30.0, false));
        assert!(width("", 30.0, false) == 0.0);
    }
}
