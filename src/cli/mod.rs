//! What did the user ask for? [`args`] is what was typed, [`config`] what is meant; one file a command calls the library and prints.
//!
//! Results go to standard output, everything else to standard error. Exit status: 0 done, 1 nothing found, 2 wrong usage or a fatal error, 130 ended by Ctrl-C.

pub(crate) mod args;
pub(crate) mod check;
pub mod claims;
pub(crate) mod clusters;
pub mod compare;
pub(crate) mod config;
mod copies;
pub mod eval;
pub(crate) mod examples;
mod exit;
pub mod extract;
pub(crate) mod filters;
pub(crate) mod formats;
pub mod index;
pub(crate) mod interrupt;
pub(crate) mod manual;
pub(crate) mod memory;
pub(crate) mod no_results;
mod numbers;
pub(crate) mod panics;
pub(crate) mod progress;
mod round;
pub(crate) mod search;
pub mod seeds;
#[cfg(feature = "serve")]
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod speakers;
pub mod status;
pub(crate) mod summary;
pub(crate) mod terminal;
pub(crate) mod timeline;
pub(crate) mod unread;
pub(crate) mod watch;

use crate::dump::plain;
use args::{Args, Command};
use clap::Parser as _;
use config::Config;
use exit::Exit;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;
use terminal::Terminal;

/// Runs the program with the arguments of its command line, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(status(arguments))
}

/// The same, with the exit status as a number: for who is the program inside of another process.
pub fn status(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            say(&error);
            return if error.use_stderr() { Exit::Failed } else { Exit::Done }.status();
        }
    };
    let terminal = Terminal::new(&args.global);
    panics::tell(terminal);
    match command(args, &terminal) {
        Ok(end) => end.status(),
        Err(error) if closed_pipe(&error) => Exit::Done.status(),
        Err(error) => {
            terminal.error(&error);
            Exit::Failed.status()
        }
    }
}

/// Help, or what is wrong with the command line. Whoever calls the program may have put words of others on it, and these are shown safely.
fn say(error: &clap::Error) {
    let text = error.render().to_string();
    let safe = plain::lines(&text);
    if safe == text {
        let _ = error.print();
    } else if error.use_stderr() {
        let _ = io::stderr().write_all(safe.as_bytes());
    } else {
        let _ = io::stdout().write_all(safe.as_bytes());
    }
}

fn command(args: Args, terminal: &Terminal) -> anyhow::Result<Exit> {
    let config = Config::new(&args.global)?;
    match args.command {
        Command::Index(args) => index::run(&args, &config, terminal),
        Command::Search(args) => search::run(&args, &config, terminal),
        Command::Check(args) => check::run(&args, &config, terminal),
        Command::Claims(args) => claims::run(&args, &config, terminal),
        Command::Clusters(args) => clusters::run(&args, &config, terminal),
        Command::Compare(args) => compare::run(&args, &config, terminal),
        Command::Extract(args) => extract::run(&args, &config, terminal),
        Command::Speakers(args) => speakers::run(&args, &config, terminal),
        Command::Show(args) => show::run(&args, &config, terminal),
        Command::Status(args) => status::run(&args, &config, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args, &config, terminal),
        Command::Eval(args) => eval::run(&args, &config, terminal),
        Command::Formats(args) => formats::run(&args, terminal),
        Command::Seeds(args) => seeds::run(&args, &config, terminal),
        Command::Completions(args) => manual::completions(&args, terminal),
        Command::Man(args) => manual::man(&args, terminal),
    }
}

/// True when who read our output had enough of it: that is no error.
fn closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
