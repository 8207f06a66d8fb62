//! Files that are not read, counted by the endings of their names: whoever keeps half of the articles as PDF should hear of it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Letters of the longest ending; what is longer is part of a name.
const LONGEST: usize = 10;
/// Endings that say little without what stands before them.
const OUTER: [&str; 3] = [".gz", ".zst", ".json"];

/// How many files there are of each ending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Endings(BTreeMap<String, usize>);

impl Endings {
    /// Counts a file of this name.
    pub fn count(&mut self, name: &str) {
        *self.0.entry(ending(&name.to_lowercase())).or_default() += 1;
    }

    /// Counts the files of others too.
    pub fn add(&mut self, others: &Self) {
        for (ending, files) in &others.0 {
            *self.0.entry(ending.clone()).or_default() += files;
        }
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.0.values().sum()
    }

    /// True when there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each ending, without its dot, with the number of files: most files first, then by ending; `None` for files without one.
    #[must_use]
    pub fn most_first(&self) -> Vec<(Option<&str>, usize)> {
        let mut all: Vec<_> =
            self.0.iter().map(|(ending, files)| (Some(ending.as_str()).filter(|e| !e.is_empty()), *files)).collect();
        all.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| (a.is_none(), a).cmp(&(b.is_none(), b))));
        all
    }
}

/// The ending of a name in small letters, without its dot; empty where it has none.
fn ending(name: &str) -> String {
    let split = |name: &str| {
        let (stem, ending) = name.rsplit_once('.')?;
        let fits =
            !stem.is_empty() && (1..=LONGEST).contains(&ending.len()) && ending.chars().all(char::is_alphanumeric);
        fits.then(|| ending.to_owned())
    };
    for outer in OUTER {
        if let Some(inner) = name.strip_suffix(outer).and_then(split) {
            return inner + outer;
        }
    }
    split(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_an_ending_or_none() {
        for (name, expected) in [
            ("a.pdf", "pdf"),
            ("a.b.docx", "docx"),
            ("a.tar.gz", "tar.gz"),
            ("a.gz", "gz"),
            ("a.meta.json", "meta.json"),
            ("readme", ""),
            (".profile", ""),
            ("a.", ""),
            ("mr. smith goes", ""),
            ("a.endlessending", ""),
        ] {
            assert_eq!(ending(name), expected, "{name}");
        }
    }

    #[test]
    fn most_files_come_first() {
        let mut endings = Endings::default();
        for name in ["b", "a.png", "A.PNG", "x.doc", "y.csv"] {
            endings.count(name);
        }
        let mut twice = endings.clone();
        twice.add(&endings);
        assert_eq!(endings.most_first(), [(Some("png"), 2), (Some("csv"), 1), (Some("doc"), 1), (None, 1)]);
        assert_eq!((endings.files(), twice.files()), (5, 10));
    }
}
