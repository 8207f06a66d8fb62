//! How much of a content stands in quotation marks.

use super::direct::is_direct;
use crate::model::{Attribution, Kind, Rule};
use crate::text::Document;

/// How much of the content stands in quotation marks.
#[must_use]
pub fn kind(doc: &Document<'_>, attribution: &Attribution) -> Kind {
    if attribution.found_by == Rule::PullQuote
        || attribution.found_by == Rule::SpeakerTag
        || is_direct(doc, attribution)
    {
        return Kind::Direct;
    }
    let touches = attribution
        .content
        .iter()
        .any(|&piece| doc.quotes_in(piece).next().is_some() || doc.quote_at(piece.start).is_some());
    if touches { Kind::Mixed } else { Kind::Indirect }
}
