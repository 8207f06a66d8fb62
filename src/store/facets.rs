//! How a selection divides: by speaker, outlet, language, month, and what kind of claims there are. Counted from columns and postings, without reading
//! a single claim.

use super::Store;
use super::columns::Columns;
use super::persons::Persons;
use super::selection::Selection;
use crate::error::Result;
use crate::people::People;
use std::collections::BTreeMap;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED};

/// Speakers that are told, those with most claims.
const SPEAKERS: usize = 1_000;

/// How a selection divides. Each list has the most frequent first, months in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Speakers, as their number among [`People::all`]: a thousand of them at most.
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

/// Postings that are this many times as long as what they are held against are jumped through rather than read.
const JUMP: usize = 16;

#[derive(Default)]
struct Tally {
    /// By their number.
    speakers: Vec<usize>,
    unnamed: usize,
    /// By the number of the label.
    sources: Vec<usize>,
    languages: Vec<usize>,
    months: BTreeMap<u64, usize>,
    translated: usize,
    kinds: BTreeMap<String, usize>,
    stances: BTreeMap<String, usize>,
}

impl Store {
    /// Counts a selection; `people` is who is who in this index, `persons` the same as numbers.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn facets(&self, selection: &Selection, people: &People, persons: &Persons) -> Result<Facets> {
        let sources = self.labels(&self.sources, |columns| columns.source.as_ref())?;
        let languages = self.labels(&self.languages, |columns| columns.language.as_ref())?;
        let mut tally = Tally {
            speakers: vec![0; people.all().len()],
            sources: sources.places(),
            languages: languages.places(),
            ..Tally::default()
        };
        self.by_segment(selection, |segment, docs| {
            let reader = self.searcher.segment_reader(segment);
            let opened = self.columns(segment)?;
            tally.unnamed += persons.count(segment, opened, docs, &mut tally.speakers);
            sources.count(segment, opened.source.as_ref(), docs, &mut tally.sources);
            languages.count(segment, opened.language.as_ref(), docs, &mut tally.languages);
            columns(opened, docs, &mut tally);
            let counted = terms(reader, docs, self.fields.kind, &mut tally.kinds)
                .and_then(|()| terms(reader, docs, self.fields.stance, &mut tally.stances));
            counted.map_err(|error| self.damaged(&error))
        })?;
        Ok(Facets {
            speakers: speakers(&tally.speakers, people),
            unnamed: tally.unnamed,
            sources: sources.told(&tally.sources),
            languages: languages.told(&tally.languages),
            months: tally.months.into_iter().collect(),
            translated: tally.translated,
            kinds: most_first(tally.kinds),
            stances: most_first(tally.stances),
            total: selection.total(),
        })
    }

    /// What speakers do with the claims of a selection, and nothing else of it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn stances(&self, selection: &Selection) -> Result<Vec<(String, usize)>> {
        let mut stances = BTreeMap::new();
        self.by_segment(selection, |segment, docs| {
            terms(self.searcher.segment_reader(segment), docs, self.fields.stance, &mut stances)
                .map_err(|error| self.damaged(&error))
        })?;
        Ok(most_first(stances))
    }

    /// Shows the documents of a selection, segment by segment.
    fn by_segment(&self, selection: &Selection, mut each: impl FnMut(u32, &[DocId]) -> Result<()>) -> Result<()> {
        let addresses: Vec<_> = selection.addresses().collect();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let docs: Vec<DocId> = group.iter().map(|address| address.doc_id).collect();
            each(group[0].segment_ord, &docs)?;
        }
        Ok(())
    }
}

/// The speakers with most claims, as their number among [`People::all`].
fn speakers(counts: &[usize], people: &People) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    let name = |number: usize| &people.all()[number].name;
    let most =
        |a: &(usize, usize), b: &(usize, usize)| b.1.cmp(&a.1).then_with(|| (name(a.0), a.0).cmp(&(name(b.0), b.0)));
    if all.len() > SPEAKERS {
        all.select_nth_unstable_by(SPEAKERS, most);
        all.truncate(SPEAKERS);
    }
    all.sort_unstable_by(most);
    all
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn columns(opened: &Columns, docs: &[DocId], tally: &mut Tally) {
    if let Some(day) = &opened.day {
        // Documents of one article stand together: most have the month of the one before.
        let (mut month, mut count) = (0, 0);
        for own in docs.iter().filter_map(|doc| day.first(*doc)).map(|day| day / 100) {
            if own != month {
                if count > 0 {
                    *tally.months.entry(month).or_default() += count;
                }
                (month, count) = (own, 0);
            }
            count += 1;
        }
        if count > 0 {
            *tally.months.entry(month).or_default() += count;
        }
    }
    if let Some(translated) = &opened.translated {
        tally.translated += docs.iter().filter(|doc| translated.first(**doc) == Some(true)).count();
    }
}

/// For each term of a field, how many of the documents have it.
fn terms(
    reader: &SegmentReader,
    docs: &[DocId],
    field: Field,
    counts: &mut BTreeMap<String, usize>,
) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(field)?;
    let mut bits = vec![0_u64; reader.max_doc() as usize / 64 + 1];
    docs.iter().for_each(|doc| bits[*doc as usize / 64] |= 1 << (doc % 64));
    let mut stream = inverted.terms().stream()?;
    while stream.advance() {
        let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
        let info = stream.value().clone();
        let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        let mut count = 0;
        if docs.len() * JUMP < info.doc_freq as usize {
            for &doc in docs {
                let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                count += usize::from(at == doc);
                if at == TERMINATED {
                    break;
                }
            }
        } else {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                count += usize::from(bits[doc as usize / 64] >> (doc % 64) & 1 == 1);
                doc = postings.advance();
            }
        }
        if count > 0 {
            *counts.entry(term.to_owned()).or_default() += count;
        }
    }
    Ok(())
}
