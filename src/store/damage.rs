//! What is said of an index that tantivy cannot read.

use crate::error::Error;
use std::path::Path;

/// The index's files are not what they were when they were written.
pub(crate) fn damaged(folder: &Path, error: &tantivy::TantivyError) -> Error {
    Error::new(format!("the index cannot be read: {error}"))
        .at(folder)
        .hint("remove the folder and run `whosaid index` again: your article files are not affected")
}
