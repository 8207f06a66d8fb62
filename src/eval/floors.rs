//! Floors of quality: scores that may only rise. Lowering one is a deliberate, visible change of a file.

use super::Report;
use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// F1 of attributions, by language and by `all`, `direct`, `mixed` or `indirect`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Floors(BTreeMap<String, BTreeMap<String, f64>>);

/// A score below its floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Below {
    /// The language.
    pub language: String,
    /// `all`, or the kind.
    pub kind: String,
    /// The floor.
    pub floor: f64,
    /// The score; `None` where there is nothing to score.
    pub score: Option<f64>,
}

/// Scores are compared with the floors' own four digits.
const PRECISION: f64 = 1e4;

impl Floors {
    /// Reads floors.
    ///
    /// # Errors
    /// When the file is no such JSON, or names a kind that does not exist.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::from(error).at(path))?;
        let floors: Self = serde_json::from_str(&text).map_err(|error| {
            Error::new(error.to_string())
                .at(path)
                .place(error.line(), error.column())
                .hint("floors look like {\"en\": {\"all\": 0.6, \"direct\": 0.8}}")
        })?;
        for kind in floors.0.values().flat_map(BTreeMap::keys) {
            if !["all", "direct", "mixed", "indirect"].contains(&kind.as_str()) {
                return Err(Error::new(format!("unknown kind `{kind}`"))
                    .at(path)
                    .hint("there are all, direct, mixed and indirect"));
            }
        }
        Ok(floors)
    }

    /// The scores that lie below their floors.
    #[must_use]
    pub fn below(&self, reports: &BTreeMap<String, Report>) -> Vec<Below> {
        let mut below = Vec::new();
        for (language, kinds) in &self.0 {
            for (kind, floor) in kinds {
                let score = reports.get(language).and_then(|report| {
                    let scores = if kind == "all" { report.attribution() } else { report.kinds.get(kind) };
                    scores.and_then(|scores| scores.f1)
                });
                if score.is_none_or(|score| (score * PRECISION).round() < (floor * PRECISION).round()) {
                    below.push(Below { language: language.clone(), kind: kind.clone(), floor: *floor, score });
                }
            }
        }
        below
    }
}
