//! Every format cut off anywhere, called by the ending of any other, bare of content, or with bytes changed: articles or a reason, never the end of the program.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use super::{READERS, ReadOptions, articles_from_bytes};

const SAID: &str = "“The harbour stays shut until spring,” said Mayor Dorothea Quill on Monday.";
/// Far more than any of these files takes, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        // Archives of the web are stored as they are, and so may everything else be.
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, stored).expect("in memory");
        zip.write_all(content.as_bytes()).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn tarred(name: &str, content: &str) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_cksum();
    tar.append_data(&mut header, name, content.as_bytes()).expect("in memory");
    tar.into_inner().expect("in memory")
}

fn page() -> String {
    format!(
        "<!doctype html><html><head><title>Mayor stays</title></head><body><article><h1>Mayor stays</h1><p>{SAID}</p></article></body></html>"
    )
}

fn warc() -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page());
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://skarv.example/a\r\nWARC-Date: 2021-06-08T10:00:00Z\r\nContent-Type: application/http; msgtype=response";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
}

/// A file of each format, by its usual ending.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: String| text.into_bytes();
    let mail = format!(
        "From: Harbour Courier <news@courier.example>\nMessage-ID: <1>\nDate: Fri, 3 Feb 2017 09:15:00 +0100\nSubject: Mayor stays\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{}\n",
        page()
    );
    let saved = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://skarv.example/a\nSubject: Mayor stays\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://skarv.example/a\n\n{}\n--b--\n",
        page()
    );
    let newsml = format!(
        "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><contentMeta><headline>Mayor stays</headline></contentMeta><contentSet><inlineData contenttype=\"text/plain\">{SAID}</inlineData></contentSet></newsItem>"
    );
    let word =
        format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:body></w:document>");
    let open = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:p>{SAID}</text:p></office:text></office:body></office:document-content>"
    );
    let chapter = format!("<html><body><h1>Mayor stays</h1><p>{SAID}</p></body></html>");
    let package = "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    vec![
        ("txt", text(format!("Mayor stays\n\n3 February 2017\n\n{SAID}\n"))),
        ("md", text(format!("---\ntitle: Mayor stays\n---\n\n{SAID}\n"))),
        ("html", text(page())),
        ("json", text(format!("{{\"title\": \"Mayor stays\", \"text\": \"{SAID}\"}}"))),
        ("jsonl", text(format!("{{\"text\": \"{SAID}\"}}\n{{\"text\": \"{SAID}\"}}\n"))),
        ("csv", text(format!("title,text\nMayor stays,\"{SAID}\"\n"))),
        (
            "rss",
            text(format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Courier</title><item><title>Mayor stays</title><description>{SAID}</description></item></channel></rss>"
            )),
        ),
        (
            "nitf",
            text(format!(
                "<nitf><head><title>Mayor stays</title></head><body><body.content><p>{SAID}</p></body.content></body></nitf>"
            )),
        ),
        ("newsml", text(newsml)),
        ("mhtml", text(saved)),
        ("warc", text(warc())),
        ("wacz", zipped(&[("datapackage.json", "{}"), ("archive/a.warc", &warc())])),
        ("docx", zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &word)])),
        ("odt", zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &open)])),
        (
            "rtf",
            text(format!(
                "{{\\rtf1\\ansi Mayor stays\\par {}\\par}}",
                SAID.replace('“', "\\ldblquote ").replace('”', "\\rdblquote ")
            )),
        ),
        (
            "epub",
            zipped(&[
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", "<container><rootfile full-path=\"b.opf\"/></container>"),
                ("b.opf", package),
                ("a.xhtml", &chapter),
            ]),
        ),
        ("eml", text(mail.clone())),
        ("mbox", text(format!("From a@b.example Fri Feb  3 09:15:00 2017\n{mail}\n"))),
        ("zip", zipped(&[("a.txt", SAID)])),
        ("tar", tarred("a.txt", SAID)),
        #[cfg(feature = "pdf")]
        ("pdf", include_bytes!("../../tests/it/fixtures/formats/open.pdf").to_vec()),
    ]
}

/// The texts of the articles; `Err` with the first reason where there is none. Panics where there is neither, and where it takes too long.
fn read(name: &str, content: &[u8]) -> Result<Vec<String>, String> {
    let begin = Instant::now();
    // What a file grows to is bounded by less than what a user's memory would.
    let options = ReadOptions { max_bytes: 4 << 20, ..ReadOptions::default() };
    let loaded = articles_from_bytes(name, content, &options);
    assert!(begin.elapsed() < PATIENCE, "{name}: {:?}", begin.elapsed());
    let loaded = loaded.map_err(|error| error.to_string())?;
    if loaded.articles.is_empty() {
        return Err(loaded
            .skipped
            .first()
            .map_or_else(|| panic!("{name}: neither an article nor a reason"), |s| s.cause.clone()));
    }
    Ok(loaded.articles.into_iter().map(|article| article.text).collect())
}

#[test]
fn each_format_is_read_and_every_format_is_here() {
    for (ending, content) in samples() {
        let texts = read(&format!("a.{ending}"), &content).unwrap_or_else(|cause| panic!("{ending}: {cause}"));
        assert!(texts.iter().any(|text| text.contains("harbour")), "{ending}: {texts:?}");
    }
    // Tables of columns come with a feature of their own, and from writers that are large.
    let columns = |ending: &&str| matches!(*ending, "parquet" | "arrow");
    for reader in READERS.iter().filter(|reader| !reader.endings().iter().any(columns)) {
        let here = samples().iter().any(|(ending, _)| reader.endings().contains(ending));
        assert!(here, "{} has no sample; help: add one to `samples`", reader.name());
    }
}

#[test]
fn cut_anywhere() {
    for (ending, content) in samples() {
        let step = (content.len() / 60).max(1);
        for end in (0..content.len()).step_by(step) {
            let _ = read(&format!("a.{ending}"), &content[..end]);
        }
        read(&format!("a.{ending}"), b"").expect_err(ending);
    }
}

#[test]
fn bytes_changed() {
    for (ending, content) in samples() {
        for seed in 0..40_usize {
            let mut changed = content.clone();
            for n in 0..1 + seed % 5 {
                let at = (seed * 7919 + n * 104_729) % changed.len();
                changed[at] = u8::try_from((seed * 31 + n * 17) % 256).unwrap_or(0);
            }
            let _ = read(&format!("a.{ending}"), &changed);
        }
    }
}

#[test]
fn content_counts_more_than_the_name() {
    let all = samples();
    // What has no mark of its own goes by its name.
    let marked = |ending: &str| !matches!(ending, "txt" | "md" | "json" | "jsonl" | "csv");
    for (ending, content) in all.iter().filter(|(ending, _)| marked(ending)) {
        let own = read(&format!("a.{ending}"), content).expect(ending);
        for (other, _) in &all {
            let told = read(&format!("a.{other}"), content);
            assert_eq!(told.as_ref().ok(), Some(&own), "{ending} named {other}: {told:?}");
        }
    }
}
