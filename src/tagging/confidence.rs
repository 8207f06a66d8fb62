//! How sure: a small network over what speaks for a candidate, fitted on articles that the tagger was not trained on.

use serde::Deserialize;

use super::crf::Marginals;
use super::features::{Quoted, Window};
use super::output::Words;
use crate::error::{Error, Result};
use crate::model::probability::{log_odds, logistic};

/// Numbers that the filter sees.
pub const EVIDENCE: usize = 22;
/// Log-odds beyond this say no more.
const CLIP: f64 = 7.0;

/// What speaks for a candidate, in the order of [`evidence`].
pub type Evidence = [f32; EVIDENCE];

/// `sigmoid(output · tanh(inner · evidence + inner_bias) + output_bias)`, on evidence less its mean, by its deviation.
#[derive(Clone, Debug, Deserialize)]
pub struct Filter {
    mean: Vec<f32>,
    deviation: Vec<f32>,
    inner: Vec<Vec<f32>>,
    inner_bias: Vec<f32>,
    output: Vec<f32>,
    output_bias: f32,
    /// A candidate less probable than this is dropped: where F1 is highest on articles held out.
    pub threshold: f32,
    /// Taken from the score of "outside" for a second look: more candidates for the filter to choose from.
    pub bias: f32,
}

impl Filter {
    /// # Errors
    /// When its sizes do not fit.
    pub fn check(&self) -> Result<()> {
        let fits = self.mean.len() == EVIDENCE
            && self.deviation.len() == EVIDENCE
            && self.inner.iter().all(|r| r.len() == EVIDENCE)
            && self.inner.len() == self.inner_bias.len()
            && self.inner.len() == self.output.len();
        if fits { Ok(()) } else { Err(Error::new("the model file's filter has other sizes")) }
    }

    /// Probability that a candidate is right.
    #[must_use]
    pub fn probability(&self, evidence: &Evidence) -> f64 {
        let x: Vec<f64> = (0..EVIDENCE).map(|i| f64::from((evidence[i] - self.mean[i]) / self.deviation[i])).collect();
        let mut sum = f64::from(self.output_bias);
        for ((row, bias), output) in self.inner.iter().zip(&self.inner_bias).zip(&self.output) {
            let inner: f64 = row.iter().zip(&x).map(|(&w, x)| f64::from(w) * x).sum();
            sum += f64::from(*output) * (inner + f64::from(*bias)).tanh();
        }
        logistic(sum)
    }
}

/// What [`evidence`] looks at.
pub struct Parts<'a> {
    /// First piece of the cue.
    pub cue: Option<&'a Words>,
    /// The source.
    pub source: Option<&'a Words>,
    /// The content.
    pub content: &'a [Words],
    /// Log-probability of the weakest link from content to cue.
    pub content_link: f64,
    /// Log-probability of the link from cue to source.
    pub source_link: f64,
    /// Log-probability that the cue has no source.
    pub no_source: f64,
    /// True when only a bias against "outside" found it.
    pub extra: bool,
    /// Where they stand.
    pub window: &'a Window,
    /// Probabilities of the labels there.
    pub marginals: &'a Marginals,
}

/// The evidence for a candidate: log-odds of its borders and insides, its links, its form.
#[must_use]
pub fn evidence(p: &Parts<'_>) -> Evidence {
    let m = p.marginals;
    let any = |word: usize, b: usize| m[word][b] + m[word][b + 1];
    let least = |words: &Words, f: &dyn Fn(usize) -> f64| words.clone().map(f).fold(1.0, f64::min);
    let mean = |words: &Words, b: usize| words.clone().map(|w| any(w, b)).sum::<f64>() / words.len() as f64;
    let first = &p.content[0];
    let starts = p.content.iter().map(|c| any(c.start, 5)).fold(1.0, f64::min);
    let begins = m[first.start][5];
    let ends = p.content.iter().map(|c| m.get(c.end).map_or(1.0, |n| 1.0 - n[6])).fold(1.0, f64::min);
    let size: usize = p.content.iter().map(|c| c.len()).sum();
    let inside = p.content.iter().map(|c| mean(c, 5) * c.len() as f64).sum::<f64>() / size as f64;
    let quoted = p.content.iter().flat_map(|c| &p.window.quoted[c.clone()]).filter(|q| q.is_quoted()).count();
    let marked = p.content.iter().any(|c| matches!(p.window.quoted[c.start], Quoted::Open | Quoted::Stray));
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    let values = [
        p.cue.map_or(0.0, |c| odds(m[c.start][3])),
        p.cue.map_or(0.0, |c| odds(least(c, &|w| any(w, 3)))),
        odds(starts),
        odds(begins),
        odds(ends),
        odds(inside),
        p.source.map_or(0.0, |s| odds(mean(s, 1))),
        p.source.map_or(0.0, |s| odds(m[s.start][1])),
        p.source_link.max(-CLIP),
        if p.cue.is_some() { odds(p.no_source.exp()) } else { 0.0 },
        p.content_link.max(-CLIP),
        flag(p.source.is_some()),
        flag(p.cue.is_some()),
        flag(quoted == size),
        flag(quoted > 0),
        flag(marked),
        (size as f64).ln(),
        flag(p.content.len() > 1),
        flag(p.cue.is_some_and(|c| first.start > c.start)),
        flag(p.source.zip(p.cue).is_some_and(|(s, c)| s.start > c.start)),
        flag(p.window.is_dutch()),
        flag(p.extra),
    ];
    values.map(|v| v as f32)
}

/// Log-odds of a probability, clipped.
fn odds(p: f64) -> f64 {
    log_odds(p, 1e-12).clamp(-CLIP, CLIP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_clipped() {
        assert_eq!([0.0, 0.5, 1.0].map(odds), [-CLIP, 0.0, CLIP]);
    }
}
