//! Exports of news databases, put together of their lines.

const LINES: [&str; 32] = [
    "", "Document 1 of 2", "2 of 20 DOCUMENTS", "Page 1 of 3", "End of Document", "Document LBA0000020210607eh6700001", "Body", "Classification",
    "Headline: Harbour tunnel shut", "BYLINE: Ann Brand", "Byline: By Ann Brand, Political Editor", "LENGTH: 412 words", "SECTION: NEWS; Pg. 4", "LOAD-DATE: June 8, 2021",
    "Copyright 2021 Skarv Courier", "All Rights Reserved", "Skarv Courier", "June 7, 2021 Monday", "7 juni 2021", "HD Harbour tunnel shut", "BY Ann Brand", "WC 412 words", "PD 7 June 2021",
    "SN Skarv Courier", "LP", "TD", "412 words", "“We stay open,” Ann Brand said.", "The council had been told on Monday that nobody would move.", "URL: https://skarv.example/a", "é 😀 \u{200b}", "GRAPHIC: a map",
];

/// A line a byte; the highest bit glues it to the next.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        text.push_str(LINES[usize::from(byte & 0x1F)]);
        text.push_str(if byte & 0x80 == 0 { "\n" } else { " " });
    }
    text
}

/// The lines as paragraphs of a page.
#[must_use]
pub fn page(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("<p>{line}</p>\n")).collect();
    format!("<!doctype html><html><body>{lines}</body></html>")
}

/// The lines as paragraphs of rich text.
#[must_use]
pub fn rich(text: &str) -> String {
    let mut rich = String::from("{\\rtf1\\ansi ");
    let mut units = [0; 2];
    for c in text.chars() {
        match c {
            '\n' => rich.push_str("\\par\n"),
            c if c.is_ascii() => rich.push(c),
            c => c.encode_utf16(&mut units).iter().for_each(|unit| rich += &format!("\\u{}?", unit.cast_signed())),
        }
    }
    rich + "}"
}
