//! Which person each name of a segment is, as numbers: claims are counted by speaker without reading a name.

use super::Store;
use super::columns::Columns;
use super::strings::in_order;
use crate::error::Result;
use crate::people::People;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use tantivy::DocId;

/// The persons behind the names of an index.
pub struct Persons(Vec<Segment>);

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
        Ok(Persons(segments.collect::<Result<_>>()?))
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
    /// Counts the claims of one segment by person, into `counts`, which has a place for each; gives the number of those without a name.
    pub(super) fn count(&self, segment: u32, columns: &Columns, docs: &[DocId], counts: &mut [usize]) -> usize {
        let Some(speakers) = &columns.speaker else { return docs.len() };
        let segment = &self.0[segment as usize];
        let article = |doc: DocId| columns.article.as_ref().and_then(|column| column.ords().first(doc));
        let mut unnamed = 0;
        for &doc in docs {
            let Some(name) = speakers.ords().first(doc) else {
                unnamed += 1;
                continue;
            };
            let Some(named) = usize::try_from(name).ok().and_then(|name| segment.by_name.get(name)) else { continue };
            let here = || segment.in_article.get(&(name, article(doc)?)).copied();
            let person = if named.is_open { here().or(named.person) } else { named.person };
            if let Some(count) = person.and_then(|person| counts.get_mut(person)) {
                *count += 1;
            }
        }
        unnamed
    }
}
