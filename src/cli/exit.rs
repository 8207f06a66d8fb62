//! How a command ended, and the exit status that tells it.

use super::interrupt;
use std::process::ExitCode;

/// How a command ended, errors aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done,
    /// There is nothing that was asked for.
    Nothing,
    /// It did what it could, but not all that was asked; the messages are out.
    Failed,
    /// The user ended it before it was through.
    Interrupted,
}

impl Exit {
    /// The exit status that says so.
    #[must_use]
    pub const fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Failed => 2,
            Self::Interrupted => interrupt::STATUS,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(end: Exit) -> Self {
        Self::from(end.status())
    }
}
