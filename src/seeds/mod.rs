//! The declarative knowledge of `/seeds`, loaded, checked and compiled: one [`Lexicon`] a language, and what serves all of them.
//!
//! A seed file's kind is its name up to the first full stop: `speakers.toml` and `speakers.ours.toml` are both lists of speakers.
//! [`Seeds::built_in`] reads the files compiled in; [`Seeds::load`] lays a user's folder over them: a file of the same name replaces the
//! built-in one, a file of another name adds to what is there.

pub(crate) mod bodies;
pub(crate) mod boilerplate;
mod built_in;
pub(crate) mod cues;
pub(crate) mod dates;
pub(crate) mod exports;
pub(crate) mod expression;
mod file;
mod folded;
mod grammar;
mod letters;
pub(crate) mod lexicon;
#[doc(hidden)]
pub mod metadata;
pub(crate) mod names;
pub(crate) mod outlets;
pub(crate) mod people;
mod prefilter;
mod problems;
mod required_literals;
mod sets;
pub(crate) mod speakers;
pub(crate) mod spellings;
pub(crate) mod times;
#[doc(hidden)]
pub mod translated;
#[doc(hidden)]
pub mod wording;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::error::{Error, Result};

use boilerplate::Boilerplate;
use built_in::{FILES, built_in_files};
use dates::Dates;
use exports::Exports;
use metadata::MetadataWords;
use outlets::Outlets;

pub use cues::{Cues, Takes, Verb};
pub use grammar::{Gender, Number};
pub use lexicon::{Class, Lexicon, Pronoun};
pub use names::Names;
pub use people::People;
pub use problems::Problems;
pub use speakers::{KnownSpeaker, Speakers};
pub use spellings::Spellings;
pub use times::Times;
pub use wording::Wording;

/// The kinds of files by which names are told to be one person's.
const OF_NAMES: [&str; 5] = ["bodies", "names", "places", "speakers", "spellings"];

/// Everything that is known.
#[derive(Debug, Default)]
pub struct Seeds {
    /// By ISO 639-1 code.
    pub languages: BTreeMap<String, Lexicon>,
    /// Speakers known by name.
    pub speakers: Speakers,
    /// Given names, particles of names, places that stand for governments.
    pub names: Names,
    /// What is no part of an article in any language.
    pub boilerplate: Boilerplate,
    /// Outlets and agencies.
    pub outlets: Outlets,
    /// Month names of languages that have no seeds of their own.
    pub dates: Dates,
    /// The marks of exports of news databases.
    pub exports: Exports,
}

impl Seeds {
    /// The seeds compiled in.
    ///
    /// # Panics
    /// Never in a build whose tests pass: a test reads every built-in file.
    pub fn built_in() -> &'static Self {
        static SEEDS: OnceLock<Seeds> = OnceLock::new();
        SEEDS.get_or_init(|| {
            let mut problems = Problems::default();
            let seeds = Self::parse(&built_in_files(), &mut problems);
            assert!(problems.0.is_empty(), "built-in seeds:\n{problems}");
            seeds
        })
    }

    /// The seeds compiled in, with the files of `folder` laid over them.
    ///
    /// # Errors
    /// Every problem of every file, with file and line.
    pub fn load(folder: &Path) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut files = built_in_files();
        if !folder.is_dir() {
            problems.0.push(
                Error::new("not a folder")
                    .at(folder)
                    .hint("--seeds takes a folder laid out like seeds/ in the repository"),
            );
        }
        for entry in
            ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(std::cmp::Ord::cmp).build()
        {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    problems.0.push(Error::new(error.to_string()).at(folder));
                    continue;
                }
            };
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            match std::fs::read_to_string(path) {
                Ok(text) => drop(files.insert(name, text)),
                Err(error) => problems.0.push(Error::new(error.to_string()).at(path)),
            }
        }
        let seeds = Self::parse(&files, &mut problems);
        if problems.0.is_empty() { Ok(seeds) } else { Err(problems) }
    }

    /// The name of every built-in file, in order.
    #[doc(hidden)]
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The bytes of every built-in file, with its name before it.
    pub fn built_in_bytes() -> impl Iterator<Item = &'static [u8]> {
        FILES.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()])
    }

    /// The languages that have seeds, by code.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    fn parse(files: &BTreeMap<String, String>, problems: &mut Problems) -> Self {
        let mut seeds = Self::default();
        let mut of_names = blake3::Hasher::new();
        for (name, text) in files {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            let kind = file.split('.').next().unwrap_or_default();
            if folder.is_empty() {
                if OF_NAMES.contains(&kind) {
                    for part in [name, text] {
                        of_names.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
                    }
                }
                match kind {
                    "speakers" => seeds.speakers.read(name, text, problems),
                    "bodies" => seeds.speakers.bodies.read(name, text, problems),
                    "spellings" => seeds.speakers.spellings.read(name, text, problems),
                    "names" => seeds.names.read(name, text, problems),
                    "boilerplate" => seeds.boilerplate = Boilerplate::parse(name, text, problems),
                    "dates" => seeds.dates = Dates::parse(name, text, problems),
                    "exports" => seeds.exports = Exports::parse(name, text, problems),
                    "outlets" => seeds.outlets = Outlets::parse(name, text, problems),
                    "places" => seeds.names.read_places(name, text, problems),
                    _ => unknown(name, problems),
                }
                continue;
            }
            let lexicon = seeds.languages.entry(folder.to_owned()).or_insert_with(|| Lexicon::new(folder));
            match kind {
                "words" => lexicon.read_words(name, text, problems),
                "roles" => lexicon.read_roles(name, text, problems),
                "boilerplate" => lexicon.boilerplate = Boilerplate::parse(name, text, problems),
                "dates" => lexicon.dates = Dates::parse(name, text, problems),
                "metadata" => lexicon.metadata = MetadataWords::parse(name, text, problems),
                "times" => lexicon.times.read(name, text, problems),
                "translated" => lexicon.translated = translated::Phrases::parse(name, text, problems),
                "people" => lexicon.people.read(name, text, problems),
                "wording" => lexicon.wording.read(name, text, problems),
                "cues" => lexicon.read_cues(name, text, problems),
                _ => unknown(name, problems),
            }
        }
        seeds.speakers.spellings.take_names(&seeds.names);
        seeds.speakers.digest = of_names.finalize().as_bytes().to_vec();
        for lexicon in seeds.languages.values_mut() {
            lexicon.finish();
        }
        seeds
    }
}

