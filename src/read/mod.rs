//! Files to articles: which files ([`mod@walk`]), large ones record by record ([`records`]), bytes to text ([`decode`]), a file a format ([`formats`]), metadata and boilerplate.
//!
//! One bad file never stops the run: what cannot be read is a [`Skipped`] row with its cause.
//!
//! ```
//! use whosaid::read::{ReadOptions, articles_from_bytes, metadata};
//! use whosaid::seeds::Seeds;
//!
//! let loaded = articles_from_bytes("a.txt", b"3 February 2017\n\nMayor Resigns\n\nThe mayor resigned on Friday.\n", &ReadOptions::default())?;
//! let article = &loaded.articles[0];
//! let found = metadata::find(&article.text, Some("en"), Seeds::built_in());
//! let meta = metadata::merge(article.meta.clone(), found.meta);
//! assert_eq!((meta.date.as_deref(), meta.title.as_deref()), (Some("2017-02-03"), Some("Mayor Resigns")));
//! # Ok::<(), whosaid::Error>(())
//! ```

pub(crate) mod archive;
pub(crate) mod boilerplate;
pub(crate) mod compressed;
#[cfg(test)]
mod damaged;
pub(crate) mod dates;
pub(crate) mod decode;
mod ends;
mod exports;
pub(crate) mod fields;
mod folder;
pub(crate) mod formats;
pub(crate) mod front_matter;
pub(crate) mod lines;
pub mod metadata;
pub(crate) mod package;
pub mod pieces;
pub(crate) mod reader;
pub mod records;
pub(crate) mod recurring;
#[cfg(feature = "arrow")]
pub mod rows;
pub(crate) mod sidecar;
pub(crate) mod unread;
pub(crate) mod walk;
pub(crate) mod web_archive;
pub(crate) mod xml;

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Meta, Origin};
use crate::seeds::Seeds;

pub use fields::Fields;
pub use reader::{READERS, Reader};
pub use recurring::Recurring;
pub use unread::Endings;
pub use walk::{Entry, Walk, WalkOptions, walk};

/// Decompressed bytes of one article, where nobody says how much memory there is: a zip bomb does not fit.
pub const MAX_BYTES: u64 = 2 << 30;

/// How files are read.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions<'a> {
    /// Month names and outlets, for declared dates and domains.
    pub seeds: &'a Seeds,
    /// The fields of JSON records, front matter and sidecars.
    pub fields: &'a Fields,
    /// The most bytes of a file that is read whole, after decompression, and of each record of one that is not.
    pub max_bytes: u64,
    /// The outlet of an article that declares none is the name of its folder.
    pub source_from_folder: bool,
    /// Where what recurs in the heads of a folder's texts is remembered; without it nothing is known by that.
    pub recurring: Option<&'a Recurring>,
}

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self {
            seeds: Seeds::built_in(),
            fields: Fields::usual(),
            max_bytes: MAX_BYTES,
            source_from_folder: false,
            recurring: None,
        }
    }
}

/// Something that gave no article, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The path as shown.
    pub path: String,
    /// Line and column, from 1, where that is known.
    pub place: Option<(usize, usize)>,
    /// The cause, in words.
    pub cause: String,
    /// What to do, where something helps.
    pub hint: Option<String>,
    /// The user named this very path.
    pub named: bool,
}

impl Skipped {
    /// What an error tells, about this path.
    pub(crate) fn of(path: &str, error: &Error) -> Self {
        Self { hint: error.advice().map(Into::into), ..Self::new(path, error.cause()) }
    }

    fn new(path: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { path: path.into(), place: None, cause: cause.into(), hint: None, named: false }
    }

    /// The same as an error.
    #[must_use]
    pub fn error(&self) -> Error {
        let mut error = Error::new(&self.cause).at(&self.path);
        if let Some((line, column)) = self.place {
            error = error.place(line, column);
        }
        if let Some(hint) = &self.hint {
            error = error.hint(hint);
        }
        error
    }
}

