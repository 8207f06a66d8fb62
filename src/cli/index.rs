//! `whosaid index`: reads what is new or changed, and adds it to the index.

use super::args::Index;
use super::config::Config;
use super::plan::{Plan, Wish};
use super::progress::Progress;
use super::stop::Stop;
use super::summary::{Summary, counted};
use super::terminal::Terminal;
use super::{End, extract, memory, unread, watch};
use crate::compare::sketch::Sketcher;
use crate::pipeline::{self, Analysed, Outcome, Settings};
use crate::read::{self, Entry, Walk};
use crate::store::write::NewArticle;
use crate::store::{FileRow, Limits, SkippedRow, Store, StoredArticle, Writer};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

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
    let stop = Stop::listen()?;
    let fields = extract::fields(&args.reading)?;
    let settings = config.settings(&fields, args.reading.memory, !args.no_claims)?;
    let stamp = config.stamp(&args.reading);
    let wish =
        Wish { paths: &args.paths, prune: args.prune, force: args.force, with_claims: !args.no_claims, stamp: &stamp };
    let run = Run { args, config, terminal, settings, wish, stop: &stop };
    if args.watch {
        return watch::run(&run);
    }
    let round = run.round(&|_| true)?;
    if let (Some(summary), false) = (&round.summary, round.interrupted) {
        summary.print(args.no_claims, &run.settings.seeds.speakers, terminal);
    }
    Ok(match round {
        Round { interrupted: true, .. } => End::Interrupted,
        Round { skipped, unread, .. } if args.reading.strict && skipped + unread > 0 => End::Failed,
        _ => End::Done,
    })
}

fn unchanged(files: usize) -> String {
    if files == 1 { "1 file, unchanged".to_owned() } else { format!("{files} files, all unchanged") }
}

/// What the user wants, for as many rounds as it takes.
pub struct Run<'a> {
    /// What was typed.
    pub args: &'a Index,
    /// What all commands share.
    pub config: &'a Config,
    /// Where to speak.
    pub terminal: &'a Terminal,
    /// Whether to end.
    pub stop: &'a Stop,
    settings: Settings<'a>,
    wish: Wish<'a>,
}

/// What one round did.
#[derive(Debug, Default)]
pub struct Round {
    /// What it did; `None` where there was nothing to do.
    pub summary: Option<Summary>,
    /// The user ended it before it was through.
    pub interrupted: bool,
    /// Files and articles that gave nothing.
    pub skipped: usize,
    /// Files that were found and are of no format that is read.
    pub unread: usize,
}

impl Run<'_> {
    /// The same once more: what was read by force the first time is read when it changes.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { wish: Wish { force: false, ..self.wish.clone() }, ..*self }
    }

    /// Looks at all files, and reads those that are new or changed and that `pick` takes.
    ///
    /// # Errors
    /// When the index cannot be written: it is then as of the last commit.
    pub fn round(&self, pick: &dyn Fn(&Entry) -> bool) -> anyhow::Result<Round> {
        let start = Instant::now();
        let (args, terminal) = (self.args, self.terminal);
        let there: Vec<_> = args.paths.iter().filter(|path| path.symlink_metadata().is_ok()).cloned().collect();
        let walk = read::walk(&there, &self.config.walking(&args.reading));
        for skipped in walk.skipped.iter().filter(|_| !args.watch) {
            terminal.warning(&skipped.error());
        }
        let before = Store::open(&self.config.index).ok();
        let mut known = before.as_ref().map(Store::files).transpose()?.unwrap_or_default();
        let mut plan = self.plan(&walk, &known, pick);
        let unread = unread::of(&walk);
        let mut round = Round { skipped: walk.skipped.len(), unread: unread.files(), ..Round::default() };
        if plan.is_empty() && (args.watch || (before.is_some() && !walk.entries.is_empty())) {
            if !args.watch {
                terminal.note(&format!("nothing to do: {}", unchanged(plan.unchanged)));
                unread::tell(&unread, terminal);
            }
            return Ok(round);
        }
        let mut writer = Writer::open(&self.config.index, self.limits(&walk)?)?;
        // Another process may have written between the first look and the lock.
        let now = writer.store()?;
        if !before.is_some_and(|before| before.shows_the_same_as(&now)) {
            known = now.files()?;
            plan = self.plan(&walk, &known, pick);
        }
        let mut summary = Summary::default();
        (summary.unchanged, summary.skipped, summary.unread) = (plan.unchanged, walk.skipped.len(), unread);
        forget(&mut writer, &plan, &known, &walk, &mut summary)?;
        let progress = Progress::new(plan.read.iter().map(|entry| entry.size).sum(), terminal);
        let sketcher = Sketcher::new(self.settings.seeds);
        let mut job = Job { run: self, writer, known, summary, sketcher, open: None, files: 0, said: false };
        let done = pipeline::run(&plan.read, &self.settings, &|| self.stop.wanted(), |entry, outcome| {
            for failure in &outcome.failures {
                progress.aside(|| terminal.warning(&failure.error));
            }
            if self.stop.wanted() && !std::mem::replace(&mut job.said, true) {
                progress.aside(|| terminal.note("stopping after the files in hand; Ctrl-C again ends at once"));
            }
            let bytes = outcome.bytes;
            job.add(entry, outcome)?;
            progress.advance(bytes);
            Ok::<_, crate::Error>(())
        });
        progress.says("writing");
        let done = done.and_then(|()| job.leave_out_what_is_not_whole()).and_then(|()| job.writer.commit());
        let Job { writer, mut summary, files, .. } = job;
        let ended = match done {
            Err(error) => {
                writer.abandon();
                Err(error)
            }
            Ok(()) if files < plan.read.len() => {
                round.interrupted = true;
                writer.store().and_then(|store| store.count_articles()).map(|articles| {
                    progress.end();
                    let are = if articles == 1 { "is" } else { "are" };
                    let articles = counted(articles, "article");
                    terminal.warning(&format!(
                        "interrupted: {articles} {are} in the index; run the same command again to go on"
                    ));
                })
            }
            Ok(()) => writer.finish(),
        };
        progress.end();
        ended?;
        summary.seconds = start.elapsed().as_secs_f64();
        round.skipped = summary.skipped;
        round.summary = Some(summary);
        Ok(round)
    }

    fn plan(&self, walk: &Walk, known: &BTreeMap<String, FileRow>, pick: &dyn Fn(&Entry) -> bool) -> Plan {
        let mut plan = Plan::new(walk, known, &self.wish);
        plan.read.retain(pick);
        plan
    }

    fn limits(&self, walk: &Walk) -> crate::Result<Limits> {
        let usual = Limits::default();
        let bytes: u64 = walk.entries.iter().map(|entry| entry.size).sum();
        let all = rayon::current_num_threads();
        // For little text a second indexing thread only makes a second segment. With claims, one can write what four find, and each other one takes
        // memory and the processor's nearest memory from them.
        let threads = match (bytes < BYTES_A_THREAD, self.settings.claims) {
            (true, _) => 1,
            (false, true) => all.div_ceil(4),
            (false, false) => all,
        };
        Ok(Limits {
            threads,
            memory: memory::writer(self.args.reading.memory)?,
            commit_bytes: self.args.commit_bytes.unwrap_or(usual.commit_bytes),
            commit_every: self.args.commit_seconds.map_or(usual.commit_every, Duration::from_secs),
        })
    }
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
        writer.file(row)?;
    }
    summary.nothing_found = walk.entries.is_empty() && plan.forget.is_empty();
    Ok(())
}

