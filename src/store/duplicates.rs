//! Which articles of an index are copies of others.

use crate::model::record::CopyRecord;
use foldhash::HashMap;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The copies of an index.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// The group of each article that has copies or is one, and its place there.
    pub(super) places: HashMap<Arc<str>, (usize, usize)>,
    /// The same by segment, and there by the number that the article's id has.
    pub(super) numbered: Vec<FxHashMap<u64, (usize, usize)>>,
    /// The original first, then its copies by day.
    pub(super) groups: Vec<Vec<CopyRecord>>,
}

impl Duplicates {
    /// The id of the article of which this one is a copy.
    #[must_use]
    pub fn original(&self, id: &str) -> Option<&str> {
        let &(group, place) = self.places.get(id)?;
        (place > 0).then(|| self.groups[group][0].id.as_str())
    }

    /// The other articles that tell the same story in the same words.
    pub fn others(&self, id: &str) -> impl Iterator<Item = &CopyRecord> {
        let group = self.places.get(id).map_or(&[][..], |(group, _)| &self.groups[*group][..]);
        group.iter().filter(move |copy| copy.id != id)
    }

    /// How many articles are copies.
    #[must_use]
    pub fn copies(&self) -> usize {
        self.places.len() - self.groups.len()
    }

    /// The group of an article; `None` for one without copies.
    pub(super) fn group(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|(group, _)| *group)
    }
}
