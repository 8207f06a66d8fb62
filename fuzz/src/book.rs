//! An EPUB with one chapter. Its parts are stored as they are, so that what is made up reaches the reader.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A list of chapters.
pub const LIST: &str = "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";

/// The book.
///
/// # Panics
/// Never: a file in memory takes what is written to it.
#[must_use]
pub fn epub(chapter: &[u8], list: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in [
        ("mimetype", &b"application/epub+zip"[..]),
        ("META-INF/container.xml", b"<container><rootfile full-path=\"b.opf\"/></container>"),
        ("b.opf", list),
        ("a.xhtml", chapter),
    ] {
        zip.start_file(name, stored).expect("in memory");
        zip.write_all(content).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}
