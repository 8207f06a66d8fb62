//! The table of files: what was read, and what could not be.

use super::Store;
use super::hits::{All, json};
use super::schema::What;
use crate::error::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A file, or an article in it, that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRow {
    /// Its path as shown, `#n` behind it for the n-th article of a file.
    pub path: String,
    /// Why.
    pub cause: String,
}

/// What the index knows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    pub stamp: String,
    /// Whether claims were extracted.
    pub with_claims: bool,
    /// Articles in it.
    pub articles: usize,
    /// Claims in them.
    pub claims: usize,
    /// What gave nothing.
    pub skipped: Vec<SkippedRow>,
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
    /// Every file of the index by its absolute path.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<String, FileRow>> {
        let mut files = BTreeMap::new();
        for address in self.matching(&*self.is(What::File), All)? {
            let row: FileRow = json(self, address)?;
            files.insert(row.absolute.clone(), row);
        }
        Ok(files)
    }
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
