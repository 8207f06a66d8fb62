#![no_main]
//! Articles written to an index and asked for again: what comes back is what was written, whatever the texts and with whichever neighbours.
//!
//! Byte 0 cuts the bytes into articles; two of the same bytes are the same article.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use whosaid::model::Article;
use whosaid::model::record::ClaimRecord;
use whosaid::pipeline::Analysed;
use whosaid::seeds::Seeds;
use whosaid::store::filter::Filter;
use whosaid::store::write::{Limits, NewArticle, Writer};
use whosaid::store::{FileRow, StoredArticle};
use whosaid::{claims, dump};
use whosaid_fuzz::pieces;

thread_local!(static INDEX: RefCell<Option<(tempfile::TempDir, Writer)>> = const { RefCell::new(None) });

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let articles: Vec<Analysed> = bytes.split(|&byte| byte == 0).take(4).map(analysed).collect();
    INDEX.with_borrow_mut(|index| {
        let (_, writer) = index.get_or_insert_with(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let writer = Writer::open(&folder.path().join("index"), Limits::default()).expect("a new index");
            (folder, writer)
        });
        replace(writer, &articles);
        let store = writer.store().expect("the index just written");
        let all = Filter { attitudes: true, ..Filter::default() };
        let back: Vec<ClaimRecord> = store.claims(&all).expect("claims").map(|claim| claim.expect("a claim")).collect();
        let written: Vec<ClaimRecord> = articles.iter().flat_map(|article| article.claims.clone()).collect();
        assert_eq!(back, written);
        for article in &articles {
            let found = store.article(&article.article.id).expect("an answer").expect("the article");
            assert_eq!(found.text, article.article.text);
        }
        let known = &whosaid::seeds::Seeds::built_in().speakers;
        for word in ["Brand", "said*", "\"the mayor\"", "title:harbour"] {
            for hit in store.search_articles(word, &Filter::default(), known, 3).expect("hits").hits {
                let _ = format!("{hit:?}");
            }
            let _ = store.search_claims(word, &all, known, 3).expect("hits");
        }
    });
});

fn analysed(bytes: &[u8]) -> Analysed {
    let (how, pieces) = bytes.split_first().map_or((0, bytes), |(how, pieces)| (*how, pieces));
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let article =
        Article { id: format!("a-{:016x}", hasher.finish()), path: "a.txt".to_owned(), ..pieces::article(how, pieces) };
    let found = claims::claims(&article, Seeds::built_in());
    Analysed { claims: dump::claim_records(&article, &found), article }
}

/// The one file of the index, written anew.
fn replace(writer: &mut Writer, articles: &[Analysed]) {
    let row = FileRow {
        absolute: "/a.txt".to_owned(),
        path: "a.txt".to_owned(),
        size: 1,
        modified: None,
        stamp: Arc::from("fuzz"),
        with_claims: true,
        articles: articles.len(),
        claims: articles.iter().map(|article| article.claims.len()).sum(),
        skipped: Vec::new(),
    };
    writer.remove(&row.absolute);
    let stored: Vec<StoredArticle> = articles.iter().map(stored).collect();
    let new: Vec<NewArticle<'_>> = articles
        .iter()
        .zip(&stored)
        .map(|(new, article)| NewArticle { article, text: &new.article.text, claims: &new.claims })
        .collect();
    writer.articles(&row, 0, &new).expect("room on the disk");
    writer.file(&row).expect("room on the disk");
    writer.commit().expect("room on the disk");
}

fn stored(new: &Analysed) -> StoredArticle {
    StoredArticle {
        article: dump::article_record(&new.article),
        url: None,
        seeded: true,
        translated_signals: Vec::new(),
    }
}
