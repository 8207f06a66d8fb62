//! JSON: one record, an array of them, or a record a line. A bad record is a row with its line and column; the others are kept.

use serde_json::Value;

use crate::error::Result;
use crate::read::ends::End;
use crate::read::reader::Separation;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, Skipped, text_of};

/// One record, or an array of them.
pub struct Json;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn many(&self) -> bool {
        true
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Array)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        Ok(read(path, &text_of(content, false)?, options))
    }
}

/// A record a line.
pub struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "JSON Lines"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn many(&self) -> bool {
        true
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Lines)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        Ok(read_lines(path, &text_of(content, false)?, options))
    }
}

/// The articles of a JSON file.
#[must_use]
pub fn read(path: &str, text: &str, options: &ReadOptions) -> Loaded {
    let mut loaded = Loaded::default();
    let mut place = Place::default();
    if text.trim_start().starts_with('[') {
        for (n, (at, element)) in elements(text).enumerate() {
            record_at(path, Some(n + 1), place.at(text, at), element, options, &mut loaded);
        }
    } else {
        let at = text.len() - text.trim_start().len();
        match wrapped(&text[at..], options) {
            Some(records) => {
                for (n, record) in records.iter().enumerate() {
                    record_of(path, Some(n + 1), place.at(text, at), "", record, options, &mut loaded);
                }
            }
            None => record_at(path, None, place.at(text, at), &text[at..], options, &mut loaded),
        }
    }
    loaded
}

/// Where exports and news services put the list of their records: NewsAPI, Guardian, New York Times, Elasticsearch, Solr and the like.
const LISTS: &[&str] = &[
    "articles",
    "data",
    "docs",
    "documents",
    "hits.hits",
    "items",
    "news",
    "posts",
    "records",
    "response.docs",
    "response.results",
    "results",
    "stories",
];

/// The records of an object that is no article itself and holds a list of objects in one of the usual places; of a search's hit its `_source`.
fn wrapped(json: &str, options: &ReadOptions) -> Option<Vec<Value>> {
    let value: Value = serde_json::from_str(json).ok().filter(Value::is_object)?;
    if options.fields.text(&value) != Ok(None) {
        return None;
    }
    let at = |path: &str| path.split('.').try_fold(&value, |v, key| v.get(key));
    let list = LISTS.iter().find_map(|path| {
        let list = at(path)?.as_array()?;
        list.first().is_some_and(Value::is_object).then_some(list)
    })?;
    let mut records: Vec<Value> =
        list.iter().map(|hit| hit.get("_source").filter(|s| s.is_object()).unwrap_or(hit).clone()).collect();
    // A JSON Feed names its outlet once.
    if let Some(title) = value.get("title").filter(|_| at("version").and_then(Value::as_str).is_some_and(is_feed)) {
        for record in records.iter_mut().filter_map(Value::as_object_mut) {
            record.entry("site_name").or_insert_with(|| title.clone());
        }
    }
    Some(records)
}

fn is_feed(version: &str) -> bool {
    version.starts_with("https://jsonfeed.org/") || version.starts_with("http://jsonfeed.org/")
}

/// The articles of a file of JSON Lines; empty lines count for nothing.
#[must_use]
pub fn read_lines(path: &str, text: &str, options: &ReadOptions) -> Loaded {
    let mut loaded = Loaded::default();
    let mut at = 0;
    let mut number = 0;
    for (line, whole) in text.split_inclusive('\n').enumerate() {
        let bare = whole.trim();
        if !bare.is_empty() {
            number += 1;
            let before = whole.len() - whole.trim_start().len();
            record_at(path, Some(number), (line + 1, whole[..before].chars().count() + 1), bare, options, &mut loaded);
        }
        at += whole.len();
    }
    debug_assert_eq!(at, text.len(), "the lines are the text");
    loaded
}

/// Lines and columns of places that come in order: each counts on from the one before.
#[derive(Default)]
struct Place {
    at: usize,
    lines: usize,
    columns: usize,
}

