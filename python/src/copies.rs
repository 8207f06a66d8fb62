//! Which articles are copies of others, step by step: for tables that no one machine holds.

use crate::errors::{Error, raised};
use crate::extractor::Extractor;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;
use whosaid::duplicates::{Bucket, Sketch, bands, firsts};
use whosaid::error::guarded;
use whosaid::pipeline::{self, Settings};
use whosaid::read::{Fields, RawArticle, ReadOptions, rows};

/// An article's id, its day, its sketch, and what another one must share to be compared with it.
struct Article {
    id: String,
    day: Option<String>,
    sketch: Sketch,
}

type Told<'py> = (String, Option<String>, Bound<'py, PyBytes>, Vec<i64>);

/// The articles of the rows of an Arrow stream; nothing for what cannot be read or has too few words to tell anything.
#[pyfunction]
pub fn _sketch_rows<'py>(
    py: Python<'py>,
    extractor: &Bound<'py, Extractor>,
    stream: &[u8],
    fields: Vec<String>,
    name: Option<String>,
) -> PyResult<Vec<Told<'py>>> {
    let stream = stream.to_vec();
    sketched(py, extractor.get(), &fields, |options| rows::rows(stream, name.as_deref(), options))
}

/// The same of records of JSON, each a string.
#[pyfunction]
pub fn _sketch_records<'py>(
    py: Python<'py>,
    extractor: &Bound<'py, Extractor>,
    records: Vec<Option<PyBackedStr>>,
    fields: Vec<String>,
    name: Option<String>,
) -> PyResult<Vec<Told<'py>>> {
    sketched(py, extractor.get(), &fields, |options| {
        Ok(records.iter().flatten().map(|json| rows::record(json, name.as_deref(), options)).collect())
    })
}

fn sketched<'py>(
    py: Python<'py>,
    extractor: &Extractor,
    fields: &[String],
    articles: impl FnOnce(&ReadOptions<'_>) -> whosaid::Result<Vec<whosaid::Result<RawArticle>>> + Send,
) -> PyResult<Vec<Told<'py>>> {
    let found = py.detach(|| -> whosaid::Result<Vec<Article>> {
        let fields = Fields::with(fields)?;
        let options = ReadOptions { fields: &fields, ..extractor.settings().read };
        let articles = articles(&options)?.into_iter().filter_map(Result::ok);
        Ok(articles.filter_map(|article| sketch(extractor, article)).collect())
    });
    let told = |article: Article| {
        let keys = (0_i64..).zip(bands(&article.sketch)).map(|(band, value)| band << 32 | i64::from(value)).collect();
        (article.id, article.day, PyBytes::new(py, &article.sketch.to_bytes()), keys)
    };
    Ok(found.map_err(|error| raised(&error))?.into_iter().map(told).collect())
}

fn sketch(extractor: &Extractor, article: RawArticle) -> Option<Article> {
    extractor.bounded(&article.text).ok()?;
    let settings = Settings { claims: false, ..extractor.settings() };
    let found = guarded(|| pipeline::analyse(article, &settings))?.article;
    let sketch = Sketch::of(&found.text, &found.boilerplate);
    (!sketch.is_empty()).then_some(Article { id: found.id, day: found.meta.date, sketch })
}

fn of_bytes(bytes: &PyBackedBytes) -> PyResult<Sketch> {
    Sketch::from_bytes(bytes).ok_or_else(|| Error::new_err("these bytes are no sketch of an article"))
}

/// Articles that share something come by in the order of time, one shared thing after the other.
#[pyclass(module = "whosaid._whosaid")]
#[derive(Default)]
pub struct Buckets {
    key: Option<i64>,
    bucket: Bucket<(String, Sketch)>,
}

#[pymethods]
impl Buckets {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// What is alike among the next ones and those before: ids of the later ones, and of the earlier ones.
    fn pairs(
        &mut self,
        keys: Vec<i64>,
        ids: Vec<String>,
        sketches: Vec<PyBackedBytes>,
    ) -> PyResult<(Vec<String>, Vec<String>)> {
        let (mut later, mut earlier) = (Vec::new(), Vec::new());
        for ((key, id), bytes) in keys.into_iter().zip(ids).zip(&sketches) {
            let sketch = of_bytes(bytes)?;
            if self.key != Some(key) {
                (self.key, self.bucket) = (Some(key), Bucket::default());
            }
            for (other, _) in self.bucket.near().filter(|(_, other)| sketch.alike(other).is_some()) {
                later.push(id.clone());
                earlier.push(other.clone());
            }
            self.bucket.add((id, sketch));
        }
        Ok((later, earlier))
    }
}

/// Of which one each article of a story is a copy, all in the order of time; `others` are the places of earlier ones that each is alike.
#[pyfunction]
pub fn _firsts(sketches: Vec<PyBackedBytes>, others: Vec<Vec<u32>>) -> PyResult<Vec<Option<u32>>> {
    let sketches: Vec<Sketch> = sketches.iter().map(of_bytes).collect::<PyResult<_>>()?;
    let mut pairs: Vec<(u32, u32)> =
        (0..).zip(others).flat_map(|(own, others)| others.into_iter().map(move |other| (own, other))).collect();
    if pairs.iter().any(|&(own, other)| other >= own || own as usize >= sketches.len()) {
        return Err(Error::new_err("an article is a copy of earlier ones only"));
    }
    pairs.sort_unstable();
    pairs.dedup();
    Ok(firsts(&sketches.iter().collect::<Vec<_>>(), &pairs))
}
