//! From files to articles with their claims, on all cores.
//!
//! Files are taken in batches: each batch is read and analysed in parallel, its results are handed on in order while the next is under way.
//! A large file of many records is no single piece of work: its records are ([`Pieces`]). Memory holds the batch that is analysed and the results
//! of two others, whatever the sizes of files; the output is the same for any number of threads.

use crate::claims;
use crate::dump::claim_records;
use crate::error::{self, Error};
use crate::language::{self, translated};
use crate::model::record::ClaimRecord;
use crate::model::{Article, Origin};
use crate::read::archive::Piece;
use crate::read::compressed::{self, is_compressed};
use crate::read::pieces::{self, Pieces};
use crate::read::{self, Entry, RawArticle, ReadOptions, Recurring, Skipped, metadata};
use crate::seeds::Seeds;
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError, mpsc};

/// Files of one batch at most.
const BATCH_FILES: usize = 256;
/// Bytes of one batch at most; larger ones make nothing quicker.
const BATCH_BYTES: u64 = 8 << 20;
/// Files of the first batch: a reader of the stream sees the first claims soon.
const FIRST_FILES: usize = 8;
/// A batch is at most so many times the one before: what takes up the results has something to do soon.
const BATCH_GROWTH: usize = 4;
/// A batch is at most this share of the files that are left: what takes up the results has little left to do when the last is read.
const LAST_SHARE: usize = 4;
/// Files that each thread gets at least, but of the first batches.
const FILES_A_THREAD: usize = 8;
/// Times that a compressed file is thought to grow.
const UNPACKED_GROWTH: u64 = 6;

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

impl Settings<'_> {
    /// Bytes of text that may be analysed at a time: an article of the greatest size takes all of the memory that is meant for it.
    fn batch_bytes(&self) -> u64 {
        self.read.max_bytes.min(BATCH_BYTES)
    }
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

/// What came of one file, or of a piece of a large one.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its articles, in order.
    pub articles: Vec<Analysed>,
    /// What gave none.
    pub failures: Vec<Failure>,
    /// How much of the file's size this is.
    pub bytes: u64,
    /// More of the same file is to come.
    pub more: bool,
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
/// A large file comes in pieces, one behind the other. When `stop` says so, files in hand are finished and no other is begun;
/// the last file may then lack its last pieces.
///
/// # Errors
/// What `sink` returns. A file that cannot be read is an outcome, not an error.
pub fn run<E: Send>(
    entries: &[Entry],
    settings: &Settings<'_>,
    stop: &(dyn Fn() -> bool + Sync),
    mut sink: impl FnMut(&Entry, Outcome) -> Result<(), E>,
) -> Result<(), E> {
    let recurring = Recurring::default();
    let settings = &Settings { read: ReadOptions { recurring: Some(&recurring), ..settings.read }, ..*settings };
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<(&Entry, Option<Outcome>)>>(1);
        scope.spawn(move || {
            let mut scheduler = Scheduler::new(entries, settings);
            let alone = Mutex::new(());
            while !stop() {
                let batch = scheduler.batch();
                if batch.is_empty() {
                    return;
                }
                let work = |(entry, unit)| (entry, (!stop()).then(|| outcome_of(entry, unit, settings, &alone)));
                if sender.send(batch.into_par_iter().map(work).collect()).is_err() {
                    return; // The sink has ended the run.
                }
            }
        });
        let mut broken: Option<&Entry> = None;
        for batch in receiver {
            for (entry, outcome) in batch {
                match outcome {
                    // What follows a piece that is missing is of no use.
                    Some(outcome) if !broken.is_some_and(|broken| std::ptr::eq(broken, entry)) => sink(entry, outcome)?,
                    Some(_) => {}
                    None => broken = Some(entry),
                }
            }
        }
        Ok(())
    })
}

/// A piece of work.
enum Unit {
    /// A whole file.
    File,
    /// A record of a large file, or a file of an archive; and how many bytes it took there.
    Piece(Piece, u64),
    /// A large file has no more records, or cannot be read any further.
    End(u64, Option<Error>),
}

