//! Month and weekday names, and how a language writes dates in figures (`<lang>/dates.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problems, file};

/// How `02/03/17` is read where nothing else tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumericOrder {
    /// The second of March.
    DayFirst,
    /// The third of February.
    MonthFirst,
    /// Both are in use: only what reads one way alone is a date.
    #[default]
    Unclear,
}

/// The date words of one language; all of them lower case.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// Name or abbreviation → 1..=12.
    pub months: BTreeMap<String, u8>,
    /// Name or abbreviation → 1 (Monday) ..=7.
    pub weekdays: BTreeMap<String, u8>,
    /// How figures are read.
    pub numeric: NumericOrder,
    /// Words that may stand in a date ("of", "at").
    pub fillers: Vec<String>,
    /// What may stand behind a day's number ("st").
    pub ordinals: Vec<String>,
    /// Words around a time ("uur", "GMT").
    pub clock: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    #[serde(default)]
    numeric: NumericOrder,
    #[serde(default)]
    fillers: Vec<String>,
    #[serde(default)]
    ordinals: Vec<String>,
    #[serde(default)]
    clock: Vec<String>,
}

impl Dates {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        let before = problems.0.len();
        let raw: Raw = file::read(name, text, problems);
        if problems.0.len() > before {
            return Self::default();
        }
        for (key, list, wanted) in [("months", &raw.months, 12), ("weekdays", &raw.weekdays, 7)] {
            if list.len() != wanted {
                let at = text.find(key).unwrap_or(0);
                file::report(
                    name,
                    text,
                    at,
                    &format!("{key}: expected {wanted} lists, found {}", list.len()),
                    problems,
                );
            }
        }
        Self {
            months: numbered(&raw.months),
            weekdays: numbered(&raw.weekdays),
            numeric: raw.numeric,
            fillers: raw.fillers,
            ordinals: raw.ordinals,
            clock: raw.clock,
        }
    }
}

fn numbered(lists: &[Vec<String>]) -> BTreeMap<String, u8> {
    (1u8..).zip(lists).flat_map(|(n, names)| names.iter().map(move |name| (name.to_lowercase(), n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_it_is_wrong() {
        let mut problems = Problems::default();
        let _ = Dates::parse("xx/dates.toml", "months = [[\"jan\"]]\nweekdays = []\n", &mut problems);
        let said: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "xx/dates.toml:1:1: months: expected 12 lists, found 1",
                "xx/dates.toml:2:1: weekdays: expected 7 lists, found 0"
            ]
        );
    }
}
