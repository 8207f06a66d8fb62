//! `whosaid eval`: scores the extractor against gold annotations.

use super::args::Eval;
use super::config::{self, Config};
use super::exit::Exit;
use super::terminal::{BOLD, Terminal};
use crate::dump::plain;
use crate::error::Error;
use crate::eval::floors::Floors;
use crate::eval::score::{MEASURES, Tally};
use crate::eval::{Gold, GoldDoc, Report, Scores, gold};
use crate::model::Wanted;
use crate::pipeline::{self, Settings};
use crate::read::Fields;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Reports {
    all: Report,
    languages: BTreeMap<String, Report>,
}

/// Runs the command.
///
/// # Errors
/// When annotations or texts cannot be read.
pub fn run(args: &Eval, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let docs = gold::read(&args.gold)?;
    let optional = args.optional.as_deref().map(gold::read).transpose()?.unwrap_or_default();
    let optional: BTreeMap<&str, &GoldDoc> = optional.iter().map(|doc| (doc.doc.as_str(), doc)).collect();
    let floors = args.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let wanted = config::wanted(&args.worth)?;
    let settings = config.settings(Fields::usual(), u64::MAX, true)?;
    let tallies: Vec<(String, Tally)> = docs
        .par_iter()
        .map(|doc| {
            let excused = optional.get(doc.doc.as_str()).map_or(&[][..], |doc| &doc.attributions);
            document(args, doc, excused, wanted, &settings)
        })
        .collect::<crate::Result<_>>()?;
    let mut all = Tally::default();
    let mut by_language: BTreeMap<String, Tally> = BTreeMap::new();
    for (language, tally) in &tallies {
        all.add(tally);
        by_language.entry(language.clone()).or_default().add(tally);
    }
    let languages = by_language.iter().map(|(language, tally)| (language.clone(), tally.report())).collect();
    let reports = Reports { all: all.report(), languages };
    if args.json {
        let mut out = terminal.plain_results();
        plain::indented_json(&mut out, &reports)?;
        out.flush()?;
    } else {
        let mut out = terminal.results();
        print(&mut out, &reports)?;
        out.flush()?;
    }
    let below = floors.below(&reports.languages);
    for miss in &below {
        let score = miss.score.map_or_else(|| "there is none".to_owned(), |score| format!("{score:.4}"));
        let (language, kind, floor) = (&miss.language, &miss.kind, miss.floor);
        terminal.error(&anyhow::anyhow!(
            "F1 of {kind} attributions in `{language}` is below its floor {floor:.4}: {score}"
        ));
    }
    Ok(if below.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Extracts from one document and counts; gives its language too.
fn document(
    args: &Eval,
    doc: &GoldDoc,
    optional: &[Gold],
    wanted: Wanted,
    settings: &Settings<'_>,
) -> crate::Result<(String, Tally)> {
    let path = args.texts.join(&doc.doc);
    let bytes = std::fs::read(&path).map_err(|error| Error::from(error).at(&path))?;
    let mut outcome = pipeline::bytes(&doc.doc, &bytes, settings);
    if let Some(failure) = outcome.failures.pop() {
        return Err(failure.error);
    }
    let Some(new) = outcome.articles.pop() else {
        return Err(Error::new("holds no article").at(&path));
    };
    let predicted: Vec<Gold> = new.claims.iter().filter(|claim| wanted.keeps(claim)).map(Gold::from).collect();
    let mut tally = Tally::default();
    tally.document(&new.article.text, &doc.attributions, &predicted, optional);
    Ok((new.article.language.unwrap_or_else(|| "unknown".to_owned()), tally))
}

fn print(out: &mut impl Write, reports: &Reports) -> io::Result<()> {
    for (language, report) in &reports.languages {
        section(out, language, report)?;
    }
    if reports.languages.len() != 1 {
        section(out, "all", &reports.all)?;
    }
    Ok(())
}

fn section(out: &mut impl Write, title: &str, report: &Report) -> io::Result<()> {
    let documents = report.documents;
    writeln!(out, "{BOLD}{title:26}     P     R    F1   gold  found{BOLD:#}   ({documents} documents)")?;
    for measure in MEASURES {
        let name = crate::model::record::term(&measure);
        let Some(scores) = report.measures.get(&name) else { continue };
        let label = if name == "source_soft" { "attribution (source_soft)".to_owned() } else { name };
        row(out, &label, scores)?;
    }
    for (kind, scores) in &report.kinds {
        row(out, &format!("attribution, {kind}"), scores)?;
    }
    for (kind, scores) in &report.quotes {
        row(out, &format!("content, {kind}"), scores)?;
    }
    let names = &report.speaker_names;
    if let Some(accuracy) = names.accuracy {
        writeln!(out, "  {:24} {:5.1} % of {}", "speaker's name right", 100.0 * accuracy, names.of)?;
    }
    writeln!(out)
}

fn row(out: &mut impl Write, label: &str, scores: &Scores) -> io::Result<()> {
    let percent =
        |score: Option<f64>| score.map_or_else(|| "    -".to_owned(), |score| format!("{:5.1}", 100.0 * score));
    writeln!(
        out,
        "  {label:26} {} {} {}  {:5}  {:5}",
        percent(scores.precision),
        percent(scores.recall),
        percent(scores.f1),
        scores.gold,
        scores.predicted
    )
}
