//! `whosaid completions` and `whosaid man`: made from the command line's own definition.

use super::args::{Args, Completions, Man};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::error::Error;
use clap::CommandFactory as _;
use std::io::Write as _;

/// Prints the completions of a shell.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(args: &Completions, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "whosaid", &mut script);
    let mut out = terminal.plain_results();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Prints the manual page, or writes those of all commands into a folder.
///
/// # Errors
/// When the output cannot be written.
pub fn man(args: &Man, terminal: &Terminal) -> anyhow::Result<Exit> {
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder).map_err(|error| Error::from(error).at(folder))?;
        clap_mangen::generate_to(Args::command(), folder).map_err(|error| Error::from(error).at(folder))?;
        return Ok(Exit::Done);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    let mut out = terminal.plain_results();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Exit::Done)
}
