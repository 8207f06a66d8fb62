//! The symbols that a text is read as: marks, classes of words, words.

/// Marks with a symbol each; what is not among them is the last.
pub(super) const MARKS: &[char] = &[
    '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '-', '—', '/', '&', '$', '%', '@', '#', '*', '[', ']', '…', '+',
    '~',
];

/// Classes of the words and numbers that don't stand for themselves. The endings are tried in this order.
pub(super) const CLASSES: &[&str] = &[
    "‹year›",
    "‹1,000›",
    "‹number›",
    "‹25th›",
    "‹CAPITALS›",
    "‹Name›",
    "‹other›",
    "-ing",
    "-ed",
    "-ly",
    "-tion",
    "-sion",
    "-ment",
    "-ness",
    "-ity",
    "-ies",
    "-ers",
    "-er",
    "-al",
    "-ive",
    "-ous",
    "-able",
    "-ible",
    "-est",
    "-ful",
    "-ism",
    "-ist",
    "-ence",
    "-ance",
    "-ure",
    "-s",
    "-e",
    "-y",
];

/// The first ending among [`CLASSES`].
pub(super) const ENDINGS: usize = 7;

/// Each mark has two symbols: unspaced (even) and spaced (odd).
#[inline]
pub(super) const fn first_class() -> usize {
    MARKS.len() * 2
}

/// The first symbol that is a word of the vocabulary.
#[inline]
pub(super) const fn first_word() -> usize {
    first_class() + CLASSES.len()
}
