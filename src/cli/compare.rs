//! `whosaid compare`: a statement in all its wordings, with what differs.

use super::args::{Compare, ComparisonFormat};
use super::config::Config;
use super::exit::Exit;
use super::terminal::{BOLD, CUE, DIM, Terminal};
use crate::compare::difference::Run;
use crate::compare::drift::{Comparison, Variant, compare};
use crate::compare::{Identities, page, told};
use crate::dump::{Target, plain};
use crate::model::Wanted;
use crate::store::{Filter, Store};
use std::io::{self, Write};

/// Runs the command.
///
/// # Errors
/// When there is no index, several clusters are meant, or the output cannot be written.
pub fn run(args: &Compare, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let store = Store::open(&config.index)?;
    let identities = Identities::of(&store, config.seeds()?)?;
    let Some(cluster) = identities.cluster(&args.cluster)? else {
        terminal.note(&format!("no cluster `{}` in the index", args.cluster));
        terminal.hint("`whosaid clusters` lists them; the id of one of their claims works too");
        return Ok(Exit::Nothing);
    };
    let everything = Filter { wanted: Wanted::ALL, ..Filter::default() };
    let mut claims = identities.clusters.claims(&store, cluster, &everything)?;
    claims.iter_mut().for_each(|claim| identities.identify(claim));
    claims.iter_mut().for_each(|claim| claim.explain = None);
    let speaker = told::speaker(&claims, &identities);
    let comparison = compare(&cluster.id(), speaker, claims, config.seeds()?);
    let mut out = Target::open(args.output.as_deref())?;
    match args.format.unwrap_or(ComparisonFormat::Table) {
        ComparisonFormat::Html => out.write_all(page::html(&comparison).as_bytes())?,
        ComparisonFormat::Json => plain::indented_json(&mut out, &comparison)?,
        ComparisonFormat::Table if args.output.is_some() => {
            let mut styled = Vec::new();
            table(&mut styled, &comparison, terminal.width())?;
            write!(out, "{}", anstream::adapter::strip_str(&String::from_utf8_lossy(&styled)))?;
        }
        ComparisonFormat::Table => {
            let mut out = terminal.results();
            table(&mut out, &comparison, terminal.width())?;
            out.flush()?;
        }
    }
    out.keep()?;
    Ok(Exit::Done)
}

fn table(out: &mut impl Write, comparison: &Comparison, width: usize) -> io::Result<()> {
    let speaker = comparison.speaker.as_deref().unwrap_or("?");
    writeln!(out, "{BOLD}{}{BOLD:#}  {}", plain::line(speaker), comparison.cluster)?;
    comparison.variants.iter().try_for_each(|variant| print(out, variant, width))
}

fn print(out: &mut impl Write, variant: &Variant, width: usize) -> io::Result<()> {
    const INDENT: &str = "  ";
    let article = &variant.claim.article;
    let place = [article.date.as_deref(), article.source.as_deref(), article.language.as_deref()];
    let about: Vec<&str> = place.into_iter().flatten().collect();
    let marks = page::marks(variant).join(", ");
    writeln!(out)?;
    writeln!(out, "{BOLD}{}{BOLD:#}", plain::cut(&format!("{}  {marks}", about.join(" · ")), width))?;
    let shown = if variant.difference.is_empty() {
        plain::line(&variant.claim.text)
    } else {
        let run = |run: &Run| match run {
            Run::Same(words) => plain::line(words),
            Run::Added(words) => format!("{{+{}+}}", plain::line(words)),
            Run::Dropped(words) => format!("[-{}-]", plain::line(words)),
        };
        variant.difference.iter().map(run).collect::<Vec<_>>().join(" ")
    };
    for line in wrapped(&shown, width.saturating_sub(INDENT.len()).max(20)) {
        writeln!(out, "{INDENT}{line}")?;
    }
    for change in &variant.changes {
        let change = plain::cut(&page::sentence(change), width.saturating_sub(INDENT.len()));
        writeln!(out, "{INDENT}{CUE}{change}{CUE:#}")?;
    }
    writeln!(out, "{INDENT}{DIM}{}{DIM:#}", plain::cut(&article.path, width.saturating_sub(INDENT.len())))
}

/// Lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let columns = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if columns(&lines[last]) + 1 + columns(word) <= width {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
