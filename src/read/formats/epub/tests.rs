use super::*;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

const SAID: &str = "“We stay,” said Ann Brand.";

fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(content.as_bytes()).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

const LIST: &str = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";
const OPF: &str = "<package xmlns:dc=\"x\"><metadata><dc:title>Issue &amp; more</dc:title><dc:publisher>Harbour Courier</dc:publisher><dc:creator>Ann Clerk</dc:creator>
<dc:date>2017-02-03T00:00:00+00:00</dc:date><dc:language>en-GB</dc:language></metadata>
<manifest><item id=\"b\" href=\"t/two%20.xhtml\"/><item id=\"a\" href=\"one.xhtml\"/><item id=\"n\" href=\"nav.xhtml\"/></manifest>
<spine><itemref idref=\"a\"/><itemref idref=\"n\" linear=\"no\"/><itemref idref=\"b\"/><itemref idref=\"a\"/></spine></package>";

fn issue(text: &str, encryption: &str) -> Vec<u8> {
    let page = |heading: &str| {
        format!(
            "<?xml version=\"1.0\"?><html><head><title/><script src=\"a\"/></head><body><h1>{heading}</h1><p>{text}</p></body></html>"
        )
    };
    package(&[
        ("mimetype", "application/epub+zip"),
        (CONTAINER, LIST),
        ("OEBPS/book.opf", OPF),
        ("OEBPS/t/two .xhtml", &page("Second")),
        ("OEBPS/one.xhtml", &page("First")),
        ("OEBPS/nav.xhtml", &page("Contents")),
        (ENCRYPTION, encryption),
    ])
}

fn read(content: &[u8]) -> Result<Loaded> {
    Epub.read("a.epub", content, &ReadOptions { max_bytes: 100_000, ..ReadOptions::default() })
}

#[test]
fn a_short_book_is_one_article_in_its_order() {
    let book = issue(SAID, "<encryption><CipherReference URI=\"OEBPS/font.otf\"/></encryption>");
    assert!(Epub.is(&book));
    let loaded = read(&book).expect("a book");
    let [article] = loaded.articles.as_slice() else { panic!("{loaded:?}") };
    assert_eq!(article.text, format!("First\n\n{SAID}\n\nSecond\n\n{SAID}"));
    let meta = &article.meta;
    assert_eq!((meta.source.as_deref(), meta.author.as_deref()), (Some("Harbour Courier"), Some("Ann Clerk")));
    assert_eq!((meta.date.as_deref(), meta.language.as_deref()), (Some("2017-02-03"), Some("en")));
}

#[test]
fn each_chapter_of_a_long_one_is_an_article() {
    let loaded = read(&issue(&SAID.repeat(500), "<encryption/>")).expect("a book");
    let found: Vec<_> = loaded.articles.iter().map(|a| (a.path.as_str(), a.record, a.meta.title.as_deref())).collect();
    assert_eq!(found, [("a.epub#1", Some(1), Some("First")), ("a.epub#2", Some(2), Some("Second"))]);
}

#[test]
fn made_books_are_errors() {
    let whole = issue(SAID, "<encryption/>");
    let locked = issue(SAID, "<encryption><CipherReference URI=\"OEBPS/one.xhtml\"/></encryption>");
    for (what, content, cause) in [
        ("empty", Vec::new(), "cannot be unpacked"),
        ("cut", whole[..whole.len() / 2].to_vec(), "cannot be unpacked"),
        ("locked", locked, "it is encrypted"),
        ("another package", package(&[("a.txt", "x")]), "not an EPUB, or a damaged one"),
        ("no list", package(&[(CONTAINER, LIST)]), "its list of chapters is missing"),
        ("no text", package(&[(CONTAINER, LIST), ("OEBPS/book.opf", OPF)]), "no text in this book"),
        ("a bomb", issue(&" ".repeat(10_000_000), "<encryption/>"), "in one article; the limit is"),
    ] {
        let error = read(&content).expect_err(what).to_string();
        assert!(error.contains(cause), "{what}: {error}");
    }
}

#[test]
fn a_title_that_nobody_told_is_none() {
    let list = OPF.replace("Issue &amp; more", "Unknown Title").replace("Ann Clerk", "Unknown Author");
    let page = format!("<html><body><h1>First</h1><p>{SAID}</p></body></html>");
    let files = [(CONTAINER, LIST), ("OEBPS/book.opf", list.as_str()), ("OEBPS/one.xhtml", page.as_str())];
    let loaded = read(&package(&files)).expect("a book");
    let [article] = loaded.articles.as_slice() else { panic!("{loaded:?}") };
    assert_eq!((article.meta.title.as_deref(), article.meta.author.as_deref()), (None, None));
}
