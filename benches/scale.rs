//! How the index grows: `cargo bench --bench scale -- 1000 20000`, with the numbers of articles; `--no-extract` leaves out what extracts claims,
//! `--all-cores` what runs on one core and extraction by itself (for the largest sizes); `--texts=DIR` only writes the articles of the first size there;
//! `--folder=DIR` measures the English text files of a folder instead.
//!
//! For each size, in one run and side by side: reading alone, reading and extracting, raw tantivy with the same texts, analyzers, threads and memory
//! (the ceiling: with the analyzers as tantivy has them, and with ours, which give the same terms but remember them), `whosaid index --no-claims` and
//! `whosaid index` as processes, held to one core (`taskset`) and with all; then the second run over the unchanged folder, the index's size, the most
//! memory, and how long questions take. Times are of the clock: leave the machine alone meanwhile.

#[path = "made/mod.rs"]
mod made;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};
use whosaid::model::Kind;
use whosaid::pipeline::{self, Settings};
use whosaid::read::{self, ReadOptions, Walk, WalkOptions};
use whosaid::seeds::Seeds;
use whosaid::store::{Filter, Store, analyze};

/// Memory of an indexing thread, as in `whosaid index`.
const MEMORY_A_THREAD: usize = 48_000_000;
/// How often each question is asked.
const ASKED: usize = 200;

/// As the program has it, so that raw tantivy does too.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let extract = !args.iter().any(|a| a == "--no-extract");
    let compare = !args.iter().any(|a| a == "--all-cores");
    let keep = args.iter().find_map(|a| a.strip_prefix("--texts=")).map(PathBuf::from);
    if let Some(folder) = args.iter().find_map(|a| a.strip_prefix("--folder=")).map(PathBuf::from) {
        let walk = read::walk(std::slice::from_ref(&folder), &WalkOptions::default());
        let bytes = walk.entries.iter().map(|entry| entry.size).sum();
        let mut out = Report::begin(walk.entries.len(), bytes)?;
        return measure(tempfile::tempdir()?.path(), &folder, |_| "en", extract, compare, &mut out);
    }
    let mut sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(1000);
    }
    for size in sizes {
        let place = tempfile::tempdir()?;
        let texts = keep.clone().unwrap_or_else(|| place.path().join("texts"));
        fs::create_dir(&texts)?;
        let bytes = made::write(&texts, size)?;
        let mut out = Report::begin(size, bytes)?;
        if keep.is_some() {
            break;
        }
        measure(place.path(), &texts, made::language, extract, compare, &mut out)?;
    }
    Ok(())
}

struct Report {
    out: std::io::Stdout,
    articles: usize,
    bytes: u64,
    /// Raw tantivy's times, with its own analyzers and with ours.
    ceilings: Vec<Duration>,
}

impl Report {
    fn begin(articles: usize, bytes: u64) -> Outcome<Self> {
        let mut out = std::io::stdout();
        let (size, threads) = (bytes as f64 / 1e6, rayon::current_num_threads());
        writeln!(out, "\n== {articles} articles, {size:.1} MB, {threads} threads")?;
        Ok(Self { out, articles, bytes, ceilings: Vec::new() })
    }

    fn row(&mut self, what: &str, time: Duration, more: &str) -> Outcome<()> {
        let seconds = time.as_secs_f64();
        let ratios: Vec<String> = self.ceilings.iter().map(|c| format!("{:.3}", c.as_secs_f64() / seconds)).collect();
        let ratio = if ratios.is_empty() { String::new() } else { format!("{} of raw tantivy", ratios.join(" / ")) };
        writeln!(
            self.out,
            "{what:34} {seconds:8.2} s {:8.0} articles/s {:7.2} MB/s {ratio} {more}",
            self.articles as f64 / seconds,
            self.bytes as f64 / 1e6 / seconds
        )?;
        self.out.flush()?;
        Ok(())
    }
}