impl Place {
    /// Line and column of byte `at`, both from 1.
    fn at(&mut self, text: &str, at: usize) -> (usize, usize) {
        let between = &text[self.at..at];
        self.at = at;
        let behind = match between.rfind('\n') {
            Some(last) => {
                self.lines += between.matches('\n').count();
                self.columns = 0;
                &between[last + 1..]
            }
            None => between,
        };
        self.columns += behind.chars().count();
        (self.lines + 1, self.columns + 1)
    }
}

/// One record, which begins at line and column `place` of the file.
pub(in crate::read) fn record_at(
    path: &str,
    number: Option<usize>,
    place: (usize, usize),
    json: &str,
    options: &ReadOptions,
    loaded: &mut Loaded,
) {
    let mut skip = |(line, column): (usize, usize), cause: String, hint: Option<String>| {
        let column = if line == 1 { column + place.1 - 1 } else { column };
        loaded.skipped.push(Skipped { place: Some((line + place.0 - 1, column)), hint, ..Skipped::new(path, cause) });
    };
    let value: Value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => {
            let said = error.to_string();
            let cause = said.split(" at line ").next().unwrap_or(&said);
            return skip((error.line().max(1), error.column().max(1)), format!("not JSON: {cause}"), None);
        }
    };
    record_of(path, number, place, json, &value, options, loaded);
}

/// The same for a record that is parsed; `json` is its text, for telling where in it something is wrong.
pub(in crate::read) fn record_of(
    path: &str,
    number: Option<usize>,
    place: (usize, usize),
    json: &str,
    value: &Value,
    options: &ReadOptions,
    loaded: &mut Loaded,
) {
    let shown = number.map_or_else(|| path.to_owned(), |n| format!("{path}#{n}"));
    let mut skip = |(line, column): (usize, usize), cause: String, hint: Option<String>| {
        let column = if line == 1 { column + place.1 - 1 } else { column };
        loaded.skipped.push(Skipped { place: Some((line + place.0 - 1, column)), hint, ..Skipped::new(path, cause) });
    };
    if !value.is_object() {
        return skip(
            (1, 1),
            "expected an object".into(),
            Some("a record is {\"text\": …, \"title\": …, \"date\": …}".into()),
        );
    }
    match options.fields.text(value) {
        Ok(Some(text)) => {
            let meta = options.fields.meta(value, options.seeds);
            loaded.articles.push(RawArticle {
                path: shown,
                record: number,
                text,
                meta,
                text_is_file: false,
                ..RawArticle::default()
            });
        }
        Ok(None) => skip(
            (1, 1),
            "no text in this record".into(),
            Some("say which field holds it: --field text=path.to.field".into()),
        ),
        Err(field) => {
            let place = find_key(json, field.rsplit('.').next().unwrap_or(&field));
            skip(
                place,
                format!("expected a string for \"{field}\""),
                Some("say which field holds the text: --field text=path.to.field".into()),
            );
        }
    }
}

/// Line and column of the first value of this key.
fn find_key(json: &str, key: &str) -> (usize, usize) {
    let quoted = format!("\"{key}\"");
    let at = json.find(&quoted).map_or(0, |at| {
        let behind = &json[at + quoted.len()..];
        json.len() - behind.trim_start().trim_start_matches(':').trim_start().len()
    });
    let head = &json[..at];
    (head.matches('\n').count() + 1, head.rsplit('\n').next().unwrap_or("").chars().count() + 1)
}

