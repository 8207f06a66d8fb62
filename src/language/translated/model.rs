//! The weights, as `training/translated.py` writes them.
//!
//! One file: the letters `WSTR1\n`, then little-endian numbers; a *map* is the count, then for each entry, by rising key, the key's distance
//! to the one before (LEB128), then all values. Vocabulary (text, one word a line) · log-frequencies of the symbols · language model (map of pairs,
//! map of triples; a byte each, log-probability in 1/32) · symbols and pairs that are counted (two maps; inverse document frequency in 1/16, weight)
//! · named rates (mean, inverse deviation, weight) · intercept, slope, offset, threshold.

use super::piece::{DENSE, Piece};
use super::symbols::{CLASSES, MARKS, first_class, first_word};
use super::table::Table;
use super::words::any_word;

/// Multiplied with a probability for each step back to a shorter context ("stupid backoff", Brants et al., EMNLP 2007): log of 0.4.
const BACK_OFF: f64 = -0.916_290_731_874_155;

/// Rates further than this from the mean, in standard deviations, count as this far.
const FAR: f64 = 3.0;

/// Steps of a stored log-probability in one.
const STEPS: f64 = 32.0;

/// Numbers whose logarithms are kept.
const LOGS: u32 = 256;

/// A trained model.
#[derive(Debug)]
pub struct Model {
    words: Vec<String>,
    /// By the upper bits of a word's number: its place in `numbered`.
    by_number: Table,
    /// For each word, its whole number.
    numbered: Vec<u64>,
    frequencies: Vec<f32>,
    /// Log-probabilities, in [`STEPS`] below zero.
    pairs: Table,
    triples: Table,
    /// For each counted symbol and pair, its number.
    counted: [Table; 2],
    /// Key, inverse document frequency and weight of each.
    weights: [Vec<(u64, f32, f32)>; 2],
    /// For a small number, the logarithm of one more.
    logs: Vec<f64>,
    dense: Vec<(f64, f64, f64)>,
    intercept: f64,
    slope: f64,
    offset: f64,
    /// From this probability on we say that a machine translated it.
    pub threshold: f64,
}

