#![no_main]
//! Any bytes as a table with a header, and with one of its own in front.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    whosaid_fuzz::file("a.csv", bytes);
    whosaid_fuzz::file("b.csv", &[b"title,text,date\n", bytes].concat());
});
