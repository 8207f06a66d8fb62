//! How a command ended, and the exit status that tells it.

use super::stop;
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

impl From<Exit> for ExitCode {
    fn from(end: Exit) -> Self {
        match end {
            Exit::Done => Self::SUCCESS,
            Exit::Nothing => Self::from(1),
            Exit::Failed => Self::from(2),
            Exit::Interrupted => Self::from(stop::STATUS),
        }
    }
}
