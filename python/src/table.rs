//! Tables of articles, as Spark and Ray hand them over: a row an article, read as the program reads a row of a file.

use crate::errors::raised;
use crate::extractor::{Extractor, bug};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyBytes;
use whosaid::Error;
use whosaid::dump::columns::{Columns, Packing};
use whosaid::error::guarded;
use whosaid::model::record::ClaimRecord;
use whosaid::pipeline;
use whosaid::read::{Fields, RawArticle, ReadOptions, rows};

/// The columns that are looked at, beside the one with names: the usual ones, and those of `fields` ("text=body").
#[pyfunction]
pub fn _columns(fields: Vec<String>) -> PyResult<Vec<String>> {
    let fields = Fields::with(&fields).map_err(|error| raised(&error))?;
    Ok(fields.tops().map(str::to_owned).collect())
}

/// What came of rows: their claims as an Arrow stream, how many each row has, and why a row has none.
type Extracted<'py> = (Bound<'py, PyBytes>, Vec<usize>, Vec<Option<String>>);

/// The claims of the rows of an Arrow stream.
#[pyfunction]
pub fn _extract_rows<'py>(
    py: Python<'py>,
    extractor: &Bound<'py, Extractor>,
    stream: &[u8],
    fields: Vec<String>,
    name: Option<String>,
) -> PyResult<Extracted<'py>> {
    let (extractor, stream) = (extractor.get(), stream.to_vec());
    extracted(py, extractor, &fields, |options| rows::rows(stream, name.as_deref(), options))
}

/// The claims of records of JSON, each a string; None and what else is no string is no record.
#[pyfunction]
pub fn _extract_records<'py>(
    py: Python<'py>,
    extractor: &Bound<'py, Extractor>,
    records: Vec<Option<PyBackedStr>>,
    fields: Vec<String>,
    name: Option<String>,
) -> PyResult<Extracted<'py>> {
    extracted(py, extractor.get(), &fields, |options| {
        let record = |json: Option<PyBackedStr>| {
            rows::record(&json.ok_or_else(|| Error::new("there is no record"))?, name.as_deref(), options)
        };
        Ok(records.into_iter().map(record).collect())
    })
}

fn extracted<'py>(
    py: Python<'py>,
    extractor: &Extractor,
    fields: &[String],
    articles: impl FnOnce(&ReadOptions<'_>) -> whosaid::Result<Vec<whosaid::Result<RawArticle>>> + Send,
) -> PyResult<Extracted<'py>> {
    let done = py.detach(|| -> whosaid::Result<_> {
        let fields = Fields::with(fields)?;
        let options = ReadOptions { fields: &fields, ..extractor.settings().read };
        let (mut out, mut counts, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        let mut columns = Columns::new(Packing::Arrow, false)?;
        for article in articles(&options)? {
            let found = article.and_then(|article| claims(extractor, article));
            let (claims, error) = match found {
                Ok(claims) => (claims, None),
                Err(error) => (Vec::new(), Some(error.to_string())),
            };
            counts.push(claims.len());
            errors.push(error);
            for claim in claims {
                columns.write(claim, &mut out)?;
            }
        }
        columns.finish(&mut out)?;
        Ok((out, counts, errors))
    });
    let (out, counts, errors) = done.map_err(|error| raised(&error))?;
    Ok((PyBytes::new(py, &out), counts, errors))
}

/// The claims that are wanted of one article; a bug that it brings to light costs this article alone.
fn claims(extractor: &Extractor, article: RawArticle) -> whosaid::Result<Vec<ClaimRecord>> {
    extractor.bounded(&article.text)?;
    let analysed = guarded(|| pipeline::analyse(article, &extractor.settings())).ok_or_else(bug)?;
    let wanted = extractor.wanted();
    Ok(analysed.claims.into_iter().filter(|claim| wanted.keeps(claim)).collect())
}
