//! Which attributions stand in an article.

use crate::model::{Article, Claim};
use crate::seeds::Seeds;

/// The claims of an article, in the order of their first span.
#[must_use]
pub fn claims(_article: &Article, _seeds: &Seeds) -> Vec<Claim> {
    Vec::new()
}
