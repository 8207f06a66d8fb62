//! What the index keeps of an article beside its text.

use crate::model::Origins;
use crate::model::record::ArticleRecord;
use serde::{Deserialize, Serialize};

/// What the index keeps of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredArticle {
    /// What is shown of it.
    pub article: ArticleRecord,
    /// Where it was found, when the article tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where title, outlet, author and date were taken from.
    #[serde(default, skip_serializing_if = "Origins::is_empty")]
    pub from: Origins,
    /// Whether there are seeds for its language: where not, it has no claims.
    pub seeded: bool,
    /// Why it is thought to be machine-translated or not: named signals with their weights.
    pub translated_signals: Vec<(String, f64)>,
}
