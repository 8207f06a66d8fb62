#![no_main]
//! Any bytes as `a.json`, and as `a.jsonl`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    whosaid_fuzz::file("a.json", bytes);
    whosaid_fuzz::file("a.jsonl", bytes);
});
