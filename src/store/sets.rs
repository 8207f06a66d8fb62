//! Sets of documents, a bit for each, as queries; and what is known of all articles for making them.

use crate::error::Result;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Sets that are kept: a set takes a bit for each document of the index.
const MOST: usize = 24;

/// The articles of an index.
#[derive(Debug, Default)]
pub(super) struct Articles {
    /// How many ids there are.
    pub ids: usize,
    /// By segment, and there by the number that an id has in it: its number in the index.
    pub numbers: Vec<Vec<u32>>,
    /// The documents of its articles, in order, each with the number of its id.
    pub documents: Vec<(DocAddress, u32)>,
    /// By number, where the article is; `None` where the same text has been read from several places.
    pub places: Vec<Option<DocAddress>>,
}

/// Sets that were asked for a moment ago, each with what it is the set of.
#[derive(Debug, Default)]
pub(super) struct Sets(Mutex<VecDeque<(String, These)>>);

impl Sets {
    /// The set of something; `find` finds it out.
    pub fn of(&self, what: &str, find: impl FnOnce() -> Result<These>) -> Result<These> {
        let known = |sets: &mut VecDeque<(String, These)>| {
            let at = sets.iter().position(|(known, _)| known == what)?;
            let found = sets.remove(at)?;
            sets.push_front(found);
            sets.front().map(|(_, set)| set.clone())
        };
        if let Some(set) = known(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(set);
        }
        // Outside of the lock: others need not wait for it.
        let set = find()?;
        let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sets.push_front((what.to_owned(), set.clone()));
        sets.truncate(MOST);
        Ok(set)
    }
}

/// A set of documents, by segment.
#[derive(Clone, Debug)]
pub(super) struct These(Arc<[(SegmentId, Bits)]>);

impl These {
    /// Some documents of segments that have so many.
    pub fn of(segments: impl Iterator<Item = (SegmentId, DocId)>, addresses: impl Iterator<Item = DocAddress>) -> Self {
        let mut sets: Vec<(SegmentId, Bits)> =
            segments.map(|(segment, documents)| (segment, Bits::none(documents))).collect();
        for address in addresses {
            if let Some((_, bits)) = sets.get_mut(address.segment_ord as usize) {
                bits.add(address.doc_id);
            }
        }
        Self(sets.into())
    }
}

impl Query for These {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for These {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let own = self.0.iter().position(|(segment, _)| *segment == reader.segment_id());
        Ok(match own {
            Some(segment) => {
                let mut docs = Docs { these: self.clone(), segment, at: TERMINATED };
                docs.go_to(0);
                Box::new(ConstScorer::new(docs, boost))
            }
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("known already", 1.0))
    }
}

/// A bit for each document.
#[derive(Debug)]
struct Bits {
    words: Vec<u64>,
    count: u32,
}

impl Bits {
    fn none(documents: DocId) -> Self {
        Self { words: vec![0; documents.div_ceil(64) as usize], count: 0 }
    }

    fn add(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            self.count += u32::from(*word >> (doc % 64) & 1 == 0);
            *word |= 1 << (doc % 64);
        }
    }

    /// The first from `doc` on.
    fn from(&self, doc: DocId) -> DocId {
        let mut at = doc as usize / 64;
        let Some(first) = self.words.get(at) else { return TERMINATED };
        let mut word = first >> (doc % 64) << (doc % 64);
        while word == 0 {
            at += 1;
            let Some(next) = self.words.get(at) else { return TERMINATED };
            word = *next;
        }
        at as DocId * 64 + word.trailing_zeros()
    }
}

/// The documents of a set in one segment, in order.
struct Docs {
    these: These,
    segment: usize,
    at: DocId,
}

impl Docs {
    fn go_to(&mut self, doc: DocId) -> DocId {
        self.at = self.these.0[self.segment].1.from(doc);
        self.at
    }
}

impl DocSet for Docs {
    fn advance(&mut self) -> DocId {
        if self.at == TERMINATED { TERMINATED } else { self.go_to(self.at + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.at { self.at } else { self.go_to(target) }
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        self.these.0[self.segment].1.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs(all: &[DocId]) -> Docs {
        let mut bits = Bits::none(200);
        all.iter().for_each(|doc| bits.add(*doc));
        let mut docs = Docs { these: These(Arc::from([(SegmentId::generate_random(), bits)])), segment: 0, at: 0 };
        docs.go_to(0);
        docs
    }

    #[test]
    fn documents_come_in_order_and_end() {
        let mut some = docs(&[130, 2, 63, 64, 2]);
        assert_eq!((some.size_hint(), some.doc(), some.advance(), some.seek(63), some.advance()), (4, 2, 63, 63, 64));
        assert_eq!((some.seek(65), some.advance(), some.advance()), (130, TERMINATED, TERMINATED));
        assert_eq!((some.seek(TERMINATED), docs(&[]).doc(), docs(&[0]).doc()), (TERMINATED, TERMINATED, 0));
    }
}
