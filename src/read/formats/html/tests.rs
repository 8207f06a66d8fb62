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
