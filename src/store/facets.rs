//! How a selection divides: by speaker, outlet, language, month, and what kind of claims there are. Counted from numbers in memory, without reading
//! a single claim.

use super::Store;
use super::persons::Persons;
use super::selection::Selection;
use crate::error::Result;
use std::collections::BTreeMap;

/// Speakers that are told, those with most claims.
const SPEAKERS: usize = 1_000;

/// How a selection divides. Each list has the most frequent first, months in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Speakers, as their number among [`People::all`](crate::people::People::all): a thousand of them at most.
    pub speakers: Vec<(usize, usize)>,
    /// Claims whose speaker is not named.
    pub unnamed: usize,
    /// Outlets.
    pub sources: Vec<(String, usize)>,
    /// Languages.
    pub languages: Vec<(String, usize)>,
    /// Months of publication, as the number `YYYYMM`.
    pub months: Vec<(u64, usize)>,
    /// How many are machine-translated.
    pub translated: usize,
    /// Direct, indirect, mixed.
    pub kinds: Vec<(String, usize)>,
    /// What speakers do with their claims.
    pub stances: Vec<(String, usize)>,
    /// All.
    pub total: usize,
}

/// Counts by place.
#[derive(Default)]
struct Tally {
    speakers: Vec<usize>,
    unnamed: usize,
    sources: Vec<usize>,
    languages: Vec<usize>,
    months: BTreeMap<u64, usize>,
    translated: usize,
    kinds: Vec<usize>,
    stances: Vec<usize>,
}

impl Store {
    /// Counts a selection; `persons` is who is who in this index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn facets(&self, selection: &Selection, persons: &Persons) -> Result<Facets> {
        let rows = self.documents()?;
        let sources = self.labels(&self.sources, |columns| columns.source.as_ref())?;
        let languages = self.labels(&self.languages, |columns| columns.language.as_ref())?;
        let mut tally = Tally {
            speakers: vec![0; persons.by_name.len()],
            sources: sources.places(),
            languages: languages.places(),
            kinds: vec![0; rows.kinds.len()],
            stances: vec![0; rows.stances.len()],
            ..Tally::default()
        };
        // Documents of one article stand together: most have the month of the one before.
        let mut run = (None, 0);
        for address in selection.addresses() {
            let row = rows.of(address);
            let speaker = row.speaker().map(|name| persons.of(address.segment_ord, name, row.article()));
            tally.unnamed += usize::from(speaker.is_none());
            add(&mut tally.speakers, speaker.flatten());
            add(&mut tally.sources, row.source());
            add(&mut tally.languages, row.language());
            add(&mut tally.kinds, Some(row.kind()));
            add(&mut tally.stances, Some(row.stance()));
            tally.translated += usize::from(row.translated);
            let month = row.day().map(|day| day / 100);
            if month != run.0 {
                tally.month(std::mem::replace(&mut run, (month, 0)));
            }
            run.1 += 1;
        }
        tally.month(run);
        Ok(Facets {
            speakers: speakers(&tally.speakers, persons),
            unnamed: tally.unnamed,
            sources: sources.told(&tally.sources),
            languages: languages.told(&tally.languages),
            months: tally.months.into_iter().collect(),
            translated: tally.translated,
            kinds: most_first(&rows.kinds, &tally.kinds),
            stances: most_first(&rows.stances, &tally.stances),
            total: selection.total(),
        })
    }

    /// What speakers do with the claims of a selection, and nothing else of it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn stances(&self, selection: &Selection) -> Result<Vec<(String, usize)>> {
        let rows = self.documents()?;
        let mut counts = vec![0; rows.stances.len()];
        selection.addresses().for_each(|address| add(&mut counts, Some(rows.of(address).stance())));
        Ok(most_first(&rows.stances, &counts))
    }
}

impl Tally {
    fn month(&mut self, (month, count): (Option<u64>, usize)) {
        if let Some(month) = month {
            *self.months.entry(month).or_default() += count;
        }
    }
}

fn add(counts: &mut [usize], place: Option<usize>) {
    if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
        *count += 1;
    }
}

/// The speakers with most claims, as their number among [`People::all`](crate::people::People::all).
fn speakers(counts: &[usize], persons: &Persons) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    let most = |&(number, count): &(usize, usize)| (std::cmp::Reverse(count), persons.by_name[number]);
    if all.len() > SPEAKERS {
        all.select_nth_unstable_by_key(SPEAKERS, most);
        all.truncate(SPEAKERS);
    }
    all.sort_unstable_by_key(most);
    all
}

fn most_first(names: &[String], counts: &[usize]) -> Vec<(String, usize)> {
    let some = names.iter().zip(counts).filter(|(_, count)| **count > 0);
    let mut counts: Vec<(String, usize)> = some.map(|(name, count)| (name.clone(), *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
