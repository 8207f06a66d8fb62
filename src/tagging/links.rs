//! Which content belongs to which cue, and which source: biaffine scores (Dozat & Manning, arXiv:1611.01734) and distance.

use super::kernels::Linear;
use super::network::Output;

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

impl Links {
    /// Score of content word `i` with cue word `j`.
    #[must_use]
    pub fn to_cue(&self, output: &Output, i: usize, j: usize) -> f32 {
        self.score(output, i, j, 0) + self.cue_distance[bucket(i, j)]
    }

    /// Score of cue word `i` with source word `j`.
    #[must_use]
    pub fn to_source(&self, output: &Output, i: usize, j: usize) -> f32 {
        self.score(output, i, j, 2) + self.source_distance[bucket(i, j)]
    }

    fn score(&self, output: &Output, i: usize, j: usize, view: usize) -> f32 {
        let at = |word: usize, view: usize| &output.views[word * output.stride + view * self.rank..][..self.rank];
        let sum: f32 = at(i, view).iter().zip(at(j, view + 1)).map(|(a, b)| a * b).sum();
        sum / (self.rank as f32).sqrt()
    }
}

/// The bucket of the distance from word `i` to word `j`: exact below 12, the sign in the upper half.
fn bucket(i: usize, j: usize) -> usize {
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
