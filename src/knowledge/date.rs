//! Dates as sources give them: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

/// A date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, as in 2020.
    pub year: i16,
    /// The month, 1 to 12, where it is known.
    pub month: Option<i8>,
    /// The day of the month, where it is known.
    pub day: Option<i8>,
}

/// The text is neither `2020-01-31`, `2020-01` nor `2020`, or no such day exists.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a date")]
pub struct NotADate(pub String);

impl PartialDate {
    /// The day itself, where it is known.
    pub fn day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || NotADate(text.to_owned());
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Result<Option<i16>, NotADate> {
            match parts.next() {
                None => Ok(None),
                Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().map(Some).map_err(|_| bad())
                }
                Some(_) => Err(bad()),
            }
        };
        let year = number(4)?.ok_or_else(bad)?;
        let month = number(2)?.map(|m| m as i8);
        let day = number(2)?.map(|d| d as i8);
        if parts.next().is_some() {
            return Err(bad());
        }
        // The calendar decides what exists: no 13th month, no 30 February.
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| bad())?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601, as far as it is known: `2020-01-31`, `2020-01`, `2020`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_month_or_year_that_exists() {
        for good in ["2020-01-31", "2020-02-29", "2020-12", "1949"] {
            assert_eq!(good.parse::<PartialDate>().map(|d| d.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "2020-13", "2019-02-29", "20-01-01", "2020-1-1", "2020-01-01-01", "May 2020", "2020-"]
        {
            assert_eq!(bad.parse::<PartialDate>(), Err(NotADate(bad.to_owned())), "{bad:?}");
        }
    }
}
