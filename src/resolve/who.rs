//! Who speaks: every candidate is scored, *nobody* among them.
//!
//! A candidate is a named entity that the text has spoken of before the claim, or that speaks next. What speaks for it is put into numbers
//! ([`Evidence`]: how near, how it agrees, who had the floor, what the trained layer takes a pronoun or a role noun for, what the walk through the text
//! would say), and a small network, fitted on articles with known speakers ([`Scorer`], `training/who.py`), makes probabilities of them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::discourse::{Found, Head, State};
use super::meaning::Meaning;
use super::pronouns;
use super::tokens::View;
use crate::error::{Error, Result};
use crate::model::{Attribution, Kind, Span, Speaker, SpeakerType};
use crate::seeds::Gender;

/// Numbers that speak for a candidate or against it.
pub const EVIDENCE: usize = 44;
/// What speaks for a candidate, in the order of `Case::evidence`.
pub type Evidence = [f32; EVIDENCE];

/// Candidates of one claim: the nearest ones.
const CANDIDATES: usize = 24;
/// Mentions that are looked back for them: keeps the work linear.
const MENTIONS: usize = 200;
/// Candidates that are told where the name is null for doubt are at least so probable.
const WORTH_TELLING: f64 = 0.15;
/// A role noun means somebody only when that is likelier than so: on held-out articles half of the names between 0.5 and 0.65 were another's.
const NOUN: f64 = 0.65;
/// How often the walk alone was right on Dutch and English texts that nobody had looked at.
const UNTAUGHT: f64 = 0.75;
/// Attributions before and behind that are looked at for who speaks there.
const NEAR: usize = 4;
/// The least probability whose logarithm is looked at.
const LEAST: f64 = 1e-3;

/// `output · tanh(inner · evidence + inner_bias)` for each candidate, evidence less its mean, by its deviation; then a softmax.
#[derive(Clone, Debug, Deserialize)]
pub struct Scorer {
    mean: Vec<f32>,
    deviation: Vec<f32>,
    inner: Vec<Vec<f32>>,
    inner_bias: Vec<f32>,
    output: Vec<f32>,
    /// Straight from the evidence.
    direct: Vec<f32>,
    /// A candidate less probable than this is doubted.
    pub threshold: f64,
    /// From what is known of a claim ([`Scorer::whole`]) to the log-odds that all of it is right.
    whole: Vec<f64>,
}

/// Numbers that tell how sure a whole claim is.
const WHOLE: usize = 8;

/// The file of the scorer.
pub static MODEL: &str = include_str!("../../models/who.json");

/// The scorer compiled in.
///
/// # Panics
/// Never in a build whose tests pass: a test reads it.
#[must_use]
pub fn scorer() -> &'static Scorer {
    static SCORER: OnceLock<Scorer> = OnceLock::new();
    let read = || {
        serde_json::from_str::<Scorer>(MODEL).map_err(|e| Error::new(e.to_string())).and_then(|s| s.check().map(|()| s))
    };
    SCORER.get_or_init(|| match read() {
        Ok(scorer) => scorer,
        Err(error) => panic!("models/who.json: {error}"),
    })
}

