//! `whosaid index`: reads what is new or changed, and adds it to the index.

use super::args::Index;
use super::config::Config;
use super::plan::{Plan, Wish};
use super::progress::Progress;
use super::summary::Summary;
use super::terminal::Terminal;
use super::{End, extract};
use crate::pipeline::{self, Analysed, Outcome, Settings};
use crate::read::{self, Entry, Walk};
use crate::store::write::NewArticle;
use crate::store::{FileRow, SkippedRow, Store, StoredArticle, Writer};
use std::collections::BTreeMap;
use std::time::Instant;

/// Bytes of files from which on more than one thread shall index them: what one thread takes in a second.
const BYTES_A_THREAD: u64 = 16 << 20;

/// Runs the command.
///
/// # Errors
/// When the index cannot be written, or a path that was named is not there.
pub fn run(args: &Index, config: &Config, terminal: &Terminal) -> anyhow::Result<End> {
    if !args.prune {
        extract::all_there(&args.paths)?;
    }
    let start = Instant::now();
    let fields = extract::fields(&args.reading)?;
    let settings = config.settings(&fields, !args.no_claims)?;
    let stamp = config.stamp(&args.reading);
    let wish =
        Wish { paths: &args.paths, prune: args.prune, force: args.force, with_claims: !args.no_claims, stamp: &stamp };
    let there: Vec<_> = args.paths.iter().filter(|path| path.symlink_metadata().is_ok()).cloned().collect();
    let walk = read::walk(&there, &config.walking(&args.reading));
    for skipped in &walk.skipped {
        terminal.warning(&skipped.error());
    }
    if let Ok(store) = Store::open(&config.index) {
        let plan = Plan::new(&walk, &store.files()?, &wish);
        if plan.is_empty() && !walk.entries.is_empty() {
            terminal.note(&format!("nothing to do: {}", unchanged(plan.unchanged)));
            return Ok(ended(args, walk.skipped.len()));
        }
    }
    let bytes: u64 = walk.entries.iter().map(|entry| entry.size).sum();
    // For little text a second indexing thread only makes a second segment.
    let threads = if bytes < BYTES_A_THREAD { 1 } else { rayon::current_num_threads() };
    let mut writer = Writer::open(&config.index, threads)?;
    // Another process may have written between the first look and the lock.
    let known = writer.store()?.files()?;
    let plan = Plan::new(&walk, &known, &wish);
    let mut summary = Summary::default();
    (summary.unchanged, summary.skipped) = (plan.unchanged, walk.skipped.len());
    forget(&mut writer, &plan, &known, &walk, &mut summary)?;
    let progress = Progress::new(plan.read.iter().map(|entry| entry.size).sum(), terminal);
    let mut job = Job { writer, known, wish, settings, summary };
    let run = pipeline::run(&plan.read, &settings, |entry, outcome| {
        for failure in &outcome.failures {
            progress.aside(|| terminal.warning(&failure.error));
        }
        job.add(entry, outcome)?;
        progress.advance(entry.size);
        Ok::<_, crate::Error>(())
    });
    progress.says("writing");
    let Job { writer, mut summary, .. } = job;
    let finished = run.and_then(|()| writer.finish());
    progress.end();
    finished?;
    summary.seconds = start.elapsed().as_secs_f64();
    summary.print(args.no_claims, terminal);
    Ok(ended(args, summary.skipped))
}

fn unchanged(files: usize) -> String {
    if files == 1 { "1 file, unchanged".to_owned() } else { format!("{files} files, all unchanged") }
}

const fn ended(args: &Index, skipped: usize) -> End {
    if args.reading.strict && skipped > 0 { End::Failed } else { End::Done }
}

/// Removes what is gone, and notes what could not be walked.
fn forget(
    writer: &mut Writer,
    plan: &Plan,
    known: &BTreeMap<String, FileRow>,
    walk: &Walk,
    summary: &mut Summary,
) -> crate::Result<()> {
    for absolute in &plan.forget {
        writer.remove(absolute);
        summary.removed += known.get(absolute).map_or(0, |row| row.articles);
    }
    for row in &plan.unwalked {
        writer.remove(&row.absolute);
        writer.add(row, &[])?;
    }
    summary.nothing_found = walk.entries.is_empty() && plan.forget.is_empty();
    Ok(())
}

/// A run of the command.
struct Job<'a> {
    writer: Writer,
    known: BTreeMap<String, FileRow>,
    wish: Wish<'a>,
    settings: Settings<'a>,
    summary: Summary,
}

impl Job<'_> {
    fn add(&mut self, entry: &Entry, outcome: Outcome) -> crate::Result<()> {
        self.summary.count(entry, &outcome);
        let mut row = self.wish.row(entry);
        row.articles = outcome.articles.len();
        row.claims = outcome.articles.iter().map(|article| article.claims.len()).sum();
        row.skipped = outcome
            .failures
            .iter()
            .map(|failure| SkippedRow { path: failure.path.clone(), cause: failure.cause.clone() })
            .collect();
        let stored: Vec<StoredArticle> = outcome.articles.iter().map(|article| self.stored(article)).collect();
        let articles: Vec<NewArticle<'_>> = outcome
            .articles
            .iter()
            .zip(&stored)
            .map(|(new, article)| NewArticle { article, text: &new.article.text, claims: &new.claims })
            .collect();
        if self.known.contains_key(&row.absolute) {
            self.writer.remove(&row.absolute);
        }
        self.writer.add(&row, &articles)
    }

    fn stored(&self, new: &Analysed) -> StoredArticle {
        let article = &new.article;
        let seeded = article.language.as_deref().is_some_and(|code| self.settings.seeds.languages.contains_key(code));
        StoredArticle {
            article: crate::dump::article_record(article),
            url: article.meta.url.clone(),
            seeded,
            translated_signals: article.translated_signals.clone(),
        }
    }
}
