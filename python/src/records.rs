//! Claims and what they consist of, as Python sees them: each holds the record that the program prints.

use jiff::civil::{Date, DateTime};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyType};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use whosaid::dump::columns::{Columns, Packing};
use whosaid::model::record::{
    ArticleRecord, CandidateRecord, ClaimRecord, CopyRecord, CorrectionRecord, CueRecord, SaidOnRecord, SpeakerRecord,
    TextRecord, term,
};

/// A value as the program prints it.
fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// JSON as Python's own dictionaries and lists.
fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    LOADS.import(py, "json", "loads")?.call1((json,))
}

/// A class that holds a record: made from its JSON, equal where the record is, pickled as JSON.
macro_rules! record {
    ($(#[$doc:meta])* $class:ident($record:ty) as $what:literal, $repr:expr, { $($methods:tt)* }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "whosaid")]
        #[derive(Clone)]
        pub struct $class(pub $record);

        #[pymethods]
        impl $class {
            #[new]
            fn new(json: &str) -> PyResult<Self> {
                let wrong = |error| PyValueError::new_err(format!("this is not the JSON of {}: {error}", $what));
                serde_json::from_str(json).map(Self).map_err(wrong)
            }

            /// As the program prints it: dictionaries, lists, strings and numbers.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                loads(py, &self.to_json()?)
            }

            /// As the program prints it, on one line.
            fn to_json(&self) -> PyResult<String> {
                json(&self.0)
            }

            fn __repr__(&self) -> String {
                let repr: fn(&$class) -> String = $repr;
                format!("<{} {}>", stringify!($class), repr(self))
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
                // What is not printed counts for nothing.
                let Ok(other) = other.cast::<Self>() else { return Ok(false) };
                Ok(other.get().0 == self.0 || other.get().to_json()? == self.to_json()?)
            }

            fn __hash__(&self) -> PyResult<u64> {
                let mut hasher = DefaultHasher::new();
                self.to_json()?.hash(&mut hasher);
                Ok(hasher.finish())
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, (String,))> {
                Ok((py.get_type::<Self>(), (self.to_json()?,)))
            }

            $($methods)*
        }
    };
}

/// A span as Python's tuple.
fn tuple([start, end]: [usize; 2]) -> (usize, usize) {
    (start, end)
}

fn tuples(spans: &[[usize; 2]]) -> Vec<(usize, usize)> {
    spans.iter().copied().map(tuple).collect()
}

fn day(text: &str) -> PyResult<Date> {
    text.parse().map_err(|_| PyValueError::new_err(format!("{text:?} is no day")))
}

/// The beginning of a text, for a representation.
fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut out: String = text.chars().take(SHOWN).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

record! {
    /// Who said what, and where exactly it stands. Spans are code points of the article's text: `text[start:end]` is the words.
    Claim(ClaimRecord) as "a claim",
    |claim| {
        let speaker = &claim.0.speaker;
        let who = speaker.name.as_deref().or(speaker.label.as_deref()).unwrap_or("?");
        format!("{who}: {:?} ({}, {}, {})", short(&claim.0.text), term(&claim.0.kind), term(&claim.0.stance), claim.0.confidence)
    },
    {
        #[getter]
        fn id(&self) -> &str {
            &self.0.id
        }

        #[getter]
        fn kind(&self) -> String {
            term(&self.0.kind)
        }

        #[getter]
        fn text(&self) -> &str {
            &self.0.text
        }

        #[getter]
        fn spans(&self) -> Vec<(usize, usize)> {
            tuples(&self.0.spans)
        }

        #[getter]
        fn cue(&self) -> Option<Cue> {
            self.0.cue.clone().map(Cue)
        }

        #[getter]
        fn stance(&self) -> String {
            term(&self.0.stance)
        }

        #[getter]
        fn speaker(&self) -> Speaker {
            Speaker(self.0.speaker.clone())
        }

        #[getter]
        fn said_on(&self) -> Option<SaidOn> {
            self.0.said_on.clone().map(SaidOn)
        }

        #[getter]
        fn sentence(&self) -> Sentence {
            Sentence(self.0.sentence.clone())
        }

        #[getter]
        fn prefix(&self) -> &str {
            &self.0.prefix
        }

        #[getter]
        fn suffix(&self) -> &str {
            &self.0.suffix
        }

        #[getter]
        fn verbatim(&self) -> bool {
            self.0.verbatim
        }

        #[getter]
        fn confidence(&self) -> f64 {
            self.0.confidence
        }

        #[getter]
        fn article(&self) -> Article {
            Article(Arc::clone(&self.0.article))
        }

        /// Of an index: the same for the same statement elsewhere; None where it is told once.
        #[getter]
        fn cluster(&self) -> Option<&str> {
            self.0.cluster.as_deref()
        }

        /// Of an index: what a reader last said of it.
        #[getter]
        fn correction(&self) -> Option<Correction> {
            self.0.correction.clone().map(Correction)
        }
    }
}

