//! `whosaid index --watch`: what changes in the folders is picked up until Ctrl-C.
//!
//! The system says *that* something changed; what it was, the next look at all files finds out, which costs a question to the file system for each. So nothing
//! is missed when notices are lost, and polling is the same thing by the clock. The index is locked only while a look has something to write.

use super::exit::Exit;
use super::numbers::counted;
use super::round::{Round, Run};
use crate::read::Entry;
use crate::store::Store;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A file that was changed within this time may still be written to: it is left for a later look.
const SETTLE: Duration = Duration::from_secs(1);
/// Changes that never pause don't put off a look for longer than this.
const LONGEST: Duration = Duration::from_secs(10);
/// Looking takes this share of the time at most.
const SHARE: u32 = 4;
/// How soon Ctrl-C, and a folder that was put in the place of another, are noticed.
const TICK: Duration = Duration::from_millis(200);
/// Between two looks where the system does not report changes.
const POLL: Duration = Duration::from_secs(30);
/// After a look that failed.
const RETRY: Duration = Duration::from_secs(10);

/// Runs until Ctrl-C.
///
/// # Errors
/// When the first look fails. Later failures are warnings: what is wrong may be mended while we wait.
pub fn run(run: &Run<'_>) -> anyhow::Result<Exit> {
    let (sender, receiver) = channel();
    let roots = run.args.paths.iter().map(|path| Root::new(path)).collect();
    let again = run.again();
    let mut watch = Watch { run: &again, roots, watcher: None, poll: None, receiver, rest: Rest::default() };
    match run.args.poll {
        Some(seconds) => watch.poll = Some(Duration::from_secs(seconds)),
        // Before the first look: what changes while it goes on is noticed too.
        None => watch.listen(sender),
    }
    let first = run.round(&|entry| watch.rest.has(entry))?;
    watch.say(&first);
    if first.interrupted {
        return Ok(Exit::Interrupted);
    }
    run.terminal.note("watching for changes; Ctrl-C stops");
    watch.on()
}

/// Watching, as it goes on.
struct Watch<'a> {
    run: &'a Run<'a>,
    roots: Vec<Root>,
    watcher: Option<RecommendedWatcher>,
    /// The time between two looks where nobody reports changes.
    poll: Option<Duration>,
    receiver: Receiver<notify::Result<()>>,
    rest: Rest,
}

impl Watch<'_> {
    /// Asks the system to report changes.
    fn listen(&mut self, sender: Sender<notify::Result<()>>) {
        let own = [std::path::absolute(&self.run.config.index).ok(), self.run.config.index.canonicalize().ok()];
        let ours = move |path: &PathBuf| own.iter().flatten().any(|own| path.starts_with(own));
        let heard = move |event: notify::Result<notify::Event>| {
            let told = event.map(|event| {
                let read = matches!(event.kind, EventKind::Access(_));
                !event.need_rescan() && (read || (!event.paths.is_empty() && event.paths.iter().all(&ours)))
            });
            match told {
                Ok(true) => {}
                // The other end is gone at the very end of the run only.
                Ok(false) => drop(sender.send(Ok(()))),
                Err(error) => drop(sender.send(Err(error))),
            }
        };
        let watched = RecommendedWatcher::new(heard, notify::Config::default()).and_then(|mut watcher| {
            for root in &mut self.roots {
                root.watch(&mut watcher)?;
            }
            Ok(watcher)
        });
        match watched {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.fall_back(&error),
        }
    }

    fn fall_back(&mut self, error: &notify::Error) {
        self.watcher = None;
        self.poll = Some(POLL);
        let seconds = POLL.as_secs();
        self.run.terminal.warning(&format!(
            "the system does not report what changes ({error}): looking every {seconds} seconds instead\n\
             hint: on Linux, fs.inotify.max_user_watches limits how many folders can be watched; --poll chooses the seconds"
        ));
    }

    fn on(&mut self) -> anyhow::Result<Exit> {
        let (mut took, mut said) = (Duration::ZERO, String::new());
        let mut looked = Instant::now();
        let mut pause = Pause::default();
        if self.rest.waits() {
            pause.until(Instant::now() + SETTLE);
        }
        while !self.run.stop.wanted() {
            match self.receiver.recv_timeout(pause.left().map_or(TICK, |left| left.min(TICK))) {
                Ok(Ok(())) => pause.changed(SETTLE.max(took * SHARE)),
                Ok(Err(error)) => self.fall_back(&error),
                Err(RecvTimeoutError::Timeout) => {}
                // Nobody reports anything: polling.
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(pause.left().map_or(TICK, |left| left.min(TICK)));
                }
            }
            self.watch_again(&mut pause);
            let by_the_clock = self.poll.is_some_and(|poll| looked.elapsed() >= poll.max(took * SHARE));
            if !by_the_clock && !pause.is_over() {
                continue;
            }
            pause = Pause::default();
            looked = Instant::now();
            self.rest.look();
            match self.run.round(&|entry| self.rest.has(entry)) {
                Ok(round) => {
                    said.clear();
                    self.say(&round);
                    if round.interrupted {
                        return Ok(Exit::Interrupted);
                    }
                    if self.rest.waits() {
                        pause.until(Instant::now() + SETTLE);
                    }
                }
                Err(error) => {
                    let now = format!("{error:#}");
                    if now != said {
                        self.run.terminal.warning(&now);
                        said = now;
                    }
                    pause.until(Instant::now() + RETRY);
                }
            }
            took = looked.elapsed();
        }
        let articles = Store::open(&self.run.config.index).and_then(|store| store.count_articles()).unwrap_or(0);
        let are = if articles == 1 { "is" } else { "are" };
        self.run.terminal.note(&format!("stopped: {} {are} in the index", counted(articles, "article")));
        Ok(Exit::Done)
    }

    /// A folder that was removed and made again, or put in the place of another, is watched again.
    fn watch_again(&mut self, pause: &mut Pause) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut failed = None;
        for root in &mut self.roots {
            if root.is_another() {
                failed = root.watch(watcher).err().or(failed);
                pause.changed(SETTLE);
            }
        }
        if let Some(error) = failed {
            self.fall_back(&error);
        }
    }

    fn say(&self, round: &Round) {
        if let (Some(summary), false) = (&round.summary, round.interrupted) {
            self.run.terminal.note(&summary.line(self.run.args.no_claims));
        }
    }
}

