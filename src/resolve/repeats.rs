//! Headline and pull quotes: the words stand in the article a second time, with their speaker.

use crate::model::{Attribution, Span};
use foldhash::HashSet;

/// Words of a quotation below which a second one of the same words says nothing.
const FEWEST: usize = 3;
/// Share of the words that must stand in the other quotation.
const SHARED: f64 = 0.75;
/// Attributions looked at: a headline's words come back early or not at all, and the work stays linear.
const LOOKED_AT: usize = 200;

/// The words of an article's first attributions.
pub(super) struct Repeats<'t> {
    text: &'t str,
    attributions: &'t [Attribution],
    /// The words of those with a source or a cue, by their places.
    said: Vec<(usize, HashSet<String>)>,
}

impl<'t> Repeats<'t> {
    /// Of the attributions of `text`, in order.
    pub fn new(text: &'t str, attributions: &'t [Attribution]) -> Self {
        let said = attributions
            .iter()
            .enumerate()
            .take(LOOKED_AT)
            .filter(|(_, a)| a.source.is_some() || a.continues.is_some())
            .map(|(n, a)| (n, words(text, &a.content).into_iter().collect()))
            .collect();
        Self { text, attributions, said }
    }

    /// Of the attributions with a source or a cue, the one whose content holds the words of number `i`.
    pub fn of(&self, i: usize) -> Option<usize> {
        let own = words(self.text, &self.attributions[i].content);
        if own.len() < FEWEST {
            return None;
        }
        let mut best: Option<(f64, usize)> = None;
        for (n, theirs) in &self.said {
            if *n == i || self.attributions[*n].continues == Some(i) {
                continue;
            }
            let share = own.iter().filter(|w| theirs.contains(*w)).count() as f64 / own.len() as f64;
            if share >= SHARED && best.is_none_or(|(b, _)| share > b) {
                best = Some((share, *n));
            }
        }
        best.map(|(_, n)| n)
    }
}

fn words(text: &str, spans: &[Span]) -> Vec<String> {
    let cut = |s: &Span| {
        s.of(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    spans.iter().flat_map(cut).collect()
}
