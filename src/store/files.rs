//! The table of files: what was read, and what could not be.

use super::Store;
use super::hits::{All, json};
use super::schema::What;
use crate::error::Result;
use crate::read::Endings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId};

/// A file, or an article in it, that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRow {
    /// Its path as shown, `#n` behind it for the n-th article of a file.
    pub path: String,
    /// Why.
    pub cause: String,
}

/// What the index knows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// The absolute path; the key.
    pub absolute: String,
    /// The path as shown.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; `None` where the file system does not tell, and for what must be tried again.
    pub modified: Option<i64>,
    /// What the extraction was made with: the program's version, its seeds, its settings.
    pub stamp: Arc<str>,
    /// Whether claims were extracted.
    pub with_claims: bool,
    /// Articles in it.
    pub articles: usize,
    /// Claims in them.
    pub claims: usize,
    /// What gave nothing.
    pub skipped: Vec<SkippedRow>,
    /// Of the row of a folder: its files that are not read. No such row has anything else.
    pub unread: Endings,
}

impl FileRow {
    /// True when `found`, as the file is now, needs no reading: same size, same time, same stamp, and at least what is asked for.
    #[must_use]
    pub fn covers(&self, found: &Self) -> bool {
        self.modified.is_some()
            && self.modified == found.modified
            && self.size == found.size
            && self.stamp == found.stamp
            && self.path == found.path
            && (self.with_claims || !found.with_claims)
    }
}

/// A path as a key. A path that is no text gets a hash behind it, so that two such paths stay two.
#[must_use]
pub fn key(path: &Path) -> String {
    path.to_str().map_or_else(
        || format!("{}#{}", path.display(), &blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex()[..16]),
        ToOwned::to_owned,
    )
}

impl Store {
    /// Every file of the index by its absolute path: read from columns, so that a second run over many files begins at once.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<String, FileRow>> {
        let mut addresses = self.matching(&*self.is(What::File), All)?;
        addresses.sort_unstable();
        let mut files = BTreeMap::new();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            for row in self.rows(group)? {
                files.insert(row.absolute.clone(), row);
            }
        }
        Ok(files)
    }

    /// The rows of one segment.
    fn rows(&self, group: &[DocAddress]) -> Result<Vec<FileRow>> {
        let docs: Vec<DocId> = group.iter().map(|address| address.doc_id).collect();
        let (mut rows, extras) = self.columns_of(group[0].segment_ord, &docs).map_err(|error| self.damaged(&error))?;
        for (at, extras) in extras.into_iter().enumerate() {
            match extras {
                RowExtra::Nothing => {}
                RowExtra::Skipped => rows[at].skipped = json(self, group[at])?,
                RowExtra::Unread => rows[at].unread = json(self, group[at])?,
            }
        }
        Ok(rows)
    }

    /// The rows of documents of one segment as far as columns hold them, and what each has besides.
    fn columns_of(&self, segment: u32, docs: &[DocId]) -> tantivy::Result<(Vec<FileRow>, Vec<RowExtra>)> {
        let fast = self.searcher.segment_reader(segment).fast_fields();
        let number = |name: &str| fast.column_opt::<u64>(name);
        let (size, articles, claims) = (number("size")?, number("articles")?, number("claims")?);
        let modified = fast.column_opt::<i64>("modified")?;
        let with_claims = fast.column_opt::<bool>("with_claims")?;
        let (skipped, unread) = (number("skipped")?, number("unread")?);
        let of = |column: &Option<Column<u64>>, doc| column.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        let texts = |name: &str| -> tantivy::Result<Vec<Arc<str>>> { Ok(texts(fast.str(name)?, docs)?) };
        let names = texts("file")?.into_iter().zip(texts("place")?).zip(texts("stamp")?);
        let rows = docs.iter().zip(names).map(|(doc, ((absolute, path), stamp))| FileRow {
            absolute: absolute.as_ref().to_owned(),
            path: path.as_ref().to_owned(),
            size: of(&size, *doc),
            modified: modified.as_ref().and_then(|column| column.first(*doc)),
            stamp,
            with_claims: with_claims.as_ref().and_then(|column| column.first(*doc)).unwrap_or(false),
            articles: usize::try_from(of(&articles, *doc)).unwrap_or(usize::MAX),
            claims: usize::try_from(of(&claims, *doc)).unwrap_or(usize::MAX),
            skipped: Vec::new(),
            unread: Endings::default(),
        });
        let extras = docs.iter().map(|doc| match (of(&skipped, *doc), of(&unread, *doc)) {
            (0, 0) => RowExtra::Nothing,
            (0, _) => RowExtra::Unread,
            _ => RowExtra::Skipped,
        });
        Ok((rows.collect(), extras.collect()))
    }
}

/// What stands in the JSON of a row.
enum RowExtra {
    Nothing,
    Skipped,
    Unread,
}

/// The strings of a column for many documents; the column's dictionary is read once, from its beginning to its end.
fn texts(column: Option<StrColumn>, docs: &[DocId]) -> std::io::Result<Vec<Arc<str>>> {
    let empty: Arc<str> = "".into();
    let mut texts = vec![empty; docs.len()];
    let Some(column) = column else { return Ok(texts) };
    let mut wanted: Vec<(u64, usize)> =
        docs.iter().enumerate().filter_map(|(at, doc)| Some((column.ords().first(*doc)?, at))).collect();
    wanted.sort_unstable();
    let mut ords: Vec<u64> = wanted.iter().map(|(ord, _)| *ord).collect();
    ords.dedup();
    let mut found: Vec<Arc<str>> = Vec::with_capacity(ords.len());
    column.dictionary().sorted_ords_to_term_cb(&ords, |term| found.push(String::from_utf8_lossy(term).into()))?;
    let mut found = found.into_iter();
    let mut last: Option<(u64, Arc<str>)> = None;
    for (ord, at) in wanted {
        if last.as_ref().is_none_or(|(before, _)| *before != ord) {
            last = found.next().map(|text| (ord, text));
        }
        if let Some((_, text)) = &last {
            texts[at] = Arc::clone(text);
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_not_covered() {
        let row = FileRow { size: 3, modified: Some(5), stamp: "x".into(), with_claims: true, ..FileRow::default() };
        assert!(row.covers(&row));
        assert!(row.covers(&FileRow { with_claims: false, ..row.clone() }));
        assert!(!FileRow { with_claims: false, ..row.clone() }.covers(&row));
        assert!(!row.covers(&FileRow { size: 4, ..row.clone() }));
        assert!(!row.covers(&FileRow { modified: Some(6), ..row.clone() }));
        assert!(!row.covers(&FileRow { stamp: "y".into(), ..row.clone() }));
        let unknown = FileRow { modified: None, ..row };
        assert!(!unknown.covers(&unknown));
    }
}