impl Model {
    /// Reads a model file; `None` where it is not one.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = Reader(bytes.strip_prefix(b"WSTR1\n")?);
        let length = rest.u32()? as usize;
        let words: Vec<String> = std::str::from_utf8(rest.take(length)?).ok()?.lines().map(str::to_owned).collect();
        let mut room = Vec::new();
        let numbered: Vec<u64> = words.iter().map(|word| any_word(word, &mut room)).collect();
        let by_number = Table::new(numbered.iter().enumerate().map(|(n, number)| (number >> SHORT, n as u16)))?;
        let count = rest.u32()? as usize;
        let frequencies = (0..count).map(|_| rest.f32()).collect::<Option<_>>()?;
        let mut table = || {
            let keys = rest.keys()?;
            let values = rest.take(keys.len())?;
            Table::new(keys.into_iter().zip(values).map(|(key, &value)| (key, u16::from(value))))
        };
        let (pairs, triples) = (table()?, table()?);
        let mut weights = [Vec::new(), Vec::new()];
        for weights in &mut weights {
            let keys = rest.keys()?;
            let scale = rest.f32()?;
            let idf = rest.take(keys.len())?;
            let weight = rest.take(keys.len() * 2)?;
            for (n, &key) in keys.iter().enumerate() {
                let w = i16::from_le_bytes([weight[n * 2], weight[n * 2 + 1]]);
                weights.push((key, f32::from(idf[n]) / 16.0, f32::from(w) * scale));
            }
            u16::try_from(weights.len()).ok()?;
        }
        let counted = |number: usize| {
            let entries: &Vec<(u64, f32, f32)> = &weights[number];
            Table::new(entries.iter().enumerate().map(|(n, weight)| (weight.0, n as u16)))
        };
        let counted = [counted(0)?, counted(1)?];
        let mut dense = Vec::new();
        for _ in 0..rest.u32()? {
            dense.push((rest.f64()?, rest.f64()?, rest.f64()?));
        }
        if !(dense.is_empty() || dense.len() == DENSE.len()) {
            return None;
        }
        let [intercept, slope, offset, threshold] = [rest.f64()?, rest.f64()?, rest.f64()?, rest.f64()?];
        Some(Self {
            words,
            by_number,
            numbered,
            frequencies,
            pairs,
            triples,
            counted,
            weights,
            logs: (0..LOGS).map(|n| f64::from(n).ln_1p()).collect(),
            dense,
            intercept,
            slope,
            offset,
            threshold,
        })
    }

    /// The symbol of a word by its number, where it is in the vocabulary.
    #[inline]
    pub(super) fn word(&self, number: u64) -> Option<u16> {
        let place = self.by_number.get(number >> SHORT)?;
        (self.numbered[usize::from(place)] == number).then(|| first_word() as u16 + place)
    }

    /// How a symbol is shown.
    #[must_use]
    pub fn name(&self, symbol: u16) -> String {
        let symbol = usize::from(symbol);
        if symbol < first_class() {
            let mark = MARKS[symbol / 2];
            return if symbol % 2 == 1 { format!("␣{mark}") } else { mark.to_string() };
        }
        match CLASSES.get(symbol - first_class()) {
            Some(class) => (*class).to_owned(),
            None => self.words.get(symbol - first_word()).cloned().unwrap_or_default(),
        }
    }

    /// How many symbols there are.
    #[must_use]
    pub fn symbols(&self) -> usize {
        first_word() + self.words.len()
    }

    /// Natural logarithm of the frequency of a symbol in native news.
    #[inline]
    pub(super) fn log_frequency(&self, c: u16) -> f64 {
        self.frequencies.get(usize::from(c)).map_or(-14.0, |&f| f64::from(f))
    }

    /// For each symbol from the third on, with the two before it: the log of its (unnormalised) probability, and how long a context was seen:
    /// 3, 2, or 1 for none.
    pub(super) fn log_probabilities(&self, symbols: &[u16]) -> impl Iterator<Item = (f64, u8)> {
        // The tables are larger than the nearest cache.
        let fetched: Vec<(u64, u64)> = symbols
            .windows(3)
            .map(|three| (self.triples.first(triple(three)), self.pairs.first(key(three[1], three[2]))))
            .collect();
        symbols.windows(3).zip(fetched).map(|(three, (of_three, of_two))| {
            let log = |steps: u16| f64::from(steps) / -STEPS;
            if let Some(steps) = self.triples.get_from(triple(three), of_three) {
                return (log(steps), 3);
            }
            if let Some(steps) = self.pairs.get_from(key(three[1], three[2]), of_two) {
                return (log(steps) + BACK_OFF, 2);
            }
            (self.log_frequency(three[2]) + 2.0 * BACK_OFF, 1)
        })
    }

    /// Log-odds that a machine translated the piece. `tell` gets the parts of the sum.
    pub fn odds(&self, piece: &Piece, mut tell: impl FnMut(Signal, f64)) -> f64 {
        let mut margin = self.intercept;
        for (n, (&value, &(mean, inverse, weight))) in piece.dense.iter().zip(&self.dense).enumerate() {
            let part = ((value - mean) * inverse).clamp(-FAR, FAR) * weight;
            margin += part;
            tell(Signal { block: Block::Dense, key: n as u64 }, part * self.slope);
        }
        margin += self.sparse(Block::Symbols, piece.symbols.iter().map(|&s| u64::from(s)), &mut tell);
        margin += self.sparse(Block::Pairs, piece.symbols.windows(2).map(|two| key(two[0], two[1])), &mut tell);
        margin * self.slope + self.offset
    }

    /// The weighted counts of one block, made a unit vector.
    fn sparse(&self, block: Block, keys: impl Iterator<Item = u64>, tell: &mut impl FnMut(Signal, f64)) -> f64 {
        let number = usize::from(block == Block::Pairs);
        let (table, counted) = (&self.weights[number], &self.counted[number]);
        // How often each is there, and a bit for each that is: they are added up by rising number.
        let mut counts = vec![0_u32; table.len()];
        let mut there = vec![0_u64; table.len().div_ceil(64)];
        for place in keys.filter_map(|key| counted.get(key)) {
            let place = usize::from(place);
            counts[place] += 1;
            there[place / 64] |= 1 << (place % 64);
        }
        let mut values: Vec<(usize, f64)> =
            Vec::with_capacity(there.iter().map(|bits| bits.count_ones() as usize).sum());
        for (at, &bits) in there.iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                let place = at * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let count = counts[place];
                let log = self.logs.get(count as usize).copied().unwrap_or_else(|| f64::from(count).ln_1p());
                values.push((place, log * f64::from(table[place].1)));
            }
        }
        let norm = values.iter().map(|(_, value)| value.powi(2)).sum::<f64>().sqrt().max(1e-9);
        let mut sum = 0.0;
        for (place, value) in values {
            let (key, _, weight) = table[place];
            let part = value / norm * f64::from(weight);
            sum += part;
            // Hundreds of parts that weigh next to nothing: sorting them out later takes longer.
            if (part * self.slope).abs() >= FAINT {
                tell(Signal { block, key }, part * self.slope);
            }
        }
        sum
    }

    /// How a signal is shown.
    #[must_use]
    pub fn told(&self, signal: Signal) -> String {
        match signal.block {
            Block::Dense => DENSE.get(signal.key as usize).copied().unwrap_or_default().to_owned(),
            Block::Symbols => self.shown(0, signal.key),
            Block::Pairs => self.shown(1, signal.key),
        }
    }

    fn shown(&self, block: usize, key: u64) -> String {
        let last = self.name(key as u16);
        if block == 0 { format!("“{last}”") } else { format!("“{} {last}”", self.name((key >> 16) as u16)) }
    }
}

/// Bits of a word's number that do not fit into a table's key.
const SHORT: u32 = 17;

/// A part of one piece's sum below this weight is no signal.
const FAINT: f64 = 0.05;

/// A part of the sum that [`Model::odds`] makes; its name costs time: [`Model::told`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal {
    block: Block,
    key: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Dense,
    Symbols,
    Pairs,
}

#[inline]
const fn key(b: u16, c: u16) -> u64 {
    (b as u64) << 16 | c as u64
}

#[inline]
fn triple(three: &[u16]) -> u64 {
    u64::from(three[0]) << 32 | key(three[1], three[2])
}

/// Little-endian numbers from the front of a slice; `None` past its end.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.array().map(f32::from_le_bytes)
    }

    fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A count, then rising keys as distances in LEB128.
    fn keys(&mut self) -> Option<Vec<u64>> {
        let count = self.u32()? as usize;
        let mut keys = Vec::with_capacity(count.min(self.0.len()));
        let mut key = 0_u64;
        for _ in 0..count {
            let (mut distance, mut shift) = (0_u64, 0);
            loop {
                let [byte] = self.array::<1>()?;
                distance |= u64::from(byte & 0x7f).checked_shl(shift)?;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            key = key.checked_add(distance)?;
            keys.push(key);
        }
        Some(keys)
    }
}
