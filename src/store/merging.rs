//! Which segments become one.

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Segments of about one size that are merged, when there are so many. With eight, an index of 200,000 articles was rewritten whole while it was made;
/// many more would make each question look into as many.
const TOGETHER: usize = 48;
/// Documents of a merged segment at most: merging takes some 150 bytes of memory for each, and an article with its claims is fifty.
const MOST_DOCUMENTS: u64 = 400_000;

/// tantivy's levels of size, with an end to how much is merged at once.
#[derive(Debug)]
pub(super) struct Bounded(LogMergePolicy);

impl Default for Bounded {
    fn default() -> Self {
        let mut levels = LogMergePolicy::default();
        levels.set_min_num_segments(TOGETHER);
        levels.set_max_docs_before_merge(MOST_DOCUMENTS as usize / 2);
        Self(levels)
    }
}

impl MergePolicy for Bounded {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let documents = |id: &SegmentId| {
            let segment = segments.iter().find(|segment| segment.id() == *id);
            segment.map_or(0, |segment| u64::from(segment.max_doc()))
        };
        let candidates = self.0.compute_merge_candidates(segments).into_iter();
        candidates.flat_map(|candidate| pieces(&candidate.0, documents)).map(MergeCandidate).collect()
    }
}

/// `segments` in pieces of at most [`MOST_DOCUMENTS`]; what would stay alone is left as it is.
fn pieces<T: Copy>(segments: &[T], documents: impl Fn(&T) -> u64) -> Vec<Vec<T>> {
    let mut pieces: Vec<Vec<T>> = Vec::new();
    let mut sum = 0;
    for segment in segments {
        let own = documents(segment);
        match pieces.last_mut() {
            Some(piece) if sum + own <= MOST_DOCUMENTS => {
                piece.push(*segment);
                sum += own;
            }
            _ => {
                pieces.push(vec![*segment]);
                sum = own;
            }
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn no_piece_is_too_large_or_alone() {
        let of = |sizes: &[u64]| pieces(sizes, |size| *size);
        assert_eq!(of(&[7_000; 32]), [vec![7_000; 32]]);
        assert_eq!(of(&[100_000, 100_000, 100_000, 200_000]), [vec![100_000; 3]]);
        assert_eq!(of(&[300_000, 300_000]), Vec::<Vec<u64>>::new());
        assert!(of(&[]).is_empty());
    }
}