/// The elements of a JSON array with the byte at which each begins; what stands between them is not checked.
fn elements(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = text.find('[').map_or(text.len(), |i| i + 1);
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(|b| !b.is_ascii_whitespace() && *b != b',')?;
        if bytes[at] == b']' {
            at = bytes.len();
            return None;
        }
        let (start, mut end) = (at, End::of(true));
        at = bytes[start..].iter().position(|b| end.is_at(*b)).map_or(bytes.len(), |length| start + length);
        Some((start, text[start..at].trim_end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> ReadOptions<'static> {
        ReadOptions::default()
    }

    #[test]
    fn a_bad_line_is_a_row() {
        let loaded = read_lines(
            "x.jsonl",
            "{\"text\": \"A.\"}\n\n {\"text\": \n{\"text\": 3}\n[]\n{\"body\": \"B.\", \"title\": \"T\"}\n",
            &options(),
        );
        let paths: Vec<&str> = loaded.articles.iter().map(|a| a.path.as_str()).collect();
        assert_eq!(paths, ["x.jsonl#1", "x.jsonl#5"]);
        let errors: Vec<String> =
            loaded.skipped.iter().map(|s| s.error().to_string().lines().next().unwrap_or("").to_owned()).collect();
        assert_eq!(
            errors,
            [
                "x.jsonl:3:9: not JSON: EOF while parsing a value",
                "x.jsonl:4:10: expected a string for \"text\"",
                "x.jsonl:5:1: expected an object"
            ]
        );
    }

    #[test]
    fn an_array_keeps_its_good_records() {
        let loaded =
            read("x.json", "[\n {\"text\": \"A, [b].\\\"\"},\n {\"text\": {}},\n {\"text\": \"C.\"}\n]", &options());
        assert_eq!(loaded.articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["A, [b].\"", "C."]);
        assert_eq!(loaded.skipped[0].place, Some((3, 11)));
        assert_eq!(read("x.json", "{\"text\": \"A.\"}", &options()).articles[0].path, "x.json");
    }

    #[test]
    fn lists_inside_wrappers_are_records() {
        let texts = |json: &str| {
            let loaded = read("x.json", json, &options());
            assert!(loaded.skipped.is_empty(), "{:?}", loaded.skipped);
            loaded.articles.iter().map(|a| format!("{} {}", a.path, a.text)).collect::<Vec<_>>()
        };
        let two = ["x.json#1 A.", "x.json#2 B."];
        for json in [
            r#"{"status": "ok", "articles": [{"content": "A."}, {"content": "B."}]}"#,
            r#"{"hits": {"total": 2, "hits": [{"_id": 1, "_source": {"body": "A."}}, {"_source": {"body": "B."}}]}}"#,
            r#"{"response": {"docs": [{"text": "A."}, {"text": "B."}]}}"#,
            r#"{"response": {"results": [{"webTitle": "T", "fields": {"bodyText": "A."}}, {"fields": {"bodyText": "B."}}]}}"#,
        ] {
            assert_eq!(texts(json), two, "{json}");
        }
        // An article that has a list beside its text is one article.
        assert_eq!(texts(r#"{"text": "A.", "items": [{"text": "B."}]}"#), ["x.json A."]);
        let none = read("x.json", r#"{"articles": [{"title": "T"}]}"#, &options());
        assert!(none.articles.is_empty() && none.skipped.len() == 1);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}\",:\\\\ é\n]{0,60}|\\PC{0,40}") {
            let _ = read("x.json", &text, &options());
            let _ = read_lines("x.jsonl", &text, &options());
        }
    }

    #[test]
    fn a_json_feed_and_ninjs() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Sandholm Courier", "items": [{"id": "1", "title": "T",
            "content_html": "It is <b>shut</b>.", "date_published": "2021-06-07T10:12:00Z", "authors": [{"name": "Jane Doe"}]}, {"content_text": "So."}]}"#;
        let loaded = read("x.json", feed, &options());
        let [one, two] = &loaded.articles[..] else { panic!("{loaded:?}") };
        assert_eq!((one.text.as_str(), two.text.as_str()), ("It is shut.", "So."));
        assert_eq!(
            (one.meta.source.as_deref(), one.meta.author.as_deref()),
            (Some("Sandholm Courier"), Some("Jane Doe"))
        );
        let ninjs = r#"{"uri": "urn:x:1", "type": "text", "versioncreated": "2021-06-07T10:12:00Z", "headline": "T", "byline": "Jane Doe", "language": "en-GB",
            "infosources": [{"name": "Northern Desk"}], "body_html": "<p>It is shut.</p><p>So.</p>"}"#;
        let article = &read("x.json", ninjs, &options()).articles[0];
        assert_eq!(
            (article.text.as_str(), article.meta.source.as_deref()),
            ("It is shut.\n\nSo.", Some("Northern Desk"))
        );
        assert_eq!((article.meta.date.as_deref(), article.meta.language.as_deref()), (Some("2021-06-07"), Some("en")));
    }
}
