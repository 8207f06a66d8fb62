//! How copies are found and left out. The sketches of articles are columns; who is a copy of whom is found when it is asked for,
//! so that there is nothing to keep in step when articles come and go.

use super::days::day_text;
use super::hits::All;
use super::schema::What;
use super::strings::{Strings, in_order};
use super::{Duplicates, Store};
use crate::duplicates::{Member, Sketch, leaders};
use crate::error::Result;
use crate::model::record::{ArticleRecord, CopyRecord};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::DocAddress;

struct Known {
    member: Member,
    source: Option<Arc<str>>,
}

impl Store {
    /// Who is a copy of whom; found once.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn duplicates(&self) -> Result<&Duplicates> {
        if let Some(known) = self.duplicates.get() {
            return Ok(known);
        }
        let found = self.find_duplicates()?;
        Ok(self.duplicates.get_or_init(|| found))
    }

    fn find_duplicates(&self) -> Result<Duplicates> {
        let mut addresses = self.matching(&*self.is(What::Article), All)?;
        addresses.sort_unstable();
        // The same article again and again is one article.
        let mut known: BTreeMap<Arc<str>, Known> = BTreeMap::new();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            self.read_sketches(group, &mut known).map_err(|error| self.damaged(&error))?;
        }
        let (members, sources): (Vec<Member>, Vec<_>) =
            known.into_values().map(|known| (known.member, known.source)).unzip();
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (own, leader) in leaders(&members).into_iter().enumerate() {
            if let Some(leader) = leader {
                groups.entry(leader).or_insert_with(|| vec![leader]).push(own);
            }
        }
        let mut found = Duplicates::default();
        for mut group in groups.into_values() {
            group[1..].sort_by_key(|at| (members[*at].day.is_none(), members[*at].day, &members[*at].id));
            let number = found.groups.len();
            found.places.extend(group.iter().enumerate().map(|(n, at)| (Arc::clone(&members[*at].id), (number, n))));
            let copy = |at: &usize| CopyRecord {
                id: members[*at].id.to_string(),
                source: sources[*at].as_deref().map(ToOwned::to_owned),
                date: members[*at].day.map(day_text),
            };
            found.groups.push(group.iter().map(copy).collect());
        }
        for segment in 0..self.searcher.segment_readers().len() {
            let mut numbered = FxHashMap::default();
            if let Some(articles) = self.columns(segment as u32)?.article.as_ref().filter(|_| !found.groups.is_empty())
            {
                let read = in_order(articles, |number, id| {
                    numbered.extend(found.places.get(id).map(|place| (number, *place)));
                });
                read.map_err(|error| self.damaged(&error.into()))?;
            }
            found.numbered.push(numbered);
        }
        Ok(found)
    }

    fn read_sketches(&self, group: &[DocAddress], known: &mut BTreeMap<Arc<str>, Known>) -> tantivy::Result<()> {
        let fast = self.searcher.segment_reader(group[0].segment_ord).fast_fields();
        let Some(sketches) = fast.bytes("sketch")? else { return Ok(()) };
        let (mut id, mut source) = (Strings::new(fast.str("article")?), Strings::new(fast.str("source")?));
        let day = fast.column_opt::<u64>("day")?;
        let mut bytes = Vec::new();
        for address in group {
            let doc = address.doc_id;
            let (Some(id), Some(ord)) = (id.of(doc)?, sketches.ords().first(doc)) else { continue };
            bytes.clear();
            sketches.ord_to_bytes(ord, &mut bytes)?;
            let Some(sketch) = Sketch::from_bytes(&bytes) else { continue };
            let day = day.as_ref().and_then(|day| day.first(doc));
            let source = source.of(doc)?;
            known.entry(Arc::clone(&id)).or_insert_with(|| Known { member: Member { id, day, sketch }, source });
        }
        Ok(())
    }

    /// Says of an article what it is a copy of, and where it stands for others, of which.
    pub(super) fn mark(&self, article: &mut ArticleRecord, collapsed: bool) -> Result<()> {
        let duplicates = self.duplicates()?;
        article.duplicate_of = duplicates.original(&article.id).map(ToOwned::to_owned);
        if collapsed {
            article.copies = duplicates.others(&article.id).cloned().collect();
        }
        Ok(())
    }

    /// What is left of these articles or claims when only one article of each story counts, the earliest among them; and how many are gone.
    pub(super) fn collapsed(&self, mut addresses: Vec<DocAddress>) -> Result<(Vec<DocAddress>, usize)> {
        let gone = self.copies_among(addresses.iter().copied())?;
        let count = gone.len();
        leave_out(&mut addresses, gone);
        Ok((addresses, count))
    }

    /// Which of these articles or claims, by their place, stand in another article than the earliest of its story among them; in order.
    pub(super) fn copies_among(&self, addresses: impl Iterator<Item = DocAddress>) -> Result<Vec<usize>> {
        let duplicates = self.duplicates()?;
        if duplicates.groups.is_empty() {
            return Ok(Vec::new());
        }
        let mut first = vec![usize::MAX; duplicates.groups.len()];
        let mut told = Vec::new();
        for (at, address) in addresses.enumerate() {
            let number = self.article_number(address)?;
            let numbered = &duplicates.numbered[address.segment_ord as usize];
            if let Some(&(group, place)) = number.and_then(|number| numbered.get(&number)) {
                first[group] = first[group].min(place);
                told.push((at, group, place));
            }
        }
        Ok(told.into_iter().filter(|(_, group, place)| first[*group] != *place).map(|(at, ..)| at).collect())
    }

    /// The number that the id of a document's article has in its segment.
    pub(super) fn article_number(&self, address: DocAddress) -> Result<Option<u64>> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows.of(address).article().map(|number| number as u64));
        }
        let article = &self.columns(address.segment_ord)?.article;
        Ok(article.as_ref().and_then(|column| column.ords().first(address.doc_id)))
    }
}

/// Drops what stands at these places, which are in order.
pub(super) fn leave_out<T>(all: &mut Vec<T>, places: Vec<usize>) {
    if places.is_empty() {
        return;
    }
    let (mut at, mut places) = (0, places.into_iter().peekable());
    all.retain(|_| {
        let goes = places.next_if_eq(&at).is_some();
        at += 1;
        !goes
    });
}
