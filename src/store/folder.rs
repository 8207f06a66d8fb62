//! The folder of an index: whether it is one, of our version, and who writes to it.
//!
//! ```text
//! .whosaid/whosaid.json   the layout's version
//! .whosaid/tantivy/       the index proper
//! .whosaid/writer.pid     the process that writes, or wrote last
//! .whosaid/people.bin     who is who in the index as it is, to be used again (`derived`)
//! .whosaid/clusters.bin   the same statement elsewhere, likewise
//! ```

use super::analyze;
use super::damage::damaged;
use super::directory::ForReading;
use super::merging::Bounded;
use super::queue::Waiting;
use super::schema::{self, VERSION};
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenWriteError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexWriter, TantivyError};

const MARK: &str = "whosaid.json";
const INNER: &str = "tantivy";
const PID: &str = "writer.pid";

/// Begins the name of a mark that is not yet whole: a run that was killed may have left one.
const NEW_MARK: &str = ".whosaid-";

/// Memory that an indexing thread needs at least, in bytes; tantivy wants as much.
pub const LEAST_MEMORY: usize = 15_000_000;
/// More memory a thread wins nothing: with 48 MB a segment holds some 20 MB of news before it is written.
const MOST_MEMORY: usize = 48_000_000;
/// More indexing threads than this only make more segments: extraction is what takes the time.
const MOST_THREADS: usize = 4;
/// Threads that merge segments: each takes its memory.
const MERGING_THREADS: usize = 1;

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
    let files = MmapDirectory::open(inner(folder)).map_err(|error| damaged(folder, &error.into()))?;
    let index = Index::open(ForReading(files)).map_err(|error| damaged(folder, &error))?;
    analyze::register(index.tokenizers());
    Ok(index)
}

/// Opens the index in `folder` for writing, and makes it where there is none.
///
/// # Errors
/// When another process writes to it, when another version made it, or when the folder holds something else.
pub fn open_or_create(folder: &Path, threads: usize, memory: usize) -> Result<(Index, IndexWriter<Waiting>)> {
    if folder.join(MARK).is_file() {
        check_version(folder)?;
    } else {
        create(folder)?;
    }
    let index = if inner(folder).join("meta.json").is_file() {
        Index::open_in_dir(inner(folder))
    } else {
        fill(folder).map_err(|error| cannot_write(folder, &error))?;
        match Index::create_in_dir(inner(folder), schema::schema()) {
            // Another process was quicker.
            Err(TantivyError::IndexAlreadyExists) => Index::open_in_dir(inner(folder)),
            other => other,
        }
    }
    .map_err(|error| io_cause(&error).map_or_else(|| damaged(folder, &error), |cause| cannot_write(folder, cause)))?;
    analyze::register(index.tokenizers());
    let threads = (memory / LEAST_MEMORY).min(threads).clamp(1, MOST_THREADS);
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread((memory / threads).clamp(LEAST_MEMORY, MOST_MEMORY))
        .num_merge_threads(MERGING_THREADS)
        .build();
    let writer = index.writer_with_options(options).map_err(|error| writer_error(folder, &error))?;
    writer.set_merge_policy(Box::<Bounded>::default());
    // Only to name the holder to others: the lock itself is tantivy's, and ends with the process. What a dead process left goes first: on a
    // full disk nothing can take its place.
    let _ = fs::remove_file(folder.join(PID));
    let _ = fs::write(folder.join(PID), std::process::id().to_string());
    Ok((index, writer))
}

/// By which two looks at an index tell whether somebody has written to it between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    modified: Option<std::time::SystemTime>,
    length: u64,
    #[cfg(unix)]
    inode: u64,
}

