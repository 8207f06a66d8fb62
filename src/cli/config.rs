//! What is meant: flags become a configuration that commands can rely on.

use super::args::{ClaimFilter, Filters, Global, Output, Reading};
use super::memory;
use super::terminal::Terminal;
use crate::answers::{Typed, Wrong, corrections};
use crate::compare::{Identities, table};
use crate::dump::{Format, Layout};
use crate::error::{Error, Result};
use crate::language::translated;
use crate::model::Wanted;
use crate::pipeline::Settings;
use crate::read::{Fields, ReadOptions, WalkOptions};
use crate::resolve::who;
use crate::seeds::Seeds;
use crate::store::{Filter, Store};
use crate::tagging;
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
    /// When the threads cannot be started, or `WHOSAID_KERNEL` names no kernel of this machine.
    pub fn new(global: &Global) -> Result<Self> {
        tagging::kernel()?;
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
    pub fn stamp(&self, fields: &[String], source_from_folder: bool) -> Arc<str> {
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
        for field in fields {
            add(field.as_bytes());
        }
        if source_from_folder {
            add(b"source-from-folder");
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
        let (worth, collapse) = (&typed.worth, typed.collapse);
        let typed = Typed {
            speaker: typed.speaker.clone(),
            source: typed.source.clone(),
            lang: typed.lang.clone(),
            translated: typed.translated.clone(),
            kind: typed.kind.clone(),
            stance: typed.stance.clone(),
            since: typed.since.clone(),
            until: typed.until.clone(),
            ..of(worth)
        };
        Ok(Filter { collapse, ..typed.filter().map_err(|wrong| flagged(&wrong))? })
    }

    /// How files are read and analysed.
    ///
    /// # Errors
    /// When the seeds are wrong.
    pub fn settings<'a>(&'a self, fields: &'a Fields, memory: u64, claims: bool) -> anyhow::Result<Settings<'a>> {
        let seeds = self.seeds()?;
        let max_bytes = memory::largest_article(memory, claims);
        Ok(Settings { seeds, read: ReadOptions { seeds, fields, max_bytes, ..ReadOptions::default() }, claims })
    }

    /// Which files a walk takes: never those of the index itself.
    #[must_use]
    pub fn walking(&self, reading: &Reading) -> WalkOptions {
        WalkOptions {
            include: reading.include.clone(),
            exclude: reading.exclude.clone(),
            hidden: reading.hidden,
            no_ignore: reading.no_ignore,
            never: vec![self.index.clone(), corrections::beside(&self.index), corrections::added(&self.index)],
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
pub fn wanted(typed: &ClaimFilter) -> Result<Wanted> {
    of(typed).wanted().map_err(|wrong| flagged(&wrong))
}

fn of(worth: &ClaimFilter) -> Typed {
    let ClaimFilter { min_confidence, attitudes, unsaid } = *worth;
    Typed { min_confidence, attitudes, unsaid, ..Typed::default() }
}

/// The format that claims shall have.
///
/// # Errors
/// When there is no such format.
pub fn format(output: &Output, terminal: &Terminal) -> Result<Format> {
    let format = match (&output.format, &output.output) {
        (Some(name), _) => name.parse().map_err(|error| flagged(&Wrong::new("format", error)))?,
        (None, Some(path)) => Format::of_file(path).unwrap_or(Format::Jsonl),
        (None, None) if output.bom => Format::Csv,
        (None, None) if terminal.stdout_is_terminal() => Format::Table,
        (None, None) => Format::Jsonl,
    };
    if output.bom && format != Format::Csv {
        return Err(Error::new(format!("--bom is for csv, and this is {format}")).hint("add --format csv"));
    }
    if format.is_binary() && output.output.is_none() && terminal.stdout_is_terminal() {
        return Err(Error::new(format!("{format} cannot be shown on a terminal"))
            .hint(format!("write it to a file: -o claims.{format}")));
    }
    Ok(format)
}

/// How claims shall look.
#[must_use]
pub fn layout(output: &Output, terminal: &Terminal) -> Layout {
    let on_terminal = output.output.is_none() && terminal.stdout_is_terminal();
    Layout { width: terminal.width(), explain: output.explain, on_terminal, bom: output.bom }
}

/// An error of a flag's value, with the flag in front.
fn flagged(wrong: &Wrong) -> Error {
    let (flag, text) = (wrong.field, wrong.error.to_string());
    match text.split_once("\nhint: ") {
        Some((cause, hint)) => Error::new(format!("--{flag}: {cause}")).hint(hint),
        None => Error::new(format!("--{flag}: {text}")),
    }
}
