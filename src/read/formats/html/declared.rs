//! What a page declares of itself: JSON-LD first, then its `meta` elements, then what its own elements say.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;
use serde_json::Value;

use super::{days, linked, plain, tidy};
use crate::model::{Meta, Origin, Origins};
use crate::read::fields::{language, outlet};
use crate::read::{ReadOptions, metadata};
use crate::seeds::Seeds;
use crate::seeds::outlets::OutletKind;

/// Names and properties of `meta` elements that hold an author, the surest first.
const AUTHORS: [&str; 9] = [
    "author",
    "article:author",
    "byl",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "article:author_name",
    "cXenseParse:author",
];
/// Elements that name an author.
const SIGNED: &str = "[rel~='author'], [itemprop='author'] [itemprop='name'], [itemprop='author'], [class~='author-name'], [class~='author__name'], \
    [class~='author-link'], [class~='author_name'], [class~='byline__name'], [class~='byline-name'], [class~='byline-author'], [class~='byline'], [class~='author']";
/// Elements that may name an author, and much else.
const PERHAPS_SIGNED: &str = "[class*='byline'], [class*='author'], [class*='contributor']";
/// How many of them are looked at.
const SIGNS: usize = 60;
/// Around a name that is a photographer's, a commenter's or another story's.
const OTHERS: [&str; 12] = [
    "figure",
    "figcaption",
    "aside",
    "nav",
    "footer",
    "caption",
    "credit",
    "comment",
    "related",
    "teaser",
    "photo",
    "image",
];
/// Systems that pages are made with, and name themselves as their publisher.
const PLATFORMS: [&str; 8] = ["Blogger", "Blogspot", "Ghost", "Medium", "Squarespace", "Tumblr", "Wix", "WordPress"];
/// What stands between a headline and the site's name.
const MARKS: [&str; 10] = [" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " // ", " : "];
/// Bytes of the longest name of authors.
const AUTHOR_BYTES: usize = 200;
/// Bytes of the shortest heading that tells where a title ends.
const HEADING_BYTES: usize = 12;
/// Words of the longest site name.
const SITE_WORDS: usize = 7;

/// Reads them all.
pub(super) fn meta(reader: &Readability, record: Option<&Value>, html: &str, options: &ReadOptions) -> Meta {
    let document = &reader.doc;
    let seeds = options.seeds;
    let metas = Metas::of(document);
    let linked = record.map(|record| options.fields.meta(&linked::own(record), seeds)).unwrap_or_default();
    let first = |selector: &str, attribute: &str| {
        document.select(selector).attr(attribute).map(|value| tidy(&value)).filter(|value| !value.is_empty())
    };
    let own_language = first("html[lang]", "lang").or_else(|| metas.get("og:locale")).and_then(|l| language(&l));
    let url = first("link[rel='canonical']", "href").or_else(|| metas.get("og:url")).or_else(|| linked.url.clone());
    let day = days::find(document, record, &metas, url.as_deref(), html, own_language.as_deref(), seeds);
    let source = source(&linked, &metas, url.as_deref(), seeds);
    let title = title(document, record, linked.title.as_deref(), &metas, source.as_deref(), url.as_deref(), seeds);
    let page = Meta {
        title,
        author: author(document, linked.author.as_deref(), &metas, source.as_deref(), seeds),
        source,
        date: day.map(|day| day.date()),
        published: day.and_then(|day| day.published()),
        language: own_language,
        url,
        translated: None,
        from: Origins::default(),
    };
    let page = of_record(page, &linked).taken_from(Origin::Page);
    metadata::merge(page, Meta { language: linked.language, translated: linked.translated, ..Meta::default() })
}

/// Notes what the JSON-LD of a page tells as the page is read.
fn of_record(mut page: Meta, linked: &Meta) -> Meta {
    let same = |told: &Option<String>, linked: &Option<String>| {
        (told.is_some() && told == linked).then_some(Origin::LinkedData)
    };
    page.from = Origins {
        title: same(&page.title, &linked.title),
        source: same(&page.source, &linked.source),
        author: same(&page.author, &linked.author),
        date: same(&page.date, &linked.date),
    };
    page
}

/// The `meta` elements: name or property in small letters, and content.
pub(super) struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        for node in document.select("meta[content]").nodes() {
            let content = tidy(&node.attr_or("content", ""));
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(key) = node.attr(attribute)
                    && !content.is_empty()
                {
                    all.push((key.trim().to_lowercase(), content.clone()));
                }
            }
        }
        Self(all)
    }

    /// The content of the first one of this name.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.0.iter().find(|(own, _)| own == key).map(|(_, content)| content.clone())
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, content)| (key.as_str(), content.as_str()))
    }
}

