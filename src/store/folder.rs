//! The folder of an index: whether it is one, of our version, and who writes to it.
//!
//! ```text
//! .whosaid/whosaid.json   the layout's version
//! .whosaid/tantivy/       the index proper
//! .whosaid/writer.pid     the process that writes, or wrote last
//! ```

use super::schema::{self, VERSION};
use super::{analyze, damaged};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tantivy::directory::error::LockError;
use tantivy::{Index, IndexWriter, TantivyError};

const MARK: &str = "whosaid.json";
const INNER: &str = "tantivy";
const PID: &str = "writer.pid";

/// Memory for each indexing thread, in bytes. tantivy wants 15 MB at least; with 48 MB a segment holds some 20 MB of news before it is written.
const MEMORY_A_THREAD: usize = 48_000_000;
/// More indexing threads than this only make more segments: extraction is what takes the time.
const MOST_THREADS: usize = 4;

#[derive(Serialize, Deserialize)]
struct Mark {
    layout: u32,
    program: String,
}

/// Opens the index in `folder` for questions.
///
/// # Errors
/// When there is none, when another version made it, or when its files are damaged.
pub fn open(folder: &Path) -> Result<Index> {
    if !folder.join(MARK).is_file() {
        return Err(missing(folder));
    }
    check_version(folder)?;
    if !inner(folder).join("meta.json").is_file() {
        return Err(missing(folder));
    }
    let index = Index::open_in_dir(inner(folder)).map_err(|error| damaged(folder, &error))?;
    analyze::register(index.tokenizers());
    Ok(index)
}

/// Opens the index in `folder` for writing, and makes it where there is none.
///
/// # Errors
/// When another process writes to it, when another version made it, or when the folder holds something else.
pub fn open_or_create(folder: &Path, threads: usize) -> Result<(Index, IndexWriter)> {
    if folder.join(MARK).is_file() {
        check_version(folder)?;
    } else {
        create(folder)?;
    }
    let index = if inner(folder).join("meta.json").is_file() {
        Index::open_in_dir(inner(folder))
    } else {
        fs::create_dir_all(inner(folder)).map_err(|error| Error::from(error).at(folder))?;
        Index::create_in_dir(inner(folder), schema::schema())
    }
    .map_err(|error| damaged(folder, &error))?;
    analyze::register(index.tokenizers());
    let threads = threads.clamp(1, MOST_THREADS);
    let writer = index
        .writer_with_num_threads(threads, threads * MEMORY_A_THREAD)
        .map_err(|error| writer_error(folder, &error))?;
    // Only to name the holder to others: the lock itself is tantivy's, and ends with the process.
    let _ = fs::write(folder.join(PID), std::process::id().to_string());
    Ok((index, writer))
}

/// Bytes that the index takes on disk.
#[must_use]
pub fn size(folder: &Path) -> u64 {
    let files = |folder: &Path| {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.metadata().ok())
            .filter(fs::Metadata::is_file)
            .map(|data| data.len())
            .sum::<u64>()
    };
    files(folder) + files(&inner(folder))
}

fn inner(folder: &Path) -> PathBuf {
    folder.join(INNER)
}

fn create(folder: &Path) -> Result<()> {
    if let Ok(mut entries) = fs::read_dir(folder) {
        if entries.next().is_some() {
            return Err(Error::new("is a folder with something else in it, not an index of whosaid")
                .at(folder)
                .hint("name an empty or a new folder with --index"));
        }
    } else {
        fs::create_dir_all(folder)
            .map_err(|error| Error::new(format!("the index cannot be made: {error}")).at(folder))?;
    }
    let at = |error: std::io::Error| Error::from(error).at(folder);
    // An index is no part of a repository that the articles may lie in.
    fs::write(folder.join(".gitignore"), "*\n").map_err(at)?;
    let mark = Mark { layout: VERSION, program: env!("CARGO_PKG_VERSION").to_owned() };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(at)?;
    file.write_all(serde_json::to_string(&mark).map_err(std::io::Error::from).map_err(at)?.as_bytes()).map_err(at)?;
    file.persist(folder.join(MARK)).map_err(|error| at(error.error))?;
    Ok(())
}

fn check_version(folder: &Path) -> Result<()> {
    let again = "remove the folder and run `whosaid index` again, or name another with --index";
    let path = folder.join(MARK);
    let text = fs::read_to_string(&path).map_err(|error| Error::from(error).at(&path))?;
    let mark: Mark = serde_json::from_str(&text)
        .map_err(|_| Error::new("does not tell the index's version: it is damaged").at(&path).hint(again))?;
    if mark.layout == VERSION {
        return Ok(());
    }
    let cause = format!(
        "the index was made by whosaid {} with layout {}; this program reads layout {VERSION}",
        mark.program, mark.layout
    );
    Err(Error::new(cause).at(folder).hint(again))
}

fn missing(folder: &Path) -> Error {
    Error::new("there is no index here")
        .at(folder)
        .hint("`whosaid index PATH...` makes one; --index DIR or WHOSAID_INDEX names another place")
}

fn writer_error(folder: &Path, error: &TantivyError) -> Error {
    if !matches!(error, TantivyError::LockFailure(LockError::LockBusy, _)) {
        return Error::new(format!("the index cannot be written: {error}")).at(folder);
    }
    let holder = fs::read_to_string(folder.join(PID))
        .ok()
        .filter(|pid| pid.bytes().all(|byte| byte.is_ascii_digit()) && !pid.is_empty())
        .map_or_else(|| "another process".to_owned(), |pid| format!("another whosaid (process {pid})"));
    Error::new(format!("{holder} is writing to this index"))
        .at(folder)
        .hint("wait until it has ended, or name another index with --index; searching works meanwhile")
}
