//! From files to articles with their claims, on all cores.
//!
//! Files are taken in batches: each batch is read and analysed in parallel, its results are handed on in order while the next is under way.
//! Memory holds two batches; the output is the same for any number of threads.

use crate::claims;
use crate::dump::claim_records;
use crate::error::Error;
use crate::language::{self, translated};
use crate::model::Article;
use crate::model::record::ClaimRecord;
use crate::read::{self, Entry, RawArticle, ReadOptions, Skipped, metadata};
use crate::seeds::Seeds;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

/// Files of one batch at most.
const BATCH_FILES: usize = 256;
/// Bytes of one batch at most; a larger file is a batch of its own.
const BATCH_BYTES: u64 = 8 << 20;
/// Files of the first batch: a reader of the stream sees the first claims soon.
const FIRST_FILES: usize = 8;

/// How articles are read and analysed.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// What is known of languages and names.
    pub seeds: &'a Seeds,
    /// How files are read.
    pub read: ReadOptions<'a>,
    /// Whether claims are extracted.
    pub claims: bool,
}

/// An article, and what was found in it.
#[derive(Clone, Debug)]
pub struct Analysed {
    /// The article.
    pub article: Article,
    /// Its claims as records, in order, attitudes included.
    pub claims: Vec<ClaimRecord>,
}

/// Something that gave no article, and why.
#[derive(Debug)]
pub struct Failure {
    /// The path as shown.
    pub path: String,
    /// The cause in one line.
    pub cause: String,
    /// The cause with its place and a hint.
    pub error: Error,
}

/// What came of one file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its articles, in order.
    pub articles: Vec<Analysed>,
    /// What gave none.
    pub failures: Vec<Failure>,
}

impl From<&Skipped> for Failure {
    fn from(skipped: &Skipped) -> Self {
        let cause = match skipped.place {
            Some((line, column)) => format!("line {line}, column {column}: {}", skipped.cause),
            None => skipped.cause.clone(),
        };
        Self { path: skipped.path.clone(), cause, error: skipped.error() }
    }
}

impl Failure {
    fn new(path: &str, error: Error) -> Self {
        Self { path: path.to_owned(), cause: error.cause().to_owned(), error }
    }
}

/// Reads and analyses files; `sink` gets what came of each, in the order of `entries`, and may end the run with an error.
///
/// # Errors
/// What `sink` returns. A file that cannot be read is an outcome, not an error.
pub fn run<E: Send>(
    entries: &[Entry],
    settings: &Settings<'_>,
    mut sink: impl FnMut(&Entry, Outcome) -> Result<(), E>,
) -> Result<(), E> {
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<(&[Entry], Vec<Outcome>)>(1);
        scope.spawn(move || {
            for batch in batches(entries) {
                let outcomes = batch.par_iter().map(|entry| file(entry, settings)).collect();
                if sender.send((batch, outcomes)).is_err() {
                    return; // The sink has ended the run.
                }
            }
        });
        for (batch, outcomes) in receiver {
            for (entry, outcome) in batch.iter().zip(outcomes) {
                sink(entry, outcome)?;
            }
        }
        Ok(())
    })
}

/// The articles in bytes that come from no file.
#[must_use]
pub fn bytes(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Outcome {
    outcome(name, || read::articles_from_bytes(name, bytes, &settings.read), settings)
}

fn file(entry: &Entry, settings: &Settings<'_>) -> Outcome {
    outcome(&entry.display, || read::articles(entry, &settings.read), settings)
}

fn outcome(name: &str, load: impl FnOnce() -> crate::Result<read::Loaded>, settings: &Settings<'_>) -> Outcome {
    let loaded = match guarded(name, load).and_then(|loaded| loaded) {
        Ok(loaded) => loaded,
        Err(error) => return Outcome { failures: vec![Failure::new(name, error)], ..Outcome::default() },
    };
    let mut outcome = Outcome { failures: loaded.skipped.iter().map(Failure::from).collect(), ..Outcome::default() };
    let analysed: Vec<_> = loaded
        .articles
        .into_par_iter()
        .map(|raw| {
            let path = raw.path.clone();
            guarded(&path, || analyse(raw, settings)).map_err(|error| Box::new(Failure::new(&path, error)))
        })
        .collect();
    for result in analysed {
        match result {
            Ok(article) => outcome.articles.push(article),
            Err(failure) => outcome.failures.push(*failure),
        }
    }
    outcome
}

/// A bug that one odd article brings to light costs that article, not the run.
fn guarded<T>(path: &str, work: impl FnOnce() -> T) -> crate::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Error::new("the program failed on this article; that is a bug in it")
            .at(path)
            .hint("please report it, with the article if you may")
    })
}

/// Finds out what there is to know of an article, and its claims.
#[must_use]
pub fn analyse(raw: RawArticle, settings: &Settings<'_>) -> Analysed {
    let article = article(raw, settings.seeds);
    let claims = if settings.claims && article.language.is_some() {
        claim_records(&article, &claims::claims(&article, settings.seeds))
    } else {
        Vec::new()
    };
    Analysed { article, claims }
}

fn article(raw: RawArticle, seeds: &Seeds) -> Article {
    let RawArticle { path, text, meta: declared, .. } = raw;
    let allowed: Vec<&str> = seeds.languages.keys().map(String::as_str).collect();
    let hint = declared.language.clone().or_else(|| language::likeliest(&text, &allowed));
    let found = metadata::find(&text, hint.as_deref(), seeds);
    let meta = metadata::merge(declared, found.meta);
    let detected = language::detect(meta.title.as_deref(), &text, &found.boilerplate, &allowed);
    // What the letters say counts more than what a page's template declares.
    let language_found = detected.found.or_else(|| meta.language.clone());
    let language =
        detected.language.or_else(|| language_found.clone().filter(|code| seeds.languages.contains_key(code)));
    let judged = translated::of_article(language.as_deref(), &text, &found.boilerplate, &meta);
    Article {
        id: article_id(&path, &text),
        path,
        title_span: found.title_span,
        language,
        language_found,
        language_confidence: detected.confidence,
        translated: judged.translated,
        translated_score: judged.score,
        translated_signals: judged.signals,
        boilerplate: found.boilerplate,
        meta,
        text,
    }
}

fn article_id(path: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes());
    hasher.update(&[0]);
    hasher.update(text.as_bytes());
    format!("a-{}", &hasher.finalize().to_hex()[..16])
}

fn batches(mut entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let mut most = FIRST_FILES;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |entry: &&Entry| {
            bytes += entry.size;
            bytes <= BATCH_BYTES
        };
        let count = entries.iter().take(most).take_while(fits).count().max(1).min(entries.len());
        most = BATCH_FILES;
        let (batch, rest) = entries.split_at(count);
        entries = rest;
        (!batch.is_empty()).then_some(batch)
    })
}
