//! Web pages: what is no article is cut away by class first, then the main content is found, paragraphs separated by empty lines.

use std::collections::BTreeMap;

use dom_smoothie::{Config, Metadata, Readability, TextMode};
use serde_json::Value;

use crate::error::{Error, Result, guarded};
use crate::model::Meta;
use crate::read::fields::{language, outlet};
use crate::read::{Loaded, RawArticle, ReadOptions, dates, metadata};
use crate::seeds::Seeds;

/// What is cut away before the main content is looked for: readers leave in-article advertisements and cookie bars in the text.
const CLUTTER: &str = "script, style, noscript, template, nav, aside, footer, form, button, iframe, svg, \
    [class*='cookie'], [id*='cookie'], [class*='consent'], [id*='consent'], [class*='newsletter'], [class*='advert'], [class*='ad-container'], [class*='ad-slot'], \
    [class~='ad'], [class~='ads'], [class*='promo'], [class*='social-share'], [class*='share-bar'], [class*='sharing'], [class*='related'], [class*='paywall'], \
    [class*='breadcrumb'], [class*='read-more'], [class*='readmore'], [class*='lees-ook'], [aria-hidden='true'], [hidden]";
/// The share of a page's text that the clutter may be: where it is more, the class names mislead, and nothing is cut.
const MAX_CLUTTER: f64 = 0.8;
/// Open elements inside each other: the reader walks the tree by recursion, and a page nested deeper is made, not written.
const MAX_DEPTH: usize = 400;
/// Elements that a page may become: a paragraph opens again every emphasis that was left open before it, and so a page that leaves hundreds open
/// grows by the square of its length.
const MAX_ELEMENTS: usize = 2_000_000;
/// Attributes of one element: the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 1_000;
/// Types of JSON-LD that are articles.
const ARTICLES: [&str; 9] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "BackgroundNewsArticle",
    "WebPage",
];

/// The article of a page.
///
/// # Errors
/// When the page holds no text.
pub fn read(path: &str, html: &str, options: &ReadOptions) -> Result<Loaded> {
    if let Some(cause) = shape(html).fault() {
        return Err(Error::new(cause).hint("save the article as text"));
    }
    // The parser is another crate's: a page that breaks it must not break the run.
    let (text, meta) = guarded(|| page(html, options))
        .unwrap_or_else(|| Err(Error::new("the page breaks the HTML reader").hint("save the article as text")))?;
    if text.is_empty() {
        return Err(Error::new("no text on this page"));
    }
    Ok(Loaded {
        articles: vec![RawArticle { path: path.to_owned(), record: None, text, meta, text_is_file: false }],
        skipped: Vec::new(),
    })
}

/// The text of a piece of HTML, paragraphs separated by empty lines.
#[must_use]
pub fn plain(html: &str) -> String {
    if shape(html).fault().is_some() {
        return html.to_owned();
    }
    let read = guarded(|| Some(tidy(&Readability::new(html, None, None).ok()?.doc.formatted_text())));
    read.flatten().unwrap_or_else(|| html.to_owned())
}

fn page(html: &str, options: &ReadOptions) -> Result<(String, Meta)> {
    let config = || Some(Config { text_mode: TextMode::Formatted, ..Config::default() });
    let open = |html: &str| Readability::new(html, None, config()).map_err(|e| Error::new(e.to_string()));
    let mut reader = open(html)?;
    let linked = linked_data(&reader);
    let meta = declared(&reader, linked.as_ref(), options);
    let whole = reader.doc.formatted_text().len();
    reader.doc.select(CLUTTER).remove();
    let left = reader.doc.formatted_text().len();
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    if (left as f64) < (1.0 - MAX_CLUTTER) * whole as f64 {
        reader = open(html)?;
        reader.doc.select("script, style, noscript, template").remove();
    }
    let body = tidy(&reader.doc.select("body").formatted_text());
    let found = reader.parse().map(|a| tidy(&a.text_content)).unwrap_or_default();
    let spoken = linked.as_ref().and_then(|l| l.get("articleBody")?.as_str()).map(tidy).unwrap_or_default();
    // The publisher's own copy of the text wins where the page gives less than half of it (text loaded later, a paywall).
    let text = if found.len() * 2 < spoken.len() { spoken } else { found };
    Ok((if text.is_empty() { body } else { text }, meta))
}

