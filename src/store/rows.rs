//! What answers are counted and ordered by, document by document, as numbers in memory: some thirty bytes each. Made where many questions are asked of one
//! index, once.

use tantivy::DocAddress;

/// Stands for what a document has not.
pub(super) const NONE: u32 = u32::MAX;
/// Stands for a kind or a stance that a document has not; there are fewer.
pub(super) const NO_TERM: u8 = u8::MAX;

/// What is known of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub article: u32,
    pub speaker: u32,
    pub source: u32,
    pub language: u32,
    pub day: u32,
    /// The place among the segment's documents, in the order of the collection.
    pub place: u32,
    pub kind: u8,
    pub stance: u8,
    /// Whether a machine translated it.
    pub translated: bool,
}

fn some(number: u32) -> Option<usize> {
    (number != NONE).then_some(number as usize)
}

impl Row {
    /// Nothing is known.
    pub const EMPTY: Self = Self {
        article: NONE,
        speaker: NONE,
        source: NONE,
        language: NONE,
        day: NONE,
        place: NONE,
        kind: NO_TERM,
        stance: NO_TERM,
        translated: false,
    };

    /// The number that the article's id has in the segment.
    pub fn article(&self) -> Option<usize> {
        some(self.article)
    }

    /// The number that the speaker's name has in the segment.
    pub fn speaker(&self) -> Option<usize> {
        some(self.speaker)
    }

    /// The place of the outlet among those of the index.
    pub fn source(&self) -> Option<usize> {
        some(self.source)
    }

    /// The place of the language among those of the index.
    pub fn language(&self) -> Option<usize> {
        some(self.language)
    }

    /// The day of publication, `YYYYMMDD`.
    pub fn day(&self) -> Option<u64> {
        some(self.day).map(|day| day as u64)
    }

    /// The place among [`Rows::kinds`].
    pub fn kind(&self) -> usize {
        usize::from(self.kind)
    }

    /// The place among [`Rows::stances`].
    pub fn stance(&self) -> usize {
        usize::from(self.stance)
    }
}

/// The documents of an index.
#[derive(Debug)]
pub(super) struct Rows {
    /// By segment, and there by document.
    pub by_segment: Vec<Vec<Row>>,
    /// Direct, indirect, mixed, in order.
    pub kinds: Vec<String>,
    /// What speakers do with their claims, in order.
    pub stances: Vec<String>,
}

impl Rows {
    /// What is known of a document.
    pub fn of(&self, address: DocAddress) -> &Row {
        let segment = self.by_segment.get(address.segment_ord as usize);
        segment.and_then(|rows| rows.get(address.doc_id as usize)).unwrap_or(&Row::EMPTY)
    }
}
