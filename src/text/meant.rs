//! A character that is meant where a damaged text has several.

/// One character that stands for several.
pub(super) struct Meant {
    /// What was meant.
    pub char: char,
    /// The bytes that stand for it.
    pub length: usize,
}
