//! What the network says of a window.

use std::ops::Range;

use super::crf::LABELS;

/// What the network says of a window; it stands in the network's buffers.
#[derive(Clone, Copy, Debug)]
pub struct Output<'s> {
    /// Score of each label of each word.
    pub scores: &'s [[f32; LABELS]],
    /// For each word, the four views that links compare, one after the other.
    pub views: &'s [f32],
    /// Values of a word's views.
    pub stride: usize,
    /// What else is said of each word.
    pub words: &'s [WordScores],
    /// For each word, how it looks back as a mention and how it is found, one after the other.
    pub meanings: &'s [f32],
    /// Values of a word's `meanings`.
    pub meaning_stride: usize,
}

/// Labels of names: outside, then beginning and inside of person, organization, place, other.
pub const NAMES: usize = 9;

/// Labels of other mentions: outside, then beginning and inside of person, organization, group, pronoun.
pub const NOMINALS: usize = 9;

/// What the network says of a word beside its label.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordScores {
    /// Of each label of names.
    pub names: [f32; NAMES],
    /// Of each label of other mentions.
    pub nominals: [f32; NOMINALS],
    /// That what a cue reports was said, as log-odds; tells something for words of cues alone.
    pub said: f32,
}

/// Words of a window.
pub type Words = Range<usize>;
