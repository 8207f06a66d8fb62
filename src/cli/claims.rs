//! `whosaid claims`: the claims of the index.

use super::args::Claims;
use super::config::{self, Config};
use super::exit::Exit;
use super::terminal::Terminal;
use super::{copies, no_results};
use crate::answers::Corrections;
use crate::compare::Identities;
use crate::dump::{Dumper, Target};
use crate::store::Store;

/// Runs the command.
///
/// # Errors
/// When there is no index, or the output cannot be written.
pub fn run(args: &Claims, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let format = config::format(&args.output, terminal)?;
    let store = Store::open(&config.index)?;
    let identities = Identities::of(&store, config.seeds()?)?;
    let filter = config.filter_of(&args.filters, &store, Some(&identities))?;
    let claims = store.claims(&filter)?;
    let (total, in_copies) = (claims.len(), claims.in_copies());
    let limit = if args.limit == 0 { total } else { args.limit };
    let target = Target::open(args.output.output.as_deref())?;
    let mut dumper = Dumper::new(target, format, config::layout(&args.output, terminal));
    let corrections = Corrections::read(&config.index)?;
    for claim in claims.take(limit) {
        let mut claim = claim?;
        identities.identify(&mut claim);
        corrections.tell(&mut claim);
        dumper.write(claim)?;
    }
    let written = dumper.written();
    dumper.finish()?.keep()?;
    if total == 0 {
        return Ok(no_results::found("claims", &store, &filter, terminal)?);
    }
    if written < total {
        terminal.note(&format!("{written} of {total} claims; --limit 0 shows all"));
    }
    copies::tell(in_copies, "claim", args.filters.collapse, terminal);
    Ok(Exit::Done)
}
