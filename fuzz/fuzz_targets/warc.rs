#![no_main]
//! Any bytes as an archive of the web.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.warc", bytes));
