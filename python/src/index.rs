//! An index that the program made, for reading.

use crate::errors::{Error, raised};
use crate::records::{Article, Claim};
use crate::rows;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList};
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use whosaid::answers::Corrections;
use whosaid::compare::Identities;
use whosaid::model::record::ClaimRecord;
use whosaid::seeds::{Seeds, Speakers};
use whosaid::store::filter::{End, typed_date};
use whosaid::store::{Filter, Store};

/// An index, open for questions: as it was when it was opened.
#[pyclass(frozen, module = "whosaid")]
pub struct Index {
    store: Store,
    seeds: Option<Seeds>,
    /// Who is who, and what is told elsewhere: found out when it is first asked for.
    identities: OnceLock<Identities>,
}

#[pymethods]
impl Index {
    #[new]
    #[pyo3(signature = (dir=PathBuf::from(".whosaid"), *, seeds=None))]
    fn new(dir: PathBuf, seeds: Option<PathBuf>) -> PyResult<Self> {
        let seeds = seeds.map(|folder| Seeds::load(&folder)).transpose();
        let seeds = seeds.map_err(|error| Error::new_err(error.to_string()))?;
        Ok(Self { store: Store::open(&dir).map_err(|error| raised(&error))?, seeds, identities: OnceLock::new() })
    }

    /// The articles that fit a query best; `limit` 0 gives all.
    ///
    /// A query has words and "phrases", AND, OR, NOT, (...), begin*, title:, speaker:, source:; `*` is everything.
    /// Filters: speaker, source, cluster, collapse, language, translated, kind, stance, since, until, attitudes, unsaid, min_confidence.
    #[pyo3(signature = (query, limit=20, **filters))]
    fn search<'py>(
        &self,
        py: Python<'py>,
        query: &str,
        limit: usize,
        filters: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let typed = typed(filters)?;
        let found = py.detach(|| self.store.search_articles(query, &self.filter(typed)?, self.known(), limit));
        let out = PyList::empty(py);
        for hit in found.map_err(|error| raised(&error))?.hits {
            let article = Article(Arc::new(hit.article.article));
            out.append(result(py, "ArticleHit", (article, f64::from(hit.score), hit.snippet.html()))?)?;
        }
        Ok(out)
    }

    /// The claims that fit a query best; as `search` otherwise.
    #[pyo3(signature = (query, limit=20, **filters))]
    fn search_claims<'py>(
        &self,
        py: Python<'py>,
        query: &str,
        limit: usize,
        filters: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let typed = typed(filters)?;
        let found = py.detach(|| {
            let mut found = self.store.search_claims(query, &self.filter(typed)?, self.known(), limit)?;
            self.tell(found.hits.iter_mut().map(|hit| &mut hit.claim))?;
            Ok(found)
        });
        let out = PyList::empty(py);
        for hit in found.map_err(|error: whosaid::Error| raised(&error))?.hits {
            out.append(result(py, "ClaimHit", (Claim::of(hit.claim), f64::from(hit.score), hit.snippet.html()))?)?;
        }
        Ok(out)
    }

    /// The claims of the index, in the order of the collection; `limit` 0 gives all. Filters as those of `search`.
    #[pyo3(signature = (limit=0, **filters))]
    fn claims(&self, py: Python<'_>, limit: usize, filters: Option<&Bound<'_, PyDict>>) -> PyResult<Vec<Claim>> {
        let typed = typed(filters)?;
        let claims = py.detach(|| {
            let claims = self.store.claims(&self.filter(typed)?)?;
            let wanted = if limit == 0 { usize::MAX } else { limit };
            let mut claims = claims.take(wanted).collect::<whosaid::Result<Vec<ClaimRecord>>>()?;
            self.tell(&mut claims)?;
            Ok(claims.into_iter().map(Claim::of).collect())
        });
        claims.map_err(|error: whosaid::Error| raised(&error))
    }

    /// An article by its id, the beginning of its id, or its path; None where there is none.
    fn article<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let whole = py.detach(|| {
            let mut whole = self.store.article(name)?;
            if let Some(whole) = &mut whole {
                self.tell(&mut whole.claims)?;
            }
            Ok(whole)
        });
        let Some(whole) = whole.map_err(|error: whosaid::Error| raised(&error))? else { return Ok(None) };
        let claims: Vec<Claim> = whole.claims.into_iter().map(Claim::of).collect();
        let article = Article(Arc::new(whole.stored.article));
        result(py, "StoredArticle", (article, whole.text, claims, whole.stored.url)).map(Some)
    }

    fn __len__(&self) -> PyResult<usize> {
        self.store.count_articles().map_err(|error| raised(&error))
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<Index {}: {} articles>", self.store.folder().display(), self.__len__()?))
    }
}

