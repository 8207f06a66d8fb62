//! `whosaid serve`: the index in a browser.

use super::args::Serve;
use super::config::Config;
use super::exit::Exit;
use super::memory;
use super::terminal::Terminal;
use crate::seeds::Seeds;
use crate::serve::{self, Setup};
use std::io::Write as _;

/// Runs the command, until Ctrl-C.
///
/// # Errors
/// When there is no index, or nothing can be listened to at the address.
pub fn run(args: &Serve, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    // Pages live as long as the program.
    let seeds: &'static Seeds = match &config.seeds_folder {
        None => Seeds::built_in(),
        Some(folder) => Box::leak(Box::new(Seeds::load(folder)?)),
    };
    let setup = Setup {
        index: config.index.clone(),
        seeds,
        address: args.bind,
        port: args.port,
        read_only: args.read_only,
        stamp: config.stamp(&[], false),
        largest_article: memory::largest_article(args.memory, true),
        writer_memory: memory::writer(args.memory)?,
    };
    if !args.bind.is_loopback() {
        terminal.note("other machines can reach this page: each needs the address with its token, and nothing is encrypted on the way");
    }
    let opens = args.open || !args.no_open && terminal.stdout_is_terminal();
    serve::run(setup, |address| {
        let mut out = terminal.results();
        // Whoever started it may not be listening; the page is there all the same.
        let _ = writeln!(out, "{address}").and_then(|()| out.flush());
        terminal.note("Ctrl-C ends it");
        if opens && let Err(error) = open::that_detached(address) {
            terminal.note(&format!("no browser could be started ({error}): open the address yourself"));
        }
    })?;
    Ok(Exit::Done)
}
