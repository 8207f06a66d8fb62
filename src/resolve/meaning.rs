//! Whom each mention means, as the trained layer sees it: a distribution over the named entities, and nobody.
//!
//! A name means its entity. Another mention means what its antecedents mean, each by its probability: the distributions of those before are added up.

use super::entity::Meant;
use super::mention::NameMention;
use super::tokens::View;
use crate::model::Span;
use crate::seeds::Gender;
use crate::tagging::Reading;
use crate::tagging::mentions::{Form, Kind};

/// Entities that are kept of a distribution.
const KEPT: usize = 6;

/// The distributions of a text.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// Span, form and kind of each mention, in the order of the text.
    mentions: Vec<(Span, Form, Kind)>,
    /// For each, its likeliest entities; what is missing to one is nobody's.
    of: Vec<Vec<(usize, f64)>>,
}

/// Probabilities of entities that are added up.
#[derive(Default)]
struct Sums {
    /// By entity; `None` for one that nothing was added to.
    of: Vec<Option<f64>>,
    /// Those that something was added to.
    touched: Vec<usize>,
}

impl Sums {
    fn add(&mut self, entity: usize, p: f64) {
        if self.of.len() <= entity {
            self.of.resize(entity + 1, None);
        }
        match &mut self.of[entity] {
            Some(sum) => *sum += p,
            nothing => {
                *nothing = Some(p);
                self.touched.push(entity);
            }
        }
    }

    /// What was added up; from here on it begins again.
    fn take(&mut self) -> Vec<(usize, f64)> {
        self.touched.drain(..).filter_map(|e| Some((e, self.of[e].take()?))).collect()
    }
}

impl Meaning {
    /// Goes through the mentions of a text once.
    pub fn new(reading: &Reading, names: &[NameMention], meant: &[Meant]) -> Self {
        let mut of: Vec<Vec<(usize, f64)>> = Vec::with_capacity(reading.mentions.len());
        let mut next = 0;
        let mut sums = Sums::default();
        for (m, mention) in reading.mentions.iter().enumerate() {
            while names.get(next).is_some_and(|n| n.span.end <= mention.span.start) {
                next += 1;
            }
            if mention.form == Form::Name {
                let one = names.get(next).filter(|n| n.span.overlaps(mention.span)).map(|_| &meant[next][..]);
                let share = |all: &[usize]| all.iter().map(|&e| (e, 1.0 / all.len() as f64)).take(KEPT).collect();
                of.push(one.map(share).unwrap_or_default());
                continue;
            }
            for (antecedent, p) in reading.antecedents(m) {
                let Some(antecedent) = antecedent else { continue };
                for &(entity, q) in &of[antecedent] {
                    sums.add(entity, p * q);
                }
            }
            let mut all = sums.take();
            all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(KEPT);
            of.push(all);
        }
        Self { mentions: reading.mentions.iter().map(|m| (m.span, m.form, m.kind)).collect(), of }
    }

    /// Each mention with its span, its form and the entities that it may mean.
    pub fn mentions(&self) -> impl Iterator<Item = (Span, Form, &[(usize, f64)])> {
        self.mentions.iter().zip(&self.of).map(|(&(span, form, _), of)| (span, form, &of[..]))
    }

    /// The mention that a source phrase is about: the name, noun or pronoun that begins it, the longest one.
    pub fn of(&self, source: Span) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.0.start < source.start);
        let inside = || (from..self.mentions.len()).take_while(|&m| self.mentions[m].0.start < source.end);
        inside()
            .find(|&m| self.mentions[m].1 == Form::Name && self.mentions[m].0.start == source.start)
            .or_else(|| inside().next())
    }

    /// The first "I" or "we" inside a content.
    pub fn first_person(&self, view: &View, content: Span) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.0.start < content.start);
        (from..self.mentions.len()).take_while(|&m| self.mentions[m].0.start < content.end).find(|&m| {
            let (span, form, _) = self.mentions[m];
            form == Form::Pronoun
                && view
                    .tokens
                    .get(view.within(span).start)
                    .and_then(|t| view.lexicon.pronoun(&t.lower))
                    .is_some_and(|p| p.gender == Gender::Speaker)
        })
    }

    /// What a noun or a pronoun stands for, a person or a body; `None` for a name.
    pub fn kind(&self, mention: usize) -> Option<Kind> {
        let (_, form, kind) = self.mentions[mention];
        (form != Form::Name).then_some(kind)
    }

    /// How probable it is that a mention means an entity, or nobody who has a name.
    pub fn probability(&self, mention: usize, entity: Option<usize>) -> f64 {
        let of = &self.of[mention];
        match entity {
            Some(e) => of.iter().find(|x| x.0 == e).map_or(0.0, |x| x.1),
            None => (1.0 - of.iter().map(|x| x.1).sum::<f64>()).max(0.0),
        }
    }
}
