//! The arithmetic: matrix products in whole numbers, everything else in `f32` without fused operations.
//!
//! Inputs and weights are quantised to 8 bits, inputs with one scale a row, and their products summed in 32: sums of whole numbers are the same in
//! any order, and what is left is element by element. So every machine gives the same bits, with wide instructions or without, on one thread or many.

/// Outputs of a panel of packed weights.
const PANEL: usize = 32;
/// Rows of input that a tile computes at once.
const TILE: usize = 8;
/// Inputs whose products the widest instruction adds up: they and their weights lie side by side.
const QUAD: usize = 4;
/// Lanes of a sum of `f32`: their order is the same on every machine.
const LANES: usize = 16;
/// Largest magnitude of a quantised input.
const INPUT_MAX: f32 = 127.0;
/// Added to a quantised input, as the widest instruction takes no negative ones.
const OFFSET: i32 = 128;

/// A row-major matrix of inputs, quantised with one scale a row; rows padded to whole tiles.
#[derive(Default)]
pub struct Inputs {
    /// With [`OFFSET`] added.
    values: Vec<u8>,
    /// Values of a row.
    width: usize,
    scales: Vec<f32>,
}

/// A linear layer: 8-bit weights with one scale an output, and a bias.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    /// For each panel of outputs, for each quad of inputs, for each output, its weights.
    packed: Vec<i8>,
    /// For each panel, what takes [`OFFSET`] out of the sums again.
    starts: Vec<[i32; PANEL]>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Packs `weights` (`outputs` rows of `inputs` values).
    ///
    /// # Panics
    /// When the sizes do not fit each other, `inputs` is no multiple of four, or a sum could leave 32 bits.
    #[must_use]
    pub fn new(inputs: usize, weights: &[u8], scales: &[f32], bias: &[f32]) -> Self {
        let outputs = scales.len();
        assert!(
            inputs.is_multiple_of(QUAD) && weights.len() == inputs * outputs && bias.len() == outputs,
            "sizes of a linear layer"
        );
        assert!(inputs < 1 << 15, "sums of a linear layer fit 32 bits");
        let panels = outputs.div_ceil(PANEL);
        let mut packed = vec![0; panels * PANEL * inputs];
        let mut starts = vec![[0; PANEL]; panels];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            for (i, &w) in row.iter().enumerate() {
                packed[(o / PANEL) * PANEL * inputs + (i / QUAD) * QUAD * PANEL + (o % PANEL) * QUAD + i % QUAD] =
                    w as i8;
                starts[o / PANEL][o % PANEL] -= OFFSET * i32::from(w as i8);
            }
        }
        let pad = |v: &[f32]| v.iter().copied().chain(std::iter::repeat(0.0)).take(panels * PANEL).collect();
        Self { inputs, outputs, packed, starts, scales: pad(scales), bias: pad(bias) }
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
        for (p, (panel, start)) in self.packed.chunks_exact(PANEL * self.inputs).zip(&self.starts).enumerate() {
            let (at, to) = (p * PANEL, (p + 1) * PANEL);
            let (scales, bias) = (&self.scales[at..to], &self.bias[at..to]);
            let blocks = x.values.chunks_exact(TILE * x.width).zip(x.scales.chunks_exact(TILE));
            for ((block, by), values) in blocks.zip(out.chunks_exact_mut(TILE * stride)) {
                let sums = kernel.tile(block, panel, start);
                for ((row, sums), by) in values.chunks_exact_mut(stride).zip(&sums).zip(by) {
                    for (((y, &sum), s), b) in row[at..to].iter_mut().zip(sums).zip(scales).zip(bias) {
                        *y = sum as f32 * (s * by) + b;
                    }
                }
            }
        }
    }
}

impl Inputs {
    /// Quantises `x`, rows of `width` values.
    #[inline(always)]
    pub fn quantise(&mut self, x: &[f32], width: usize) {
        self.begin(x.len() / width, width);
        for ((row, to), scale) in x.chunks_exact(width).zip(self.values.chunks_exact_mut(width)).zip(&mut self.scales) {
            *scale = quantise(row, most(row), to);
        }
    }

