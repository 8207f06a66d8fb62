//! Which field of a record is the text, the title, the date, …: the usual names of news scrapers, and those that the user names.

use std::sync::OnceLock;

use serde_json::Value;

use super::{dates, formats};
use crate::error::{Error, Result};
use crate::model::Meta;
use crate::seeds::Seeds;

/// Paths of fields (`author.name`, `pages.0.text`), the first one that holds something counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    lists: [Vec<String>; NAMES.len()],
}

const NAMES: [&str; 8] = ["text", "title", "date", "source", "author", "language", "url", "translated"];
const USUAL: [&[&str]; NAMES.len()] = [
    &[
        "text",
        "maintext",
        "article_text",
        "articleBody",
        "article_body",
        "body",
        "content",
        "full_text",
        "cleaned_text",
        "article",
        "paragraphs",
        "content_html",
        "content_text",
        "body_html",
        "body_text",
        "bodies.0.value",
        "fields.bodyText",
        "fields.body",
    ],
    &["title", "headline.main", "headline", "headlines.0.value", "name", "article_title", "webTitle"],
    &[
        "date_publish",
        "date_published",
        "datePublished",
        "published_at",
        "publishedAt",
        "publish_date",
        "published_date",
        "publication_date",
        "published",
        "firstcreated",
        "versioncreated",
        "pubDate",
        "pubdate",
        "pub_date",
        "webPublicationDate",
        "date",
        "created_at",
        "timestamp",
        "time",
    ],
    &[
        "source",
        "outlet",
        "publisher",
        "publication",
        "site_name",
        "site",
        "sitename",
        "newspaper",
        "source_name",
        "infosources.0.name",
        "copyrightholder",
        "source_domain",
        "domain",
        "hostname",
    ],
    &["author", "authors", "byline.original", "byline", "bylines.0.value", "fields.byline", "creator", "writer"],
    &["language", "lang", "inLanguage"],
    &["url", "link", "canonical_url", "source_url", "webUrl", "web_url", "uri"],
    &["translated", "machine_translated", "is_translated"],
];
const TEXT: usize = 0;

impl Fields {
    /// The usual names.
    #[must_use]
    pub fn usual() -> &'static Self {
        static FIELDS: OnceLock<Fields> = OnceLock::new();
        FIELDS.get_or_init(|| Self { lists: USUAL.map(|l| l.iter().map(|s| (*s).to_owned()).collect()) })
    }

    /// The usual names, with those of the user (`text=data.body`) before them.
    ///
    /// # Errors
    /// When one has another form, or names a field that an article does not have.
    pub fn with<S: AsRef<str>>(mappings: &[S]) -> Result<Self> {
        let mut fields = Self::usual().clone();
        for mapping in mappings {
            let mapping = mapping.as_ref();
            let known = mapping.split_once('=').filter(|(_, path)| !path.trim().is_empty());
            let place =
                known.and_then(|(name, path)| Some((NAMES.iter().position(|n| *n == name.trim())?, path.trim())));
            let Some((place, path)) = place else {
                return Err(Error::new(format!("“{mapping}” does not say which field is what"))
                    .hint(format!("write NAME=PATH, as in text=data.body; NAME is one of {}", NAMES.join(", "))));
            };
            fields.lists[place].insert(0, path.to_owned());
        }
        Ok(fields)
    }

    /// The names at the top of a record that are looked at.
    pub fn tops(&self) -> impl Iterator<Item = &str> {
        let paths = self.lists.iter().flatten();
        paths.flat_map(|path| [Some(path.as_str()), path.split_once('.').map(|(top, _)| top)]).flatten()
    }

    /// The text of a record; `None` where no field holds one.
    ///
    /// # Errors
    /// The path of the field that should hold the text and holds something else.
    pub fn text(&self, record: &Value) -> Result<Option<String>, String> {
        let mut wrong = None;
        for path in &self.lists[TEXT] {
            match get(record, path) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if text.trim().is_empty() => {}
                Some(Value::String(text)) if path.ends_with("html") || text.contains("</p>") => {
                    return Ok(Some(formats::html::plain(text)));
                }
                Some(Value::String(text)) => return Ok(Some(text.clone())),
                Some(Value::Array(parts)) if parts.iter().all(Value::is_string) => {
                    let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
                    return Ok(Some(parts.join("\n\n")).filter(|t| !t.trim().is_empty()));
                }
                Some(_) => wrong = wrong.or(Some(path.clone())),
            }
        }
        wrong.map_or(Ok(None), Err)
    }

    /// What a record declares.
    #[must_use]
    pub fn meta(&self, record: &Value, seeds: &Seeds) -> Meta {
        let first = |place: usize| self.lists[place].iter().find_map(|path| words(get(record, path)?));
        let language = first(5).and_then(|l| language(&l));
        let url = first(6);
        let mut meta =
            Meta { title: first(1), author: first(4), translated: first(7).and_then(|t| truth(&t)), ..Meta::default() };
        meta.source = first(3)
            .map(|s| outlet(s, seeds))
            .or_else(|| url.as_deref().and_then(|u| Some(seeds.outlets.of_url(u)?.name.clone())));
        if let Some(day) = self.lists[2]
            .iter()
            .find_map(|path| dates::declared(&words(get(record, path)?)?, language.as_deref(), seeds))
        {
            (meta.date, meta.published) = (Some(day.date()), day.published());
        }
        Meta { language, url, ..meta }
    }
}