/// An article as it stands in a file: nothing guessed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawArticle {
    /// The path as shown; `file.jsonl#3` for the third record.
    pub path: String,
    /// Which record of the file, from 1, where it holds several.
    pub record: Option<usize>,
    /// The text that all offsets count in.
    pub text: String,
    /// What the format, the front matter or the sidecar declares.
    pub meta: Meta,
    /// The text is the decoded file, whole and unchanged.
    pub text_is_file: bool,
    /// Outlets that stand in the heads of several texts of its folder.
    pub recurring: Arc<[String]>,
}

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// Its articles, in the order of the file.
    pub articles: Vec<RawArticle>,
    /// Records that are none.
    pub skipped: Vec<Skipped>,
}

/// The articles of a file that [`walk()`] found.
///
/// # Errors
/// When the file gives no text: it cannot be opened, is binary, or is too large.
pub fn articles(entry: &Entry, options: &ReadOptions) -> Result<Loaded> {
    let mut loaded = load(entry, options)?;
    if let [article] = loaded.articles.as_mut_slice()
        && let Some(path) = sidecar::beside(&entry.path)
    {
        match sidecar::read(&path, options) {
            Ok(meta) => {
                let own = std::mem::take(&mut article.meta);
                article.meta = metadata::merge(meta.taken_from(Origin::Sidecar), own);
            }
            Err(error) => loaded.skipped.push(Skipped {
                hint: Some("the article was read without its sidecar".into()),
                ..Skipped::new(walk::shown(&path), error.cause())
            }),
        }
    }
    of_its_folder(entry, &mut loaded, options);
    if let Some(recurring) = options.recurring
        && let [article] = loaded.articles.as_mut_slice()
        // Beside a file that was named itself nobody looks.
        && !entry.named
        && article.text_is_file
        && article.meta.source.is_none()
    {
        article.recurring = recurring.beside(&entry.path, options.seeds);
    }
    Ok(loaded)
}

/// Articles without an outlet get that of the folder of their file.
pub(crate) fn of_its_folder(entry: &Entry, loaded: &mut Loaded, options: &ReadOptions) {
    if loaded.articles.iter().all(|article| article.meta.source.is_some()) {
        return;
    }
    let told = sidecar::of_folder(&entry.path).map(|(_, outlet)| outlet);
    let outlet = told.or_else(|| options.source_from_folder.then(|| folder::outlet(entry, options.seeds)).flatten());
    if let Some(outlet) = outlet {
        for article in &mut loaded.articles {
            if article.meta.source.is_none() {
                article.meta.source = Some(outlet.clone());
                article.meta.from.source = Some(Origin::Folder);
            }
        }
    }
}

fn load(entry: &Entry, options: &ReadOptions) -> Result<Loaded> {
    if !compressed::is_compressed(&entry.path)
        && let Some(reader) = reader::of_name(&entry.display)
        && let Ok(file) = std::fs::File::open(&entry.path)
        && let Some(loaded) = reader.read_file(&entry.display, &file, options)
    {
        return loaded.map_err(|e| e.at(&entry.display));
    }
    let bytes = compressed::read_file(&entry.path, options.max_bytes).map_err(|e| e.at(&entry.display))?;
    parse(&entry.display, &bytes, options)
}

/// The articles of `bytes`, as if they were the content of a file of this name; a name without a known extension (`-`) is plain text.
///
/// # Errors
/// As [`articles`].
pub fn articles_from_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let bytes = compressed::expand(name, bytes, options.max_bytes).map_err(|e| e.at(name))?;
    parse(name, &bytes, options)
}

fn parse(display: &str, bytes: &[u8], options: &ReadOptions) -> Result<Loaded> {
    reader::of_content(display, bytes).read(display, bytes, options).map_err(|e| e.at(display))
}

/// The text of a file that is nothing but text; `html` looks for a declared encoding too.
fn text_of(bytes: &[u8], html: bool) -> Result<String> {
    let text = decode::decode(bytes, html)?.text;
    if text.trim().is_empty() { Err(Error::new("the file is empty")) } else { Ok(text) }
}
