//! Counts and scores.

use super::Gold;
use super::pairs::{Item, agree, matched, same_name, shared, without_optional};
use super::words::{WordSet, Words};
use crate::model::Kind;
use serde::Serialize;
use std::collections::BTreeMap;

/// The kinds, in the order of reports.
pub const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

/// What a pair can satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The contents have the same words.
    ContentExact,
    /// The contents share half of their words.
    ContentSoft,
    /// Apart from pairs: words in any content.
    ContentTokens,
    /// Soft content, and the sources have the same words.
    SourceExact,
    /// Soft content, and the sources overlap: an attribution.
    SourceSoft,
    /// Soft content, and the cues overlap.
    CueSoft,
    /// Content, source and cue have the same words.
    AllExact,
}

/// Every measure, in the order of reports.
pub const MEASURES: [Measure; 7] = [
    Measure::ContentExact,
    Measure::ContentSoft,
    Measure::ContentTokens,
    Measure::SourceExact,
    Measure::SourceSoft,
    Measure::CueSoft,
    Measure::AllExact,
];

/// Hits among gold and predicted ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    gold_hits: usize,
    gold: usize,
    predicted_hits: usize,
    predicted: usize,
}

/// Scores of one measure, in 0..=1; `None` where there is nothing to divide by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Hits among predicted ones.
    pub precision: Option<f64>,
    /// Hits among gold ones.
    pub recall: Option<f64>,
    /// The harmonic mean of both.
    pub f1: Option<f64>,
    /// Gold ones.
    pub gold: usize,
    /// Predicted ones.
    pub predicted: usize,
}

impl Count {
    fn scores(self) -> Scores {
        let ratio = |a: usize, b: usize| (b > 0).then(|| a as f64 / b as f64);
        let precision = ratio(self.predicted_hits, self.predicted);
        let recall = ratio(self.gold_hits, self.gold);
        // Over all kinds this is 2 hits / (gold + predicted); a kind has hits of its own on either side.
        let f1 = match (precision, recall) {
            (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
            (None, None) => None,
            _ => Some(0.0),
        };
        Scores { precision, recall, f1, gold: self.gold, predicted: self.predicted }
    }

    fn add(&mut self, other: Self) {
        self.gold_hits += other.gold_hits;
        self.gold += other.gold;
        self.predicted_hits += other.predicted_hits;
        self.predicted += other.predicted;
    }
}

/// Counts of some documents; `None` is all kinds together.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    documents: usize,
    counts: BTreeMap<(Measure, Option<Kind>), Count>,
    names: (usize, usize),
}

impl Tally {
    /// Counts one document.
    pub fn document(&mut self, text: &str, gold: &[Gold], predicted: &[Gold], optional: &[Gold]) {
        let words = Words::new(text);
        let items = |of: &[Gold]| of.iter().map(|one| Item::new(one, &words)).collect::<Vec<_>>();
        let gold: Vec<Item> = items(gold).into_iter().filter(|item| !item.content.is_empty()).collect();
        let predicted = without_optional(&gold, items(predicted), &items(optional));
        self.documents += 1;
        for measure in MEASURES {
            for kind in [None].into_iter().chain(KINDS.map(Some)) {
                let of = |item: &&Item| kind.is_none_or(|kind| item.kind == kind);
                let count = if measure == Measure::ContentTokens {
                    tokens(&gold, &predicted, of)
                } else {
                    let gold = gold.iter().filter(of).count();
                    Count { gold, predicted: predicted.iter().filter(of).count(), ..Count::default() }
                };
                self.counts.entry((measure, kind)).or_default().add(count);
            }
        }
        for (i, j) in matched(&gold, &predicted) {
            let (g, p) = (&gold[i], &predicted[j]);
            if let Some(name) = g.speaker.as_deref().filter(|_| g.is_soft(p)) {
                self.names.0 += usize::from(same_name(name, p.speaker.as_deref()));
                self.names.1 += 1;
            }
            for measure in hits(g, p) {
                let mut hit = |kind: Option<Kind>, gold_hits: usize, predicted_hits: usize| {
                    let count = Count { gold_hits, predicted_hits, ..Count::default() };
                    self.counts.entry((measure, kind)).or_default().add(count);
                };
                hit(None, 1, 1);
                hit(Some(g.kind), 1, 0);
                hit(Some(p.kind), 0, 1);
            }
        }
    }

    /// Adds what another one counted.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.names.0 += other.names.0;
        self.names.1 += other.names.1;
        for (key, count) in &other.counts {
            self.counts.entry(*key).or_default().add(*count);
        }
    }

    /// The scores.
    #[must_use]
    pub fn report(&self) -> Report {
        let scores = |measure, kind| self.counts.get(&(measure, kind)).copied().unwrap_or_default().scores();
        let (right, of) = self.names;
        Report {
            documents: self.documents,
            measures: MEASURES.map(|measure| (name(measure), scores(measure, None))).into(),
            kinds: KINDS.map(|kind| (name(kind), scores(Measure::SourceSoft, Some(kind)))).into(),
            quotes: KINDS.map(|kind| (name(kind), scores(Measure::ContentSoft, Some(kind)))).into(),
            speaker_names: Names { right, of, accuracy: (of > 0).then(|| right as f64 / of as f64) },
        }
    }
}

fn name(value: impl Serialize) -> String {
    crate::model::record::term(&value)
}

