#![no_main]
//! Any bytes as `a.eml`, as a mailbox, and as a page saved with what it shows.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    whosaid_fuzz::file("a.eml", bytes);
    whosaid_fuzz::file("a.mbox", bytes);
    whosaid_fuzz::file("a.mhtml", bytes);
});
