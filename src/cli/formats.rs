//! `whosaid formats`: what is read.

use super::args;
use super::exit::Exit;
use super::terminal::{BOLD, Terminal};
use crate::dump::plain;
use crate::read::{READERS, Reader};
use serde::Serialize;
use std::io::Write as _;

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
pub fn run(args: &args::Formats, terminal: &Terminal) -> anyhow::Result<Exit> {
    let row =
        |reader: &&'static dyn Reader| Row { format: reader.name(), endings: reader.endings(), many: reader.many() };
    let rows: Vec<Row> = READERS.iter().map(row).collect();
    if args.json {
        let mut out = terminal.plain_results();
        plain::indented_json(&mut out, &rows)?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut out = terminal.results();
    let listed = |row: &Row| row.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ");
    let widest = |column: &dyn Fn(&Row) -> usize| rows.iter().map(column).max().unwrap_or(0) + 2;
    let (name, endings) = (widest(&|row| row.format.len()), widest(&|row| listed(row).len()));
    writeln!(out, "{BOLD}{:name$}{:endings$}ARTICLES A FILE{BOLD:#}", "FORMAT", "ENDINGS")?;
    for row in &rows {
        let articles = if row.many { "one or many" } else { "one" };
        writeln!(out, "{:name$}{:endings$}{articles}", row.format, listed(row))?;
    }
    writeln!(out, "each also compressed: .gz, .zst, .xz, .bz2")?;
    out.flush()?;
    Ok(Exit::Done)
}
