//! The arithmetic: matrix products in whole numbers, everything else in `f32` without fused operations.
//!
//! Inputs are quantised to 15 bits, weights to 8, products summed in 32: sums of whole numbers are the same in any order, and what is left is
//! element by element. So every machine gives the same bits, with wide instructions or without, on one thread or many.

/// Outputs of a panel of packed weights.
const PANEL: usize = 32;
/// Rows of input that a tile computes at once.
const TILE: usize = 8;
/// Lanes of a sum of `f32`: their order is the same on every machine.
const LANES: usize = 16;
/// Largest magnitude of a quantised input.
const INPUT_MAX: f32 = 32_767.0;
/// Largest magnitude of a quantised weight.
const WEIGHT_MAX: i64 = 127;

/// A row-major matrix of inputs, quantised with one scale; rows padded to whole tiles.
#[derive(Default)]
pub struct Inputs {
    values: Vec<i16>,
    /// Values of a row.
    width: usize,
    scale: f32,
}

/// A linear layer: 8-bit weights with one scale an output, and a bias.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    /// For each panel of outputs, for each pair of inputs, for each output, two weights.
    packed: Vec<i16>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Packs `weights` (`outputs` rows of `inputs` values).
    ///
    /// # Panics
    /// When the sizes do not fit each other, `inputs` is odd, or a sum could leave 32 bits.
    #[must_use]
    pub fn new(inputs: usize, weights: &[u8], scales: &[f32], bias: &[f32]) -> Self {
        let outputs = scales.len();
        assert!(
            inputs.is_multiple_of(2) && weights.len() == inputs * outputs && bias.len() == outputs,
            "sizes of a linear layer"
        );
        assert!(
            inputs as i64 * WEIGHT_MAX * (INPUT_MAX as i64) < i64::from(i32::MAX),
            "sums of a linear layer fit 32 bits"
        );
        let panels = outputs.div_ceil(PANEL);
        let mut packed = vec![0; panels * PANEL * inputs];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            for (i, &w) in row.iter().enumerate() {
                packed[(o / PANEL) * PANEL * inputs + (i / 2) * 2 * PANEL + (o % PANEL) * 2 + i % 2] =
                    i16::from(w as i8);
            }
        }
        let pad = |v: &[f32]| v.iter().copied().chain(std::iter::repeat(0.0)).take(panels * PANEL).collect();
        Self { inputs, outputs, packed, scales: pad(scales), bias: pad(bias) }
    }

    /// Values of an output row of [`Linear::apply`]: the outputs, padded to whole panels.
    #[must_use]
    pub const fn stride(&self) -> usize {
        self.outputs.div_ceil(PANEL) * PANEL
    }

    /// `out = x · weights + bias`; `out` gets `rows` rows of [`Linear::stride`] values, and padding behind.
    #[inline(always)]
    pub fn apply<K: Kernel>(&self, kernel: K, x: &Inputs, rows: usize, out: &mut Vec<f32>) {
        assert_eq!(x.width, self.inputs, "inputs of a linear layer");
        let stride = self.stride();
        out.resize(rows.next_multiple_of(TILE) * stride, 0.0);
        for (p, panel) in self.packed.chunks_exact(PANEL * self.inputs).enumerate() {
            let (at, to) = (p * PANEL, (p + 1) * PANEL);
            let mut scales = [0.0; PANEL];
            for (s, w) in scales.iter_mut().zip(&self.scales[at..to]) {
                *s = w * x.scale;
            }
            for (block, values) in x.values.chunks_exact(TILE * x.width).zip(out.chunks_exact_mut(TILE * stride)) {
                let sums = kernel.tile(block, panel);
                for (row, sums) in values.chunks_exact_mut(stride).zip(&sums) {
                    for (((y, &sum), s), b) in row[at..to].iter_mut().zip(sums).zip(&scales).zip(&self.bias[at..to]) {
                        *y = sum as f32 * s + b;
                    }
                }
            }
        }
    }
}

impl Inputs {
    /// Quantises `x`, `rows` rows of `width` values.
    #[inline(always)]
    pub fn quantise(&mut self, x: &[f32], rows: usize, width: usize) {
        let mut most = [0.0_f32; LANES];
        let chunks = x.chunks_exact(LANES);
        for v in chunks.remainder() {
            most[0] = most[0].max(v.abs());
        }
        for chunk in chunks {
            for (m, v) in most.iter_mut().zip(chunk) {
                *m = m.max(v.abs());
            }
        }
        let most = most.iter().fold(1e-6_f32, |a, &b| a.max(b));
        let inverse = INPUT_MAX / most;
        self.scale = most / INPUT_MAX;
        self.width = width;
        let used = rows * width;
        self.values.resize(rows.next_multiple_of(TILE) * width, 0);
        let (values, padding) = self.values.split_at_mut(used);
        for (to, v) in values.iter_mut().zip(x) {
            *to = whole(v * inverse);
        }
        padding.fill(0);
    }

