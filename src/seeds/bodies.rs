//! What a ministry, an agency or a union of states is called in several ways, and in which words its country stands.

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Deserialize;

use super::Problems;
use super::folded::fold;

/// What is known of bodies' names.
#[derive(Debug, Default)]
pub struct Bodies {
    small: FxHashSet<String>,
    after_somebody: FxHashSet<String>,
    offices: FxHashSet<String>,
    /// Names in folded words, the longest first, and what they come down to.
    same: Vec<(Vec<String>, String)>,
    countries: FxHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodiesFile {
    #[serde(default)]
    small: String,
    #[serde(default)]
    after_somebody: String,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    countries: Vec<String>,
}

impl Bodies {
    /// What a body's name comes down to, whatever the language and the order of its words; `None` for an office that every country has one of, where no
    /// country is told.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<String> {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let (mut parts, mut rest) = (Vec::new(), &words[..]);
        while let Some(word) = rest.first() {
            let found =
                self.same.iter().find(|(name, _)| rest.len() >= name.len() && name.iter().eq(&rest[..name.len()]));
            if let Some((name, means)) = found {
                parts.push(means.clone());
                rest = &rest[name.len()..];
                continue;
            }
            rest = &rest[1..];
            if !self.small.contains(*word) {
                parts.push(self.countries.get(*word).cloned().unwrap_or_else(|| (*word).to_owned()));
            }
        }
        parts.sort_unstable();
        (parts.iter().any(|part| !self.offices.contains(part))).then(|| parts.join("+"))
    }

    /// True for a word that tells of which country something is.
    #[must_use]
    pub fn is_country(&self, word: &str) -> bool {
        self.countries.contains_key(&fold(word))
    }

    /// True for the small words inside names of bodies, which a short form may leave out.
    #[must_use]
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// True for the name of what is called after somebody: "Ann Brand Foundation".
    #[must_use]
    pub fn is_after_somebody(&self, name: &str) -> bool {
        let folded = fold(name);
        folded.rsplit_once(' ').is_some_and(|(_, last)| self.after_somebody.contains(last))
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<BodiesFile>(name, text) else { return };
        self.small.extend(file.small.split_whitespace().map(fold));
        self.after_somebody.extend(file.after_somebody.split_whitespace().map(fold));
        self.offices.extend(file.offices.iter().map(|office| fold(office)));
        for line in &file.same {
            let mut names = line.split('=').map(fold).filter(|name| !name.is_empty());
            let Some(first) = names.next() else { continue };
            for name in std::iter::once(first.clone()).chain(names) {
                self.same.push((name.split(' ').map(str::to_owned).collect(), first.clone()));
            }
        }
        self.same.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        for line in &file.countries {
            let words: Vec<String> = line.split_whitespace().map(fold).collect();
            if let Some(first) = words.first() {
                self.countries.extend(words.iter().map(|word| (word.clone(), first.clone())));
            }
        }
    }
}
