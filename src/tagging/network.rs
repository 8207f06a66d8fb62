//! From feature rows to one vector a word: a window of three, then bidirectional QRNN layers (Bradbury et al., arXiv:1611.01576).

use super::crf::LABELS;
use super::features::Window;
use super::kernels::choice::{self, Choice};
use super::kernels::{Aligned, Inputs, Kernel, PANEL, Portable, Squash, larger};
use super::output::{NAMES, NOMINALS, Output, WordScores};
use super::weights::{Recurrence, Weights};

/// Rows that are computed at once, unless one window has more: enough to fill the tiles, few enough to stay near the processor.
const BATCH: usize = 256;
/// Values of a word's features that are summed at a time, so that the sums stay in registers.
const BLOCK: usize = 64;
/// Candidates, forget gates, output gates.
const KINDS: usize = 3;
/// So many words before their turn, rows are asked for.
const AHEAD: usize = 3;

/// Buffers, used again for every batch.
#[derive(Default)]
pub struct Scratch {
    x: Aligned<f32>,
    y: Aligned<f32>,
    state: Aligned<f32>,
    inputs: Inputs,
    scores: Vec<[f32; LABELS]>,
    views: Aligned<f32>,
    words: Vec<WordScores>,
    meanings: Aligned<f32>,
    /// For each window, the number of rows up to its end.
    ends: Vec<usize>,
}

