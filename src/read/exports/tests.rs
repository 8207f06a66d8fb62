use super::*;

fn loaded(text: &str) -> Loaded {
    read("x.txt", text, &ReadOptions::default()).expect("an export")
}

/// Title, outlet, day, author and text of each article.
fn told(text: &str) -> Vec<[String; 5]> {
    let own = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
    let articles = loaded(text).articles;
    let each = articles.iter().map(|a| {
        let m = &a.meta;
        [own(&m.title), own(&m.source), own(&m.published.clone().or(m.date.clone())), own(&m.author), a.text.clone()]
    });
    each.collect()
}

const UNI: &str = "User Name: Ann Brand\nDate and Time: Wednesday, June 9, 2021 10:00:00 AM\nJob Number: 1234\nDocuments (2)\n1. Harbour to close\nClient/Matter: -None-\nSearch Terms: harbour
Document 1 of 2

Harbour to close until spring
The Sandholm Courier
June 7, 2021 Monday 10:12 AM GMT
Late Edition

Copyright 2021 Sandholm Media All Rights Reserved

Section: NEWS; Pg. 4
Length: 512 words
Byline: By Jane Doe, Harbour Correspondent
Highlight: The harbour closes, and nobody knows why.
Body


“It will stay shut,” said Mayor Dorothea Quill.

Page 2 of 3

Language: that was the problem, she said.

Graphic

A closed quay. Photo: R. Roe

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: HARBOURS (90%)
Load-Date: June 8, 2021

End of Document

Document 2 of 2

No subsidy
Sandholm Tribune
June 8, 2021 Tuesday

Copyright 2021 Tribune

Length: 90 words
Body

There is no subsidy, the council said.

Load-Date: June 8, 2021

End of Document
";

#[test]
fn nexis_uni() {
    let first = "“It will stay shut,” said Mayor Dorothea Quill.\n\nLanguage: that was the problem, she said.";
    let wanted = [
        [
            "Harbour to close until spring",
            "The Sandholm Courier",
            "2021-06-07T10:12",
            "Jane Doe, Harbour Correspondent",
            first,
        ],
        ["No subsidy", "Sandholm Tribune", "2021-06-08", "-", "There is no subsidy, the council said."],
    ];
    assert_eq!(told(UNI), wanted);
    assert_eq!(told(&UNI.replace('\n', "\r\n")), wanted);
    assert_eq!(
        told(&UNI.replace("Document 1 of 2\n", "").replace("Document 2 of 2\n", "")),
        wanted,
        "ends alone part them"
    );
    let paths: Vec<String> = loaded(UNI).articles.into_iter().map(|a| a.path).collect();
    assert_eq!(paths, ["x.txt#1", "x.txt#2"]);
    // In a document of Word each line is a paragraph.
    let spaced = UNI.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    assert_eq!(told(&spaced), wanted);
}

#[test]
fn one_document_is_an_export_too() {
    let one = &UNI[UNI.find("Document 2").expect("a second")..];
    let article = &loaded(one).articles[0];
    assert_eq!((article.path.as_str(), article.record, article.text_is_file), ("x.txt", None, false));
    assert_eq!(article.text, "There is no subsidy, the council said.");
    let cut = &one[..one.find("the council").expect("a text")];
    assert_eq!(loaded(cut).articles[0].text, "There is no subsidy,");
}

#[test]
fn lexisnexis_academic_in_two_languages() {
    let text = "                               1 of 2 DOCUMENTS


                     Copyright 2021 Zandholm Pers BV
                           All Rights Reserved

                            Zandholms Dagblad

                          7 juni 2021 maandag
                              Dag editie

Haven gaat dicht
tot het voorjaar

BYLINE: DOOR JAN DE VRIES;
 redacteur haven

SECTION: Binnenland; blz. 4

LENGTH: 512 woorden

HIGHLIGHT: De haven gaat dicht. Niemand weet
waarom.

'De haven blijft dicht', zei burgemeester Quill
maandag.

'Dat spijt ons.'

LOAD-DATE: 6 juni 2021

LANGUAGE: DUTCH; NEDERLANDS

PUBLICATION-TYPE: Krant


                               2 of 2 DOCUMENTS


                           The Sandholm Courier

                            June 8, 2021 Tuesday

HEADLINE: No subsidy

LENGTH: 90 words

DATELINE: SANDHOLM

There is no subsidy, the council said.

                     Copyright 2021 Sandholm Media
                          All Rights Reserved
";
    let dutch = "'De haven blijft dicht', zei burgemeester Quill\nmaandag.\n\n'Dat spijt ons.'";
    assert_eq!(
        told(text),
        [
            [
                "Haven gaat dicht tot het voorjaar",
                "Zandholms Dagblad",
                "2021-06-07",
                "JAN DE VRIES; redacteur haven",
                dutch
            ],
            ["No subsidy", "The Sandholm Courier", "2021-06-08", "-", "There is no subsidy, the council said."],
        ]
    );
}

