//! Attributions by where they stand, so that each is held only against those that share words with it.

use std::collections::BTreeSet;

use crate::model::{Attribution, Span};

/// Numbers of attributions by their extent, from the first byte of cue and content to the last.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Start and number of those whose extent is shorter than 2^n bytes, and no shorter than half of that.
    by_length: Vec<BTreeSet<(usize, usize)>>,
}

impl Near {
    /// The attributions of a list by their places in it.
    pub fn new(all: &[Attribution]) -> Self {
        let mut near = Self::default();
        for (number, attribution) in all.iter().enumerate() {
            near.add(number, attribution);
        }
        near
    }

    /// Remembers one.
    pub fn add(&mut self, number: usize, attribution: &Attribution) {
        if let Some(extent) = extent(attribution) {
            let level = level(extent.len());
            if self.by_length.len() <= level {
                self.by_length.resize_with(level + 1, BTreeSet::new);
            }
            self.by_length[level].insert((extent.start, number));
        }
    }

    /// The numbers of all that may share a byte with this one, in order.
    pub fn to(&self, attribution: &Attribution) -> Vec<usize> {
        let Some(extent) = extent(attribution) else { return Vec::new() };
        let mut found = Vec::new();
        for (level, starts) in self.by_length.iter().enumerate() {
            let from = extent.start.saturating_sub(1 << level);
            found.extend(starts.range((from, 0)..(extent.end, 0)).map(|&(_, number)| number));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn level(length: usize) -> usize {
    (usize::BITS - length.leading_zeros()) as usize
}

fn extent(attribution: &Attribution) -> Option<Span> {
    attribution.content.iter().chain(&attribution.cue).copied().reduce(Span::cover)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rule, Stance};
    use proptest::prelude::*;

    fn attribution((start, length): (usize, usize)) -> Attribution {
        let content = vec![Span::new(start, start + length)];
        Attribution {
            source: None,
            cue: Vec::new(),
            content,
            stance: Stance::Asserts,
            found_by: Rule::Model,
            confidence: 1.0,
            continues: None,
        }
    }

    proptest! {
        #[test]
        fn nothing_that_overlaps_is_missed(all in proptest::collection::vec((0..200_usize, 1..70_usize), 0..40), one in (0..200_usize, 1..70_usize)) {
            let all: Vec<_> = all.into_iter().map(attribution).collect();
            let one = attribution(one);
            let found = Near::new(&all).to(&one);
            for (n, other) in all.iter().enumerate() {
                prop_assert!(!other.content[0].overlaps(one.content[0]) || found.contains(&n));
            }
            prop_assert!(found.is_sorted());
        }
    }
}
