//! The model file: a line of magic, a JSON header with its length before it, then the tensors in the order of [`Weights::read`].

use serde::Deserialize;

use super::confidence::Filter;
use super::crf::{Crf, LABELS};
use super::features;
use super::kernels::{self, GRAIN, Linear, Norm};
use super::links::{DISTANCES, Links};
use super::mentions::{Curves, Meanings};
use super::output::{NAMES, NOMINALS};
use crate::error::{Error, Result};

const MAGIC: &[u8] = b"whosaid-tagger 2\n";

#[derive(Deserialize)]
struct Header {
    rows: usize,
    width: usize,
    hidden: usize,
    convolutions: usize,
    layers: usize,
    rank: usize,
    meaning: usize,
    languages: Vec<String>,
    filter: Filter,
    curves: Curves,
}

/// A row of the feature table is `scale` times its 8-bit values.
pub struct Table {
    /// Values of a row.
    pub width: usize,
    scales: Vec<f32>,
    values: &'static [u8],
}

impl Table {
    /// Scale and values of a row.
    #[inline(always)]
    pub fn row(&self, row: u32) -> (f32, &[u8]) {
        let row = row as usize;
        (self.scales[row], &self.values[row * self.width..(row + 1) * self.width])
    }

    /// Has a row brought near, for it will be asked for soon: the table is larger than what the processor keeps at hand.
    #[inline(always)]
    pub fn expect(&self, row: u32) {
        kernels::bring_near(self.row(row).1);
    }
}

/// A bidirectional QRNN layer.
pub struct Recurrence {
    /// To candidates, forget gates and output gates, each forwards then backwards; what the gates get is halved.
    pub inner: Linear,
    /// Back to the width of the network.
    pub outer: Linear,
    /// After it.
    pub norm: Norm,
}

/// Everything that was trained.
pub struct Weights {
    /// Features.
    pub table: Table,
    /// After the features' sum.
    pub norm: Norm,
    /// Windows of three, maxout of two.
    pub convolutions: Vec<(Linear, Norm)>,
    /// Recurrent layers.
    pub recurrences: Vec<Recurrence>,
    /// Values of a direction of a recurrent layer.
    pub hidden: usize,
    /// Before the outputs.
    pub last: Norm,
    /// To the scores of labels, of names, of other mentions, and to said or not.
    pub out: Linear,
    /// To the four views that links compare.
    pub links: Links,
    /// Label sequences.
    pub crf: Crf,
    /// How mentions are compared.
    pub meanings: Meanings,
    /// How sure.
    pub filter: Filter,
    /// How sure of mentions, antecedents, and of said or not.
    pub curves: Curves,
    /// The languages that it was trained on, as ISO 639-1 codes.
    pub languages: Vec<String>,
}

struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn bytes(&mut self, n: usize) -> Result<&'static [u8]> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or_else(|| Error::new("the model file ends too early"))?;
        self.rest = rest;
        Ok(head)
    }

    fn floats(&mut self, n: usize) -> Result<Vec<f32>> {
        let bytes = self.bytes(n * 4)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> Result<Linear> {
        let scales = self.floats(outputs)?;
        let weights = self.bytes(inputs * outputs)?;
        let bias = self.floats(outputs)?;
        Ok(Linear::new(inputs, weights, &scales, &bias))
    }

    fn norm(&mut self, width: usize) -> Result<Norm> {
        Ok(Norm { scale: self.floats(width)?, shift: self.floats(width)? })
    }
}

impl Weights {
    /// Reads a model file.
    ///
    /// # Errors
    /// A file of another format, of other sizes than this program's features, or cut short.
    pub fn read(file: &'static [u8]) -> Result<Self> {
        let rest = file.strip_prefix(MAGIC).ok_or_else(|| Error::new("no model file of this version"))?;
        let mut r = Reader { rest };
        let n = r.bytes(4)?;
        let header = r.bytes(u32::from_le_bytes([n[0], n[1], n[2], n[3]]) as usize)?;
        let h: Header =
            serde_json::from_slice(header).map_err(|e| Error::new(format!("the model file's header: {e}")))?;
        if h.rows != features::ROWS as usize || !h.width.is_multiple_of(GRAIN) || !h.hidden.is_multiple_of(GRAIN) {
            return Err(
                Error::new("the model file was trained with other features").hint("train it again: training/README.md")
            );
        }
        let width = h.width;
        let table = Table { width, scales: r.floats(h.rows)?, values: r.bytes(h.rows * width)? };
        let norm = r.norm(width)?;
        let mut convolutions = Vec::new();
        for _ in 0..h.convolutions {
            convolutions.push((r.linear(3 * width, 2 * width)?, r.norm(width)?));
        }
        let mut recurrences = Vec::new();
        for _ in 0..h.layers {
            let (inner, outer) = (r.linear(width, 6 * h.hidden)?, r.linear(2 * h.hidden, width)?);
            recurrences.push(Recurrence { inner: inner.scaled(2 * h.hidden, 0.5), outer, norm: r.norm(width)? });
        }
        let last = r.norm(width)?;
        let out = r.linear(width, LABELS + NAMES + NOMINALS + 1)?;
        let views = r.linear(width, 4 * h.rank)?;
        let looks = r.linear(width, 2 * h.meaning)?;
        let crf = Crf::new(&r.floats(LABELS * LABELS)?, &r.floats(LABELS)?, &r.floats(LABELS)?);
        let (cue, source) = (r.floats(DISTANCES)?, r.floats(DISTANCES)?);
        let null = r.floats(2)?;
        let links = Links {
            views,
            rank: h.rank,
            cue_distance: cue,
            source_distance: source,
            no_cue: null[0],
            no_source: null[1],
        };
        let meanings =
            Meanings { views: looks, rank: h.meaning, distance: r.floats(DISTANCES)?, none: r.floats(1)?[0] };
        if !r.rest.is_empty() {
            return Err(Error::new("the model file is longer than its header says"));
        }
        h.filter.check()?;
        Ok(Self {
            table,
            norm,
            convolutions,
            recurrences,
            hidden: h.hidden,
            last,
            out,
            links,
            crf,
            meanings,
            filter: h.filter,
            curves: h.curves,
            languages: h.languages,
        })
    }
}