/// The files of a round on their way into the index.
struct Job<'a> {
    run: &'a Run<'a>,
    writer: Writer,
    known: BTreeMap<String, FileRow>,
    summary: Summary,
    sketcher: Sketcher<'a>,
    /// The file of which more is to come.
    open: Option<FileRow>,
    /// Files that are wholly there.
    files: usize,
    /// The user knows that we are about to stop.
    said: bool,
}

impl Job<'_> {
    fn add(&mut self, entry: &Entry, outcome: Outcome) -> crate::Result<()> {
        self.summary.count(&outcome);
        let mut row = match self.open.take() {
            Some(row) => row,
            None => self.begin(entry, outcome.more)?,
        };
        let stored: Vec<StoredArticle> = outcome.articles.iter().map(|article| self.stored(article)).collect();
        let mut sketched = |new: &Analysed| -> Vec<Option<Vec<u8>>> {
            new.claims.iter().map(|claim| Some(self.sketcher.sketch(claim)?.to_bytes())).collect()
        };
        let sketches: Vec<_> = outcome.articles.iter().map(&mut sketched).collect();
        let articles: Vec<NewArticle<'_>> = outcome
            .articles
            .iter()
            .zip(stored.iter().zip(&sketches))
            .map(|(new, (article, sketches))| NewArticle {
                article,
                text: &new.article.text,
                claims: &new.claims,
                sketches,
            })
            .collect();
        self.writer.articles(&row, row.articles, &articles)?;
        row.articles += articles.len();
        row.claims += outcome.articles.iter().map(|article| article.claims.len()).sum::<usize>();
        row.skipped.extend(
            outcome
                .failures
                .iter()
                .map(|failure| SkippedRow { path: failure.path.clone(), cause: failure.cause.clone() }),
        );
        if outcome.more {
            self.open = Some(row);
            return Ok(());
        }
        self.writer.file(&row)?;
        self.files += 1;
        Ok(())
    }

    /// The row of a file that is about to be added; what the index has of it goes.
    fn begin(&mut self, entry: &Entry, more: bool) -> crate::Result<FileRow> {
        let row = self.run.wish.row(entry);
        if self.known.contains_key(&row.absolute) {
            if more {
                // So that the way back from the middle of it leads here.
                self.writer.commit()?;
            }
            self.writer.remove(&row.absolute);
        }
        Ok(row)
    }

    /// A large file that was left in the middle is not in the index, or is there as it was before.
    fn leave_out_what_is_not_whole(&mut self) -> crate::Result<()> {
        match self.open.take() {
            Some(row) if self.known.contains_key(&row.absolute) => self.writer.rollback()?,
            Some(row) => self.writer.remove(&row.absolute),
            None => {}
        }
        Ok(())
    }

    fn stored(&self, new: &Analysed) -> StoredArticle {
        let article = &new.article;
        let seeds = self.run.settings.seeds;
        let seeded = article.language.as_deref().is_some_and(|code| seeds.languages.contains_key(code));
        StoredArticle {
            article: crate::dump::article_record(article),
            url: article.meta.url.clone(),
            seeded,
            translated_signals: article.translated_signals.clone(),
        }
    }
}
