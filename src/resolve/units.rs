//! The scorer's inner units, computed side by side: a text has hundreds of candidates, and each asks all units.
//!
//! Every unit's sum is made in the same order on all machines, whatever stands beside it.

use super::columns::{EVIDENCE, Evidence};

/// Units that are computed at once.
const SIDE: usize = 8;
/// Sums of one unit, added up at the end: one after the other would wait for each.
const LANES: usize = 4;

const _: () = assert!(EVIDENCE.is_multiple_of(LANES));

/// `tanh(weights · x + bias)`, each by what it counts in the output.
#[derive(Clone, Debug)]
pub(super) struct Units {
    blocks: Vec<Block>,
}

/// Some units, their weights for one number side by side; what no unit takes is zero.
#[derive(Clone, Debug)]
struct Block {
    weights: [[f32; SIDE]; EVIDENCE],
    bias: [f64; SIDE],
    output: [f64; SIDE],
}

impl Units {
    /// Puts them side by side. `weights` are rows of [`EVIDENCE`] numbers, one a unit.
    pub fn new(weights: &[Vec<f32>], bias: &[f32], output: &[f32]) -> Self {
        let block = |rows: &[Vec<f32>], bias: &[f32], output: &[f32]| Block {
            weights: std::array::from_fn(|i| std::array::from_fn(|u| rows.get(u).map_or(0.0, |row| row[i]))),
            bias: std::array::from_fn(|u| bias.get(u).map_or(0.0, |&b| f64::from(b))),
            output: std::array::from_fn(|u| output.get(u).map_or(0.0, |&o| f64::from(o))),
        };
        let chunks = weights.chunks(SIDE).zip(bias.chunks(SIDE)).zip(output.chunks(SIDE));
        Self { blocks: chunks.map(|((rows, bias), output)| block(rows, bias, output)).collect() }
    }

    /// What they say of `x` together.
    pub fn output(&self, x: &Evidence) -> f64 {
        let mut total = 0.0;
        for block in &self.blocks {
            let sums = block.sums(x);
            let said: [f64; SIDE] = std::array::from_fn(|u| block.output[u] * tanh(sums[u] + block.bias[u]));
            said.iter().for_each(|s| total += s);
        }
        total
    }
}

impl Block {
    fn sums(&self, x: &Evidence) -> [f64; SIDE] {
        let mut sums = [[0.0_f32; SIDE]; LANES];
        for (weights, x) in self.weights.as_chunks::<LANES>().0.iter().zip(x.as_chunks::<LANES>().0) {
            for ((sums, weights), x) in sums.iter_mut().zip(weights).zip(x) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight * x;
                }
            }
        }
        std::array::from_fn(|u| sums.iter().map(|lane| f64::from(lane[u])).sum())
    }
}

/// The scalar product of a row and `x`.
pub(super) fn dot(row: &[f32], x: &Evidence) -> f64 {
    let mut sums = [0.0_f32; LANES];
    for (row, x) in row.chunks_exact(LANES).zip(x.chunks_exact(LANES)) {
        for (sum, (w, x)) in sums.iter_mut().zip(row.iter().zip(x)) {
            *sum += w * x;
        }
    }
    sums.into_iter().map(f64::from).sum()
}

/// Hyperbolic tangent within 1e-15, without a branch: several at once, and the same bits on every machine.
#[inline(always)]
fn tanh(x: f64) -> f64 {
    /// Behind it the result is 1, to the last bit.
    const END: f64 = 20.0;
    let x = if x < -END { -END } else { x };
    let x = if x > END { END } else { x };
    1.0 - 2.0 / (exp(x + x) + 1.0)
}

/// The exponential function for magnitudes up to 700: a power of two, and Taylor's series for what is left.
#[inline(always)]
fn exp(x: f64) -> f64 {
    /// At this size a step of `f64` is 1: the last bits are the number.
    const SHIFT: f64 = (3_u64 << 51) as f64;
    /// The logarithm of 2 in two parts: multiples of the first are exact.
    const LN_2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);
    /// From 13! down to 1!.
    const FACTORIALS: [f64; 13] = [
        6_227_020_800.0,
        479_001_600.0,
        39_916_800.0,
        3_628_800.0,
        362_880.0,
        40_320.0,
        5_040.0,
        720.0,
        120.0,
        24.0,
        6.0,
        2.0,
        1.0,
    ];
    const TERMS: [f64; 13] = {
        let mut terms = FACTORIALS;
        let mut i = 0;
        while i < terms.len() {
            terms[i] = 1.0 / FACTORIALS[i];
            i += 1;
        }
        terms
    };
    let shifted = x * std::f64::consts::LOG2_E + SHIFT;
    let twos = shifted - SHIFT;
    let rest = (x - twos * LN_2.0) - twos * LN_2.1;
    let series = TERMS.iter().fold(0.0, |sum, term| sum * rest + term) * rest + 1.0;
    f64::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_library_has_it() {
        for i in -300_000..=300_000 {
            let x = f64::from(i) * 1e-4;
            assert!((tanh(x) - x.tanh()).abs() < 1e-15, "{x}");
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-15, "{x}");
        }
        assert_eq!((tanh(1e9), tanh(-1e9), tanh(0.0)), (1.0, -1.0, 0.0));
    }

    #[test]
    fn side_by_side_is_one_by_one() {
        let number = |n: usize| ((n * 7919 + 13) % 1009) as f32 / 1009.0 - 0.5;
        let x: Evidence = std::array::from_fn(|i| 3.0 * number(i));
        for units in [1, SIDE, 2 * SIDE + 3] {
            let rows: Vec<Vec<f32>> =
                (0..units).map(|u| (0..EVIDENCE).map(|i| number(u * EVIDENCE + i)).collect()).collect();
            let (bias, output): (Vec<f32>, Vec<f32>) = (0..units).map(|u| (number(u), number(u + 500))).unzip();
            let one = |u: usize| f64::from(output[u]) * (dot(&rows[u], &x) + f64::from(bias[u])).tanh();
            let want: f64 = (0..units).map(one).sum();
            assert!((Units::new(&rows, &bias, &output).output(&x) - want).abs() < 1e-12, "{units}");
        }
    }
}
