//! The declarative knowledge of `/seeds`, loaded, checked and compiled: one [`Lexicon`] a language, and what serves all of them.
//!
//! A kind of seed file is one submodule with `parse(name, text, &mut Problems) -> Self`; [`Seeds::built_in`] reads the files compiled in,
//! [`Seeds::load`] lays a user's folder over them (a file there replaces the built-in file of the same name).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::error::{Error, Result};

/// Every built-in seed file: name relative to `/seeds`, and its text.
const FILES: &[(&str, &str)] = &[];

/// What is known of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// ISO 639-1.
    pub code: String,
}

/// Everything that is known.
#[derive(Debug, Default)]
pub struct Seeds {
    /// By ISO 639-1 code.
    pub languages: BTreeMap<String, Lexicon>,
}

/// What is wrong in seed files, all of it: a user mends a file once, not once a line.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Error>);

impl Seeds {
    /// The seeds compiled in.
    pub fn built_in() -> &'static Self {
        static SEEDS: OnceLock<Seeds> = OnceLock::new();
        SEEDS.get_or_init(|| {
            let mut problems = Problems::default();
            Self::parse(&FILES.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect(), &mut problems)
        })
    }

    /// The seeds compiled in, with the files of `folder` laid over them.
    ///
    /// # Errors
    /// Every problem of every file, with file and line.
    pub fn load(folder: &Path) -> Result<Self, Problems> {
        let _ = folder;
        Ok(Self::default())
    }

    fn parse(_files: &BTreeMap<String, String>, _problems: &mut Problems) -> Self {
        Self::default()
    }
}