record! {
    /// Who said it.
    Speaker(SpeakerRecord) as "a speaker",
    |speaker| {
        let (name, label) = (speaker.0.name.as_deref(), speaker.0.label.as_deref());
        let who = name.or(label).unwrap_or("?");
        format!("{who} ({}, {})", term(&speaker.0.kind), term(&speaker.0.resolved))
    },
    {
        #[getter]
        fn id(&self) -> Option<&str> {
            self.0.id.as_deref()
        }

        #[getter]
        fn name(&self) -> Option<&str> {
            self.0.name.as_deref()
        }

        #[getter]
        fn label(&self) -> Option<&str> {
            self.0.label.as_deref()
        }

        #[getter]
        fn mention(&self) -> Option<&str> {
            self.0.mention.as_deref()
        }

        #[getter]
        fn span(&self) -> Option<(usize, usize)> {
            self.0.span.map(tuple)
        }

        #[getter]
        fn role(&self) -> Option<&str> {
            self.0.role.as_deref()
        }

        #[getter]
        fn r#type(&self) -> String {
            term(&self.0.kind)
        }

        #[getter]
        fn resolved(&self) -> String {
            term(&self.0.resolved)
        }

        #[getter]
        fn confidence(&self) -> f64 {
            self.0.confidence
        }

        #[getter]
        fn candidates(&self) -> Vec<Candidate> {
            self.0.candidates.iter().cloned().map(Candidate).collect()
        }
    }
}

record! {
    /// Somebody who may have said it.
    Candidate(CandidateRecord) as "a candidate",
    |candidate| format!("{} ({})", candidate.0.name, candidate.0.confidence),
    {
        #[getter]
        fn name(&self) -> &str {
            &self.0.name
        }

        #[getter]
        fn confidence(&self) -> f64 {
            self.0.confidence
        }
    }
}

record! {
    /// The reporting words.
    Cue(CueRecord) as "a cue",
    |cue| format!("{:?}", short(&cue.0.text)),
    {
        #[getter]
        fn text(&self) -> &str {
            &self.0.text
        }

        #[getter]
        fn spans(&self) -> Vec<(usize, usize)> {
            tuples(&self.0.spans)
        }
    }
}

record! {
    /// When it was said: the first and the last day that the text allows.
    SaidOn(SaidOnRecord) as "a time",
    |when| format!("{} to {} ({:?})", when.0.from, when.0.to, when.0.text),
    {
        /// The first day.
        #[getter]
        fn first(&self) -> PyResult<Date> {
            day(&self.0.from)
        }

        /// The last day.
        #[getter]
        fn last(&self) -> PyResult<Date> {
            day(&self.0.to)
        }

        #[getter]
        fn text(&self) -> &str {
            &self.0.text
        }
    }
}

record! {
    /// The sentence that a claim stands in.
    Sentence(TextRecord) as "a sentence",
    |sentence| format!("{:?}", short(&sentence.0.text)),
    {
        #[getter]
        fn text(&self) -> &str {
            &self.0.text
        }

        #[getter]
        fn span(&self) -> (usize, usize) {
            tuple(self.0.span)
        }
    }
}

