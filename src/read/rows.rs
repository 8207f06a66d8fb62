//! The rows of a table that another program hands over: each an article, as if it stood in a file.

use std::io::Read;

use serde_json::Value;

use super::formats::columns;
use super::formats::json::record_of as read;
use super::{Loaded, RawArticle, ReadOptions};
use crate::error::{Error, Result};

/// The rows of a stream of Arrow's, in order: an article each, or the reason why it is none.
///
/// `name` is the column that says what an article is called; without it, articles are called nothing.
///
/// # Errors
/// When it is no such stream, or is damaged.
pub fn rows(content: Vec<u8>, name: Option<&str>, options: &ReadOptions) -> Result<Vec<Result<RawArticle>>> {
    let mut lines = String::new();
    columns::rows(content)?.read_to_string(&mut lines)?;
    Ok(lines.lines().map(|line| record(line, name, options)).collect())
}

/// The article of a record of JSON, or the reason why it is none; `name` is the field that says what it is called.
///
/// # Errors
/// When there is no article in it.
pub fn record(json: &str, name: Option<&str>, options: &ReadOptions) -> Result<RawArticle> {
    let value: Value = serde_json::from_str(json).map_err(|error| Error::new(format!("not JSON: {error}")))?;
    let path = match name.and_then(|name| value.get(name)) {
        Some(Value::String(path)) => path.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let mut loaded = Loaded::default();
    read(&path, None, (1, 1), json, &value, options, &mut loaded);
    match (loaded.articles.pop(), loaded.skipped.pop()) {
        (Some(article), _) => Ok(article),
        // In a table, lines and columns are nowhere, and there is no `--field`.
        (None, Some(skipped)) => Err(Error::new(skipped.cause)),
        (None, None) => Err(Error::new("no text in this record")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Fields;
    use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
    use std::sync::Arc;

    fn stream(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
        let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)));
        let batch = batch.expect("a table");
        let mut writer = arrow_ipc::writer::StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a stream");
        writer.write(&batch).and_then(|()| writer.finish()).expect("a stream");
        writer.into_inner().expect("bytes")
    }

    #[test]
    fn a_row_is_an_article_or_says_why_not() {
        let texts = StringArray::from(vec![Some("A \0 \n b."), None, Some(" "), Some("C.")]);
        let names = StringArray::from(vec![Some("x/1"), None, Some("x/3"), None]);
        let days = StringArray::from(vec![Some("2026-11-25"), None, None, Some("soon")]);
        let table = stream(vec![("body", Arc::new(texts)), ("id", Arc::new(names)), ("date", Arc::new(days))]);
        let found = rows(table, Some("id"), &ReadOptions::default()).expect("rows");
        let shown: Vec<String> = found
            .iter()
            .map(|row| match row {
                Ok(article) => format!("{}|{:?}|{:?}", article.path, article.text, article.meta.date),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "x/1|\"A \\0 \\n b.\"|Some(\"2026-11-25\")",
                "no text in this record",
                "no text in this record",
                "|\"C.\"|None"
            ]
        );
    }

    #[test]
    fn a_column_of_numbers_is_no_text() {
        let table = stream(vec![("n", Arc::new(Int64Array::from(vec![3])))]);
        let fields = Fields::with(&["text=n"]).expect("fields");
        let options = ReadOptions { fields: &fields, ..ReadOptions::default() };
        let found = rows(table, None, &options).expect("rows");
        assert_eq!(found[0].as_ref().expect_err("no text").cause(), "expected a string for \"n\"");
        let told = record("{\"n\": \"A.\", \"id\": 7}", Some("id"), &options).expect("an article");
        assert_eq!((told.path.as_str(), told.text.as_str()), ("7", "A."));
        assert!(record("{\"n\": ", None, &options).expect_err("cut").cause().starts_with("not JSON: EOF"));
        assert!(rows(b"no stream at all".to_vec(), None, &options).is_err());
    }
}
