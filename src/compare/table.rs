//! The words of `models/words.bin`: English stems with a vector and a weight each, and the English stems that a Dutch one stands for.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The table, as `training/words.py` makes it.
pub const WORDS: &[u8] = include_bytes!("../../models/words.bin");

const MAGIC: &[u8] = b"WSWORDS1";
/// Numbers a vector.
pub const SIZE: usize = 48;

/// A vector; in 16 bits, which processors multiply several at a time.
pub type Vector = [i16; SIZE];

/// Words by their stems.
#[derive(Debug, Default)]
pub struct Table {
    english: FxHashMap<&'static str, u32>,
    dutch: FxHashMap<&'static str, Vec<u32>>,
    weights: Vec<f32>,
    vectors: Vec<Vector>,
    /// One over the length of each vector.
    scales: Vec<f32>,
}

impl Table {
    /// The table compiled in.
    ///
    /// # Panics
    /// Never in a build whose tests pass: a test reads it.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        #[allow(clippy::expect_used)]
        TABLE.get_or_init(|| Self::parse(WORDS).expect("models/words.bin is whole"))
    }

    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut take = |count: usize| {
            let (taken, left) = rest.split_at_checked(count)?;
            rest = left;
            Some(taken)
        };
        let counts: Vec<usize> =
            take(6)?.chunks(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]]))).collect();
        let mut table = Self::default();
        if counts[2] != SIZE {
            return None;
        }
        for number in 0..counts[0] {
            let length = usize::from(take(1)?[0]);
            let word = str::from_utf8(take(length)?).ok()?;
            table.english.insert(word, u32::try_from(number).ok()?);
            table.weights.push(f32::from(take(1)?[0]) / 255.0);
            let bytes: &[u8; SIZE] = take(SIZE)?.try_into().ok()?;
            let vector = bytes.map(|byte| i16::from(byte.cast_signed()));
            let squares: f32 = vector.iter().map(|&number| f32::from(number).powi(2)).sum();
            table.vectors.push(vector);
            table.scales.push(1.0 / squares.sqrt().max(1.0));
        }
        for _ in 0..counts[1] {
            let head = take(2)?;
            let (length, means) = (usize::from(head[0]), usize::from(head[1]));
            let word = str::from_utf8(take(length)?).ok()?;
            let means = take(2 * means)?.chunks(2).map(|pair| u32::from(u16::from_le_bytes([pair[0], pair[1]])));
            let means: Vec<u32> = means.filter(|&mean| (mean as usize) < counts[0]).collect();
            table.dutch.insert(word, means);
        }
        Some(table)
    }

    /// The number of an English stem.
    #[must_use]
    pub fn english(&self, stem: &str) -> Option<u32> {
        self.english.get(stem).copied()
    }

    /// The English stems that a Dutch one stands for, the likeliest first.
    #[must_use]
    pub fn dutch(&self, stem: &str) -> Option<&[u32]> {
        self.dutch.get(stem).map(Vec::as_slice).filter(|means| !means.is_empty())
    }

    /// How much a word tells, in 0..=1; what is not in the table tells most.
    #[must_use]
    pub fn weight(&self, number: u32) -> f32 {
        self.weights.get(number as usize).copied().unwrap_or(1.0)
    }

    /// How alike two words are used, the cosine of their vectors; 0 where one has none.
    #[inline]
    #[must_use]
    pub fn alike(&self, a: u32, b: u32) -> f32 {
        let (Some((x, first)), Some((y, second))) = (self.scaled(a), self.scaled(b)) else { return 0.0 };
        product(x, y) * (first * second)
    }

    /// The vector of a word, and what it is to be multiplied by.
    #[must_use]
    pub fn scaled(&self, number: u32) -> Option<(&Vector, f32)> {
        Some((self.vectors.get(number as usize)?, *self.scales.get(number as usize)?))
    }
}

#[inline]
fn product(x: &Vector, y: &Vector) -> f32 {
    let product: i32 = x.iter().zip(y).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
    #[allow(clippy::cast_precision_loss)]
    let product = product as f32;
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_knows_what_is_alike() {
        let table = Table::built_in();
        let word = |stem: &str| table.english(stem).unwrap_or_else(|| panic!("no {stem}"));
        assert!(table.alike(word("harbor"), word("port")) > table.alike(word("harbor"), word("teacher")) + 0.2);
        assert!(table.weight(word("the")) < table.weight(word("harbour")));
        assert!(table.dutch("haven").is_some_and(|means| table.alike(means[0], word("harbor")) > 0.5));
    }
}
