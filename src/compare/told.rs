//! How often is each statement told, where and when: a row a cluster.

use super::clusters::Cluster;
use super::identities::Identities;
use crate::error::Result;
use crate::model::record::ClaimRecord;
use crate::store::{Filter, SourceCount, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A cluster as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClusterRow {
    /// `k-` and 16 hexadecimal digits.
    pub id: String,
    /// The speaker's id.
    pub speaker_id: Option<String>,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// How many claims.
    pub claims: usize,
    /// In how many articles.
    pub articles: usize,
    /// In which outlets, with the number of claims, most first.
    pub sources: Vec<SourceCount>,
    /// In which languages.
    pub languages: Vec<String>,
    /// Day of the first dated article.
    pub first: Option<String>,
    /// Day of the last dated article.
    pub last: Option<String>,
    /// The wording that stands for all: the speaker's own words where an article has them, of those the earliest.
    pub text: String,
    /// The ids of the claims, the earliest first.
    pub members: Vec<String>,
}

#[derive(Default)]
struct Tally {
    /// In order of what tells most: the speaker's own words, the earliest article.
    best: Option<(bool, String, String, String)>,
    speaker: Option<(String, Option<String>)>,
    articles: BTreeSet<String>,
    sources: BTreeMap<Option<String>, usize>,
    languages: BTreeSet<String>,
    days: BTreeSet<String>,
    members: BTreeSet<(String, String)>,
}

/// When an article appeared, as far as it tells; what has no date comes last.
#[must_use]
pub fn published(claim: &ClaimRecord) -> String {
    let article = &claim.article;
    article.published.clone().or_else(|| article.date.clone()).unwrap_or_else(|| "9999".to_owned())
}

/// The name of whoever said these claims, as it is shown.
#[must_use]
pub fn speaker(claims: &[ClaimRecord], identities: &Identities) -> Option<String> {
    claims.iter().find_map(|claim| {
        let name = claim.speaker.known_as()?;
        let person = identities.people.of(name, &claim.article.id);
        Some(person.map_or_else(|| name.to_owned(), |person| person.name.to_string()))
    })
}

impl Tally {
    fn add(&mut self, claim: &ClaimRecord, identities: &Identities) {
        let when = published(claim);
        let told = (!claim.verbatim, when.clone(), claim.id.clone(), claim.text.clone());
        if self.best.as_ref().is_none_or(|best| told < *best) {
            self.best = Some(told);
        }
        if let Some(name) = claim.speaker.known_as() {
            let person = identities.people.of(name, &claim.article.id);
            let named = person.map_or_else(|| (name.to_owned(), None), |p| (p.name.to_string(), Some(p.id.clone())));
            self.speaker.get_or_insert(named);
        }
        self.articles.insert(claim.article.id.clone());
        *self.sources.entry(claim.article.source.clone()).or_default() += 1;
        self.languages.extend(claim.article.language.clone());
        self.days.extend(claim.article.date.clone());
        self.members.insert((when, claim.id.clone()));
    }

    fn row(self, id: String) -> ClusterRow {
        let count = |(source, claims)| SourceCount { source, claims };
        let mut sources: Vec<SourceCount> = self.sources.into_iter().map(count).collect();
        sources.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.source.cmp(&b.source)));
        let (speaker, speaker_id) = self.speaker.map_or((None, None), |(name, id)| (Some(name), id));
        ClusterRow {
            id,
            speaker_id,
            speaker,
            claims: self.members.len(),
            articles: self.articles.len(),
            sources,
            languages: self.languages.into_iter().collect(),
            first: self.days.first().cloned(),
            last: self.days.last().cloned(),
            text: self.best.map(|(_, _, _, text)| text).unwrap_or_default(),
            members: self.members.into_iter().map(|(_, id)| id).collect(),
        }
    }
}

/// The clusters of the claims that a filter lets through, with at least two articles each: the most told first.
///
/// # Errors
/// When the index is damaged.
pub fn rows(store: &Store, identities: &Identities, filter: &Filter) -> Result<Vec<ClusterRow>> {
    let mut tallies: BTreeMap<u64, Tally> = BTreeMap::new();
    for claim in store.claims(filter)? {
        let claim = claim?;
        if let Some(cluster) = identities.clusters.of_claim(&claim.id).filter(|cluster| cluster.articles > 1) {
            tallies.entry(cluster.number).or_default().add(&claim, identities);
        }
    }
    let mut rows: Vec<ClusterRow> =
        tallies.into_iter().map(|(number, tally)| tally.row(Cluster { number, ..Cluster::default() }.id())).collect();
    rows.retain(|row| row.articles > 1);
    rows.sort_by(|a, b| {
        (b.articles, b.claims).cmp(&(a.articles, a.claims)).then_with(|| (&a.first, &a.id).cmp(&(&b.first, &b.id)))
    });
    Ok(rows)
}