#[test]
fn factiva_with_codes_and_in_order() {
    let coded = "HD
Harbour to close
BY
By Jane Doe
WC
512 words
PD
7 June 2021
ET
10:12
SN
Sandholm News Wire
SC
SNW
LA
English
CY
Copyright 2021 Sandholm News Wire
LP
“It will stay shut,” said Mayor Dorothea Quill.

TD
IN 2020 it was open.

So it goes.
NS
gcat : Politics
AN
Document SNW0000020210607eh67000ab

";
    let plain = "Harbour

No subsidy for the quay

Jane Doe
90 words
8 June 2021
09:00
Sandholm News Wire
SNW
English
(c) 2021 Sandholm News Wire

There is no subsidy, the council said.

Document SNW0000020210608eh68000cd


Search Summary
Text
harbour
";
    let first = "“It will stay shut,” said Mayor Dorothea Quill.\n\nIN 2020 it was open.\n\nSo it goes.";
    let second = "There is no subsidy, the council said.";
    let one = ["Harbour to close", "Sandholm News Wire", "2021-06-07T10:12", "Jane Doe", first];
    let two = ["No subsidy for the quay", "Sandholm News Wire", "2021-06-08T09:00", "Jane Doe", second];
    assert_eq!(told(&format!("{coded}{}", plain.replace("Jane Doe", "By Jane Doe"))), [one, two]);
    let inline = coded.replace("HD\n", "HD  ").replace("BY\n", "BY  ").replace("LP\n", "LP  ").replace("SN\n", "SN  ");
    assert_eq!(told(&inline), [one]);
}

#[test]
fn an_article_is_no_export() {
    for text in [
        "",
        "Mayor stays\n\nDocument 1 of 2 was signed, the mayor said.",
        "Document 1 of 2\n\nIt was signed, the mayor said.\n\nEnd of document",
        "BYLINE: Jane Doe\nLENGTH: 512 words\n\nThe mayor stays.",
        "Document 12 is gone.\n\nDocument ABC",
    ] {
        assert!(read("x.txt", text, &ReadOptions::default()).is_none(), "{text}");
    }
}

#[test]
fn a_document_without_text_is_a_row() {
    let text = "1 of 2 DOCUMENTS\n\nLENGTH: 0 words\n\n2 of 2 DOCUMENTS\n\nCourier\n\nJune 8, 2021\n\nLENGTH: 3 words\n\nHe said so.\n";
    let loaded = loaded(text);
    assert_eq!(loaded.articles.len(), 1);
    assert_eq!((loaded.articles[0].path.as_str(), loaded.skipped[0].place), ("x.txt#2", Some((1, 1))));
}

#[test]
fn a_million_marks_take_no_time() {
    let marks = "1 of 2 DOCUMENTS\nLENGTH: 3 words\n".repeat(100_000);
    assert_eq!(loaded(&marks).skipped.len(), 100_000);
    assert!(read("x", &"LENGTH: 3\nSECTION: 4\n".repeat(100_000), &ReadOptions::default()).is_none());
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "(1 of 2 DOCUMENTS\n|Document 1 of 2\n|End of Document\n|Body\n|LENGTH: 5 words\n|Load-Date: x\n|HD\n|LP  |BY x\n|90 words\n|7 June 2021\n|Document SNW0000020210608eh68000cd\n|Copyright\n|[é:\n a]{0,5}){0,30}") {
        let _ = read("x", &text, &ReadOptions::default());
    }
}

