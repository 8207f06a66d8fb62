//! What an index keeps by document, opened and read once.

use super::Store;
use super::columns::Columns;
use super::labels::Labels;
use super::strings::in_order;
use crate::error::Result;
use std::sync::{Arc, OnceLock};
use tantivy::SegmentOrdinal;
use tantivy::columnar::StrColumn;

impl Store {
    /// The columns of a segment.
    pub(super) fn columns(&self, segment: SegmentOrdinal) -> Result<&Columns> {
        self.opened.of_segment(&self.searcher, segment).map_err(|error| self.damaged(&error))
    }

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
        Ok(known.get_or_init(|| Labels::of(&segments)))
    }
}
