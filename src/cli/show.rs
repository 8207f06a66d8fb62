//! `whosaid show`: an article with its claims marked.

use super::args::Show;
use super::config::{self, Config};
use super::exit::Exit;
use super::search;
use super::terminal::{BOLD, CONTENT, CUE, DIM, SOURCE, Terminal};
use crate::answers::Corrections;
use crate::answers::marks::{Role, marks};
use crate::answers::shapes::Whole;
use crate::compare::Identities;
use crate::dump::plain;
use crate::model::record::ClaimRecord;
use crate::store::Store;
use crate::store::articles::WholeArticle;
use std::io::{self, Write};

/// Runs the command.
///
/// # Errors
/// When there is no index, or several articles fit.
pub fn run(args: &Show, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let wanted = config::wanted(&args.worth)?;
    let store = Store::open(&config.index)?;
    let Some(mut whole) = store.article(&args.article)? else {
        terminal.note(&format!("no article `{}` in the index", args.article));
        terminal.hint("`whosaid search '*'` lists articles with their ids and paths");
        return Ok(Exit::Nothing);
    };
    whole.claims.retain(|claim| wanted.keeps(claim));
    let identities = Identities::of(&store, config.seeds()?)?;
    let corrections = Corrections::read(&config.index)?;
    for claim in &mut whole.claims {
        identities.identify(claim);
        corrections.tell(claim);
    }
    if args.json {
        if !args.explain {
            whole.claims.iter_mut().for_each(|claim| claim.explain = None);
        }
        let mut out = terminal.plain_results();
        plain::indented_json(&mut out, &Whole::of(&whole))?;
        out.flush()?;
    } else {
        let mut out = terminal.results();
        print(&mut out, &whole, args.explain, terminal.styles_results())?;
        out.flush()?;
    }
    Ok(Exit::Done)
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
    for run in marks(&whole.text, &whole.claims).chunk_by(|a, b| a.role == b.role) {
        let piece: String = run.iter().map(|stretch| stretch.text.as_str()).collect();
        let piece = plain::lines(&piece);
        match run[0].role {
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
            why.found_by,
            why.content,
            why.said.map_or_else(String::new, |said| format!(", said {said:.2}")),
            speaker.confidence,
            plain::line(&why.speaker)
        )?;
    }
    Ok(())
}
