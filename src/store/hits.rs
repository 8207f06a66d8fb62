//! Which documents match, in an order that depends on what they are, never on where the index keeps them.

use super::Store;
use super::columns::Columns;
use super::schema::What;
use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyDocument, Term};

/// Collects every match without its score, in no particular order.
pub struct All;

/// Collects every match with its score, in no particular order.
pub struct Scored;

/// A match and its score; 0 where nobody asked.
pub type Hit = (Score, DocAddress);

/// What a segment gives.
pub struct SegmentHits {
    segment: SegmentOrdinal,
    hits: Vec<Hit>,
}

impl SegmentCollector for SegmentHits {
    type Fruit = Vec<Hit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.hits.push((score, DocAddress::new(self.segment, doc)));
    }

    fn harvest(self) -> Vec<Hit> {
        self.hits
    }
}

impl Collector for Scored {
    type Fruit = Vec<Hit>;
    type Child = SegmentHits;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentHits> {
        Ok(SegmentHits { segment, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Hit>>) -> tantivy::Result<Vec<Hit>> {
        Ok(fruits.concat())
    }
}

impl Collector for All {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentHits;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentHits> {
        Ok(SegmentHits { segment, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Hit>>) -> tantivy::Result<Vec<DocAddress>> {
        Ok(fruits.into_iter().flatten().map(|(_, address)| address).collect())
    }
}

/// Where a document belongs: files in path order, articles as in their file, claims as in their article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    path: Arc<str>,
    file: Arc<str>,
    record: u64,
    ordinal: u64,
}

impl Place {
    /// The file of the article, and its number there.
    pub(super) fn article(&self) -> (&str, u64) {
        (&self.file, self.record)
    }

    /// The number of the claim in its article.
    pub(super) const fn ordinal(&self) -> u64 {
        self.ordinal
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.path
            .cmp(&other.path)
            .then_with(|| self.file.cmp(&other.file))
            .then_with(|| (self.record, self.ordinal).cmp(&(other.record, other.ordinal)))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Store {
    /// The query for all documents of one sort.
    pub(super) fn is(&self, what: What) -> Box<dyn Query> {
        self.term(self.fields.what, what.term())
    }

    /// The query for a whole term.
    pub(super) fn term(&self, field: Field, text: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }

    /// What `collector` makes of the documents that match.
    pub(super) fn matching<C: Collector>(&self, query: &dyn Query, collector: C) -> Result<C::Fruit> {
        self.searcher.search(query, &collector).map_err(|error| self.damaged(&error))
    }

    /// The documents that match, where they belong.
    pub(super) fn in_order(&self, query: &dyn Query) -> Result<Vec<DocAddress>> {
        Ok(self.placed(query)?.into_iter().map(|(_, address)| address).collect())
    }

    /// The same, each with its place.
    pub(super) fn placed(&self, query: &dyn Query) -> Result<Vec<(Place, DocAddress)>> {
        let addresses = self.matching(query, All)?;
        let places = self.places(&addresses)?;
        let mut pairs: Vec<(Place, DocAddress)> = places.into_iter().zip(addresses).collect();
        pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(pairs)
    }

    /// Where each document belongs.
    pub(super) fn places(&self, addresses: &[DocAddress]) -> Result<Vec<Place>> {
        let mut placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut places = Vec::with_capacity(addresses.len());
        for address in addresses {
            let columns = self.columns(address.segment_ord)?;
            let names = placing.0.entry(address.segment_ord).or_insert_with(|| Names {
                path: Strings::new(columns.place.clone()),
                file: Strings::new(columns.file.clone()),
            });
            places.push(names.place(columns, address.doc_id).map_err(|error| self.damaged(&error.into()))?);
        }
        Ok(places)
    }
}

/// The paths and files of each segment, as far as they are read.
#[derive(Default)]
pub(super) struct Placing(BTreeMap<SegmentOrdinal, Names>);

struct Names {
    path: Strings,
    file: Strings,
}

impl Names {
    fn place(&mut self, columns: &Columns, doc: DocId) -> std::io::Result<Place> {
        let number = |column: &Option<Column<u64>>| column.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        Ok(Place {
            path: self.path.of(doc)?.unwrap_or_default(),
            file: self.file.of(doc)?.unwrap_or_default(),
            record: number(&columns.record),
            ordinal: number(&columns.ordinal),
        })
    }
}

/// Strings of a column that are read one by one at first: to read one takes as long as to read some hundreds of them in order.
const ONE_BY_ONE: usize = 16;
/// How many in order take as long as one by itself.
const IN_ORDER: usize = 500;

/// A column of strings; each string is read once.
pub(super) struct Strings {
    column: Option<StrColumn>,
    /// What was asked for, while that is little.
    read: FxHashMap<u64, Arc<str>>,
    /// All of them, by number, once much was asked for.
    all: Vec<Arc<str>>,
}

impl Strings {
    /// The strings of a column; a column that no document of the segment has is `None`.
    pub(super) fn new(column: Option<StrColumn>) -> Self {
        Self { column, read: FxHashMap::default(), all: Vec::new() }
    }

    /// The string of a document.
    pub(super) fn of(&mut self, doc: DocId) -> std::io::Result<Option<Arc<str>>> {
        let Some(column) = &self.column else { return Ok(None) };
        let Some(number) = column.ords().first(doc) else { return Ok(None) };
        let known = usize::try_from(number).ok().and_then(|number| self.all.get(number));
        if let Some(known) = known.or_else(|| self.read.get(&number)) {
            return Ok(Some(Arc::clone(known)));
        }
        if self.all.is_empty() && self.read.len() >= ONE_BY_ONE + column.num_terms() / IN_ORDER {
            in_order(column, |_, text| self.all.push(text.into()))?;
            self.read.clear();
            return Ok(usize::try_from(number).ok().and_then(|number| self.all.get(number)).cloned());
        }
        let mut text = String::new();
        column.ord_to_str(number, &mut text)?;
        let text: Arc<str> = text.into();
        self.read.insert(number, Arc::clone(&text));
        Ok(Some(text))
    }
}

/// Shows every string of a column with its number, in order.
pub(super) fn in_order(column: &StrColumn, mut each: impl FnMut(u64, &str)) -> std::io::Result<()> {
    let mut stream = column.dictionary().stream()?;
    let mut number = 0;
    while stream.advance() {
        let text = std::str::from_utf8(stream.key())
            .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))?;
        each(number, text);
        number += 1;
    }
    Ok(())
}

/// The query for any of these whole terms.
pub(super) fn one_of(field: Field, values: &[String]) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(field, value))))
}

/// A stored field of a document.
pub(super) fn stored(store: &Store, address: DocAddress, field: Field) -> Result<String> {
    let document: TantivyDocument = store.searcher.doc(address).map_err(|error| store.damaged(&error))?;
    Ok(document.get_first(field).and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default())
}

/// The record that a document keeps as JSON.
pub(super) fn json<T: DeserializeOwned>(store: &Store, address: DocAddress) -> Result<T> {
    let text = stored(store, address, store.fields.json)?;
    serde_json::from_str(&text).map_err(|error| {
        Error::new(format!("a record of the index cannot be read: {error}"))
            .at(store.folder())
            .hint("remove the folder and run `whosaid index` again")
    })
}
