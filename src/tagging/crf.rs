//! Label sequences: the best one, and how probable each label is (Lafferty et al., 2001).

/// Labels: outside, then beginning and inside of source, cue, content.
pub const LABELS: usize = 7;

/// [`LABELS`] and one that does not count: all steps to a word's labels are taken side by side, and processors like powers of two.
const LANES: usize = 8;
/// Words after which sums are brought back to 1, long before they are too small to be told from nothing.
const RESCALED: usize = 8;

/// Scores of transitions between labels.
pub struct Crf {
    /// `steps[i][j]`: from label i to label j.
    steps: [[f32; LANES]; LABELS],
    starts: [f32; LABELS],
    ends: [f32; LABELS],
    /// `exp(steps)`, from i to j.
    weights: [[f64; LANES]; LABELS],
    /// The same with the two changed.
    weights_back: [[f64; LANES]; LABELS],
}

/// Probability of each label of each word; the last is of no label, and 0.
pub type Marginals = Vec<[f64; LANES]>;

impl Crf {
    /// From row-major `steps` (from, to), starts and ends of [`LABELS`] values.
    #[must_use]
    pub fn new(steps: &[f32], starts: &[f32], ends: &[f32]) -> Self {
        Self {
            steps: std::array::from_fn(|i| wide(|j| steps[i * LABELS + j])),
            weights: std::array::from_fn(|i| wide(|j| f64::from(steps[i * LABELS + j]).exp())),
            weights_back: std::array::from_fn(|j| wide(|i| f64::from(steps[i * LABELS + j]).exp())),
            starts: std::array::from_fn(|i| starts[i]),
            ends: std::array::from_fn(|i| ends[i]),
        }
    }

    /// The best labels; `bias` is taken from the score of "outside".
    #[must_use]
    pub fn best(&self, scores: &[[f32; LABELS]], bias: f32) -> Vec<u8> {
        let Some(first) = scores.first() else { return Vec::new() };
        let mut now: [f32; LANES] = wide(|j| first[j] + self.starts[j]);
        now[0] -= bias;
        let mut back: Vec<[u32; LANES]> = Vec::with_capacity(scores.len());
        for s in &scores[1..] {
            let mut from = [0; LANES];
            let mut next: [f32; LANES] = std::array::from_fn(|j| now[0] + self.steps[0][j]);
            for (i, steps) in (0_u32..).zip(&self.steps).skip(1) {
                let past = now[i as usize];
                for j in 0..LANES {
                    let value = past + steps[j];
                    let better = value > next[j];
                    next[j] = if better { value } else { next[j] };
                    from[j] = if better { i } else { from[j] };
                }
            }
            for (next, s) in next.iter_mut().zip(s) {
                *next += s;
            }
            next[0] -= bias;
            now = next;
            back.push(from);
        }
        let mut label = 0;
        for j in 1..LABELS {
            if now[j] + self.ends[j] > now[label] + self.ends[label] {
                label = j;
            }
        }
        let mut out = vec![0; scores.len()];
        for (i, slot) in out.iter_mut().enumerate().rev() {
            *slot = label as u8;
            if i > 0 {
                label = back[i - 1][label] as usize;
            }
        }
        out
    }

    /// Forward-backward, rescaled now and then.
    #[must_use]
    pub fn marginals(&self, scores: &[[f32; LABELS]]) -> Marginals {
        let mut weights: Marginals = Vec::with_capacity(scores.len());
        for s in scores {
            let top = s.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
            weights.push(wide(|j| exp(f64::from(s[j] - top))));
        }
        let mut out = Vec::with_capacity(weights.len());
        let mut before = wide(|j| f64::from(self.starts[j]).exp());
        for (t, weights) in weights.iter().enumerate() {
            let mut reached = times(&before, weights);
            if t % RESCALED == 0 {
                reached = normal(reached);
            }
            out.push(reached);
            before = through(&self.weights, &reached);
        }
        let mut after = wide(|j| f64::from(self.ends[j]).exp());
        for (t, (out, weights)) in out.iter_mut().zip(&weights).enumerate().rev() {
            *out = normal(times(out, &after));
            after = through(&self.weights_back, &times(&after, weights));
            if t % RESCALED == 0 {
                after = normal(after);
            }
        }
        out
    }
}

