//! What a column says over all segments (outlets, languages), as numbers: documents are counted by it without reading a string.

use std::collections::BTreeSet;
use std::sync::Arc;

/// The strings of a column.
#[derive(Debug)]
pub(super) struct Labels {
    /// Each once, in order.
    all: Vec<Arc<str>>,
    /// By segment, and there by the number that a string has in it: its place among all.
    by_segment: Vec<Vec<usize>>,
}

impl Labels {
    /// The labels of an index, from those of each segment in order.
    pub fn of(segments: &[Vec<Arc<str>>]) -> Self {
        let all: BTreeSet<&Arc<str>> = segments.iter().flatten().collect();
        let all: Vec<Arc<str>> = all.into_iter().cloned().collect();
        let place = |label: &Arc<str>| all.partition_point(|other| other < label);
        let by_segment = segments.iter().map(|own| own.iter().map(place).collect()).collect();
        Self { all, by_segment }
    }

    /// The place among all of the label that has this number in a segment.
    pub fn place(&self, segment: u32, number: u64) -> Option<u64> {
        let places = self.by_segment.get(segment as usize)?;
        places.get(usize::try_from(number).ok()?).map(|place| *place as u64)
    }

    /// Each once, in order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|label| &**label)
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
