//! Answers that were given a moment ago: many ask the same of an index, and everybody who opens a page asks for everything.

use crate::store::facets::Facets;
use crate::store::selection::Selection;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers that are kept.
const MOST: usize = 64;
/// Hits of all of them together: a hit takes twelve bytes.
const HITS: usize = 2_000_000;

/// All that fits a question, and how it divides.
#[derive(Debug)]
pub struct Answered {
    /// All that fits.
    pub selection: Selection,
    /// How it divides.
    pub facets: Facets,
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
    pub(super) fn keep(&self, question: String, answer: &Arc<Answered>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != question);
        kept.push_front((question, Arc::clone(answer)));
        let mut hits = 0;
        let fitting = kept.iter().take(MOST).take_while(|(_, answer)| {
            hits += answer.selection.total();
            hits <= HITS
        });
        let fitting = fitting.count();
        kept.truncate(fitting);
    }
}
