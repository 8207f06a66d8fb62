#![no_main]
//! Lines of exports of news databases, in any order: the first byte chooses how they come, each other byte a line.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [how, lines @ ..] = bytes else { return };
    let text = whosaid_fuzz::export::text(lines);
    match how % 3 {
        0 => whosaid_fuzz::file("a.txt", text.as_bytes()),
        1 => whosaid_fuzz::file("a.html", whosaid_fuzz::export::page(&text).as_bytes()),
        _ => whosaid_fuzz::file("a.rtf", whosaid_fuzz::export::rich(&text).as_bytes()),
    }
});