impl Scorer {
    /// # Errors
    /// When its sizes do not fit.
    pub fn check(&self) -> Result<()> {
        let fits = [&self.mean, &self.deviation, &self.direct].iter().all(|v| v.len() == EVIDENCE)
            && self.inner.iter().all(|r| r.len() == EVIDENCE)
            && self.inner.len() == self.inner_bias.len()
            && self.inner.len() == self.output.len()
            && self.whole.len() == WHOLE;
        if fits { Ok(()) } else { Err(Error::new("the scorer of speakers has other sizes")) }
    }

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
            is(attribution.found_by == "model"),
        ]
    }

    /// The probability that content and speaker of a claim are right.
    #[must_use]
    pub fn whole(&self, attribution: &Attribution, kind: Kind, speaker: &Speaker) -> f64 {
        let odds: f64 = Self::known(attribution, kind, speaker).iter().zip(&self.whole).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-odds).exp())
    }

    fn score(&self, evidence: &Evidence) -> f64 {
        let x: [f32; EVIDENCE] = std::array::from_fn(|i| (evidence[i] - self.mean[i]) / self.deviation[i]);
        let dot = |row: &[f32]| row.iter().zip(&x).map(|(w, x)| f64::from(w * x)).sum::<f64>();
        let hidden = self.inner.iter().zip(&self.inner_bias).zip(&self.output);
        dot(&self.direct) + hidden.map(|((row, b), o)| f64::from(*o) * (dot(row) + f64::from(*b)).tanh()).sum::<f64>()
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
fn odds(p: f64) -> f64 {
    (p.max(1e-4) / (1.0 - p).max(1e-4)).ln()
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
    let noun = candidates.last().is_some_and(|nobody| nobody.evidence[37] > 0.0);
    let least = if noun { scorer.threshold.max(NOUN) } else { scorer.threshold };
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

/// What is counted once for a whole text.
pub(super) struct Counts {
    /// How many sources name each entity.
    sources: FxHashMap<usize, usize>,
    /// How many named entities end with a word.
    last_words: FxHashMap<String, usize>,
}

impl Counts {
    /// Counts.
    pub fn new(state: &State) -> Self {
        let mut counts = Self { sources: FxHashMap::default(), last_words: FxHashMap::default() };
        for &source in &state.sources {
            *counts.sources.entry(source).or_default() += 1;
        }
        for word in state.entities.iter().filter(|e| e.named).filter_map(|e| e.words.last()) {
            *counts.last_words.entry(word.clone()).or_default() += 1;
        }
        counts
    }
}

/// One claim whose speaker is asked for.
pub(super) struct Case<'c, 'v, 'a> {
    pub view: &'v View<'a>,
    pub state: &'c State,
    pub meaning: &'c Meaning,
    pub counts: &'c Counts,
    pub attributions: &'c [Attribution],
    /// What the walk says of each attribution.
    pub found: &'c [Found],
    /// For each attribution, its entity of the walk, those that go on with the one they go on from.
    pub picks: &'c [Option<usize>],
    /// Which attribution.
    pub number: usize,
}

/// What is known of a candidate's mentions before the claim.
#[derive(Clone, Copy, Default)]
struct Past {
    /// Place of its last mention among the mentions looked at, the nearest being 0.
    rank: usize,
    /// Other named entities that were spoken of since.
    between: usize,
    /// Number of the last mention.
    last: usize,
    /// How often it was mentioned.
    times: usize,
}

/// What is the same for all candidates of a claim.
struct Asked {
    /// Who speaks next and who spoke before, and how many paragraphs off.
    next: Option<(usize, usize)>,
    before: Option<(usize, usize)>,
    /// What the source's pronoun asks for.
    want: Option<pronouns::Want>,
    /// The mention that the source is about, and the first "I" of the content.
    mention: Option<usize>,
    own: Option<usize>,
    /// Tokens of the source.
    words: usize,
    /// Where it is asked.
    sentence: usize,
    paragraph: usize,
}

impl Case<'_, '_, '_> {
    /// What the walk through the text says, in a language that the trained layer does not know.
    pub fn untaught(&self) -> Choice {
        let entity = self.picks[self.number].filter(|&e| self.state.entities[e].named);
        Choice { entity, probability: UNTAUGHT, doubted: Vec::new() }
    }

    /// The candidates with their evidence, nobody last.
    pub fn candidates(&self) -> Vec<Candidate> {
        let asked = self.asked();
        let past = self.past(self.place());
        let mut entities: Vec<usize> = past.iter().map(|p| p.0).collect();
        for more in [self.picks[self.number], asked.next.map(|n| n.0)].into_iter().flatten() {
            if !entities.contains(&more) && self.state.entities[more].named {
                entities.push(more);
            }
        }
        // "She" is no man: what is known of gender rules out.
        let gender = asked.want.map(|w| w.gender).filter(|g| matches!(g, Gender::Male | Gender::Female));
        let fits = |e: &usize| match (gender, self.state.entities[*e].gender) {
            (Some(wanted), Some(known @ (Gender::Male | Gender::Female))) => wanted == known,
            _ => true,
        };
        let mut out: Vec<Candidate> = entities
            .into_iter()
            .filter(fits)
            .map(|e| {
                let past = past.iter().find(|p| p.0 == e).map(|p| p.1);
                Candidate { entity: Some(e), evidence: self.evidence(&asked, e, past) }
            })
            .collect();
        out.push(Candidate { entity: None, evidence: self.nobody(&asked, out.len()) });
        out
    }

    fn asked(&self) -> Asked {
        let a = self.attribution();
        let here = self.view.within(a.source.unwrap_or(a.content[0])).start;
        Asked {
            next: self.next(),
            before: self.before(),
            want: self.want(),
            mention: a.source.and_then(|s| self.meaning.of(s)),
            own: a.content.iter().find_map(|&c| self.meaning.first_person(self.view, c)),
            words: a.source.map_or(0, |s| self.view.within(s).len()),
            sentence: self.view.tokens.get(here).map_or(0, |t| t.sentence),
            paragraph: self.view.paragraph(here),
        }
    }

    fn attribution(&self) -> &Attribution {
        &self.attributions[self.number]
    }

    /// The byte up to which mentions count: the source's, else the content's.
    fn place(&self) -> usize {
        let a = self.attribution();
        a.source.map_or(a.content[0].start, |s| s.start)
    }

    /// The named entities spoken of before `at` or inside the source, the last one first.
    fn past(&self, at: usize) -> Vec<(usize, Past)> {
        let refs = &self.state.refs;
        let until = refs.partition_point(|r| r.at < at.max(self.attribution().source.map_or(0, |s| s.end)));
        let mut out: Vec<(usize, Past)> = Vec::new();
        for (rank, number) in (0..until).rev().take(MENTIONS).enumerate() {
            let entity = refs[number].entity;
            if !self.state.entities[entity].named {
                continue;
            }
            let between = out.len();
            match out.iter_mut().find(|p| p.0 == entity) {
                Some((_, past)) => past.times += 1,
                None if between < CANDIDATES => {
                    out.push((entity, Past { rank, between, last: number, times: 1 }));
                }
                None => {}
            }
        }
        out
    }

    /// The entity of the next attribution with a source, and how many paragraphs off it is.
    fn next(&self) -> Option<(usize, usize)> {
        let here = self.paragraph(self.attribution().content[0]);
        let behind = self.attributions.iter().enumerate().skip(self.number + 1).take(NEAR);
        let next = behind.into_iter().find(|(_, a)| a.source.is_some())?;
        Some((self.picks[next.0]?, self.paragraph(next.1.content[0]).saturating_sub(here)))
    }

    fn paragraph(&self, span: Span) -> usize {
        self.view.paragraph(self.view.within(span).start)
    }

    /// The attribution before with a speaker: who, and how many paragraphs off.
    fn before(&self) -> Option<(usize, usize)> {
        let here = self.paragraph(self.attribution().content[0]);
        let n = (0..self.number).rev().take(NEAR).find(|&n| self.picks[n].is_some())?;
        let last = self.attributions[n].content.last().copied()?;
        Some((self.picks[n]?, here.saturating_sub(self.paragraph(last))))
    }

    fn head(&self) -> Head {
        self.found[self.number].head
    }

    fn evidence(&self, asked: &Asked, e: usize, past: Option<Past>) -> Evidence {
        let entity = &self.state.entities[e];
        let a = self.attribution();
        let head = self.head();
        let pick = self.picks[self.number] == Some(e);
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let ln = |p: f64| (p.max(LEAST)).ln();
        let Asked { want, mention, own, sentence, paragraph, .. } = *asked;
        let last = past.map(|p| self.state.refs[p.last]);
        let (sentences, paragraphs) =
            last.map_or((20, 10), |r| (sentence.saturating_sub(r.sentence), paragraph.saturating_sub(r.paragraph)));
        let silent = head == Head::None;
        let floor = asked.before.filter(|f| f.0 == e);
        let next = asked.next.filter(|n| n.0 == e);
        let fit = want.map(|w| pronouns::fits(self.state, e, w));
        let known = matches!(entity.gender, Some(Gender::Male | Gender::Female));
        let gendered = want.is_some_and(|w| matches!(w.gender, Gender::Male | Gender::Female));
        let source = a.source.map_or("", |s| s.of(self.view.doc.text));
        let shared = entity.words.last().and_then(|w| self.counts.last_words.get(w)).is_some_and(|&n| n > 1);
        let role = self.role_noun().is_some_and(|noun| entity.roles.iter().any(|r| r.head == noun));
        let values: [f64; EVIDENCE] = [
            is(pick),
            is(pick && head == Head::Name),
            is(pick && head == Head::Noun),
            is(pick && head == Head::Pronoun),
            is(pick && silent),
            mention.map_or(ln(0.0), |m| ln(self.meaning.probability(m, Some(e)))),
            is(mention.is_some()),
            ((1 + sentences) as f64).ln(),
            is(sentences == 0),
            (paragraphs as f64).min(5.0) / 5.0,
            past.map_or(0.0, |p| 1.0 / (1 + p.rank) as f64),
            is(last.is_some_and(|r| r.subject)),
            is(last.is_some_and(|r| r.speaker)),
            is(last.is_some_and(|r| r.oblique)),
            is(last.is_some_and(|r| r.speech)),
            is(last.is_some_and(|r| r.inner)),
            is(floor.is_some()),
            is(floor.is_some() && silent),
            is(floor.is_some_and(|f| f.1 == 0)),
            is(next.is_some_and(|n| n.1 <= 1)),
            is(next.is_some_and(|n| n.1 == 0) && silent),
            ((1 + self.counts.sources.get(&e).copied().unwrap_or(0)) as f64).ln(),
            past.map_or(0.0, |p| ((1 + p.times) as f64).ln()),
            is(gendered && known && fit.is_some_and(|f| f.is_some())),
            is(gendered && !known),
            is(fit.is_some_and(|f| f.is_none())),
            is(entity.is_person()),
            is(entity.kind == SpeakerType::Organization),
            is(entity.place),
            is(role),
            is(shared),
            entity.probability,
            is(head == Head::Name && source.contains(entity.name.as_str())),
            past.map_or(3.0, |p| ((1 + p.between) as f64).ln()),
            own.map_or(ln(0.0), |m| ln(self.meaning.probability(m, Some(e)))),
            is(own.is_some()),
            is(head == Head::Pronoun),
            is(head == Head::Noun),
            is(silent),
            0.0,
            is(entity.is_person() && entity.words.len() > 1),
            ((1 + asked.words.saturating_sub(entity.words.len())) as f64).ln(),
            odds(a.confidence),
            is(a.found_by == "model"),
        ];
        values.map(|v| v as f32)
    }

    /// The evidence for nobody who has a name.
    fn nobody(&self, asked: &Asked, others: usize) -> Evidence {
        let mut out = [0.0; EVIDENCE];
        let a = self.attribution();
        let head = self.head();
        let none = self.picks[self.number].is_none_or(|e| !self.state.entities[e].named);
        out[0] = f32::from(u8::from(none));
        out[1] = f32::from(u8::from(none && head == Head::Name));
        out[2] = f32::from(u8::from(none && head == Head::Noun));
        out[3] = f32::from(u8::from(none && head == Head::Pronoun));
        out[4] = f32::from(u8::from(none && head == Head::None));
        out[5] = asked.mention.map_or(LEAST.ln(), |m| self.meaning.probability(m, None).max(LEAST).ln()) as f32;
        out[6] = f32::from(u8::from(asked.mention.is_some()));
        out[33] = ((1 + others) as f32).ln();
        out[36] = f32::from(u8::from(head == Head::Pronoun));
        out[37] = f32::from(u8::from(head == Head::Noun));
        out[38] = f32::from(u8::from(head == Head::None));
        out[39] = 1.0;
        out[41] = ((1 + asked.words) as f32).ln();
        out[42] = odds(a.confidence) as f32;
        out[43] = f32::from(u8::from(a.found_by == "model"));
        out
    }

    /// What the source's pronoun asks for.
    fn want(&self) -> Option<pronouns::Want> {
        let a = self.attribution();
        let token = self.found[self.number].at.filter(|_| self.head() == Head::Pronoun)?;
        let verbs: Vec<usize> = a.cue.iter().flat_map(|&c| self.view.within(c)).collect();
        pronouns::want(self.view, token, verbs.into_iter())
    }

    /// The noun of a source without a name, in small letters.
    fn role_noun(&self) -> Option<&str> {
        let token = self.found[self.number].at.filter(|_| self.head() == Head::Noun)?;
        self.view.tokens.get(token).map(|t| &*t.lower)
    }
}
