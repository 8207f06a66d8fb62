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

const PARAGRAPHS: [&str; 4] = [
    "<p>The mayor of Exampleton resigned on Monday, after the council had voted against her budget twice in a month.</p>",
    "<p>“I have done what I could,” she said, and she thanked the people who had worked with her for eleven years.</p>",
    "<p>The council will choose her successor in April, its chairman said on the radio, and the deputy stands in for her.</p>",
    "<p>Nobody has said yet that he wants the job, which pays little and costs most of the evenings of a week.</p>",
];

/// A page without metadata: `head` in its head, `top` above its paragraphs, `below` behind them.
fn bare(head: &str, top: &str, below: &str) -> String {
    let title = if head.contains("<title>") { "" } else { "<title>Mayor resigns after vote</title>" };
    let body = PARAGRAPHS.concat();
    format!(
        "<html lang=\"en\"><head>{title}{head}</head><body><article><h1>Mayor resigns after vote</h1>{top}{body}</article>{below}</body></html>"
    )
}

fn one(html: &str) -> RawArticle {
    read("x.html", html, &ReadOptions::default()).expect("a page").articles.remove(0)
}

#[test]
fn an_article_stays_whole_and_clutter_goes() {
    let all = PARAGRAPHS.concat();
    for (what, html) in [
        ("paragraphs behind a paywall", bare("", "", "").replace("<p>The council", "<p class=paywall>The council")),
        ("a class of the body", bare("", "", "").replace("<body>", "<body class=\"with-newsletter has-breadcrumbs\">")),
        ("hidden until a script shows it", format!("<body><h1>Mayor</h1><div hidden>{all}</div></body>")),
        (
            "a noscript that is never closed",
            format!("<head></head><body><noscript><div id=x></noscript><article>{all}</article></body>"),
        ),
    ] {
        let text = one(&html).text;
        for words in ["twice in a month.", "eleven years.", "stands in for her.", "of a week."] {
            assert!(text.contains(words), "{what}: {words} in {text}");
        }
    }
    let long = "We store cookies on your device to measure how you use this site, and share them with our partners. "
        .repeat(20);
    for (what, leak, html) in [
        ("a consent dialog", "cookies", bare("", "", &format!("<div id=onetrust-consent-sdk><p>{long}</p></div>"))),
        (
            "a caption",
            "bridge",
            bare("", "<figure><img src=a><figcaption>The minister says the bridge is safe.</figcaption></figure>", ""),
        ),
        (
            "comments",
            "nonsense",
            bare(
                "",
                "",
                "<section class=comments><p>Joe says: this is nonsense and everybody in town knows it.</p></section>",
            ),
        ),
        (
            "text for screen readers",
            "cheap",
            bare(
                "",
                "<p class=sr-only>The ferry line says that its new ship is fast and that tickets are cheap.</p>",
                "",
            ),
        ),
        (
            "another story",
            "coach",
            bare(
                "",
                "",
                "<article><h1>Coach back</h1><p>The coach said that he is close to a return, and that he has missed the club and the town.</p></article>",
            ),
        ),
    ] {
        let text = one(&html).text;
        assert!(!text.contains(leak) && text.contains("eleven years."), "{what}: {text}");
    }
}

#[test]
fn the_publishers_copy_has_paragraphs() {
    let body = "It closed on Monday.“We waited,” she said.The U.S.A. and 3.5 million others did not.Nobody came";
    assert_eq!(
        spoken(body),
        "It closed on Monday.\n\n“We waited,” she said.\n\nThe U.S.A. and 3.5 million others did not.\n\nNobody came"
    );
}

#[test]
fn quotations_that_the_page_marks_are_signed() {
    for (what, piece, expected) in [
        (
            "cite",
            "<blockquote><p>Half of them are hollow.</p><cite>Bo Lindall, engineer</cite></blockquote>",
            "“Half of them are hollow.” — Bo Lindall, engineer",
        ),
        (
            "footer",
            "<blockquote>Half of them are hollow.<footer>— Bo Lindall</footer></blockquote>",
            "“Half of them are hollow.” — Bo Lindall",
        ),
        (
            "figcaption",
            "<figure><blockquote><p>Half of them are hollow.</p></blockquote><figcaption>Bo Lindall</figcaption></figure>",
            "“Half of them are hollow.” — Bo Lindall",
        ),
        (
            "a post",
            "<blockquote class=twitter-tweet><p>Half of them are hollow.</p>&mdash; Bo (@bo) <a href=x>July 18, 2019</a></blockquote>",
            "“Half of them are hollow.” — Bo (@bo), July 18, 2019",
        ),
        (
            "a lead-in",
            "<p>The engineer Bo Lindall wrote to the council:</p><blockquote><p>Half of them are hollow.</p></blockquote>",
            "“Half of them are hollow.”",
        ),
        (
            "q",
            "<p>The engineer Bo Lindall told the council that <q>half of them are hollow</q> and that it must act.</p>",
            "that “half of them are hollow” and",
        ),
        (
            "nobody",
            "<blockquote><p>Half of them are hollow, and the rest is not much better.</p></blockquote>",
            "\n\nHalf of them are hollow, and the rest",
        ),
    ] {
        let text = one(&bare("", "", "").replace(PARAGRAPHS[2], &format!("{piece}{}", PARAGRAPHS[2]))).text;
        assert!(text.contains(expected), "{what}: {text}");
    }
}