/// `language` tells an article's language by its number.
fn measure(
    place: &Path,
    texts: &Path,
    language: fn(usize) -> &'static str,
    extract: bool,
    compare: bool,
    out: &mut Report,
) -> Outcome<()> {
    let start = Instant::now();
    let walk = read::walk(&[texts.to_path_buf()], &WalkOptions::default());
    out.row("walking", start.elapsed(), "")?;
    let start = Instant::now();
    walk.entries.par_iter().for_each(|entry| {
        let _ = std::hint::black_box(read::articles(entry, &ReadOptions::default()));
    });
    out.row("reading", start.elapsed(), "")?;
    let raw = place.join("raw");
    for (what, ours) in [("raw tantivy", false), ("raw tantivy, our analyzers", true)] {
        let time = raw_tantivy(&walk, language, ours, &raw)?;
        out.row(what, time, &format!("index {:.2} of the texts", size(&raw) as f64 / out.bytes as f64))?;
        out.ceilings.push(time);
        fs::remove_dir_all(&raw)?;
    }
    let mut runs = vec![("index --no-claims, 1 core", true, false), ("index --no-claims", false, false)];
    if extract && compare {
        let start = Instant::now();
        extracting(&walk)?;
        out.row("reading and extracting", start.elapsed(), "")?;
    }
    if extract {
        runs.extend([("index, 1 core", true, true), ("index", false, true)]);
    }
    runs.retain(|&(_, one_core, _)| compare || !one_core);
    let index = place.join("index");
    let mut first = None;
    for (what, one_core, claims) in runs {
        if index.exists() {
            fs::remove_dir_all(&index)?;
        }
        let run = run(texts, &index, one_core, claims)?;
        let ratio = match first.filter(|_| !one_core) {
            Some(one) => {
                let one: Duration = one;
                format!(", {:.2} times as fast as one core", one.as_secs_f64() / run.time.as_secs_f64())
            }
            None => String::new(),
        };
        first = one_core.then_some(run.time);
        let share = size(&index) as f64 / out.bytes as f64;
        out.row(
            what,
            run.time,
            &format!("memory {} MB (without files {} MB), index {share:.2} of the texts{ratio}", run.most, run.own),
        )?;
    }
    let again = run(texts, &index, false, extract)?;
    out.row("index, nothing to do", again.time, &format!("memory {} MB", again.most))?;
    questions(&index, out)
}

/// What reading and extraction take, without an index.
fn extracting(walk: &Walk) -> Outcome<()> {
    let seeds = Seeds::built_in();
    let settings = Settings { seeds, read: ReadOptions::default(), claims: true };
    pipeline::run(&walk.entries, &settings, &|| false, |_, outcome| {
        std::hint::black_box(outcome);
        Ok::<(), std::convert::Infallible>(())
    })?;
    Ok(())
}

