//! What is kept of each claim for comparing it with others: a column of bytes, in which nothing depends on where the index keeps a claim.

use super::Store;
use super::hits::All;
use super::schema::What;
use super::strings::Strings;
use crate::error::Result;
use std::ops::Bound;
use std::sync::Arc;
use tantivy::query::{BooleanQuery, Occur, Query, RangeQuery};
use tantivy::{DocAddress, Term};

/// A claim of the index, as it is compared.
#[derive(Debug)]
pub struct Sketched<'a> {
    /// Where the index keeps it.
    pub address: DocAddress,
    /// Its speaker's name, as the article has it.
    pub name: Option<&'a Arc<str>>,
    /// The id of its article.
    pub article: &'a Arc<str>,
    /// The sketch.
    pub bytes: &'a [u8],
}

/// A claim by its place in the collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    file: Arc<str>,
    record: u64,
    ordinal: u64,
}

impl Store {
    /// Shows every claim that is compared with others, in no order that means anything.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn sketches(&self, mut each: impl FnMut(&Sketched<'_>)) -> Result<()> {
        let mut addresses = self.matching(&*self.is(What::Claim), All)?;
        addresses.sort_unstable();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            self.sketches_of(group, &mut each).map_err(|error| self.damaged(&error))?;
        }
        Ok(())
    }

    fn sketches_of(&self, group: &[DocAddress], each: &mut impl FnMut(&Sketched<'_>)) -> tantivy::Result<()> {
        let fast = self.searcher.segment_reader(group[0].segment_ord).fast_fields();
        let Some(column) = fast.bytes("claim_sketch")? else { return Ok(()) };
        let (mut speaker, mut article) = (Strings::new(fast.str("speaker")?), Strings::new(fast.str("article")?));
        // All sketches of the segment one after another: looking each up by itself would unpack them again and again.
        let (mut bytes, mut ends) = (Vec::new(), vec![0]);
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            bytes.extend_from_slice(stream.key());
            ends.push(bytes.len());
        }
        let none: Arc<str> = Arc::from("");
        for &address in group {
            let Some(ord) = column.ords().first(address.doc_id).and_then(|ord| usize::try_from(ord).ok()) else {
                continue;
            };
            let Some(range) = ends.get(ord).zip(ends.get(ord + 1)) else { continue };
            let (name, there) = (speaker.of(address.doc_id)?, article.of(address.doc_id)?);
            let bytes = &bytes[*range.0..*range.1];
            each(&Sketched { address, name: name.as_ref(), article: there.as_ref().unwrap_or(&none), bytes });
        }
        Ok(())
    }

    /// The places of some claims.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn members(&self, addresses: &[DocAddress]) -> Result<Vec<Member>> {
        let places = self.places(addresses)?;
        let mut members: Vec<Member> = places
            .iter()
            .map(|place| {
                let (file, record) = place.article();
                Member { file: Arc::from(file), record, ordinal: place.ordinal() }
            })
            .collect();
        members.sort_unstable();
        Ok(members)
    }

    /// The query for any of these claims.
    pub(super) fn any_of(&self, members: &[Member]) -> Box<dyn Query> {
        let exactly = |field, value| -> Box<dyn Query> {
            let bound = || Bound::Included(Term::from_field_u64(field, value));
            Box::new(RangeQuery::new(bound(), bound()))
        };
        let one = |member: &Member| -> (Occur, Box<dyn Query>) {
            let all = vec![
                (Occur::Must, self.term(self.fields.file, &member.file)),
                (Occur::Must, exactly(self.fields.record, member.record)),
                (Occur::Must, exactly(self.fields.ordinal, member.ordinal)),
            ];
            (Occur::Should, Box::new(BooleanQuery::new(all)))
        };
        Box::new(BooleanQuery::new(members.iter().map(one).collect()))
    }
}
