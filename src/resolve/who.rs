//! Who speaks: every candidate is scored, *nobody* among them.
//!
//! A candidate is a named entity that the text has spoken of before the claim, or that speaks next. What speaks for it is put into numbers
//! (`evidence`), and a small network, fitted on articles with known speakers ([`Scorer`], `training/who.py`), makes probabilities of them.

use std::sync::OnceLock;

use serde::Deserialize;

use super::columns::{EVIDENCE, Evidence, column};
use super::units::{self, Units};
use crate::error::{Error, Result};
use crate::model::probability::{log_odds, logistic};
use crate::model::{Attribution, Kind, Resolved, Rule, Speaker};

/// Candidates that are told where the name is null for doubt are at least so probable.
const WORTH_TELLING: f64 = 0.15;
/// A role noun means somebody only when that is likelier than so: on held-out articles half of the names between 0.5 and 0.65 were another's.
const NOUN: f64 = 0.65;
/// A pronoun likewise: on 75 articles that nobody had looked at, and the development sets, 4 of 6 names between 0.5 and 0.6 were another's.
const PRONOUN: f64 = 0.6;

/// `output · tanh(inner · evidence + inner_bias)` for each candidate, evidence less its mean, by its deviation; then a softmax.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "File")]
pub struct Scorer {
    mean: Vec<f32>,
    deviation: Vec<f32>,
    units: Units,
    /// Straight from the evidence.
    direct: Vec<f32>,
    /// A candidate less probable than this is doubted.
    pub threshold: f64,
    /// From what is known of a claim ([`Scorer::known`]) to the log-odds that all of it is right.
    whole: Vec<f64>,
    /// What these probabilities turned out to be on articles held out: both rise, straight lines between (isotonic regression; Zadrozny & Elkan, 2002).
    curve: Vec<(f64, f64)>,
}

/// [`Scorer`] as its file has it.
#[derive(Deserialize)]
struct File {
    mean: Vec<f32>,
    deviation: Vec<f32>,
    inner: Vec<Vec<f32>>,
    inner_bias: Vec<f32>,
    output: Vec<f32>,
    direct: Vec<f32>,
    threshold: f64,
    whole: Vec<f64>,
    curve: Vec<(f64, f64)>,
}

/// Numbers that tell how sure a whole claim is.
const WHOLE: usize = 13;

/// The file of the scorer.
pub static MODEL: &str = include_str!("../../models/who.json");

/// The scorer compiled in.
///
/// # Panics
/// Never in a build whose tests pass: a test reads it.
#[must_use]
pub fn scorer() -> &'static Scorer {
    static SCORER: OnceLock<Scorer> = OnceLock::new();
    SCORER.get_or_init(|| match serde_json::from_str(MODEL) {
        Ok(scorer) => scorer,
        Err(error) => panic!("models/who.json: {error}"),
    })
}

impl TryFrom<File> for Scorer {
    type Error = Error;

    fn try_from(file: File) -> Result<Self> {
        let fits = [&file.mean, &file.deviation, &file.direct].iter().all(|v| v.len() == EVIDENCE)
            && file.inner.iter().all(|r| r.len() == EVIDENCE)
            && file.inner.len() == file.inner_bias.len()
            && file.inner.len() == file.output.len()
            && file.whole.len() == WHOLE
            && file.curve.len() > 1
            && file.curve.is_sorted();
        if !fits {
            return Err(Error::new("the scorer of speakers has other sizes"));
        }
        Ok(Self {
            units: Units::new(&file.inner, &file.inner_bias, &file.output),
            mean: file.mean,
            deviation: file.deviation,
            direct: file.direct,
            threshold: file.threshold,
            whole: file.whole,
            curve: file.curve,
        })
    }
}

impl Scorer {
    /// What tells how sure a whole claim is: of its content, of its speaker, of what kind they are.
    #[must_use]
    pub fn known(attribution: &Attribution, kind: Kind, speaker: &Speaker) -> [f64; WHOLE] {
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let (content, who) = (odds(attribution.confidence), odds(speaker.confidence));
        [
            1.0,
            content,
            who,
            content.min(who),
            is(kind == Kind::Indirect),
            is(attribution.source.is_none()),
            is(speaker.name.is_none()),
            is(attribution.found_by == Rule::Model),
            is(speaker.resolved == Resolved::Named),
            is(speaker.resolved == Resolved::Alias),
            is(speaker.resolved == Resolved::Pronoun),
            is(speaker.resolved == Resolved::Role),
            is(kind == Kind::Direct),
        ]
    }

