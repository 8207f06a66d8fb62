//! The same statement elsewhere: claims of an index by one speaker on one occasion, however they are worded and in whichever language.
//!
//! Clusters are found out from the sketches that the index keeps, all at once: the order of indexing changes nothing. They are kept beside the index until
//! it changes.

use super::candidates::{pairs, shingles};
use super::join::{Edge, Joined};
use super::pair::Judge;
use super::ready::Ready;
use super::sketch::Sketch;
use crate::error::Result;
use crate::model::Wanted;
use crate::model::record::ClaimRecord;
use crate::people::People;
use crate::seeds::Seeds;
use crate::store::{Filter, Member, Store};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::DocAddress;

/// Days that may lie between what somebody without a name is quoted as saying and what somebody with one is.
const UNNAMED_DAYS: i32 = 3;
/// Part of the words that both must have then, and how much these must tell.
const UNNAMED: (f32, f32) = (0.9, 1.1);

/// One cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// A hash of its earliest claim.
    pub number: u64,
    /// The number of its claims' articles, each counted once.
    pub articles: usize,
    /// Its claims' ids as numbers.
    pub claims: Vec<u64>,
    /// Where the index keeps each of them.
    pub(super) addresses: Vec<DocAddress>,
}

impl Cluster {
    /// `k-` and 16 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        format!("k-{:016x}", self.number)
    }
}

/// All clusters of an index.
#[derive(Debug, Default)]
pub struct Clusters {
    pub(super) all: Vec<Cluster>,
    by_claim: FxHashMap<u64, usize>,
}

/// A claim of the index, unpacked when its speaker's turn comes.
struct Row {
    claim: u64,
    published: i32,
    address: DocAddress,
    article: u32,
    /// Who may have said it; nobody known where it is empty.
    speakers: Run,
    sketch: Run,
}

/// A part of what all rows share.
#[derive(Clone, Copy)]
struct Run {
    from: usize,
    length: u32,
}

impl Run {
    fn of<T>(self, all: &[T]) -> &[T] {
        &all[self.from..self.from + self.length as usize]
    }

    /// Adds a run at the end of what all share.
    fn add<T: Copy>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) -> Self {
        let from = all.len();
        all.extend(more);
        Self { from, length: u32::try_from(all.len() - from).unwrap_or(0) }
    }
}

/// What the index holds for comparing.
#[derive(Default)]
struct Collected {
    rows: Vec<Row>,
    bytes: Vec<u8>,
    speakers: Vec<u32>,
}

impl Collected {
    fn sketch(&self, row: usize) -> Option<Sketch> {
        Sketch::from_bytes(self.rows.get(row)?.sketch.of(&self.bytes))
    }

    /// Who may have said it.
    fn speakers(&self, row: usize) -> &[u32] {
        self.rows[row].speakers.of(&self.speakers)
    }

    fn ready(&self, judge: &Judge, rows: &[usize]) -> Vec<Ready> {
        rows.iter().filter_map(|&row| Some(judge.ready(self.sketch(row)?, self.rows[row].article))).collect()
    }
}

impl Clusters {
    /// The clusters of an index whose speakers are `people`.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of(store: &Store, people: &People, seeds: &Seeds) -> Result<Self> {
        let judge = Judge::new(seeds);
        let collected = collect(store, people)?;
        let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for number in 0..collected.rows.len() {
            collected.speakers(number).iter().for_each(|&speaker| groups.entry(speaker).or_default().push(number));
        }
        let groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
        let mut edges: Vec<Edge> =
            groups.par_iter().flat_map_iter(|group| edges_of(&judge, &collected, group)).collect();
        edges.extend(unnamed(&judge, &collected));
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        edges.dedup_by_key(|edge| (edge.a, edge.b));
        let mut joined = Joined::new(collected.rows.len());
        joined.join(edges, |a, b| fit(&judge, &collected, a, b));
        Ok(Self::told(&joined, &collected))
    }

    fn told(joined: &Joined, collected: &Collected) -> Self {
        let mut clusters = Self::default();
        for members in joined.clusters() {
            let rows = members.iter().map(|&number| &collected.rows[number]);
            let articles: FxHashSet<u32> = rows.clone().map(|row| row.article).collect();
            let first = rows.clone().map(|row| (row.published, row.claim)).min().map_or(0, |(_, claim)| claim);
            let hash = u64::from_str_radix(&blake3::hash(&first.to_be_bytes()).to_hex()[..16], 16);
            clusters.add(Cluster {
                number: hash.unwrap_or_default(),
                articles: articles.len(),
                claims: rows.clone().map(|row| row.claim).collect(),
                addresses: rows.map(|row| row.address).collect(),
            });
        }
        clusters
    }

    /// Adds a cluster.
    pub(super) fn add(&mut self, cluster: Cluster) {
        self.by_claim.extend(cluster.claims.iter().map(|&claim| (claim, self.all.len())));
        self.all.push(cluster);
    }

    /// Every cluster, in no order that means anything.
    #[must_use]
    pub fn all(&self) -> &[Cluster] {
        &self.all
    }

    /// Tells in a claim of the index which cluster it belongs to.
    pub fn identify(&self, claim: &mut ClaimRecord) {
        claim.cluster = self.of_claim(&claim.id).map(|cluster| cluster.id());
    }

    /// The cluster of a claim.
    #[must_use]
    pub fn of_claim(&self, id: &str) -> Option<&Cluster> {
        self.by_claim.get(&Sketch::number(id)?).map(|&number| &self.all[number])
    }

    /// The clusters whose id begins so.
    #[must_use]
    pub fn called(&self, id: &str) -> Vec<&Cluster> {
        self.all.iter().filter(|cluster| id.len() > 2 && cluster.id().starts_with(id)).collect()
    }

    /// A filter that lets through the claims of one cluster.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn members(&self, store: &Store, cluster: &Cluster) -> Result<Vec<Member>> {
        store.members(&cluster.addresses)
    }

    /// The claims of a cluster that a filter lets through, in the order of the collection.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn claims(&self, store: &Store, cluster: &Cluster, filter: &Filter) -> Result<Vec<ClaimRecord>> {
        let filter = Filter { members: Some(self.members(store, cluster)?), ..filter.clone() };
        store.claims(&filter)?.collect()
    }
}

