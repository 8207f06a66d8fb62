//! Articles on their way in: a text, or a mapping with what is known of it.

use jiff::civil::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyMapping, PyString};

/// An article, and what is known of it.
pub struct Row {
    /// Its text.
    pub text: PyBackedStr,
    /// What is known of it.
    pub known: Known,
}

/// What a caller knows of an article.
#[derive(Default)]
pub struct Known {
    /// Its language, ISO 639-1.
    pub language: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The outlet.
    pub source: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What to call it.
    pub path: Option<String>,
}

const FIELDS: [&str; 7] = ["text", "language", "date", "source", "title", "author", "path"];

/// A day: Python's own, or `YYYY-MM-DD`.
pub fn day(value: &Bound<'_, PyAny>) -> PyResult<Date> {
    if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_cow()?;
        let first = text.get(..10).unwrap_or(&text);
        return first.parse().map_err(|_| PyValueError::new_err(format!("{text:?} is no day: YYYY-MM-DD is wanted")));
    }
    value.extract().map_err(|_| wrong_type("date", "a datetime.date or a str", value))
}

fn wrong_type(field: &str, wanted: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{field} must be {wanted}, not {found}"))
}

fn text(field: &str, value: &Bound<'_, PyAny>) -> PyResult<PyBackedStr> {
    match value.cast::<PyString>() {
        Ok(text) => PyBackedStr::try_from(text.clone()),
        Err(_) => Err(wrong_type(field, "a str", value)),
    }
}

/// What a field of a row holds; nothing for None and for pandas' NaN and NaT, which equal nothing, not even themselves.
fn field<'py>(row: &Bound<'py, PyMapping>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !row.contains(name)? {
        return Ok(None);
    }
    let value = row.get_item(name)?;
    let there = !value.is_none() && (value.is_instance_of::<PyString>() || value.eq(&value)?);
    Ok(there.then_some(value))
}

/// An article from what a caller gave for it.
pub fn row(value: &Bound<'_, PyAny>) -> PyResult<Row> {
    if value.is_instance_of::<PyString>() {
        return Ok(Row { text: text("text", value)?, known: Known::default() });
    }
    let Ok(row) = value.cast::<PyMapping>() else {
        return Err(wrong_type("an article", "a str or a mapping", value));
    };
    for key in row.keys()? {
        let key: String = key.extract().map_err(|_| wrong_type("a field's name", "a str", &key))?;
        if !FIELDS.contains(&key.as_str()) {
            return Err(PyValueError::new_err(format!("there is no field {key:?}: there are {}", FIELDS.join(", "))));
        }
    }
    let string = |name: &str| -> PyResult<Option<String>> {
        field(row, name)?.map(|value| text(name, &value).map(|text| text.to_string())).transpose()
    };
    let Some(body) = field(row, "text")? else { return Err(PyValueError::new_err("the article has no text")) };
    Ok(Row {
        text: text("text", &body)?,
        known: Known {
            language: string("language")?,
            date: field(row, "date")?.map(|value| day(&value)).transpose()?,
            source: string("source")?,
            title: string("title")?,
            author: string("author")?,
            path: string("path")?,
        },
    })
}