    /// Each row with the row before and the row behind it; zeros outside.
    #[inline(always)]
    pub fn neighbours(&self, rows: usize, out: &mut Self) {
        let n = self.width;
        out.scale = self.scale;
        out.width = 3 * n;
        out.values.clear();
        out.values.resize(rows.next_multiple_of(TILE) * out.width, 0);
        for (i, to) in out.values.chunks_exact_mut(3 * n).take(rows).enumerate() {
            let from = i.saturating_sub(1) * n;
            let until = (i + 2).min(rows) * n;
            let skip = if i == 0 { n } else { 0 };
            to[skip..skip + until - from].copy_from_slice(&self.values[from..until]);
        }
    }
}

/// The nearest whole number, ties to even; for magnitudes below 2^15.
#[inline(always)]
fn whole(x: f32) -> i16 {
    (x + 12_582_912.0).to_bits() as i16
}

/// The inner product that is worth wide instructions.
pub trait Kernel: Copy {
    /// Sums of `TILE` input rows with the outputs of one panel.
    fn tile(self, inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE];
}

/// Plain Rust, for every machine.
#[derive(Clone, Copy)]
pub struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn tile(self, inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE] {
        let mut sums = [[0; PANEL]; TILE];
        for (row, sums) in inputs.chunks_exact(panel.len() / PANEL).zip(&mut sums) {
            for (pair, weights) in row.chunks_exact(2).zip(panel.chunks_exact(2 * PANEL)) {
                let (a, b) = (i32::from(pair[0]), i32::from(pair[1]));
                for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                    *sum += a * i32::from(w[0]) + b * i32::from(w[1]);
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Kernel, PANEL, TILE};
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256, _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
        _mm512_storeu_si512,
    };

    /// AVX2's product and pairwise sum of 16 whole numbers.
    #[derive(Clone, Copy)]
    pub struct Avx2(());

    impl Avx2 {
        /// `None` on a machine without AVX2.
        #[must_use]
        pub fn new() -> Option<Self> {
            is_x86_feature_detected!("avx2").then_some(Self(()))
        }
    }

    impl Kernel for Avx2 {
        #[inline(always)]
        fn tile(self, inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE] {
            // SAFETY: `Avx2` is only made where the machine has AVX2.
            unsafe { tile_256(inputs, panel) }
        }
    }

    /// AVX-512's product, pairwise sum and sum of 32 whole numbers.
    #[derive(Clone, Copy)]
    pub struct Avx512(());

    impl Avx512 {
        /// `None` on a machine without AVX-512 F, BW, VL and VNNI.
        #[must_use]
        pub fn new() -> Option<Self> {
            let there = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni");
            there.then_some(Self(()))
        }
    }

    impl Kernel for Avx512 {
        #[inline(always)]
        fn tile(self, inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE] {
            // SAFETY: `Avx512` is only made where the machine has what the function needs.
            unsafe { tile_512(inputs, panel) }
        }
    }

    /// Two neighbours in one word.
    ///
    /// # Safety
    /// `inputs` has to hold them: `2 * at + 1 < inputs.len()`.
    #[inline(always)]
    unsafe fn pair(inputs: &[i16], at: usize) -> i32 {
        // SAFETY: as the caller says.
        unsafe { inputs.as_ptr().cast::<i32>().add(at).read_unaligned() }
    }

    /// Rows and outputs that fit AVX2's 16 registers.
    const ROWS: usize = 4;
    const OUTPUTS: usize = 16;

    #[target_feature(enable = "avx2")]
    fn tile_256(inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE] {
        let pairs = panel.len() / (2 * PANEL);
        let mut out = [[0; PANEL]; TILE];
        assert_eq!(inputs.len(), TILE * pairs * 2, "rows of a tile");
        for (block, out) in out.chunks_exact_mut(ROWS).enumerate() {
            for at in (0..PANEL).step_by(OUTPUTS) {
                let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
                for (i, weights) in panel.chunks_exact(2 * PANEL).enumerate() {
                    let from = weights[2 * at..][..2 * OUTPUTS].as_ptr().cast::<__m256i>();
                    // SAFETY: 32 values of 16 bits: two unaligned registers.
                    let (low, high) = unsafe { (_mm256_loadu_si256(from), _mm256_loadu_si256(from.add(1))) };
                    for (row, sum) in sums.iter_mut().enumerate() {
                        // SAFETY: `i < pairs`, and `inputs` holds `TILE` rows of so many.
                        let x = _mm256_set1_epi32(unsafe { pair(inputs, (block * ROWS + row) * pairs + i) });
                        sum[0] = _mm256_add_epi32(sum[0], _mm256_madd_epi16(x, low));
                        sum[1] = _mm256_add_epi32(sum[1], _mm256_madd_epi16(x, high));
                    }
                }
                for (row, sum) in out.iter_mut().zip(sums) {
                    let to = row[at..][..OUTPUTS].as_mut_ptr().cast::<__m256i>();
                    // SAFETY: 16 values of 32 bits: two unaligned registers.
                    unsafe {
                        _mm256_storeu_si256(to, sum[0]);
                        _mm256_storeu_si256(to.add(1), sum[1]);
                    }
                }
            }
        }
        out
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    fn tile_512(inputs: &[i16], panel: &[i16]) -> [[i32; PANEL]; TILE] {
        let pairs = panel.len() / (2 * PANEL);
        assert_eq!(inputs.len(), TILE * pairs * 2, "rows of a tile");
        let mut sums = [[_mm512_setzero_si512(); 2]; TILE];
        for (i, weights) in panel.chunks_exact(2 * PANEL).enumerate() {
            let from = weights.as_ptr();
            // SAFETY: the chunk holds 64 values of 16 bits: two unaligned registers.
            let (low, high) = unsafe { (_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(PANEL).cast())) };
            // Written out, for the sums to stay in registers: as a loop it is three times slower.
            macro_rules! rows {
                ($($row:literal)*) => {$(
                    // SAFETY: `i < pairs`, and `inputs` holds `TILE` rows of so many.
                    let x = _mm512_set1_epi32(unsafe { pair(inputs, $row * pairs + i) });
                    sums[$row][0] = _mm512_dpwssd_epi32(sums[$row][0], x, low);
                    sums[$row][1] = _mm512_dpwssd_epi32(sums[$row][1], x, high);
                )*};
            }
            rows!(0 1 2 3 4 5 6 7);
        }
        let mut out = [[0; PANEL]; TILE];
        for (row, sum) in out.iter_mut().zip(sums) {
            let to = row.as_mut_ptr();
            // SAFETY: the row holds 32 values of 32 bits: two unaligned registers.
            unsafe {
                _mm512_storeu_si512(to.cast(), sum[0]);
                _mm512_storeu_si512(to.add(PANEL / 2).cast(), sum[1]);
            }
        }
        out
    }
}

