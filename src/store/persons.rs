//! Which person each name of a segment is, as numbers: claims are counted by speaker without reading a name.

use super::Store;
use super::columns::Columns;
use super::strings::in_order;
use crate::error::Result;
use crate::people::People;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The persons behind the names of an index.
pub struct Persons {
    segments: Vec<Segment>,
    /// Of each person among [`People::all`], the place in the order of names.
    pub(super) by_name: Vec<u32>,
}

/// Those of one segment.
#[derive(Default)]
struct Segment {
    /// By the number of the name.
    by_name: Vec<Named>,
    /// Where an article tells whom a surname stands for: by the numbers of the name and of the article.
    in_article: FxHashMap<(u64, u64), usize>,
}

/// Whom a name stands for.
#[derive(Clone, Copy)]
struct Named {
    /// The place among [`People::all`]; `None` for what is no speaker's name.
    person: Option<usize>,
    /// In some article it is somebody else's.
    is_open: bool,
}

impl Store {
    /// The persons behind the names of this index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn persons(&self, people: &People) -> Result<Persons> {
        let mut told: FxHashMap<&str, Vec<(&str, usize)>> = FxHashMap::default();
        let mut open: FxHashSet<&str> = FxHashSet::default();
        for (name, article, person) in people.in_articles() {
            told.entry(article).or_default().push((name, person));
            open.insert(name);
        }
        let segments = 0..self.searcher.segment_readers().len();
        let segments = segments.map(|segment| {
            let columns = self.columns(segment as u32)?;
            Segment::of(columns, people, &told, &open).map_err(|error| self.damaged(&error.into()))
        });
        let segments = segments.collect::<Result<_>>()?;
        let mut order: Vec<usize> = (0..people.all().len()).collect();
        order.sort_by_key(|number| (&people.all()[*number].name, *number));
        let mut by_name = vec![0; order.len()];
        (0..).zip(order).for_each(|(place, number)| by_name[number] = place);
        Ok(Persons { segments, by_name })
    }
}

impl Segment {
    fn of(
        columns: &Columns,
        people: &People,
        told: &FxHashMap<&str, Vec<(&str, usize)>>,
        open: &FxHashSet<&str>,
    ) -> std::io::Result<Self> {
        let mut segment = Self::default();
        let (Some(speakers), Some(articles)) = (&columns.speaker, &columns.article) else { return Ok(segment) };
        let nowhere: Arc<str> = Arc::from("");
        let mut numbers: FxHashMap<String, u64> = FxHashMap::default();
        in_order(speakers, |number, name| {
            let is_open = open.contains(name);
            segment.by_name.push(Named { person: people.number(&Arc::from(name), &nowhere), is_open });
            if is_open {
                numbers.insert(name.to_owned(), number);
            }
        })?;
        if !numbers.is_empty() {
            in_order(articles, |article, id| {
                for (name, person) in told.get(id).into_iter().flatten() {
                    if let Some(name) = numbers.get(*name) {
                        segment.in_article.insert((*name, article), *person);
                    }
                }
            })?;
        }
        Ok(segment)
    }
}

impl Persons {
    /// Whose claim a document of a segment is, by the numbers of its speaker's name and of its article; `None` for a name that is no speaker's.
    pub(super) fn of(&self, segment: u32, name: usize, article: Option<usize>) -> Option<usize> {
        let segment = self.segments.get(segment as usize)?;
        let named = segment.by_name.get(name)?;
        let here = || segment.in_article.get(&(name as u64, article? as u64)).copied();
        if named.is_open { here().or(named.person) } else { named.person }
    }
}
