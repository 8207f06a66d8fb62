//! Files and folders, read on all cores while Python takes up the results.

use crate::errors::raised;
use crate::pool::may_read;
use crate::records::{Article, Claim};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyList;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use whosaid::Found;
use whosaid::dump::article_record;

/// Results that may wait for Python.
const WAITING: usize = 64;
/// How long Ctrl-C may wait.
const LOOK: Duration = Duration::from_millis(50);

/// The articles of a file or folder, one after another.
#[pyclass(frozen, module = "whosaid")]
pub struct Reading(Mutex<Receiver<whosaid::Result<Found>>>);

impl Reading {
    /// Begins to read. What does not exist is an error now, not later.
    pub fn begin(extractor: whosaid::Extractor, path: PathBuf, name: Option<String>) -> PyResult<Self> {
        may_read()?;
        if name.is_some() && path.is_dir() {
            return Err(PyValueError::new_err("a name is for one file: those of a folder are called by their paths"));
        }
        if !path.exists() {
            // The extractor says it in its own words.
            return match extractor.try_folder(&path, |_| ControlFlow::Break(())) {
                Err(error) => Err(raised(&error)),
                Ok(()) => Self::begin(extractor, path, name),
            };
        }
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::spawn(move || {
            let last = sender.clone();
            let each = |outcome| match sender.send(outcome) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()), // Nobody listens any more.
            };
            let done = match name {
                Some(name) => extractor.try_file(path, &name, each),
                None => extractor.try_folder(path, each),
            };
            if let Err(error) = done {
                let _ = last.send(Err(error));
            }
        });
        Ok(Self(Mutex::new(receiver)))
    }
}

#[pymethods]
impl Reading {
    const fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        loop {
            let next = py.detach(|| self.0.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(LOOK));
            match next {
                Ok(outcome) => return extraction(py, outcome.map_err(|error| raised(&error))).map(Some),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }
}

/// What came of an article, as Python's `Extraction`.
pub fn extraction(py: Python<'_>, outcome: PyResult<Found>) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "whosaid._results", "Extraction")?;
    match outcome {
        Ok(found) => {
            let text = found.article().text.clone();
            let claims = found.claims().first().map(|claim| Arc::clone(&claim.record().article));
            let article = Article(claims.unwrap_or_else(|| Arc::new(article_record(found.article()))));
            let claims = found.into_claims().into_iter().map(|claim| Claim::of(claim.into_record()));
            let claims = claims.map(|claim| Bound::new(py, claim)).collect::<PyResult<Vec<_>>>()?;
            class.call1((PyList::new(py, claims)?, article, text, py.None()))
        }
        Err(error) => class.call1((PyList::empty(py), py.None(), py.None(), error.into_value(py))),
    }
}
