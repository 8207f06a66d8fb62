//! Web pages: what is no article is cut away by class first, then the main content is found, paragraphs separated by empty lines.

use dom_smoothie::{Config, Metadata, Readability, TextMode};
use serde_json::Value;

use super::tree;
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
/// When the page holds no text, or is larger than its reader may take (`tree`).
pub fn read(path: &str, html: &str, options: &ReadOptions) -> Result<Loaded> {
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
    let read = guarded(|| Some(tidy(&tree::parse(html).ok()?.formatted_text())));
    read.flatten().unwrap_or_else(|| html.to_owned())
}

fn page(html: &str, options: &ReadOptions) -> Result<(String, Meta)> {
    let config = || Some(Config { text_mode: TextMode::Formatted, ..Config::default() });
    let open = |html: &str| {
        Readability::with_document(tree::parse(html)?, None, config()).map_err(|e| Error::new(e.to_string()))
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

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
    fn linked_data_wins() {
        let linked = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "X"}, {"@type": "NewsArticle", "headline": "Mayor goes",
            "datePublished": "2016-03-08", "author": [{"name": "John Roe"}], "publisher": {"name": "Example Press"}}]}</script></head>"#;
        let loaded = read("x.html", &PAGE.replace("</head>", linked), &ReadOptions::default()).expect("a page");
        let meta = &loaded.articles[0].meta;
        assert_eq!((meta.title.as_deref(), meta.date.as_deref()), (Some("Mayor goes"), Some("2016-03-08")));
        assert_eq!((meta.author.as_deref(), meta.source.as_deref()), (Some("John Roe"), Some("Example Press")));
        assert_eq!(meta.published, None, "the time of another day is not taken");
    }

    /// [`PAGE`] with something in front of its article.
    fn page_with(piece: &str) -> Result<Loaded> {
        read("x.html", &PAGE.replace("<article>", &format!("{piece}<article>")), &ReadOptions::default())
    }

    #[test]
    fn what_looks_like_a_tag_and_is_none_nests_nothing() {
        for (what, piece) in [
            ("a script that compares", format!("<script>{}</script>", "for(;i<nK;i++){}".repeat(5_000))),
            ("a script that writes", format!("<script>{}</script>", "h+='<div class=a>';".repeat(5_000))),
            ("a script of words", format!("<script>if (a <b {}) go();</script>", "or c ".repeat(5_000))),
            ("style sheets", format!("<style>{}</style>", "/* <b> */".repeat(5_000))),
            ("comments", format!("<!-- {} -->", "<div> ".repeat(5_000))),
            ("a text field", format!("<textarea>{}</textarea>", "<div>".repeat(5_000))),
            ("self-closed drawings", format!("<svg>{}</svg>", "<path d='M0 0'/><use/>".repeat(5_000))),
            ("many drawings", "<svg><g><path d='M0 0'/></g></svg>".repeat(5_000)),
            ("elements that hold nothing", "<br><img src=a><hr/><input>".repeat(5_000)),
            ("elements that are not closed", format!("<table>{}</table>", "<tr><td>1<td>2".repeat(5_000))),
            ("elements that are closed by others", "<div><span><span>a</div>".repeat(5_000)),
            ("values with tags in them", "<i title='<b> <b> <b>'>a</i>".repeat(5_000)),
            ("one long value", format!("<div data-state=\"{}\">a</div>", "a = b, <c d e> ".repeat(50_000))),
        ] {
            let loaded = page_with(&piece).unwrap_or_else(|error| panic!("{what}: {error}"));
            let text = &loaded.articles[0].text;
            assert!(text.contains("twice in a month.\n\n“I have done"), "{what}: {text:.300}");
        }
    }

    #[test]
    fn made_pages_are_errors() {
        let deep = "elements nested deeper than 400";
        let wide = "an element with more than 1000 attributes";
        let names = |count: usize| (0..count).map(|n| format!("a{n} ")).collect::<String>();
        let bold = |count: usize| (0..count).map(|n| format!("<b id={n}>")).collect::<String>();
        for (page, cause) in [
            ("<div>".repeat(100_000), deep),
            ("<div/>".repeat(100_000), deep),
            ("<x-y/>".repeat(100_000), deep),
            (format!("<svg>{}", "<g>".repeat(100_000)), deep),
            (format!("<svg>{}", "<td>".repeat(100_000)), deep),
            ("<svg><title>".repeat(100_000), deep),
            ("<template>".repeat(100_000), deep),
            ("<b><div></b>".repeat(100_000), deep),
            ("<ul><li>".repeat(100_000), deep),
            (format!("<p>{}{}", bold(300), "<p>No".repeat(100_000)), "more than 2000000 elements"),
            ((0..100_000).map(|n| format!("<p><b id={n}>a</p>")).collect(), deep),
            (format!("<p {}>We go home.</p>", names(100_000)), wide),
            (format!("<p {}", names(100_000)), wide),
            (format!("</p {}>", names(100_000)), wide),
            (format!("<svg><style><p {}>", names(100_000)), wide),
            (format!("<p title='{}' {}>", "a <b> ".repeat(10_000), names(100_000)), wide),
        ] {
            let error = read("x.html", &page, &ReadOptions::default()).expect_err(&page[..40]).to_string();
            assert!(error.contains(cause), "{:.40}: {error}", page);
            assert_eq!(plain(&page), page, "what cannot be read stays as it is");
        }
        assert!(read("x.html", "<html><body></body></html>", &ReadOptions::default()).is_err());
        assert_eq!(plain("<p>One &amp; two</p><p>three</p>"), "One & two\n\nthree");
    }

    /// Pages made of anything: tags, words, and what declares something, rightly or not.
    fn pages() -> impl Strategy<Value = String> {
        const NAMES: [&str; 7] =
            ["author", "date", "og:title", "og:url", "og:locale", "og:site_name", "article:published_time"];
        const VALUES: [&str; 9] =
            ["", " ", "é – | x", "Mayor - NU.nl", "2016-03-07T08:09", "2016-13-99", "nl_BE", "https://nu.nl/a", "T:Z"];
        const KEYS: [&str; 9] =
            ["@graph", "@type", "headline", "name", "author", "datePublished", "publisher", "articleBody", "isPartOf"];
        const JSON: [&str; 9] = [
            "null",
            "1",
            "\"\"",
            "\"NewsArticle\"",
            "[\"Article\"]",
            "\"2016-03\"",
            "{\"name\": 1}",
            "[[]]",
            "[{\"@type\": 1}]",
        ];
        let noise = "<[a-z/!]{0,6}( class=\"?ad)?>?|[a-z&;é\" ]{0,8}|</?(article|h1|title|p|time datetime=20)>";
        let meta = (select(&NAMES[..]), select(&VALUES[..]))
            .prop_map(|(name, value)| format!("<meta name=\"{name}\" property=\"{name}\" content=\"{value}\">"));
        let fields = vec((select(&KEYS[..]), select(&JSON[..])), 0..6);
        let linked = fields.prop_map(|fields| {
            let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
            let record = format!("{{\"@type\": \"Article\", {}}}", fields.join(", ")).replace(", }", "}");
            format!("<script type=\"application/ld+json\">{record}</script>")
        });
        vec(prop_oneof![4 => noise, 1 => meta, 1 => linked], 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Not by way of `read` and `plain`: they catch what panics.
        #[test]
        fn never_panics(html in pages()) {
            let _ = page(&html, &ReadOptions::default());
            let _ = tree::parse(&html).map(|document| tidy(&document.formatted_text()));
        }
    }
}
