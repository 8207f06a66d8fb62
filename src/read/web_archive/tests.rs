use super::*;
use std::io::{Cursor, Write as _};

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Harbour to close</title></head><body><article><h1>Harbour to close</h1>\
    <p>The harbour of Sandholm closes until spring, because the quay is no longer safe and nobody knows who pays.</p>\
    <p>“It stays shut,” said Mayor Dorothea Quill on Monday, and the council agreed with her after a long debate.</p></article></body></html>";

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-06-08T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(status: &str, heads: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{heads}\r\n").as_bytes(), body].concat()
}

fn page(heads: &str, body: &[u8]) -> Vec<u8> {
    let answer = answer("200 OK", &format!("Content-Type: text/html; charset=utf-8\r\n{heads}"), body);
    record("response", "https://courier.example/2021/06/07/harbour", &answer)
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", b"software: none\r\n"),
        record("request", "https://courier.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
        page("", PAGE.as_bytes()),
        record(
            "response",
            "https://courier.example/x",
            &answer("301 Moved", "Content-Type: text/html\r\n", PAGE.as_bytes()),
        ),
        record(
            "response",
            "https://courier.example/x",
            &answer("200 OK", "Content-Type: image/png\r\n", &[0x89; 5000]),
        ),
        page("Content-Encoding: gzip\r\n", &gz(PAGE.as_bytes())),
    ]
}

fn options() -> ReadOptions<'static> {
    ReadOptions { max_bytes: 50_000, ..ReadOptions::default() }
}

fn texts(loaded: &Loaded) -> Vec<(&str, bool)> {
    loaded.articles.iter().map(|a| (a.path.as_str(), a.text.contains("“It stays shut,” said Mayor"))).collect()
}

#[test]
fn pages_alone_are_articles() {
    let loaded = read("c.warc", &crawl().concat(), &options()).expect("an archive");
    assert_eq!(texts(&loaded), [("c.warc#3", true), ("c.warc#6", true)]);
    let article = &loaded.articles[0];
    assert_eq!(article.record, Some(3));
    assert_eq!(article.meta.url.as_deref(), Some("https://courier.example/2021/06/07/harbour"));
    assert_eq!(article.meta.date.as_deref(), Some("2021-06-07"), "the address tells the day");
}

#[test]
fn a_day_after_the_crawl_is_none() {
    let later =
        PAGE.replace("<title>", "<meta property=\"article:published_time\" content=\"2021-07-01T10:00:00Z\"><title>");
    let bytes = record(
        "response",
        "https://courier.example/a",
        &answer("200 OK", "Content-Type: text/html\r\n", later.as_bytes()),
    );
    assert_eq!(read("c", &bytes, &options()).expect("an archive").articles[0].meta.date, None);
}

