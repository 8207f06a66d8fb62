//! How fast the trained layer is, on one core: `cargo bench --bench tagging`, or with `-- FOLDER LANGUAGE` on texts of your own.
//!
//! Prints articles of 5.7 KB a second, for cutting the text and for tagging it; in CPU time where the system tells it.

use std::io::Write;
use std::time::{Duration, Instant};

use whosaid::tagging;
use whosaid::text::Document;

const PARAGRAPH: &str = "Mayor Ilse Brand said on Tuesday that the harbour “will not be closed,” although the council had asked for it. \
    According to her spokesman, the plan was never more than a draft; he denied that anybody had signed it. The price of herring fell by 3.5 percent.\n\n";

/// Time that this thread has run.
fn now(began: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|s| s.split(' ').next().and_then(|n| n.parse().ok()))
        .map_or_else(|| began.elapsed(), Duration::from_nanos)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let (texts, language) = match &args[..] {
        [folder, language] => {
            let paths = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
            (paths.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?, language.as_str())
        }
        _ => (vec![PARAGRAPH.repeat(5700 / PARAGRAPH.len()); 50], "en"),
    };
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = Instant::now();
    let _ = tagging::read(&Document::new("Once.", tagging::abbreviations(language)), language);
    let mut best = [Duration::MAX; 3];
    let mut words = 0;
    for _ in 0..5 {
        let t0 = now(began);
        let documents: Vec<_> = texts.iter().map(|t| Document::new(t, tagging::abbreviations(language))).collect();
        let t1 = now(began);
        for document in &documents {
            std::hint::black_box(tagging::windows(document, language));
        }
        let t2 = now(began);
        for document in &documents {
            std::hint::black_box(tagging::read(document, language));
        }
        let t3 = now(began);
        words = documents.iter().map(|d| d.words.len()).sum();
        for (best, time) in best.iter_mut().zip([t1 - t0, t2 - t1, t3 - t2]) {
            *best = (*best).min(time);
        }
    }
    let mut out = std::io::stdout().lock();
    for (what, time) in ["cutting the text", "features alone", "features and tagging"].iter().zip(best) {
        let seconds = time.as_secs_f64();
        writeln!(
            out,
            "{what:22} {:7.0} articles/s {:9.0} words/s",
            bytes as f64 / 5700.0 / seconds,
            words as f64 / seconds
        )?;
    }
    Ok(())
}
