//! Answers that were given a moment ago: many ask the same of an index, and everybody who opens a page asks for everything.

use crate::store::Called;
use crate::store::facets::Facets;
use crate::store::selection::Selection;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Answers that are kept.
const MOST: usize = 64;
/// Hits of all of them together: a hit takes twelve bytes.
const HITS: usize = 1_500_000;

/// All that fits a question, and how it divides.
#[derive(Debug)]
pub struct Answered {
    /// All that fits.
    pub selection: Selection,
    /// How it divides, once somebody has asked.
    pub(super) facets: OnceLock<Arc<Facets>>,
    /// What speakers do with the claims, once somebody has asked for that alone.
    pub(super) stances: OnceLock<Vec<(String, usize)>>,
}

impl Answered {
    /// What fits; how it divides is not counted yet.
    pub(super) const fn new(selection: Selection) -> Self {
        Self { selection, facets: OnceLock::new(), stances: OnceLock::new() }
    }
}

/// The answers that were asked for last.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<VecDeque<(String, Arc<Answered>)>>);

impl Kept {
    /// The answer to a question, if it is kept.
    pub(super) fn find(&self, question: &str) -> Option<Arc<Answered>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == question)?;
        let found = kept.remove(at)?;
        let answer = Arc::clone(&found.1);
        kept.push_front(found);
        Some(answer)
    }

    /// Keeps an answer, and forgets those that nobody has asked for in a while.
    pub(super) fn keep(&self, question: String, selection: Selection) -> Arc<Answered> {
        let answer = Arc::new(Answered::new(selection));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != question);
        kept.push_front((question, Arc::clone(&answer)));
        let mut hits = 0;
        let fitting = kept.iter().take(MOST).take_while(|(_, answer)| {
            hits += answer.selection.total();
            hits <= HITS
        });
        let fitting = fitting.count();
        kept.truncate(fitting);
        answer
    }
}

/// What speakers are called who were asked for last: every group of a page asks for the same one.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<VecDeque<(String, Called)>>);

impl Known {
    /// What whoever was typed is called; `find` finds it out.
    pub(super) fn of(&self, typed: &str, find: impl FnOnce() -> Called) -> Called {
        let known = |all: &VecDeque<(String, Called)>| {
            all.iter().find(|(known, _)| known == typed).map(|(_, called)| called.clone())
        };
        if let Some(called) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return called;
        }
        // Outside of the lock: others need not wait for it.
        let called = find();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_front((typed.to_owned(), called.clone()));
        all.truncate(MOST);
        called
    }
}
