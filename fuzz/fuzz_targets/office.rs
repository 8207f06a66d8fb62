#![no_main]
//! Any bytes as the text of a Word document and of one of LibreOffice, in a package that is whole; and as such a package.

use whosaid_fuzz::package::stored;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    whosaid_fuzz::file("a.docx", &stored(&[("word/document.xml", bytes)]));
    let kind = &b"application/vnd.oasis.opendocument.text"[..];
    whosaid_fuzz::file("a.odt", &stored(&[("mimetype", kind), ("content.xml", bytes)]));
    whosaid_fuzz::file("b.docx", bytes);
});
