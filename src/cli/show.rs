//! `whosaid show`: an article with its claims marked.

use super::args::Show;
use super::config::{self, Config};
use super::terminal::{BOLD, CONTENT, CUE, DIM, SOURCE, Terminal};
use super::{End, search};
use crate::compare::Identities;
use crate::dump::plain;
use crate::model::record::{ArticleRecord, ClaimRecord, CodePoints};
use crate::store::Store;
use crate::store::articles::WholeArticle;
use serde::Serialize;
use std::io::{self, Write};

/// The article as JSON: what stands in a claim, and its text and claims.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    article: &'a ArticleRecord,
    url: Option<&'a str>,
    text: &'a str,
    claims: &'a [ClaimRecord],
}

/// Runs the command.
///
/// # Errors
/// When there is no index, or several articles fit.
pub fn run(args: &Show, config: &Config, terminal: &Terminal) -> anyhow::Result<End> {
    let wanted = config::wanted(&args.worth)?;
    let store = Store::open(&config.index)?;
    let Some(mut whole) = store.article(&args.article)? else {
        terminal.note(&format!("no article `{}` in the index", args.article));
        terminal.hint("`whosaid search '*'` lists articles with their ids and paths");
        return Ok(End::Nothing);
    };
    whole.claims.retain(|claim| wanted.keeps(claim));
    let identities = Identities::of(&store, config.seeds()?)?;
    whole.claims.iter_mut().for_each(|claim| identities.identify(claim));
    if args.json {
        if !args.explain {
            whole.claims.iter_mut().for_each(|claim| claim.explain = None);
        }
        let mut out = terminal.plain_results();
        let stored = &whole.stored;
        let json =
            Whole { article: &stored.article, url: stored.url.as_deref(), text: &whole.text, claims: &whole.claims };
        plain::indented_json(&mut out, &json)?;
        out.flush()?;
    } else {
        let mut out = terminal.results();
        print(&mut out, &whole, args.explain, terminal.styles_results())?;
        out.flush()?;
    }
    Ok(End::Done)
}

fn print(out: &mut impl Write, whole: &WholeArticle, explain: bool, colours: bool) -> io::Result<()> {
    let article = &whole.stored.article;
    writeln!(out, "{BOLD}{}{BOLD:#}", plain::line(article.title.as_deref().unwrap_or(&article.path)))?;
    search::about(out, article)?;
    if explain {
        for (signal, weight) in &whole.stored.translated_signals {
            writeln!(out, "  {DIM}machine-translated? {} {weight:+.2}{DIM:#}", plain::line(signal))?;
        }
    }
    if colours {
        writeln!(out, "  {SOURCE}source{SOURCE:#} {CUE}cue{CUE:#} {CONTENT}content{CONTENT:#}")?;
    }
    writeln!(out)?;
    for (role, piece) in painted(&whole.text, &whole.claims) {
        let piece = plain::lines(&piece);
        match role {
            Role::None => out.write_all(piece.as_bytes())?,
            Role::Content => write!(out, "{CONTENT}{piece}{CONTENT:#}")?,
            Role::Cue => write!(out, "{CUE}{piece}{CUE:#}")?,
            Role::Source => write!(out, "{SOURCE}{piece}{SOURCE:#}")?,
        }
    }
    writeln!(out, "\n")?;
    for (number, claim) in whole.claims.iter().enumerate() {
        line(out, number + 1, claim, explain)?;
    }
    if whole.claims.is_empty() {
        let why = if whole.stored.seeded { "no claims" } else { "no claims: there are no seeds for its language" };
        writeln!(out, "{DIM}{why}{DIM:#}")?;
    }
    Ok(())
}

/// Who speaks without a name.
fn unnamed(label: Option<&str>) -> String {
    label.map_or_else(|| "?".to_owned(), |label| format!("({label})"))
}

/// One claim below the text.
fn line(out: &mut impl Write, number: usize, claim: &ClaimRecord, explain: bool) -> io::Result<()> {
    let speaker = &claim.speaker;
    let name = match (&speaker.name, &speaker.mention) {
        (Some(name), Some(mention)) if name != mention => format!("{name} ({mention})"),
        (Some(name), _) => name.clone(),
        (None, mention) => unnamed(speaker.label.as_deref().or(mention.as_deref())),
    };
    let cue = claim.cue.as_ref().map_or("", |cue| &cue.text);
    writeln!(
        out,
        "{number:>3}. {SOURCE}{}{SOURCE:#} {CUE}{}{CUE:#} {CONTENT}{}{CONTENT:#}",
        plain::line(&name),
        plain::line(cue),
        plain::line(&claim.text)
    )?;
    let term = crate::model::record::term(&claim.kind);
    let stance = crate::model::record::term(&claim.stance);
    let said = claim.said_on.as_ref().map_or_else(String::new, |when| {
        let days = if when.from == when.to { when.from.clone() } else { format!("{} to {}", when.from, when.to) };
        format!(", said on {days} ({})", plain::line(&when.text))
    });
    let elsewhere = claim.cluster.as_ref().map_or_else(String::new, |id| format!(", told elsewhere: {id}"));
    writeln!(out, "     {DIM}{term}, {stance}, confidence {:.2}{said}{elsewhere}{DIM:#}", claim.confidence)?;
    if let Some(why) = claim.explain.as_ref().filter(|_| explain) {
        writeln!(
            out,
            "     {DIM}found by {}, content {:.2}{}; speaker {:.2}: {}{DIM:#}",
            plain::line(&why.found_by),
            why.content,
            why.said.map_or_else(String::new, |said| format!(", said {said:.2}")),
            speaker.confidence,
            plain::line(&why.speaker)
        )?;
    }
    Ok(())
}

/// What a stretch of text is; where spans overlap, the later of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    None,
    Content,
    Cue,
    Source,
}

/// The text in stretches of one role each.
fn painted(text: &str, claims: &[ClaimRecord]) -> Vec<(Role, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut roles = vec![Role::None; chars.len()];
    let mut paint = |spans: &[CodePoints], role: Role| {
        for [start, end] in spans {
            for place in roles.iter_mut().take(*end).skip(*start) {
                *place = (*place).max(role);
            }
        }
    };
    for claim in claims {
        paint(&claim.spans, Role::Content);
        paint(claim.cue.as_ref().map_or(&[], |cue| &cue.spans), Role::Cue);
        paint(claim.speaker.span.as_slice(), Role::Source);
    }
    let mut at = 0;
    roles
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let piece = chars[at..at + run.len()].iter().collect();
            at += run.len();
            (run[0], piece)
        })
        .collect()
}
