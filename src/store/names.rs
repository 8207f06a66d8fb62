//! Names that a user types against names that stand in the index: case, accents and the order of words do not matter, and a part will do.

use any_ascii::any_ascii;
use std::collections::BTreeSet;

/// Between a spelling and the name it stands for; a control character, which stands in no name.
const SEPARATOR: char = '\u{1F}';

/// Names less similar than this (Jaro-Winkler, 0..=1) are no suggestion. "Putin" and "Poetin" have 0.82, "Merkel" and "Markle" 0.84.
const NEAR: f64 = 0.8;

/// A spelling and the name it stands for, as one term.
#[must_use]
pub fn spelling(spelling: &str, name: &str) -> String {
    format!("{spelling}{SEPARATOR}{name}")
}

/// The words of a name in lower-case ASCII.
#[must_use]
pub fn words(name: &str) -> BTreeSet<String> {
    any_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// The names one of whose spellings has all the words that were typed.
#[must_use]
pub fn speakers(spellings: &[String], typed: &str) -> Vec<String> {
    let wanted = words(typed);
    let mut names = BTreeSet::new();
    if wanted.is_empty() {
        return Vec::new();
    }
    for term in spellings {
        if let Some((spelling, name)) = term.split_once(SEPARATOR)
            && wanted.is_subset(&words(spelling))
        {
            names.insert(name.to_owned());
        }
    }
    names.into_iter().collect()
}

/// The outlets that are named so; where there is none, those whose names have all the words that were typed.
#[must_use]
pub fn sources(known: &[String], typed: &str) -> Vec<String> {
    let wanted = words(typed);
    let pick = |fits: &dyn Fn(&BTreeSet<String>) -> bool| -> Vec<String> {
        known.iter().filter(|name| fits(&words(name))).cloned().collect()
    };
    let same = pick(&|words| *words == wanted);
    if same.is_empty() && !wanted.is_empty() { pick(&|words| wanted.is_subset(words)) } else { same }
}

/// The known name that is most like the one typed, where one is near.
#[must_use]
pub fn nearest(known: &[String], typed: &str) -> Option<String> {
    let flat = |name: &str| words(name).into_iter().collect::<Vec<_>>().join(" ");
    let wanted = flat(typed);
    let likeness = |name: &String| {
        let whole = strsim::jaro_winkler(&flat(name), &wanted);
        words(name).iter().map(|word| strsim::jaro_winkler(word, &wanted)).fold(whole, f64::max)
    };
    known
        .iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.clone())
}

impl super::Store {
    /// Every canonical name of a speaker.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn speaker_names(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.speaker)
    }

    /// Every outlet.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn source_names(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.source)
    }

    /// Every language.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn languages(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_finds_the_name() {
        let known = [
            spelling("Dmitry Medvedev", "Dmitry Medvedev"),
            spelling("Medvedjev", "Dmitry Medvedev"),
            spelling("Zoë Müller", "Zoë Müller"),
        ];
        for typed in ["medvedev", "MEDVEDEV, Dmitry", "Medvedjev"] {
            assert_eq!(speakers(&known, typed), ["Dmitry Medvedev"], "{typed}");
        }
        assert_eq!(speakers(&known, "zoe muller"), ["Zoë Müller"]);
        assert!(speakers(&known, "Zoë Medvedev").is_empty());
        assert!(speakers(&known, "…").is_empty());
    }

    #[test]
    fn an_outlet_by_its_whole_name_first() {
        let known = ["RT".to_owned(), "RT Deutsch".to_owned(), "The Guardian".to_owned()];
        assert_eq!(sources(&known, "rt"), ["RT"]);
        assert_eq!(sources(&known, "guardian"), ["The Guardian"]);
    }

    #[test]
    fn a_slip_finds_its_neighbour() {
        let known = ["Sean Spicer".to_owned(), "Dmitry Peskov".to_owned()];
        assert_eq!(nearest(&known, "Spiser").as_deref(), Some("Sean Spicer"));
        assert_eq!(nearest(&known, "Xi"), None);
    }
}
