//! The columns of each segment, opened once: finding one by its name takes longer than reading many of its values.

use std::sync::OnceLock;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{Searcher, SegmentOrdinal, SegmentReader};

/// What a segment keeps by document. A column that no document of the segment has is `None`.
pub(super) struct Columns {
    pub place: Option<StrColumn>,
    pub file: Option<StrColumn>,
    pub article: Option<StrColumn>,
    pub source: Option<StrColumn>,
    pub language: Option<StrColumn>,
    pub speaker: Option<StrColumn>,
    pub record: Option<Column<u64>>,
    pub ordinal: Option<Column<u64>>,
    pub day: Option<Column<u64>>,
    pub translated: Option<Column<bool>>,
}

impl Columns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            place: fast.str("place")?,
            file: fast.str("file")?,
            article: fast.str("article")?,
            source: fast.str("source")?,
            language: fast.str("language")?,
            speaker: fast.str("speaker")?,
            record: fast.column_opt("record")?,
            ordinal: fast.column_opt("ordinal")?,
            day: fast.column_opt("day")?,
            translated: fast.column_opt("translated")?,
        })
    }
}

/// The columns of every segment, each opened when it is asked for.
pub(super) struct Opened(Vec<OnceLock<Columns>>);

impl Opened {
    /// Of the segments that a searcher sees.
    pub fn of(searcher: &Searcher) -> Self {
        Self(searcher.segment_readers().iter().map(|_| OnceLock::new()).collect())
    }

    /// Those of a segment.
    pub fn of_segment(&self, searcher: &Searcher, segment: SegmentOrdinal) -> tantivy::Result<&Columns> {
        let place = &self.0[segment as usize];
        if let Some(columns) = place.get() {
            return Ok(columns);
        }
        let opened = Columns::open(searcher.segment_reader(segment))?;
        Ok(place.get_or_init(|| opened))
    }
}
