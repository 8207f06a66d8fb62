//! RSS and Atom: an item an article, with its whole text where the feed has it, else with its teaser.

use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::fields;
use crate::read::formats::html;
use crate::read::xml::{self, Element};
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, Skipped, dates};

/// Outermost elements.
const ROOTS: [&str; 3] = ["rss", "feed", "RDF"];

/// RSS 0.9 to 2.0 and Atom.
pub struct Feed;

impl Reader for Feed {
    fn name(&self) -> &'static str {
        "RSS, Atom"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf", "xml"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        xml::root(content).is_some_and(|root| ROOTS.contains(&root.as_str()))
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let tree = xml::parse(content)?;
        if !ROOTS.contains(&tree.local()) {
            let cause = format!("XML, but no feed and no agency format: its outermost element is `{}`", tree.local());
            return Err(Error::new(cause).hint("whosaid reads RSS, Atom, NITF and NewsML-G2"));
        }
        let channel = tree.child("channel").unwrap_or(&tree);
        // In RSS 1.0 the items stand beside the channel, in Atom there is none.
        let parents = if std::ptr::eq(channel, &tree) { vec![&tree] } else { vec![&tree, channel] };
        let items: Vec<&Element> = parents.into_iter().flat_map(Element::children).filter(|e| is_item(e)).collect();
        if items.is_empty() {
            return Err(Error::new("no items in this feed"));
        }
        let mut loaded = Loaded::default();
        for (n, item) in items.iter().enumerate() {
            match text(item) {
                Some(text) => loaded.articles.push(RawArticle {
                    path: format!("{path}#{}", n + 1),
                    record: Some(n + 1),
                    text,
                    meta: meta(item, channel, options),
                    text_is_file: false,
                    ..RawArticle::default()
                }),
                None => loaded.skipped.push(Skipped::new(path, format!("item {} of this feed has no text", n + 1))),
            }
        }
        Ok(loaded)
    }
}

fn is_item(element: &Element) -> bool {
    matches!(element.local(), "item" | "entry")
}

/// The whole text where the feed has it, else the teaser.
fn text(item: &Element) -> Option<String> {
    let named = |name: &str| item.children().find(|child| child.name == name);
    let whole = ["content:encoded", "content", "atom:content", "description", "summary", "atom:summary"];
    whole.into_iter().filter_map(named).find_map(|element| {
        let text = match element.attribute("type") {
            Some("xhtml") => {
                element.paragraphs(&["p", "h1", "h2", "h3", "h4", "li", "blockquote"], &["script", "style"])
            }
            _ => readable(&element.text()),
        };
        let text = if text.is_empty() { element.text().trim().to_owned() } else { text };
        (!text.is_empty()).then_some(text)
    })
}

/// HTML as text; what has no tags and no entities is text already.
fn readable(text: &str) -> String {
    if text.contains(['<', '&']) { html::plain(text).trim().to_owned() } else { text.trim().to_owned() }
}

fn meta(item: &Element, channel: &Element, options: &ReadOptions) -> Meta {
    let first = |names: &[&str]| names.iter().find_map(|name| item.children().find(|child| child.name == *name));
    let language =
        channel.child("language").and_then(Element::words).or_else(|| channel.attribute("lang").map(Into::into));
    let language = language.and_then(|declared| fields::language(&declared));
    let url = link(item);
    let known = url.as_deref().and_then(|url| options.seeds.outlets.of_url(url)).map(|outlet| outlet.name.clone());
    let source = item.child("source").and_then(|source| source.child("title").unwrap_or(source).words());
    let mut meta = Meta {
        title: first(&["title", "atom:title"]).and_then(|title| words(&readable(&title.text()))),
        source: source.or(known).or_else(|| channel.child("title").and_then(Element::words)),
        author: authors(item),
        language,
        url,
        ..Meta::default()
    };
    let days =
        ["pubDate", "published", "dc:date", "atom:published", "issued", "dcterms:issued", "updated", "atom:updated"];
    let day = days.iter().find_map(|name| {
        let told = first(&[name])?.words()?;
        dates::declared(&told, meta.language.as_deref(), options.seeds)
    });
    if let Some(day) = day {
        (meta.date, meta.published) = (Some(day.date()), day.published());
    }
    meta
}

