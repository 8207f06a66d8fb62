//! What went wrong, where, and what to do about it.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong, for who wants to tell errors apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder is not there.
    NotFound,
    /// The system said no; [`std::error::Error::source`] tells how.
    Io,
    /// Nothing is known of the language.
    Language,
    /// Another process has what is needed.
    Busy,
    /// Anything else.
    #[default]
    Other,
}

/// An error with its place and, where one helps, a hint. Printed as `path:line:column: cause`, with `hint: …` on a line of its own.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    source: Option<std::io::Error>,
    path: Option<PathBuf>,
    place: Option<(usize, usize)>,
    cause: String,
    hint: Option<String>,
}

impl Error {
    /// An error with its cause, in words that need no source code to be understood.
    pub fn new(cause: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Other, source: None, path: None, place: None, cause: cause.into(), hint: None }
    }

    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The same error, of this kind.
    #[must_use]
    pub(crate) const fn kind_of(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// The file or folder it is about.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// Line and column, both from 1; the column counts code points.
    #[must_use]
    pub const fn place(mut self, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        self
    }

    /// What the user can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The cause alone, without place and hint: what `status` keeps beside the path.
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// The hint alone, where there is one.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The file or folder it is about, where it is about one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; `None` when it panics. A bug that one odd text brings to light costs that text, and the caller says so.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.ok()
}

/// True while this thread runs in [`guarded`].
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some((line, column)) = self.place {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.cause)?;
        if let Some(hint) = &self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        let cause = error.to_string();
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            _ => ErrorKind::Io,
        };
        Self { source: Some(error), ..Self::new(cause).kind_of(kind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_inside_is_none_and_the_guard_ends_with_it() {
        assert!(!is_guarded());
        assert_eq!(guarded(|| guarded(|| 3).filter(|_| is_guarded())), Some(Some(3)));
        assert_eq!(guarded(|| std::panic::resume_unwind(Box::new("a bug"))), None::<()>);
        assert!(!is_guarded());
    }
}
