#![no_main]
//! Any text as one of the seed files, laid over those that are built in; where it is one, an article is read with it.

use whosaid::claims::claims;
use whosaid::model::Article;
use whosaid::seeds::Seeds;

const TEXT: &str = "“We stay,” Ada Brand said on Monday. The mayor told the council that the plan, she added, was dropped.";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let Ok(folder) = tempfile::tempdir() else { return };
    // The first byte tells which.
    let names: Vec<&str> = Seeds::built_in_names().collect();
    let path = folder.path().join(names[usize::from(which) % names.len()]);
    let written = path.parent().map(std::fs::create_dir_all).is_some() && std::fs::write(&path, bytes).is_ok();
    assert!(written, "the temporary folder takes a file");
    match Seeds::load(folder.path()) {
        Ok(seeds) => {
            let article = Article { text: TEXT.to_owned(), language: Some("en".to_owned()), ..Article::default() };
            let _ = claims(&article, &seeds);
        }
        Err(problems) => assert!(!problems.0.is_empty() && !problems.to_string().is_empty()),
    }
});