/// The names of those who wrote it; RSS has an address with the name in brackets.
fn authors(item: &Element) -> Option<String> {
    let creators = item.children().filter(|child| child.name == "dc:creator" || child.local() == "author");
    let names: Vec<String> = creators
        .filter_map(|creator| {
            let name = creator.child("name").unwrap_or(creator).words()?;
            let inside = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).map(str::to_owned);
            inside.or_else(|| (!name.contains('@')).then_some(name))
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The address of the article: that of a page rather than of a sound or a picture.
fn link(item: &Element) -> Option<String> {
    let links = || item.children().filter(|child| matches!(child.name.as_str(), "link" | "atom:link"));
    let page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let href =
        links().find(|link| page(link) && link.attribute("href").is_some()).and_then(|link| link.attribute("href"));
    links()
        .find_map(Element::words)
        .or_else(|| href.map(str::to_owned))
        .or_else(|| item.attribute("about").map(Into::into))
}

fn words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<Loaded> {
        Feed.read("x.xml", xml.as_bytes(), &ReadOptions::default())
    }

    const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Sandholm Courier</title><link>https://courier.example/</link><language>en-gb</language>
<item><title>Harbour &amp;amp; quay</title><link>https://courier.example/a</link><pubDate>Mon, 07 Jun 2021 10:12:00 +0200</pubDate><dc:creator><![CDATA[Jane Doe]]></dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>“It stays shut,” said Quill.</p><script>x()</script><p>So it is.</p>]]></content:encoded></item>
<item><title>Teaser</title><author>desk@courier.example (R. Roe)</author><description>&lt;b&gt;He said&lt;/b&gt; so.</description></item>
<item><title>Nothing</title></item></channel></rss>"#;

    #[test]
    fn rss() {
        assert!(Feed.is(RSS.as_bytes()) && !Feed.is(b"<html>") && !Feed.is(b"He said so."));
        let loaded = read(RSS).expect("a feed");
        let [one, two] = &loaded.articles[..] else { panic!("{loaded:?}") };
        assert_eq!(one.text, "“It stays shut,” said Quill.\n\nSo it is.");
        assert_eq!(
            (one.meta.title.as_deref(), one.meta.source.as_deref()),
            (Some("Harbour & quay"), Some("Sandholm Courier"))
        );
        assert_eq!(
            (one.meta.published.as_deref(), one.meta.author.as_deref()),
            (Some("2021-06-07T10:12"), Some("Jane Doe"))
        );
        assert_eq!((one.meta.language.as_deref(), one.path.as_str()), (Some("en"), "x.xml#1"));
        assert_eq!((two.text.as_str(), two.meta.author.as_deref()), ("He said so.", Some("R. Roe")));
        assert_eq!(loaded.skipped[0].cause, "item 3 of this feed has no text");
    }

    #[test]
    fn atom_and_rdf() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>Courant</title><entry><title type="html">Kop</title><link rel="enclosure" href="a.mp3"/><link href="https://courant.example/a"/>
<published>2021-06-07T10:12:00Z</published><author><name>Jan de Vries</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Een <b>haven</b>.</p><p>Dicht.</p></div></content></entry></feed>"#;
        let loaded = read(atom).expect("a feed");
        let [one] = &loaded.articles[..] else { panic!("{loaded:?}") };
        assert_eq!(
            (one.text.as_str(), one.meta.url.as_deref()),
            ("Een haven.\n\nDicht.", Some("https://courant.example/a"))
        );
        assert_eq!((one.meta.author.as_deref(), one.meta.source.as_deref()), (Some("Jan de Vries"), Some("Courant")));
        assert_eq!((one.meta.language.as_deref(), one.meta.date.as_deref()), (Some("nl"), Some("2021-06-07")));
        let rdf = r#"<rdf:RDF xmlns:rdf="x"><channel><title>Echo</title></channel><item rdf:about="https://e.example/1"><title>T</title><description>He said so.</description><dc:date>2021-06-07</dc:date></item></rdf:RDF>"#;
        let loaded = read(rdf).expect("a feed");
        assert_eq!((loaded.articles.len(), loaded.articles[0].meta.source.as_deref()), (1, Some("Echo")));
    }

    #[test]
    fn made_feeds_are_errors() {
        for (what, xml, cause) in [
            ("empty", "", "damaged or cut"),
            ("cut", &RSS[..RSS.len() / 2], "damaged or cut"),
            ("no feed", "<urlset><url/></urlset>", "outermost element is `urlset`"),
            ("no items", "<rss><channel><title>T</title></channel></rss>", "no items"),
            ("deep", &"<rss>".repeat(1000), "deeper than 400"),
        ] {
            let error = read(xml).expect_err(what).to_string();
            assert!(error.contains(cause), "{what}: {error}");
        }
    }
}
