//! Archives of the web: read in pieces where they are large, with the same outcome.

use super::place::{Place, each};
use std::io::Write as _;

fn page(number: usize) -> Vec<u8> {
    let html = format!(
        "<!DOCTYPE html><html lang=en><head><title>Quay {number} closes</title></head><body><article><h1>Quay {number} closes</h1>\
        <p>The quay of Sandholm closes until spring, because number {number} is no longer safe and nobody knows who pays for it.</p>\
        <p>“Number {number} stays shut until the engineers are content,” said Mayor Dorothea Quill on Monday.</p></article></body></html>"
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    record(&format!("https://courier.example/2021/06/07/{number}"), answer.as_bytes())
}

fn record(url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-06-09T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn picture(bytes: usize) -> Vec<u8> {
    record(
        "https://courier.example/a.png",
        &[b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", &vec![7; bytes][..]].concat(),
    )
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

#[test]
fn a_large_crawl_is_read_record_by_record() {
    let place = Place::new();
    let records: Vec<Vec<u8>> = (0..400).map(|n| if n % 100 == 50 { picture(3_000_000) } else { page(n) }).collect();
    // Each record is a member of its own, as crawlers write them.
    place.write("news/crawl.warc.gz", records.iter().flat_map(|record| gz(record)).collect::<Vec<u8>>());
    place.write("news/crawl.warc", records.concat());
    let run = place.run(&["extract", "--memory", "128MB", "news"]).done();
    let lines = run.lines();
    let paths = each(&lines, "/article/path");
    assert_eq!(paths.len(), 2 * 396, "{}", run.stderr);
    assert_eq!((paths[0], paths[396]), ("crawl.warc#1", "crawl.warc.gz#1"));
    assert_eq!(paths.last(), Some(&"crawl.warc.gz#400"));
    assert_eq!(run.lines()[0]["article"]["date"], "2021-06-07");
    place.run(&["index", "news"]).done();
    let shown = place.run(&["show", "crawl.warc.gz#17", "--json"]).done().json();
    assert!(shown["text"].as_str().is_some_and(|text| text.contains("Number 16 stays shut")), "{shown}");
}

#[test]
fn damage_is_a_row_and_keeps_what_came_before() {
    let place = Place::new();
    let whole: Vec<u8> = (0..400).flat_map(page).collect();
    place.write("news/cut.warc", &whole[..whole.len() - 50]);
    place.write("news/cut.warc.gz", &gz(&whole)[..2000]);
    place.write("news/empty.warc", "");
    place.write("news/pictures.warc", picture(300_000));
    place.write("news/text.warc", "He said so.\n");
    place.write("news/page.wacz", "He said so.\n");
    place.run(&["index", "news"]).done();
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("rows").clone();
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{}: {}", row["path"].as_str().unwrap_or(""), row["cause"].as_str().unwrap_or("")))
        .collect();
    let has = |path: &str, cause: &str| {
        assert!(told.iter().any(|row| row.starts_with(path) && row.contains(cause)), "{path} {cause}: {told:#?}")
    };
    has("cut.warc:", "ends in the middle of record 400");
    has("cut.warc.gz", "decompress");
    has("pictures.warc", "no web pages");
    has("empty.warc", "");
    assert_eq!(status["articles"].as_u64().map(|articles| articles >= 399), Some(true), "{status}");
}
