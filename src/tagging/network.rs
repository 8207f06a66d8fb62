//! From feature rows to one vector a word: a window of three, then bidirectional QRNN layers (Bradbury et al., arXiv:1611.01576).

use super::crf::LABELS;
use super::features::Window;
use super::kernels::{Aligned, Inputs, Kernel, Portable, larger, squash};
use super::weights::{Recurrence, Weights};

/// Rows that are computed at once, unless one window has more: enough to fill the tiles, few enough to stay near the processor.
const BATCH: usize = 256;
/// Values of a word's features that are summed at a time, so that the sums stay in registers.
const BLOCK: usize = 64;
/// So many words before their turn, rows are asked for.
const AHEAD: usize = 3;

/// What the network says of a window.
#[derive(Debug, Default)]
pub struct Output {
    /// Score of each label of each word.
    pub scores: Vec<[f32; LABELS]>,
    /// For each word, the four views that links compare, one after the other.
    pub views: Vec<f32>,
    /// Values of a word's views.
    pub stride: usize,
}

/// Buffers, used again for every batch.
#[derive(Default)]
pub struct Scratch {
    x: Aligned<f32>,
    y: Aligned<f32>,
    state: Aligned<f32>,
    last: Aligned<f32>,
    inputs: Inputs,
    /// For each window, the number of rows up to its end.
    ends: Vec<usize>,
}

/// The windows in groups that are worth running together.
pub fn batches(windows: &[Window]) -> impl Iterator<Item = &[Window]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let mut rows = 0;
        let fits = |w: &&Window| {
            let first = rows == 0;
            rows += w.rows.len();
            first || rows <= BATCH
        };
        let count = rest.iter().take_while(fits).count();
        let (batch, behind) = rest.split_at(count);
        rest = behind;
        (!batch.is_empty()).then_some(batch)
    })
}

impl Weights {
    /// Runs the network over windows at once; none sees anything of another.
    pub fn run(&self, windows: &[Window], scratch: &mut Scratch) -> Vec<Output> {
        #[cfg(target_arch = "x86_64")]
        {
            #[cfg(target_os = "linux")]
            if let Some(session) = super::kernels::amx::Session::new() {
                // SAFETY: a session is only made where the machine has what the function needs.
                return unsafe { self.run_avx512(session.kernel(), windows, scratch) };
            }
            if let Some(kernel) = super::kernels::Avx512::new() {
                // SAFETY: `Avx512` is only made where the machine has what the function needs.
                return unsafe { self.run_avx512(kernel, windows, scratch) };
            }
            if let Some(kernel) = super::kernels::Avx2::new() {
                // SAFETY: `Avx2` is only made where the machine has AVX2.
                return unsafe { self.run_avx2(kernel, windows, scratch) };
            }
        }
        self.run_with(Portable, windows, scratch)
    }

