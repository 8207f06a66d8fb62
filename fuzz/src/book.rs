//! An EPUB with one chapter.

use crate::package;

/// A list of chapters.
pub const LIST: &str =
    "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";

/// The book.
#[must_use]
pub fn epub(chapter: &[u8], list: &[u8]) -> Vec<u8> {
    package::stored(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfile full-path=\"b.opf\"/></container>"),
        ("b.opf", list),
        ("a.xhtml", chapter),
    ])
}