/// The same texts and analyzers with nothing else done: language by the folder's rule, no metadata, one stored field. The analyzers are tantivy's own,
/// each for a field, or (`ours`) the program's, which give the same terms and remember what became of a word.
fn raw_tantivy(walk: &Walk, language: fn(usize) -> &'static str, ours: bool, folder: &Path) -> Outcome<Duration> {
    fs::create_dir(folder)?;
    let start = Instant::now();
    let mut schema = Schema::builder();
    let mut body = |name: &str, analyzer: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(analyzer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let bodies = if ours { vec![body("body", analyze::TAGGED)] } else { vec![body("en", "en"), body("nl", "nl")] };
    let text = schema.add_text_field("text", STORED);
    let index = Index::create_in_dir(folder, schema.build())?;
    analyze::register(index.tokenizers());
    for code in ["en", "nl"] {
        index.tokenizers().register(code, analyze::analyzer(code));
    }
    let threads = rayon::current_num_threads().min(4);
    let mut writer = index.writer_with_num_threads(threads, threads * MEMORY_A_THREAD)?;
    for (n, entry) in walk.entries.iter().enumerate() {
        let content = fs::read_to_string(&entry.path)?;
        let mut document = TantivyDocument::new();
        if ours {
            document.add_text(bodies[0], analyze::tagged(Some(language(n)), &content));
        } else {
            document.add_text(bodies[usize::from(language(n) == "nl")], &content);
        }
        document.add_text(text, content);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(start.elapsed())
}

/// The number of the first core that we may use.
fn first_core() -> Outcome<String> {
    let status = fs::read_to_string("/proc/self/status")?;
    let list = status.lines().find_map(|l| l.strip_prefix("Cpus_allowed_list:")).ok_or("no list of cores")?;
    Ok(list.trim().chars().take_while(char::is_ascii_digit).collect())
}

struct Run {
    time: Duration,
    /// Most memory, in MB, and what of it is no mapped file.
    most: u64,
    own: u64,
}

/// Indexes `texts`; the number of threads is the program's own choice.
fn run(texts: &Path, index: &Path, one_core: bool, claims: bool) -> Outcome<Run> {
    let mut command = if one_core {
        let mut command = Command::new("taskset");
        command.args(["-c", &first_core()?]).arg(env!("CARGO_BIN_EXE_whosaid"));
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_whosaid"))
    };
    command.args(["index", "--quiet", "--index"]).arg(index).arg(texts);
    if !claims {
        command.arg("--no-claims");
    }
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let (mut most, mut own) = (0, 0);
    let done = loop {
        if let Some(done) = child.try_wait()? {
            break done;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let field = |name: &str| {
            let line = text.lines().find_map(|l| l.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        most = most.max(field("VmHWM:").unwrap_or(0) / 1024);
        own = own.max(field("RssAnon:").unwrap_or(0) / 1024);
        std::thread::sleep(Duration::from_millis(5));
    };
    let time = start.elapsed();
    if !done.success() {
        return Err(format!("whosaid index: {done}").into());
    }
    Ok(Run { time, most, own })
}

fn questions(index: &Path, out: &mut Report) -> Outcome<()> {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..20 {
        let start = Instant::now();
        std::hint::black_box(Store::open(index)?);
        times.push(start.elapsed());
    }
    writeln!(out.out, "{:34} {}", "opening the index", percentiles(times))?;
    let store = Store::open(index)?;
    let words =
        ["harbour", "council", "minister", "closed", "burgemeester", "water", "report", "said", "spokesman", "museum"];
    let phrases = ["\"in a statement\"", "\"the council\"", "\"last week\"", "\"de gemeente\"", "\"of the\""];
    let filtered =
        Filter { language: Some("en".into()), since: Some(20_050_101), until: Some(20_101_231), ..Filter::default() };
    let faceted = Filter {
        kind: Some(Kind::Direct),
        language: Some("en".into()),
        wanted: whosaid::model::Wanted { min_confidence: Some(0.9), ..Default::default() },
        ..Filter::default()
    };
    let none = Filter::default();
    let known = &whosaid::seeds::Seeds::built_in().speakers;
    let asked: [(&str, &[&str], &Filter, bool); 4] = [
        ("a word", &words, &none, false),
        ("a phrase", &phrases, &none, false),
        ("a word, by language and date", &words, &filtered, false),
        ("claims: a word, direct, English, sure", &words, &faceted, true),
    ];
    for (what, queries, filter, claims) in asked {
        let mut times = Vec::new();
        for n in 0..ASKED {
            let query = queries[n % queries.len()];
            let start = Instant::now();
            if claims {
                std::hint::black_box(store.search_claims(query, filter, known, 10)?);
            } else {
                std::hint::black_box(store.search_articles(query, filter, known, 10)?);
            }
            times.push(start.elapsed());
        }
        writeln!(out.out, "{what:34} {}", percentiles(times))?;
    }
    let mut times = Vec::new();
    for n in 0..20 {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command
            .args(["search", words[n % words.len()], "--index"])
            .arg(index)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status()?;
        times.push(start.elapsed());
    }
    writeln!(out.out, "{:34} {}", "whosaid search, start to finish", percentiles(times))?;
    Ok(())
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    format!("p50 {:8.2} ms  p99 {:8.2} ms", at(0.5), at(0.99))
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}
