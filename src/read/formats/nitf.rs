//! NITF, the older XML format of news agencies: one article a file.

use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::xml::{self, Element};
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, dates, metadata};
use crate::seeds::Seeds;

/// Elements of the body that are paragraphs, and those that are no part of the text.
const PARAGRAPHS: [&str; 4] = ["p", "hl2", "li", "pre"];
const LEFT_OUT: [&str; 4] = ["media", "table", "note", "bibliography"];

/// NITF.
pub struct Nitf;

impl Reader for Nitf {
    fn name(&self) -> &'static str {
        "NITF"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["nitf"]
    }

    fn is(&self, content: &[u8]) -> bool {
        xml::root(content).is_some_and(|root| root == "nitf")
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let tree = xml::parse(content)?;
        let text = text(&tree);
        if text.is_empty() {
            return Err(Error::new("no text in this document"));
        }
        let meta = meta(&tree, options.seeds);
        let article = RawArticle {
            path: path.to_owned(),
            record: None,
            text,
            meta,
            text_is_file: false,
            ..RawArticle::default()
        };
        Ok(Loaded { articles: vec![article], skipped: Vec::new() })
    }
}

/// The paragraphs of the body.
pub(super) fn text(tree: &Element) -> String {
    tree.find("body.content").map_or_else(String::new, |body| body.paragraphs(&PARAGRAPHS, &LEFT_OUT))
}

/// What head and body tell.
pub(super) fn meta(tree: &Element, seeds: &Seeds) -> Meta {
    let words = |name: &str| tree.find(name).and_then(Element::words);
    let attribute = |element: &str, name: &str| tree.find(element).and_then(|e| e.attribute(name)).map(str::to_owned);
    let by = tree.find("byline").and_then(|byline| byline.find("person").unwrap_or(byline).words());
    let mut meta = Meta {
        title: words("hl1").or_else(|| words("hedline")).or_else(|| words("title")),
        source: attribute("pubdata", "name")
            .or_else(|| words("distributor"))
            .or_else(|| attribute("doc.copyright", "holder")),
        author: by.map(|by| metadata::without_author_label(&by, seeds).to_owned()),
        ..Meta::default()
    };
    let stamps =
        [("pubdata", "date.publication"), ("date.issue", "norm"), ("date.release", "norm"), ("story.date", "norm")];
    let day = stamps.into_iter().filter_map(|(element, name)| attribute(element, name));
    if let Some(day) = day.filter_map(|stamp| dates::declared(&dashed(&stamp), None, seeds)).next() {
        (meta.date, meta.published) = (Some(day.date()), day.published());
    }
    meta
}

/// `20210607T101200+0200` as `2021-06-07T10:12:00+0200`.
fn dashed(stamp: &str) -> String {
    let digits =
        |range: std::ops::Range<usize>| stamp.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(4..6), digits(6..8)) else {
        return stamp.to_owned();
    };
    let time = digits(9..11).zip(digits(11..13)).filter(|_| stamp[8..].starts_with('T'));
    let time = time.map_or_else(String::new, |(hour, minute)| format!("T{hour}:{minute}"));
    format!("{year}-{month}-{day}{time}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>Slug</title><docdata><date.issue norm="20210607T101200+0200"/><doc.copyright holder="Sandholm Media"/></docdata>
<pubdata name="Sandholm Courier"/></head><body><body.head><hedline><hl1>Harbour to close</hl1><hl2>Until spring</hl2></hedline><byline>By <person>Jane Doe</person><byttl>Reporter</byttl></byline><distributor>Northern Desk</distributor></body.head>
<body.content><media><media-caption><p>A quay.</p></media-caption></media><block><p>“It stays shut,” said <person>Quill</person>.</p><p>So it is.</p></block></body.content></body></nitf>"#;

    #[test]
    fn an_article() {
        assert!(Nitf.is(ARTICLE.as_bytes()) && !Nitf.is(b"<rss/>"));
        let loaded = Nitf.read("a.nitf", ARTICLE.as_bytes(), &ReadOptions::default()).expect("NITF");
        let RawArticle { text, meta, .. } = &loaded.articles[0];
        assert_eq!(text, "“It stays shut,” said Quill.\n\nSo it is.");
        assert_eq!(
            (meta.title.as_deref(), meta.source.as_deref()),
            (Some("Harbour to close"), Some("Sandholm Courier"))
        );
        assert_eq!((meta.author.as_deref(), meta.published.as_deref()), (Some("Jane Doe"), Some("2021-06-07T10:12")));
    }

    #[test]
    fn made_documents_are_errors() {
        for xml in [
            "",
            "<nitf/>",
            "<nitf><body><body.content><p></p></body.content></body></nitf>",
            &ARTICLE[..ARTICLE.len() / 2],
        ] {
            assert!(Nitf.read("a.nitf", xml.as_bytes(), &ReadOptions::default()).is_err(), "{xml}");
        }
        assert_eq!(
            (dashed("20210607"), dashed("2021-06-07"), dashed("x")),
            ("2021-06-07".into(), "2021-06-07".into(), "x".into())
        );
    }
}
