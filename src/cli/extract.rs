//! `whosaid extract`: the claims of files, streaming, without any index.

use super::args::{Extract, Reading};
use super::config::{self, Config};
use super::exit::Exit;
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::terminal::Terminal;
use super::unread;
use crate::dump::{Dumper, Target};
use crate::error::{Error, Result};
use crate::pipeline::{self, Outcome};
use crate::read::{self, Endings, Fields};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The path that stands for standard input.
const STDIN: &str = "-";

/// Runs the command.
///
/// # Errors
/// When a path that was named is not there, or the output cannot be written.
pub fn run(args: &Extract, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let stdin = args.paths.iter().any(|path| path == Path::new(STDIN));
    if stdin && args.paths.len() > 1 {
        return Err(
            Error::new("`-` reads one article from standard input and can't be combined with other paths").into()
        );
    }
    let fields = fields(&args.reading)?;
    let mut settings = config.settings(&fields, args.reading.memory, true)?;
    settings.read.source_from_folder = args.reading.source_from_folder;
    let format = config::format(&args.output, terminal)?;
    let wanted = config::wanted(&args.worth)?;
    if !stdin {
        all_there(&args.paths)?;
    }
    // A file that is not whole goes again; what has left by a pipe has left.
    let stop = if args.output.output.is_some() && !stdin { Interrupt::listen()? } else { Interrupt::default() };
    let target = Target::open(args.output.output.as_deref())?;
    let mut dumper = Dumper::new(target, format, config::layout(&args.output, terminal));
    let (mut skipped, mut unread) = (0, Endings::default());
    let mut sink = |outcome: Outcome, progress: &Progress| -> anyhow::Result<()> {
        skipped += outcome.failures.len();
        for failure in &outcome.failures {
            progress.aside(|| terminal.warning(&failure.error));
        }
        for claim in outcome.articles.into_iter().flat_map(|article| article.claims) {
            if wanted.keeps(&claim) {
                dumper.write(claim)?;
            }
        }
        Ok(dumper.flush()?)
    };
    if stdin {
        let mut bytes = Vec::new();
        // One byte more than may be: enough to see that it is too much.
        std::io::stdin().lock().take(settings.read.max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        sink(pipeline::bytes(STDIN, &bytes, &settings), &Progress::new(0, terminal))?;
    } else {
        let walk = read::walk(&args.paths, &config.walking(&args.reading));
        for skipped in &walk.skipped {
            terminal.warning(&skipped.error());
        }
        if walk.entries.is_empty() && walk.skipped.is_empty() {
            terminal.warning(&"no articles found");
            terminal.hint("`whosaid formats` lists what is read: text, web pages, JSON, tables, documents");
        }
        // A bar among claims on the same terminal would only be in the way.
        let total = walk.entries.iter().map(|entry| entry.size).sum();
        let progress = if terminal.stdout_is_terminal() && args.output.output.is_none() {
            Progress::hidden()
        } else {
            Progress::new(total, terminal)
        };
        pipeline::run(&walk.entries, &settings, &|| stop.wanted(), |_, outcome| {
            let bytes = outcome.bytes;
            sink(outcome, &progress)?;
            progress.advance(bytes);
            Ok::<_, anyhow::Error>(())
        })?;
        progress.end();
        skipped += walk.skipped.len();
        unread = unread::of(&walk);
    }
    if let (true, Some(path)) = (stop.wanted(), &args.output.output) {
        terminal.warning(&format!("interrupted: {} was not written", path.display()));
        return Ok(Exit::Interrupted);
    }
    dumper.finish()?.keep()?;
    unread::tell(&unread, terminal);
    Ok(if args.reading.strict && skipped + unread.files() > 0 { Exit::Failed } else { Exit::Done })
}

/// The fields of records that the flags name.
///
/// # Errors
/// When a flag is not of the form `name=field`.
pub fn fields(reading: &Reading) -> Result<Fields> {
    Fields::with(&reading.field)
}

/// A path that was named and is not there is a slip of the user's, and ends the run before it began.
///
/// # Errors
/// When one is missing.
pub fn all_there(paths: &[PathBuf]) -> Result<()> {
    match paths.iter().find(|path| path.symlink_metadata().is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)) {
        Some(missing) => Err(Error::new("no such file or folder").at(missing)),
        None => Ok(()),
    }
}
