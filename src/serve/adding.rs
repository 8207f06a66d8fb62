//! How far the indexing of added files is.

use super::parts::inner_path;
use crate::pipeline::Outcome;
use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Problems that are listed.
const LISTED: usize = 100;

/// How far the indexing is.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Progress {
    /// Something is being read.
    pub running: bool,
    /// More has come meanwhile.
    #[serde(skip)]
    pub again: bool,
    /// Files to read.
    pub files: usize,
    /// Files that were read.
    pub done: usize,
    /// Articles in them.
    pub articles: usize,
    /// Claims in these.
    pub claims: usize,
    /// What gave nothing, and why.
    pub failures: Vec<Failed>,
    /// What ended it.
    pub error: Option<String>,
}

/// A file that gave nothing.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Failed {
    /// Which.
    pub path: String,
    /// Why.
    pub cause: String,
}

/// What is being added.
#[derive(Debug, Default)]
pub(super) struct Adding(Mutex<Progress>);

impl Adding {
    /// To change it.
    pub fn lock(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.lock().clone()
    }

    /// True for who has to begin; whoever is at it takes what has come meanwhile.
    pub fn begins(&self) -> bool {
        let mut progress = self.lock();
        if progress.running {
            progress.again = true;
            return false;
        }
        *progress = Progress { running: true, ..Progress::default() };
        true
    }

    /// Counts what came of a file.
    pub fn count(&self, files: usize, outcome: &Outcome) {
        let mut progress = self.lock();
        progress.files = files;
        progress.done += usize::from(!outcome.more);
        progress.articles += outcome.articles.len();
        progress.claims += outcome.articles.iter().map(|article| article.claims.len()).sum::<usize>();
        let left = LISTED.saturating_sub(progress.failures.len());
        let failures = outcome.failures.iter().take(left);
        progress
            .failures
            .extend(failures.map(|failure| Failed { path: inner_path(&failure.path), cause: failure.cause.clone() }));
    }
}