fn tokens(gold: &[Item], predicted: &[Item], of: impl Fn(&&Item) -> bool) -> Count {
    let all = |items: &[Item]| items.iter().flat_map(|item| item.content.iter().copied()).collect::<WordSet>();
    let some =
        |items: &[Item]| items.iter().filter(&of).flat_map(|item| item.content.iter().copied()).collect::<WordSet>();
    let (all_gold, all_predicted, gold, predicted) = (all(gold), all(predicted), some(gold), some(predicted));
    Count {
        gold_hits: shared(&gold, &all_predicted),
        gold: gold.len(),
        predicted_hits: shared(&predicted, &all_gold),
        predicted: predicted.len(),
    }
}

fn hits(gold: &Item, predicted: &Item) -> Vec<Measure> {
    let mut found = Vec::new();
    if gold.content == predicted.content {
        found.push(Measure::ContentExact);
        if gold.source == predicted.source && gold.cue == predicted.cue {
            found.push(Measure::AllExact);
        }
    }
    if gold.is_soft(predicted) {
        found.push(Measure::ContentSoft);
        if gold.source == predicted.source {
            found.push(Measure::SourceExact);
        }
        if agree(&gold.source, &predicted.source) {
            found.push(Measure::SourceSoft);
        }
        if agree(&gold.cue, &predicted.cue) {
            found.push(Measure::CueSoft);
        }
    }
    found
}

/// The scores of some documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How many documents.
    pub documents: usize,
    /// Scores by measure, over all kinds. `source_soft` is the attribution: content and source are found.
    pub measures: BTreeMap<String, Scores>,
    /// Attributions by kind.
    pub kinds: BTreeMap<String, Scores>,
    /// Contents by kind, whoever they are ascribed to.
    pub quotes: BTreeMap<String, Scores>,
    /// Names of speakers, where gold names one and the content was found.
    pub speaker_names: Names,
}

impl Report {
    /// The scores of attributions over all kinds.
    #[must_use]
    pub fn attribution(&self) -> Option<&Scores> {
        self.measures.get("source_soft")
    }
}

/// Names of speakers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Names {
    /// Right ones.
    pub right: usize,
    /// All.
    pub of: usize,
    /// Their ratio.
    pub accuracy: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::CodePoints;

    const TEXT: &str = "Ann Lee said, \"We are very happy today,\" and Bob's aide denied that taxes rose.";

    fn span(piece: &str) -> CodePoints {
        let start = TEXT.find(piece).expect("the piece stands in the text");
        [start, start + piece.len()]
    }

    fn one(kind: Kind, source: &str, cue: &str, content: &str) -> Gold {
        Gold { kind, source: vec![span(source)], cue: vec![span(cue)], content: vec![span(content)], speaker: None }
    }

    fn gold() -> Vec<Gold> {
        vec![
            one(Kind::Direct, "Ann Lee", "said", "We are very happy today"),
            one(Kind::Indirect, "Bob's aide", "denied", "that taxes rose"),
        ]
    }

    fn report(predicted: &[Gold]) -> Report {
        let mut tally = Tally::default();
        tally.document(TEXT, &gold(), predicted, &[]);
        tally.report()
    }

    fn f1(report: &Report, measure: &str) -> f64 {
        report.measures[measure].f1.unwrap_or(-1.0)
    }

    #[test]
    fn perfect_and_empty_predictions() {
        let perfect = report(&gold());
        assert!(
            perfect.measures.values().chain(perfect.kinds.values().filter(|s| s.gold > 0)).all(|s| s.f1 == Some(1.0))
        );
        let empty = report(&[]);
        assert_eq!(empty.measures["source_soft"].precision, None);
        assert_eq!(empty.measures["source_soft"].recall, Some(0.0));
        assert_eq!(empty.measures["source_soft"].f1, Some(0.0));
    }

    #[test]
    fn marks_at_the_edge_do_not_count_and_half_of_the_words_do() {
        let edge = report(&[one(Kind::Direct, "Ann Lee", "said", "\"We are very happy today,\"")]);
        assert!((f1(&edge, "content_exact") - 2.0 / 3.0).abs() < 1e-9);
        let shifted = report(&[one(Kind::Direct, "Lee", "said", "said, \"We are very happy")]);
        assert_eq!(shifted.measures["content_exact"].recall, Some(0.0));
        assert_eq!(shifted.measures["source_soft"].recall, Some(0.5));
        assert_eq!(shifted.measures["source_exact"].recall, Some(0.0));
        assert_eq!(shifted.measures["content_tokens"].precision, Some(0.8));
        let far = report(&[one(Kind::Direct, "Ann Lee", "said", "today")]);
        assert_eq!(far.measures["content_soft"].recall, Some(0.0));
    }

    #[test]
    fn of_two_for_one_the_better_counts() {
        let wrong = one(Kind::Direct, "aide", "said", "We are very happy today");
        let both = report(&[wrong, gold().remove(0)]);
        assert_eq!(both.measures["source_soft"].precision, Some(0.5));
        assert_eq!(both.measures["source_soft"].recall, Some(0.5));
    }

    #[test]
    fn an_optional_one_is_excused() {
        let mut tally = Tally::default();
        tally.document(TEXT, &gold()[..1], &gold(), &gold()[1..]);
        assert_eq!(tally.report().measures["source_soft"].precision, Some(1.0));
    }
}
