//! Files that are nearly right: cut, spliced, with bytes changed. What the fuzz targets do at length (`fuzz/`), for a second or two in every run.

use whosaid::read::{Loaded, ReadOptions, articles_from_bytes};

/// Altered copies of each file.
const COPIES: usize = 600;
/// Changes to a copy, at most.
const CHANGES: u64 = 6;
/// Bytes of the longest piece that is moved.
const PIECE: u64 = 60;

const ITEM: &str = "<item><title>A &amp; B</title><pubDate>Fri, 03 Feb 2017 10:00:00 GMT</pubDate><author>Ada Brand</author>\
    <content:encoded><![CDATA[<p>“No,” Ada Brand said.</p>]]></content:encoded></item>";
const NITF: &str = "<nitf><head><docdata><date.issue norm='20170203'/></docdata></head><body><body.head><hedline><hl1>A</hl1></hedline></body.head>\
    <body.content><p>“No,” Ada Brand said.</p></body.content></body></nitf>";
const NEWSML: &str = "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='a'><contentMeta><headline>A</headline></contentMeta>\
    <contentSet><inlineXML contenttype='application/nitf+xml'><nitf><body><body.content><p>“No,” Ada Brand said.</p></body.content></body></nitf></inlineXML>\
    </contentSet></newsItem></itemSet></newsMessage>";
const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Example</title><entry><title>A</title><updated>2017-02-03T10:00:00Z</updated>\
    <content type='xhtml'><div><p>“No,” Ada Brand said.</p></div></content></entry></feed>";

/// A server's answer, as an archive of the web keeps it.
fn record(kind: &str, answer: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2017-02-03T10:00:00Z\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

fn files() -> Vec<(&'static str, String)> {
    let page = "<!doctype html><html><head><title>A</title></head><body><article><h1>A</h1><p>“No,” Ada Brand said.</p></article></body></html>";
    let whole = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    let front = "---\ntitle: 'A: b'\nauthors:\n  - name: Ada Brand\ndate: 2017-02-03 # a Friday\ntags: [a, {b: c}]\nlead: >-\n  More\n  of it\n---\n“No,” she said.\n";
    vec![
        ("a.xml", format!("<?xml version='1.0'?><rss><channel><title>The Example</title>{ITEM}{ITEM}</channel></rss>")),
        ("b.xml", ATOM.to_owned()),
        ("c.xml", NITF.to_owned()),
        ("d.xml", NEWSML.to_owned()),
        ("a.warc", record("warcinfo", "software: none") + &record("response", &whole) + &record("response", &chunked)),
        ("a.md", front.to_owned()),
        (
            "a.json",
            "[{\"text\": \"“No,” Ada Brand said.\", \"title\": \"A\\u00e9\"}, {\"body\": \"<p>No</p>\"}, 3]".to_owned(),
        ),
    ]
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1)).expect("a small number")
    }

    fn alter(&mut self, bytes: &mut Vec<u8>) {
        let length = bytes.len() as u64;
        let at = self.below(length);
        let end = (at + self.below(PIECE)).min(bytes.len());
        match self.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = self.below(length);
                bytes.splice(to..to, piece);
            }
            3 => bytes.insert(at, b"<>&;'\"[]{}:\\\0\r\n\xff\xe2-#"[self.below(18)]),
            4 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            _ => {
                let piece = bytes[at..end].to_vec();
                for _ in 0..self.below(40) {
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
        }
    }
}

#[test]
fn altered_files_are_read_or_refused() {
    let options = ReadOptions::default();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for (name, text) in files() {
        let whole = articles_from_bytes(name, text.as_bytes(), &options).expect("a good file");
        assert!(whole.articles.iter().any(|article| article.text.contains("“No,”")), "{name}: {whole:?}");
        let mut read = 0;
        for copy in 0..COPIES {
            let mut bytes = text.clone().into_bytes();
            // Half of them are changed once.
            for _ in 0..=chance.below(2) * chance.below(CHANGES) {
                chance.alter(&mut bytes);
            }
            let outcome = articles_from_bytes(name, &bytes, &options);
            let Loaded { articles, skipped } = match outcome {
                Ok(loaded) => loaded,
                Err(error) => {
                    // A reader of another crate that panicked says so: that is a bug to look at.
                    assert!(
                        !error.cause().is_empty() && !error.cause().contains("reader failed"),
                        "{name}, copy {copy}: {error}"
                    );
                    continue;
                }
            };
            read += usize::from(!articles.is_empty());
            for row in skipped {
                assert!(!row.cause.is_empty() && !row.cause.contains("reader failed"), "{name}, copy {copy}: {row:?}");
            }
        }
        assert!(
            read * 20 > COPIES,
            "{name}: {read} of {COPIES} copies still hold an article; help: change less of each"
        );
    }
}
