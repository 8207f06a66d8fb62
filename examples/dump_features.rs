//! Prints what the network sees, for training: `dump_features LANGUAGE DIR > NAME.jsonl`, one line a window; `dump_features --layout` the table's sizes;
//! `dump_features --words < LIST` the row of each word, one a line.

use std::io::{BufRead, BufWriter, Write};

use whosaid::tagging::{self, features};
use whosaid::text::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--layout"] => {
            writeln!(
                out,
                r#"{{"rows": {}, "words": {}, "longest": {}}}"#,
                features::ROWS,
                features::WORDS,
                features::LONGEST
            )?;
        }
        ["--words"] => {
            for word in std::io::stdin().lock().lines() {
                writeln!(out, "{}", features::word_row(&word?))?;
            }
        }
        [language, folder] => {
            let mut paths: Vec<_> =
                std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
            paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
            paths.sort();
            for path in paths {
                let bytes = std::fs::read_to_string(&path)?;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                // The mark stays out of the text, as in the program; offsets count from behind it.
                dump(&mut out, &name, bytes.strip_prefix('\u{FEFF}').unwrap_or(&bytes), language)?;
            }
        }
        _ => return Err("usage: dump_features LANGUAGE DIR | --layout | --words".into()),
    }
    out.flush()?;
    Ok(())
}

fn dump(out: &mut impl Write, name: &str, text: &str, language: &str) -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::new(text, tagging::abbreviations(language));
    for window in tagging::windows(&document, language) {
        let words = &document.words[window.first..window.first + window.rows.len()];
        let rows: Vec<Vec<u32>> = (0..words.len()).map(|i| window.all_rows(i).collect()).collect();
        let line = serde_json::json!({
            "doc": name,
            "spans": words.iter().map(|w| [w.span.start, w.span.end]).collect::<Vec<_>>(),
            "sent": window.sentences,
            "quoted": window.quoted.iter().map(|&q| q as u8).collect::<Vec<_>>(),
            "f": rows,
        });
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
