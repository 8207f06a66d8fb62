#![no_main]
//! Changed bytes of a Parquet file, an Arrow stream, and any bytes as an Arrow file.

use std::sync::LazyLock;

use whosaid::dump::Format;
use whosaid_fuzz::table;

static TABLES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| [table::whole(Format::Parquet), table::whole(Format::Arrow)]);

libfuzzer_sys::fuzz_target!(init: whosaid_fuzz::others_may_panic(), |bytes: &[u8]| {
    let Some((how, bytes)) = bytes.split_first() else { return };
    match how % 3 {
        0 => whosaid_fuzz::file("a.parquet", &table::changed(&TABLES[0], bytes)),
        1 => whosaid_fuzz::file("a.arrows", &table::changed(&TABLES[1], bytes)),
        _ => whosaid_fuzz::file("a.arrow", &[b"ARROW1\0\0", bytes].concat()),
    }
});
