//! Columns of strings, each string read once, and where documents belong by them.

use super::columns::Columns;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentOrdinal};

/// Where a document belongs: files in path order, articles as in their file, claims as in their article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    path: Arc<str>,
    file: Arc<str>,
    record: u64,
    ordinal: u64,
}

impl Place {
    /// The file of the article, and its number there.
    pub(super) fn article(&self) -> (&str, u64) {
        (&self.file, self.record)
    }

    /// The number of the claim in its article.
    pub(super) const fn ordinal(&self) -> u64 {
        self.ordinal
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.path
            .cmp(&other.path)
            .then_with(|| self.file.cmp(&other.file))
            .then_with(|| (self.record, self.ordinal).cmp(&(other.record, other.ordinal)))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The paths and files of each segment, as far as they are read.
#[derive(Default)]
pub(super) struct Placing(BTreeMap<SegmentOrdinal, Names>);

impl Placing {
    /// Where a document belongs.
    pub(super) fn of(&mut self, segment: SegmentOrdinal, columns: &Columns, doc: DocId) -> std::io::Result<Place> {
        let names = self.0.entry(segment).or_insert_with(|| Names {
            path: Strings::new(columns.place.clone()),
            file: Strings::new(columns.file.clone()),
        });
        names.place(columns, doc)
    }
}

struct Names {
    path: Strings,
    file: Strings,
}

impl Names {
    fn place(&mut self, columns: &Columns, doc: DocId) -> std::io::Result<Place> {
        let number = |column: &Option<Column<u64>>| column.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        Ok(Place {
            path: self.path.of(doc)?.unwrap_or_default(),
            file: self.file.of(doc)?.unwrap_or_default(),
            record: number(&columns.record),
            ordinal: number(&columns.ordinal),
        })
    }
}

/// Strings of a column that are read one by one at first: to read one takes as long as to read some hundreds of them in order.
const ONE_BY_ONE: usize = 16;
/// How many in order take as long as one by itself.
const IN_ORDER: usize = 500;

/// A column of strings; each string is read once.
pub(super) struct Strings {
    column: Option<StrColumn>,
    /// What was asked for, while that is little.
    read: FxHashMap<u64, Arc<str>>,
    /// All of them, by number, once much was asked for.
    all: Vec<Arc<str>>,
}

impl Strings {
    /// The strings of a column; a column that no document of the segment has is `None`.
    pub(super) fn new(column: Option<StrColumn>) -> Self {
        Self { column, read: FxHashMap::default(), all: Vec::new() }
    }

    /// The string of a document.
    pub(super) fn of(&mut self, doc: DocId) -> std::io::Result<Option<Arc<str>>> {
        let Some(column) = &self.column else { return Ok(None) };
        let Some(number) = column.ords().first(doc) else { return Ok(None) };
        let known = usize::try_from(number).ok().and_then(|number| self.all.get(number));
        if let Some(known) = known.or_else(|| self.read.get(&number)) {
            return Ok(Some(Arc::clone(known)));
        }
        if self.all.is_empty() && self.read.len() >= ONE_BY_ONE + column.num_terms() / IN_ORDER {
            in_order(column, |_, text| self.all.push(text.into()))?;
            self.read.clear();
            return Ok(usize::try_from(number).ok().and_then(|number| self.all.get(number)).cloned());
        }
        let mut text = String::new();
        column.ord_to_str(number, &mut text)?;
        let text: Arc<str> = text.into();
        self.read.insert(number, Arc::clone(&text));
        Ok(Some(text))
    }
}

/// Shows every string of a column with its number, in order.
pub(super) fn in_order(column: &StrColumn, mut each: impl FnMut(u64, &str)) -> std::io::Result<()> {
    let mut stream = column.dictionary().stream()?;
    let mut number = 0;
    while stream.advance() {
        let text = std::str::from_utf8(stream.key())
            .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))?;
        each(number, text);
        number += 1;
    }
    Ok(())
}
