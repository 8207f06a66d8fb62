//! Large files: records one by one, and what is too large in one piece is a row.

use super::place::{Place, SPICKETT, each};
use std::io::Write as _;

const SMALL: &str = "128MB";
/// More than an article may have with that much: 128 MB / 2 / 128.
const TOO_LONG: usize = 500_001;

fn records(count: usize) -> String {
    let text = "“The talks in Geneva go on,” said Ann Lee on Monday. It was a long and quiet day in the harbour.";
    let record = |n: usize| serde_json::json!({"title": format!("Part {n}"), "text": format!("Part {n}. {text}")});
    (1..=count).map(|n| format!("{}\n", record(n))).collect()
}

#[test]
fn what_is_too_large_is_a_row_and_the_rest_is_indexed() {
    let place = Place::with_news();
    let long = "word ".repeat(TOO_LONG / 5 + 1);
    place.write("news/long.txt", &long);
    let lines = records(800);
    let (head, tail) = lines.split_at(lines.find("{\"title\":\"Part 500\"").expect("a record"));
    place.write("news/all.jsonl", format!("{head}{{\"text\": \"{long}\"}}\n{tail}"));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(long.as_bytes()).expect("in memory");
    place.write("news/packed.txt.gz", gz.finish().expect("in memory"));
    place.run(&["index", "news", "--memory", SMALL, "--no-claims", "-q", "--index", "roomy"]).done();
    let run = place.run(&["index", "news", "--memory", SMALL]).done();
    let cause = "0.5 MB in one article; the limit is 0.5 MB, and grows with --memory";
    assert!(run.stderr.contains(&format!("warning: long.txt: {cause}\n")), "{}", run.stderr);
    let status = place.run(&["status", "--json"]).done().json();
    let skipped = status["skipped"].as_array().expect("rows");
    assert_eq!(each(skipped, "/path"), ["all.jsonl", "long.txt", "packed.txt.gz"]);
    let causes = each(skipped, "/cause");
    assert_eq!(causes[0], format!("line 500, column 1: {cause}"));
    assert_eq!(causes[1], cause);
    assert_eq!(causes[2], "more than 0.5 MB in one article; the limit is 0.5 MB, and grows with --memory");
    assert_eq!(status["articles"], 803);
    let roomy = place.run(&["status", "--json", "--index", "roomy"]).done().json();
    assert_eq!(roomy["articles"], 806, "without claims an article may be larger");
}

#[test]
fn a_file_of_records_is_the_same_however_it_is_packed() {
    let place = Place::new();
    let lines = records(1500);
    place.write("a/all.jsonl", &lines);
    place.write("c/all.json", format!("[\n{}]", lines.trim_end().replace('\n', ",\n")));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(lines.as_bytes()).expect("in memory");
    place.write("b/all.jsonl.gz", gz.finish().expect("in memory"));
    place.write("d/all.jsonl.zst", zstd::encode_all(lines.as_bytes(), 1).expect("in memory"));
    let read = |folder: &str, threads: &str| {
        let index = format!("index-{folder}-{threads}");
        place.run(&["index", folder, "--no-claims", "-q", "--index", &index, "--threads", threads]).done();
        let found = place.run(&["search", "*", "--json", "--limit", "0", "--index", &index]).done().lines();
        assert!(each(&found, "/article/path").last().is_some_and(|path| path.ends_with("#1500")), "{folder}");
        each(&found, "/article/title").join("\n") + &each(&found, "/snippet").join("\n")
    };
    let wanted = read("a", "1");
    for (folder, threads) in [("a", "3"), ("b", "2"), ("c", "2"), ("d", "1")] {
        assert!(read(folder, threads) == wanted, "{folder}");
    }
}

#[test]
fn a_large_file_that_breaks_off_keeps_what_was_whole() {
    let place = Place::new();
    place.write("news/rt.md", SPICKETT);
    let packed = zstd::encode_all(records(3000).as_bytes(), 1).expect("in memory");
    place.write("news/all.jsonl.zst", &packed[..packed.len() - 10]);
    let run = place.run(&["index", "news", "--no-claims"]).done();
    assert!(run.stderr.contains("warning: all.jsonl.zst: cannot decompress: "), "{}", run.stderr);
    let status = place.run(&["status", "--json"]).done().json();
    assert_eq!(status["skipped"][0]["path"], "all.jsonl.zst");
    let articles = status["articles"].as_u64().expect("a number");
    assert!(articles > 1 && articles < 3001, "{articles}");
    // The row says so, and until the file changes there is nothing more to get from it.
    assert!(place.run(&["index", "news", "--no-claims"]).done().stderr.starts_with("nothing to do"));
}

#[test]
fn a_size_is_checked() {
    let place = Place::with_news();
    for (size, message) in
        [("12MB", "too little memory: at least 128 MB are needed"), ("lots", "a size is a number with a unit")]
    {
        let run = place.run(&["index", "news", "--memory", size]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    place.run(&["extract", "news", "--memory", "1GB"]).done();
}
