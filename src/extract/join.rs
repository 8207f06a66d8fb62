//! Where finders overlap: which attribution stands.

use crate::model::{Attribution, Span};

/// Drops what another attribution of higher confidence already says: of two with the same cue, or whose contents are nearly the same, the surer
/// one stands; a contents inside a pronoun's own content ("…, which he hopes will pass") is part of it. `found` is sorted by content.
#[must_use]
pub fn settle(found: Vec<Attribution>) -> Vec<Attribution> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&a, &b| found[b].confidence.total_cmp(&found[a].confidence).then(a.cmp(&b)));
    let mut keep = vec![false; found.len()];
    let mut kept: Vec<usize> = Vec::new();
    for i in order {
        let a = &found[i];
        let clash = kept.iter().any(|&k| {
            let b = &found[k];
            shared(&a.cue, &b.cue) > 0 || same(&a.content, &b.content)
        });
        if !clash {
            keep[i] = true;
            kept.push(i);
        }
    }
    let mut keep = keep.into_iter();
    found.into_iter().filter(|_| keep.next().unwrap_or(false)).collect()
}

/// True when two contents share at least half of what either covers (Jaccard index of their bytes).
#[must_use]
pub fn same(a: &[Span], b: &[Span]) -> bool {
    let both = shared(a, b);
    let all = total(a) + total(b) - both;
    all > 0 && 2 * both >= all
}

/// Bytes that both cover.
#[must_use]
pub fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start))).sum::<usize>()).sum()
}

fn total(spans: &[Span]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}
