//! What a speaker said over time: claims by date and outlet, and pairs of claims that may contradict each other. Candidates, never verdicts.

use super::candidates::pairs;
use super::identities::Identities;
use super::pair::Judge;
use super::ready::Ready;
use super::sketch::Sketcher;
use super::told::published;
use crate::error::Result;
use crate::model::record::ClaimRecord;
use crate::seeds::Seeds;
use crate::store::{Filter, Store};
use serde::Serialize;
use std::collections::BTreeMap;

/// Pairs in tension that are shown.
const MOST: usize = 20;

/// One claim on the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The claim's id.
    pub id: String,
    /// Day of publication; null where the article has none.
    pub date: Option<String>,
    /// The outlet; null where the article does not tell.
    pub source: Option<String>,
    /// What was said.
    pub text: String,
    /// The same statement elsewhere.
    pub cluster: Option<String>,
}

/// Two claims that may contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tension {
    /// The earlier one.
    pub earlier: Point,
    /// The later one.
    pub later: Point,
}

/// A speaker's claims over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// Who was asked for.
    pub speaker: String,
    /// The names that claims have.
    pub names: Vec<String>,
    /// In order of time; those without a date come last.
    pub claims: Vec<Point>,
    /// Candidates for a contradiction: much the same words, but a negation in one of them, a denial, a word and its opposite.
    pub tensions: Vec<Tension>,
}

impl Timeline {
    /// The timeline of the claims that a filter for a speaker lets through.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of(store: &Store, identities: &Identities, seeds: &Seeds, speaker: &str, filter: &Filter) -> Result<Self> {
        let mut claims = store.claims(filter)?.collect::<Result<Vec<ClaimRecord>>>()?;
        claims.iter_mut().for_each(|claim| identities.identify(claim));
        claims.sort_by_key(|claim| (published(claim), claim.id.clone()));
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        claims
            .iter()
            .filter_map(|claim| claim.speaker.known_as())
            .for_each(|name| *names.entry(name).or_default() += 1);
        let mut names: Vec<(&str, usize)> = names.into_iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(Self {
            speaker: speaker.to_owned(),
            names: names.into_iter().map(|(name, _)| name.to_owned()).collect(),
            tensions: opposed(&claims, seeds)
                .into_iter()
                .map(|(a, b)| Tension { earlier: point(&claims[a]), later: point(&claims[b]) })
                .collect(),
            claims: claims.iter().map(point).collect(),
        })
    }

    /// How many claims each outlet has on each day or in each month (`digits` of the date), the outlets by their claims.
    #[must_use]
    pub fn by_outlet(&self, digits: usize) -> Vec<(String, BTreeMap<String, usize>)> {
        let mut rows: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
        for claim in &self.claims {
            let Some(when) = claim.date.as_deref().and_then(|date| date.get(..digits)) else { continue };
            let outlet = claim.source.as_deref().unwrap_or("(unknown)");
            *rows.entry(outlet).or_default().entry(when.to_owned()).or_default() += 1;
        }
        let mut rows: Vec<_> = rows.into_iter().map(|(outlet, counts)| (outlet.to_owned(), counts)).collect();
        rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.values().sum::<usize>()));
        rows
    }
}

fn point(claim: &ClaimRecord) -> Point {
    Point {
        id: claim.id.clone(),
        date: claim.article.date.clone(),
        source: claim.article.source.clone(),
        text: claim.text.clone(),
        cluster: claim.cluster.clone(),
    }
}

/// Pairs of one speaker's claims, given in order of time, that may contradict each other: the likeliest first, each pair of clusters once.
#[must_use]
pub fn opposed(claims: &[ClaimRecord], seeds: &Seeds) -> Vec<(usize, usize)> {
    let (judge, mut sketcher) = (Judge::new(seeds), Sketcher::new(seeds));
    let sketched = claims
        .iter()
        .enumerate()
        .zip(0..)
        .filter_map(|((at, claim), article)| Some((at, judge.ready(sketcher.sketch(claim)?, article))));
    let (numbers, ready): (Vec<usize>, Vec<Ready>) = sketched.unzip();
    let mut found: Vec<(f32, (usize, usize))> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for (a, b) in pairs(&ready) {
        if let Some(odds) = judge.opposed(&ready[a], &ready[b]) {
            let name = |at: usize| {
                let claim: &ClaimRecord = &claims[numbers[at]];
                claim.cluster.as_ref().unwrap_or(&claim.id).clone()
            };
            if known.insert((name(a), name(b))) {
                found.push((odds, (numbers[a], numbers[b])));
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0));
    found.into_iter().take(MOST).map(|(_, pair)| pair).collect()
}
