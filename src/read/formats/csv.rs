//! CSV and TSV with a header: a row is an article, its columns are the fields of a record.

use serde_json::{Map, Value};

use super::json::record_of;
use crate::error::{Error, Result};
use crate::read::{Loaded, ReadOptions, Reader, Skipped, text_of};

/// A row an article.
pub struct Csv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn many(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, &text_of(content, false)?, options)
    }
}

/// The articles of a table.
///
/// # Errors
/// When no column holds text, or there are no rows.
pub fn read(path: &str, text: &str, options: &ReadOptions) -> Result<Loaded> {
    let delimiter = delimiter(text);
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = rows
        .headers()
        .map_err(|e| Error::new(e.to_string()).at(path))?
        .iter()
        .map(|name| name.trim_start_matches('\u{FEFF}').trim().to_owned())
        .collect();
    // A column is known as it is written, and in small letters: "Title" is "title".
    let record = |row: &csv::StringRecord| {
        let mut all = Map::new();
        for (name, cell) in names.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
            all.entry(name.to_lowercase()).or_insert_with(|| Value::from(cell));
            all.insert(name.clone(), Value::from(cell));
        }
        Value::Object(all)
    };
    let sample: Map<String, Value> =
        names.iter().flat_map(|n| [(n.to_lowercase(), Value::from("x")), (n.clone(), Value::from("x"))]).collect();
    if !matches!(options.fields.text(&Value::Object(sample)), Ok(Some(_))) {
        return Err(Error::new(format!("no column holds the text of an article: {}", shown(&names)))
            .at(path)
            .hint("say which one does: --field text=COLUMN"));
    }
    let mut loaded = Loaded::default();
    for (n, row) in rows.records().enumerate() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
                record_of(path, Some(n + 1), (line, 1), "", &record(&row), options, &mut loaded);
            }
            Err(error) => loaded.skipped.push(Skipped::new(path, format!("row {}: {error}", n + 1))),
        }
    }
    if loaded.articles.is_empty() && loaded.skipped.is_empty() {
        return Err(Error::new("no rows below the names of the columns").at(path).hint("is the file complete?"));
    }
    Ok(loaded)
}

/// Columns that an error names, at most.
const NAMED: usize = 8;

fn shown(names: &[String]) -> String {
    let more = if names.len() > NAMED { ", …" } else { "" };
    names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ") + more
}

/// What parts the columns: whatever the header holds most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let times = |d: &u8| header.bytes().filter(|b| b == d).count();
    [b'|', b'\t', b';', b','].into_iter().max_by_key(times).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> ReadOptions<'static> {
        ReadOptions::default()
    }

    #[test]
    fn a_row_is_an_article() {
        let table = "Title,Date,Body\n\"Quay shut\",2021-03-04,\"It is shut,\nsaid Ann Brand.\"\nNothing,2021-03-05,\nTwo,,Second.\n";
        let loaded = read("x.csv", table, &options()).expect("a table");
        let found: Vec<(&str, &str, Option<&str>)> =
            loaded.articles.iter().map(|a| (a.path.as_str(), a.text.as_str(), a.meta.title.as_deref())).collect();
        assert_eq!(
            found,
            [("x.csv#1", "It is shut,\nsaid Ann Brand.", Some("Quay shut")), ("x.csv#3", "Second.", Some("Two"))]
        );
        assert_eq!(loaded.articles[0].meta.date.as_deref(), Some("2021-03-04"));
        assert_eq!(loaded.skipped.len(), 1);
        assert_eq!(loaded.skipped[0].place.map(|p| p.0), Some(4));
    }

    #[test]
    fn semicolons_and_tabs_part_columns_too() {
        for table in ["text;title\nA, b.;T\n", "text\ttitle\nA, b.\tT\n"] {
            let loaded = read("x.csv", table, &options()).expect("a table");
            assert_eq!(loaded.articles[0].text, "A, b.", "{table}");
        }
    }

    #[test]
    fn a_table_of_figures_is_no_article() {
        let error = read("x.csv", "year,votes\n2020,17\n", &options()).expect_err("no text").to_string();
        assert!(error.contains("year, votes") && error.contains("--field text=COLUMN"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[\",;\t|a\n\r]{0,60}|text[\",\n a]{0,40}|\\PC{0,40}") {
            let _ = read("x.csv", &text, &options());
        }
    }
}
