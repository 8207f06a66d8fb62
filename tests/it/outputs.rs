//! Claims in the formats that offices open: spreadsheets and quote sheets.

use super::place::Place;
use std::io::{Cursor, Read as _};

fn part(xlsx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(xlsx)).expect("a package");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("XML");
    text
}

#[test]
fn a_spreadsheet_holds_text_and_no_formula() {
    let place = Place::new();
    place.write(
        "news/a.txt",
        "=1+1 is three, says the mayor\n\n“One and one make three, whatever they say,” said Dorothea Quill.\n",
    );
    place.run(&["index", "news"]).done();
    for (n, args) in [["claims", "-o", "c.xlsx"], ["claims", "-o", "d.xlsx"]].iter().enumerate() {
        place.run(args).done();
        let xlsx = std::fs::read(place.at(args[2])).expect("a spreadsheet");
        let sheet = part(&xlsx, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("Dorothea Quill") && sheet.contains(">=1+1 is three"), "{n}: {sheet}");
        assert!(!sheet.contains("<f>"), "{sheet}");
    }
    let same = |name: &str| std::fs::read(place.at(name)).expect("a spreadsheet");
    assert_eq!(same("c.xlsx"), same("d.xlsx"), "the same claims give the same bytes");
    let piped = place.program().args(["extract", "--format", "xlsx", "news"]).output().expect("it runs").stdout;
    assert!(part(&piped, "xl/worksheets/sheet1.xml").contains("Dorothea Quill"));
    place.write("none/a.txt", "Nothing was said here, and nobody was there to say it.\n");
    let none = place.program().args(["extract", "--format", "xlsx", "none"]).output().expect("it runs").stdout;
    assert!(part(&none, "xl/worksheets/sheet1.xml").contains("speaker_confidence"));
}

#[test]
fn csv_with_a_byte_order_mark() {
    let place = Place::indexed();
    let csv = place.run(&["claims", "--bom"]).done().stdout;
    assert!(csv.starts_with("\u{FEFF}id,speaker,") && csv.matches('\u{FEFF}').count() == 1, "{csv}");
    let plain = place.run(&["claims", "--format", "csv"]).done().stdout;
    assert_eq!(csv.trim_start_matches('\u{FEFF}'), plain);
    let wrong = place.run(&["claims", "--bom", "--format", "json"]);
    assert_eq!((wrong.status, wrong.stderr.contains("--bom is for csv")), (2, true), "{}", wrong.stderr);
}

#[test]
fn a_quote_sheet_for_reading_and_printing() {
    let place = Place::indexed();
    let markdown = place.run(&["claims", "--format", "markdown"]).done().stdout;
    assert!(markdown.starts_with("# Quotations\n\n> “A trade war helps nobody in the world,”"), "{markdown}");
    assert!(markdown.contains("**Sean Spickett** (said)  \nRT · 2017-02-02"), "{markdown}");
    place.run(&["claims", "-o", "quotes.html"]).done();
    let html = std::fs::read_to_string(place.at("quotes.html")).expect("a page");
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"), "{html}");
    assert_eq!(html.matches("<section>").count(), html.matches("</section>").count());
    assert!(html.contains("<strong>Zoë Müller</strong>"), "{html}");
}
