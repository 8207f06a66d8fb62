#![no_main]
//! Any bytes as an archive, as a compressed file, as a package of a crawl; and as names and contents of files in a zip archive that is whole, in
//! turn, parted by byte 0.

use whosaid_fuzz::package::stored;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for name in ["a.zip", "a.tar", "a.txt.gz", "a.txt.zst", "a.txt.xz", "a.txt.bz2", "a.wacz"] {
        whosaid_fuzz::file(name, bytes);
    }
    let parts: Vec<&[u8]> = bytes.split(|&byte| byte == 0).take(8).collect();
    let names: Vec<String> = parts.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    let files: Vec<(&str, &[u8])> = (0..parts.len() / 2).map(|n| (names[2 * n].as_str(), parts[2 * n + 1])).collect();
    whosaid_fuzz::file("b.zip", &stored(&files));
    whosaid_fuzz::file("b.wacz", &stored(&[("archive/a.warc", bytes)]));
    whosaid_fuzz::file("c.wacz", &stored(&[("archive/a.warc.gz", bytes)]));
});
