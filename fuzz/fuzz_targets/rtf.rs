#![no_main]
//! Any bytes as `a.rtf`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.rtf", bytes));
