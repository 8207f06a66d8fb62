use super::place::Place;

#[test]
fn what_is_read_is_listed() {
    let place = Place::new();
    let table = place.run(&["formats"]).done().stdout;
    let text = table.lines().find(|line| line.starts_with("plain text ")).expect("plain text");
    assert!(text.contains(" .txt .text ") && text.ends_with("one or many"), "{table}");
    let rows = place.run(&["formats", "--json"]).done().json();
    let lines = rows.as_array().expect("a list").iter().find(|row| row["format"] == "JSON Lines").expect("JSON Lines");
    assert_eq!(*lines, serde_json::json!({"format": "JSON Lines", "endings": ["jsonl", "ndjson"], "many": true}));
    for row in rows.as_array().expect("a list") {
        for ending in row["endings"].as_array().expect("endings") {
            let ending = ending.as_str().expect("a string");
            place.write(&format!("all/a.{ending}"), "");
            assert!(table.contains(&format!(".{ending} ")), "{ending} in {table}");
        }
    }
    assert!(!place.run(&["extract", "all"]).done().stderr.contains("not read"), "every ending that is listed is read");
}

/// A Word document of these paragraphs, with so many files in its package that it lists.
fn word(paragraphs: &[&str], listed: Option<u16>) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("in memory");
    let body: String = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    write!(zip, "<w:document><w:body>{body}</w:body></w:document>").expect("in memory");
    let mut bytes = zip.finish().expect("in memory").into_inner();
    if let Some(listed) = listed {
        let end = bytes.len() - 12;
        bytes[end..end + 2].copy_from_slice(&listed.to_le_bytes());
    }
    bytes
}

const PARAGRAPHS: [&str; 2] = ["Mayor stays", "“I will stay until spring,” said Mayor Dorothea Quill on Monday."];

#[test]
fn a_word_document_is_read_whatever_it_is_called() {
    let place = Place::new();
    for name in ["news/a.docx", "news/b.txt", "news/c.odt"] {
        place.write(name, word(&PARAGRAPHS, None));
    }
    let claims = place.run(&["extract", "news"]).done().lines();
    assert_eq!(super::place::each(&claims, "/article/path"), ["a.docx", "b.txt", "c.odt"], "{claims:?}");
    assert_eq!(super::place::each(&claims, "/speaker/name"), ["Dorothea Quill"; 3]);
}

#[test]
fn documents_that_cannot_be_read_are_rows() {
    let place = Place::new();
    let whole = word(&PARAGRAPHS, None);
    place.write("news/cut.docx", &whole[..whole.len() / 2]);
    place.write("news/empty.docx", "");
    place.write("news/many.docx", word(&PARAGRAPHS, Some(u16::MAX)));
    place.write("news/old.docx", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 4096]].concat());
    place.write("news/bomb.docx", word(&[" ".repeat(20_000_000).as_str()], None));
    place.run(&["index", "news"]).done();
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("rows").clone();
    assert_eq!(super::place::each(&rows, "/path"), ["bomb.docx", "cut.docx", "empty.docx", "many.docx", "old.docx"]);
    let causes = super::place::each(&rows, "/cause");
    assert!(causes[0].contains("20.0 MB in one article"), "{causes:?}");
    assert!(causes[3].contains("more than 65534 files"), "{causes:?}");
    assert!(causes[4].contains("of Word before 2007"), "{causes:?}");
}
