//! What is done element by element, or along a row in an order that is the same on every machine.

/// Lanes of a sum of `f32`.
pub const LANES: usize = 16;

/// The sum of a row whose length is a multiple of [`LANES`].
#[inline(always)]
pub fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (lane, &v) in lanes.iter_mut().zip(chunk) {
            *lane += f(v);
        }
    }
    together(lanes, |a, b| a + b)
}

/// The largest magnitude of a row whose length is a multiple of [`LANES`].
#[inline(always)]
pub fn most(row: &[f32]) -> f32 {
    let mut most = [0.0_f32; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        most = std::array::from_fn(|i| larger(most[i], chunk[i].abs()));
    }
    together(most, larger)
}

/// All lanes in one, halves with halves: one lane after the other would wait for each.
#[inline(always)]
fn together(mut lanes: [f32; LANES], f: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = f(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// `f32::max` without its care for what is no number, which costs three instructions.
#[inline(always)]
#[must_use]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Hyperbolic tangent within 1e-4: a ratio of two polynomials, fitted for the smallest error and cut off where it is 1.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    const END: f32 = 5.094;
    let x = larger(smaller(x, END), -END);
    let s = x * x;
    let p = s.mul_add(6.486_479e-4, 0.101_512_16).mul_add(s, 0.999_798_4);
    let q = s.mul_add(1.257_588_8e-2, 0.434_262_72).mul_add(s, 1.0);
    x * p * inverse(q)
}

/// One by a positive number, within 1e-5 of it. The bits of a number are nearly its logarithm, so that a subtraction gives a first guess; two of
/// Newton's steps take a third of the time of a division.
#[inline(always)]
fn inverse(q: f32) -> f32 {
    let guess = f32::from_bits(0x7EF3_11C7_u32.wrapping_sub(q.to_bits()));
    let guess = guess * (-q).mul_add(guess, 2.0);
    guess * (-q).mul_add(guess, 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_summed() {
        let row: Vec<f32> = (0..32).map(|i| i as f32 - 20.0).collect();
        assert_eq!(sum(&row, |v| v), -144.0);
        assert_eq!(most(&row), 20.0);
        assert_eq!(most(&row[16..]), 11.0);
    }
}
