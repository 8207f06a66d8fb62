#![no_main]
//! Any text as a query, against an index of the corpus in English and Dutch.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use whosaid::seeds::Seeds;
use whosaid::store::Store;
use whosaid::store::filter::Filter;

fn store() -> &'static Store {
    static STORE: OnceLock<(tempfile::TempDir, Store)> = OnceLock::new();
    &STORE
        .get_or_init(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let corpus = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"));
            let index = folder.path().join("index");
            let arguments: Vec<OsString> =
                ["whosaid".into(), "index".into(), "-q".into(), "--index".into(), index.clone().into(), corpus.into()]
                    .into();
            // The program tells of its failures in its own way; the fuzzer's way is to end.
            let hook = std::panic::take_hook();
            assert_eq!(whosaid::cli::run(arguments), ExitCode::SUCCESS);
            std::panic::set_hook(hook);
            let store = Store::open(&index).expect("the index just made");
            (folder, store)
        })
        .1
}

libfuzzer_sys::fuzz_target!(|query: &str| {
    let _ = whosaid::store::syntax::parse(query);
    let known = &Seeds::built_in().speakers;
    for found in store().search_articles(query, &Filter::default(), known, 5).into_iter().flat_map(|f| f.hits) {
        let _ = format!("{found:?}");
    }
    let _ = store().search_claims(query, &Filter::default(), known, 5);
    let named = Filter { speaker: Some(query.to_owned()), source: Some(query.to_owned()), ..Filter::default() };
    let _ = store().search_claims("*", &named, known, 5);
});