/// The outlet: the publisher of JSON-LD, but the site's own name before an agency that delivered the text or the system that made the page.
fn source(linked: &Meta, metas: &Metas, url: Option<&str>, seeds: &Seeds) -> Option<String> {
    let named = |name: String| -> Option<String> {
        let name = plain_text(&name);
        let name = outlet(name, seeds);
        let address = name.starts_with('@') || name.contains("://") || name.starts_with("www.");
        (!name.is_empty() && !address && !PLATFORMS.contains(&name.as_str())).then_some(name)
    };
    let site = ["og:site_name", "application-name", "dc.publisher", "dcterms.publisher"];
    let site = site.iter().find_map(|key| named(metas.get(key)?));
    let publisher = linked.source.clone().and_then(named);
    let agency = |name: &String| seeds.outlets.named(name).is_some_and(|outlet| outlet.kind == OutletKind::Agency);
    let own = match (publisher, site) {
        (Some(publisher), Some(site)) if agency(&publisher) && publisher != site => Some(site),
        (publisher, site) => publisher.or(site),
    };
    own.or_else(|| Some(seeds.outlets.of_url(url?)?.name.clone()))
}

fn title(
    document: &Document,
    record: Option<&Value>,
    linked: Option<&str>,
    metas: &Metas,
    site: Option<&str>,
    url: Option<&str>,
    seeds: &Seeds,
) -> Option<String> {
    let headings: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .map(|node| tidy(&node.text()).replace("\n\n", " "))
        .filter(|h| !h.is_empty())
        .take(5)
        .collect();
    let own = document.select("head > title").first().text();
    let linked = linked.filter(|_| record.is_some_and(|record| !linked::is_page(record))).map(str::to_owned);
    let heading =
        || headings.iter().find(|h| squeezed(&own).starts_with(&squeezed(h))).or_else(|| headings.first()).cloned();
    let told = linked
        .or_else(|| metas.get("og:title"))
        .or_else(|| metas.get("twitter:title"))
        .or_else(heading)
        .or_else(|| Some(tidy(&own)))
        .map(|title| plain_text(&title))
        .filter(|title| !title.is_empty())?;
    // A headline that was cut short stands whole on the page.
    let short = told.trim_end_matches(['…', '.', ' ']);
    if short.len() < told.len()
        && told.ends_with(['…', '.'])
        && let Some(whole) = headings.iter().find(|h| h.starts_with(short) && h.len() > told.len())
    {
        return Some(whole.clone());
    }
    Some(without_site(&told, site, url, &headings, seeds))
}

/// "Mayor resigns | NU.nl" without the site's name.
fn without_site(title: &str, site: Option<&str>, url: Option<&str>, headings: &[String], seeds: &Seeds) -> String {
    let host = url.map(host).unwrap_or_default();
    let is_site = |tail: &str| {
        let bare = squeezed(tail);
        if bare.is_empty() || tail.split_whitespace().count() > SITE_WORDS {
            return false;
        }
        let same = site.is_some_and(|site| squeezed(site) == bare);
        same || seeds.outlets.named(tail).is_some()
            || host.split('.').any(|part| squeezed(part) == bare)
            || squeezed(&host) == bare
    };
    let own = |head: &str| headings.iter().any(|h| h.len() >= HEADING_BYTES && squeezed(h) == squeezed(head));
    let cut =
        MARKS.iter().flat_map(|mark| title.match_indices(mark)).map(|(at, _)| &title[..at]).find(|head| own(head));
    let mut title = cut.map_or(title, str::trim);
    // "Mayor resigns - Politics - The Example"
    for _ in 0..3 {
        let cut = MARKS.iter().filter_map(|mark| title.rsplit_once(mark)).max_by_key(|(head, _)| head.len());
        let Some((head, tail)) = cut else { break };
        let is_heading = headings.iter().any(|h| squeezed(h) == squeezed(head));
        let whole_heading = headings.iter().any(|h| squeezed(h) == squeezed(title));
        if head.trim().is_empty() || whole_heading || !(is_heading || is_site(tail.trim())) {
            break;
        }
        title = head.trim();
    }
    for mark in MARKS {
        if let Some((head, tail)) = title.split_once(mark)
            && is_site(head.trim())
            && headings.iter().any(|h| squeezed(h) == squeezed(tail))
        {
            return tail.trim().to_owned();
        }
    }
    title.to_owned()
}

/// Letters and figures alone, in small letters.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