/// The state of the index in `folder`; `None` where there is none. A commit replaces the file that this looks at.
#[must_use]
pub fn state(folder: &Path) -> Option<State> {
    let data = fs::metadata(inner(folder).join("meta.json")).ok()?;
    Some(State {
        modified: data.modified().ok(),
        length: data.len(),
        #[cfg(unix)]
        inode: std::os::unix::fs::MetadataExt::ino(&data),
    })
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

/// Makes the folder and marks it as an index. The mark comes first and at once: a folder with anything else in it is not ours.
fn create(folder: &Path) -> Result<()> {
    if let Ok(entries) = fs::read_dir(folder) {
        let ours = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(NEW_MARK);
        if entries.flatten().any(|entry| !ours(&entry)) {
            // Another process may have made the index since we looked.
            if folder.join(MARK).is_file() {
                return check_version(folder);
            }
            return Err(Error::new("the folder holds other files, not a whosaid index")
                .at(folder)
                .hint("name an empty or new folder with --index"));
        }
    }
    mark(folder).map_err(|error| cannot_write(folder, &error))
}

fn mark(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mark = Mark { layout: VERSION, program: env!("CARGO_PKG_VERSION").to_owned() };
    let mut file = tempfile::Builder::new().prefix(NEW_MARK).tempfile_in(folder)?;
    file.write_all(serde_json::to_string(&mark)?.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(folder.join(MARK))?;
    Ok(())
}

/// What else stands in the folder of an index that is new, or whose making was cut short.
fn fill(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(NEW_MARK) {
            let _ = fs::remove_file(entry.path());
        }
    }
    // An index is no part of a repository that the articles may lie in.
    fs::write(folder.join(".gitignore"), "*\n")?;
    fs::create_dir_all(inner(folder))
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
        return failed(folder, error);
    }
    let holder = fs::read_to_string(folder.join(PID))
        .ok()
        .filter(|pid| pid.bytes().all(|byte| byte.is_ascii_digit()) && !pid.is_empty())
        .map_or_else(|| "another process".to_owned(), |pid| format!("another whosaid (process {pid})"));
    Error::new(format!("{holder} is writing to this index"))
        .at(folder)
        .hint("wait until it has finished, or name another index with --index; searching still works")
        .kind_of(ErrorKind::Busy)
}

/// The index could not be written, for a reason that tantivy may know or not: a thread of it that dies leaves no cause.
pub(super) fn failed(folder: &Path, error: &TantivyError) -> Error {
    match io_cause(error) {
        Some(cause) => cannot_write(folder, cause),
        None if is_full(folder) => full(folder),
        None => Error::new(format!("the index cannot be written: {error}")).at(folder).hint(KEPT),
    }
}

const KEPT: &str = "what was committed before is still there; run the same command again to continue";

/// Bytes that are left on a disk that is called full: what is needed next may be somewhat larger than the last byte.
const FULL: u64 = 1 << 20;

fn is_full(folder: &Path) -> bool {
    fs4::available_space(folder).is_ok_and(|bytes| bytes < FULL)
}

fn full(folder: &Path) -> Error {
    Error::new("the disk is full")
        .at(folder)
        .hint("make room and run the same command again: what was committed before is still there")
}

fn cannot_write(folder: &Path, cause: &std::io::Error) -> Error {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let fixed =
        |cause: &str, hint: &str| Error::new(format!("the index cannot be written: {cause}")).at(folder).hint(hint);
    match cause.kind() {
        StorageFull | QuotaExceeded => full(folder),
        ReadOnlyFilesystem => fixed("the file system is read-only", "name another folder with --index"),
        PermissionDenied => {
            fixed("permission denied", "name another folder with --index, or let its owner run the command")
        }
        // Not every layer between us and the system hands on what kind of error it was.
        _ if is_full(folder) => full(folder),
        _ => fixed(&cause.to_string(), KEPT),
    }
}

/// The failure of the system that an error of tantivy stands for.
fn io_cause(error: &TantivyError) -> Option<&std::io::Error> {
    match error {
        TantivyError::IoError(io)
        | TantivyError::LockFailure(LockError::IoError(io), _)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: io, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: io, .. }) => Some(io),
        _ => None,
    }
}
