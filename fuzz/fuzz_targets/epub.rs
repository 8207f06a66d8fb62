#![no_main]
//! Any bytes as a chapter, and as the book's own list of chapters, in an EPUB that is whole: a changed byte of a zip file is found by its checksum.
//! Byte 0 parts the two.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |&byte| byte == 0);
    let chapter = parts.next().unwrap_or_default();
    let list = parts.next().unwrap_or(whosaid_fuzz::book::LIST.as_bytes());
    whosaid_fuzz::file("a.epub", &whosaid_fuzz::book::epub(chapter, list));
});
