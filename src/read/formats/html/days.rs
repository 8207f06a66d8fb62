//! The day on which a page appeared: what it declares, then what stands beside its headline, then its address.

use std::ops::Range;

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::declared::Metas;
use super::{linked, tidy};
use crate::read::dates::{self, DateReader, Day};
use crate::read::metadata;
use crate::seeds::Seeds;
use crate::seeds::dates::NumericOrder;

/// `meta` elements that hold the day of publication, in small letters without marks, the surest first.
const PUBLISHED: [&str; 41] = [
    "articlepublishedtime",
    "articlepublished",
    "datepublished",
    "publishedtime",
    "publishedat",
    "publisheddate",
    "publisheddatetime",
    "publishdate",
    "publishtime",
    "publicationdate",
    "pubdate",
    "pdate",
    "swpubdate",
    "ogpublishedtime",
    "ogreleasedate",
    "ogpubdate",
    "parselypubdate",
    "sailthrudate",
    "cxenseparserecspublishtime",
    "citationonlinedate",
    "citationpublicationdate",
    "citationdate",
    "bepresscitationdate",
    "prismpublicationdate",
    "originalpublicationdate",
    "articledateoriginal",
    "firstpublished",
    "dcdateissued",
    "dctermsissued",
    "dctermsdate",
    "dctermscreated",
    "dcdatecreated",
    "dctermsavailable",
    "dcdatepublished",
    "dcdate",
    "datecreated",
    "created",
    "creationdate",
    "date",
    "ogarticlepublishedtime",
    "weiboarticlecreateat",
];
/// The same for a later day.
const UPDATED: [&str; 9] = [
    "articlemodifiedtime",
    "datemodified",
    "ogupdatedtime",
    "dctermsmodified",
    "dcdatemodified",
    "modified",
    "lastmodified",
    "dateupdate",
    "revised",
];
/// Classes and names of what holds a date that people read.
const DATED: &str = "time, abbr[title], [class*='date'], [class*='Date'], [class*='datum'], [class*='Datum'], [class*='time'], [class*='publi'], [class*='Publi'], \
    [class*='posted'], [class*='meta'], [class*='Meta'], [class*='byline'], [class*='infoline'], [class*='created'], [id*='date'], [id*='Date'], [class*='stand']";
/// Around a day that is another story's, a comment's or a calendar's.
const OTHERS: [&str; 21] = [
    "teaser",
    "related",
    "comment",
    "leserbrief",
    "sidebar",
    "widget",
    "calendar",
    "kalender",
    "footer",
    "ticker",
    "recent",
    "archive",
    "menu",
    "recommend",
    "card",
    "popular",
    "trending",
    "carousel",
    "slider",
    "copyright",
    "event",
];
/// Bytes of the longest text that holds a date and little else.
const LABEL_BYTES: usize = 120;
/// Nodes behind a headline among which its date stands, and before it.
const NEAR: (usize, usize) = (160, 60);
/// Bytes of the shortest headline that the page's title repeats.
const TITLE_BYTES: usize = 8;
/// Headings of one kind that are held against the page's title.
const HEADS: usize = 30;
/// Nodes that are looked at.
const MAX_NODES: usize = 60_000;
/// Bytes of a paragraph of the story, and how many of them stand between a headline and its date.
const PARAGRAPH_BYTES: usize = 100;
const PARAGRAPHS: usize = 3;
/// Days of other stories that a page shows before the only one is nobody's.
const DAYS: usize = 1;

/// Finds it.
pub(super) fn find(
    document: &Document,
    record: Option<&Value>,
    metas: &Metas,
    url: Option<&str>,
    html: &str,
    hint: Option<&str>,
    seeds: &Seeds,
) -> Option<Day> {
    let page = Page { hint, seeds, reader: DateReader::of_page(hint, order(document, hint), seeds) };
    let field = |key: &str| page.field(record?.get(key)?.as_str()?);
    let article = record.is_some_and(|record| !linked::is_page(record));
    let own = || if article { field("datePublished").or_else(|| field("dateCreated")) } else { None };
    let in_url = url.and_then(of_url).filter(|day| plausible(*day));
    let shown = || page.shown(document);
    let published = || {
        own()
            .or_else(|| page.metas(metas, &PUBLISHED))
            .or_else(|| page.itemprop(document, "datePublished"))
            .or_else(|| field("datePublished"))
    };
    if let Some(stamp) = published() {
        return Some(page.own_day(stamp, in_url, shown));
    }
    let declared = || page.scripted(html, "\"datePublished\"");
    let later = || {
        field("dateModified")
            .or_else(|| page.metas(metas, &UPDATED))
            .or_else(|| page.itemprop(document, "dateModified"))
            .map(|stamp| stamp.day)
    };
    shown().or(in_url).or_else(declared).or_else(|| field("dateCreated").map(|stamp| stamp.day)).or_else(later)
}

/// The order of figures: by the page's region where its language leaves it open.
fn order(document: &Document, hint: Option<&str>) -> NumericOrder {
    let region = document.select("html[lang]").attr("lang").map(|lang| lang.to_lowercase()).unwrap_or_default();
    match (hint, region.as_str()) {
        (_, "en-us" | "en_us") => NumericOrder::MonthFirst,
        (None | Some("en"), "en" | "") => NumericOrder::Unclear,
        _ => NumericOrder::DayFirst,
    }
}

