//! From feature rows to one vector a word: a window of three, then bidirectional QRNN layers (Bradbury et al., arXiv:1611.01576).

use super::features::Window;
use super::kernels::{Inputs, Kernel, Portable, sigmoid, tanh};
use super::weights::{Recurrence, Weights};

/// What the network says of a window.
#[derive(Debug, Default)]
pub struct Output {
    /// Score of each label of each word.
    pub scores: Vec<[f32; super::crf::LABELS]>,
    /// For each word, the four views that links compare, one after the other.
    pub views: Vec<f32>,
    /// Values of a word's views.
    pub stride: usize,
}

/// Buffers, used again for every window.
#[derive(Default)]
pub struct Scratch {
    x: Vec<f32>,
    y: Vec<f32>,
    state: Vec<f32>,
    inputs: Inputs,
}

impl Weights {
    /// Runs the network over a window.
    pub fn run(&self, window: &Window, scratch: &mut Scratch) -> Output {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(kernel) = super::kernels::Avx512::new() {
                // SAFETY: `Avx512` is only made where the machine has what the function needs.
                return unsafe { self.run_avx512(kernel, window, scratch) };
            }
            if let Some(kernel) = super::kernels::Avx2::new() {
                // SAFETY: `Avx2` is only made where the machine has AVX2.
                return unsafe { self.run_avx2(kernel, window, scratch) };
            }
        }
        self.run_with(Portable, window, scratch)
    }

    /// The same with plain Rust, to compare with.
    #[doc(hidden)]
    pub fn run_portable(&self, window: &Window, scratch: &mut Scratch) -> Output {
        self.run_with(Portable, window, scratch)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    fn run_avx512(&self, kernel: super::kernels::Avx512, window: &Window, scratch: &mut Scratch) -> Output {
        self.run_with(kernel, window, scratch)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, kernel: super::kernels::Avx2, window: &Window, scratch: &mut Scratch) -> Output {
        self.run_with(kernel, window, scratch)
    }

    #[inline(always)]
    fn run_with<K: Kernel>(&self, kernel: K, window: &Window, s: &mut Scratch) -> Output {
        let (rows, width) = (window.rows.len(), self.table.width);
        s.x.clear();
        s.x.resize(rows * width, 0.0);
        for (word, x) in s.x.chunks_exact_mut(width).enumerate() {
            for row in window.all_rows(word) {
                let (scale, values) = self.table.row(row);
                for (x, &v) in x.iter_mut().zip(values) {
                    *x += scale * f32::from(v as i8);
                }
            }
            self.norm.apply(x);
        }
        for (linear, norm) in &self.convolutions {
            s.inputs.quantise_neighbours(&s.x, width);
            linear.apply(kernel, &s.inputs, rows, &mut s.y);
            for (x, y) in s.x.chunks_exact_mut(width).zip(s.y.chunks_exact_mut(linear.stride())) {
                let (a, b) = y.split_at_mut(width);
                for (a, b) in a.iter_mut().zip(b) {
                    *a = a.max(*b);
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
        let mut output = Output { stride: self.links.views.stride(), ..Output::default() };
        self.out.apply(kernel, &s.inputs, rows, &mut s.y);
        output
            .scores
            .extend(s.y.chunks_exact(self.out.stride()).take(rows).map(|y| std::array::from_fn(|label| y[label])));
        self.links.views.apply(kernel, &s.inputs, rows, &mut output.views);
        output
    }

    #[inline(always)]
    fn recur<K: Kernel>(&self, kernel: K, layer: &Recurrence, rows: usize, s: &mut Scratch) {
        let (width, h) = (self.table.width, self.hidden);
        s.inputs.quantise(&s.x, width);
        layer.inner.apply(kernel, &s.inputs, rows, &mut s.y);
        let stride = layer.inner.stride();
        for y in s.y.chunks_exact_mut(stride).take(rows) {
            let (candidates, gates) = y.split_at_mut(2 * h);
            for v in candidates {
                *v = tanh(*v);
            }
            for v in gates {
                *v = sigmoid(*v);
            }
        }
        s.state.clear();
        s.state.resize(rows * 2 * h, 0.0);
        let mut last = vec![0.0; h];
        for i in 0..rows {
            step(&s.y[i * stride..], h, 0, &mut last, &mut s.state[i * 2 * h..]);
        }
        last.fill(0.0);
        for i in (0..rows).rev() {
            step(&s.y[i * stride..], h, 1, &mut last, &mut s.state[i * 2 * h..]);
        }
        s.inputs.quantise(&s.state, 2 * h);
        layer.outer.apply(kernel, &s.inputs, rows, &mut s.y);
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
