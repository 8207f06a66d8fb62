#![no_main]
//! Any bytes as `a.pdf`.

libfuzzer_sys::fuzz_target!(init: whosaid_fuzz::others_may_panic(), |bytes: &[u8]| whosaid_fuzz::file("a.pdf", bytes));
