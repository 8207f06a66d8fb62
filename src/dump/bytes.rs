//! Back from the code points of claims to bytes, for who uses the library.

use crate::model::Span;
use crate::model::record::ClaimRecord;

/// Bytes of the code points that claims name, looked up in one walk through the text.
pub struct ByteOffsets(Vec<(usize, usize)>);

impl ByteOffsets {
    /// Those of the claims of a text.
    #[must_use]
    pub fn of(text: &str, claims: &[ClaimRecord]) -> Self {
        let spans = claims.iter().flat_map(|c| {
            let cue = c.cue.iter().flat_map(|cue| cue.spans.iter());
            c.spans.iter().chain(cue).chain(&c.speaker.span).copied().flatten()
        });
        let mut points: Vec<usize> = spans.collect();
        points.sort_unstable();
        points.dedup();
        let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).enumerate().peekable();
        let mut out = Vec::with_capacity(points.len());
        for point in points {
            while places.next_if(|(n, _)| *n < point).is_some() {}
            out.push((point, places.peek().map_or(text.len(), |p| p.1)));
        }
        Self(out)
    }

    /// The bytes of a span in code points.
    #[must_use]
    pub fn span(&self, [start, end]: [usize; 2]) -> Span {
        let byte = |point| self.0.binary_search_by_key(&point, |p| p.0).map_or(0, |at| self.0[at].1);
        Span::new(byte(start), byte(end))
    }
}