#[test]
fn bodies_in_every_dress() {
    let plain = PAGE.as_bytes();
    let chunks = |body: &[u8]| {
        let pieces =
            body.chunks(100).map(|chunk| [format!("{:x};x=1\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        [pieces.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
    };
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(plain).expect("in memory");
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    raw.write_all(plain).expect("in memory");
    let zstd = zstd::encode_all(plain, 1).expect("in memory");
    for (heads, body) in [
        ("Transfer-Encoding: chunked\r\n", chunks(plain)),
        ("Transfer-Encoding: chunked\r\n", plain.to_vec()),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunks(&gz(plain))),
        ("Content-Encoding: gzip\r\n", plain.to_vec()),
        ("Content-Encoding: deflate\r\n", zlib.finish().expect("in memory")),
        ("Content-Encoding: deflate\r\n", raw.finish().expect("in memory")),
        ("Content-Encoding: zstd\r\n", zstd),
        ("Content-Encoding: br\r\n", plain.to_vec()),
        ("content-encoding: BR\r\n", stored_brotli(plain)),
    ] {
        let loaded = read("c", &page(heads, &body), &options()).expect(heads);
        assert_eq!(texts(&loaded), [("c#1", true)], "{heads}: {:?}", loaded.skipped);
    }
    let narrow = encoding_rs::WINDOWS_1251.encode(&PAGE.replace("spring", "весны")).0.into_owned();
    let bytes = answer("200 OK", "Content-Type: text/html; charset=windows-1251\r\n", &narrow);
    let loaded = read("c", &record("response", "https://c.example/", &bytes), &options()).expect("an archive");
    assert!(loaded.articles[0].text.contains("весны"));
}

/// A brotli stream of one stored block, as the standard lays it out: window bits, not the last, its length, uncompressed; then an empty last block.
fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len() as u32 - 1;
    // WBITS 16 (one bit 0), ISLAST 0, MNIBBLES 4 (00), MLEN-1 (16 bits), ISUNCOMPRESSED 1: 21 bits, then padding to a byte.
    let head = length << 4 | 1 << 20;
    [&head.to_le_bytes()[..3], bytes, &[0b11]].concat()
}

#[test]
fn damage_keeps_what_came_before() {
    let whole = crawl().concat();
    let cut = read("c", &whole[..whole.len() - 100], &options()).expect("a page");
    assert_eq!(texts(&cut), [("c#3", true)]);
    assert!(cut.skipped[0].cause.contains("ends in the middle of record 6"), "{:?}", cut.skipped);
    for (what, bytes, cause) in [
        ("empty", Vec::new(), "no web pages"),
        ("text", b"He said so.\n\n".to_vec(), "does not begin with `WARC/`"),
        ("no length", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(), "does not state its length"),
        ("endless", [&b"WARC/1.0\r\n"[..], &[b'x'; 200_000]].concat(), "has no end"),
        (
            "lies",
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 18446744073709551615\r\n\r\nx".to_vec(),
            "ends in the middle",
        ),
        ("nothing", crawl()[..2].concat(), "no web pages"),
    ] {
        let error = read("c", &bytes, &options()).expect_err(what).to_string();
        assert!(error.contains(cause), "{what}: {error}");
    }
}

#[test]
fn bombs_and_giants_cost_themselves() {
    let giant = PAGE.replace("</article>", &format!("{}</article>", "<p>more</p>".repeat(10_000)));
    let bomb = page("Content-Encoding: gzip\r\n", &gz(&vec![b' '; 2_000_000]));
    let bytes = [page("", giant.as_bytes()), bomb, page("", PAGE.as_bytes())].concat();
    let loaded = read("c", &bytes, &options()).expect("a page");
    assert_eq!(texts(&loaded), [("c#3", true)]);
    let causes: Vec<&str> = loaded.skipped.iter().map(|s| s.cause.as_str()).collect();
    assert!(causes[0].starts_with("0.1 MB in one article") && causes[1].contains("0.1 MB"), "{causes:?}");
}

#[test]
fn a_package_of_archives() {
    let package = |stored: bool| {
        let how = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let how = zip::write::SimpleFileOptions::default().compression_method(how);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed: Vec<u8> = crawl().iter().flat_map(|record| gz(record)).collect();
        for (name, bytes) in [
            ("datapackage.json", b"{}".to_vec()),
            ("archive/a.warc.gz", packed),
            ("pages/pages.jsonl", b"{}".to_vec()),
            ("archive/b.warc", page("", PAGE.as_bytes())),
        ] {
            zip.start_file(name, how).expect("in memory");
            zip.write_all(&bytes).expect("in memory");
        }
        zip.finish().expect("in memory").into_inner()
    };
    use crate::read::{Reader as _, formats::warc::Wacz};
    let content = package(true);
    assert!(Wacz.is(&content) && !Wacz.is(b"PK\x03\x04"));
    let loaded = Wacz.read("c.wacz", &content, &options()).expect("a package");
    assert_eq!(texts(&loaded), [("c.wacz#3", true), ("c.wacz#6", true), ("c.wacz#7", true)]);
    let error = Wacz.read("c.wacz", &package(false), &options()).expect_err("compressed twice").to_string();
    assert!(error.contains("archive/a.warc.gz is compressed"), "{error}");
    assert!(Wacz.read("c.wacz", &content[..content.len() / 2], &options()).is_err());
}

proptest::proptest! {
    #[test]
    fn never_panics(bytes in "(WARC/1.0\r\n|WARC-Type: response\r\n|Content-Length: (5|40|400)\r\n|\r\n|HTTP/1.1 200 OK\r\n|Content-Type: text/html\r\n|Transfer-Encoding: chunked\r\n|Content-Encoding: (gzip|br|deflate)\r\n|<p>x|[0-9a-f]{1,4}\r\n){0,40}") {
        let _ = read("c", bytes.as_bytes(), &options());
    }
}
