//! How clustering grows: `cargo bench --bench clusters -- 10000 100000 1000000`, with the numbers of claims. For each size an index of made-up claims, no
//! text and no extraction; then, in a process of its own, the time that speakers and clusters take, and the most memory of that process.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use whosaid::compare::Identities;
use whosaid::compare::sketch::Sketcher;
use whosaid::model::record::{ArticleRecord, ClaimRecord};
use whosaid::seeds::Seeds;
use whosaid::store::write::NewArticle;
use whosaid::store::{FileRow, Limits, Store, StoredArticle, Writer};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// As the program has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Asks for the figures of an index that is there: its folder and the number of its claims follow.
const MEASURE: &str = "measure";
/// Claims of an article.
const CLAIMS: usize = 8;
/// Claims of a speaker, on average; one speaker in a hundred has fifty times as many.
const EACH: usize = 20;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [measure, folder, size] = &args[..]
        && measure == MEASURE
    {
        return tell(Path::new(folder), size.parse()?);
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![10_000] } else { sizes } {
        let place = tempfile::tempdir()?;
        let begun = Instant::now();
        let sketching = write(place.path(), size)?;
        let written = begun.elapsed().as_secs_f64();
        say(&format!("{size} claims: index written in {written:.1} s, {sketching:.2} s of it sketches"))?;
        // A process of its own, so that writing the index takes none of its memory.
        let mut measure = Command::new(std::env::current_exe()?);
        let done = measure.arg(MEASURE).arg(place.path()).arg(size.to_string()).status()?;
        if !done.success() {
            return Err(format!("measuring {size} claims: {done}").into());
        }
    }
    Ok(())
}

/// Finds speakers and clusters out, then takes them from beside the index.
fn tell(folder: &Path, size: usize) -> Outcome<()> {
    let seeds = Seeds::built_in();
    let each = |seconds: f64| seconds * 1e6 / size as f64;
    let mut last = (Instant::now(), cpu());
    let mut lap = || {
        let now = (Instant::now(), cpu());
        let taken = (now.0.duration_since(last.0).as_secs_f64(), now.1 - last.1);
        last = now;
        taken
    };
    let store = Store::open(folder)?;
    lap();
    store.people(&seeds.speakers)?;
    let named = lap();
    let of_speakers = memory();
    let identities = Identities::of(&store, seeds)?;
    let clustered = lap();
    drop(store);
    let claims: usize = identities.clusters.all().iter().map(|cluster| cluster.claims.len()).sum();
    let clusters = identities.clusters.all().len();
    drop(identities);
    let most = memory();
    lap();
    Identities::of(&Store::open(folder)?, seeds)?;
    let again = lap();
    say(&format!(
        "{size} claims: speakers {:.2} s ({:.2} s of all cores), clusters {:.2} s ({:.2} s), together {:.1} µs of a core a claim; from beside the index {:.3} s; \
        {clusters} clusters of {claims} claims; most memory {of_speakers} MB, then {most} MB",
        named.0,
        named.1,
        clustered.0,
        clustered.1,
        each(named.1 + clustered.1),
        again.0,
    ))
}

/// Seconds that the process has had of all cores; 0 where the system does not tell.
fn cpu() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    // User and system, behind the name the twelfth and thirteenth.
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn say(line: &str) -> Outcome<()> {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// Numbers that look random: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ mixed >> 31) % bound as u64).unwrap_or(0)
    }
}

