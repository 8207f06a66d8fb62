//! A round of `index`: looks at all files, and reads those that are new or changed.

use super::args::Index;
use super::config::Config;
use super::interrupt::Interrupt;
use super::numbers::counted;
use super::progress::Progress;
use super::summary::Summary;
use super::terminal::Terminal;
use super::{memory, unread};
use crate::indexing::{Intake, Plan, SyncOptions};
use crate::pipeline::{self, Outcome, Settings};
use crate::read::{self, Entry, Walk};
use crate::store::{FileRow, Limits, Store, Writer};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Bytes of files from which on more than one thread shall index them: what one thread takes in a second.
const BYTES_A_THREAD: u64 = 16 << 20;

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
    pub stop: &'a Interrupt,
    /// How files are read.
    pub settings: Settings<'a>,
    /// What is to be indexed.
    pub options: SyncOptions<'a>,
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
        Self { options: SyncOptions { force: false, ..self.options.clone() }, ..*self }
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
        let intake = Intake::new(writer, known, self.settings.seeds, self.options.clone());
        let mut job = Job { intake, summary, said: false };
        let done = pipeline::run(&plan.read, &self.settings, &|| self.stop.wanted(), |entry, outcome| {
            for failure in &outcome.failures {
                progress.aside(|| terminal.warning(&failure.error));
            }
            if self.stop.wanted() && !std::mem::replace(&mut job.said, true) {
                progress.aside(|| terminal.note("finishing the files in progress; Ctrl-C again stops at once"));
            }
            job.add(entry, &outcome)?;
            progress.advance(outcome.bytes);
            Ok::<_, crate::Error>(())
        });
        progress.says("writing");
        let done =
            done.and_then(|()| job.intake.leave_out_what_is_not_whole()).and_then(|()| job.intake.writer.commit());
        let Job { intake, mut summary, .. } = job;
        let files = intake.files();
        let writer = intake.writer;
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
                        "interrupted: {articles} {are} in the index; run the same command again to continue"
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
        let mut plan = Plan::new(walk, known, &self.options);
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
    intake: Intake<'a>,
    summary: Summary,
    /// The user knows that we are about to stop.
    said: bool,
}

impl Job<'_> {
    fn add(&mut self, entry: &Entry, outcome: &Outcome) -> crate::Result<()> {
        self.summary.count(outcome);
        self.intake.add(entry, outcome)
    }
}
