//! Bars of days: how often the bot answered, offered a choice, declined.

use std::fmt::Write;

use super::fonts;
use super::layout::escaped;

/// What stands in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarsPlan {
    /// The heading.
    pub title: String,
    /// What the three parts of a bar are, from the bottom up.
    pub names: [String; 3],
    /// The days, left to right.
    pub days: Vec<DayPlan>,
}

/// A day's bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// Written below some of the bars.
    pub label: String,
    /// The parts, from the bottom up.
    pub counts: [u32; 3],
}

const WIDTH: f64 = 1_000.0;
const HEIGHT: f64 = 560.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 130.0;
const BOTTOM: f64 = 70.0;

/// Green, amber, grey: told apart by lightness too.
const COLOURS: [&str; 3] = ["#3fb96f", "#e3b341", "#7d8590"];

/// The share of a day's width that its bar takes.
const BAR: f64 = 0.72;

/// Labels below the bars; more would run into one another.
const LABELS: usize = 6;

/// The picture as SVG, on dark.
pub(super) fn bars(plan: &BarsPlan) -> String {
    let highest = plan.days.iter().map(|day| day.counts.iter().sum::<u32>()).max().unwrap_or(0);
    let top = ceiling(highest);
    let up = |count: f64| HEIGHT - BOTTOM - count / f64::from(top) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"{}\" fill=\"#e6edf3\">\n<rect width=\"100%\" height=\"100%\" fill=\"#1e1f22\"/>\n\
         <text x=\"30\" y=\"50\" font-size=\"34\">{}</text>\n",
        fonts::FAMILY,
        escaped(&plan.title)
    );
    let mut x = 30.0;
    for (name, colour) in plan.names.iter().zip(COLOURS) {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"76\" width=\"22\" height=\"22\" fill=\"{colour}\"/>\
             <text x=\"{:.1}\" y=\"96\" font-size=\"24\">{}</text>",
            x + 32.0,
            escaped(name)
        );
        // No letter of this size is wider than 15 points on average.
        x += 62.0 + 15.0 * name.chars().count() as f64;
    }
    for step in 0..=4 {
        let count = f64::from(top) * f64::from(step) / 4.0;
        let y = up(count);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {y:.1}H{:.1}\" stroke=\"#3d3f45\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"22\" text-anchor=\"end\">{count}</text>",
            WIDTH - RIGHT,
            LEFT - 12.0,
            y + 8.0
        );
    }
    let each = (WIDTH - LEFT - RIGHT) / plan.days.len().max(1) as f64;
    let every = plan.days.len().div_ceil(LABELS).max(1);
    for (at, day) in plan.days.iter().enumerate() {
        let left = LEFT + each * at as f64 + each * (1.0 - BAR) / 2.0;
        let mut below = 0.0;
        for (count, colour) in day.counts.iter().zip(COLOURS) {
            let (low, high) = (up(below), up(below + f64::from(*count)));
            below += f64::from(*count);
            if *count > 0 {
                let _ = writeln!(
                    svg,
                    "<rect x=\"{left:.1}\" y=\"{high:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
                    each * BAR,
                    low - high
                );
            }
        }
        if at % every == 0 {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"22\" text-anchor=\"middle\">{}</text>",
                left + each * BAR / 2.0,
                HEIGHT - BOTTOM + 36.0,
                escaped(&day.label)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The top of the axis: 4, 8, 20, 40, 80, 200 … – numbers whose quarters are
/// whole – and not below `highest`.
fn ceiling(highest: u32) -> u32 {
    let mut tens = 1_u32;
    loop {
        for digit in [4_u32, 8, 20] {
            let top = digit.saturating_mul(tens);
            if top >= highest {
                return top;
            }
        }
        tens = tens.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_above_the_highest_bar_in_whole_quarters() {
        for (highest, top) in
            [(0, 4), (3, 4), (4, 4), (5, 8), (9, 20), (21, 40), (41, 80), (81, 200), (1_001, 2_000)]
        {
            assert_eq!(ceiling(highest), top, "{highest}");
        }
        assert!(ceiling(u32::MAX) >= 4_000_000);
    }

    #[test]
    fn bars_are_as_high_as_their_counts() {
        let day = |counts| DayPlan { label: "1.1.".to_owned(), counts };
        let plan = BarsPlan {
            title: "a < b".to_owned(),
            names: ["one", "two", "three"].map(str::to_owned),
            days: vec![day([4, 2, 2]), day([0, 0, 0])],
        };
        let svg = bars(&plan);
        // Eight in all is the top of the axis: 360 points.
        for held in ["a &lt; b", "height=\"180.0\" fill=\"#3fb96f\"", "height=\"90.0\" fill=\"#e3b341\""] {
            assert!(svg.contains(held), "{held}: {svg}");
        }
        assert!(super::super::bars_png(&plan).is_ok());
        let none = BarsPlan { days: Vec::new(), ..plan };
        assert!(super::super::bars_png(&none).is_ok());
    }
}
