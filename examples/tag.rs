//! Tags the texts of a folder: `tag LANGUAGE DIR [--evidence BIAS] > PRED.jsonl`.
//!
//! One line an article, in the format of gold annotations; with `--evidence`, every candidate with what its filter sees, for training/calibrate.py;
//! with `--mentions`, every mention with its type, its probability and the likeliest antecedent;
//! with `--who`, what the whole program finds, with the candidates for each speaker and what speaks for them, for training/who.py
//! (`--flat`: as if the text had lost its line breaks).

use std::io::{BufWriter, Write};

use whosaid::model::{Article, Span};
use whosaid::seeds::Seeds;
use whosaid::text::{Document, Offsets};
use whosaid::{claims, extract, resolve, tagging};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (language, folder, bias) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [language, folder] => (language, folder, None),
        [language, folder, "--evidence", bias] => (language, folder, Some(bias.parse::<f32>()?)),
        [language, folder, "--who"] => return who(language, folder, false),
        [language, folder, "--who", "--flat"] => return who(language, folder, true),
        [language, folder, "--mentions"] => return mentions(language, folder),
        _ => return Err("usage: tag LANGUAGE DIR [--evidence BIAS | --who [--flat] | --mentions]".into()),
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut bytes, mut spent) = (0, std::time::Duration::ZERO);
    for path in &paths {
        let whole = std::fs::read_to_string(path)?;
        let text = whole.strip_prefix('\u{FEFF}').unwrap_or(&whole);
        let offsets = Offsets::new(text);
        let place = |s: &Span| [offsets.code_point(s.start), offsets.code_point(s.end)];
        let document = Document::new(text, tagging::abbreviations(language));
        let kind = |content: &[Span]| {
            let words = content.iter().flat_map(|&c| document.words_in(c));
            let quoted: Vec<bool> = words.map(|w| document.quote_at(document.words[w].span.start).is_some()).collect();
            match (quoted.iter().all(|&q| q), quoted.contains(&true)) {
                (true, _) => "direct",
                (_, true) => "mixed",
                _ => "indirect",
            }
        };
        let began = std::time::Instant::now();
        let mut rows = Vec::new();
        if let Some(bias) = bias {
            for (window, found) in tagging::candidates(&document, language, bias) {
                for c in found {
                    let attribution = tagging::attribution(&document, &window, &c);
                    rows.push((attribution, Some(c.evidence)));
                }
            }
        } else {
            rows.extend(tagging::read(&document, language).attributions.into_iter().map(|a| (a, None)));
        }
        spent += began.elapsed();
        bytes += text.len();
        let rows: Vec<_> = rows
            .iter()
            .map(|(a, evidence)| {
                let mut row = serde_json::json!({
                    "kind": kind(&a.content), "source": a.source.iter().map(place).collect::<Vec<_>>(),
                    "cue": a.cue.iter().map(place).collect::<Vec<_>>(),
                    "content": a.content.iter().map(place).collect::<Vec<_>>(), "speaker": null, "confidence": a.confidence,
                });
                if let Some(evidence) = evidence {
                    row["evidence"] = serde_json::json!(evidence);
                }
                row
            })
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        serde_json::to_writer(&mut out, &serde_json::json!({"doc": name, "attributions": rows}))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    let seconds = spent.as_secs_f64();
    writeln!(
        std::io::stderr(),
        "{} articles, {bytes} bytes in {seconds:.2} s: {:.0} articles of 5.7 KB a second",
        paths.len(),
        bytes as f64 / 5700.0 / seconds
    )?;
    Ok(())
}

/// The claims of each article with the candidates for their speakers.
fn who(language: &str, folder: &str, flat: bool) -> Result<(), Box<dyn std::error::Error>> {
    let seeds = Seeds::built_in();
    let lexicon = seeds.languages.get(language).ok_or("no seeds for this language")?;
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &paths {
        let whole = std::fs::read_to_string(path)?;
        let mut text = whole.strip_prefix('\u{FEFF}').unwrap_or(&whole).to_owned();
        if flat {
            text = text.replace(['\n', '\r'], " ");
        }
        let article = Article { text: text.clone(), language: Some(language.to_owned()), ..Article::default() };
        let offsets = Offsets::new(&text);
        let place = |s: &Span| [offsets.code_point(s.start), offsets.code_point(s.end)];
        let document = Document::new(&text, &lexicon.abbreviations);
        let reading = tagging::read(&document, language);
        let attributions = claims::attributions(&article, &document, lexicon, seeds, &reading);
        let speakers = resolve::speakers(&article, &document, lexicon, seeds, &attributions, &reading);
        let evidence = resolve::evidence(&article, &document, lexicon, seeds, &attributions, &reading);
        let rows: Vec<_> = attributions
            .iter()
            .zip(speakers)
            .zip(evidence)
            .map(|((a, speaker), candidates)| {
                let kind = extract::kind(&document, a);
                serde_json::json!({
                    "kind": kind, "content": a.content.iter().map(place).collect::<Vec<_>>(), "stance": a.stance,
                    "source": a.source.iter().map(place).collect::<Vec<_>>(), "confidence": a.confidence,
                    "name": speaker.name, "label": speaker.label, "sure": speaker.confidence,
                    "known": resolve::who::Scorer::known(a, kind, &speaker),
                    "candidates": candidates.iter().map(|(name, e)| serde_json::json!({"name": name, "evidence": e.to_vec()})).collect::<Vec<_>>(),
                })
            })
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        serde_json::to_writer(&mut out, &serde_json::json!({"doc": name, "attributions": rows}))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// The mentions of each article, a line each.
fn mentions(language: &str, folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &paths {
        let text = std::fs::read_to_string(path)?;
        let document = Document::new(&text, tagging::abbreviations(language));
        let reading = tagging::read(&document, language);
        for (number, m) in reading.mentions.iter().enumerate() {
            let words = m.span.of(&text);
            writeln!(out, "{} {number} {words:?} {:?} {:?} {:.2}", path.display(), m.form, m.kind, m.probability)?;
        }
    }
    out.flush()?;
    Ok(())
}