/// The claim that the index keeps there.
///
/// # Errors
/// When the index is damaged.
pub(super) fn one(store: &Store, address: DocAddress) -> Result<Option<ClaimRecord>> {
    let everything = Filter { wanted: Wanted::ALL, members: Some(store.members(&[address])?), ..Filter::default() };
    store.claims(&everything)?.next().transpose()
}

/// Everything that is compared, in order of time and of claims' ids.
fn collect(store: &Store, people: &People) -> Result<Collected> {
    let mut collected = Collected::default();
    let mut articles: FxHashMap<Arc<str>, u32> = FxHashMap::default();
    let by_name: FxHashMap<&Arc<str>, u32> =
        people.all().iter().zip(0..).map(|(person, number)| (&person.name, number)).collect();
    store.sketches(|found| {
        let next = u32::try_from(articles.len()).unwrap_or(u32::MAX);
        let article = *articles.entry(Arc::clone(found.article)).or_insert(next);
        let number = found.name.and_then(|name| people.number(name, found.article));
        // A surname that may be one of several is each of them until the words decide.
        let candidates = number.map_or(&[][..], |number| &people.all()[number].candidates);
        let own = number.and_then(|number| u32::try_from(number).ok());
        let Some(sketch) = Sketch::from_bytes(found.bytes) else { return };
        let speakers = own.into_iter().chain(candidates.iter().filter_map(|name| by_name.get(name).copied()));
        let published = sketch.published.unwrap_or(i32::MIN);
        collected.rows.push(Row {
            claim: sketch.claim,
            published,
            address: found.address,
            article,
            speakers: Run::add(&mut collected.speakers, speakers),
            sketch: Run::add(&mut collected.bytes, found.bytes.iter().copied()),
        });
    })?;
    collected.rows.sort_by_key(|row| (row.published, row.claim));
    Ok(collected)
}

/// The pairs of one speaker that are one statement.
fn edges_of(judge: &Judge, collected: &Collected, group: &[usize]) -> Vec<Edge> {
    let ready = collected.ready(judge, group);
    if ready.len() != group.len() {
        return Vec::new();
    }
    let judged = pairs(&ready).into_iter().filter_map(|(a, b)| {
        let odds = judge.one(&ready[a], &ready[b])?;
        Some(Edge { odds, a: group[a], b: group[b] })
    });
    judged.collect()
}

/// How sure two claims are one statement; nothing where one excludes the other, or no one speaker may have said both.
fn fit(judge: &Judge, collected: &Collected, a: usize, b: usize) -> Option<f32> {
    let (x, y) = (collected.speakers(a), collected.speakers(b));
    let one_speaker = x.is_empty() || y.is_empty() || x.iter().any(|speaker| y.contains(speaker));
    let ready = collected.ready(judge, &[a, b]);
    let [first, second] = &ready[..] else { return None };
    let verdict = judge.judge(first, second);
    (one_speaker && !verdict.conflict).then_some(verdict.odds)
}

/// What somebody without a name said in the words of somebody else, within a few days.
fn unnamed(judge: &Judge, collected: &Collected) -> Vec<Edge> {
    let mut by_shingle: Vec<(u64, usize)> = Vec::new();
    for (number, _) in collected.rows.iter().enumerate() {
        let tokens = collected.sketch(number).map(|sketch| sketch.tokens).unwrap_or_default();
        by_shingle.extend(shingles(&tokens).into_iter().map(|hash| (hash, number)));
    }
    by_shingle.sort_unstable();
    let mut edges = Vec::new();
    for run in by_shingle.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, number)) in run.iter().enumerate() {
            // Of what is said again and again, the nearest in time.
            for &(_, other) in &run[at.saturating_sub(8)..at] {
                if collected.speakers(number).is_empty() || collected.speakers(other).is_empty() {
                    let ready = collected.ready(judge, &[other, number]);
                    let [a, b] = &ready[..] else { continue };
                    let features = judge.features(a, b);
                    let near = a.gap(b).is_some_and(|days| days <= UNNAMED_DAYS);
                    let verdict = judge.judge(a, b);
                    if near && features[2] >= UNNAMED.0 && features[6] >= UNNAMED.1 && !verdict.conflict {
                        edges.push(Edge { odds: verdict.odds.min(judge.threshold()), a: other, b: number });
                    }
                }
            }
        }
    }
    edges
}
