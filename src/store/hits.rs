//! Which documents match, in an order that depends on what they are, never on where the index keeps them.

use super::Store;
use super::schema::What;
use super::stored::StoredArticle;
use super::strings::Place;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::sync::PoisonError;
use tantivy::collector::{Collector, SegmentCollector};
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
            let place = placing.of(address.segment_ord, columns, address.doc_id);
            places.push(place.map_err(|error| self.damaged(&error.into()))?);
        }
        Ok(places)
    }
}

/// The query for any of these whole terms.
pub(super) fn one_of(field: Field, values: &[String]) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(field, value))))
}

/// The record that a document keeps as JSON.
pub(super) fn json<T: DeserializeOwned>(store: &Store, address: DocAddress) -> Result<T> {
    record(store, &document(store, address)?)
}

/// What is known of an article, and its text, in one look.
pub(super) fn article_and_text(store: &Store, address: DocAddress) -> Result<(StoredArticle, String)> {
    let document = document(store, address)?;
    Ok((record(store, &document)?, text_of(&document, store.fields.text).to_owned()))
}

fn document(store: &Store, address: DocAddress) -> Result<TantivyDocument> {
    store.searcher.doc(address).map_err(|error| store.damaged(&error))
}

fn text_of(document: &TantivyDocument, field: Field) -> &str {
    document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
}

fn record<T: DeserializeOwned>(store: &Store, document: &TantivyDocument) -> Result<T> {
    serde_json::from_str(text_of(document, store.fields.json)).map_err(|error| {
        Error::new(format!("a record of the index cannot be read: {error}"))
            .at(store.folder())
            .hint("remove the folder and run `whosaid index` again")
    })
}
