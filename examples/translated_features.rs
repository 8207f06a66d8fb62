//! What `training/translated.py` reads: JSON Lines with a `text` on stdin become their features under the model file named; `score` is
//! the shipped judgement with that model.
#![allow(clippy::print_stdout)]

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use whosaid::language::translated::{features, judge, model::Model};
use whosaid::seeds::Seeds;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: translated_features MODEL < TEXTS.jsonl")?;
    let model = Model::parse(&std::fs::read(&path)?).ok_or("not a model file")?;
    let phrases = &Seeds::built_in().languages.get("en").ok_or("no English seeds")?.translated;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "{}",
        json!({"dense": features::DENSE, "symbols": (0..model.symbols()).map(|s| model.name(s as u16)).collect::<Vec<_>>()})
    )?;
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().ok_or("a line without text")?;
        let pieces: Vec<Value> = features::pieces(&model, &[text])
            .map(|p| json!({"words": p.words, "symbols": p.symbols, "dense": p.dense}))
            .collect();
        let judged = judge(&model, phrases, text, &[]);
        let odds: Vec<f64> = features::pieces(&model, &[text]).map(|p| model.odds(&p, |_, _| ())).collect();
        writeln!(
            out,
            "{}",
            json!({"pieces": pieces, "odds": odds, "score": judged.score, "translated": judged.translated, "signals": judged.signals})
        )?;
    }
    Ok(())
}
