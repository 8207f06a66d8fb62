//! Gold annotations: one JSON object a line, one line an article.

use crate::error::{Error, Result};
use crate::model::Kind;
use crate::model::record::{ClaimRecord, CodePoints};
use serde::Deserialize;
use std::path::Path;

/// The attributions of one article.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDoc {
    /// The article's file, relative to the folder of texts.
    pub doc: String,
    /// Its attributions.
    pub attributions: Vec<Gold>,
}

/// One attribution, annotated or found.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Direct, indirect or mixed.
    #[serde(default = "indirect")]
    pub kind: Kind,
    /// The words that name the source.
    #[serde(default)]
    pub source: Vec<CodePoints>,
    /// The reporting expression.
    #[serde(default)]
    pub cue: Vec<CodePoints>,
    /// What is said.
    #[serde(default)]
    pub content: Vec<CodePoints>,
    /// The canonical name of who said it.
    #[serde(default)]
    pub speaker: Option<String>,
}

const fn indirect() -> Kind {
    Kind::Indirect
}

impl From<&ClaimRecord> for Gold {
    fn from(claim: &ClaimRecord) -> Self {
        Self {
            kind: claim.kind,
            source: claim.speaker.span.into_iter().collect(),
            cue: claim.cue.as_ref().map_or_else(Vec::new, |cue| cue.spans.clone()),
            content: claim.spans.clone(),
            speaker: claim.speaker.name.as_ref().or(claim.speaker.label.as_ref()).cloned(),
        }
    }
}

/// Reads annotations.
///
/// # Errors
/// With the line: when one is no annotation, or a document comes a second time.
pub fn read(path: &Path) -> Result<Vec<GoldDoc>> {
    parse(path, &std::fs::read_to_string(path).map_err(|error| Error::from(error).at(path))?)
}

/// Annotations as they stand in the file at `path`.
///
/// # Errors
/// As [`read`].
pub fn parse(path: &Path, text: &str) -> Result<Vec<GoldDoc>> {
    let mut docs: Vec<GoldDoc> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let doc: GoldDoc = serde_json::from_str(line).map_err(|error| {
            let cause = error.to_string();
            let cause = cause.split(" at line ").next().unwrap_or_default();
            Error::new(cause).at(path).place(number + 1, error.column()).hint("`whosaid eval --help` shows the format")
        })?;
        if !seen.insert(doc.doc.clone()) {
            return Err(Error::new(format!("document `{}` a second time", doc.doc)).at(path).place(number + 1, 1));
        }
        docs.push(doc);
    }
    Ok(docs)
}
