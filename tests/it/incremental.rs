//! The second run: what is unchanged costs nothing, what changed is read, what moved is found under its new name.

use super::place::{Place, SPICKETT, TARIFFS, each};
use std::path::Path;
use std::time::{Duration, SystemTime};

fn dated(path: &Path, time: SystemTime) {
    std::fs::File::options().append(true).open(path).and_then(|file| file.set_modified(time)).expect("a time");
}

fn claims(place: &Place) -> String {
    place.run(&["claims", "--attitudes"]).done().stdout
}

#[test]
fn a_touched_file_is_read_again_with_the_same_outcome() {
    let place = Place::indexed();
    let before = claims(&place);
    dated(&place.at("news/rt.md"), SystemTime::now() + Duration::from_secs(5));
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.contains("articles   1 (2 more files unchanged)"), "{}", run.stderr);
    assert_eq!(claims(&place), before);
    assert!(place.run(&["index", "news"]).done().stderr.starts_with("nothing to do"));
}

#[test]
fn a_moved_file_is_one_article_under_its_new_name() {
    let place = Place::indexed();
    let before = claims(&place);
    std::fs::create_dir(place.at("news/2017")).expect("a folder");
    std::fs::rename(place.at("news/rt.md"), place.at("news/2017/rt.md")).expect("moved");
    let run = place.run(&["index", "--prune", "news"]).done();
    assert!(run.stderr.contains("articles   1 (2 more files unchanged, 1 removed)"), "{}", run.stderr);
    let found = place.run(&["search", "*", "--json"]).done().lines();
    let mut paths = each(&found, "/article/path");
    paths.sort_unstable();
    assert_eq!(paths, ["2017/rt.md", "guardian.md", "nl/anp.md"]);
    let texts = |claims: &str| {
        let lines = claims.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let mut texts: Vec<String> = lines.map(|claim| claim["text"].to_string()).collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&claims(&place)), texts(&before));
}

#[test]
fn an_older_file_of_the_same_size_is_noticed() {
    let place = Place::indexed();
    let other = SPICKETT.replace("not easing sanctions", "now eating pancakes!");
    assert_eq!(other.len(), SPICKETT.len());
    place.write("news/rt.md", other);
    dated(&place.at("news/rt.md"), SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.contains("articles   1 (2 more files unchanged)"), "{}", run.stderr);
    assert_eq!(place.run(&["search", "pancakes", "--json"]).done().lines().len(), 1);
    assert_eq!(place.run(&["search", "\"not easing\""]).status, 1);
}

#[test]
fn a_sidecar_that_appears_changes_or_goes_is_noticed() {
    let place = Place::indexed();
    let source = || place.run(&["search", "policy", "--json"]).done().lines()[0]["article"]["source"].clone();
    assert_eq!(source(), "RT");
    let steps = [Some(r#"{"source": "Harbour Courier"}"#), Some(r#"{"source": "Northern Desk, evening"}"#), None];
    for (step, wanted) in steps.iter().zip(["Harbour Courier", "Northern Desk, evening", "RT"]) {
        match step {
            Some(text) => place.write("news/rt.md.json", text),
            None => std::fs::remove_file(place.at("news/rt.md.json")).expect("removed"),
        }
        let run = place.run(&["index", "news", "--include", "*.md"]).done();
        assert!(run.stderr.contains("articles   1 (2 more files unchanged)"), "{}", run.stderr);
        assert_eq!(source(), wanted);
    }
}

#[test]
fn rows_of_many_segments_and_of_bad_files_are_read_back() {
    let place = Place::with_news();
    place.write("news/empty.txt", "");
    place.write("news/all.jsonl", "{\"text\": \"A quiet day.\"}\nnot json\n{\"text\": 3}\n");
    place.run(&["index", "news", "--commit-bytes", "1"]).done();
    let read = || whosaid::store::Store::open(&place.at(".whosaid")).and_then(|store| store.files()).expect("rows");
    let rows = read();
    let row = |name: &str| rows.values().find(|row| row.path == name).expect("a row");
    assert_eq!(rows.len(), 5);
    assert_eq!((row("guardian.md").articles, row("guardian.md").claims), (1, 2));
    assert_eq!(row("guardian.md").size, TARIFFS.len() as u64);
    assert_eq!(row("empty.txt").skipped[0].cause, "the file is empty");
    assert_eq!((row("all.jsonl").articles, row("all.jsonl").skipped.len()), (1, 2));
    place.run(&["index", "news", "--force"]).done();
    assert_eq!(read(), rows);
}

/// What the program asks the file system of the files in `news`.
fn asked(place: &Place) -> Option<usize> {
    let mut strace = std::process::Command::new("strace");
    strace.args(["-f", "-e", "trace=%file,%desc", "-o", "trace"]).arg(env!("CARGO_BIN_EXE_whosaid"));
    let output = strace.args(["index", "news"]).current_dir(place.path()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing to do: 300 files"), "{output:?}");
    let trace = std::fs::read_to_string(place.at("trace")).ok()?;
    let asked = |line: &&str| (0..300).any(|number| line.contains(&format!("/{number:03}.")));
    Some(trace.lines().filter(asked).count())
}

#[test]
fn an_unchanged_file_costs_one_question() {
    let place = Place::new();
    for number in 0..300 {
        place.write(&format!("news/{}/{number:03}.txt", number % 3), "A quiet day.");
    }
    place.run(&["index", "news", "--no-claims", "-q"]).done();
    place.run(&["index", "news", "-q"]).done();
    // Where there is no strace, or it may not look, nothing can be counted.
    if let Some(asked) = asked(&place) {
        assert_eq!(asked, 300);
    }
}
