//! The bar that shows how far a run is; on a terminal alone.

use super::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over bytes.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that is full at `bytes`; invisible where nobody looks.
    #[must_use]
    pub fn new(bytes: u64, terminal: &Terminal) -> Self {
        let target =
            if terminal.shows_progress() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left {msg}")
        {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// No bar at all.
    #[must_use]
    pub fn hidden() -> Self {
        Self { bar: ProgressBar::hidden() }
    }

    /// A file is done.
    pub fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// What goes on after the files.
    pub fn says(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Takes the bar away while something is said.
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
