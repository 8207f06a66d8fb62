//! JSON-LD: the record of the page's article, read leniently, as browsers and search engines read it.

use dom_query::Document;
use serde_json::{Map, Value};

/// Types of JSON-LD that are articles, the surest first.
const ARTICLES: [&str; 16] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "WebPage",
    "ItemPage",
];
/// Types of a page from here on: what they name and date may be the page and not its article.
const PAGES: usize = 14;
/// Records inside each other: a page's article stands in its first levels.
const MAX_DEPTH: usize = 4;

/// The record of the page's article.
pub(super) fn article(document: &Document) -> Option<Value> {
    let all: Vec<Value> =
        document.select("script[type*='ld+json']").nodes().iter().filter_map(|node| parse(&node.text())).collect();
    let mut best: Option<(usize, Value)> = None;
    for value in &all {
        look(value, 0, &mut best);
    }
    let (_, mut article) = best?;
    for key in ["author", "publisher"] {
        if let Some(field) = article.get_mut(key) {
            name(field, &all);
        }
    }
    Some(article)
}

/// `{"@id": "#ann"}` with the name that the record of that name has elsewhere in the page.
fn name(field: &mut Value, all: &[Value]) {
    match field {
        Value::Array(list) => list.iter_mut().for_each(|one| name(one, all)),
        Value::Object(record) if !record.contains_key("name") => {
            let id = record.get("@id").and_then(Value::as_str);
            let found = id.and_then(|id| all.iter().find_map(|value| named(value, id, 0)));
            if let Some(found) = found {
                record.insert("name".into(), found.into());
            }
        }
        _ => {}
    }
}

/// The name of the record `id`.
fn named<'a>(value: &'a Value, id: &str, depth: usize) -> Option<&'a str> {
    match value {
        Value::Array(list) => list.iter().find_map(|one| named(one, id, depth + 1)),
        Value::Object(record) => {
            let own = record.get("@id").and_then(Value::as_str) == Some(id);
            let name = record.get("name").and_then(Value::as_str).filter(|_| own);
            let inner =
                || record.get("@graph").filter(|_| depth < MAX_DEPTH).and_then(|list| named(list, id, depth + 1));
            name.or_else(inner)
        }
        _ => None,
    }
}

/// True where the record is the page's rather than its article's.
pub(super) fn is_page(record: &Value) -> bool {
    rank(record).is_some_and(|rank| rank >= PAGES)
}

fn rank(record: &Value) -> Option<usize> {
    let kind = record.get("@type")?;
    let kinds = kind.as_array().map_or_else(|| vec![kind], |list| list.iter().collect());
    let known = |kind: &Value| {
        let name = kind.as_str()?.rsplit(['/', ':']).next()?;
        ARTICLES.iter().position(|article| *article == name)
    };
    kinds.into_iter().filter_map(known).min()
}

fn look(value: &Value, depth: usize, best: &mut Option<(usize, Value)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| look(one, depth + 1, best)),
        Value::Object(record) => {
            if let Some(rank) = rank(value)
                && best.as_ref().is_none_or(|(known, _)| rank < *known)
            {
                *best = Some((rank, value.clone()));
            }
            if depth < MAX_DEPTH {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = record.get(key) {
                        look(inner, depth + 1, best);
                    }
                }
            }
        }
        _ => {}
    }
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text =
        text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// Control characters in strings are spaces, a comma before a bracket is none, a bad escape is its letter.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if inside => {
                let Some(next) = chars.next() else { break };
                if "\"\\/bfnrtu".contains(next) {
                    out.push('\\');
                    out.push(next);
                } else if next.is_control() {
                    out.push(' ');
                } else {
                    out.push(next);
                }
            }
            '"' => {
                inside = !inside;
                out.push(c);
            }
            c if inside && c.is_control() => out.push(' '),
            '}' | ']' if !inside => {
                let solid = out.trim_end().len();
                if out[..solid].ends_with(',') {
                    out.truncate(solid - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The record's own fields, without those that tell of something else.
pub(super) fn own(record: &Value) -> Value {
    let mut own: Map<String, Value> = record.as_object().cloned().unwrap_or_default();
    if let Some(name) = own.remove("name")
        && !is_page(record)
        && !own.contains_key("headline")
    {
        own.insert("headline".into(), name);
    }
    own.retain(|key, _| {
        !matches!(
            key.as_str(),
            "isPartOf" | "image" | "dateModified" | "mainEntity" | "mainEntityOfPage" | "articleBody"
        )
    });
    Value::Object(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_leniently() {
        for text in [
            "{\"headline\": \"A\n b\", \"x\": [1, 2,], }",
            "<!-- {\"headline\": \"A\\' b\"} -->",
            "//<![CDATA[\n{\"headline\":\"A b\"};\n//]]>",
        ] {
            let value = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert!(value["headline"].as_str().is_some_and(|h| h.starts_with('A')), "{value}");
        }
        assert!(parse("{\"headline\": ").is_none());
        assert_eq!(mended("\"a, ]\", ]"), "\"a, ]\"]");
    }

    #[test]
    fn records_name_each_other() {
        let page = "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"NewsArticle\", \"author\": [{\"@id\": \"#ann\"}, {\"@id\": \"#nobody\"}]},\
            {\"@type\": \"Person\", \"@id\": \"#bo\", \"name\": \"Bo Roe\"}, {\"@type\": [\"Person\"], \"@id\": \"#ann\", \"name\": \"Ann Doe\"}]}</script>";
        let article = article(&Document::from(page)).expect("an article");
        assert_eq!(article["author"][0]["name"], "Ann Doe");
        assert_eq!(article["author"][1].get("name"), None);
    }
}