record! {
    /// The article that a claim stands in, without its text.
    Article(Arc<ArticleRecord>) as "an article",
    |article| {
        let shown = article.0.title.as_deref().map_or_else(|| article.0.path.clone(), short);
        let about = [&article.0.source, &article.0.date, &article.0.language];
        let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
        format!("{shown:?} ({})", about.join(", "))
    },
    {
        #[getter]
        fn id(&self) -> &str {
            &self.0.id
        }

        #[getter]
        fn path(&self) -> &str {
            &self.0.path
        }

        #[getter]
        fn title(&self) -> Option<&str> {
            self.0.title.as_deref()
        }

        #[getter]
        fn source(&self) -> Option<&str> {
            self.0.source.as_deref()
        }

        #[getter]
        fn author(&self) -> Option<&str> {
            self.0.author.as_deref()
        }

        #[getter]
        fn date(&self) -> PyResult<Option<Date>> {
            self.0.date.as_deref().map(day).transpose()
        }

        #[getter]
        fn published(&self) -> PyResult<Option<DateTime>> {
            let parse = |text: &str| text.parse().map_err(|_| PyValueError::new_err(format!("{text:?} is no time")));
            self.0.published.as_deref().map(parse).transpose()
        }

        #[getter]
        fn language(&self) -> Option<&str> {
            self.0.language.as_deref()
        }

        #[getter]
        fn translated(&self) -> bool {
            self.0.translated
        }

        #[getter]
        fn translated_score(&self) -> f64 {
            self.0.translated_score
        }

        /// Of an index: the id of the article of which this one is a copy.
        #[getter]
        fn duplicate_of(&self) -> Option<&str> {
            self.0.duplicate_of.as_deref()
        }

        /// With `collapse=True`: the articles that are left out because they tell the same in the same words.
        #[getter]
        fn copies(&self) -> Vec<Copy> {
            self.0.copies.iter().cloned().map(Copy).collect()
        }
    }
}

record! {
    /// An article that tells what another one tells, in the same words.
    Copy(CopyRecord) as "a copy",
    |copy| {
        let about = [&copy.0.source, &copy.0.date].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
        format!("{} ({})", copy.0.id, about.join(", "))
    },
    {
        #[getter]
        fn id(&self) -> &str {
            &self.0.id
        }

        #[getter]
        fn source(&self) -> Option<&str> {
            self.0.source.as_deref()
        }

        #[getter]
        fn date(&self) -> PyResult<Option<Date>> {
            self.0.date.as_deref().map(day).transpose()
        }
    }
}

record! {
    /// What a reader says of a claim, in `whosaid serve`.
    Correction(CorrectionRecord) as "a correction",
    |correction| correction.0.says.term().to_owned(),
    {
        /// "right", "wrong-speaker" or "not-a-claim".
        #[getter]
        fn says(&self) -> &'static str {
            self.0.says.term()
        }

        /// Who said it instead, or None.
        #[getter]
        fn speaker(&self) -> Option<&str> {
            self.0.speaker.as_deref()
        }

        #[getter]
        fn note(&self) -> Option<&str> {
            self.0.note.as_deref()
        }

        /// When the reader said so, as "YYYY-MM-DDTHH:MM:SSZ".
        #[getter]
        fn at(&self) -> &str {
            &self.0.at
        }
    }
}

impl Claim {
    /// The claim as the program prints it without `--explain`.
    pub fn of(mut record: ClaimRecord) -> Self {
        record.explain = None;
        Self(record)
    }
}

/// Claims as a stream of Arrow's, with the program's own schema.
#[pyfunction]
pub fn _arrow<'py>(py: Python<'py>, claims: Vec<PyRef<'py, Claim>>) -> PyResult<Bound<'py, PyBytes>> {
    let records: Vec<ClaimRecord> = claims.iter().map(|claim| claim.0.clone()).collect();
    drop(claims);
    let stream = py.detach(|| {
        let mut out = Vec::new();
        let mut columns = Columns::new(Packing::Arrow, false)?;
        for record in records {
            columns.write(record, &mut out)?;
        }
        columns.finish(&mut out)?;
        Ok::<_, std::io::Error>(out)
    });
    Ok(PyBytes::new(py, &stream?))
}
