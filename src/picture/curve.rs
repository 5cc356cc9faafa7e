//! A line through shares: how much is answered, right and wrong, against how
//! much is refused.

use std::fmt::Write;

use super::layout::escaped;

/// What stands in the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePlan {
    /// Shares from 0 to 1 at every threshold: refused, right, wrong.
    pub points: Vec<[f64; 3]>,
    /// The same at the threshold in use.
    pub chosen: [f64; 3],
    /// The heading.
    pub title: String,
    /// What stands at the threshold in use.
    pub chosen_label: String,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 480.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 60.0;

/// The picture as SVG.
pub fn curve(plan: &CurvePlan) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"28\" font-size=\"16\">{}</text>\n",
        escaped(&plan.title)
    );
    for tenth in (0..=10).step_by(2) {
        let share = f64::from(tenth) / 10.0;
        let (x, y) = place(share, share);
        let (percent, bottom) = (tenth * 10, HEIGHT - BOTTOM);
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {TOP}V{bottom}M{LEFT} {y:.1}H{:.1}\" stroke=\"#dddddd\" fill=\"none\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{percent} %</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{percent} %</text>",
            WIDTH - RIGHT,
            bottom + 18.0,
            LEFT - 8.0,
            y + 4.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">refused, of those that must be</text>",
        f64::midpoint(LEFT, WIDTH - RIGHT),
        HEIGHT - 16.0
    );
    for (which, colour, name) in [(1, "#1a7f37", "answered right"), (2, "#b42318", "answered wrong")] {
        line(&mut svg, plan, which, colour, name);
    }
    svg.push_str("</svg>\n");
    svg
}

fn line(svg: &mut String, plan: &CurvePlan, which: usize, colour: &str, name: &str) {
    let points: Vec<String> = plan
        .points
        .iter()
        .map(|point| {
            let (x, y) = place(point[0], point[which]);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let (x, y) = place(plan.chosen[0], plan.chosen[which]);
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\
         <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"{colour}\"/>\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{colour}\">{name} {:.1} % ({})</text>",
        points.join(" "),
        x - 9.0,
        y - 9.0,
        plan.chosen[which] * 100.0,
        escaped(&plan.chosen_label)
    );
}

/// Where a pair of shares stands.
fn place(across: f64, up: f64) -> (f64, f64) {
    (LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_in_use_stands_where_its_shares_are() {
        let plan = CurvePlan {
            points: vec![[0.0, 1.0, 0.5], [1.0, 0.0, 0.0]],
            chosen: [0.5, 0.5, 0.0],
            title: "a < b".to_owned(),
            chosen_label: "threshold 50 %".to_owned(),
        };
        let svg = curve(&plan);
        for held in [
            "a &lt; b",
            "points=\"70.0,50.0 700.0,420.0\"",
            "cx=\"385.0\" cy=\"235.0\"",
            "answered right 50.0 %",
        ] {
            assert!(svg.contains(held), "{held}: {svg}");
        }
        assert!(resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok());
    }
}
