//! What cannot be answered, and why: no path of this machine, nothing of its inside.

use super::words::Words;
use crate::dump::plain;
use crate::error::Error;
use axum::http::StatusCode;

/// Something that has no answer.
#[derive(Debug)]
pub(super) struct Problem {
    /// How HTTP says it.
    pub status: StatusCode,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    /// In words of the interface.
    Known(fn(&Words) -> &'static str),
    /// In the words of whoever found it, with what one can do.
    Told(String, Option<String>),
}

impl Problem {
    const fn known(status: StatusCode, cause: fn(&Words) -> &'static str) -> Self {
        Self { status, cause: Cause::Known(cause) }
    }

    /// There is no such thing.
    pub const fn missing() -> Self {
        Self::known(StatusCode::NOT_FOUND, |t| t.missing)
    }

    /// Nothing is asked for in this way.
    pub const fn method() -> Self {
        Self::known(StatusCode::METHOD_NOT_ALLOWED, |t| t.method)
    }

    /// It took too long.
    pub const fn late() -> Self {
        Self::known(StatusCode::SERVICE_UNAVAILABLE, |t| t.late)
    }

    /// Too much was sent.
    pub const fn too_long() -> Self {
        Self::known(StatusCode::PAYLOAD_TOO_LARGE, |t| t.too_long)
    }

    /// The folder beside the index takes nothing.
    pub const fn cannot_write() -> Self {
        Self::known(StatusCode::INSUFFICIENT_STORAGE, |t| t.cannot_write)
    }

    /// Something here is broken.
    pub const fn broken() -> Self {
        Self::known(StatusCode::INTERNAL_SERVER_ERROR, |t| t.broken)
    }

    /// Nothing is written here.
    pub const fn read_only() -> Self {
        Self::known(StatusCode::FORBIDDEN, |t| t.read_only)
    }

    /// The token is missing.
    pub const fn token() -> Self {
        Self::known(StatusCode::UNAUTHORIZED, |t| t.token)
    }

    /// Whoever asks may not.
    pub fn refused(cause: &str) -> Self {
        Self { status: StatusCode::FORBIDDEN, cause: Cause::Told(cause.to_owned(), None) }
    }

    /// What was sent means nothing.
    pub fn wrong(cause: impl Into<String>, hint: Option<&str>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, cause: Cause::Told(cause.into(), hint.map(ToOwned::to_owned)) }
    }

    /// The cause, in one line.
    pub fn cause(&self, words: &Words) -> String {
        match &self.cause {
            Cause::Known(cause) => cause(words).to_owned(),
            Cause::Told(cause, _) => plain::line(cause),
        }
    }

    /// What one can do about it.
    pub fn hint(&self) -> Option<String> {
        match &self.cause {
            Cause::Known(_) => None,
            Cause::Told(_, hint) => hint.as_deref().map(plain::line),
        }
    }
}

impl From<Error> for Problem {
    /// What the user typed is the user's to mend, and said as it is; what is about a file of this machine is not for everybody.
    fn from(error: Error) -> Self {
        if error.path().is_some() || error.kind() != crate::ErrorKind::Other {
            return Self::known(StatusCode::SERVICE_UNAVAILABLE, |t| t.no_index);
        }
        Self::wrong(error.cause(), error.advice())
    }
}
