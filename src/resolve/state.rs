//! What is known at a point of the text: who there is, and who was spoken of.

use super::entity::Entity;
use super::tokens::View;
use crate::model::{Attribution, Resolved, SpeakerType};
use crate::seeds::Class;

/// Somebody was spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ref {
    /// Who.
    pub entity: usize,
    /// The byte where.
    pub at: usize,
    /// The sentence.
    pub sentence: usize,
    /// The paragraph.
    pub paragraph: usize,
    /// The first of its sentence that no preposition stands before.
    pub subject: bool,
    /// The source of an attribution.
    pub speaker: bool,
    /// Behind a preposition.
    pub oblique: bool,
    /// Inside a quotation.
    pub speech: bool,
    /// Inside another's phrase ("spokesman for Smit").
    pub inner: bool,
}

/// What a source phrase is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Head {
    /// A name.
    Name,
    /// A noun.
    Noun,
    /// A pronoun.
    Pronoun,
    /// There is no source.
    #[default]
    None,
}

/// Who a source is.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// What the source is about.
    pub head: Head,
    /// The token of its noun or pronoun.
    pub at: Option<usize>,
    /// The entity.
    pub entity: Option<usize>,
    /// How it was found.
    pub resolved: Resolved,
    /// What it is, where no entity was found.
    pub kind: SpeakerType,
    /// In words.
    pub why: String,
}

/// Everything known at a point of the text.
#[derive(Debug, Default)]
pub(super) struct State {
    /// All entities so far: the names of the whole text, and the unnamed ones met.
    pub entities: Vec<Entity>,
    /// Who was spoken of, in order.
    pub refs: Vec<Ref>,
    /// Those whom source phrases name, in the order of the text.
    pub sources: Vec<usize>,
    /// Whether one of the last `refs` of one sentence is its subject.
    pub has_subject: bool,
}

impl State {
    /// True when the text speaks of another person, by name, between an attribution and a quotation behind it.
    pub fn other_between(&self, before: &Attribution, here: &Attribution, speaker: Option<usize>) -> bool {
        let parts = before.content.iter().chain(&before.cue).chain(&before.source);
        let from = parts.map(|p| p.end).filter(|&end| end <= here.content[0].start).max().unwrap_or(0);
        let first = self.refs.partition_point(|r| r.at < from);
        self.refs[first..].iter().take_while(|r| r.at < here.content[0].start).any(|r| {
            let entity = &self.entities[r.entity];
            Some(r.entity) != speaker && !r.speech && !r.inner && entity.named && entity.is_person()
        })
    }

    /// The mentions so far, the last one first, so many at most.
    pub fn latest(&self, most: usize) -> impl Iterator<Item = &Ref> {
        self.refs.iter().rev().take(most)
    }

    pub fn push(&mut self, view: &View, entity: usize, token: usize, speaker: bool, inner: bool) {
        let Some(t) = view.tokens.get(token) else { return };
        let before = token.checked_sub(1).map(|b| &view.tokens[b]).filter(|b| b.sentence == t.sentence);
        let determined = before.is_some_and(|b| b.class.any(Class::DETERMINER));
        let before = if determined {
            token.checked_sub(2).map(|b| &view.tokens[b]).filter(|b| b.sentence == t.sentence)
        } else {
            before
        };
        let oblique = before.is_some_and(|b| b.class.any(Class::PREPOSITION)) && !speaker;
        if self.refs.last().is_some_and(|r| r.sentence != t.sentence) {
            self.has_subject = false;
        }
        let subject = speaker || !oblique && !inner && !self.has_subject;
        self.has_subject |= subject;
        let paragraph = view.paragraph(token);
        self.refs.push(Ref {
            entity,
            at: t.span.start,
            sentence: t.sentence,
            paragraph,
            subject,
            speaker,
            oblique,
            speech: t.speech,
            inner,
        });
    }
}
