//! Reads one TOML seed file and says where it is wrong.

use serde::de::DeserializeOwned;

use super::Problems;
use crate::error::Error;

/// The file's content as `T`; what is wrong goes to `problems`, and the default comes back.
pub(super) fn read<T: DeserializeOwned + Default>(name: &str, text: &str, problems: &mut Problems) -> T {
    match toml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            report(name, text, error.span().map_or(0, |s| s.start), error.message(), problems);
            T::default()
        }
    }
}

/// Adds a problem at byte `at` of the file.
pub(super) fn report(name: &str, text: &str, at: usize, cause: &str, problems: &mut Problems) {
    let before = text.get(..at.min(text.len())).unwrap_or("");
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    problems.0.push(Error::new(cause).at(name).place(line, column));
}
