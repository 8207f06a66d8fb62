//! What stands in quotation marks.

use crate::model::{Attribution, Span};
use crate::text::Document;

/// True when all of the content stands in quotation marks.
#[must_use]
pub fn is_direct(doc: &Document<'_>, attribution: &Attribution) -> bool {
    attribution.content.iter().all(|&piece| {
        doc.quotes_in(piece)
            .next()
            .is_some_and(|q| doc.quotes[q].span.start == piece.start && doc.quotes[q].span.end + 1 >= piece.end)
    })
}

/// A quotation in capitals that is all of its paragraph.
pub(super) fn is_heading(doc: &Document<'_>, span: Span) -> bool {
    let text = span.of(doc.text);
    let alone = doc.paragraph_at(span.start).map(|p| doc.paragraphs[p]).is_some_and(|p| {
        let rest =
            doc.text[p.start..span.start.max(p.start)].trim().len() + doc.text[span.end.min(p.end)..p.end].trim().len();
        rest == 0
    });
    alone && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
