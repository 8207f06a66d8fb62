//! How a selection divides: by speaker, outlet, language, month, and what kind of claims there are. Counted from columns and postings, without reading
//! a single claim.

use super::Store;
use super::selection::Selection;
use crate::error::Result;
use crate::people::People;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::columnar::StrColumn;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED};

/// How a selection divides. Each list has the most frequent first, months in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Speakers, as their number among [`People::all`].
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
    speakers: FxHashMap<usize, usize>,
    unnamed: usize,
    sources: BTreeMap<String, usize>,
    languages: BTreeMap<String, usize>,
    months: BTreeMap<u64, usize>,
    translated: usize,
    kinds: BTreeMap<String, usize>,
    stances: BTreeMap<String, usize>,
}

impl Store {
    /// Counts a selection; `people` is who is who in this index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn facets(&self, selection: &Selection, people: &People) -> Result<Facets> {
        let mut tally = Tally::default();
        let addresses: Vec<_> = selection.addresses().collect();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let docs: Vec<DocId> = group.iter().map(|address| address.doc_id).collect();
            let reader = self.searcher.segment_reader(group[0].segment_ord);
            let counted = columns(reader, &docs, people, &mut tally)
                .and_then(|()| terms(reader, &docs, self.fields.kind, &mut tally.kinds))
                .and_then(|()| terms(reader, &docs, self.fields.stance, &mut tally.stances));
            counted.map_err(|error| self.damaged(&error))?;
        }
        let mut speakers: Vec<(usize, usize)> = tally.speakers.into_iter().collect();
        let name = |number: usize| &people.all()[number].name;
        speakers.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| (name(a.0), a.0).cmp(&(name(b.0), b.0))));
        Ok(Facets {
            speakers,
            unnamed: tally.unnamed,
            sources: most_first(tally.sources),
            languages: most_first(tally.languages),
            months: tally.months.into_iter().collect(),
            translated: tally.translated,
            kinds: most_first(tally.kinds),
            stances: most_first(tally.stances),
            total: selection.total(),
        })
    }
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn columns(reader: &SegmentReader, docs: &[DocId], people: &People, tally: &mut Tally) -> tantivy::Result<()> {
    let fast = reader.fast_fields();
    strings(fast.str("source")?, docs, |name, count| *tally.sources.entry(name).or_default() += count)?;
    strings(fast.str("language")?, docs, |name, count| *tally.languages.entry(name).or_default() += count)?;
    if let Some(day) = fast.column_opt::<u64>("day")? {
        let mut months: FxHashMap<u64, usize> = FxHashMap::default();
        docs.iter().filter_map(|doc| day.first(*doc)).for_each(|day| *months.entry(day / 100).or_default() += 1);
        for (month, count) in sorted(months) {
            *tally.months.entry(month).or_default() += count;
        }
    }
    if let Some(translated) = fast.column_opt::<bool>("translated")? {
        tally.translated += docs.iter().filter(|doc| translated.first(**doc) == Some(true)).count();
    }
    let (speaker, article) = (fast.str("speaker")?, fast.str("article")?);
    let Some(speaker) = speaker else {
        tally.unnamed += docs.len();
        return Ok(());
    };
    speakers(&speaker, article.as_ref(), docs, people, tally)
}

/// A surname may be another person's in another article; any other name is one person's everywhere.
fn speakers(
    speaker: &StrColumn,
    article: Option<&StrColumn>,
    docs: &[DocId],
    people: &People,
    tally: &mut Tally,
) -> tantivy::Result<()> {
    let mut by_name: FxHashMap<u64, Vec<DocId>> = FxHashMap::default();
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    let mut open: FxHashMap<u64, bool> = FxHashMap::default();
    let mut text = String::new();
    for &doc in docs {
        let Some(ord) = speaker.ords().first(doc) else {
            tally.unnamed += 1;
            continue;
        };
        let is_open = match open.get(&ord) {
            Some(known) => *known,
            None => {
                text.clear();
                speaker.ord_to_str(ord, &mut text)?;
                *open.entry(ord).or_insert_with(|| people.depends_on_article(&text))
            }
        };
        if is_open { by_name.entry(ord).or_default().push(doc) } else { *counts.entry(ord).or_default() += 1 }
    }
    let none: Arc<str> = Arc::from("");
    let mut add = |name: &str, article: &Arc<str>, count: usize| {
        if let Some(number) = people.number(&Arc::from(name), article) {
            *tally.speakers.entry(number).or_default() += count;
        }
    };
    for (ord, count) in sorted(counts) {
        text.clear();
        speaker.ord_to_str(ord, &mut text)?;
        add(&text, &none, count);
    }
    for (ord, docs) in sorted(by_name) {
        text.clear();
        speaker.ord_to_str(ord, &mut text)?;
        strings(article.cloned(), &docs, |article, count| add(&text, &article.into(), count))?;
    }
    Ok(())
}

fn strings(column: Option<StrColumn>, docs: &[DocId], mut add: impl FnMut(String, usize)) -> tantivy::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    docs.iter().filter_map(|doc| column.ords().first(*doc)).for_each(|ord| *counts.entry(ord).or_default() += 1);
    for (ord, count) in sorted(counts) {
        let mut text = String::new();
        column.ord_to_str(ord, &mut text)?;
        add(text, count);
    }
    Ok(())
}

/// By number, which is the order of the strings.
fn sorted<V>(by_number: FxHashMap<u64, V>) -> Vec<(u64, V)> {
    let mut all: Vec<(u64, V)> = by_number.into_iter().collect();
    all.sort_unstable_by_key(|(number, _)| *number);
    all
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
