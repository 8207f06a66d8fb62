//! Metadata beside an article: for `x.txt` the file `x.txt.json`, else `x.meta.json`, with the fields of a JSON record ([`super::fields`]) and no text.
//!
//! A sidecar wins over the front matter, and both win over what the text seems to say. A folder has one too: the line in its `source.txt` is
//! the outlet of those of its articles that declare none.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::{ReadOptions, compressed, decode, reader};
use crate::error::{Error, Result};
use crate::model::Meta;

/// A sidecar is small: one that is larger is something else.
const MAX_BYTES: u64 = 1 << 20;

/// The sidecar of a folder: a line with the outlet of its articles.
const FOLDER: &str = "source.txt";
/// Bytes of the longest one; a longer text of that name is an article.
const FOLDER_BYTES: u64 = 200;

/// The sidecar of the folder of the article at `path`, and the outlet that it names.
#[must_use]
pub fn of_folder(path: &Path) -> Option<(PathBuf, String)> {
    let file = path.with_file_name(FOLDER);
    if file == path {
        return None;
    }
    outlet(&file).map(|outlet| (file, outlet))
}

/// The one line of the file, if it is the sidecar of a folder.
fn outlet(file: &Path) -> Option<String> {
    let small = std::fs::metadata(file).is_ok_and(|of| of.is_file() && of.len() <= FOLDER_BYTES);
    let bytes = small.then(|| std::fs::read(file).ok())??;
    let text = decode::decode(&bytes, false).ok()?.text;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let outlet = lines.next()?.to_owned();
    (lines.next().is_none() && !outlet.ends_with('.')).then_some(outlet)
}

/// The names that a sidecar of the article of this name may have, the better one first.
fn names(article: &OsStr) -> [OsString; 2] {
    let mut whole = article.to_os_string();
    whole.push(".json");
    let mut stem = Path::new(article).file_stem().unwrap_or_default().to_os_string();
    stem.push(".meta.json");
    [whole, stem]
}

/// The sidecar of the article at `path`, if there is one.
#[must_use]
pub fn beside(path: &Path) -> Option<PathBuf> {
    let article = path.file_name()?;
    names(article)
        .into_iter()
        .filter(|name| name != article)
        .map(|name| path.with_file_name(name))
        .find(|p| p.is_file())
}

/// What stands in the folders of a walk: a folder is listed once, where two questions to the file system for each article would cost more
/// than all the rest of a run that finds nothing new.
#[derive(Default)]
pub struct Listings {
    /// The folders on the way down to where the walk is, with the names of their files.
    open: Vec<(PathBuf, BTreeSet<OsString>)>,
}

impl Listings {
    /// The sidecar of the article at `path`, if there is one.
    pub fn beside(&mut self, path: &Path) -> Option<PathBuf> {
        let article = path.file_name()?;
        let files = self.files(path.parent()?);
        let found = names(article).into_iter().find(|name| name != article && files.contains(name))?;
        Some(path.with_file_name(found))
    }

    /// The sidecar of the folder of the article at `path`, if there is one.
    pub fn of_folder(&mut self, path: &Path) -> Option<PathBuf> {
        let there = self.files(path.parent()?).contains(OsStr::new(FOLDER));
        if there { of_folder(path).map(|(file, _)| file) } else { None }
    }

    /// True when `path` is the sidecar of a file beside it or of its folder, and no article.
    pub fn is_sidecar(&mut self, path: &Path) -> bool {
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { return false };
        if name == FOLDER {
            return outlet(path).is_some();
        }
        if name.ends_with(".meta.json") {
            return true;
        }
        let article = name.strip_suffix(".json").filter(|of| reader::of_name(of).is_some());
        article.is_some_and(|of| path.parent().is_some_and(|folder| self.files(folder).contains(OsStr::new(of))))
    }

    /// True when the article of the sidecar at `path` lies beside it.
    pub fn has_article(&mut self, path: &Path) -> bool {
        let name = path.file_name().map(OsStr::as_encoded_bytes).unwrap_or_default();
        if name == FOLDER.as_bytes() {
            return true;
        }
        let Some(stem) = name.strip_suffix(b".meta.json") else { return self.is_sidecar(path) };
        let is_article = |file: &OsString| {
            Path::new(file).file_stem().is_some_and(|own| own.as_encoded_bytes() == stem)
                && file.to_str().is_some_and(|file| reader::of_name(file).is_some())
        };
        let Some(begin) = path.file_stem().map(Path::new).and_then(Path::file_stem) else { return false };
        let files = path.parent().map(|folder| self.files(folder).range(begin.to_os_string()..));
        let begins = |file: &&OsString| file.as_encoded_bytes().starts_with(stem);
        files.is_some_and(|files| files.take_while(begins).any(is_article))
    }

    fn files(&mut self, folder: &Path) -> &BTreeSet<OsString> {
        self.open.retain(|(open, _)| folder.starts_with(open));
        let at = self.open.iter().position(|(open, _)| open == folder).unwrap_or_else(|| {
            self.open.push((folder.to_path_buf(), list(folder)));
            self.open.len() - 1
        });
        &self.open[at].1
    }
}

/// The names of the files in a folder, links to files included.
fn list(folder: &Path) -> BTreeSet<OsString> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_file = |entry: &std::fs::DirEntry| {
        entry.file_type().is_ok_and(|t| t.is_file() || (t.is_symlink() && entry.path().is_file()))
    };
    entries.filter(is_file).map(|entry| entry.file_name()).collect()
}

/// Reads the sidecar at `path`.
///
/// # Errors
/// When it is no JSON object.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Meta> {
    let bytes = compressed::read_file(path, MAX_BYTES)?;
    let text = decode::decode(&bytes, false)?.text;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| Error::new(e.to_string()))?;
    if !value.is_object() {
        return Err(Error::new("expected a JSON object"));
    }
    Ok(options.fields.meta(&value, options.seeds))
}
