//! `whosaid clusters`: statements that stand in more than one article.

use super::args::Clusters;
use super::config::Config;
use super::exit::Exit;
use super::no_results;
use super::terminal::{BOLD, DIM, SOURCE, Terminal};
use crate::compare::{ClusterRow, Identities, told};
use crate::dump::plain;
use crate::store::Store;
use std::io::Write as _;

/// Runs the command.
///
/// # Errors
/// When there is no index.
pub fn run(args: &Clusters, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let store = Store::open(&config.index)?;
    let identities = Identities::of(&store, config.seeds()?)?;
    let filter = config.filter_of(&args.filters, &store, Some(&identities))?;
    let found = told::rows(&store, &identities, &filter)?;
    if found.is_empty() {
        return Ok(no_results::found("statements told in more than one article", &store, &filter, terminal)?);
    }
    let limit = if args.limit == 0 { found.len() } else { args.limit };
    let rows = &found[..limit.min(found.len())];
    if args.json {
        let mut out = terminal.plain_results();
        for row in rows {
            plain::json(&mut out, row)?;
        }
        out.flush()?;
    } else {
        print(rows, terminal)?;
    }
    if rows.len() < found.len() {
        terminal.note(&format!("{} of {} clusters; --limit 0 shows all", rows.len(), found.len()));
    }
    Ok(Exit::Done)
}

fn print(rows: &[ClusterRow], terminal: &Terminal) -> std::io::Result<()> {
    const INDENT: usize = 2;
    let width = terminal.width().max(60);
    let mut out = terminal.results();
    for row in rows {
        let speaker = row.speaker.as_deref().unwrap_or("?");
        let days = match (&row.first, &row.last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(day), _) | (None, Some(day)) => day.clone(),
            (None, None) => "undated".to_owned(),
        };
        let outlets: Vec<&str> = row.sources.iter().map(|s| s.source.as_deref().unwrap_or("(unknown)")).collect();
        let about = format!("{} articles, {days}, {}: {}", row.articles, row.languages.join("+"), outlets.join(", "));
        writeln!(out, "{BOLD}{}{BOLD:#} {SOURCE}{}{SOURCE:#}", row.id, plain::cut(speaker, width - row.id.len() - 1))?;
        writeln!(out, "  {}", plain::cut(&row.text, width - INDENT))?;
        writeln!(out, "  {DIM}{}{DIM:#}", plain::cut(&about, width - INDENT))?;
    }
    out.flush()
}
