//! Wide instructions of x86-64 that add up products of 8 bits.

use super::{Kernel, OFFSET, PANEL, QUAD, Start, Sums, TILE, reduce};
use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_sign_epi8,
    _mm256_storeu_si256, _mm256_xor_si256, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32,
    _mm512_storeu_si512,
};

/// AVX2's products and sums of 32 whole numbers.
#[derive(Clone, Copy)]
pub struct Avx2(());

impl Avx2 {
    /// `None` on a machine without AVX2 and fused operations.
    #[must_use]
    pub fn new() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }
}

impl Kernel for Avx2 {
    #[inline(always)]
    fn tile(self, inputs: &[u8], rows: usize, panel: &[i8], _: &Start, sums: &mut Sums) {
        // SAFETY: `Avx2` is only made where the machine has AVX2.
        unsafe { tile_256(inputs, rows, panel, sums) }
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
    fn tile(self, inputs: &[u8], rows: usize, panel: &[i8], start: &Start, sums: &mut Sums) {
        // SAFETY: `Avx512` is only made where the machine has what the function needs.
        unsafe { tile_512(inputs, rows, panel, start, sums) }
    }

    reduce::with_avx512!();
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
fn tile_256(inputs: &[u8], rows: usize, panel: &[i8], out: &mut Sums) {
    let quads = panel.len() / (QUAD * PANEL);
    assert_eq!(inputs.len(), TILE * quads * QUAD, "rows of a tile");
    let (offset, ones) = (_mm256_set1_epi8(OFFSET as i8), _mm256_set1_epi16(1));
    for (block, out) in out.0.chunks_exact_mut(ROWS).enumerate().take(rows.div_ceil(ROWS)) {
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
}

/// Rows whose sums fit AVX-512's 32 registers.
const WIDE_ROWS: usize = 8;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn tile_512(inputs: &[u8], rows: usize, panel: &[i8], start: &Start, out: &mut Sums) {
    let quads = panel.len() / (QUAD * PANEL);
    assert_eq!(inputs.len(), TILE * quads * QUAD, "rows of a tile");
    let blocks = inputs.chunks_exact(WIDE_ROWS * quads * QUAD).zip(out.0.chunks_exact_mut(WIDE_ROWS));
    for (inputs, out) in blocks.take(rows.div_ceil(WIDE_ROWS)) {
        let from = start.0.as_ptr();
        // SAFETY: 32 values of 32 bits: two unaligned registers.
        let start = unsafe { [_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(PANEL / 2).cast())] };
        let mut sums = [start; WIDE_ROWS];
        for (i, weights) in panel.chunks_exact(QUAD * PANEL).enumerate() {
            let from = weights.as_ptr();
            // SAFETY: the chunk holds 128 values of 8 bits: two unaligned registers.
            let (low, high) =
                unsafe { (_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(QUAD * PANEL / 2).cast())) };
            // Written out, for the sums to stay in registers: as a loop it is three times slower.
            macro_rules! rows {
                ($($row:literal)*) => {$(
                    // SAFETY: `i < quads`, and `inputs` holds `WIDE_ROWS` rows of so many.
                    let x = _mm512_set1_epi32(unsafe { quad(inputs, $row * quads + i) });
                    sums[$row][0] = _mm512_dpbusd_epi32(sums[$row][0], x, low);
                    sums[$row][1] = _mm512_dpbusd_epi32(sums[$row][1], x, high);
                )*};
            }
            rows!(0 1 2 3 4 5 6 7);
        }
        for (row, sum) in out.iter_mut().zip(sums) {
            let to = row.as_mut_ptr();
            // SAFETY: the row holds 32 values of 32 bits: two unaligned registers.
            unsafe {
                _mm512_storeu_si512(to.cast(), sum[0]);
                _mm512_storeu_si512(to.add(PANEL / 2).cast(), sum[1]);
            }
        }
    }
}