/// JSON-LD first, then OpenGraph and `article:`, then what the page's own elements say.
fn declared(reader: &Readability, linked: Option<&Value>, options: &ReadOptions) -> Meta {
    let linked = linked.map(|l| options.fields.meta(&own(l), options.seeds)).unwrap_or_default();
    let page: Metadata = reader.get_article_metadata(None);
    let first = |pairs: &[(&str, &str)]| {
        pairs.iter().find_map(|(selector, attribute)| {
            let value = reader.doc.select(selector).attr(attribute)?;
            Some(value.trim().to_owned()).filter(|v| !v.is_empty())
        })
    };
    let date = page.published_time.clone().into_iter().chain(first(&[
        ("meta[property='article:published_time']", "content"),
        ("meta[itemprop='datePublished']", "content"),
        ("[itemprop='datePublished'][datetime]", "datetime"),
        ("meta[name='date']", "content"),
        ("meta[name='pubdate']", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("meta[name='dcterms.created']", "content"),
        ("article time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ]));
    let own_language =
        first(&[("html[lang]", "lang"), ("meta[property='og:locale']", "content")]).and_then(|l| language(&l));
    let day = date.into_iter().find_map(|d| dates::declared(&d, own_language.as_deref(), options.seeds));
    let url = first(&[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")]);
    let site = page.site_name.clone().map(|s| outlet(s, options.seeds));
    let heading = Some(tidy(&reader.doc.select("h1").first().text())).filter(|h| !h.is_empty());
    let author = page
        .byline
        .clone()
        .or_else(|| first(&[("meta[name='author']", "content"), ("meta[property='article:author']", "content")]));
    let title = first(&[("meta[property='og:title']", "content")])
        .or(heading)
        .or_else(|| Some(page.title.clone()).filter(|t| !t.is_empty()));
    let page = Meta {
        title: title.map(|t| without_site(&t, site.as_deref(), options.seeds)),
        source: site.or_else(|| url.as_deref().and_then(|u| Some(options.seeds.outlets.of_url(u)?.name.clone()))),
        author: author.map(|a| tidy(&a)).filter(|a| !a.starts_with("http") && !a.is_empty()),
        date: day.map(|d| d.date()),
        published: day.and_then(|d| d.published()),
        language: own_language,
        url,
        translated: None,
    };
    metadata::merge(linked, page)
}

/// "Mayor resigns | NU.nl" without the site's name.
fn without_site(title: &str, site: Option<&str>, seeds: &Seeds) -> String {
    for mark in [" | ", " - ", " – ", " — "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && (Some(tail.trim()) == site || seeds.outlets.named(tail).is_some())
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The page's own record, without the text of others: `isPartOf`, `mainEntityOfPage`.
fn own(record: &Value) -> Value {
    let mut record = record.clone();
    if let Some(object) = record.as_object_mut() {
        object.remove("name").and_then(|name| {
            object.contains_key("headline").then_some(()).or_else(|| object.insert("headline".into(), name).map(drop))
        });
        object.retain(|key, _| !matches!(key.as_str(), "isPartOf" | "image" | "dateModified"));
    }
    record
}

/// The first article among the page's JSON-LD.
fn linked_data(reader: &Readability) -> Option<Value> {
    let mut best: Option<(usize, Value)> = None;
    for node in reader.doc.select("script[type='application/ld+json']").iter() {
        let Ok(value) = serde_json::from_str::<Value>(node.text().trim()) else { continue };
        let graph = value.get("@graph").and_then(Value::as_array).cloned();
        let all = graph.or_else(|| value.as_array().cloned()).unwrap_or_else(|| vec![value]);
        for one in all {
            let kind = one
                .get("@type")
                .map(|t| t.as_array().and_then(|a| a.first()).unwrap_or(t))
                .and_then(Value::as_str)
                .unwrap_or("");
            if let Some(rank) = ARTICLES.iter().position(|a| *a == kind)
                && best.as_ref().is_none_or(|(r, _)| rank < *r)
            {
                best = Some((rank, one));
            }
        }
    }
    best.map(|(_, value)| value)
}

/// One space between words, an empty line between paragraphs.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let before = out.len();
        for word in line.split_whitespace() {
            out.push_str(if out.is_empty() {
                ""
            } else if out.len() == before {
                "\n\n"
            } else {
                " "
            });
            out.push_str(word);
        }
    }
    out
}

/// How large the tree of a page gets, at most.
#[derive(Default)]
struct Shape {
    /// Elements inside each other: opening tags that no closing tag of their name has met, but for those that need none.
    depth: usize,
    /// Elements, those that an opening tag opens again included.
    elements: usize,
    /// Attributes of the element that has most.
    attributes: usize,
}

impl Shape {
    /// Why the page is not parsed.
    fn fault(&self) -> Option<String> {
        if self.depth > MAX_DEPTH {
            Some(format!("elements nested deeper than {MAX_DEPTH}"))
        } else if self.elements > MAX_ELEMENTS {
            Some(format!("more than {MAX_ELEMENTS} elements"))
        } else if self.attributes > MAX_ATTRIBUTES {
            Some(format!("an element with more than {MAX_ATTRIBUTES} attributes"))
        } else {
            None
        }
    }
}

fn shape(html: &str) -> Shape {
    // What the HTML standard calls formatting elements.
    const OPENED_AGAIN: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    const UNCLOSED: [&str; 22] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
        "source", "tbody", "td", "th", "tr", "track", "wbr",
    ];
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let (mut now, mut again) = (0_usize, 0_usize);
    let mut shape = Shape::default();
    let mut rest = html;
    // Where the attributes are counted: no place is looked at twice.
    let mut counted = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name: String = rest[usize::from(closing)..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let behind = html.len() - rest.len() + usize::from(closing) + name.len();
        if behind >= counted {
            let (attributes, length) = attributes(&html.as_bytes()[behind..]);
            shape.attributes = shape.attributes.max(attributes);
            counted = behind + length;
        }
        // A closing tag too can leave a place where they are opened again.
        shape.elements += 1 + again;
        if UNCLOSED.contains(&name.as_str()) {
            continue;
        }
        let formatting = usize::from(OPENED_AGAIN.contains(&name.as_str()));
        let count = open.entry(name).or_insert(0);
        if !closing {
            *count += 1;
            now += 1;
            again += formatting;
            shape.depth = shape.depth.max(now);
        } else if *count > 0 {
            *count -= 1;
            now -= 1;
            again -= formatting;
        }
    }
    shape
}

/// How many attributes a tag has whose name ends where `rest` begins, and how long it goes on. More than too many are not counted.
fn attributes(rest: &[u8]) -> (usize, usize) {
    let (mut count, mut at) = (0, 0);
    let solid = |at: usize| rest[at..].iter().position(|b| !b.is_ascii_whitespace()).map(|n| at + n);
    while let Some(&b) = rest.get(at) {
        if b == b'>' || count > MAX_ATTRIBUTES {
            break;
        }
        if b.is_ascii_whitespace() || b == b'/' {
            at += 1;
            continue;
        }
        count += 1;
        // Its name, an equals sign, its value.
        let name = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'/' | b'>');
        at += 1 + rest[at + 1..].iter().position(name).unwrap_or(rest.len() - at - 1);
        let Some(sign) = solid(at).filter(|&s| rest[s] == b'=') else { continue };
        let Some(from) = solid(sign + 1) else { return (count, rest.len()) };
        let quote = rest[from];
        at = if quote == b'"' || quote == b'\'' {
            rest[from + 1..].iter().position(|&b| b == quote).map_or(rest.len(), |n| from + 2 + n)
        } else {
            let ends = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
            rest[from..].iter().position(ends).map_or(rest.len(), |n| from + n)
        };
    }
    (count, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Mayor resigns after vote | The Example</title>
        <meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2016-03-07T08:09:00Z">
        <meta name="author" content="Jane Doe"></head><body><nav><a href="/">Home</a> <a href="/x">World news</a></nav>
        <div class="cookie-bar"><p>We use cookies to make this site better for you, and for us as well.</p></div>
        <article><h1>Mayor resigns after vote</h1><p>The mayor of Exampleton resigned on Monday, after the council had voted against her budget twice in a month.</p>
        <p>“I have done what I could,” she said, and she thanked the people who had worked with her for eleven years.</p>
        <div class="advertisement"><p>Buy one, get one free, only today in all our shops.</p></div>
        <p>The council will choose her successor in April, its chairman said on the radio, and the deputy stands in for her until then.</p></article>
        <footer>All rights reserved</footer></body></html>"#;

    #[test]
    fn reads_a_page() {
        let loaded = read("x.html", PAGE, &ReadOptions::default()).expect("a page");
        let article = &loaded.articles[0];
        assert!(article.text.contains("twice in a month.\n\n“I have done"), "{}", article.text);
        for leak in ["cookies", "Buy one", "World news", "rights"] {
            assert!(!article.text.contains(leak), "{leak}: {}", article.text);
        }
        let meta = &article.meta;
        assert_eq!(
            (meta.title.as_deref(), meta.source.as_deref()),
            (Some("Mayor resigns after vote"), Some("The Example"))
        );
        assert_eq!((meta.author.as_deref(), meta.published.as_deref()), (Some("Jane Doe"), Some("2016-03-07T08:09")));
        assert_eq!(meta.language.as_deref(), Some("en"));
    }

    #[test]
    fn attributes_are_counted() {
        let of = |tag: &str| attributes(tag.as_bytes());
        assert_eq!(of(">"), (0, 0));
        assert_eq!(of(" class=\"a b c\" hidden data-x = 'y > z' id=7/>x"), (4, 44));
        assert_eq!(of(" a=\"never closed"), (1, 16));
        assert_eq!(of(" a= "), (1, 4));
        assert_eq!(of(" =x=1>"), (1, 5));
        assert_eq!(of(&" a".repeat(5_000)).0, MAX_ATTRIBUTES + 1);
        let page = format!("<p {}>We go home.</p>", (0..2_000).map(|n| format!("a{n} ")).collect::<String>());
        let error = read("x.html", &page, &ReadOptions::default()).expect_err("too many").to_string();
        assert!(error.contains("more than 1000 attributes"), "{error}");
        assert_eq!(shape(&"<p class='a' id=b>".repeat(2_000)).attributes, 2);
    }

    #[test]
    fn linked_data_wins() {
        let linked = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "X"}, {"@type": "NewsArticle", "headline": "Mayor goes",
            "datePublished": "2016-03-08", "author": [{"name": "John Roe"}], "publisher": {"name": "Example Press"}}]}</script></head>"#;
        let loaded = read("x.html", &PAGE.replace("</head>", linked), &ReadOptions::default()).expect("a page");
        let meta = &loaded.articles[0].meta;
        assert_eq!((meta.title.as_deref(), meta.date.as_deref()), (Some("Mayor goes"), Some("2016-03-08")));
        assert_eq!((meta.author.as_deref(), meta.source.as_deref()), (Some("John Roe"), Some("Example Press")));
        assert_eq!(meta.published, None, "the time of another day is not taken");
    }

    #[test]
    fn made_pages_are_errors() {
        assert!(read("x.html", &"<div>".repeat(100_000), &ReadOptions::default()).is_err());
        let open: String = (0..300).map(|i| format!("<b id={i}>")).collect();
        assert!(read("x.html", &(open + &"<p>No".repeat(100_000)), &ReadOptions::default()).is_err());
        assert!(read("x.html", "<html><body></body></html>", &ReadOptions::default()).is_err());
        assert_eq!(plain("<p>One &amp; two</p><p>three</p>"), "One & two\n\nthree");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(html in "(<[a-z/!]{0,6}( class=\"?ad)?>?|[a-z&;é\" ]{0,8}){0,30}") {
            let _ = read("x.html", &html, &ReadOptions::default());
        }
    }
}
