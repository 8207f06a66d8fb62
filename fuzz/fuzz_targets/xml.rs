#![no_main]
//! Any bytes as a feed or a message of an agency; what they are, their content tells.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whosaid_fuzz::file("a.xml", bytes));
