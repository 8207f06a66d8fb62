//! Who speaks, how often, where and when: counted from columns, without reading a single claim.

use super::days::day_text;
use super::hits::All;
use super::strings::Strings;
use super::{Duplicates, Filter, Store};
use crate::error::Result;
use crate::people::{People, Person};
use crate::seeds;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpeakerRow {
    /// The same in every article of the index.
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// The names that the claims have, the most frequent first.
    pub spellings: Vec<String>,
    /// Who a surname alone may be, where the articles leave several.
    pub candidates: Vec<String>,
    /// Person, organisation, …: what most of the claims say.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many claims.
    pub claims: usize,
    /// In how many articles.
    pub articles: usize,
    /// How many of them are left where one stands for all its copies.
    pub stories: usize,
    /// In which outlets, with the number of claims, most first.
    pub sources: Vec<SourceCount>,
    /// Day of the first dated article.
    pub first: Option<String>,
    /// Day of the last dated article.
    pub last: Option<String>,
}

/// Claims in one outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceCount {
    /// The outlet; null where the articles do not tell.
    pub source: Option<String>,
    /// How many claims.
    pub claims: usize,
}

/// All speakers, and the claims that nobody is named for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Most claims first, then by name.
    pub rows: Vec<SpeakerRow>,
    /// Claims whose text does not tell who spoke.
    pub unnamed: usize,
}

#[derive(Default)]
struct Tally {
    claims: usize,
    kinds: BTreeMap<Arc<str>, usize>,
    spellings: BTreeMap<Arc<str>, usize>,
    articles: BTreeSet<Arc<str>>,
    sources: BTreeMap<Option<Arc<str>>, usize>,
    days: Option<(u64, u64)>,
}

impl Store {
    /// Who speaks in the claims that a filter lets through. A speaker is one row, however the articles spell the name ([`crate::people`]).
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn speakers(&self, filter: &Filter, known: &seeds::Speakers) -> Result<Speakers> {
        let people = self.people(known)?;
        self.speakers_of(filter, &people)
    }

    /// The same, where it is known who is who.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn speakers_of(&self, filter: &Filter, people: &People) -> Result<Speakers> {
        let mut addresses = self.matching(&*self.claims_query(filter)?, All)?;
        if filter.collapse {
            addresses = self.collapsed(addresses)?.0;
        }
        addresses.sort_unstable();
        let duplicates = self.duplicates()?;
        let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
        let mut unnamed = 0;
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let docs = group.iter().map(|address| address.doc_id);
            unnamed +=
                self.count(group[0].segment_ord, docs, people, &mut tallies).map_err(|error| self.damaged(&error))?;
        }
        let mut rows: Vec<SpeakerRow> =
            tallies.into_iter().map(|(number, tally)| tally.row(&people.all()[number], duplicates)).collect();
        rows.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
        Ok(Speakers { rows, unnamed })
    }

    /// Counts one segment's claims; gives the number of those without a name.
    fn count(
        &self,
        segment: u32,
        docs: impl Iterator<Item = u32>,
        people: &People,
        tallies: &mut BTreeMap<usize, Tally>,
    ) -> tantivy::Result<usize> {
        let fast = self.searcher.segment_reader(segment).fast_fields();
        let strings = |name: &str| fast.str(name).map(Strings::new);
        let mut speaker = strings("speaker")?;
        let mut kind = strings("speaker_type")?;
        let mut source = strings("source")?;
        let mut article = strings("article")?;
        let day = fast.column_opt::<u64>("day")?;
        let mut unnamed = 0;
        for doc in docs {
            let Some(name) = speaker.of(doc)? else {
                unnamed += 1;
                continue;
            };
            let there = article.of(doc)?.unwrap_or_default();
            let Some(number) = people.number(&name, &there) else { continue };
            let tally = tallies.entry(number).or_default();
            *tally.spellings.entry(name).or_default() += 1;
            tally.claims += 1;
            *tally.sources.entry(source.of(doc)?).or_default() += 1;
            if let Some(kind) = kind.of(doc)? {
                *tally.kinds.entry(kind).or_default() += 1;
            }
            tally.articles.insert(there);
            if let Some(day) = day.as_ref().and_then(|day| day.first(doc)) {
                let (first, last) = tally.days.unwrap_or((day, day));
                tally.days = Some((first.min(day), last.max(day)));
            }
        }
        Ok(unnamed)
    }
}

impl Tally {
    fn row(self, person: &Person, duplicates: &Duplicates) -> SpeakerRow {
        let grouped: Vec<usize> = self.articles.iter().filter_map(|id| duplicates.group(id)).collect();
        let groups: BTreeSet<usize> = grouped.iter().copied().collect();
        let kind = self.kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(*kind)));
        let mut sources: Vec<SourceCount> = self
            .sources
            .iter()
            .map(|(source, claims)| SourceCount { source: source.as_deref().map(ToOwned::to_owned), claims: *claims })
            .collect();
        sources.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.source.cmp(&b.source)));
        let mut spellings: Vec<_> = self.spellings.into_iter().collect();
        spellings.sort_by_key(|(_, claims)| std::cmp::Reverse(*claims));
        SpeakerRow {
            id: person.id.clone(),
            name: person.name.to_string(),
            spellings: spellings.into_iter().map(|(name, _)| name.to_string()).collect(),
            candidates: person.candidates.iter().map(ToString::to_string).collect(),
            kind: kind.map_or("unknown", |(kind, _)| kind).to_owned(),
            claims: self.claims,
            articles: self.articles.len(),
            stories: self.articles.len() - grouped.len() + groups.len(),
            sources,
            first: self.days.map(|(first, _)| day_text(first)),
            last: self.days.map(|(_, last)| day_text(last)),
        }
    }
}
