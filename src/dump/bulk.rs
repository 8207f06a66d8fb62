//! Claims for search engines: what their bulk interfaces take. `docs/engines/` has the indexes that go with it.

use super::plain;
use crate::model::record::ClaimRecord;
use serde::Serialize;
use std::io::{self, Write};

/// The index that claims go to.
pub const INDEX: &str = "whosaid-claims";

/// A search engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Elasticsearch and OpenSearch: a line that names index and id, and a line with the claim. The same claim sent again replaces itself.
    Elasticsearch,
    /// Quickwit: a line a claim.
    Quickwit,
}

#[derive(Serialize)]
struct Action<'a> {
    index: Document<'a>,
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "_index")]
    index: &'static str,
    #[serde(rename = "_id")]
    id: &'a str,
}

/// Writes one claim.
///
/// # Errors
/// When the output does not take it.
pub fn claim(engine: Engine, claim: &ClaimRecord, out: &mut impl Write) -> io::Result<()> {
    if engine == Engine::Elasticsearch {
        plain::json(out, &Action { index: Document { index: INDEX, id: &claim.id } })?;
    }
    plain::json(out, claim)
}
