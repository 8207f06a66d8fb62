//! Which predicted attribution stands for which gold one.

use super::gold::Gold;
use super::words::{WordSet, Words, of_name};
use crate::model::Kind;

/// An attribution as sets of words.
#[derive(Clone, Debug)]
pub struct Item {
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// What is said.
    pub content: WordSet,
    /// The words that name the source.
    pub source: WordSet,
    /// The reporting expression.
    pub cue: WordSet,
    /// Who said it.
    pub speaker: Option<String>,
}

impl Item {
    /// The sets of an attribution.
    #[must_use]
    pub fn new(from: &Gold, words: &Words) -> Self {
        Self {
            kind: from.kind,
            content: words.touched(&from.content),
            source: words.touched(&from.source),
            cue: words.touched(&from.cue),
            speaker: from.speaker.clone(),
        }
    }

    /// True when the contents share at least half of the words that either has (Jaccard index 0.5).
    #[must_use]
    pub fn is_soft(&self, other: &Self) -> bool {
        let common = shared(&self.content, &other.content);
        let union = self.content.len() + other.content.len() - common;
        union > 0 && 2 * common >= union
    }
}

/// How many numbers two sets share.
#[must_use]
pub fn shared(a: &WordSet, b: &WordSet) -> usize {
    a.intersection(b).count()
}

/// True when two sets overlap, or both are empty.
#[must_use]
pub fn agree(a: &WordSet, b: &WordSet) -> bool {
    (a.is_empty() && b.is_empty()) || !a.is_disjoint(b)
}

/// One-to-one pairs of a gold and a predicted attribution: greedily by the F1 of their contents' words; ties by shared words of source, of cue, then by order.
#[must_use]
pub fn matched(gold: &[Item], predicted: &[Item]) -> Vec<(usize, usize)> {
    let mut order = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let common = shared(&g.content, &p.content);
            if common > 0 {
                let f1 = 2.0 * common as f64 / (g.content.len() + p.content.len()) as f64;
                order.push((f1, shared(&g.source, &p.source), shared(&g.cue, &p.cue), i, j));
            }
        }
    }
    order.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| (b.1, b.2).cmp(&(a.1, a.2))).then_with(|| (a.3, a.4).cmp(&(b.3, b.4)))
    });
    let (mut gold_taken, mut predicted_taken) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, _, _, i, j) in order {
        if !gold_taken[i] && !predicted_taken[j] {
            gold_taken[i] = true;
            predicted_taken[j] = true;
            pairs.push((i, j));
        }
    }
    pairs
}

/// Leaves out predictions that no gold attribution wants and an optional one excuses.
#[must_use]
pub fn without_optional(gold: &[Item], predicted: Vec<Item>, optional: &[Item]) -> Vec<Item> {
    let mut wanted = vec![false; predicted.len()];
    for (i, j) in matched(gold, &predicted) {
        wanted[j] |= gold[i].is_soft(&predicted[j]);
    }
    let keep = predicted.into_iter().zip(wanted);
    keep.filter(|(item, wanted)| *wanted || !optional.iter().any(|other| other.is_soft(item)))
        .map(|(item, _)| item)
        .collect()
}

/// True when the shorter name's words are among the longer's, in order, and both end alike.
#[must_use]
pub fn same_name(gold: &str, predicted: Option<&str>) -> bool {
    let (gold, predicted) = (of_name(gold), of_name(predicted.unwrap_or_default()));
    let (short, long) = if predicted.len() < gold.len() { (&predicted, &gold) } else { (&gold, &predicted) };
    let mut rest = long.iter();
    !short.is_empty() && gold.last() == predicted.last() && short.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_that_ends_alike_is_the_name() {
        assert!(same_name("Sean Spicer", Some("Spicer")));
        assert!(same_name("Putin", Some("President Vladimir Putin")));
        assert!(!same_name("Sean Spicer", Some("Sean")));
        assert!(!same_name("Ann Lee", None));
    }
}
