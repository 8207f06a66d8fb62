#![no_main]
//! Any bytes as `a.pdf`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.pdf", bytes));
