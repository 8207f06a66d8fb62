//! The arithmetic: matrix products in whole numbers, everything else in `f32`.
//!
//! Inputs and weights are quantised to 8 bits, inputs with one scale a row, and their products summed in 32: sums of whole numbers are the same in
//! any order, and what is left is element by element, or summed in an order that is laid down; where a product and a sum are rounded once (`mul_add`),
//! they are so everywhere. So every machine gives the same bits, with wide instructions or without, on one thread or many.

mod aligned;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(crate) mod amx;
pub(crate) mod choice;
mod elements;
mod norm;
#[cfg(target_arch = "x86_64")]
mod reduce;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use aligned::Aligned;
pub use elements::larger;
use elements::{most, sum, tanh};
pub use norm::Norm;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};

/// Inputs and outputs of a layer are a multiple of this.
pub const GRAIN: usize = 64;
/// Outputs of a panel of packed weights.
pub const PANEL: usize = 32;
/// Rows of input that a tile computes at once.
const TILE: usize = 32;
/// Inputs whose products the widest instruction adds up: they and their weights lie side by side.
const QUAD: usize = 4;
/// Largest magnitude of a quantised input.
const INPUT_MAX: f32 = 127.0;
/// Added to a quantised input, as the widest instruction takes no negative ones.
const OFFSET: i32 = 128;

/// A row-major matrix of inputs, quantised with one scale a row; rows padded to whole tiles.
#[derive(Default)]
pub struct Inputs {
    /// With [`OFFSET`] added.
    values: Aligned<u8>,
    /// Values of a row.
    width: usize,
    scales: Vec<f32>,
}

/// A linear layer: 8-bit weights with one scale an output, and a bias.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    /// For each panel of outputs, for each quad of inputs, for each output, its weights.
    packed: Aligned<i8>,
    /// For each panel, what takes [`OFFSET`] out of the sums again.
    starts: Vec<Start>,
    scales: Aligned<f32>,
    bias: Aligned<f32>,
}

/// What the sums of a panel begin with.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Start([i32; PANEL]);

/// The sums of a tile.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Sums([[i32; PANEL]; TILE]);

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
        let mut starts = vec![Start([0; PANEL]); panels];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            for (i, &w) in row.iter().enumerate() {
                packed[(o / PANEL) * PANEL * inputs + (i / QUAD) * QUAD * PANEL + (o % PANEL) * QUAD + i % QUAD] =
                    w as i8;
                starts[o / PANEL].0[o % PANEL] -= OFFSET * i32::from(w as i8);
            }
        }
        let pad = |v: &[f32]| {
            let padded: Vec<f32> = v.iter().copied().chain(std::iter::repeat(0.0)).take(panels * PANEL).collect();
            Aligned::from(&padded[..])
        };
        Self { inputs, outputs, packed: Aligned::from(&packed[..]), starts, scales: pad(scales), bias: pad(bias) }
    }

    /// Values of an output row of [`Linear::apply`]: the outputs, padded to whole panels.
    #[must_use]
    pub const fn stride(&self) -> usize {
        self.outputs.div_ceil(PANEL) * PANEL
    }

    /// `out = x · weights + bias`; `out` gets `rows` rows of [`Linear::stride`] values, and padding behind.
    #[inline(always)]
    pub fn apply<K: Kernel>(&self, kernel: K, x: &Inputs, rows: usize, out: &mut Aligned<f32>) {
        self.panels(kernel, x, rows, self.starts.len(), |panel| (panel, Identity), out);
    }

    /// The same for `count` panels of [`PANEL`] outputs: `which` tells for each place among the panels of `out` the panel, and what becomes of its values.
    #[inline(always)]
    pub fn panels<K: Kernel, A: Activation>(
        &self,
        kernel: K,
        x: &Inputs,
        rows: usize,
        count: usize,
        which: impl Fn(usize) -> (usize, A),
        out: &mut Aligned<f32>,
    ) {
        assert_eq!(x.width, self.inputs, "inputs of a linear layer");
        let stride = count * PANEL;
        out.resize(rows.next_multiple_of(TILE) * stride);
        let blocks = rows.div_ceil(TILE);
        let mut sums = [Sums([[0; PANEL]; TILE]); 2];
        // The products of one tile are under way while those of the one before are finished.
        let tiles = count * blocks;
        for n in 0..=tiles {
            let [a, b] = &mut sums;
            let (now, before) = if n % 2 == 0 { (a, b) } else { (b, a) };
            if n < tiles {
                let (panel, first) = (which(n / blocks).0, n % blocks * TILE);
                let inputs = &x.values[first * x.width..][..TILE * x.width];
                let weights = &self.packed[panel * PANEL * self.inputs..][..PANEL * self.inputs];
                kernel.tile(inputs, TILE.min(rows - first), weights, &self.starts[panel], now);
            }
            if let Some(n) = n.checked_sub(1) {
                let (place, first) = (n / blocks, n % blocks * TILE);
                let (panel, activation) = which(place);
                let to = out[first * stride..].chunks_exact_mut(stride).map(|row| &mut row[place * PANEL..][..PANEL]);
                self.finish(before, panel, &x.scales[first..rows], activation, to);
            }
        }
    }

    /// From the sums of a tile to its values; `by` are the rows' scales.
    #[inline(always)]
    fn finish<'o, A: Activation>(
        &self,
        sums: &Sums,
        panel: usize,
        by: &[f32],
        activation: A,
        to: impl Iterator<Item = &'o mut [f32]>,
    ) {
        let (scales, bias) = (&self.scales[panel * PANEL..][..PANEL], &self.bias[panel * PANEL..][..PANEL]);
        for ((row, by), sums) in to.zip(by).zip(&sums.0) {
            for (((y, &sum), s), b) in row.iter_mut().zip(sums).zip(scales).zip(bias) {
                *y = activation.of((sum as f32).mul_add(s * by, *b));
            }
        }
    }

    /// Multiplies the outputs from number `from` on by `by`.
    #[must_use]
    pub fn scaled(mut self, from: usize, by: f32) -> Self {
        for values in [&mut self.scales, &mut self.bias] {
            values[from..].iter_mut().for_each(|value| *value *= by);
        }
        self
    }
}

