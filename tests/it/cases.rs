//! `tests/cases`: short texts and the claims that stand in them. The README there tells the format.
//!
//! `WHOSAID_BLESS=1 cargo test cases` sets and removes the marks of known gaps; look at the difference before you commit it.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use whosaid::claims::claims;
use whosaid::model::record::ClaimRecord;
use whosaid::model::{Article, Kind, Meta, Stance, Wanted};
use whosaid::seeds::Seeds;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    date: Option<String>,
    claims: Vec<Expected>,
    #[serde(default)]
    known_gap: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    content: String,
    speaker: Option<String>,
    mention: Option<String>,
    cue: Option<String>,
    kind: Option<Kind>,
    stance: Option<Stance>,
}

/// Share of words that expected and found content have in common, of those that either has.
const SAME_CONTENT: f64 = 0.8;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let bless = std::env::var_os("WHOSAID_BLESS").is_some();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files(&folder) {
        let shown = path.strip_prefix(&folder).expect("a file of the folder").display().to_string();
        let text = std::fs::read_to_string(&path).expect("a case file is UTF-8");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{shown}: {e}"));
        let language = if shown.starts_with("nl") { "nl" } else { "en" };
        let mut gaps = Vec::new();
        for case in &file.case {
            count += 1;
            let fault = fault(case, language);
            if fault.is_some() != case.known_gap {
                wrong.push(match &fault {
                    Some(fault) => format!("{shown}: {}: {fault}", case.name),
                    None => {
                        format!("{shown}: {}: passes now\nhelp: remove known_gap, and the gap is closed", case.name)
                    }
                });
            }
            gaps.push(fault.is_some());
        }
        if bless {
            std::fs::write(&path, marked(&text, &gaps)).expect("the case file can be written");
        }
    }
    assert!(count >= 300, "only {count} cases were found");
    assert!(bless || wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with the claims found in a case, or nothing.
fn fault(case: &Case, language: &str) -> Option<String> {
    let article = Article {
        text: case.text.clone(),
        language: Some(language.to_owned()),
        meta: Meta { date: case.date.clone(), ..Meta::default() },
        ..Article::default()
    };
    let found = whosaid::dump::claim_records(&article, &claims(&article, Seeds::built_in()));
    let wanted = Wanted::default();
    let besides: Vec<&str> = found
        .iter()
        .filter(|c| wanted.keeps(c) && case.claims.iter().all(|e| common(&c.text, &e.content) < SAME_CONTENT))
        .map(|c| c.text.as_str())
        .collect();
    if case.claims.is_empty() {
        return (!besides.is_empty()).then(|| format!("found {besides:?} where nothing is reported"));
    }
    let missed = case.claims.iter().find_map(|expected| {
        let best = found
            .iter()
            .max_by(|a, b| common(&a.text, &expected.content).total_cmp(&common(&b.text, &expected.content)));
        match best {
            Some(claim) if common(&claim.text, &expected.content) >= SAME_CONTENT => differs(expected, claim),
            Some(claim) => Some(format!("expected {:?}, found {:?}", expected.content, claim.text)),
            None => Some(format!("expected {:?}, found nothing", expected.content)),
        }
    });
    missed.or_else(|| (!besides.is_empty()).then(|| format!("found {besides:?} besides")))
}

fn differs(expected: &Expected, claim: &ClaimRecord) -> Option<String> {
    let label = claim.speaker.label.as_deref().filter(|_| expected.speaker.as_deref() != Some(""));
    let name = claim.speaker.name.as_deref().or(label).unwrap_or_default();
    let mention = claim.speaker.mention.as_deref().unwrap_or_default();
    let cue = claim.cue.as_ref().map_or("", |c| c.text.as_str());
    let compare = |what: &str, wanted: Option<&str>, got: &str, same: bool| {
        wanted.filter(|_| !same).map(|w| format!("{what} of {:?}: expected {w:?}, found {got:?}", expected.content))
    };
    let speaker = expected.speaker.as_deref();
    compare("speaker", speaker, name, speaker.is_some_and(|s| s.eq_ignore_ascii_case(name)))
        .or_else(|| {
            let wanted = expected.mention.as_deref();
            compare("mention", wanted, mention, wanted.is_some_and(|w| common(w, mention) > 0.0))
        })
        .or_else(|| {
            let wanted = expected.cue.as_deref();
            compare("cue", wanted, cue, wanted.is_some_and(|w| w == cue || common(w, cue) > 0.0))
        })
        .or_else(|| {
            let wrong = expected.kind.filter(|k| *k != claim.kind)?;
            Some(format!("kind of {:?}: expected {wrong:?}, found {:?}", expected.content, claim.kind))
        })
        .or_else(|| {
            let wrong = expected.stance.filter(|s| *s != claim.stance)?;
            Some(format!("stance of {:?}: expected {wrong:?}, found {:?}", expected.content, claim.stance))
        })
}

/// Jaccard index of two texts' words.
fn common(a: &str, b: &str) -> f64 {
    let words = |t: &str| {
        let split = t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        split.map(str::to_lowercase).collect::<BTreeSet<_>>()
    };
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { a.intersection(&b).count() as f64 / all as f64 }
}

/// The file's text with `known_gap = true` behind the name of each case that fails, and of no other.
fn marked(text: &str, gaps: &[bool]) -> String {
    let mut gaps = gaps.iter();
    let mut out = String::new();
    for line in text.lines().filter(|l| l.trim() != "known_gap = true") {
        out.push_str(line);
        out.push('\n');
        if line.starts_with("name = ") && gaps.next() == Some(&true) {
            out.push_str("known_gap = true\n");
        }
    }
    out
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = Vec::new();
    for language in ["en", "mt", "nl"] {
        let entries = std::fs::read_dir(folder.join(language)).expect("a folder of cases");
        out.extend(entries.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|x| x == "toml")));
    }
    out.sort();
    out
}
