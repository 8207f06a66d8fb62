//! `whosaid check`: where a quotation, or what is nearest to it, stands.

use super::End;
use super::args::Check;
use super::config::Config;
use super::search::about;
use super::terminal::{BOLD, SOURCE, Terminal};
use crate::compare::difference::Run;
use crate::compare::{Answer, Checker, Verdict};
use crate::dump::plain;
use crate::model::record::term;
use crate::store::Store;
use std::io::{self, Write};

/// Runs the command.
///
/// # Errors
/// When there is no index, a quotation has no words, or standard input is no text.
pub fn run(args: &Check, config: &Config, terminal: &Terminal) -> anyhow::Result<End> {
    let mut quotations = Vec::new();
    for typed in &args.quotations {
        if typed == "-" {
            let text = io::read_to_string(io::stdin().lock())?;
            quotations.extend(text.lines().filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned));
        } else {
            quotations.push(typed.clone());
        }
    }
    let store = Store::open(&config.index)?;
    let checker = Checker::new(&store, &config.seeds()?.speakers, args.by.clone());
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
        terminal.hint("nowhere: in no claim of the index; `whosaid search '\"the words\"'` looks into the articles");
    }
    let found = answers.iter().any(|answer| answer.verdict != Verdict::Nowhere);
    Ok(if found { End::Done } else { End::Nothing })
}

fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let trimmed = if answer.trimmed { ", a part of what is reported" } else { "" };
    writeln!(out, "{BOLD}{}{BOLD:#}{trimmed}: {}", term(&answer.verdict), plain::line(&answer.quotation))?;
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
    about(out, &claim.article)?;
    writeln!(out)
}