fn get<'a>(record: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(value) = record.get(path) {
        return Some(value);
    }
    path.split('.').try_fold(record, |value, key| match value {
        Value::Array(list) => list.get(key.parse::<usize>().ok()?),
        other => other.get(key),
    })
}

/// A string, a number, the `name` of an object, or a list of these joined by commas; `None` where there are no words.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Object(_) => return ["name", "title", "value", "id"].iter().find_map(|key| words(value.get(key)?)),
        Value::Array(list) => list.iter().filter(|v| !v.is_array()).filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
    };
    Some(text).filter(|t| !t.is_empty())
}

/// A domain becomes the outlet's name, where it is known; names stay as they are.
pub(super) fn outlet(source: String, seeds: &Seeds) -> String {
    let domain = source.contains('.') && !source.contains(' ');
    if domain && let Some(known) = seeds.outlets.of_url(&source) {
        return known.name.clone();
    }
    source
}

/// `en-US` → `en`; what is no code is nothing.
pub(super) fn language(declared: &str) -> Option<String> {
    let code = declared.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_alphabetic())).then_some(code)
}

fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "ja" => Some(true),
        "false" | "no" | "0" | "nee" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn usual_and_named_fields() {
        let record = json!({"data": {"body": "Hello."}, "headline": "A", "authors": [{"name": "Jane Doe"}, "John Roe"], "source_domain": "www.nu.nl",
            "date_publish": "2017-02-02 19:09:00", "inLanguage": "nl-NL", "translated": true});
        let meta = Fields::usual().meta(&record, Seeds::built_in());
        assert_eq!(meta.author.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(meta.source.as_deref(), Some("NU.nl"));
        assert_eq!((meta.date.as_deref(), meta.published.as_deref()), (Some("2017-02-02"), Some("2017-02-02T19:09")));
        assert_eq!((meta.language.as_deref(), meta.translated), (Some("nl"), Some(true)));
        assert_eq!(Fields::usual().text(&record), Ok(None));
        let fields = Fields::with(&["text=data.body"]).expect("a mapping");
        assert_eq!(fields.text(&record), Ok(Some("Hello.".into())));
        assert_eq!(Fields::usual().text(&json!({"text": 1})), Err("text".into()));
        assert!(Fields::with(&["body=text"]).is_err());
    }
}
