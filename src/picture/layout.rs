//! Where everything stands on a picture: SVG from plain data.
//!
//! Each lane is a strip with a dot per event, so that one sees when much
//! happened, and below it what happened, in two columns.

use std::fmt::Write;

use super::fonts::width;
use super::{EventPlan, LanePlan, Theme, TimelinePlan};

// All in points of the picture.
const WIDTH: f32 = 1_000.0;
const MARGIN: f32 = 36.0;
const GAP: f32 = 28.0;
const TITLE: f32 = 42.0;
const NAME: f32 = 34.0;
const TEXT: f32 = 30.0;
const SMALL: f32 = 24.0;
const LINE: f32 = 40.0;
const DOT: f32 = 10.0;

/// The year in front of a label, with its space.
const YEAR: f32 = 82.0;

struct Colours {
    back: &'static str,
    text: &'static str,
    faint: &'static str,
    grid: &'static str,
    /// One per lane, in turn; each at least 4.5 to 1 against the back (WCAG
    /// 2.2, success criterion 1.4.3), and told apart without red and green.
    lanes: [&'static str; 6],
}

impl Theme {
    fn colours(self) -> Colours {
        match self {
            Self::Dark => Colours {
                back: "#1e1f22",
                text: "#f2f3f5",
                faint: "#b5bac1",
                grid: "#3f4147",
                lanes: ["#6cb6ff", "#ffc25a", "#5fe0b8", "#e0a3ff", "#ff9d8a", "#c8d66b"],
            },
            Self::Light => Colours {
                back: "#ffffff",
                text: "#1b1c1f",
                faint: "#4e5058",
                grid: "#d5d7dc",
                lanes: ["#0b5cad", "#8f5200", "#00664f", "#86308f", "#a82a17", "#56640a"],
            },
        }
    }
}

/// The picture of a timeline as SVG.
pub(super) fn timeline(plan: &TimelinePlan, theme: Theme) -> String {
    let colours = theme.colours();
    let mut page = Page { body: String::new(), y: MARGIN, colours };
    for line in broken(&plan.title, TITLE, true, WIDTH - 2.0 * MARGIN) {
        page.y += TITLE;
        page.text(MARGIN, &line, TITLE, true, page.colours.text);
        page.y += 10.0;
    }
    page.y += SMALL + 2.0;
    page.text(MARGIN, &plan.subtitle, SMALL, false, page.colours.faint);
    page.y += GAP;
    for (at, lane) in plan.lanes.iter().enumerate() {
        let colour = page.colours.lanes[at % page.colours.lanes.len()];
        page.lane(lane, colour, plan.years);
    }
    let height = (page.y + MARGIN).ceil();
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"><rect width="100%" height="100%" fill="{}"/>{}</svg>"#,
        page.colours.back, page.body
    )
}

struct Page {
    body: String,
    /// The base line of what comes next.
    y: f32,
    colours: Colours,
}

impl Page {
    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(element);
    }

    fn text(&mut self, x: f32, text: &str, size: f32, bold: bool, colour: &str) {
        let weight = if bold { "bold" } else { "normal" };
        let y = self.y;
        self.add(format_args!(
            r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">{}</text>"#,
            escaped(text)
        ));
    }

    fn lane(&mut self, lane: &LanePlan, colour: &str, years: (i16, i16)) {
        self.y += NAME + 8.0;
        self.text(MARGIN, &lane.name, NAME, true, colour);
        self.strip(lane, colour, years);
        let column = (WIDTH - 2.0 * MARGIN - GAP) / 2.0;
        let rows: Vec<(&EventPlan, Vec<String>)> = lane
            .events
            .iter()
            .map(|event| (event, broken(&event.label, TEXT, false, column - YEAR)))
            .collect();
        // Read down the left column, then down the right one.
        let (left, right) = rows.split_at(rows.len().div_ceil(2));
        let top = self.y;
        let mut bottom = top;
        for (x, rows) in [(MARGIN, left), (MARGIN + column + GAP, right)] {
            self.y = top;
            for (event, lines) in rows {
                self.y += LINE;
                self.text(x, &event.year.to_string(), TEXT, true, colour);
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        self.y += LINE - 4.0;
                    }
                    self.text(x + YEAR, line, TEXT, false, self.colours.text);
                }
            }
            bottom = f32::max(bottom, self.y);
        }
        self.y = bottom + GAP;
    }

    /// The axis with a dot for each event, and the years below it.
    fn strip(&mut self, lane: &LanePlan, colour: &str, (from, until): (i16, i16)) {
        let (left, right) = (MARGIN + DOT, WIDTH - MARGIN - DOT);
        // The last year is shown whole.
        let span = f32::from(until - from) + 1.0;
        let place = |year: f32| left + (right - left) * ((year - f32::from(from)) / span).clamp(0.0, 1.0);
        self.y += 30.0;
        let (y, grid, faint) = (self.y, self.colours.grid, self.colours.faint);
        self.add(format_args!(
            r#"<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="{grid}" stroke-width="4"/>"#
        ));
        let label_y = y + 36.0;
        for year in (from..=until).filter(|year| year % 5 == 0 || *year == from) {
            // The first year's label would run into that of the next five.
            let near_next = year == from && year % 5 >= 3;
            let x = place(f32::from(year));
            self.add(format_args!(
                r#"<line x1="{x}" y1="{}" x2="{x}" y2="{}" stroke="{grid}" stroke-width="3"/>"#,
                y - 12.0,
                y + 12.0
            ));
            if !near_next {
                self.add(format_args!(
                    r#"<text x="{x}" y="{label_y}" font-size="{SMALL}" text-anchor="middle" fill="{faint}">{year}</text>"#
                ));
            }
        }
        let back = self.colours.back;
        for event in &lane.events {
            let x = place(f32::from(event.year) + f32::from(event.thousandths) / 1_000.0);
            self.add(format_args!(
                r#"<circle cx="{x}" cy="{y}" r="{DOT}" fill="{colour}" stroke="{back}" stroke-width="2"/>"#
            ));
        }
        self.y = label_y + 6.0;
    }
}

/// A text in lines that fit `room` points; a word wider than that stands alone.
fn broken(text: &str, size: f32, bold: bool, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text inside SVG; characters XML does not allow are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(broken("one two", 30.0, false, 1_000.0), ["one two"]);
        assert_eq!(broken("one two", 30.0, false, 70.0), ["one", "two"]);
        assert_eq!(broken("unbreakable", 30.0, false, 10.0), ["unbreakable"]);
        assert!(broken("  ", 30.0, false, 10.0).is_empty());
    }

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_can_be_read() {
        for theme in [Theme::Dark, Theme::Light] {
            let colours = theme.colours();
            for colour in colours.lanes.into_iter().chain([colours.text, colours.faint]) {
                let found = contrast(colour, colours.back);
                assert!(found >= 4.5, "{theme:?} {colour}: {found:.2}");
            }
        }
    }
}
