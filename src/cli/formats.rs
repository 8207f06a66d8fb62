//! `whosaid formats`: what is read.

use super::End;
use super::args;
use super::terminal::{BOLD, Terminal};
use crate::dump::plain;
use crate::read::READERS;
use serde::Serialize;
use std::io::Write as _;

/// Columns of a format's name, and of its endings.
const WIDTHS: (usize, usize) = (14, 24);

#[derive(Serialize)]
struct Row {
    format: &'static str,
    endings: &'static [&'static str],
    /// One file may hold several articles.
    many: bool,
}

/// Runs the command.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &args::Formats, terminal: &Terminal) -> anyhow::Result<End> {
    let rows = READERS.map(|reader| Row { format: reader.name(), endings: reader.endings(), many: reader.many() });
    if args.json {
        let mut out = terminal.plain_results();
        plain::indented_json(&mut out, &rows)?;
        out.flush()?;
        return Ok(End::Done);
    }
    let mut out = terminal.results();
    let (name, endings) = WIDTHS;
    writeln!(out, "{BOLD}{:name$}{:endings$}ARTICLES A FILE{BOLD:#}", "FORMAT", "ENDINGS")?;
    for row in &rows {
        let listed: Vec<String> = row.endings.iter().map(|ending| format!(".{ending}")).collect();
        let articles = if row.many { "one or many" } else { "one" };
        writeln!(out, "{:name$}{:endings$}{articles}", row.format, listed.join(" "))?;
    }
    writeln!(out, "each also compressed: .gz, .zst")?;
    out.flush()?;
    Ok(End::Done)
}
