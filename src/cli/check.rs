//! `whosaid check`: where a quotation, or what is nearest to it, stands.

use super::args::Check;
use super::config::Config;
use super::exit::Exit;
use super::search;
use super::terminal::{BOLD, DIM, SOURCE, Terminal};
use crate::compare::difference::Run;
use crate::compare::{Answer, Checker, Verdict, draft};
use crate::dump::plain;
use crate::model::record::{ArticleRecord, CodePoints, term};
use crate::read::decode::decode;
use crate::store::Store;
use std::io::{self, Read as _, Write};
use std::path::Path;

/// Runs the command.
///
/// # Errors
/// When there is no index, a quotation has no words, or standard input is no text.
pub fn run(args: &Check, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut quotations = Vec::new();
    for typed in &args.quotations {
        if typed == "-" {
            let text = io::read_to_string(io::stdin().lock())?;
            quotations.extend(text.lines().filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned));
        } else {
            quotations.push(typed.clone());
        }
    }
    for path in &args.draft {
        quotations.extend(draft::quotations(&read(path)?));
    }
    if quotations.is_empty() {
        terminal.hint("nothing to check: there is no quotation of three words or more");
        return Ok(Exit::Nothing);
    }
    let store = Store::open(&config.index)?;
    let seeds = config.seeds()?;
    let checker = Checker::new(&store, &seeds.speakers, args.by.clone())?.translating(seeds);
    let answers = quotations.iter().map(|text| checker.check(text)).collect::<crate::Result<Vec<_>>>()?;
    if args.json {
        let mut out = terminal.plain_results();
        answers.iter().try_for_each(|answer| plain::json(&mut out, answer))?;
        out.flush()?;
    } else {
        let mut out = terminal.results();
        answers.iter().try_for_each(|answer| print(&mut out, answer))?;
        out.flush()?;
    }
    if answers.iter().any(|answer| answer.verdict == Verdict::Nowhere) && !args.json {
        terminal.hint("nowhere: no article has these words; search for a few of them with `whosaid search --claims`");
    }
    let found = answers.iter().all(|answer| answer.verdict.is_found());
    Ok(if found { Exit::Done } else { Exit::Nothing })
}

/// A draft as text.
fn read(path: &Path) -> crate::Result<String> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let told = |error: crate::Error| error.at(path).hint("a draft is plain text");
    let bytes = bytes.map_err(|error| told(crate::Error::new(format!("the draft cannot be read: {error}"))))?;
    Ok(decode(&bytes, false).map_err(told)?.text)
}

fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let trimmed = if answer.trimmed { ", a part of what is reported" } else { "" };
    writeln!(out, "{BOLD}{}{BOLD:#}{trimmed}: {}", term(&answer.verdict), plain::line(&answer.quotation))?;
    if let Some(passage) = &answer.unattributed {
        writeln!(out, "  {}", plain::line(&passage.text))?;
        return about(out, &passage.article, &[passage.span]);
    }
    let Some(claim) = &answer.claim else { return writeln!(out) };
    let speaker = &claim.speaker;
    let name = speaker.name.as_deref().or(speaker.label.as_deref()).unwrap_or("?");
    writeln!(out, "  {SOURCE}{}{SOURCE:#}: {}", plain::line(name), plain::line(&claim.text))?;
    if !answer.difference.is_empty() {
        let shown = answer.difference.iter().map(|run| match run {
            Run::Same(words) => plain::line(words),
            Run::Added(words) => format!("{{+{}+}}", plain::line(words)),
            Run::Dropped(words) => format!("[-{}-]", plain::line(words)),
        });
        writeln!(out, "  {}", shown.collect::<Vec<_>>().join(" "))?;
    }
    about(out, &claim.article, &claim.spans)
}

/// The article, and where in its text: characters, the end not among them.
fn about(out: &mut impl Write, article: &ArticleRecord, spans: &[CodePoints]) -> io::Result<()> {
    search::about(out, article)?;
    let places: Vec<String> = spans.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    writeln!(out, "  {DIM}characters {}{DIM:#}\n", places.join(", "))
}
