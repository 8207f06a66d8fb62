//! `whosaid status`: what the index holds, and what it does not.

use super::args;
use super::config::Config;
use super::exit::Exit;
use super::numbers::{counted, megabytes, thousands};
use super::terminal::{BOLD, Terminal};
use super::unread;
use crate::dump::plain;
use crate::store::{Status, Store};
use std::io::{self, Write};

/// Outlets that are listed; a collection may have thousands.
const OUTLETS: usize = 12;

/// Runs the command.
///
/// # Errors
/// When there is no index.
pub fn run(args: &args::Status, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let status = Store::open(&config.index)?.status(&config.seeds()?.speakers)?;
    if args.json {
        let mut out = terminal.plain_results();
        plain::indented_json(&mut out, &status)?;
        out.flush()?;
    } else {
        let mut out = terminal.results();
        print(&mut out, &status)?;
        out.flush()?;
    }
    Ok(Exit::Done)
}

fn print(out: &mut impl Write, status: &Status) -> io::Result<()> {
    writeln!(out, "{BOLD}index{BOLD:#}      {} ({})", plain::line(&status.index), megabytes(status.bytes))?;
    let files = format!("{}, {}", counted(status.files, "file"), megabytes(status.file_bytes));
    let translated = if status.translated > 0 {
        format!(", {} machine-translated", thousands(status.translated))
    } else {
        String::new()
    };
    let copies = match status.copies {
        0 => String::new(),
        1 => ", 1 a copy of another".to_owned(),
        copies => format!(", {} copies of others", thousands(copies)),
    };
    writeln!(out, "{BOLD}articles{BOLD:#}   {} in {files}{copies}{translated}", thousands(status.articles))?;
    let speakers = counted(status.speakers, "speaker");
    writeln!(out, "{BOLD}claims{BOLD:#}     {} by {speakers}{}", thousands(status.claims), status.aside.listed())?;
    if let (Some(first), Some(last)) = (&status.first, &status.last) {
        writeln!(out, "{BOLD}dates{BOLD:#}      {first} to {last}")?;
    }
    let languages: Vec<String> = status
        .languages
        .iter()
        .map(|row| format!("{} {}", row.language.as_deref().unwrap_or("unknown"), thousands(row.articles)))
        .collect();
    if !languages.is_empty() {
        writeln!(out, "{BOLD}languages{BOLD:#}  {}", languages.join(", "))?;
    }
    for (at, row) in status.sources.iter().take(OUTLETS).enumerate() {
        let head = if at == 0 { "outlets" } else { "" };
        let name = plain::cut(row.source.as_deref().unwrap_or("(unknown)"), 50);
        writeln!(out, "{BOLD}{head:10}{BOLD:#} {name} {}", thousands(row.articles))?;
    }
    if let Some(more) = status.sources.len().checked_sub(OUTLETS).filter(|more| *more > 0) {
        writeln!(out, "           and {} more", thousands(more))?;
    }
    for row in status.languages.iter().filter(|row| !row.seeds) {
        let (language, articles) = (row.language.as_deref(), counted(row.articles, "article"));
        let what = match language {
            Some(code) => format!("{articles} in `{code}`: there are no seeds for this language"),
            None => format!("{articles} in a language that was not recognised"),
        };
        writeln!(out, "{BOLD}no claims{BOLD:#}  {what}")?;
    }
    if !status.unread.is_empty() {
        writeln!(out, "{BOLD}not read{BOLD:#}   {}", unread::list(&status.unread))?;
        writeln!(out, "           {}", unread::hint(&status.unread))?;
    }
    if !status.skipped.is_empty() {
        writeln!(out, "{BOLD}skipped{BOLD:#}    {}", thousands(status.skipped.len()))?;
    }
    for row in &status.skipped {
        writeln!(out, "  {}: {}", plain::line(&row.path), plain::line(&row.cause))?;
    }
    Ok(())
}
