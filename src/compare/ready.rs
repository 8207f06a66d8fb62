//! A claim made ready for many comparisons: what is the same in each of them is counted once.

use super::clauses::{self, Clause};
use super::sketch::{Sketch, Token};
use super::table::{SIZE, Table};
use std::sync::OnceLock;

/// Clauses of a claim that are compared by themselves.
const MOST_PARTS: usize = 6;

/// A claim made ready for many comparisons.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The claim.
    pub sketch: Sketch,
    /// The article, as a number.
    pub article: u32,
    weights: Vec<f32>,
    /// What its words tell together.
    pub(super) total: f32,
    /// Its figures, each once.
    pub(super) numbers: Vec<u32>,
    meaning: [f32; SIZE],
    /// Of each word, whether what it says is negated.
    negated: Vec<bool>,
    parts: OnceLock<Vec<Ready>>,
}

impl Ready {
    /// Makes a claim of an article ready.
    #[must_use]
    pub fn new(sketch: Sketch, article: u32, table: &Table) -> Self {
        let weights: Vec<f32> = sketch.tokens.iter().map(|token| token.weight(table)).collect();
        let mut meaning = [0.0; SIZE];
        for (token, weight) in sketch.tokens.iter().zip(&weights) {
            if let Some((vector, scale)) = table.scaled(token.code) {
                meaning.iter_mut().zip(vector).for_each(|(sum, &x)| *sum += f32::from(x) * scale * weight * weight);
            }
        }
        let length = meaning.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        meaning.iter_mut().for_each(|x| *x /= length);
        let mut numbers: Vec<u32> = sketch.tokens.iter().filter(|token| token.is_number()).map(|t| t.code).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let total = weights.iter().sum();
        let mut negated = clauses::negated(&sketch.clauses, sketch.tokens.len());
        negated.iter_mut().for_each(|negated| *negated ^= sketch.denies);
        Self { sketch, article, weights, total, numbers, meaning, negated, parts: OnceLock::new() }
    }

    /// Its clauses, where it has several; no more than a few.
    #[must_use]
    pub fn parts(&self, table: &Table) -> &[Self] {
        self.parts.get_or_init(|| self.cut(table))
    }

    fn cut(&self, table: &Table) -> Vec<Self> {
        let clauses = &self.sketch.clauses;
        if clauses.len() < 2 {
            return Vec::new();
        }
        let starts = std::iter::once(0).chain(clauses.iter().map(|clause| clause.end));
        let part = |(from, clause): (usize, &Clause)| {
            let tokens = self.sketch.tokens.get(from..clause.end).unwrap_or_default().to_vec();
            let clauses = vec![Clause { end: tokens.len(), ..*clause }];
            let sketch = Sketch { tokens, clauses, ..self.sketch.clone() };
            Self::new(sketch, self.article, table)
        };
        starts.zip(clauses).take(MOST_PARTS).map(part).collect()
    }

    /// How alike two claims are as wholes, the cosine of their words' sums.
    #[must_use]
    pub fn alike(&self, other: &Self) -> f32 {
        self.meaning.iter().zip(&other.meaning).map(|(x, y)| x * y).sum()
    }

    /// Each word with how much it tells.
    pub fn weighed(&self) -> impl Iterator<Item = (Token, f32)> + '_ {
        self.sketch.tokens.iter().copied().zip(self.weights.iter().copied())
    }

    /// Of each word, whether what it says is negated or denied.
    #[must_use]
    pub fn negated(&self) -> &[bool] {
        &self.negated
    }

    /// Days between both, 0 where they overlap; `None` where one has no date.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Option<i32> {
        let ((a, b), (c, d)) = (self.sketch.days()?, other.sketch.days()?);
        Some((c - b).max(a - d).max(0))
    }
}
