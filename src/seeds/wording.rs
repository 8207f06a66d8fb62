//! What changes a statement when it changes: negation, how sure it is, how much, on which condition; and numbers in words.

use super::Problems;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What is known of one language's wording.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// "not", "never".
    pub negations: FxHashSet<String>,
    /// Words that a negation before them makes no denial: "not only", "no less than".
    pub bounds: FxHashSet<String>,
    /// Words that begin a clause which a negation before them does not reach: "because".
    pub subordinators: FxHashSet<String>,
    /// Words that hold alike parts together, under one negation or each with its own: "and".
    pub coordinators: FxHashSet<String>,
    /// How sure: "may" is 0, "must" the highest.
    pub modality: FxHashMap<String, usize>,
    /// How much of it: "none" is 0, "all" the highest.
    pub scope: FxHashMap<String, usize>,
    /// "if", "unless".
    pub conditions: FxHashSet<String>,
    /// What holds a statement at arm's length: "reportedly", "about".
    pub hedges: FxHashSet<String>,
    /// Rows of words that exclude one another.
    pub apart: Vec<Vec<String>>,
    /// Endings, and those of English words of the same origin.
    pub cognates: Vec<(String, String)>,
    numbers: FxHashMap<String, u64>,
    multipliers: FxHashMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    #[serde(default)]
    negations: String,
    #[serde(default)]
    bounds: String,
    #[serde(default)]
    subordinators: String,
    #[serde(default)]
    coordinators: String,
    #[serde(default)]
    modality: Vec<String>,
    #[serde(default)]
    scope: Vec<String>,
    #[serde(default)]
    conditions: String,
    #[serde(default)]
    hedges: String,
    #[serde(default)]
    cognates: String,
    #[serde(default)]
    apart: Vec<String>,
    #[serde(default)]
    numbers: String,
    #[serde(default)]
    multipliers: String,
}

impl Wording {
    /// Adds a seed file.
    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<WordingFile>(name, text) else { return };
        let words = |list: &str| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.negations.extend(words(&file.negations));
        self.bounds.extend(words(&file.bounds));
        self.subordinators.extend(words(&file.subordinators));
        self.coordinators.extend(words(&file.coordinators));
        self.conditions.extend(words(&file.conditions));
        self.hedges.extend(words(&file.hedges));
        for (levels, rows) in [(&mut self.modality, &file.modality), (&mut self.scope, &file.scope)] {
            for (level, row) in rows.iter().enumerate() {
                levels.extend(words(row).into_iter().map(|word| (word, level)));
            }
        }
        self.apart.extend(file.apart.iter().map(|row| words(row)));
        let endings = file.cognates.split_whitespace().filter_map(|entry| entry.split_once('='));
        self.cognates.extend(endings.map(|(own, english)| (own.to_owned(), english.to_owned())));
        for (values, list) in [(&mut self.numbers, &file.numbers), (&mut self.multipliers, &file.multipliers)] {
            for entry in list.split_whitespace() {
                match entry.split_once('=').and_then(|(word, value)| Some((word, value.parse().ok()?))) {
                    Some((word, value)) => drop(values.insert(word.to_owned(), value)),
                    None => problems.note(name, text, entry, format!("`{entry}`: a number is written as twelve=12")),
                }
            }
        }
    }

    /// The number that a word in small letters stands for: "twelve".
    #[must_use]
    pub fn number(&self, word: &str) -> Option<u64> {
        self.numbers.get(word).copied()
    }

    /// What the number before it is multiplied by: "million".
    #[must_use]
    pub fn multiplier(&self, word: &str) -> Option<u64> {
        self.multipliers.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::seeds::Seeds;

    #[test]
    fn levels_grow_with_how_sure_and_how_much() {
        let languages = &Seeds::built_in().languages;
        let (en, nl) = (&languages["en"].wording, &languages["nl"].wording);
        assert!(en.modality["may"] < en.modality["will"] && nl.modality["kan"] < nl.modality["zal"]);
        assert!(en.scope["some"] < en.scope["all"] && nl.scope["sommige"] < nl.scope["alle"]);
        assert_eq!(
            (en.number("twelve"), nl.number("twaalf"), nl.multiplier("miljoen")),
            (Some(12), Some(12), Some(1_000_000))
        );
    }
}