/// Writes an index of that many claims; gives the seconds that making sketches took.
fn write(folder: &Path, size: usize) -> Outcome<f64> {
    let vocabulary: Vec<&str> = include_str!("../corpus/en/harbour.txt")
        .split_whitespace()
        .chain(include_str!("../corpus/en/ferry-inquiry.txt").split_whitespace())
        .chain(include_str!("../corpus/en/fisheries-ministry.txt").split_whitespace())
        .collect();
    let (mut dice, mut sketcher, mut sketching) = (Dice(1), Sketcher::new(Seeds::built_in()), 0.0);
    let mut writer = Writer::open(folder, Limits::default())?;
    let speakers = (size / EACH).max(1);
    let mut said: Vec<(usize, usize, String)> = Vec::new();
    for number in 0..size / CLAIMS {
        let day = format!("20{:02}-{:02}-{:02}", 10 + dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
        let article = Arc::new(ArticleRecord {
            id: format!("a-{number:016x}"),
            path: format!("{number}.txt"),
            source: Some(format!("Outlet {}", dice.below(50))),
            date: Some(day),
            language: Some("en".to_owned()),
            ..ArticleRecord::default()
        });
        let claims: Vec<ClaimRecord> = (0..CLAIMS)
            .map(|ordinal| {
                let (speaker, text) = statement(&mut dice, &vocabulary, speakers, &mut said);
                claim(number * CLAIMS + ordinal, speaker, &text, &article)
            })
            .collect();
        let begun = Instant::now();
        let sketches: Vec<Option<Vec<u8>>> =
            claims.iter().map(|claim| sketcher.sketch(claim).map(|sketch| sketch.to_bytes())).collect();
        sketching += begun.elapsed().as_secs_f64();
        let stored = StoredArticle { article: (*article).clone(), seeded: true, ..StoredArticle::default() };
        let row = FileRow { absolute: article.path.clone(), path: article.path.clone(), ..FileRow::default() };
        let sketch = whosaid::duplicates::Sketch::of("", &[]);
        let new = NewArticle { article: &stored, text: "", claims: &claims, sketch, sketches: &sketches };
        writer.articles(&row, 0, &[new])?;
        writer.file(&row)?;
    }
    writer.finish()?;
    Ok(sketching)
}

/// A speaker and what is said: one of the last statements again, with two words changed, or a new one.
fn statement(
    dice: &mut Dice,
    vocabulary: &[&str],
    speakers: usize,
    said: &mut Vec<(usize, usize, String)>,
) -> (usize, String) {
    if dice.below(3) == 0 && !said.is_empty() {
        let (_, speaker, text) = &said[said.len() - 1 - dice.below(said.len().min(200))];
        let mut words: Vec<&str> = text.split(' ').collect();
        for _ in 0..2 {
            let at = dice.below(words.len());
            words[at] = vocabulary[dice.below(vocabulary.len())];
        }
        return (*speaker, words.join(" "));
    }
    let speaker = if dice.below(3) == 0 { dice.below(speakers.div_ceil(100)) } else { dice.below(speakers) };
    let text: Vec<&str> = (0..12 + dice.below(12)).map(|_| vocabulary[dice.below(vocabulary.len())]).collect();
    said.push((said.len(), speaker, text.join(" ")));
    (speaker, text.join(" "))
}

fn claim(number: usize, speaker: usize, text: &str, article: &Arc<ArticleRecord>) -> ClaimRecord {
    const SOUNDS: [&str; 16] =
        ["ba", "ke", "lo", "mi", "nu", "pa", "re", "so", "ti", "vu", "da", "fe", "go", "hi", "ju", "za"];
    let spelled = |mut rest: usize| {
        let mut name = String::new();
        for _ in 0..5 {
            name.push_str(SOUNDS[rest % SOUNDS.len()]);
            rest /= SOUNDS.len();
        }
        name[..1].to_uppercase() + &name[1..]
    };
    let name = format!("{} {}", spelled(speaker % 40), spelled(speaker));
    let mut claim: ClaimRecord = serde_json::from_value(serde_json::json!({
        "schema": "whosaid/claim/1", "id": format!("c-{number:016x}"), "kind": "indirect", "text": text, "spans": [[0, 0]],
        "cue": null, "stance": "asserts",
        "speaker": {"name": name, "mention": null, "span": null, "role": null, "type": "person", "resolved": "named",
            "label": null, "confidence": 0.9, "candidates": []},
        "said_on": null, "sentence": {"text": "", "span": [0, 0]}, "prefix": "", "suffix": "", "verbatim": false,
        "confidence": 0.9, "article": {"id": "", "path": "", "title": null, "source": null, "author": null, "date": null,
            "published": null, "language": "en", "translated": false, "translated_score": 0.1},
    }))
    .unwrap_or_else(|error| panic!("a claim: {error}"));
    claim.likely = true;
    claim.article = Arc::clone(article);
    claim
}

/// The most memory that the process had, in MB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
