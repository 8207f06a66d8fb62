//! `whosaid speakers NAME --timeline`: what somebody said over time.

use super::args::{Speakers, TimelineFormat};
use super::config::Config;
use super::exit::Exit;
use super::no_results;
use super::terminal::{BOLD, CONTENT, DIM, Terminal};
use crate::compare::timeline::{Point, Timeline};
use crate::compare::{Identities, plot};
use crate::dump::{Target, plain};
use crate::store::Store;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Days, or months, that have a column of their own.
const COLUMNS: usize = 40;
/// From one claim to many.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Runs the command for a speaker.
///
/// # Errors
/// When there is no index, or the output cannot be written.
pub fn run(name: &str, args: &Speakers, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let store = Store::open(&config.index)?;
    let identities = Identities::of(&store, config.seeds()?)?;
    let mut filters = args.filters.clone();
    filters.speaker = Some(name.to_owned());
    let filter = config.filter_of(&filters, &store, Some(&identities))?;
    let timeline = Timeline::of(&store, &identities, config.seeds()?, name, &filter)?;
    if timeline.claims.is_empty() {
        return Ok(no_results::found("claims", &store, &filter, terminal)?);
    }
    let mut out = Target::open(args.output.as_deref())?;
    match args.format {
        Some(TimelineFormat::Svg) => out.write_all(plot::svg(&timeline).as_bytes())?,
        Some(TimelineFormat::Json) => plain::indented_json(&mut out, &timeline)?,
        Some(TimelineFormat::Table) | None if args.json => plain::indented_json(&mut out, &timeline)?,
        Some(TimelineFormat::Table) | None => {
            let mut styled = Vec::new();
            table(&mut styled, &timeline, terminal.width(), args.limit)?;
            if args.output.is_some() {
                write!(out, "{}", anstream::adapter::strip_str(&String::from_utf8_lossy(&styled)))?;
            } else {
                let mut results = terminal.results();
                results.write_all(&styled)?;
                results.flush()?;
            }
        }
    }
    out.keep()?;
    Ok(Exit::Done)
}

fn table(out: &mut impl Write, timeline: &Timeline, width: usize, limit: usize) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}  {} claims", plain::line(&timeline.names.join(", ")), timeline.claims.len())?;
    plot(out, timeline, width)?;
    let limit = if limit == 0 { timeline.claims.len() } else { limit };
    writeln!(out)?;
    for claim in timeline.claims.iter().take(limit) {
        line(out, claim, width, "")?;
    }
    if !timeline.tensions.is_empty() {
        writeln!(out, "\n{BOLD}May contradict each other{BOLD:#} {DIM}(candidates: read both articles){DIM:#}")?;
        for tension in &timeline.tensions {
            line(out, &tension.earlier, width, "  ")?;
            line(out, &tension.later, width, "  ")?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn line(out: &mut impl Write, claim: &Point, width: usize, indent: &str) -> io::Result<()> {
    const OUTLET: usize = 16;
    let date = claim.date.as_deref().unwrap_or("undated");
    let outlet = plain::cell(claim.source.as_deref().unwrap_or("-"), OUTLET);
    let text = plain::cut(&claim.text, width.saturating_sub(indent.len() + 10 + OUTLET + 2).max(20));
    writeln!(out, "{indent}{date:10} {DIM}{outlet}{DIM:#} {CONTENT}{text}{CONTENT:#}")
}

/// A line an outlet, a column a day, a month or a year: as fine as there is room for.
fn plot(out: &mut impl Write, timeline: &Timeline, width: usize) -> io::Result<()> {
    const OUTLET: usize = 20;
    let room = width.saturating_sub(OUTLET + 1).clamp(10, COLUMNS);
    for digits in [10, 7, 4] {
        let rows = timeline.by_outlet(digits);
        let columns: BTreeSet<&String> = rows.iter().flat_map(|(_, counts)| counts.keys()).collect();
        if columns.len() > room && digits > 4 {
            continue;
        }
        let most = rows.iter().flat_map(|(_, counts)| counts.values()).max().copied().unwrap_or(1);
        let bar = |count: &usize| BARS[(count * (BARS.len() - 1)).div_ceil(most.max(1)).min(BARS.len() - 1)];
        for (outlet, counts) in &rows {
            let bars: String = columns.iter().take(room).map(|when| counts.get(*when).map_or('·', bar)).collect();
            writeln!(out, "{} {bars}", plain::cell(outlet, OUTLET))?;
        }
        if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
            let unit = ["day", "month", "year"][usize::from(digits < 10) + usize::from(digits < 7)];
            writeln!(out, "{:OUTLET$} {DIM}{first} to {last}, one column per {unit} with claims{DIM:#}", "")?;
        }
        return Ok(());
    }
    Ok(())
}
