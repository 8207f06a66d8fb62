//! Names, role nouns and pronouns: who is spoken of, word by word; and for each of them which earlier one it may mean.
//!
//! Two sequences of labels stand side by side, for names stand inside role nouns ("the mayor of Oudermeer"): the best one of each is taken in which
//! every inside follows its beginning. An antecedent's score is a product of what a mention looks for and what an earlier one offers
//! (biaffine, as for the links), and of how far they are apart; *none* is scored beside them.

use std::ops::Range;

use serde::Deserialize;

use super::kernels::Linear;
use super::links::bucket;
use super::output::WordScores;
use crate::model::Span;
use crate::model::probability::logistic;

/// Earlier mentions that one may mean: keeps the work linear. Of the antecedents in the training articles 99 in 100 lie nearer.
const LOOKS_BACK: usize = 120;

/// How a mention means somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// By name.
    Name,
    /// By what they are: "the mayor", "a spokesman".
    Noun,
    /// "he", "their", "who".
    Pronoun,
}

/// What a mention means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One person.
    Person,
    /// A body, a company, an outlet.
    Organization,
    /// Several people without a body.
    Group,
    /// A town, a country.
    Place,
    /// A product, an event, a work: nobody.
    Other,
    /// A pronoun does not tell.
    Unknown,
}

/// Somebody is spoken of.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where, in bytes of the text.
    pub span: Span,
    /// Its words, in numbers of the document.
    pub words: Range<usize>,
    /// By name, noun or pronoun.
    pub form: Form,
    /// Person, organization, …
    pub kind: Kind,
    /// How probable extent and kind are, in 0..=1, calibrated on articles held out.
    pub probability: f64,
}

/// Kinds in the order of the labels.
const NAME_KINDS: [Kind; 4] = [Kind::Person, Kind::Organization, Kind::Place, Kind::Other];
const NOUN_KINDS: [Kind; 4] = [Kind::Person, Kind::Organization, Kind::Group, Kind::Unknown];

/// The mentions of a sequence of words, names first: words, form, kind, and the log-odds of the least probable label.
pub fn find(scores: &[WordScores]) -> Vec<(Range<usize>, Form, Kind, f64)> {
    let mut out = Vec::new();
    for (words, kind, odds) in spans(scores, |s| &s.names) {
        out.push((words, Form::Name, NAME_KINDS[kind], odds));
    }
    for (words, kind, odds) in spans(scores, |s| &s.nominals) {
        let form = if NOUN_KINDS[kind] == Kind::Unknown { Form::Pronoun } else { Form::Noun };
        out.push((words, form, NOUN_KINDS[kind], odds));
    }
    out
}

/// The spans of the best sequence of labels: words, number of the kind, log-odds of the least probable label.
fn spans<const N: usize>(
    scores: &[WordScores],
    of: impl Fn(&WordScores) -> &[f32; N],
) -> Vec<(Range<usize>, usize, f64)> {
    let outside = |s: &WordScores| of(s)[1..].iter().all(|&v| v <= of(s)[0]);
    if scores.iter().all(outside) {
        return Vec::new();
    }
    let labels = best(scores, &of);
    let mut out: Vec<(Range<usize>, usize, f64)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let Some(label) = usize::from(label).checked_sub(1) else { continue };
        let odds = log_odds(of(&scores[i]), label + 1);
        match out.last_mut() {
            Some((words, kind, least)) if label % 2 == 1 && words.end == i && *kind == label / 2 => {
                words.end = i + 1;
                *least = least.min(odds);
            }
            _ => out.push((i..i + 1, label / 2, odds)),
        }
    }
    out
}

/// The best labels in which every inside (even) follows its beginning or inside.
fn best<const N: usize>(scores: &[WordScores], of: impl Fn(&WordScores) -> &[f32; N]) -> Vec<u8> {
    let mut now = [f32::MIN / 4.0; N];
    now[0] = 0.0;
    let mut back: Vec<[u8; N]> = Vec::with_capacity(scores.len());
    for word in scores {
        let s = beside_best(of(word));
        let (mut top, mut next, mut from) = (0, [0.0; N], [0; N]);
        for j in 1..N {
            top = if now[j] > now[top] { j } else { top };
        }
        for j in 0..N {
            let before = if j == 0 || j % 2 == 1 {
                top
            } else if now[j] > now[j - 1] {
                j
            } else {
                j - 1
            };
            from[j] = before as u8;
            next[j] = now[before] + s[j];
        }
        now = next;
        back.push(from);
    }
    let mut label = (1..N).fold(0, |top, j| if now[j] > now[top] { j } else { top });
    let mut out = vec![0; scores.len()];
    for (slot, from) in out.iter_mut().zip(&back).rev() {
        *slot = label as u8;
        label = usize::from(from[label]);
    }
    out
}

/// The scores less the best of them. Log-probabilities would be less by the same for all labels of a word, which chooses none.
fn beside_best<const N: usize>(scores: &[f32; N]) -> [f32; N] {
    let top = scores.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
    scores.map(|s| s - top)
}

/// Log-odds of one label among all.
fn log_odds<const N: usize>(scores: &[f32; N], label: usize) -> f64 {
    let others = scores.iter().enumerate().filter(|&(i, _)| i != label).map(|(_, &s)| f64::from(s));
    let top = others.clone().fold(f64::MIN, f64::max);
    f64::from(scores[label]) - top - others.map(|s| (s - top).exp()).sum::<f64>().ln()
}

/// A logistic curve from the network's log-odds to a probability, fitted on articles held out.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Curve {
    slope: f64,
    shift: f64,
}