    /// Quantises `x`, rows of `width` values, each together with the row before and the row behind it; zeros outside.
    #[inline(always)]
    pub fn quantise_neighbours(&mut self, x: &[f32], width: usize) {
        let rows = x.len() / width;
        self.begin(rows, 3 * width);
        let near = |i: usize| i.saturating_sub(1) * width..(i + 2).min(rows) * width;
        for (i, (to, scale)) in self.values.chunks_exact_mut(3 * width).zip(&mut self.scales).take(rows).enumerate() {
            let row = &x[near(i)];
            let skip = if i == 0 { width } else { 0 };
            *scale = quantise(row, most(row), &mut to[skip..skip + row.len()]);
        }
    }

    /// Room for so many rows, all zeros.
    fn begin(&mut self, rows: usize, width: usize) {
        let rows = rows.next_multiple_of(TILE);
        self.width = width;
        self.values.clear();
        self.values.resize(rows * width, OFFSET as u8);
        self.scales.clear();
        self.scales.resize(rows, 0.0);
    }
}

/// The largest magnitude of a row.
#[inline(always)]
fn most(row: &[f32]) -> f32 {
    let mut most = [0.0_f32; LANES];
    let chunks = row.chunks_exact(LANES);
    for v in chunks.remainder() {
        most[0] = most[0].max(v.abs());
    }
    for chunk in chunks {
        for (m, v) in most.iter_mut().zip(chunk) {
            *m = m.max(v.abs());
        }
    }
    most.iter().fold(1e-6_f32, |a, &b| a.max(b))
}

/// Quantises a row whose largest magnitude is `most`; returns its scale.
#[inline(always)]
fn quantise(row: &[f32], most: f32, to: &mut [u8]) -> f32 {
    let inverse = INPUT_MAX / most;
    for (to, v) in to.iter_mut().zip(row) {
        *to = whole(v * inverse);
    }
    most / INPUT_MAX
}

/// The nearest whole number, ties to even, and [`OFFSET`]; for magnitudes up to [`INPUT_MAX`].
#[inline(always)]
fn whole(x: f32) -> u8 {
    // At this size a step of `f32` is 1: the last bits are the number.
    const SHIFT: f32 = (3 << 22) as f32 + OFFSET as f32;
    (x + SHIFT).to_bits() as u8
}

/// The inner product that is worth wide instructions.
pub trait Kernel: Copy {
    /// Sums of `TILE` input rows with the outputs of one panel. `start` is what the sums of inputs with their offset have to begin with.
    fn tile(self, inputs: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; TILE];
}