impl Inputs {
    /// Quantises `x`, rows of `width` values.
    #[inline(always)]
    pub fn quantise(&mut self, kernel: impl Kernel, x: &[f32], width: usize) {
        self.begin(x.len() / width, width);
        for ((row, to), scale) in x.chunks_exact(width).zip(self.values.chunks_exact_mut(width)).zip(&mut self.scales) {
            *scale = quantise(row, kernel.most(row), to);
        }
    }

    /// Quantises `x`, rows of `width` values, each together with the row before and the row behind it; zeros outside its sequence. `ends` are the
    /// numbers of rows up to the end of each sequence.
    #[inline(always)]
    pub fn quantise_neighbours(&mut self, kernel: impl Kernel, x: &[f32], width: usize, ends: &[usize]) {
        self.begin(x.len() / width, 3 * width);
        let mut start = 0;
        for &end in ends {
            for i in start..end {
                let first = i.saturating_sub(1).max(start);
                let row = &x[first * width..(i + 2).min(end) * width];
                let skip = if i == start { width } else { 0 };
                let to = &mut self.values[i * 3 * width..][..3 * width];
                to[..skip].fill(OFFSET as u8);
                to[skip + row.len()..].fill(OFFSET as u8);
                self.scales[i] = quantise(row, kernel.most(row), &mut to[skip..skip + row.len()]);
            }
            start = end;
        }
    }

    /// Room for so many rows; what stands in it is of no use.
    fn begin(&mut self, rows: usize, width: usize) {
        let rows = rows.next_multiple_of(TILE);
        self.width = width;
        self.values.resize(rows * width);
        self.scales.resize(rows, 0.0);
    }
}