impl Curve {
    /// The probability of such log-odds.
    #[must_use]
    pub fn probability(&self, odds: f64) -> f64 {
        logistic(self.slope * odds + self.shift)
    }
}

/// What makes probabilities of the network's log-odds.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Curves {
    /// Of names.
    pub names: Curve,
    /// Of role nouns and pronouns.
    pub nominals: Curve,
    /// Of said or not.
    pub said: Curve,
    /// Antecedents' scores are multiplied by this before they become probabilities.
    pub antecedents: f64,
}

/// How mentions are compared.
pub struct Meanings {
    /// To a mention as it looks back, and as it is found.
    pub views: Linear,
    /// Values of a view.
    pub rank: usize,
    /// From mention to antecedent, by bucket.
    pub distance: Vec<f32>,
    /// For having none.
    pub none: f32,
}

/// What the mentions of a document say of each other.
#[derive(Clone, Debug, Default)]
pub struct Antecedents {
    /// For each mention, the two views of its last word, one after the other.
    views: Vec<f32>,
    /// Last word of each.
    at: Vec<usize>,
}

impl Antecedents {
    /// Takes the next mention: its last word, and that word's views.
    pub fn push(&mut self, at: usize, views: &[f32]) {
        self.at.push(at);
        self.views.extend_from_slice(views);
    }

    /// Puts the mentions into another order: the one that was `order[i]` becomes `i`.
    pub fn reorder(&mut self, order: &[usize]) {
        let size = self.views.len().checked_div(self.at.len()).unwrap_or(0);
        self.views = order.iter().flat_map(|&i| &self.views[i * size..][..size]).copied().collect();
        self.at = order.iter().map(|&i| self.at[i]).collect();
    }

    /// Scores of the earlier mentions as what a mention means, the nearest first, and of none: `(None, s)` is the first.
    #[must_use]
    pub fn of(&self, meanings: &Meanings, mention: usize) -> Vec<(Option<usize>, f64)> {
        let rank = meanings.rank;
        let root = (rank as f32).sqrt();
        let looks = &self.views[mention * 2 * rank..][..rank];
        let score = |other: usize, product: f32| {
            let distance = meanings.distance[bucket(self.at[mention], self.at[other])];
            f64::from(product / root + distance)
        };
        let mut others = Vec::with_capacity(1 + LOOKS_BACK.min(mention));
        others.push(mention);
        others.extend((0..mention).rev().filter(|&m| self.at[m] < self.at[mention]).take(LOOKS_BACK));
        let mut out = Vec::with_capacity(others.len());
        for some in others.chunks(SIDE) {
            let found = |k: usize| &self.views[some[k.min(some.len() - 1)] * 2 * rank + rank..][..rank];
            let products = products(looks, std::array::from_fn(found));
            out.extend(some.iter().zip(products).map(|(&other, product)| (Some(other), score(other, product))));
        }
        out[0] = (None, out[0].1 + f64::from(meanings.none));
        out
    }
}

/// Antecedents that are scored side by side: the sum of each waits for itself alone.
const SIDE: usize = 8;

/// The scalar product of one row with each of the others.
fn products(one: &[f32], others: [&[f32]; SIDE]) -> [f32; SIDE] {
    let mut sums = [0.0; SIDE];
    let others = others.map(|other| &other[..one.len()]);
    for (i, a) in one.iter().enumerate() {
        for (sum, other) in sums.iter_mut().zip(others) {
            *sum += a * other[i];
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(labels: &[usize]) -> Vec<WordScores> {
        labels
            .iter()
            .map(|&l| WordScores {
                names: std::array::from_fn(|i| if i == l { 4.0 } else { 0.0 }),
                ..Default::default()
            })
            .collect()
    }

    #[test]
    fn an_inside_needs_its_beginning() {
        let found = |labels: &[usize]| -> Vec<_> {
            find(&scores(labels)).into_iter().map(|(w, form, kind, _)| (w, form, kind)).collect()
        };
        assert_eq!(found(&[0, 1, 2, 0]), [(1..3, Form::Name, Kind::Person)]);
        assert_eq!(found(&[1, 1, 2]), [(0..1, Form::Name, Kind::Person), (1..3, Form::Name, Kind::Person)]);
        assert_eq!(found(&[0, 0]), []);
        // An inside of a place behind a person's beginning: one of the two gives way.
        assert_eq!(found(&[1, 6]).len(), 1);
    }

    #[test]
    fn odds_become_probabilities() {
        let curve = Curve { slope: 1.0, shift: 0.0 };
        assert_eq!(curve.probability(0.0), 0.5);
        assert!(curve.probability(4.0) > 0.98);
        assert!((log_odds(&[0.0, 0.0], 1)).abs() < 1e-12);
    }

    #[test]
    fn antecedents_are_earlier_ones_and_none() {
        let meanings = Meanings {
            views: Linear::new(4, &[0; 16], &[1.0; 4], &[0.0; 4]),
            rank: 2,
            distance: vec![0.0; super::super::links::DISTANCES],
            none: -1.0,
        };
        let mut a = Antecedents::default();
        a.push(3, &[0.0, 0.0, 1.0, 1.0]);
        a.push(9, &[1.0, 1.0, 0.0, 0.0]);
        let of = a.of(&meanings, 1);
        assert_eq!(of.iter().map(|x| x.0).collect::<Vec<_>>(), [None, Some(0)]);
        assert!(of[1].1 > of[0].1);
        a.reorder(&[1, 0]);
        assert_eq!(a.at, [9, 3]);
    }
}
