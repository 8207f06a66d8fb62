//! The attributions of a text while its quotations are given out.

use crate::extract::join::shared;
use crate::extract::near::Near;
use crate::model::{Attribution, Rule, Span, Stance};

/// By the first byte of the content, then of the cue.
pub fn sort(found: &mut [Attribution]) {
    // `continues` counts places in this list: it is set after the last sort of what it points at.
    found.sort_by_key(|a| (a.content.first().map_or(0, |c| c.start), a.cue.first().map_or(usize::MAX, |c| c.start)));
}

/// Attributions that may give way to others.
pub(super) struct Pool {
    found: Vec<Option<Attribution>>,
    near: Near,
}

impl Pool {
    pub(super) fn new(found: Vec<Attribution>) -> Self {
        Self { near: Near::new(&found), found: found.into_iter().map(Some).collect() }
    }

    pub(super) fn all(self) -> Vec<Attribution> {
        self.found.into_iter().flatten().collect()
    }

    pub(super) fn any(&self, is: impl Fn(&Attribution) -> bool) -> bool {
        self.found.iter().flatten().any(is)
    }

    /// Adds what a tag's paragraph says, in place of all that was found in it.
    pub(super) fn replace(&mut self, source: Option<Span>, cue: Span, content: Span) {
        let new = spoken(source, vec![cue], vec![content], Rule::SpeakerTag);
        let paragraph = cue.cover(content);
        for n in self.near.to(&new) {
            self.found[n].take_if(|a| a.content.iter().chain(&a.cue).any(|part| part.overlaps(paragraph)));
        }
        self.add(new);
    }

    /// Takes out all that was found in a paragraph of nobody's.
    pub(super) fn clear(&mut self, paragraph: Span) {
        let nobody = spoken(None, Vec::new(), vec![paragraph], Rule::SpeakerTag);
        for n in self.near.to(&nobody) {
            self.found[n].take_if(|a| a.content.iter().chain(&a.cue).any(|part| part.overlaps(paragraph)));
        }
    }

    /// Adds an attribution of a quotation, unless one with a cue has it already; one without gives way.
    pub(super) fn claim_quote(&mut self, source: Option<Span>, cue: Vec<Span>, content: Vec<Span>, found_by: Rule) {
        let new = spoken(source, cue, content, found_by);
        let mut over = self.near.to(&new);
        over.retain(|&n| self.found[n].as_ref().is_some_and(|a| shared(&a.content, &new.content) > 0));
        if over.iter().any(|&n| self.found[n].as_ref().is_some_and(|a| !a.cue.is_empty())) {
            return;
        }
        for n in over {
            self.found[n] = None;
        }
        self.add(new);
    }

    fn add(&mut self, new: Attribution) {
        self.near.add(self.found.len(), &new);
        self.found.push(Some(new));
    }
}

/// What a tag or a signature gives.
fn spoken(source: Option<Span>, cue: Vec<Span>, content: Vec<Span>, found_by: Rule) -> Attribution {
    Attribution { source, cue, content, stance: Stance::Asserts, found_by, confidence: 0.85, continues: None }
}
