//! Times as people type them: `30m`, `1h`, `2d`.

use crate::store::Seconds;

/// Units, largest first: letter and seconds.
const UNITS: [(char, i64); 3] = [('d', 86_400), ('h', 3_600), ('m', 60)];

/// The longest: half a year. Longer is another mode, not a pause.
const LONGEST: i64 = 183 * 86_400;

/// Reads a time: one or more numbers with their units (`1h`, `1h30m`, `2 d`).
/// `None` for anything else, for nothing, and for more than half a year.
pub fn parse_duration(text: &str) -> Option<Seconds> {
    let mut total: i64 = 0;
    let mut number: Option<i64> = None;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i64::from(digit))?);
        } else {
            let (_, seconds) = UNITS.iter().find(|(unit, _)| *unit == c.to_ascii_lowercase())?;
            total = total.checked_add(number.take()?.checked_mul(*seconds)?)?;
        }
    }
    (number.is_none() && (1..=LONGEST).contains(&total)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_type_them() {
        for (text, seconds) in [
            ("30m", Some(1_800)),
            ("1h", Some(3_600)),
            ("1H30M", Some(5_400)),
            ("2 d", Some(172_800)),
            ("1d 12h", Some(129_600)),
            ("", None),
            ("1", None),
            ("h", None),
            ("0m", None),
            ("1w", None),
            ("-1h", None),
            ("1h 5", None),
            ("9999999999999999999h", None),
            ("9223372036854775807d", None),
            ("184d", None),
            ("один час", None),
        ] {
            assert_eq!(parse_duration(text), seconds, "{text:?}");
        }
    }
}
