//! Rows to one number with AVX-512: what plain Rust does lane by lane, and the lanes added up in the same order.
//!
//! Compilers make four narrow sums of sixteen lanes that are added up in the end.

use super::elements::LANES;
use std::arch::x86_64::{
    __m512, _mm_add_ps, _mm_add_ss, _mm_cvtss_f32, _mm_max_ps, _mm_max_ss, _mm_movehl_ps, _mm_shuffle_ps,
    _mm256_add_ps, _mm256_castpd_ps, _mm256_castps256_ps128, _mm256_extractf128_ps, _mm256_max_ps, _mm512_abs_ps,
    _mm512_add_ps, _mm512_castps_pd, _mm512_castps512_ps256, _mm512_extractf64x4_pd, _mm512_loadu_ps, _mm512_max_ps,
    _mm512_mul_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_sub_ps,
};

/// The parts of a row, one register each.
#[inline]
#[target_feature(enable = "avx512f")]
fn parts(row: &[f32]) -> impl Iterator<Item = __m512> {
    // SAFETY: each part holds sixteen values: an unaligned register.
    row.as_chunks::<LANES>().0.iter().map(|part| unsafe { _mm512_loadu_ps(part.as_ptr()) })
}

/// All lanes in one, halves with halves, by three widths of the same operation.
macro_rules! together {
    ($lanes:expr, $of_eight:ident, $of_four:ident, $of_one:ident) => {{
        let lanes: __m512 = $lanes;
        let high = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(lanes)));
        let lanes = $of_eight(_mm512_castps512_ps256(lanes), high);
        let lanes = $of_four(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps::<1>(lanes));
        let lanes = $of_four(lanes, _mm_movehl_ps(lanes, lanes));
        _mm_cvtss_f32($of_one(lanes, _mm_shuffle_ps::<1>(lanes, lanes)))
    }};
}

/// The sum of a row.
#[inline]
#[target_feature(enable = "avx512f")]
pub fn sum(row: &[f32]) -> f32 {
    let mut lanes = _mm512_setzero_ps();
    for part in parts(row) {
        lanes = _mm512_add_ps(lanes, part);
    }
    together!(lanes, _mm256_add_ps, _mm_add_ps, _mm_add_ss)
}

/// The sum of the squared distances of a row from `mean`.
#[inline]
#[target_feature(enable = "avx512f")]
pub fn squares(row: &[f32], mean: f32) -> f32 {
    let (mut lanes, mean) = (_mm512_setzero_ps(), _mm512_set1_ps(mean));
    for part in parts(row) {
        let away = _mm512_sub_ps(part, mean);
        lanes = _mm512_add_ps(lanes, _mm512_mul_ps(away, away));
    }
    together!(lanes, _mm256_add_ps, _mm_add_ps, _mm_add_ss)
}

/// The largest magnitude of a row.
#[inline]
#[target_feature(enable = "avx512f")]
pub fn most(row: &[f32]) -> f32 {
    let mut lanes = _mm512_setzero_ps();
    for part in parts(row) {
        lanes = _mm512_max_ps(lanes, _mm512_abs_ps(part));
    }
    together!(lanes, _mm256_max_ps, _mm_max_ps, _mm_max_ss)
}

/// The reductions of a `Kernel` that is only made where the machine has AVX-512.
macro_rules! with_avx512 {
    () => {
        #[inline(always)]
        fn sum(self, row: &[f32]) -> f32 {
            // SAFETY: the kernel is only made where the machine has AVX-512.
            unsafe { $crate::tagging::kernels::reduce::sum(row) }
        }

        #[inline(always)]
        fn squares(self, row: &[f32], mean: f32) -> f32 {
            // SAFETY: the same.
            unsafe { $crate::tagging::kernels::reduce::squares(row, mean) }
        }

        #[inline(always)]
        fn most(self, row: &[f32]) -> f32 {
            // SAFETY: the same.
            unsafe { $crate::tagging::kernels::reduce::most(row) }
        }
    };
}
pub(super) use with_avx512;
