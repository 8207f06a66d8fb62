//! Label sequences: the best one, and how probable each label is (Lafferty et al., 2001).

/// Labels: outside, then beginning and inside of source, cue, content.
pub const LABELS: usize = 7;

/// [`LABELS`] and one that does not count: all steps to a word's labels are taken side by side, and processors like powers of two.
const LANES: usize = 8;

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

/// Probability of each label of each word.
pub type Marginals = Vec<[f64; LABELS]>;

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

    /// The best labels, when `bias` is taken from the score of "outside".
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

    /// Forward-backward, rescaled at every word.
    #[must_use]
    pub fn marginals(&self, scores: &[[f32; LABELS]]) -> Marginals {
        let weights: Marginals = scores
            .iter()
            .map(|s| {
                let top = s.iter().fold(f32::MIN, |a, &b| a.max(b));
                // The top one's is 1, which need not be reckoned.
                std::array::from_fn(|j| if s[j] == top { 1.0 } else { f64::from(s[j] - top).exp() })
            })
            .collect();
        let mut out = weights.clone();
        for t in 0..out.len() {
            let before = match t.checked_sub(1) {
                None => wide(|j| f64::from(self.starts[j]).exp()),
                Some(before) => through(&self.weights, &out[before]),
            };
            for (p, before) in out[t].iter_mut().zip(before) {
                *p *= before;
            }
            normalise(&mut out[t]);
        }
        let mut after: [f64; LABELS] = std::array::from_fn(|j| f64::from(self.ends[j]).exp());
        for t in (0..out.len()).rev() {
            if t + 1 < out.len() {
                let next: [f64; LABELS] = std::array::from_fn(|j| after[j] * weights[t + 1][j]);
                let all = through(&self.weights_back, &next);
                after = std::array::from_fn(|i| all[i]);
                normalise(&mut after);
            }
            for j in 0..LABELS {
                out[t][j] *= after[j];
            }
        }
        for p in &mut out {
            normalise(p);
        }
        out
    }
}

/// The sum over all labels of their values times their weights, for each label at the other end.
fn through(weights: &[[f64; LANES]; LABELS], values: &[f64; LABELS]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for (weights, value) in weights.iter().zip(values) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += value * weight;
        }
    }
    sums
}

/// An array with a value for each label, and nothing for what is no label.
fn wide<T: Default>(value: impl Fn(usize) -> T) -> [T; LANES] {
    std::array::from_fn(|i| if i < LABELS { value(i) } else { T::default() })
}

fn normalise(values: &mut [f64; LABELS]) {
    let sum: f64 = values.iter().sum::<f64>().max(1e-300);
    for v in values {
        *v /= sum;
    }
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
}