/// Hands out the work in order.
struct Scheduler<'a> {
    entries: std::slice::Iter<'a, Entry>,
    settings: &'a Settings<'a>,
    open: Option<(&'a Entry, Pieces, u64)>,
    /// What did not fit into the last batch.
    left: Option<(&'a Entry, Unit, u64)>,
    most: usize,
}

impl<'a> Scheduler<'a> {
    fn new(entries: &'a [Entry], settings: &'a Settings<'a>) -> Self {
        Self { entries: entries.iter(), settings, open: None, left: None, most: FIRST_FILES }
    }

    /// The next batch, empty at the end.
    fn batch(&mut self) -> Vec<(&'a Entry, Unit)> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < self.most
            && let Some((entry, unit, weight)) = self.left.take().or_else(|| self.unit())
        {
            bytes += weight;
            if bytes > self.settings.batch_bytes() && !batch.is_empty() {
                self.left = Some((entry, unit, weight));
                break;
            }
            batch.push((entry, unit));
        }
        let growing = self.most * BATCH_GROWTH;
        // Of a large file it is not known how many records it has.
        let left = if self.open.is_some() { usize::MAX } else { self.entries.len() };
        let ending = (left / LAST_SHARE).max(FILES_A_THREAD * rayon::current_num_threads());
        self.most = BATCH_FILES.min(growing).min(ending);
        batch
    }

    /// The next piece of work, and how many bytes of text it may hold.
    fn unit(&mut self) -> Option<(&'a Entry, Unit, u64)> {
        let limit = self.settings.read.max_bytes;
        if let Some((entry, pieces, read)) = &mut self.open {
            let entry = *entry;
            return match pieces.next() {
                Some(Ok((piece, used))) => {
                    let used = used.min(entry.size.saturating_sub(*read));
                    *read += used;
                    let weight = piece.bytes();
                    Some((entry, Unit::Piece(piece, used), weight))
                }
                end => {
                    let rest = entry.size.saturating_sub(*read);
                    self.open = None;
                    Some((entry, Unit::End(rest, end.and_then(Result::err)), 0))
                }
            };
        }
        let entry = self.entries.next()?;
        if let Some(pieces) = Pieces::open(entry, &self.settings.read) {
            self.open = Some((entry, pieces, 0));
            return self.unit();
        }
        let growth = if is_compressed(&entry.path) { UNPACKED_GROWTH } else { 1 };
        Some((entry, Unit::File, entry.size.saturating_mul(growth).min(limit)))
    }
}

fn outcome_of(entry: &Entry, unit: Unit, settings: &Settings<'_>, alone: &Mutex<()>) -> Outcome {
    match unit {
        Unit::File => {
            // What a compressed file holds shows only when it is read: a large one waits until no other is in hand.
            let share = settings.batch_bytes() / rayon::current_num_threads() as u64;
            let large = is_compressed(&entry.path) && compressed::holds_more_than(&entry.path, share);
            let _held = large.then(|| alone.lock().unwrap_or_else(PoisonError::into_inner));
            let whole = outcome(&entry.display, || read::articles(entry, &settings.read), settings);
            Outcome { bytes: entry.size, ..whole }
        }
        Unit::Piece(piece, bytes) => {
            let name = piece.path().to_owned();
            let piece = outcome(&name, || Ok(pieces::articles(entry, piece, &settings.read)), settings);
            Outcome { bytes, more: true, ..piece }
        }
        Unit::End(bytes, error) => {
            let failures =
                error.map(|error| Failure::new(&entry.display, error.at(&entry.display))).into_iter().collect();
            Outcome { bytes, failures, ..Outcome::default() }
        }
    }
}

/// The articles in bytes that come from no file.
#[must_use]
pub fn bytes(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Outcome {
    outcome(name, || read::articles_from_bytes(name, bytes, &settings.read), settings)
}

fn outcome(name: &str, load: impl FnOnce() -> crate::Result<read::Loaded>, settings: &Settings<'_>) -> Outcome {
    let loaded = match guarded(name, load).and_then(|loaded| loaded) {
        Ok(loaded) => loaded,
        Err(error) => return Outcome { failures: vec![Failure::new(name, error)], ..Outcome::default() },
    };
    let mut outcome = Outcome { failures: loaded.skipped.iter().map(Failure::from).collect(), ..Outcome::default() };
    for raw in loaded.articles {
        let path = raw.path.clone();
        match guarded(&path, || analyse(raw, settings)) {
            Ok(article) => outcome.articles.push(article),
            Err(error) => outcome.failures.push(Failure::new(&path, error)),
        }
    }
    outcome
}

/// A bug that one odd article brings to light costs that article, not the run.
fn guarded<T>(path: &str, work: impl FnOnce() -> T) -> crate::Result<T> {
    error::guarded(work).ok_or_else(|| {
        Error::new("the program failed on this article: this is a bug")
            .at(path)
            .hint("please report it, with the article if you can share it")
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
    let RawArticle { path, text, meta: declared, recurring, .. } = raw;
    let allowed: Vec<&str> = seeds.languages.keys().map(String::as_str).collect();
    let look = if declared.language.is_some() { language::Look::default() } else { language::look(&text, &allowed) };
    let hint = declared.language.clone().or_else(|| look.likeliest.clone());
    let found = metadata::find_beside(&text, hint.as_deref(), seeds, &recurring);
    let mut meta = metadata::merge(declared.taken_from(Origin::File), found.meta);
    if meta.source.is_none() {
        meta.source = metadata::of_file_name(&path, hint.as_deref(), seeds);
        meta = meta.taken_from(Origin::FileName);
    }
    let detected = look.again(meta.title.as_deref(), &text, &found.boilerplate, &allowed);
    // What the letters say counts more than what a page's template declares.
    let language_found = detected.found.or_else(|| meta.language.clone());
    let language =
        detected.language.or_else(|| language_found.clone().filter(|code| seeds.languages.contains_key(code)));
    let judged = translated::of_article(language.as_deref(), &text, &found.boilerplate, &meta, seeds);
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