/// A path that was named.
struct Root {
    /// What is watched: the folder itself, the folder that a file lies in.
    folder: PathBuf,
    mode: RecursiveMode,
    /// What stands for the folder that is watched, as long as it is the same.
    identity: Option<(u64, u64)>,
}

impl Root {
    fn new(path: &Path) -> Self {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        // A file is watched by its folder: to replace a file is to make another one.
        match whole.parent() {
            Some(parent) if path.is_file() => {
                Self { folder: parent.to_path_buf(), mode: RecursiveMode::NonRecursive, identity: None }
            }
            _ => Self { folder: whole, mode: RecursiveMode::Recursive, identity: None },
        }
    }

    fn watch(&mut self, watcher: &mut RecommendedWatcher) -> notify::Result<()> {
        // It may be gone, or watched still, where another has taken its place.
        let _ = watcher.unwatch(&self.folder);
        self.identity = identity(&self.folder);
        if self.identity.is_none() {
            return Ok(());
        }
        watcher.watch(&self.folder, self.mode)
    }

    fn is_another(&self) -> bool {
        identity(&self.folder) != self.identity
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    folder.metadata().ok().map(|data| (data.dev(), data.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    folder.is_dir().then_some((0, 0))
}

/// When the next look is due.
#[derive(Default)]
struct Pause {
    first: Option<Instant>,
    due: Option<Instant>,
}

impl Pause {
    /// Something changed: a look is due when nothing more has changed for a while, or changes never pause.
    fn changed(&mut self, quiet: Duration) {
        let now = Instant::now();
        let first = *self.first.get_or_insert(now);
        self.due = Some((now + quiet).min(first + LONGEST.max(quiet)));
    }

    fn until(&mut self, due: Instant) {
        self.due = Some(due);
    }

    fn left(&self) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.left() == Some(Duration::ZERO)
    }
}

/// Which files rest: nobody is writing to them any more.
#[derive(Default)]
struct Rest {
    /// Size and time of files that did not rest, when the last look began and now.
    before: BTreeMap<PathBuf, (u64, i64)>,
    now: RefCell<BTreeMap<PathBuf, (u64, i64)>>,
}

impl Rest {
    /// Another look begins.
    fn look(&mut self) {
        self.before = std::mem::take(self.now.get_mut());
    }

    /// True for a file that was not changed for a while: by the clock, or since the last look.
    fn has(&self, entry: &Entry) -> bool {
        let state = (entry.size, entry.mtime_ns);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let settled = now.saturating_sub(SETTLE).as_nanos();
        let rests = u128::try_from(entry.mtime_ns).is_ok_and(|changed| changed <= settled)
            || self.before.get(&entry.path) == Some(&state);
        if !rests {
            self.now.borrow_mut().insert(entry.path.clone(), state);
        }
        rests
    }

    /// True when a file waits for the next look.
    fn waits(&self) -> bool {
        !self.now.borrow().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_rests_when_time_or_a_second_look_says_so() {
        let long_ago = Entry { path: "/a".into(), display: "a".into(), size: 3, mtime_ns: 7, named: false };
        let future = Entry { path: "/b".into(), mtime_ns: i64::MAX, ..long_ago.clone() };
        let mut rest = Rest::default();
        assert!(rest.has(&long_ago) && !rest.waits());
        assert!(!rest.has(&future) && rest.waits());
        rest.look();
        let grown = Entry { size: 4, ..future.clone() };
        assert!(!rest.has(&grown), "it is still being written");
        rest.look();
        assert!(rest.has(&grown) && !rest.waits());
    }

    #[test]
    fn changes_that_never_pause_put_nothing_off_for_ever() {
        let mut pause = Pause::default();
        assert!(!pause.is_over());
        pause.first = Some(Instant::now().checked_sub(LONGEST).unwrap_or_else(Instant::now));
        pause.changed(SETTLE);
        assert!(pause.left() < Some(SETTLE + LONGEST));
        pause.until(Instant::now());
        assert!(pause.is_over());
    }
}