/// A day that a field declares.
#[derive(Clone, Copy)]
struct Stamp {
    day: Day,
    /// It is told in universal time, where the page's own day may be another.
    utc: bool,
}

struct Page<'a> {
    hint: Option<&'a str>,
    seeds: &'a Seeds,
    reader: DateReader<'a>,
}

impl Page<'_> {
    fn field(&self, text: &str) -> Option<Stamp> {
        let text = text.trim();
        let day = dates::declared(text, self.hint, self.seeds)
            .or_else(|| self.reader.find(text))
            .filter(|day| plausible(*day))?;
        let utc = text.ends_with('Z')
            || text.ends_with("+00:00")
            || text.ends_with("+0000")
            || text.ends_with("GMT")
            || text.ends_with("UTC");
        Some(Stamp { day, utc })
    }

    fn metas(&self, metas: &Metas, keys: &[&str]) -> Option<Stamp> {
        let mut best: Option<(usize, Stamp)> = None;
        for (key, content) in metas.iter() {
            let bare: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
            let Some(rank) = keys.iter().position(|known| *known == bare) else { continue };
            if best.is_none_or(|(known, _)| rank < known)
                && let Some(stamp) = self.field(content)
            {
                best = Some((rank, stamp));
            }
        }
        best.map(|(_, stamp)| stamp)
    }

    fn itemprop(&self, document: &Document, name: &str) -> Option<Stamp> {
        let nodes = document.select(&format!("[itemprop~='{name}'], [property~='{name}'], [property$=':{name}']"));
        let mut nodes = nodes.nodes().iter().filter(|node| !is_others(node));
        nodes.find_map(|node| self.in_element(node))
    }

    /// What an element declares, else what it shows.
    fn in_element(&self, node: &NodeRef) -> Option<Stamp> {
        let declared = ["content", "datetime", "title"].iter().find_map(|name| self.field(&node.attr(name)?));
        let text = short_text(node).unwrap_or_default();
        let shown = || self.reader.find(&text).filter(|day| plausible(*day));
        match declared {
            // People read what is shown, in the day of the place.
            Some(stamp) => Some(match shown() {
                Some(day) if stamp.utc && near(stamp.day, day) => Stamp { day, utc: false },
                _ => stamp,
            }),
            None => shown().map(|day| Stamp { day, utc: false }),
        }
    }

    /// A stamp in universal time, in the page's own day where its address or headline tells that.
    fn own_day(&self, stamp: Stamp, in_url: Option<Day>, shown: impl FnOnce() -> Option<Day>) -> Day {
        if !stamp.utc || stamp.day.published().is_none() {
            return stamp.day;
        }
        if let Some(day) = in_url {
            return if near(stamp.day, day) { day } else { stamp.day };
        }
        shown().filter(|day| near(stamp.day, *day)).unwrap_or(stamp.day)
    }

    /// The date beside the headline, else the only one on the page.
    fn shown(&self, document: &Document) -> Option<Day> {
        let nodes: Vec<NodeRef> =
            document.root().descendants_it().take(MAX_NODES).filter(NodeRef::is_element).collect();
        let head = headline(document, &nodes);
        // What holds the headline too is the page's own, whatever it is called.
        let whole: FxHashSet<NodeId> =
            head.into_iter().flat_map(|head| nodes[head].ancestors_it(None)).map(|above| above.id).collect();
        let others = |node: &NodeRef| {
            let mut chain = std::iter::once(*node).chain(node.ancestors_it(Some(8)));
            chain.any(|above| !whole.contains(&above.id) && is_other(&above))
        };
        let dated: FxHashSet<NodeId> = document.select(DATED).nodes().iter().map(|node| node.id).collect();
        let near = near_headline(&nodes, head);
        let (mut behind, mut before, mut update) = (None, None, None);
        let mut days: Vec<Day> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if !near.contains(&at) && !dated.contains(&node.id) || others(node) {
                continue;
            }
            let Some((day, updated)) = self.label(node) else { continue };
            if updated {
                update = update.or(Some(day));
            } else if near.contains(&at) {
                if head.is_some_and(|head| at >= head) { behind = behind.or(Some(day)) } else { before = Some(day) }
            } else if !listed(node) && !days.iter().any(|known| known.civil() == day.civil()) {
                days.push(day);
            }
        }
        let only = || (days.len() == DAYS).then(|| days[0]);
        behind.or(before).or(update).or_else(only)
    }

    /// The day of an element that holds a date and little else, and whether it is a later one.
    fn label(&self, node: &NodeRef) -> Option<(Day, bool)> {
        // A headline tells what happened when, not when it was printed.
        let heading =
            |node: &NodeRef| ["h1", "title", "script", "head", "body", "html"].iter().any(|name| node.has_name(name));
        if heading(node) || node.parent().is_some_and(|above| above.has_name("h1")) {
            return None;
        }
        let text = short_text(node)?;
        if node.has_name("time") || node.has_name("abbr") {
            let day = self.in_element(node)?.day;
            return Some((day, metadata::is_update(&text, self.seeds)));
        }
        let day = self.reader.find(&text).filter(|day| plausible(*day))?;
        Some((day, metadata::is_update(&text[..day.span.start], self.seeds)))
    }

    /// A date in a script that is no JSON-LD: a field of this name, where all of them tell the same day.
    fn scripted(&self, html: &str, key: &str) -> Option<Day> {
        let mut days = memchr::memmem::find_iter(html.as_bytes(), key.as_bytes()).take(20).filter_map(|at| {
            let value = html[at + key.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            let end = value.find('"').filter(|end| *end <= LABEL_BYTES)?;
            self.field(&value[..end]).map(|stamp| stamp.day)
        });
        let first = days.next()?;
        days.all(|day| day.civil() == first.civil()).then_some(first)
    }
}

