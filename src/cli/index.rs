//! `whosaid index`: reads what is new or changed, and adds it to the index.

use super::args::Index;
use super::config::Config;
use super::exit::Exit;
use super::interrupt::Interrupt;
use super::round::{Round, Run};
use super::terminal::Terminal;
use super::{extract, watch};
use crate::compare::Identities;
use crate::indexing::SyncOptions;
use crate::store::Store;
use std::time::Instant;

/// A run that adds less than one in so many articles leaves it to the first who asks to find out which claims are one statement.
const A_LARGE_PART: usize = 20;

/// Runs the command.
///
/// # Errors
/// When the index cannot be written, or a path that was named is not there.
pub fn run(args: &Index, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    if !args.prune {
        extract::all_there(&args.paths)?;
    }
    let stop = Interrupt::listen()?;
    let fields = extract::fields(&args.reading)?;
    let mut settings = config.settings(&fields, args.reading.memory, !args.no_claims)?;
    settings.read.source_from_folder = args.reading.source_from_folder;
    let stamp = config.stamp(&args.reading.field, args.reading.source_from_folder);
    let options = SyncOptions {
        paths: &args.paths,
        prune: args.prune,
        force: args.force,
        with_claims: !args.no_claims,
        stamp: &stamp,
    };
    let run = Run { args, config, terminal, settings, options, stop: &stop };
    if args.watch {
        return watch::run(&run);
    }
    let mut round = run.round(&|_| true)?;
    if !round.interrupted && !args.no_claims {
        compare(&run, &mut round)?;
    }
    if let (Some(summary), false) = (&round.summary, round.interrupted) {
        summary.print(args.no_claims, &run.settings.seeds.speakers, terminal);
    }
    Ok(match round {
        Round { interrupted: true, .. } => Exit::Interrupted,
        Round { skipped, unread, .. } if args.reading.strict && skipped + unread > 0 => Exit::Failed,
        _ => Exit::Done,
    })
}

/// Who is who, and which claims are one statement, is found out with the articles: who asks later finds it beside the index.
fn compare(run: &Run<'_>, round: &mut Round) -> anyhow::Result<()> {
    let Some(summary) = &mut round.summary else { return Ok(()) };
    let begun = Instant::now();
    let store = Store::open(&run.config.index)?;
    if summary.articles > 0 && summary.articles * A_LARGE_PART >= store.count_articles()? && !run.stop.wanted() {
        Identities::of(&store, run.settings.seeds)?;
    }
    summary.seconds += begun.elapsed().as_secs_f64();
    Ok(())
}
