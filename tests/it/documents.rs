//! Mail, RTF, EPUB and PDF, by the real program. The PDF files were made by reportlab.

use super::place::{Place, each};
use std::io::{Cursor, Write as _};

const COLUMNS: &[u8] = include_bytes!("fixtures/formats/columns.pdf");
/// With a password, and locked against changes alone.
const LOCKED: &[u8] = include_bytes!("fixtures/formats/locked.pdf");
const OPEN: &[u8] = include_bytes!("fixtures/formats/open.pdf");
const SCAN: &[u8] = include_bytes!("fixtures/formats/scan.pdf");

const RTF: &str = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Mayor stays\par\par \'93I will stay until spring,\'94 said Mayor Dorothea Quill on Monday.\par}";
const MAIL: &str = "From: Harbour Courier <news@courier.example>\nTo: a@b.example\nMessage-ID: <1>\nDate: Fri, 3 Feb 2017 09:15:00 +0100\nSubject: Mayor stays\nMIME-Version: 1.0
Content-Type: text/html; charset=utf-8\n\n<html><body><p>\u{201c}I will stay until spring,\u{201d} said Mayor Dorothea Quill on Monday.</p></body></html>\n";

fn epub(paragraph: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfile full-path=\"b.opf\"/></container>"),
        (
            "b.opf",
            "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
        ),
        ("a.xhtml", &format!("<html><head><title/></head><body><h1>Mayor stays</h1><p>{paragraph}</p></body></html>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
        zip.write_all(content.as_bytes()).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

#[test]
fn documents_are_read_whatever_they_are_called() {
    let place = Place::new();
    let said = "“I will stay until spring,” said Mayor Dorothea Quill on Monday.";
    let mailbox =
        format!("From a@b.example Fri Feb  3 09:15:00 2017\n{MAIL}\nFrom a@b.example Fri Feb  3 09:15:00 2017\n{MAIL}");
    for (name, content) in [
        ("a.rtf", RTF.as_bytes().to_vec()),
        ("b.doc.txt", RTF.as_bytes().to_vec()),
        ("c.eml", MAIL.as_bytes().to_vec()),
        ("d.txt", MAIL.as_bytes().to_vec()),
        ("e.mbox", mailbox.clone().into_bytes()),
        ("f.txt", mailbox.into_bytes()),
        ("g.epub", epub(said)),
        ("h.zip", epub(said)),
    ] {
        place.write(&format!("news/{name}"), content);
    }
    let run = place.run(&["extract", "news"]).done();
    assert_eq!(run.stderr, "");
    let claims = run.lines();
    assert_eq!(
        each(&claims, "/article/path"),
        ["a.rtf", "b.doc.txt", "c.eml", "d.txt", "e.mbox#1", "e.mbox#2", "f.txt#1", "f.txt#2", "g.epub", "h.zip"]
    );
    assert_eq!(each(&claims, "/speaker/name"), ["Dorothea Quill"; 10]);
    assert_eq!(each(&claims, "/article/source")[2..8], ["Harbour Courier"; 6]);
    assert_eq!(each(&claims, "/article/date")[2..8], ["2017-02-03"; 6]);
    assert_eq!(each(&claims, "/text")[..3], ["“I will stay until spring,”"; 3]);
}

#[test]
fn a_pdf_of_columns_is_an_article() {
    let place = Place::new();
    place.write("news/a.pdf", COLUMNS);
    place.write("news/b.html", OPEN);
    let run = place.run(&["extract", "news"]).done();
    assert_eq!(run.stderr, "");
    let claims = run.lines();
    let mut paths = each(&claims, "/article/path");
    paths.dedup();
    assert_eq!(paths, ["a.pdf", "b.html"]);
    let texts = each(&claims, "/text");
    let first = "“I will stay until the new harbour bridge is open and not one day longer than that,”";
    assert_eq!(texts.iter().filter(|text| text.starts_with(first)).count(), 8, "four times in each: {texts:#?}");
    let quill = each(&claims, "/speaker/name").iter().filter(|name| **name == "Dorothea Quill").count();
    assert!(quill >= 16, "{quill} of {}", claims.len());
    place.run(&["index", "news/a.pdf"]).done();
    let shown = place.run(&["show", "--json", "news/a.pdf"]).done().json();
    let text = shown["text"].as_str().expect("a text");
    for gone in ["HARBOUR COURIER", "recycled", "coun-\u{a0}", "- ", "\u{ad}", "\n\n1\n", "little under-"] {
        assert!(!text.contains(gone), "{gone:?} in {text}");
    }
    assert!(text.contains("long-term tests") && text.contains("understandable peace"), "{text}");
    assert_eq!(text.matches("\n\nAnton Brill, the chief engineer").count(), 4, "{text}");
}

#[test]
fn documents_that_hold_nothing_are_rows() {
    let place = Place::new();
    for (name, content) in [
        ("cut.eml", &MAIL.as_bytes()[..20]),
        ("cut.epub", &epub("x")[..300]),
        ("cut.pdf", &COLUMNS[..COLUMNS.len() / 2]),
        ("cut.rtf", &RTF.as_bytes()[..RTF.len() / 2]),
        ("empty.eml", b""),
        ("empty.epub", b""),
        ("empty.mbox", b""),
        ("empty.mht", b""),
        ("empty.pdf", b""),
        ("empty.rtf", b""),
        ("locked.pdf", LOCKED),
        ("scan.pdf", SCAN),
    ] {
        place.write(&format!("news/{name}"), content);
    }
    place.run(&["index", "news"]).done();
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("rows");
    let rows: Vec<String> =
        each(rows, "/path").iter().zip(each(rows, "/cause")).map(|(path, cause)| format!("{path}: {cause}")).collect();
    assert_eq!(rows.len(), 12, "{rows:#?}");
    assert!(rows.contains(&"locked.pdf: it is encrypted".to_owned()), "{rows:#?}");
    assert!(rows.contains(&"scan.pdf: no text in this PDF: its pages are images".to_owned()), "{rows:#?}");
    assert!(rows[3].starts_with("cut.rtf: the document ends too early"), "{rows:#?}");
    assert_eq!(place.run(&["extract", "--strict", "news"]).status, 2);
}
