//! Which content belongs to which cue, and which source: biaffine scores (Dozat & Manning, arXiv:1611.01734) and distance.

use super::kernels::Linear;
use super::output::{Output, Words};
use rustc_hash::FxHashMap;

/// Buckets of a signed distance.
pub const DISTANCES: usize = 64;
/// Where the buckets behind 12 begin: three an octave, from 12·2^(1/3) on.
const FAR: [usize; 15] = [16, 20, 24, 31, 39, 48, 61, 77, 96, 121, 153, 192, 242, 305, 384];

/// What links are scored with.
pub struct Links {
    /// To content as it looks for its cue, cue as it is found, cue as it looks for its source, source as it is found.
    pub views: Linear,
    /// Values of a view.
    pub rank: usize,
    /// From content to cue, by bucket.
    pub cue_distance: Vec<f32>,
    /// From cue to source, by bucket.
    pub source_distance: Vec<f32>,
    /// Added to a content's score with itself: it has no cue.
    pub no_cue: f32,
    /// Added to a cue's score with itself: it has no source.
    pub no_source: f32,
}

/// Words that are turned at a time: their values lie side by side then.
const ABREAST: usize = 4;

/// What a window's words say of each other. Two label sequences ask for much the same, so each score is reckoned once.
pub struct Scores<'a> {
    links: &'a Links,
    output: &'a Output<'a>,
    words: usize,
    /// The view of contents as they look for their cues, and that of cues as they are found, value by value: scores of all words are summed side
    /// by side, each in the order of its values.
    across: [Vec<f32>; 2],
    /// For each word, the scores of all words with it as their cue; behind them, of each word with itself.
    with_cue: Vec<Option<Vec<f32>>>,
    /// Mean scores of cues with sources: first word, end, source.
    with_source: FxHashMap<(usize, usize, usize), f32>,
}

impl<'a> Scores<'a> {
    /// The scores of a window. Nothing is reckoned before it is asked for.
    #[must_use]
    pub fn new(links: &'a Links, output: &'a Output<'a>) -> Self {
        let words = output.scores.len();
        Self {
            links,
            output,
            words,
            across: Default::default(),
            with_cue: vec![None; words + 1],
            with_source: FxHashMap::default(),
        }
    }

    /// Mean score of a content's words with cue word `to`, or of each with itself.
    pub fn cue_of(&mut self, content: &Words, to: Option<usize>) -> f32 {
        let place = to.unwrap_or(self.words);
        if self.with_cue[place].is_none() {
            self.with_cue[place] = Some(self.row(to));
        }
        let scores = self.with_cue[place].as_deref().unwrap_or_default();
        scores[content.clone()].iter().sum::<f32>() / content.len() as f32
    }

    /// Mean score of a cue's words with source word `to`, or of each with itself.
    pub fn source_of(&mut self, cue: &Words, to: Option<usize>) -> f32 {
        let key = (cue.start, cue.end, to.unwrap_or(self.words));
        if let Some(&mean) = self.with_source.get(&key) {
            return mean;
        }
        let score = |i: usize| {
            let j = to.unwrap_or(i);
            let sum: f32 = self.view(i, 2).iter().zip(self.view(j, 3)).map(|(a, b)| a * b).sum();
            sum / self.root() + self.links.source_distance[bucket(i, j)]
        };
        let mean = cue.clone().map(score).sum::<f32>() / cue.len() as f32;
        self.with_source.insert(key, mean);
        mean
    }

    fn view(&self, word: usize, view: usize) -> &'a [f32] {
        &self.output.views[word * self.output.stride + view * self.links.rank..][..self.links.rank]
    }

    /// Places for words, some of them for none.
    fn room(&self) -> usize {
        self.words.next_multiple_of(ABREAST)
    }

    fn root(&self) -> f32 {
        (self.links.rank as f32).sqrt()
    }

    /// The scores of all words with cue word `to`, or of each with itself.
    fn row(&mut self, to: Option<usize>) -> Vec<f32> {
        self.turn(0);
        let mut scores = vec![0.0; self.room()];
        if let Some(to) = to {
            for (from, to) in self.across[0].chunks_exact(self.room()).zip(self.view(to, 1)) {
                for (score, from) in scores.iter_mut().zip(from) {
                    *score += from * to;
                }
            }
        } else {
            self.turn(1);
            for (from, to) in self.across[0].chunks_exact(self.room()).zip(self.across[1].chunks_exact(self.room())) {
                for (score, (from, to)) in scores.iter_mut().zip(from.iter().zip(to)) {
                    *score += from * to;
                }
            }
        }
        scores.truncate(self.words);
        let root = self.root();
        for (i, score) in scores.iter_mut().enumerate() {
            *score = *score / root + self.links.cue_distance[bucket(i, to.unwrap_or(i))];
        }
        scores
    }

    /// Turns a view, so that the first values of all words come first.
    fn turn(&mut self, view: usize) {
        if !self.across[view].is_empty() {
            return;
        }
        let room = self.room();
        let mut turned = vec![0.0; self.links.rank * room];
        for first in (0..self.words).step_by(ABREAST) {
            let [a, b, c, d]: [&[f32]; ABREAST] =
                std::array::from_fn(|n| self.view((first + n).min(self.words - 1), view));
            for k in 0..a.len() {
                let places = &mut turned[k * room + first..][..ABREAST];
                (places[0], places[1], places[2], places[3]) = (a[k], b[k], c[k], d[k]);
            }
        }
        self.across[view] = turned;
    }
}

/// The bucket of the distance from word `i` to word `j`: exact below 12, the sign in the upper half.
pub(super) fn bucket(i: usize, j: usize) -> usize {
    let far = i.abs_diff(j);
    let bucket = if far < 12 { far } else { 12 + FAR.partition_point(|&f| f <= far) };
    if j < i { bucket + 32 } else { bucket }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_have_buckets() {
        assert_eq!([0, 1, 11, 12, 15, 16, 24, 399].map(|d| bucket(0, d)), [0, 1, 11, 12, 12, 13, 15, 27]);
        assert_eq!([1, 12, 399].map(|d| bucket(d, 0)), [33, 44, 59]);
    }
}
