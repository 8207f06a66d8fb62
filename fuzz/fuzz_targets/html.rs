#![no_main]
//! Any bytes as `a.html`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.html", bytes));
