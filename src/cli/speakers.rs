//! `whosaid speakers`: who speaks, how often, where, and from when to when.

use super::args::Speakers;
use super::config::Config;
use super::exit::Exit;
use super::numbers::thousands;
use super::terminal::{BOLD, DIM, Terminal};
use super::{no_results, timeline};
use crate::dump::plain;
use crate::store::{SpeakerRow, Store};
use std::io::Write as _;

/// Runs the command.
///
/// # Errors
/// When there is no index.
pub fn run(args: &Speakers, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    if let (Some(name), true) = (&args.name, args.timeline) {
        return timeline::run(name, args, config, terminal);
    }
    let mut filters = args.filters.clone();
    filters.speaker = filters.speaker.or_else(|| args.name.clone());
    let store = Store::open(&config.index)?;
    let filter = config.filter_of(&filters, &store, None)?;
    let found = store.speakers(&filter, &config.seeds()?.speakers)?;
    if found.rows.is_empty() {
        return Ok(no_results::found("speakers", &store, &filter, terminal)?);
    }
    let limit = if args.limit == 0 { found.rows.len() } else { args.limit };
    let rows = &found.rows[..limit.min(found.rows.len())];
    if args.json {
        let mut out = terminal.plain_results();
        for row in rows {
            plain::json(&mut out, row)?;
        }
        out.flush()?;
    } else {
        table(rows, terminal)?;
    }
    if rows.len() < found.rows.len() {
        terminal.note(&format!("{} of {} speakers; --limit 0 shows all", rows.len(), found.rows.len()));
    }
    if found.unnamed > 0 {
        terminal.note(&format!("{} more claims whose speaker the text does not name", thousands(found.unnamed)));
    }
    Ok(Exit::Done)
}

const FIRST: &str = "FIRST";
const LAST: &str = "LAST";

fn table(rows: &[SpeakerRow], terminal: &Terminal) -> std::io::Result<()> {
    let width = terminal.width().max(60);
    let name = (width / 3).clamp(18, 40);
    // Two numbers of seven columns, two dates of ten, and a space between all six.
    let sources = width - name - 2 * 8 - 2 * 11 - 1;
    let mut out = terminal.results();
    writeln!(out, "{BOLD}{}  CLAIMS ARTICL. {:10} {:10} OUTLETS{BOLD:#}", plain::cell("SPEAKER", name), FIRST, LAST)?;
    for row in rows {
        let outlets: Vec<String> = row
            .sources
            .iter()
            .map(|count| format!("{} {}", count.source.as_deref().unwrap_or("(unknown)"), count.claims))
            .collect();
        writeln!(
            out,
            "{} {:>7} {:>7} {:10} {:10} {}",
            plain::cell(&row.name, name),
            row.claims,
            row.articles,
            row.first.as_deref().unwrap_or("-"),
            row.last.as_deref().unwrap_or("-"),
            plain::cut(&outlets.join(", "), sources)
        )?;
        let others: Vec<String> = row.spellings.iter().filter(|name| **name != row.name).cloned().collect();
        if row.stories < row.articles {
            writeln!(out, "  {DIM}{} of the articles without copies{DIM:#}", row.stories)?;
        }
        for (what, names) in [("also", &others), ("may be", &row.candidates)] {
            if !names.is_empty() {
                let line = format!("{what}: {}", names.join(", "));
                writeln!(out, "  {DIM}{}{DIM:#}", plain::cut(&line, width - 2))?;
            }
        }
    }
    out.flush()
}
