//! Days as the index keeps them (numbers, so that ranges are quick), and as users type them.

use crate::error::{Error, Result};

/// `YYYY-MM-DD` as the number `YYYYMMDD`.
#[must_use]
pub fn day_number(date: &str) -> Option<u64> {
    let mut parts = date.get(..10)?.split('-');
    let mut next = || parts.next()?.parse::<u64>().ok();
    Some(next()? * 10_000 + next()? * 100 + next()?)
}

/// The number `YYYYMMDD` as `YYYY-MM-DD`.
#[must_use]
pub fn day_text(day: u64) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

/// One end of a range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first day that counts.
    Since,
    /// The last day that counts.
    Until,
}

/// A date that a user typed, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as the number `YYYYMMDD`: the first day of it, or the last.
///
/// # Errors
/// When it is none of the three, or no day of the calendar.
pub fn typed_date(text: &str, end: End) -> Result<u64> {
    let fail = || {
        Error::new(format!("`{text}` is no date"))
            .hint("a date is a year, a month or a day: 2017, 2017-02 or 2017-02-03")
    };
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return Err(fail());
    }
    let number = |at: usize, or: i16| parts.get(at).map_or(Ok(or), |part| part.parse::<i16>().map_err(|_| fail()));
    let (year, month) = (number(0, 0)?, number(1, if end == End::Since { 1 } else { 12 })?);
    let (month, day) = (i8::try_from(month).map_err(|_| fail())?, i8::try_from(number(2, 1)?).map_err(|_| fail())?);
    let date = jiff::civil::Date::new(year, month, day).map_err(|_| fail())?;
    let date = if end == End::Until && parts.len() < 3 { date.last_of_month() } else { date };
    day_number(&date.to_string()).ok_or_else(fail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_date_is_a_year_a_month_or_a_day() {
        let both = |text| (typed_date(text, End::Since).ok(), typed_date(text, End::Until).ok());
        assert_eq!(both("2017"), (Some(20_170_101), Some(20_171_231)));
        assert_eq!(both("2016-02"), (Some(20_160_201), Some(20_160_229)));
        assert_eq!(both("2017-02-03"), (Some(20_170_203), Some(20_170_203)));
        for wrong in ["", "17", "2017-13", "2017-02-30", "2017-2-3", "03-02-2017", "yesterday", "2017-02-03T10:00"] {
            assert_eq!(both(wrong), (None, None), "{wrong}");
        }
    }

    #[test]
    fn days_are_numbers_that_sort() {
        assert_eq!(day_number("2017-02-03"), Some(20_170_203));
        assert_eq!(day_text(20_170_203), "2017-02-03");
        assert_eq!(day_number("soon"), None);
    }
}
