//! How a statement's wording drifts: its variants by date, each against the wording that stands for all, and what of the differences matters.

use super::difference::{Run, difference};
use super::told::published;
use super::wording::words;
use crate::model::record::ClaimRecord;
use crate::seeds::{Seeds, Wording};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Matter {
    /// "not" appears or is gone.
    Negation,
    /// How sure it is: "may" has become "will".
    Modality,
    /// How much of it: "some" has become "all".
    Scope,
    /// "if" is gone, or new.
    Condition,
    /// "reportedly", "about".
    Hedge,
    /// Another figure.
    Number,
}

impl Matter {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Modality => "modality",
            Self::Scope => "scope",
            Self::Condition => "condition",
            Self::Hedge => "hedge",
            Self::Number => "number",
        }
    }
}

/// A change that matters: words of the reference, and what stands for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is about.
    pub matter: Matter,
    /// What the reference has.
    pub from: Vec<String>,
    /// What this wording has.
    pub to: Vec<String>,
}

/// One wording.
#[derive(Clone, Debug, Serialize)]
pub struct Variant {
    /// The claim.
    pub claim: ClaimRecord,
    /// True for the one that appeared first; of several with one date all are.
    pub earliest: bool,
    /// True for the wording that the others of its language are held against.
    pub reference: bool,
    /// Word by word, from the reference to this one; empty for the reference, and for a variant in a language that has none.
    pub difference: Vec<Run>,
    /// What of it matters.
    pub changes: Vec<Change>,
    /// Outlets of other variants that its sentence names.
    pub cites: Vec<String>,
}

/// A statement in all its wordings.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The cluster's id.
    pub cluster: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// The earliest first.
    pub variants: Vec<Variant>,
}

/// Compares the claims of a cluster.
#[must_use]
pub fn compare(cluster: &str, speaker: Option<String>, mut claims: Vec<ClaimRecord>, seeds: &Seeds) -> Comparison {
    claims.sort_by_key(|claim| (published(claim), claim.id.clone()));
    let mut references: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for (number, claim) in claims.iter().enumerate() {
        let best = references.entry(claim.article.language.clone()).or_insert(number);
        // The speaker's own words, of those the fullest, of equals the earliest.
        let worth = |claim: &ClaimRecord| (claim.verbatim, !claim.article.translated, words(&claim.text).len());
        if worth(claim) > worth(&claims[*best]) {
            *best = number;
        }
    }
    let first = claims.iter().map(published).min().unwrap_or_default();
    let sources: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.article.source.as_deref()).collect();
    let variants = claims.iter().enumerate().map(|(number, claim)| {
        let reference = references.get(&claim.article.language).copied().unwrap_or(number);
        let own = reference == number;
        let (difference, changes) =
            if own { (Vec::new(), Vec::new()) } else { against(&claims[reference], claim, seeds) };
        Variant {
            earliest: published(claim) == first && claim.article.date.is_some(),
            reference: own,
            difference,
            changes,
            cites: cited(claim, &sources),
            claim: claim.clone(),
        }
    });
    Comparison { cluster: cluster.to_owned(), speaker, variants: variants.collect() }
}

/// One wording against another of the same language: word by word, and what of it matters. Nothing where the languages differ.
#[must_use]
pub fn against(reference: &ClaimRecord, claim: &ClaimRecord, seeds: &Seeds) -> (Vec<Run>, Vec<Change>) {
    if reference.article.language != claim.article.language {
        return (Vec::new(), Vec::new());
    }
    let language = claim.article.language.as_ref().and_then(|code| seeds.languages.get(code));
    let changes = language.map(|language| changes(&reference.text, &claim.text, &language.wording));
    (told(&reference.text, &claim.text), changes.unwrap_or_default())
}

/// Empty where both have the same words.
fn told(reference: &str, text: &str) -> Vec<Run> {
    let (runs, _) = difference(&words(text), &words(reference));
    if matches!(runs[..], [Run::Same(_)]) { Vec::new() } else { runs }
}