#[test]
fn days() {
    let meta = |name: &str, content: &str| format!("<meta name=\"{name}\" content=\"{content}\">");
    let link = "<link rel=canonical href=\"https://news.example/2023/11/08/mayor\">";
    for (html, expected) in [
        (bare(&meta("dc.date", "2025-11-03"), "", ""), "2025-11-03"),
        (bare(&meta("sailthru.date", "2025-11-03 10:00:00"), "", ""), "2025-11-03"),
        (bare(&meta("Parsely-Pub-Date", "2025-11-03T10:00:00Z"), "", ""), "2025-11-03"),
        (bare(&format!("{link}{}", meta("article:published_time", "2023-11-09T03:40:00+00:00")), "", ""), "2023-11-08"),
        (bare(&meta("article:published_time", "2091-04-01"), "", ""), "-"),
        (bare(&meta("article:published_time", "1970-01-01T00:00:00Z"), "", ""), "-"),
        (bare(link, "", ""), "2023-11-08"),
        (bare("", "<time datetime=2023-11-01T23:01:00Z>2 November 2023</time>", ""), "2023-11-02"),
        (bare("", "<abbr class=published title=2016-12-23T12:00:00-05:00>12/23/2016</abbr>", ""), "2016-12-23"),
        (bare("", "<div itemprop=datePublished>20.06.2019</div>", ""), "2019-06-20"),
        (
            bare(
                "",
                "<span class=posted>29 January 2019</span>",
                "<div class=teaser><time datetime=2018-03-12>Tram</time></div>",
            ),
            "2019-01-29",
        ),
        (bare("", "<span>Geplaatst op 3 november 2025</span>", ""), "2025-11-03"),
        (bare("", "<span class=datum>8. März 2019</span>", ""), "2019-03-08"),
        (
            bare(
                "",
                "",
                "<ul><li><time datetime=2019-06-17>17 June</time></li><li><time datetime=2019-06-18>18 June</time></li></ul>",
            ),
            "-",
        ),
        (bare("", "<blockquote><p>It closed.</p>&mdash; Bo <a href=x>July 18, 2019</a></blockquote>", ""), "-"),
    ] {
        let meta = one(&html).meta;
        assert_eq!(meta.date.as_deref().unwrap_or("-"), expected, "{html:.400}");
        assert!(meta.published.is_none_or(|at| at.starts_with(expected)), "{html:.400}");
    }
}

#[test]
fn titles_authors_and_outlets() {
    let record = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    let meta = |name: &str, content: &str| format!("<meta property=\"{name}\" content=\"{content}\">");
    let news = |fields: &str| record(&format!("{{\"@type\": [\"NewsArticle\"], {fields}, }}"));
    for (head, top, expected) in [
        (
            meta("og:title", "Mayor resigns after vote - The Example") + &meta("og:site_name", "The Example"),
            "",
            ["Mayor resigns after vote", "-", "The Example"],
        ),
        (meta("og:title", "Mayor resigns after vote | Politics | Example"), "", ["Mayor resigns after vote", "-", "-"]),
        (
            news(
                "\"headline\": \"Mayor &quot;goes&quot;\", \"author\": {\"name\": \"By JANE DOE, AP Writer\"}, \"publisher\": {\"name\": \"Associated Press\"}",
            ) + &meta("og:site_name", "The Example"),
            "",
            ["Mayor \"goes\"", "Jane Doe", "The Example"],
        ),
        (
            record(
                "{\"@type\": \"WebPage\", \"name\": \"Page\", \"mainEntity\": {\"@type\": \"ScholarlyArticle\", \"headline\": \"Mayor goes\", \"author\": [{\"name\": \"<a href=x>Jane Doe</a>\"}]}}",
            ),
            "",
            ["Mayor goes", "Jane Doe", "-"],
        ),
        (
            meta("author", "d.doe@news.example") + &meta("og:site_name", "@example"),
            "",
            ["Mayor resigns after vote", "-", "-"],
        ),
        (
            meta("author", "The Example") + &meta("og:site_name", "The Example"),
            "<p class=author-name>Jane Doe</p>",
            ["Mayor resigns after vote", "Jane Doe", "The Example"],
        ),
        (
            meta("sailthru.author", "Jane Doe") + &meta("article:author", "https://news.example/jane"),
            "",
            ["Mayor resigns after vote", "Jane Doe", "-"],
        ),
        (
            String::new(),
            "<figure><span class=\"credit byline\">John Roe</span></figure>",
            ["Mayor resigns after vote", "-", "-"],
        ),
        (
            news("\"headline\": \"Mayor goes\", \"publisher\": {\"name\": \"Blogger\"}")
                + &meta("og:site_name", "Example Post"),
            "",
            ["Mayor goes", "-", "Example Post"],
        ),
    ] {
        let found = one(&bare(&head, top, "")).meta;
        let found = [found.title, found.author, found.source].map(|f| f.unwrap_or_else(|| "-".into()));
        assert_eq!(found, expected, "{head}");
    }
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
