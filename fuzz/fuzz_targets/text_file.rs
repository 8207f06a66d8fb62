#![no_main]
//! Any bytes as `a.txt`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.txt", bytes));