    /// The probability that content and speaker of a claim are right.
    #[must_use]
    pub fn whole(&self, attribution: &Attribution, kind: Kind, speaker: &Speaker) -> f64 {
        let odds: f64 = Self::known(attribution, kind, speaker).iter().zip(&self.whole).map(|(x, w)| x * w).sum();
        self.calibrated(logistic(odds))
    }

    fn calibrated(&self, p: f64) -> f64 {
        let behind = self.curve.partition_point(|k| k.0 <= p).clamp(1, self.curve.len() - 1);
        let ((x0, y0), (x1, y1)) = (self.curve[behind - 1], self.curve[behind]);
        let share = ((p - x0) / (x1 - x0).max(f64::EPSILON)).clamp(0.0, 1.0);
        y0 + share * (y1 - y0)
    }

    fn score(&self, evidence: &Evidence) -> f64 {
        let x: [f32; EVIDENCE] = std::array::from_fn(|i| (evidence[i] - self.mean[i]) / self.deviation[i]);
        units::dot(&self.direct, &x) + self.units.output(&x)
    }

    /// The probability of each candidate.
    #[must_use]
    pub fn probabilities(&self, candidates: &[Candidate]) -> Vec<f64> {
        let scores: Vec<f64> = candidates.iter().map(|c| self.score(&c.evidence)).collect();
        let top = scores.iter().copied().fold(f64::MIN, f64::max);
        let total: f64 = scores.iter().map(|s| (s - top).exp()).sum();
        scores.iter().map(|s| (s - top).exp() / total).collect()
    }
}

/// Log-odds of a probability, within ±9.
pub(super) fn odds(p: f64) -> f64 {
    log_odds(p, 1e-4)
}

/// Whom the scorer chose.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Who; `None` for nobody who has a name, or for doubt.
    pub entity: Option<usize>,
    /// How probable it is that this is right.
    pub probability: f64,
    /// For doubt, the likeliest with their probabilities.
    pub doubted: Vec<(usize, f64)>,
}

impl Choice {
    /// Nobody, for doubt.
    #[must_use]
    pub fn doubted(self) -> Self {
        let told = self.entity.map(|e| (e, self.probability.min(FRONTED)));
        Self { entity: None, probability: 1.0 - FRONTED, doubted: told.into_iter().collect() }
    }
}

/// How probable it is at most that a noun means whom a phrase before it names.
const FRONTED: f64 = 0.3;

/// Somebody who may have said it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who; nobody who has a name where there is none.
    pub entity: Option<usize>,
    /// What speaks for them.
    pub evidence: Evidence,
}

/// The likeliest candidate; nobody where none is likely enough.
#[must_use]
pub fn choice(candidates: &[Candidate]) -> Choice {
    let scorer = scorer();
    let is = |column: usize| candidates.last().is_some_and(|nobody| nobody.evidence[column] > 0.0);
    let least = if is(column::NOUN) {
        scorer.threshold.max(NOUN)
    } else if is(column::PRONOUN) {
        scorer.threshold.max(PRONOUN)
    } else {
        scorer.threshold
    };
    let probabilities = scorer.probabilities(candidates);
    let nobody = probabilities.last().copied().unwrap_or(1.0);
    let mut order: Vec<usize> = (0..candidates.len() - 1).collect();
    order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]).then(a.cmp(&b)));
    let likely = |i: &usize| candidates[*i].entity.map(|e| (e, probabilities[*i]));
    match order.first().and_then(likely) {
        Some((e, p)) if p >= least && p >= nobody => Choice { entity: Some(e), probability: p, doubted: Vec::new() },
        Some((_, p)) if p >= WORTH_TELLING => Choice {
            entity: None,
            probability: nobody,
            doubted: order.iter().filter_map(likely).take(2).filter(|d| d.1 >= WORTH_TELLING).collect(),
        },
        _ => Choice { entity: None, probability: nobody, doubted: Vec::new() },
    }
}
