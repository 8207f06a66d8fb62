//! Words for times in one language: days, months, and what "yesterday" and "last week" are.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Deserialize;

use super::Problems;

/// A length of time that a calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Words for times.
#[derive(Debug, Default)]
pub struct Times {
    weekdays: FxHashMap<String, i8>,
    months: FxHashMap<String, i8>,
    units: FxHashMap<String, Unit>,
    numbers: FxHashMap<String, i32>,
    parts: Vec<String>,
    leads: FxHashSet<String>,
    previous: FxHashSet<String>,
    coming: FxHashSet<String>,
    ago: FxHashSet<String>,
    before_that: FxHashSet<String>,
    inside: FxHashSet<String>,
    /// Phrases in small letters by their first word, longest first.
    phrases: FxHashMap<String, Vec<TimePhrase>>,
}

/// A fixed expression of time.
#[derive(Clone, Debug)]
pub struct TimePhrase {
    /// Its words, in small letters.
    pub words: Vec<String>,
    /// What it counts in.
    pub unit: Unit,
    /// How many of them it is away from the article's.
    pub away: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesFile {
    weekdays: Vec<String>,
    months: Vec<String>,
    #[serde(default)]
    units: BTreeMap<String, Unit>,
    #[serde(default)]
    numbers: String,
    #[serde(default)]
    parts: String,
    #[serde(default)]
    leads: String,
    #[serde(default)]
    previous: String,
    #[serde(default)]
    coming: String,
    #[serde(default)]
    ago: String,
    #[serde(default)]
    before_that: String,
    #[serde(default)]
    inside: String,
    #[serde(default)]
    phrase: Vec<PhraseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    texts: Vec<String>,
    unit: Unit,
    away: i32,
}

impl Times {
    /// The weekday that a word names, Monday being 1; a part of the day may be written to it ("maandagavond").
    #[must_use]
    pub fn weekday(&self, word: &str) -> Option<i8> {
        let find = |w: &str| self.weekdays.get(w).copied();
        find(word).or_else(|| self.parts.iter().find_map(|p| word.strip_suffix(p.as_str()).and_then(find)))
    }

    /// The phrases that begin with a word, longest first.
    pub fn phrases_from(&self, word: &str) -> impl Iterator<Item = &TimePhrase> {
        self.phrases.get(word).into_iter().flatten()
    }

    /// The month that a word names, January being 1.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word).copied()
    }

    /// The unit that a word names.
    #[must_use]
    pub fn unit(&self, word: &str) -> Option<Unit> {
        self.units.get(word).copied()
    }

    /// The number that a word or its digits tell.
    #[must_use]
    pub fn number(&self, word: &str) -> Option<i32> {
        self.numbers.get(word).copied().or_else(|| (word.len() <= 2).then(|| word.parse().ok())?)
    }

    /// True for a part of the day ("morning").
    #[must_use]
    pub fn is_part(&self, word: &str) -> bool {
        self.parts.iter().any(|p| p == word)
    }

    /// True for a word that may open an expression of time ("on").
    #[must_use]
    pub fn is_lead(&self, word: &str) -> bool {
        self.leads.contains(word)
    }

    /// True for "last", before a day.
    #[must_use]
    pub fn is_previous(&self, word: &str) -> bool {
        self.previous.contains(word)
    }

    /// True for "next", before a day: nothing was said on it yet.
    #[must_use]
    pub fn is_coming(&self, word: &str) -> bool {
        self.coming.contains(word)
    }

    /// True for "ago".
    #[must_use]
    pub fn is_ago(&self, word: &str) -> bool {
        self.ago.contains(word)
    }

    /// True for "earlier", behind "two days": it is counted from something told before.
    #[must_use]
    pub fn is_before_that(&self, word: &str) -> bool {
        self.before_that.contains(word)
    }

    /// True for "the" and "of", in "the 2nd of May".
    #[must_use]
    pub fn is_inside(&self, word: &str) -> bool {
        self.inside.contains(word)
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<TimesFile>(name, text) else { return };
        for (list, into, count) in [(&file.weekdays, &mut self.weekdays, 7), (&file.months, &mut self.months, 12)] {
            if list.len() != count {
                problems.note(
                    name,
                    text,
                    &list.first().cloned().unwrap_or_default(),
                    format!("{count} entries are needed"),
                );
            }
            for (words, number) in list.iter().zip(1..) {
                into.extend(words.split_whitespace().map(|w| (w.to_owned(), number)));
            }
        }
        self.units.extend(file.units);
        self.numbers.extend(file.numbers.split_whitespace().map(str::to_owned).zip(1..));
        let own = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.parts.extend(own(&file.parts));
        self.leads.extend(own(&file.leads));
        self.previous.extend(own(&file.previous));
        self.coming.extend(own(&file.coming));
        self.ago.extend(own(&file.ago));
        self.before_that.extend(own(&file.before_that));
        self.inside.extend(own(&file.inside));
        for entry in file.phrase {
            for words in entry.texts.iter().map(|t| own(t)) {
                let Some(first) = words.first() else { continue };
                let list = self.phrases.entry(first.clone()).or_default();
                let place = list.partition_point(|p| p.words.len() >= words.len());
                list.insert(place, TimePhrase { words, unit: entry.unit, away: entry.away });
            }
        }
    }
}
