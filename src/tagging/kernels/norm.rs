//! Layer normalisation.

use super::Kernel;

/// Scale and shift of a layer norm.
pub struct Norm {
    /// By which the normalised values are multiplied.
    pub scale: Vec<f32>,
    /// What is added.
    pub shift: Vec<f32>,
}

impl Norm {
    /// Normalises one row in place.
    #[inline(always)]
    pub fn apply(&self, kernel: impl Kernel, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = kernel.sum(row) / count;
        let variance = kernel.squares(row, mean) / count;
        let factor = 1.0 / (variance + 1e-5).sqrt();
        for ((v, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *v = ((*v - mean) * factor).mul_add(*scale, *shift);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Portable;
    use super::*;

    #[test]
    fn a_row_has_mean_0_and_variance_1() {
        let mut row: Vec<f32> = (0..32).map(|i| i as f32 - 20.0).collect();
        Norm { scale: vec![1.0; 32], shift: vec![0.0; 32] }.apply(Portable, &mut row);
        assert!(Portable.sum(&row).abs() < 1e-4 && (Portable.squares(&row, 0.0) - 32.0).abs() < 1e-2);
    }
}
