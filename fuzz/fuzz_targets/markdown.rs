#![no_main]
//! Any bytes as `a.md`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.md", bytes));
