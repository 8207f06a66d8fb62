//! What is wrong in seed files.

use serde::de::DeserializeOwned;

use crate::error::Error;

/// What is wrong in seed files, all of it: a user mends a file once, not once a line.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Error>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Problems {
    /// Reads a seed file of one shape; `None`, and a problem with line and column, when it has another.
    pub fn read<T: DeserializeOwned>(&mut self, name: &str, text: &str) -> Option<T> {
        match toml::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                let (line, column) = crate::text::Offsets::new(text).line_column(at);
                self.0.push(Error::new(error.message().to_owned()).at(name).place(line, column));
                None
            }
        }
    }

    /// Says of each key that had another name before which one it has now; true where there was one.
    pub fn renamed(&mut self, name: &str, text: &str, keys: &[(&str, &str)]) -> bool {
        let before = self.0.len();
        for (number, line) in (1..).zip(text.lines()) {
            let key = line.split_once('=').map_or("", |(key, _)| key.trim());
            if let Some((old, new)) = keys.iter().find(|(old, _)| *old == key) {
                self.0.push(Error::new(format!("`{old}` is called `{new}` now")).at(name).place(number, 1));
            }
        }
        self.0.len() > before
    }

    /// Notes a problem that concerns the line on which `needle` first stands.
    pub fn note(&mut self, name: &str, text: &str, needle: &str, cause: impl Into<String>) {
        let (line, column) = crate::text::Offsets::new(text).line_column(text.find(needle).unwrap_or(0));
        self.0.push(Error::new(cause).at(name).place(line, column));
    }
}