impl Index {
    fn seeds(&self) -> &Seeds {
        self.seeds.as_ref().unwrap_or_else(|| Seeds::built_in())
    }

    fn known(&self) -> &Speakers {
        &self.seeds().speakers
    }

    fn identities(&self) -> whosaid::Result<&Identities> {
        if let Some(identities) = self.identities.get() {
            return Ok(identities);
        }
        let found = Identities::of(&self.store, self.seeds())?;
        Ok(self.identities.get_or_init(|| found))
    }

    /// Tells in claims what the index and its readers know of them.
    fn tell<'a>(&self, claims: impl IntoIterator<Item = &'a mut ClaimRecord>) -> whosaid::Result<()> {
        let (identities, corrections) = (self.identities()?, Corrections::read(self.store.folder())?);
        for claim in claims {
            identities.identify(claim);
            corrections.tell(claim);
        }
        Ok(())
    }

    fn filter(&self, typed: Typed) -> whosaid::Result<Filter> {
        let mut filter = self.store.spelled(typed.filter, self.known())?;
        if let Some(id) = typed.cluster {
            filter.members = Some(self.identities()?.members(&self.store, &id)?);
        }
        Ok(filter)
    }
}

/// One of the classes of `_results.py`.
fn result<'py>(py: Python<'py>, class: &str, fields: impl pyo3::call::PyCallArgs<'py>) -> PyResult<Bound<'py, PyAny>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = MODULE.get_or_try_init(py, || py.import("whosaid._results").map(Bound::unbind))?;
    module.bind(py).getattr(class)?.call1(fields)
}

/// A filter as it was typed.
#[derive(Default)]
struct Typed {
    filter: Filter,
    /// A cluster's id, which only the whole index can tell the claims of.
    cluster: Option<String>,
}

/// What keywords mean; they are called as the program's flags are.
fn typed(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Typed> {
    let mut typed = Typed::default();
    let Some(keywords) = keywords else { return Ok(typed) };
    let filter = &mut typed.filter;
    for (key, value) in keywords {
        if value.is_none() {
            continue;
        }
        let key: String = key.extract()?;
        match key.as_str() {
            "speaker" => filter.speaker = Some(value.extract()?),
            "source" => filter.source = Some(value.extract()?),
            "cluster" => typed.cluster = Some(value.extract()?),
            "collapse" => filter.collapse = value.extract()?,
            "language" => filter.language = Some(value.extract()?),
            "translated" => filter.translated = Some(value.extract()?),
            "kind" => filter.kind = Some(named(&key, &value)?),
            "stance" => filter.stance = Some(named(&key, &value)?),
            "since" => filter.since = Some(date(&value, End::Since)?),
            "until" => filter.until = Some(date(&value, End::Until)?),
            "attitudes" => filter.wanted.attitudes = value.extract()?,
            "unsaid" => filter.wanted.unsaid = value.extract()?,
            "min_confidence" => filter.wanted.min_confidence = Some(value.extract()?),
            _ => {
                return Err(PyTypeError::new_err(format!(
                    "there is no filter {key:?}: there are speaker, source, cluster, collapse, language, translated, kind, \
                     stance, since, until, attitudes, unsaid, min_confidence"
                )));
            }
        }
    }
    Ok(typed)
}

/// A term of the model by its name.
fn named<T: DeserializeOwned>(field: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    let name: String = value.extract()?;
    serde_json::from_value(serde_json::Value::String(name))
        .map_err(|error| PyValueError::new_err(format!("{field}: {error}")))
}

/// A year, a month or a day as text, or Python's own day.
fn date(value: &Bound<'_, PyAny>, end: End) -> PyResult<u64> {
    let text: String = match value.extract() {
        Ok(text) => text,
        Err(_) => rows::day(value)?.to_string(),
    };
    typed_date(&text, end).map_err(|error| PyValueError::new_err(error.to_string()))
}