fn unknown(name: &str, problems: &mut Problems) {
    problems.0.push(
        Error::new("no kind of seed file has this name").at(name).hint("see the table of files in seeds/README.md"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_seeds_hold() {
        let seeds = Seeds::built_in();
        assert_eq!(seeds.codes().collect::<Vec<_>>(), ["en", "nl"]);
        assert!(FILES.is_sorted(), "FILES is sorted by name; help: move the new line");
    }

    /// The keys of a table, and of the tables in it, without those that are words of a language.
    fn keys(table: &toml::Table, found: &mut Vec<String>) {
        for (key, value) in table {
            found.push(key.clone());
            match value {
                toml::Value::Table(inner) if !matches!(key.as_str(), "units" | "stands_for") => keys(inner, found),
                toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_table).for_each(|t| keys(t, found)),
                _ => {}
            }
        }
    }

    #[test]
    fn the_readme_names_every_file_and_every_key() {
        let readme = include_str!("../../seeds/README.md");
        let mut missing = Vec::new();
        for (name, text) in FILES {
            let file = name.rsplit('/').next().expect("a name");
            if !readme.contains(&format!("`{file}`")) && !readme.contains(&format!("`<lang>/{file}`")) {
                missing.push((*name).to_owned());
            }
            let mut found = Vec::new();
            keys(&text.parse().expect("TOML"), &mut found);
            let told = |key: &str| {
                let inline = [format!("`{key}`"), format!("`{key} = "), format!("{{ {key} = "), format!(", {key} = ")];
                readme.contains(&format!("\n{key} = "))
                    || inline.iter().any(|form| readme.contains(form))
                    || readme.contains(&format!("[[{key}]]"))
                    || readme.contains(&format!("[{key}]"))
                    || readme.contains(&format!(".{key}]]"))
            };
            missing.extend(found.iter().filter(|key| !told(key)).map(|key| format!("{name}: {key}")));
        }
        missing.dedup();
        assert!(missing.is_empty(), "seeds/README.md lacks {missing:#?}");
    }

    #[test]
    fn a_bad_file_tells_where() {
        let mut files = built_in_files();
        files.insert("nl/words.toml".to_owned(), "[words]\ndeterminers = 3\n".to_owned());
        files.insert("nl/colours.toml".to_owned(), String::new());
        let mut problems = Problems::default();
        Seeds::parse(&files, &mut problems);
        let all = problems.to_string();
        assert!(all.contains("nl/colours.toml: no kind of seed file has this name\nhint: see"), "{all}");
        assert!(all.contains("nl/words.toml:2:15: "), "{all}");
    }
}
