//! Zip packages. Their files are stored as they are, so that what is made up reaches the reader: a changed byte of a packed file is found by its checksum.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A package of these files. A name that the writer refuses (twice the same) is left out.
///
/// # Panics
/// Never: a file in memory takes what is written to it.
#[must_use]
pub fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        if zip.start_file(*name, stored).is_ok() {
            zip.write_all(content).expect("in memory");
        }
    }
    zip.finish().expect("in memory").into_inner()
}
