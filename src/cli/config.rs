//! What is meant: flags become a configuration that commands can rely on.

use super::args::{Filters, Global, Output, Reading, Worth};
use super::memory;
use super::terminal::Terminal;
use crate::compare::{Identities, table};
use crate::dump::{Format, Layout};
use crate::error::{Error, Result};
use crate::language::translated;
use crate::model::{Kind, Stance, Wanted};
use crate::pipeline::Settings;
use crate::read::{Fields, ReadOptions, WalkOptions};
use crate::resolve::who;
use crate::seeds::Seeds;
use crate::store::filter::{End, typed_date};
use crate::store::{Called, Filter, Store};
use crate::tagging;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What all commands share.
pub struct Config {
    /// The index's folder.
    pub index: PathBuf,
    /// The folder of the user's seeds.
    pub seeds_folder: Option<PathBuf>,
    seeds: OnceLock<Seeds>,
}

impl Config {
    /// Reads the flags of every command, and sets the number of threads.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(global: &Global) -> Result<Self> {
        let mut threads = rayon::ThreadPoolBuilder::new();
        if let Some(count) = global.threads {
            threads = threads.num_threads(count.get());
        }
        threads.build_global().map_err(|error| Error::new(format!("the threads cannot be started: {error}")))?;
        let index = if global.index.as_os_str().is_empty() { PathBuf::from(".whosaid") } else { global.index.clone() };
        Ok(Self { index, seeds_folder: global.seeds.clone(), seeds: OnceLock::new() })
    }

    /// The seeds: the built-in ones, or those with the user's laid over them.
    ///
    /// # Errors
    /// Every problem of the user's seeds.
    pub fn seeds(&self) -> anyhow::Result<&Seeds> {
        let Some(folder) = &self.seeds_folder else { return Ok(Seeds::built_in()) };
        if let Some(seeds) = self.seeds.get() {
            return Ok(seeds);
        }
        let seeds = Seeds::load(folder)?;
        Ok(self.seeds.get_or_init(|| seeds))
    }

    /// What an extraction depends on besides the text: the program's version, its models and seeds, the user's, the fields. Whoever trains a model
    /// again need not raise the version for its claims to be found.
    #[must_use]
    pub fn stamp(&self, reading: &Reading) -> Arc<str> {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        for knowledge in [tagging::MODEL, who::MODEL.as_bytes(), translated::MODEL_FILE, table::WORDS]
            .into_iter()
            .chain(Seeds::built_in_bytes())
        {
            add(knowledge);
        }
        for field in &reading.field {
            add(field.as_bytes());
        }
        if let Some(folder) = &self.seeds_folder {
            for path in seed_files(folder) {
                add(path.as_os_str().as_encoded_bytes());
                add(&std::fs::read(&path).unwrap_or_default());
            }
        }
        hasher.finalize().to_hex()[..16].into()
    }

    /// The filter that the flags mean in an index: with all that a speaker is called there, and the claims of a cluster.
    ///
    /// # Errors
    /// When a flag's value is wrong, several clusters are meant, or the index is damaged.
    pub fn filter_of(&self, typed: &Filters, store: &Store, identities: Option<&Identities>) -> anyhow::Result<Filter> {
        let mut filter = store.spelled(self.filter(typed)?, &self.seeds()?.speakers)?;
        if let Some(id) = &typed.cluster {
            let own = if identities.is_none() { Some(Identities::of(store, self.seeds()?)?) } else { None };
            let known = identities.or(own.as_ref());
            filter.members = known.map(|known| known.members(store, id)).transpose()?;
        }
        Ok(filter)
    }

    /// The filter that the flags mean.
    ///
    /// # Errors
    /// When a date or a number is none.
    pub fn filter(&self, typed: &Filters) -> anyhow::Result<Filter> {
        let date = |text: &Option<String>, flag: &str, end: End| {
            text.as_deref().map(|text| typed_date(text, end)).transpose().map_err(|error| flagged(flag, &error))
        };
        let stance: Option<Stance> = typed.stance.as_deref().map(named).transpose()?;
        Ok(Filter {
            speaker: typed.speaker.clone(),
            called: Called::default(),
            source: typed.source.clone(),
            language: typed.lang.clone(),
            translated: typed.translated.as_deref().map(|answer| answer == "yes"),
            kind: typed.kind.as_deref().map(named::<Kind>).transpose()?,
            since: date(&typed.since, "--since", End::Since)?,
            until: date(&typed.until, "--until", End::Until)?,
            wanted: wanted(&typed.worth)?,
            stance,
            members: None,
        })
    }

    /// How files are read and analysed.
    ///
    /// # Errors
    /// When the seeds are wrong.
    pub fn settings<'a>(&'a self, fields: &'a Fields, memory: u64, claims: bool) -> anyhow::Result<Settings<'a>> {
        let seeds = self.seeds()?;
        let max_bytes = memory::largest_article(memory, claims);
        Ok(Settings { seeds, read: ReadOptions { seeds, fields, max_bytes }, claims })
    }

    /// Which files a walk takes: never those of the index itself.
    #[must_use]
    pub fn walking(&self, reading: &Reading) -> WalkOptions {
        WalkOptions {
            include: reading.include.clone(),
            exclude: reading.exclude.clone(),
            hidden: reading.hidden,
            no_ignore: reading.no_ignore,
            never: vec![self.index.clone()],
        }
    }
}

/// The seed files of a folder, in order.
fn seed_files(folder: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(Path::cmp).build();
    let files = walk.flatten().map(ignore::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

/// Which claims count.
///
/// # Errors
/// When the least confidence is no probability.
pub fn wanted(typed: &Worth) -> Result<Wanted> {
    match typed.min_confidence {
        Some(least) if !(0.0..=1.0).contains(&least) => {
            Err(Error::new(format!("--min-confidence {least}: a probability lies between 0 and 1")))
        }
        min_confidence => Ok(Wanted { attitudes: typed.attitudes, unsaid: typed.unsaid, min_confidence }),
    }
}

/// The format that claims shall have.
///
/// # Errors
/// When there is no such format.
pub fn format(output: &Output, terminal: &Terminal) -> Result<Format> {
    if let Some(name) = &output.format {
        return name.parse().map_err(|error| flagged("--format", &error));
    }
    Ok(match &output.output {
        Some(path) => Format::of_file(path).unwrap_or(Format::Jsonl),
        None if terminal.stdout_is_terminal() => Format::Table,
        None => Format::Jsonl,
    })
}

/// How claims shall look.
#[must_use]
pub fn layout(output: &Output, terminal: &Terminal) -> Layout {
    let on_terminal = output.output.is_none() && terminal.stdout_is_terminal();
    Layout { width: terminal.width(), explain: output.explain, on_terminal }
}

fn named<T: DeserializeOwned>(name: &str) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|error| Error::new(error.to_string()))
}

/// An error of a flag's value, with the flag in front.
fn flagged(flag: &str, error: &Error) -> Error {
    let text = error.to_string();
    match text.split_once("\nhint: ") {
        Some((cause, hint)) => Error::new(format!("{flag}: {cause}")).hint(hint),
        None => Error::new(format!("{flag}: {text}")),
    }
}