/// The sum over all labels of their values times their weights, for each label at the other end.
#[inline(always)]
fn through(weights: &[[f64; LANES]; LABELS], values: &[f64; LANES]) -> [f64; LANES] {
    let part = |i: usize| -> [f64; LANES] { std::array::from_fn(|j| weights[i][j] * values[i]) };
    plus(&plus(&plus(&part(0), &part(1)), &plus(&part(2), &part(3))), &plus(&plus(&part(4), &part(5)), &part(6)))
}

#[inline(always)]
fn plus(a: &[f64; LANES], b: &[f64; LANES]) -> [f64; LANES] {
    std::array::from_fn(|j| a[j] + b[j])
}

#[inline(always)]
fn times(a: &[f64; LANES], b: &[f64; LANES]) -> [f64; LANES] {
    std::array::from_fn(|j| a[j] * b[j])
}

/// An array with a value for each label, and nothing for what is no label.
#[inline(always)]
fn wide<T: Default>(value: impl Fn(usize) -> T) -> [T; LANES] {
    std::array::from_fn(|i| if i < LABELS { value(i) } else { T::default() })
}

/// The values by their sum.
#[inline(always)]
fn normal(values: [f64; LANES]) -> [f64; LANES] {
    let [a, b, c, d, e, f, g, h] = values;
    let sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
    let each = 1.0 / sum.max(1e-300);
    std::array::from_fn(|j| values[j] * each)
}

/// `exp` of a number that is not above 0, to the last digits or so: the power of two that is nearest, and twelve terms of the series for the rest.
/// Without a branch, unlike the library's, so that eight are reckoned side by side.
#[inline(always)]
fn exp(x: f64) -> f64 {
    /// Added to a number, it leaves the nearest whole one in the last bits.
    const WHOLE: f64 = 6_755_399_441_055_744.0;
    /// `1/n!`, from the highest power down.
    const TERMS: [f64; 12] = {
        let (mut terms, mut n) = ([1.0; 12], 11);
        while n > 0 {
            // From the end: 1, 1, 1/2, 1/6, …
            terms[n - 1] = terms[n] / (12 - n) as f64;
            n -= 1;
        }
        terms
    };
    let x = if x > -700.0 { x } else { -700.0 };
    let power = x * std::f64::consts::LOG2_E + WHOLE;
    let rest = x - (power - WHOLE) * std::f64::consts::LN_2;
    let series = TERMS.iter().fold(0.0, |sum, term| sum * rest + term);
    f64::from_bits(series.to_bits().wrapping_add(power.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_trying_every_sequence() {
        let steps: Vec<f32> = (0..LABELS * LABELS).map(|i| ((i * 37 % 23) as f32 - 11.0) / 7.0).collect();
        let starts: Vec<f32> = (0..LABELS).map(|i| (i as f32 - 3.0) / 5.0).collect();
        let ends: Vec<f32> = (0..LABELS).map(|i| (2.0 - i as f32) / 3.0).collect();
        let crf = Crf::new(&steps, &starts, &ends);
        let scores: Vec<[f32; LABELS]> =
            (0..4).map(|t| std::array::from_fn(|j| ((t * 5 + j * 3) % 7) as f32 / 2.0)).collect();
        let (mut total, mut sums, mut best) = (0.0, vec![[0.0; LABELS]; 4], (f64::MIN, Vec::new()));
        for code in 0..LABELS.pow(4) {
            let y: Vec<usize> = (0..4).map(|t| code / LABELS.pow(t) % LABELS).collect();
            let mut score = f64::from(starts[y[0]] + ends[y[3]]);
            for t in 0..4 {
                score +=
                    f64::from(scores[t][y[t]]) + if t > 0 { f64::from(steps[y[t - 1] * LABELS + y[t]]) } else { 0.0 };
            }
            if score > best.0 {
                best = (score, y.iter().map(|&l| l as u8).collect());
            }
            total += score.exp();
            for t in 0..4 {
                sums[t][y[t]] += score.exp();
            }
        }
        assert_eq!(crf.best(&scores, 0.0), best.1);
        for (got, want) in crf.marginals(&scores).iter().zip(sums) {
            for (g, w) in got.iter().zip(want) {
                assert!((g - w / total).abs() < 1e-6);
            }
        }
        assert!(crf.best(&[], 0.0).is_empty() && crf.marginals(&[]).is_empty());
    }

    #[test]
    fn powers_are_right_to_the_last_digits() {
        for x in (0..7_000).map(|i| f64::from(i) * -0.1) {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-13, "{x}");
        }
        assert!((exp(f64::MIN), exp(0.0)) == (exp(-700.0), 1.0));
    }
}