/// Scale and shift of a layer norm.
pub struct Norm {
    /// By which the normalised values are multiplied.
    pub scale: Vec<f32>,
    /// What is added.
    pub shift: Vec<f32>,
}

impl Norm {
    /// Normalises one row in place. Sums run in 16 lanes, so that their order is the same on every machine.
    #[inline(always)]
    pub fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |v| v) / count;
        let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
        let factor = 1.0 / (variance + 1e-5).sqrt();
        for ((v, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *v = (*v - mean) * factor * scale + shift;
        }
    }
}

#[inline(always)]
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (lane, &v) in lanes.iter_mut().zip(chunk) {
            *lane += f(v);
        }
    }
    lanes.iter().sum()
}

/// Hyperbolic tangent, a rational approximation (Eigen's): within 1e-6 of the true value.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let p = s * -2.760_768_5e-16 + 2.000_188e-13;
    let p = s * p + -8.604_672e-11;
    let p = s * p + 5.122_297e-8;
    let p = s * p + 1.485_722_4e-5;
    let p = s * p + 6.372_619e-4;
    let p = s * p + 4.893_524_6e-3;
    let q = s * 1.198_258_4e-6 + 1.185_347_1e-4;
    let q = s * q + 2.268_434_6e-3;
    let q = s * q + 4.893_525e-3;
    x * p / q
}

/// Logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize) -> impl Iterator<Item = u32> {
        let mut s = 12345_u32;
        std::iter::repeat_with(move || {
            s = s.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            s >> 8
        })
        .take(n)
    }

    fn product(kernel: impl Kernel) -> (Vec<f32>, Vec<f32>) {
        let (rows, inputs, outputs) = (13, 34, 45);
        let x: Vec<f32> = numbers(rows * inputs).map(|v| v as f32 / 8_388_608.0 - 1.0).collect();
        let w: Vec<u8> = numbers(inputs * outputs).map(|v| v as u8).collect();
        let scales: Vec<f32> = (0..outputs).map(|o| 0.001 * (o + 1) as f32).collect();
        let bias: Vec<f32> = (0..outputs).map(|o| o as f32).collect();
        let layer = Linear::new(inputs, &w, &scales, &bias);
        let (mut quantised, mut out) = (Inputs::default(), Vec::new());
        quantised.quantise(&x, rows, inputs);
        layer.apply(kernel, &quantised, rows, &mut out);
        let mut want = Vec::new();
        for r in 0..rows {
            for o in 0..outputs {
                let sum: f32 = (0..inputs).map(|i| x[r * inputs + i] * f32::from(w[o * inputs + i] as i8)).sum();
                want.push(sum * scales[o] + bias[o]);
            }
        }
        let out = out.chunks_exact(layer.stride()).take(rows).flat_map(|r| r[..outputs].to_vec()).collect();
        (out, want)
    }

    #[test]
    fn products_are_right_and_the_same_everywhere() {
        let (portable, want) = product(Portable);
        for (a, b) in portable.iter().zip(&want) {
            assert!((a - b).abs() < 2e-3, "{a} {b}");
        }
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(avx2) = Avx2::new() {
                assert_eq!(product(avx2).0, portable);
            }
            if let Some(avx512) = Avx512::new() {
                assert_eq!(product(avx512).0, portable);
            }
        }
    }

    #[test]
    fn functions_are_near_the_true_ones() {
        for i in -4000..=4000 {
            let x = i as f32 / 400.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "{x}");
        }
        assert_eq!([-2.5_f32, -0.4, 0.6, 3.5].map(whole), [-2, 0, 1, 4]);
    }
}