impl Scratch {
    /// What was computed last, window by window, with so many values a word in the views and the meanings.
    fn outputs(&self, stride: usize, meaning_stride: usize) -> impl Iterator<Item = Output<'_>> {
        self.ends.iter().scan(0, move |start, &end| {
            let range = std::mem::replace(start, end)..end;
            let views = &self.views[range.start * stride..range.end * stride];
            let meanings = &self.meanings[range.start * meaning_stride..range.end * meaning_stride];
            let (scores, words) = (&self.scores[range.clone()], &self.words[range]);
            Some(Output { scores, views, stride, words, meanings, meaning_stride })
        })
    }
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
    pub fn run<'s>(&self, windows: &[Window], scratch: &'s mut Scratch) -> impl Iterator<Item = Output<'s>> + use<'s> {
        // Whoever names a kernel that is none hears of it at the door.
        self.run_on(choice::kernel().unwrap_or_else(|_| choice::widest()), windows, scratch)
    }

    /// The same with this kernel, or, where the machine lacks it, with plain Rust.
    pub(crate) fn run_on<'s>(
        &self,
        choice: Choice,
        windows: &[Window],
        scratch: &'s mut Scratch,
    ) -> impl Iterator<Item = Output<'s>> + use<'s> {
        self.compute(choice, windows, scratch);
        scratch.outputs(self.links.views.stride(), self.meanings.views.stride())
    }

    fn compute(&self, choice: Choice, windows: &[Window], scratch: &mut Scratch) {
        #[cfg(target_arch = "x86_64")]
        {
            #[cfg(target_os = "linux")]
            if choice == Choice::Amx
                && let Some(session) = super::kernels::amx::Session::new()
            {
                // SAFETY: a session is only made where the machine has what the function needs.
                return unsafe { self.run_avx512(session.kernel(), windows, scratch) };
            }
            if matches!(choice, Choice::Avx512 | Choice::Amx)
                && let Some(kernel) = super::kernels::Avx512::new()
            {
                // SAFETY: `Avx512` is only made where the machine has what the function needs.
                return unsafe { self.run_avx512(kernel, windows, scratch) };
            }
            if choice == Choice::Avx2
                && let Some(kernel) = super::kernels::Avx2::new()
            {
                // SAFETY: `Avx2` is only made where the machine has what the function needs.
                return unsafe { self.run_avx2(kernel, windows, scratch) };
            }
        }
        let _ = choice;
        self.run_with(Portable, windows, scratch);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "fma,avx512f,avx512bw,avx512vl,avx512vnni")]
    fn run_avx512<K: Kernel>(&self, kernel: K, windows: &[Window], scratch: &mut Scratch) {
        self.run_with(kernel, windows, scratch);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn run_avx2(&self, kernel: super::kernels::Avx2, windows: &[Window], scratch: &mut Scratch) {
        self.run_with(kernel, windows, scratch);
    }

    #[inline(always)]
    fn run_with<K: Kernel>(&self, kernel: K, windows: &[Window], s: &mut Scratch) {
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
            self.norm.apply(kernel, x);
        }
        for (linear, norm) in &self.convolutions {
            s.inputs.quantise_neighbours(kernel, &s.x, width, &s.ends);
            linear.apply(kernel, &s.inputs, rows, &mut s.y);
            for (x, y) in s.x.chunks_exact_mut(width).zip(s.y.chunks_exact_mut(linear.stride())) {
                let (a, b) = y.split_at_mut(width);
                for (a, b) in a.iter_mut().zip(b) {
                    *a = larger(*a, *b);
                }
                norm.apply(kernel, a);
                add(x, a);
            }
        }
        for layer in &self.recurrences {
            self.recur(kernel, layer, rows, s);
        }
        for x in s.x.chunks_exact_mut(width) {
            self.last.apply(kernel, x);
        }
        s.inputs.quantise(kernel, &s.x, width);
        self.out.apply(kernel, &s.inputs, rows, &mut s.y);
        s.scores.clear();
        s.words.clear();
        for y in s.y.chunks_exact(self.out.stride()).take(rows) {
            s.scores.push(std::array::from_fn(|label| y[label]));
            s.words.push(WordScores {
                names: std::array::from_fn(|label| y[LABELS + label]),
                nominals: std::array::from_fn(|label| y[LABELS + NAMES + label]),
                said: y[LABELS + NAMES + NOMINALS],
            });
        }
        self.links.views.apply(kernel, &s.inputs, rows, &mut s.views);
        self.meanings.views.apply(kernel, &s.inputs, rows, &mut s.meanings);
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
        s.inputs.quantise(kernel, &s.x, width);
        s.state.resize(rows * 2 * h);
        // A part of one direction at a time, so that what the products give is still near when the words are gone through.
        let parts = h / PANEL;
        for part in 0..2 * parts {
            let which = |kind: usize| {
                let squash = if kind == 0 { Squash::Tangent } else { Squash::Logistic };
                (kind * 2 * parts + part, squash)
            };
            layer.inner.panels(kernel, &s.inputs, rows, KINDS, which, &mut s.y);
            let mut start = 0;
            for &end in &s.ends {
                let words = s.y[start * KINDS * PANEL..end * KINDS * PANEL].as_chunks().0.as_chunks().0;
                let out = s.state[start * 2 * h..end * 2 * h].as_chunks_mut().0;
                if part < parts {
                    steps(words, out, part, |word| word);
                } else {
                    steps(words, out, part, |word| words.len() - 1 - word);
                }
                start = end;
            }
        }
        s.inputs.quantise(kernel, &s.state, 2 * h);
        layer.outer.apply(kernel, &s.inputs, rows, &mut s.y);
        for (x, y) in s.x.chunks_exact_mut(width).zip(s.y.chunks_exact_mut(layer.outer.stride())) {
            let y = &mut y[..width];
            layer.norm.apply(kernel, y);
            add(x, y);
        }
    }
}

/// Words of one direction, one behind the other in the order that `nth` tells, a panel wide: `c = f·c + (1 - f)·z`, out `o·c`, to the panel `part` of
/// each word's row of `out`.
#[inline(always)]
fn steps(words: &[[[f32; PANEL]; KINDS]], out: &mut [[f32; PANEL]], part: usize, nth: impl Fn(usize) -> usize) {
    let row = out.len().checked_div(words.len()).unwrap_or(0);
    let mut c = [0.0; PANEL];
    for word in 0..words.len() {
        let word = nth(word);
        let [z, f, o] = words[word];
        // Values of its own: the compiler need not think that the loop reads what it writes.
        let mut told = [0.0; PANEL];
        for i in 0..PANEL {
            c[i] = f[i].mul_add(c[i] - z[i], z[i]);
            told[i] = c[i] * o[i];
        }
        out[word * row + part] = told;
    }
}

#[inline(always)]
fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}
