#![no_main]
//! Any bytes as gold annotations, which are scored against a text and against themselves.

use std::path::Path;

use whosaid::eval::gold;
use whosaid::eval::score::Tally;

const TEXT: &str = "“We stay,” Ada Brand said. Zoë’s 😀 plan, the mayor told the council, was dropped.";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(docs) = gold::parse(Path::new("gold.jsonl"), &text) else { return };
    let mut all = Tally::default();
    for pair in docs.windows(2) {
        all.document(TEXT, &pair[0].attributions, &pair[1].attributions, &[]);
    }
    for doc in &docs {
        let mut tally = Tally::default();
        tally.document(TEXT, &doc.attributions, &doc.attributions, &[]);
        all.add(&tally);
    }
    let _ = all.report();
});