fn author(
    document: &Document,
    linked: Option<&str>,
    metas: &Metas,
    site: Option<&str>,
    seeds: &Seeds,
) -> Option<String> {
    let declared = || {
        AUTHORS.iter().find_map(|key| {
            let all: Vec<&str> =
                metas.iter().filter(|(own, _)| *own == key.to_lowercase()).map(|(_, content)| content).collect();
            names(&all.join(", "), site, seeds)
        })
    };
    let signed = || {
        let nodes = document.select(SIGNED);
        let mut nodes = nodes.nodes().iter().take(SIGNS).filter(|node| !is_others(node));
        nodes.find_map(|node| persons(node, site, seeds))
    };
    let declared = linked.and_then(|linked| names(linked, site, seeds)).or_else(declared);
    declared.or_else(signed).or_else(|| perhaps_signed(document, site, seeds))
}

/// The persons that an element names, or its first line: behind it stands a day.
fn persons(node: &NodeRef, site: Option<&str>, seeds: &Seeds) -> Option<String> {
    let text = tidy(&node.formatted_text());
    let first = text.split("\n\n").next().unwrap_or_default();
    let of = |text: &str| names(text, site, seeds).filter(|name| is_person(name));
    of(&text.replace("\n\n", ", ")).or_else(|| of(first))
}

/// The author that elements name whose class only holds the word, where all of them name the same, behind a label or by a given name.
fn perhaps_signed(document: &Document, site: Option<&str>, seeds: &Seeds) -> Option<String> {
    let nodes = document.select(PERHAPS_SIGNED);
    let mut most: Option<String> = None;
    for node in nodes.nodes().iter().take(SIGNS).filter(|node| !is_others(node)) {
        let Some(found) = persons(node, site, seeds) else { continue };
        let given = |name: &str| name.split_whitespace().next().is_some_and(|first| seeds.names.is_given(first));
        let text = node.text();
        let labelled = metadata::without_author_label(text.trim(), seeds).len() < text.trim().len();
        if !labelled && !found.split(", ").all(given) {
            continue;
        }
        most = match most {
            Some(most) if most.contains(&found) => Some(most),
            Some(most) if !found.contains(&most) => return None,
            _ => Some(found),
        };
    }
    most
}

/// True for an element that stands in a caption, a comment or another story.
fn is_others(node: &NodeRef) -> bool {
    let says = |node: &NodeRef| {
        let class = node.class().map(|class| class.to_lowercase()).unwrap_or_default();
        OTHERS.iter().any(|word| node.has_name(word) || class.contains(word))
    };
    says(node)
        || node.ancestors_it(Some(6)).any(|above| !above.has_name("body") && !above.has_name("html") && says(&above))
}

/// Two to four words with capitals, as names are.
fn is_person(name: &str) -> bool {
    name.split(", ").all(|one| {
        let count = one.split_whitespace().count();
        (2..=5).contains(&count)
            && one.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c))
            && one.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count() >= 2
    })
}

/// The names in what a field calls the author: without tags, labels, addresses, posts and the outlet itself.
fn names(declared: &str, site: Option<&str>, seeds: &Seeds) -> Option<String> {
    let text = plain_text(declared);
    if text.len() > AUTHOR_BYTES {
        return None;
    }
    let outlet =
        |name: &str| seeds.outlets.named(name).is_some() || site.is_some_and(|site| squeezed(site) == squeezed(name));
    let mut found: Vec<String> = Vec::new();
    let parts = text.split([',', ';', '|']).flat_map(|part| each(part, seeds));
    for part in parts {
        let part = metadata::without_author_label(part.trim(), seeds)
            .trim_matches(|c: char| c.is_whitespace() || ":.-–—".contains(c));
        let address = part.contains(['@', '/']) || part.starts_with("http") || part.starts_with("www.");
        let post = !found.is_empty() && metadata::is_author_role(part, seeds);
        let handle = !part.contains(' ') && !part.contains(char::is_uppercase) && part.is_ascii();
        if part.is_empty() || handle || address || post || outlet(part) || part.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let name = capitals(part);
        if !found.contains(&name) {
            found.push(name);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

/// "Jane Doe and John Roe": two, where each has a name of two words.
fn each<'t>(part: &'t str, seeds: &Seeds) -> Vec<&'t str> {
    let mut joins = seeds.languages.values().map(|language| language.people.and()).filter(|and| !and.is_empty());
    let two = joins.find_map(|and| part.split_once(and));
    let whole = |name: &str| name.split_whitespace().count() > 1;
    two.filter(|(one, other)| whole(one) && whole(other)).map_or_else(|| vec![part], |(one, other)| vec![one, other])
}

/// A name in capitals as names are written.
fn capitals(name: &str) -> String {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    if letters().any(char::is_lowercase) || name.split_whitespace().count() < 2 {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut first = true;
    for c in name.chars() {
        if first || !c.is_alphabetic() {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        first = !c.is_alphabetic();
    }
    out
}

/// A field without the tags and entities that some systems write into it.
fn plain_text(value: &str) -> String {
    if value.contains(['<', '&']) { plain(value).replace("\n\n", " ") } else { tidy(value).replace("\n\n", " ") }
}