/// An export as a page, as Factiva saves it: a `div` a field, a `p` a paragraph.
const FACTIVA_PAGE: &str = "<!DOCTYPE html><html><head><title>Factiva</title></head><body><h2>Search Summary</h2>
<div id=\"article-SKRV0000020210607eh6700001\" class=\"article enArticle\"><div id=\"hd\"><span class='enHeadline'>Harbour to close until spring</span></div>
<div class=\"author\">By Jane Doe</div><div>512 words</div><div>7 June 2021</div><div>10:12</div><div>The Skarv Courier</div><div>SKRV</div><div>4</div>
<div>English</div><div>Copyright 2021 Skarv Media</div>
<p class=\"articleParagraph enarticleParagraph\">“It will stay shut,” said <b>Mayor Dorothea Quill</b>.</p>
<p class=\"articleParagraph enarticleParagraph\">Nobody else
   was asked.</p><p>Document SKRV0000020210607eh6700001</p></div>
<div class=\"article enArticle\"><div id=\"hd\">No subsidy</div><div>90 words</div><div>8 June 2021</div><div>Skarv Tribune</div><div>SKT</div>
<p>There is no subsidy, the council said.</p><p>Document&nbsp;SKT0000020210608eh6800002</p></div></body></html>";

#[test]
fn factiva_as_a_page() {
    let read = |page: &str| {
        let loaded = crate::read::articles_from_bytes("x.html", page.as_bytes(), &ReadOptions::default());
        loaded.expect("a page").articles
    };
    let articles = read(FACTIVA_PAGE);
    let [first, second] = &articles[..] else { panic!("{articles:?}") };
    assert_eq!(first.text, "“It will stay shut,” said Mayor Dorothea Quill.\n\nNobody else was asked.");
    let meta = &first.meta;
    let own = [&meta.title, &meta.source, &meta.author, &meta.published].map(|field| field.as_deref().unwrap_or("-"));
    assert_eq!(own, ["Harbour to close until spring", "The Skarv Courier", "Jane Doe", "2021-06-07T10:12"]);
    assert_eq!((second.path.as_str(), second.meta.date.as_deref()), ("x.html#2", Some("2021-06-08")));
    assert_eq!(second.text, "There is no subsidy, the council said.");
    // A page that tells of a document is one article.
    let page = "<html><body><p>Document 3 of 5</p><p>The mayor said that the harbour would stay shut until spring.</p></body></html>";
    assert_eq!(read(page).len(), 1);
}

#[test]
fn factiva_with_codes_as_a_table() {
    let row = |code: &str, words: &str| format!("<tr><td><b>{code}</b></td><td><p>{words}</p></td></tr>");
    let rows = [row("HD", "No subsidy"), row("BY", "By Jane Doe"), row("WC", "90 words"), row("PD", "8 June 2021")];
    let more = [row("SN", "Skarv Tribune"), row("LP", "There is no subsidy."), row("TD", "The council said so.")];
    let page = format!(
        "<html><body><table>{}{}</table><p>Document SKT0000020210608eh6800002</p></body></html>",
        rows.concat(),
        more.concat()
    );
    let loaded = crate::read::articles_from_bytes("x.html", page.as_bytes(), &ReadOptions::default()).expect("a page");
    let [article] = &loaded.articles[..] else { panic!("{loaded:?}") };
    let meta = &article.meta;
    assert_eq!((meta.title.as_deref(), meta.source.as_deref()), (Some("No subsidy"), Some("Skarv Tribune")));
    assert_eq!((meta.author.as_deref(), meta.date.as_deref()), (Some("Jane Doe"), Some("2021-06-08")));
    assert_eq!(article.text, "There is no subsidy.\n\nThe council said so.");
}

#[test]
fn exports_as_rich_text() {
    let rtf = |text: &str| {
        let paragraphs: String = text
            .lines()
            .flat_map(|line| line.chars().chain(['\n']))
            .map(|c| match c {
                '\n' => "\\par\n".to_owned(),
                '{' | '}' | '\\' => format!("\\{c}"),
                c if c.is_ascii() => c.to_string(),
                c => format!("\\u{}?", u32::from(c)),
            })
            .collect();
        format!("{{\\rtf1\\ansi {paragraphs}}}")
    };
    let loaded = crate::read::articles_from_bytes("x.rtf", rtf(UNI).as_bytes(), &ReadOptions::default());
    let loaded = loaded.expect("a document");
    let texts: Vec<&str> = loaded.articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "“It will stay shut,” said Mayor Dorothea Quill.\n\nLanguage: that was the problem, she said.",
            "There is no subsidy, the council said."
        ]
    );
    assert_eq!(loaded.articles[1].path, "x.rtf#2");
    assert_eq!(loaded.articles[0].meta.source.as_deref(), Some("The Sandholm Courier"));
}