/// Plain Rust, for every machine.
#[derive(Clone, Copy)]
pub struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn tile(self, inputs: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; TILE] {
        let mut sums = [*start; TILE];
        for (row, sums) in inputs.chunks_exact(panel.len() / PANEL).zip(&mut sums) {
            for (quad, weights) in row.chunks_exact(QUAD).zip(panel.chunks_exact(QUAD * PANEL)) {
                let x: [i32; QUAD] = std::array::from_fn(|i| i32::from(quad[i]));
                for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(QUAD)) {
                    *sum += x[0] * i32::from(w[0])
                        + x[1] * i32::from(w[1])
                        + x[2] * i32::from(w[2])
                        + x[3] * i32::from(w[3]);
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
    use super::{Kernel, OFFSET, PANEL, QUAD, TILE};
    use std::arch::x86_64::{
        __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
        _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_sign_epi8,
        _mm256_storeu_si256, _mm256_xor_si256, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32,
        _mm512_setzero_si512, _mm512_storeu_si512,
    };

    /// AVX2's products and sums of 32 whole numbers.
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
        fn tile(self, inputs: &[u8], panel: &[i8], _: &[i32; PANEL]) -> [[i32; PANEL]; TILE] {
            // SAFETY: `Avx2` is only made where the machine has AVX2.
            unsafe { tile_256(inputs, panel) }
        }
    }

    /// AVX-512's products and sums of 64 whole numbers.
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
        fn tile(self, inputs: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; TILE] {
            // SAFETY: `Avx512` is only made where the machine has what the function needs.
            unsafe { tile_512(inputs, panel, start) }
        }
    }

    /// Four neighbours in one word.
    ///
    /// # Safety
    /// `inputs` has to hold them: `4 * at + 3 < inputs.len()`.
    #[inline(always)]
    unsafe fn quad(inputs: &[u8], at: usize) -> i32 {
        // SAFETY: as the caller says.
        unsafe { inputs.as_ptr().cast::<i32>().add(at).read_unaligned() }
    }

    /// Rows and outputs that fit AVX2's 16 registers.
    const ROWS: usize = 4;
    const OUTPUTS: usize = 16;

    /// AVX2 multiplies unsigned with signed numbers and adds pairs in 16 bits: the weights without their sign, and the inputs with the weights' sign, stay
    /// within (2 · 128 · 127).
    #[target_feature(enable = "avx2")]
    fn tile_256(inputs: &[u8], panel: &[i8]) -> [[i32; PANEL]; TILE] {
        let quads = panel.len() / (QUAD * PANEL);
        let mut out = [[0; PANEL]; TILE];
        assert_eq!(inputs.len(), TILE * quads * QUAD, "rows of a tile");
        let (offset, ones) = (_mm256_set1_epi8(OFFSET as i8), _mm256_set1_epi16(1));
        for (block, out) in out.chunks_exact_mut(ROWS).enumerate() {
            for at in (0..PANEL).step_by(OUTPUTS) {
                let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
                for (i, weights) in panel.chunks_exact(QUAD * PANEL).enumerate() {
                    let from = weights[QUAD * at..][..QUAD * OUTPUTS].as_ptr().cast::<__m256i>();
                    // SAFETY: 64 values of 8 bits: two unaligned registers.
                    let weights = unsafe { [_mm256_loadu_si256(from), _mm256_loadu_si256(from.add(1))] };
                    let sizes = weights.map(|w| _mm256_abs_epi8(w));
                    for (row, sums) in sums.iter_mut().enumerate() {
                        // SAFETY: `i < quads`, and `inputs` holds `TILE` rows of so many.
                        let x = _mm256_set1_epi32(unsafe { quad(inputs, (block * ROWS + row) * quads + i) });
                        let x = _mm256_xor_si256(x, offset);
                        for ((sum, &w), &size) in sums.iter_mut().zip(&weights).zip(&sizes) {
                            let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(x, w));
                            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
                        }
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
    fn tile_512(inputs: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; TILE] {
        let quads = panel.len() / (QUAD * PANEL);
        assert_eq!(inputs.len(), TILE * quads * QUAD, "rows of a tile");
        let mut sums = [[_mm512_setzero_si512(); 2]; TILE];
        for sums in &mut sums {
            let from = start.as_ptr();
            // SAFETY: 32 values of 32 bits: two unaligned registers.
            *sums = unsafe { [_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(PANEL / 2).cast())] };
        }
        for (i, weights) in panel.chunks_exact(QUAD * PANEL).enumerate() {
            let from = weights.as_ptr();
            // SAFETY: the chunk holds 128 values of 8 bits: two unaligned registers.
            let (low, high) =
                unsafe { (_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(QUAD * PANEL / 2).cast())) };
            // Written out, for the sums to stay in registers: as a loop it is three times slower.
            macro_rules! rows {
                ($($row:literal)*) => {$(
                    // SAFETY: `i < quads`, and `inputs` holds `TILE` rows of so many.
                    let x = _mm512_set1_epi32(unsafe { quad(inputs, $row * quads + i) });
                    sums[$row][0] = _mm512_dpbusd_epi32(sums[$row][0], x, low);
                    sums[$row][1] = _mm512_dpbusd_epi32(sums[$row][1], x, high);
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
        let (rows, inputs, outputs) = (13, 36, 45);
        let x: Vec<f32> = numbers(rows * inputs).map(|v| v as f32 / 8_388_608.0 - 1.0).collect();
        let w: Vec<u8> = numbers(inputs * outputs).map(|v| v as u8).collect();
        let scales: Vec<f32> = (0..outputs).map(|o| 0.001 * (o + 1) as f32).collect();
        let bias: Vec<f32> = (0..outputs).map(|o| o as f32).collect();
        let layer = Linear::new(inputs, &w, &scales, &bias);
        let (mut quantised, mut out) = (Inputs::default(), Vec::new());
        quantised.quantise(&x, inputs);
        layer.apply(kernel, &quantised, rows, &mut out);
        let mut want = Vec::new();
        for row in x.chunks_exact(inputs) {
            let step = row.iter().fold(0.0_f32, |a, v| a.max(v.abs())) / 127.0;
            for o in 0..outputs {
                let weight = |i: usize| f32::from(w[o * inputs + i] as i8);
                let sum: f32 = row.iter().enumerate().map(|(i, v)| (v / step).round() * step * weight(i)).sum();
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
        assert_eq!([-127.0_f32, -2.5, -0.4, 0.6, 3.5, 127.0].map(whole), [1, 126, 128, 129, 132, 255]);
    }
}
