//! The extractor: one text, many texts on all cores, or a folder.

use crate::errors::{Error, raised};
use crate::pool::pool;
use crate::reading::{Reading, extraction};
use crate::records::Claim;
use crate::rows::{self, Known, Row};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use rayon::prelude::*;
use std::path::PathBuf;
use whosaid::Found;
use whosaid::error::guarded;
use whosaid::model::Wanted;
use whosaid::pipeline::Settings;
use whosaid::seeds::Seeds;

/// The largest article that the program takes with the memory it has by default.
const MAX_BYTES: usize = 2_000_000;
/// Articles between two looks at whether somebody pressed Ctrl-C.
const CHUNK: usize = 512;

/// Finds claims in texts. Made once, used for any number of articles, from any number of threads.
#[pyclass(frozen, module = "whosaid")]
pub struct Extractor {
    inner: whosaid::Extractor,
    seeds: Option<PathBuf>,
    wanted: Wanted,
    max_bytes: Option<usize>,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (*, seeds=None, attitudes=false, unsaid=false, min_confidence=None, max_bytes=Some(MAX_BYTES)))]
    fn new(
        seeds: Option<PathBuf>,
        attitudes: bool,
        unsaid: bool,
        min_confidence: Option<f64>,
        max_bytes: Option<usize>,
    ) -> PyResult<Self> {
        if let Some(least) = min_confidence.filter(|least| !(0.0..=1.0).contains(least)) {
            return Err(PyValueError::new_err(format!("min_confidence {least}: a probability lies between 0 and 1")));
        }
        let wanted = Wanted { attitudes, unsaid, min_confidence };
        let inner = match &seeds {
            Some(folder) => {
                whosaid::Extractor::with_seeds(Seeds::load(folder).map_err(|error| Error::new_err(error.to_string()))?)
            }
            None => whosaid::Extractor::new(),
        };
        Ok(Self { inner: inner.wanted(wanted), seeds, wanted, max_bytes })
    }

    /// The claims of one article, in the order of the text.
    ///
    /// What is not told is looked for in the text: the language, the day of publication, the outlet, the headline, the author.
    /// `date` is a datetime.date or "YYYY-MM-DD"; "on Monday" counts from it. `path` is what the article is called; its ids are made of it.
    ///
    /// Raises LanguageError for a language without seeds, Error for a text that is larger than `max_bytes`.
    #[pyo3(signature = (text, language=None, date=None, source=None, *, title=None, author=None, path=None))]
    #[expect(clippy::too_many_arguments, reason = "keywords, in Python")]
    fn extract(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        language: Option<String>,
        date: Option<Bound<'_, PyAny>>,
        source: Option<String>,
        title: Option<String>,
        author: Option<String>,
        path: Option<String>,
    ) -> PyResult<Vec<Claim>> {
        let date = date.map(|date| rows::day(&date)).transpose()?;
        let row = Row { text: text.clone().try_into()?, known: Known { language, date, source, title, author, path } };
        let found = py.detach(|| self.one(row)).map_err(|error| raised(&error))?;
        Ok(found.into_claims().into_iter().map(|claim| Claim::of(claim.into_record())).collect())
    }

    /// The claims of many articles, on all cores (`threads` says how many), without holding up other threads of Python.
    ///
    /// An article is a str, or a mapping with "text" and what is known of it: "language", "date", "source", "title", "author", "path".
    /// Gives an Extraction for each, in their order. What is wrong with one is in its `error`, and costs no other.
    #[pyo3(signature = (articles, *, threads=None))]
    fn extract_batch<'py>(
        &self,
        py: Python<'py>,
        articles: &Bound<'py, PyAny>,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        let out = PyList::empty(py);
        let pool = if threads == Some(1) { None } else { Some(pool(threads)?) };
        let mut articles = articles.try_iter()?;
        loop {
            let rows: Vec<PyResult<Row>> =
                articles.by_ref().take(CHUNK).map(|row| row.map(|row| rows::row(&row))).collect::<PyResult<_>>()?;
            if rows.is_empty() {
                return Ok(out);
            }
            let work = |row: PyResult<Row>| row.map(|row| self.one(row));
            let done: Vec<PyResult<_>> = py.detach(|| match &pool {
                Some(pool) => pool.install(|| rows.into_par_iter().map(work).collect()),
                None => rows.into_iter().map(work).collect(),
            });
            for outcome in done {
                let outcome = outcome.and_then(|found| found.map_err(|error| raised(&error)));
                out.append(extraction(py, outcome)?)?;
            }
            py.check_signals()?;
        }
    }

    /// Reads a file, or all files of a folder, in any format that `whosaid formats` lists, on all cores.
    ///
    /// Gives an Extraction for each article, in the order of the paths; what cannot be read has an `error`.
    /// Raises NotFoundError when there is nothing at `path`.
    /// `name` is what one file is called instead of its path; the ids of its articles and claims are made of it.
    #[pyo3(signature = (path, *, name=None))]
    fn read(&self, path: PathBuf, name: Option<String>) -> PyResult<Reading> {
        Reading::begin(self.inner.clone(), path, name)
    }

    fn __repr__(&self) -> String {
        "<Extractor>".to_owned()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, this) = (slf.py(), slf.get());
        let options = PyDict::new(py);
        options.set_item("seeds", &this.seeds)?;
        options.set_item("attitudes", this.wanted.attitudes)?;
        options.set_item("unsaid", this.wanted.unsaid)?;
        options.set_item("min_confidence", this.wanted.min_confidence)?;
        options.set_item("max_bytes", this.max_bytes)?;
        let make = py.import("functools")?.getattr("partial")?.call((slf.get_type(),), Some(&options))?;
        Ok((make, PyTuple::empty(py)))
    }
}

impl Extractor {
    /// How the program reads, with these seeds.
    pub fn settings(&self) -> Settings<'_> {
        self.inner.settings()
    }

    /// Which claims are left.
    pub const fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// A text that is too large is an error.
    pub fn bounded(&self, text: &str) -> whosaid::Result<()> {
        let Some(most) = self.max_bytes.filter(|most| text.len() > *most) else { return Ok(()) };
        let cause = format!("the article is too large: {} bytes, and at most {most} are read", text.len());
        Err(whosaid::Error::new(cause).hint("Extractor(max_bytes=…) allows more, at some 130 bytes of memory for each"))
    }

    /// One article; a bug that it brings to light costs this article alone.
    fn one(&self, row: Row) -> whosaid::Result<Found> {
        let text: &str = &row.text;
        self.bounded(text)?;
        let mut article = self.inner.article(text);
        let Known { language, date, source, title, author, path } = row.known;
        if let Some(language) = language {
            article = article.language(language);
        }
        if let Some(date) = date {
            article = article.date(date);
        }
        if let Some(source) = source {
            article = article.source(source);
        }
        if let Some(title) = title {
            article = article.title(title);
        }
        if let Some(author) = author {
            article = article.author(author);
        }
        if let Some(path) = path {
            article = article.path(path);
        }
        guarded(|| article.extract()).unwrap_or_else(|| Err(bug()))
    }
}

/// An article that brings a bug to light.
pub fn bug() -> whosaid::Error {
    whosaid::Error::new("the program has a bug that this article brings to light")
        .hint("please report it, with the article where you may")
}