/// The text of an element that holds no more than a label.
fn short_text(node: &NodeRef) -> Option<String> {
    let mut text = String::new();
    for inner in node.descendants_it().take(40) {
        if inner.is_text() {
            text.push(' ');
            text.push_str(&inner.text());
            if text.trim().len() > 2 * LABEL_BYTES {
                return None;
            }
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (text.len() <= LABEL_BYTES).then_some(text)
}

/// One day apart, or the same.
fn near(a: Day, b: Day) -> bool {
    (a.civil() - b.civil()).get_days().abs() <= 1
}

/// A day on which a page can have appeared: not to come, and not where clocks begin.
fn plausible(day: Day) -> bool {
    let day = day.civil();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    day <= today.tomorrow().unwrap_or(today) && day != jiff::civil::date(1970, 1, 1)
}

/// Which of a page's elements is its headline: the one that its title repeats.
fn headline(document: &Document, nodes: &[NodeRef]) -> Option<usize> {
    let title = tidy(&document.select("head > title").first().text());
    let own = |at: &usize| {
        let text = tidy(&nodes[*at].text());
        text.len() >= TITLE_BYTES && title.contains(&text)
    };
    let named = |name: &'static str| (0..nodes.len()).filter(move |&at| nodes[at].has_name(name));
    let repeated = ["h1", "h2", "h3"].into_iter().find_map(|name| named(name).take(HEADS).find(own));
    repeated.or_else(|| named("h1").next())
}

/// The elements among which a headline's date stands: few before it, and behind it until the story is well under way.
fn near_headline(nodes: &[NodeRef], head: Option<usize>) -> Range<usize> {
    let Some(head) = head else { return 0..0 };
    let most = nodes.len().min(head + NEAR.0 + 1);
    let paragraph = |at: &usize| nodes[*at].has_name("p") && nodes[*at].text().trim().len() >= PARAGRAPH_BYTES;
    let end = (head..most).filter(paragraph).nth(PARAGRAPHS).unwrap_or(most);
    head.saturating_sub(NEAR.1)..end
}

/// True in a list: of links, of other stories.
fn listed(node: &NodeRef) -> bool {
    node.ancestors_it(Some(6)).any(|above| above.has_name("li"))
}

/// True for an element of another story, a comment, a calendar or a quotation, or in one.
fn is_others(node: &NodeRef) -> bool {
    is_other(node) || node.ancestors_it(Some(8)).any(|above| is_other(&above))
}

fn is_other(node: &NodeRef) -> bool {
    if node.has_name("body") || node.has_name("html") {
        return false;
    }
    let class = node.class().map(|class| class.to_lowercase()).unwrap_or_default();
    ["aside", "nav", "footer", "blockquote"].iter().any(|name| node.has_name(name))
        || OTHERS.iter().any(|word| class.contains(word))
}

/// `/2023/11/08/…`, `/20231108/…`, `…-2023-11-08`.
fn of_url(url: &str) -> Option<Day> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u16>().ok())?
    };
    let year = |text: &str| number(text, 4..=4).filter(|year| (1990..2100).contains(year));
    let day = |year: u16, month: u16, day: u16| {
        Day::of(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    for three in parts.windows(3) {
        if let (Some(y), Some(m), Some(d)) = (year(three[0]), number(three[1], 1..=2), number(three[2], 1..=2)) {
            return day(y, m, d);
        }
    }
    parts.iter().find_map(|part| {
        let whole = part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit());
        if !whole {
            return None;
        }
        day(year(&part[..4])?, number(&part[4..6], 2..=2)?, number(&part[6..], 2..=2)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        let of = |url: &str| of_url(url).map_or_else(|| "-".to_owned(), |day| day.date());
        assert_eq!(of("https://news.example/2023/11/08/harbour"), "2023-11-08");
        assert_eq!(of("https://news.example/20231108/harbour"), "2023-11-08");
        assert_eq!(of("https://news.example/harbour-2023-11-08.html"), "2023-11-08");
        assert_eq!(of("https://news.example/2023/13/08/harbour"), "-");
        assert_eq!(of("https://news.example/12345678/harbour"), "-");
        assert_eq!(of("https://news.example/a?d=2023/11/08"), "-");
    }
}
