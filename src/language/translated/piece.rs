//! A piece of an article as numbers.

/// One piece of an article.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// How many words it has.
    pub words: usize,
    /// Its symbols, in order.
    pub symbols: Vec<u16>,
    /// The rates, in the order of [`DENSE`].
    pub dense: Vec<f64>,
}

/// The names of the rates.
#[rustfmt::skip]
pub const DENSE: &[&str] = &[
    "words used within the last 50", "words used within the last 100", "words used before", "repeated pairs", "repeated triples", "repeated fives", "doubled words",
    "sentence length", "sentence length, deviation", "sentence length, variation", "long sentences",
    "contractions", "possessives", "spacing slips", "sentences that begin small", "capitals", "numbers", "commas", "parentheses",
    "spaced dashes", "hyphens", "colons", "semicolons", "word length", "long words",
    "predictability", "predictability, deviation", "common words, frequency", "pairs never seen", "triples seen",
    "surprise 9", "surprise 7.5", "surprise 6", "surprise 5", "surprise 4", "surprise 3", "surprise 2", "surprise 1", "surprise 0.5", "surprise 0",
    "word pairs never seen", "word pairs, predictability", "class pairs, predictability", "common words",
];
