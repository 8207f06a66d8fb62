//! NewsML-G2, the XML format of news agencies: a message with one item or many; the text stands in it as NITF, XHTML or plain text.

use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::formats::{html, nitf};
use crate::read::xml::{self, Element};
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, Skipped, dates, fields, metadata};

/// Elements of XHTML that are paragraphs, and those that are no part of the text.
const PARAGRAPHS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre"];
const LEFT_OUT: [&str; 5] = ["head", "script", "style", "figure", "table"];
/// What ends the class of an item that is text.
const TEXT: &str = "text";

/// NewsML-G2.
pub struct NewsMl;

impl Reader for NewsMl {
    fn name(&self) -> &'static str {
        "NewsML-G2"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["newsml"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        xml::root(content).is_some_and(|root| matches!(root.as_str(), "newsMessage" | "newsItem"))
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let tree = xml::parse(content)?;
        let items = if tree.local() == "newsItem" { vec![&tree] } else { tree.all("newsItem") };
        // Pictures, films and the like are no articles.
        let texts: Vec<&Element> = items.iter().copied().filter(|item| is_text(item)).collect();
        let many = texts.len() > 1;
        let mut loaded = Loaded::default();
        for (n, item) in texts.into_iter().enumerate() {
            let text = text(item);
            if text.is_empty() {
                loaded.skipped.push(Skipped::new(path, format!("item {} has no text", n + 1)));
                continue;
            }
            let (path, record) =
                if many { (format!("{path}#{}", n + 1), Some(n + 1)) } else { (path.to_owned(), None) };
            loaded.articles.push(RawArticle {
                path,
                record,
                text,
                meta: meta(item, options),
                text_is_file: false,
                ..RawArticle::default()
            });
        }
        if loaded.articles.is_empty() && loaded.skipped.is_empty() {
            return Err(Error::new("no item of text in this message"));
        }
        Ok(loaded)
    }
}

fn is_text(item: &Element) -> bool {
    let class = item.find("itemClass").and_then(|class| class.attribute("qcode").or_else(|| class.attribute("uri")));
    class.is_none_or(|class| class.ends_with(TEXT))
}

fn text(item: &Element) -> String {
    let Some(contents) = item.child("contentSet") else { return String::new() };
    let inline = contents.children().find_map(|content| {
        let text = match content.local() {
            "inlineXML" if content.find("body.content").is_some() => nitf::text(content),
            "inlineXML" => content.paragraphs(&PARAGRAPHS, &LEFT_OUT),
            "inlineData" if content.attribute("contenttype").is_some_and(|kind| kind.contains("html")) => {
                html::plain(&content.text())
            }
            "inlineData" => content.text(),
            _ => return None,
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    });
    inline.unwrap_or_default()
}

fn meta(item: &Element, options: &ReadOptions) -> Meta {
    let seeds = options.seeds;
    let nitf = item.find("nitf").map(|nitf| nitf::meta(nitf, seeds)).unwrap_or_default();
    let about = item.child("itemMeta");
    let content = item.child("contentMeta");
    let named = |element: &Element| {
        let name = element.child("name").or(Some(element)).and_then(Element::words);
        name.or_else(|| element.attribute("literal").map(str::to_owned))
    };
    let of_content = |name: &str| content.and_then(|meta| meta.child(name));
    let by = of_content("by").and_then(Element::words).or_else(|| of_content("creator").and_then(named));
    let language = of_content("language").and_then(|language| language.attribute("tag"));
    let mut meta = Meta {
        title: of_content("headline").and_then(Element::words).or(nitf.title),
        source: of_content("infoSource")
            .and_then(named)
            .or_else(|| about.and_then(|meta| meta.child("provider")).and_then(named))
            .or(nitf.source),
        author: by.map(|by| metadata::without_author_label(&by, seeds).to_owned()).or(nitf.author),
        language: language.or_else(|| item.attribute("lang")).and_then(fields::language),
        ..Meta::default()
    };
    let stamps = [
        of_content("contentCreated"),
        about.and_then(|meta| meta.child("firstCreated")),
        about.and_then(|meta| meta.child("versionCreated")),
    ];
    let told = stamps.into_iter().flatten().filter_map(Element::words);
    match told.filter_map(|stamp| dates::declared(&stamp, None, seeds)).next() {
        Some(day) => (meta.date, meta.published) = (Some(day.date()), day.published()),
        None => (meta.date, meta.published) = (nitf.date, nitf.published),
    }
    meta
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(content: &str) -> String {
        format!(
            r#"<newsItem xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Northern Desk"/><versionCreated>2021-06-07T10:12:00+02:00</versionCreated></itemMeta>
<contentMeta><headline>Harbour to close</headline><by>By Jane Doe</by></contentMeta><contentSet>{content}</contentSet></newsItem>"#
        )
    }

    fn message(items: &[String]) -> String {
        format!(
            "<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/><itemSet>{}</itemSet></newsMessage>",
            items.concat()
        )
    }

    #[test]
    fn items_in_three_forms() {
        let xhtml = item(
            "<inlineXML contenttype='application/xhtml+xml'><html><head><title>x</title></head><body><p>“It stays <b>shut</b>,” said Quill.</p><p>So.</p></body></html></inlineXML>",
        );
        let nitf =
            item("<inlineXML><nitf><body><body.content><p>He said so.</p></body.content></body></nitf></inlineXML>");
        let plain = item("<inlineData contenttype='text/plain'>He said no.</inlineData>");
        let picture = item("<remoteContent href='a.jpg'/>").replace("ninat:text", "ninat:picture");
        let xml = message(&[xhtml, picture, nitf, plain, item("<remoteContent/>")]);
        assert!(NewsMl.is(xml.as_bytes()) && NewsMl.is(item("").as_bytes()) && !NewsMl.is(b"<nitf/>"));
        let loaded = NewsMl.read("m.xml", xml.as_bytes(), &ReadOptions::default()).expect("NewsML");
        let texts: Vec<&str> = loaded.articles.iter().map(|article| article.text.as_str()).collect();
        assert_eq!(texts, ["“It stays shut,” said Quill.\n\nSo.", "He said so.", "He said no."]);
        let meta = &loaded.articles[0].meta;
        assert_eq!((meta.title.as_deref(), meta.source.as_deref()), (Some("Harbour to close"), Some("Northern Desk")));
        assert_eq!((meta.author.as_deref(), meta.published.as_deref()), (Some("Jane Doe"), Some("2021-06-07T10:12")));
        assert_eq!((meta.language.as_deref(), loaded.articles[2].path.as_str()), (Some("en"), "m.xml#3"));
        assert_eq!(loaded.skipped[0].cause, "item 4 has no text");
    }

    #[test]
    fn made_messages_are_errors() {
        let whole = message(&[item("<inlineData>He said so.</inlineData>")]);
        for xml in ["", "<newsMessage/>", &whole[..whole.len() / 2], &"<newsItem>".repeat(1000)] {
            assert!(NewsMl.read("m.xml", xml.as_bytes(), &ReadOptions::default()).is_err(), "{xml}");
        }
    }
}