    /// The same with plain Rust, to compare with.
    #[doc(hidden)]
    pub fn run_portable(&self, windows: &[Window], scratch: &mut Scratch) -> Vec<Output> {
        self.run_with(Portable, windows, scratch)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    fn run_avx512<K: Kernel>(&self, kernel: K, windows: &[Window], scratch: &mut Scratch) -> Vec<Output> {
        self.run_with(kernel, windows, scratch)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, kernel: super::kernels::Avx2, windows: &[Window], scratch: &mut Scratch) -> Vec<Output> {
        self.run_with(kernel, windows, scratch)
    }

    #[inline(always)]
    fn run_with<K: Kernel>(&self, kernel: K, windows: &[Window], s: &mut Scratch) -> Vec<Output> {
        let width = self.table.width;
        s.ends.clear();
        s.ends.extend(windows.iter().scan(0, |rows, window| {
            *rows += window.rows.len();
            Some(*rows)
        }));
        let rows = s.ends.last().copied().unwrap_or(0);
        s.x.resize(rows * width);
        let words = windows.iter().flat_map(|window| (0..window.rows.len()).map(move |word| (window, word)));
        let ahead = words.clone().skip(AHEAD).map(Some).chain(std::iter::repeat(None));
        for (((window, word), next), x) in words.zip(ahead).zip(s.x.chunks_exact_mut(width)) {
            if let Some((window, word)) = next {
                window.all_rows(word).for_each(|row| self.table.expect(row));
            }
            self.features(window, word, x);
            self.norm.apply(x);
        }
        for (linear, norm) in &self.convolutions {
            s.inputs.quantise_neighbours(&s.x, width, &s.ends);
            linear.apply(kernel, &s.inputs, rows, &mut s.y, |_| |v| v);
            for (x, y) in s.x.chunks_exact_mut(width).zip(s.y.chunks_exact_mut(linear.stride())) {
                let (a, b) = y.split_at_mut(width);
                for (a, b) in a.iter_mut().zip(b) {
                    *a = larger(*a, *b);
                }
                norm.apply(a);
                add(x, a);
            }
        }
        for layer in &self.recurrences {
            self.recur(kernel, layer, rows, s);
        }
        for x in s.x.chunks_exact_mut(width) {
            self.last.apply(x);
        }
        s.inputs.quantise(&s.x, width);
        self.out.apply(kernel, &s.inputs, rows, &mut s.y, |_| |v| v);
        let mut scores = s.y.chunks_exact(self.out.stride()).map(|y| std::array::from_fn(|label| y[label]));
        let mut outputs: Vec<Output> = windows
            .iter()
            .map(|w| Output { scores: scores.by_ref().take(w.rows.len()).collect(), ..Output::default() })
            .collect();
        let stride = self.links.views.stride();
        self.links.views.apply(kernel, &s.inputs, rows, &mut s.y, |_| |v| v);
        let mut views = &s.y[..];
        for output in &mut outputs {
            let (own, behind) = views.split_at(output.scores.len() * stride);
            (output.views, output.stride, views) = (own.to_vec(), stride, behind);
        }
        outputs
    }

    /// The sum of a word's features.
    #[inline(always)]
    fn features(&self, window: &Window, word: usize, x: &mut [f32]) {
        let rows = window.all_rows(word);
        for (block, x) in x.chunks_exact_mut(BLOCK).enumerate() {
            let mut sums = [0.0; BLOCK];
            for row in rows.clone() {
                let (scale, values) = self.table.row(row);
                for (sum, &v) in sums.iter_mut().zip(&values[block * BLOCK..][..BLOCK]) {
                    *sum += scale * f32::from(v as i8);
                }
            }
            x.copy_from_slice(&sums);
        }
    }

    #[inline(always)]
    fn recur<K: Kernel>(&self, kernel: K, layer: &Recurrence, rows: usize, s: &mut Scratch) {
        let (width, h) = (self.table.width, self.hidden);
        s.inputs.quantise(&s.x, width);
        layer.inner.apply(kernel, &s.inputs, rows, &mut s.y, |first| {
            // Candidates by tanh, gates by the logistic function.
            let half = if first < 2 * h { 1.0 } else { 0.5 };
            move |v| squash(v, half)
        });
        let stride = layer.inner.stride();
        s.state.resize(rows * 2 * h);
        s.last.resize(h);
        let mut start = 0;
        for &end in &s.ends {
            s.last.fill(0.0);
            for i in start..end {
                step(&s.y[i * stride..], h, 0, &mut s.last, &mut s.state[i * 2 * h..]);
            }
            s.last.fill(0.0);
            for i in (start..end).rev() {
                step(&s.y[i * stride..], h, 1, &mut s.last, &mut s.state[i * 2 * h..]);
            }
            start = end;
        }
        s.inputs.quantise(&s.state, 2 * h);
        layer.outer.apply(kernel, &s.inputs, rows, &mut s.y, |_| |v| v);
        for (x, y) in s.x.chunks_exact_mut(width).zip(s.y.chunks_exact_mut(layer.outer.stride())) {
            let y = &mut y[..width];
            layer.norm.apply(y);
            add(x, y);
        }
    }
}

/// One word of one direction: `c = f·c + (1 - f)·z`, out `o·c`.
#[inline(always)]
fn step(y: &[f32], h: usize, direction: usize, last: &mut [f32], out: &mut [f32]) {
    let z = &y[direction * h..][..h];
    let f = &y[(2 + direction) * h..][..h];
    let o = &y[(4 + direction) * h..][..h];
    let out = &mut out[direction * h..][..h];
    for ((((c, &z), &f), &o), out) in last.iter_mut().zip(z).zip(f).zip(o).zip(out) {
        *c = f * *c + (1.0 - f) * z;
        *out = *c * o;
    }
}

#[inline(always)]
fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}
