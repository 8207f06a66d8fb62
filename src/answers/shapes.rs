//! Answers as JSON. Scripts rely on these, whether a command prints them or the web page's interface.

use crate::model::Origins;
use crate::model::record::{ArticleRecord, ClaimRecord};
use crate::store::articles::WholeArticle;
use crate::store::{ArticleHit, ClaimHit};
use serde::Serialize;

/// An article that fits a query.
#[derive(Clone, Debug, Serialize)]
pub struct FoundArticle<'a> {
    /// The article.
    pub article: &'a ArticleRecord,
    /// How well it fits.
    pub score: f64,
    /// Where, as HTML: the words found in `<b>`, everything else escaped.
    pub snippet: String,
}

impl<'a> FoundArticle<'a> {
    /// Of a hit.
    #[must_use]
    pub fn of(hit: &'a ArticleHit) -> Self {
        Self { article: &hit.article.article, score: rounded(hit.score), snippet: hit.snippet.html() }
    }
}

/// A claim that fits a query.
#[derive(Clone, Debug, Serialize)]
pub struct FoundClaim<'a> {
    /// The claim.
    pub claim: &'a ClaimRecord,
    /// How well it fits.
    pub score: f64,
    /// Where, as HTML: the words found in `<b>`, everything else escaped.
    pub snippet: String,
}

impl<'a> FoundClaim<'a> {
    /// Of a hit.
    #[must_use]
    pub fn of(hit: &'a ClaimHit) -> Self {
        Self { claim: &hit.claim, score: rounded(hit.score), snippet: hit.snippet.html() }
    }
}

/// The article as JSON: what stands in a claim, and its text and claims.
#[derive(Clone, Debug, Serialize)]
pub struct Whole<'a> {
    /// What stands in a claim.
    #[serde(flatten)]
    pub article: &'a ArticleRecord,
    /// Where it was found, when the article tells.
    pub url: Option<&'a str>,
    /// Where title, outlet, author and date were taken from.
    #[serde(skip_serializing_if = "Origins::is_empty")]
    pub from: Origins,
    /// Its text.
    pub text: &'a str,
    /// Its claims.
    pub claims: &'a [ClaimRecord],
}

impl<'a> Whole<'a> {
    /// Of an article of the index.
    #[must_use]
    pub fn of(whole: &'a WholeArticle) -> Self {
        let stored = &whole.stored;
        Self {
            article: &stored.article,
            url: stored.url.as_deref(),
            from: stored.from,
            text: &whole.text,
            claims: &whole.claims,
        }
    }
}

/// Four digits of a score tell hits apart; more are noise of `f32`.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}
