//! What a column says over all segments (outlets, languages), as numbers: documents are counted by it without reading a string.

use super::Store;
use super::columns::Columns;
use super::hits::in_order;
use crate::error::Result;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// The strings of a column.
#[derive(Debug)]
pub(super) struct Labels {
    /// Each once, in order.
    all: Vec<Arc<str>>,
    /// By segment, and there by the number that a string has in it: its place among all.
    by_segment: Vec<Vec<usize>>,
}

impl Labels {
    /// Adds the documents of a segment to `counts`, which has a place for each label.
    pub fn count(&self, segment: u32, column: Option<&StrColumn>, docs: &[DocId], counts: &mut [usize]) {
        let (Some(column), numbers) = (column, &self.by_segment[segment as usize]) else { return };
        for number in docs.iter().filter_map(|doc| column.ords().first(*doc)) {
            let own = usize::try_from(number).ok().and_then(|number| numbers.get(number));
            if let Some(count) = own.and_then(|own| counts.get_mut(*own)) {
                *count += 1;
            }
        }
    }

    /// A place for each label.
    pub fn places(&self) -> Vec<usize> {
        vec![0; self.all.len()]
    }

    /// What was counted, most first.
    pub fn told(&self, counts: &[usize]) -> Vec<(String, usize)> {
        let some = self.all.iter().zip(counts).filter(|(_, count)| **count > 0);
        let mut told: Vec<(String, usize)> = some.map(|(label, count)| (label.to_string(), *count)).collect();
        told.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        told
    }
}

impl Store {
    /// The labels of a column, read once.
    pub(super) fn labels<'s>(
        &'s self,
        known: &'s OnceLock<Labels>,
        column: fn(&Columns) -> Option<&StrColumn>,
    ) -> Result<&'s Labels> {
        if let Some(labels) = known.get() {
            return Ok(labels);
        }
        let mut segments: Vec<Vec<Arc<str>>> = Vec::new();
        for segment in 0..self.searcher.segment_readers().len() {
            let mut own = Vec::new();
            if let Some(column) = column(self.columns(segment as u32)?) {
                in_order(column, |_, text| own.push(text.into())).map_err(|error| self.damaged(&error.into()))?;
            }
            segments.push(own);
        }
        let all: BTreeSet<&Arc<str>> = segments.iter().flatten().collect();
        let all: Vec<Arc<str>> = all.into_iter().cloned().collect();
        let place = |label: &Arc<str>| all.partition_point(|other| other < label);
        let by_segment = segments.iter().map(|own| own.iter().map(place).collect()).collect();
        Ok(known.get_or_init(|| Labels { all, by_segment }))
    }
}