/// Outlets whose names stand in the claim's sentence, its own aside.
fn cited(claim: &ClaimRecord, sources: &BTreeSet<&str>) -> Vec<String> {
    let around = format!(" {} ", words(&claim.sentence.text).join(" "));
    let is_named = |source: &&&str| {
        Some(**source) != claim.article.source.as_deref() && around.contains(&format!(" {} ", words(source).join(" ")))
    };
    sources.iter().filter(is_named).map(|source| (*source).to_owned()).collect()
}

/// What a change of wording changes in the statement.
fn changes(reference: &str, text: &str, wording: &Wording) -> Vec<Change> {
    let small = |text: &str| words(text).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let (before, after) = (small(reference), small(text));
    let mut changes = Vec::new();
    let mut note = |matter, holds: &dyn Fn(&str) -> Option<usize>| {
        let levels = |words: &[String]| words.iter().filter_map(|word| holds(word)).collect::<BTreeSet<_>>();
        let (had, has) = (levels(&before), levels(&after));
        if had == has {
            return;
        }
        let only = |words: &[String], other: &BTreeSet<usize>| -> Vec<String> {
            words.iter().filter(|word| holds(word).is_some_and(|level| !other.contains(&level))).cloned().collect()
        };
        changes.push(Change { matter, from: only(&before, &has), to: only(&after, &had) });
    };
    note(Matter::Negation, &|word| wording.negations.contains(word).then_some(0));
    note(Matter::Modality, &|word| wording.modality.get(word).copied());
    note(Matter::Scope, &|word| wording.scope.get(word).copied().filter(|_| !wording.negations.contains(word)));
    note(Matter::Condition, &|word| wording.conditions.contains(word).then_some(0));
    note(Matter::Hedge, &|word| wording.hedges.contains(word).then_some(0));
    let figures = |words: &[String]| -> BTreeSet<String> {
        let is_figure = |word: &&String| word.contains(|c: char| c.is_ascii_digit()) || wording.number(word).is_some();
        words.iter().filter(is_figure).cloned().collect()
    };
    let value = |word: &String| wording.number(word).map_or_else(|| word.clone(), |value| value.to_string());
    let values = |words: &BTreeSet<String>| words.iter().map(value).collect::<BTreeSet<_>>();
    let (had, has) = (figures(&before), figures(&after));
    let (from, to) = (values(&had), values(&has));
    if from != to {
        let only = |all: BTreeSet<String>, other: &BTreeSet<String>| {
            all.into_iter().filter(|word| !other.contains(&value(word))).collect()
        };
        changes.push(Change { matter: Matter::Number, from: only(had, &to), to: only(has, &from) });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(reference: &str, text: &str) -> Vec<(Matter, String, String)> {
        let wording = &Seeds::built_in().languages["en"].wording;
        let told = |change: Change| (change.matter, change.from.join(" "), change.to.join(" "));
        changes(reference, text, wording).into_iter().map(told).collect()
    }

    #[test]
    fn what_matters_is_called_by_its_name() {
        let told = |matter, from: &str, to: &str| vec![(matter, from.to_owned(), to.to_owned())];
        assert_eq!(of("We may close the quay", "the quay will close"), told(Matter::Modality, "may", "will"));
        assert_eq!(of("It was never a punishment", "it was a punishment"), told(Matter::Negation, "never", ""));
        assert_eq!(of("some boats lack papers", "all boats lack papers"), told(Matter::Scope, "some", "all"));
        assert_eq!(of("I go if they pay", "I go"), told(Matter::Condition, "if", ""));
        assert_eq!(of("We lost 40 boats", "they lost fifty boats"), told(Matter::Number, "40", "fifty"));
        assert_eq!(of("We lost 40 boats", "they lost forty boats"), []);
        assert_eq!(of("The quay is shut", "the quay was shut"), []);
    }
}