/// Quantises a row whose largest magnitude is `most`; returns its scale.
#[inline(always)]
fn quantise(row: &[f32], most: f32, to: &mut [u8]) -> f32 {
    let most = larger(most, 1e-6);
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

/// Asks the processor for bytes that will be read soon.
#[inline(always)]
pub fn bring_near(bytes: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    for line in bytes.chunks(64) {
        // SAFETY: every x86-64 has the instruction, and it reads nothing.
        unsafe { std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = bytes;
}

/// What becomes of a layer's values. (A closure would not always be compiled for the instructions that its caller may use.)
pub trait Activation: Copy {
    /// Of one of them.
    fn of(self, value: f32) -> f32;
}

/// Nothing becomes of them.
#[derive(Clone, Copy)]
pub struct Identity;

impl Activation for Identity {
    #[inline(always)]
    fn of(self, value: f32) -> f32 {
        value
    }
}

/// Hyperbolic tangent, or the logistic function of twice the value, which is half of it and a half.
#[derive(Clone, Copy)]
pub enum Squash {
    /// Into -1..1.
    Tangent,
    /// Into 0..1.
    Logistic,
}

impl Activation for Squash {
    #[inline(always)]
    fn of(self, value: f32) -> f32 {
        let half = if matches!(self, Self::Tangent) { 1.0 } else { 0.5 };
        tanh(value).mul_add(half, 1.0 - half)
    }
}

/// What is worth wide instructions.
pub trait Kernel: Copy {
    /// The sums of the first `rows` of `TILE` input rows with the outputs of one panel; of the others anything. `start` is what the sums of inputs
    /// with their offset have to begin with.
    fn tile(self, inputs: &[u8], rows: usize, panel: &[i8], start: &Start, sums: &mut Sums);

    /// The sum of a row whose length is a multiple of 16.
    #[inline(always)]
    fn sum(self, row: &[f32]) -> f32 {
        sum(row, |v| v)
    }

    /// The sum of the squared distances from `mean` of such a row.
    #[inline(always)]
    fn squares(self, row: &[f32], mean: f32) -> f32 {
        sum(row, |v| (v - mean) * (v - mean))
    }

    /// The largest magnitude of such a row.
    #[inline(always)]
    fn most(self, row: &[f32]) -> f32 {
        most(row)
    }
}

/// Plain Rust, for every machine.
#[derive(Clone, Copy)]
pub struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn tile(self, inputs: &[u8], rows: usize, panel: &[i8], start: &Start, sums: &mut Sums) {
        for (row, sums) in inputs.chunks_exact(panel.len() / PANEL).zip(&mut sums.0).take(rows) {
            *sums = start.0;
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
    }
}

#[cfg(test)]
mod tests {
    use super::choice::Choice;
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
        let (rows, inputs, outputs) = (45, 128, 45);
        let x: Vec<f32> = numbers(rows * inputs).map(|v| v as f32 / 8_388_608.0 - 1.0).collect();
        let w: Vec<u8> = numbers(inputs * outputs).map(|v| v as u8).collect();
        let scales: Vec<f32> = (0..outputs).map(|o| 0.001 * (o + 1) as f32).collect();
        let bias: Vec<f32> = (0..outputs).map(|o| o as f32).collect();
        let layer = Linear::new(inputs, &w, &scales, &bias);
        let (mut quantised, mut out) = (Inputs::default(), Aligned::default());
        quantised.quantise(kernel, &x, inputs);
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

    /// What an expression gives with each kernel that this machine has; tells which these are (`cargo test -- --nocapture` shows it).
    macro_rules! on_each {
        (|$kernel:ident| $what:expr) => {{
            let mut all = Vec::new();
            for choice in Choice::here() {
                all.push((
                    choice,
                    match choice {
                        #[cfg(target_arch = "x86_64")]
                        Choice::Avx2 => Avx2::new().map(|$kernel| $what),
                        #[cfg(target_arch = "x86_64")]
                        Choice::Avx512 => Avx512::new().map(|$kernel| $what),
                        #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
                        Choice::Amx => amx::Session::new().map(|session| {
                            let $kernel = session.kernel();
                            $what
                        }),
                        _ => Some({
                            let $kernel = Portable;
                            $what
                        }),
                    },
                ));
            }
            tell(&all.iter().map(|(choice, _)| choice.name()).collect::<Vec<_>>());
            all.into_iter().map(|(choice, what)| (choice, what.expect("a kernel of this machine"))).collect::<Vec<_>>()
        }};
    }

    #[expect(clippy::print_stderr, reason = "which kernels have run is part of a test's outcome")]
    fn tell(kernels: &[&str]) {
        eprintln!("ran on {}", kernels.join(", "));
    }

    #[test]
    fn products_are_right_and_the_same_everywhere() {
        let all = on_each!(|kernel| product(kernel));
        let (portable, want) = &all[0].1;
        for (a, b) in portable.iter().zip(want) {
            assert!((a - b).abs() < 2e-3, "{a} {b}");
        }
        for (choice, (values, _)) in &all {
            assert_eq!(values, portable, "{choice:?}");
        }
    }

    /// Sum, squares and most of rows of all lengths.
    fn reduced(kernel: impl Kernel) -> Vec<[f32; 3]> {
        let values: Vec<f32> = numbers(256).map(|v| v as f32 / 1000.0 - 8000.0).collect();
        let rows = (1..=16).map(|n| &values[..n * 16]);
        rows.map(|row| [kernel.sum(row), kernel.squares(row, row[0]), kernel.most(row)]).collect()
    }

    #[test]
    fn rows_are_reduced_alike_everywhere() {
        let all = on_each!(|kernel| reduced(kernel));
        let portable = &all[0].1;
        for (choice, values) in &all {
            assert_eq!(values, portable, "{choice:?}");
        }
        assert!(portable.iter().all(|[_, squares, most]| *squares >= 0.0 && *most > 0.0));
    }

    #[test]
    fn squashed_values_are_near_the_true_ones() {
        for i in -8000..=8000 {
            let x = i as f32 / 400.0;
            assert!((Squash::Tangent.of(x) - x.tanh()).abs() < 1e-4, "{x}");
            assert!((Squash::Logistic.of(x / 2.0) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "{x}");
        }
    }

    #[test]
    fn whole_numbers_are_the_nearest() {
        assert_eq!([-127.0_f32, -2.5, -0.4, 0.6, 3.5, 127.0].map(whole), [1, 126, 128, 129, 132, 255]);
    }

    #[test]
    fn neighbours_end_with_their_sequence() {
        let x: Vec<f32> = (1..=5).flat_map(|row| [row as f32; 16]).collect();
        let (mut all, mut one) = (Inputs::default(), Inputs::default());
        all.quantise_neighbours(Portable, &x, 16, &[2, 5]);
        for (rows, from) in [(0..2, 0), (2..5, 2)] {
            one.quantise_neighbours(Portable, &x[rows.start * 16..rows.end * 16], 16, &[rows.len()]);
            assert_eq!(one.values[..rows.len() * 48], all.values[from * 48..rows.end * 48]);
            assert_eq!(one.scales[..rows.len()], all.scales[rows]);
        }
    }
}
