//! `whosaid search`: the articles, or with `--claims` the claims, that fit a query best.

use super::args::Search;
use super::config::Config;
use super::exit::Exit;
use super::terminal::{BOLD, DIM, SOURCE, Terminal};
use super::{copies, no_results};
use crate::answers::Corrections;
use crate::answers::shapes::{FoundArticle, FoundClaim};
use crate::compare::Identities;
use crate::dump::plain;
use crate::model::record::{ArticleRecord, CopyRecord};
use crate::store::search::Found;
use crate::store::snippet::Snippet;
use crate::store::{ArticleHit, ClaimHit, Store};
use std::io::{self, Write};

/// Runs the command.
///
/// # Errors
/// When the query is malformed, or there is no index.
pub fn run(args: &Search, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let query = args.query.join(" ");
    crate::store::syntax::parse(&query)?;
    let store = Store::open(&config.index)?;
    let known = &config.seeds()?.speakers;
    let identities = if args.claims { Some(Identities::of(&store, config.seeds()?)?) } else { None };
    let filter = config.filter_of(&args.filters, &store, identities.as_ref())?;
    let (shown, total, in_copies) = if let Some(identities) = identities {
        let mut found = store.search_claims(&query, &filter, known, args.limit)?;
        let corrections = Corrections::read(&config.index)?;
        for hit in &mut found.hits {
            identities.identify(&mut hit.claim);
            corrections.tell(&mut hit.claim);
        }
        claims(args, found, terminal)?
    } else {
        let found = store.search_articles(&query, &filter, known, args.limit)?;
        articles(args, found, terminal)?
    };
    let what = if args.claims { "claims" } else { "articles" };
    let thing = if args.claims { "claim" } else { "article" };
    if total == 0 {
        return Ok(no_results::found(what, &store, &filter, terminal)?);
    }
    if shown < total {
        terminal.note(&format!("{shown} of {total} {what}; --limit 0 shows all"));
    }
    copies::tell(in_copies, thing, args.filters.collapse, terminal);
    Ok(Exit::Done)
}

fn articles(args: &Search, found: Found<ArticleHit>, terminal: &Terminal) -> io::Result<(usize, usize, usize)> {
    if args.json {
        let mut out = terminal.plain_results();
        for hit in &found.hits {
            plain::json(&mut out, &FoundArticle::of(hit))?;
        }
        out.flush()?;
    } else {
        let mut out = terminal.results();
        for hit in &found.hits {
            let article = &hit.article.article;
            let title = article.title.as_deref().unwrap_or(&article.path);
            writeln!(out, "{BOLD}{}{BOLD:#}", plain::cut(title, terminal.width()))?;
            about(&mut out, article)?;
            snippet(&mut out, &hit.snippet, terminal.width())?;
            writeln!(out)?;
        }
        out.flush()?;
    }
    Ok((found.hits.len(), found.total, found.in_copies))
}

fn claims(args: &Search, mut found: Found<ClaimHit>, terminal: &Terminal) -> io::Result<(usize, usize, usize)> {
    if args.json {
        let mut out = terminal.plain_results();
        for hit in &mut found.hits {
            if !args.explain {
                hit.claim.explain = None;
            }
            plain::json(&mut out, &FoundClaim::of(hit))?;
        }
        out.flush()?;
    } else {
        let mut out = terminal.results();
        for hit in &found.hits {
            let speaker = &hit.claim.speaker;
            let name =
                speaker.name.as_deref().or(speaker.label.as_deref()).or(speaker.mention.as_deref()).unwrap_or("?");
            let cue = hit.claim.cue.as_ref().map_or("", |cue| &cue.text);
            writeln!(out, "{SOURCE}{}{SOURCE:#} {}", plain::line(name), plain::line(cue))?;
            snippet(&mut out, &hit.snippet, terminal.width())?;
            about(&mut out, &hit.claim.article)?;
            writeln!(out)?;
        }
        out.flush()?;
    }
    Ok((found.hits.len(), found.total, found.in_copies))
}

/// Outlet, day, language, path and id on one line.
pub(super) fn about(out: &mut impl Write, article: &ArticleRecord) -> io::Result<()> {
    let translated = if article.translated { "machine-translated" } else { "" };
    let parts = [
        article.source.as_deref().unwrap_or(""),
        article.date.as_deref().unwrap_or(""),
        article.language.as_deref().unwrap_or(""),
        translated,
        &article.path,
        &article.id,
    ];
    let line: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(plain::line).collect();
    writeln!(out, "  {DIM}{}{DIM:#}", line.join(" · "))?;
    if !article.copies.is_empty() {
        let copies: Vec<String> = article.copies.iter().take(COPIES).map(copy).collect();
        let more = article.copies.len().saturating_sub(COPIES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "  {DIM}also in {}{more}{DIM:#}", copies.join(", "))?;
    }
    Ok(())
}

/// Copies that are named; a wire story may have a hundred.
const COPIES: usize = 8;

fn copy(copy: &CopyRecord) -> String {
    let source = plain::line(copy.source.as_deref().unwrap_or(&copy.id));
    copy.date.as_ref().map_or_else(|| source.clone(), |date| format!("{source} ({date})"))
}

/// The snippet, broken into lines, the words found in bold.
fn snippet(out: &mut impl Write, snippet: &Snippet, width: usize) -> io::Result<()> {
    const INDENT: &str = "  ";
    let width = width.saturating_sub(INDENT.len()).max(20);
    write!(out, "{INDENT}")?;
    let mut used = 0;
    for (text, marked) in &snippet.pieces {
        let text = plain::lines(text);
        for word in text.split_inclusive(' ') {
            let columns = unicode_width::UnicodeWidthStr::width(word.trim_end());
            if used > 0 && used + columns > width {
                write!(out, "\n{INDENT}")?;
                used = 0;
            }
            used += unicode_width::UnicodeWidthStr::width(word);
            if *marked { write!(out, "{BOLD}{word}{BOLD:#}")? } else { out.write_all(word.as_bytes())? }
        }
    }
    writeln!(out)
}
