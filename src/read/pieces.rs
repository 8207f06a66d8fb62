//! Files that are read piece by piece, so that memory holds a piece: large files of many records ([`super::records`]), and archives
//! ([`super::archive`]), which a thread of their own takes apart.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use super::archive::{self, Bounds, Piece};
use super::compressed;
use super::formats::mail::mailbox;
use super::reader::{self, Container};
use super::records::{self, Records};
use super::{Entry, Loaded, ReadOptions, Skipped, of_its_folder, parse};
use crate::error::{Error, Result, guarded};

/// Pieces that are unpacked before anybody asks for them.
const AHEAD: usize = 16;
/// Bytes that tell what a file is.
const HEAD: u64 = 4096;

/// The pieces of an open file, one after another, each with how many bytes of the file it took.
pub enum Pieces {
    /// The file is its records.
    Records(String, Records, bool),
    /// The file is an archive.
    Archive(Receiver<(Piece, u64)>),
}

impl Pieces {
    /// Opens a file that is better read in pieces; `None` for any other.
    #[must_use]
    pub fn open(entry: &Entry, options: &ReadOptions) -> Option<Self> {
        if reader::of_name(&entry.display)?.container().is_some() {
            return Self::archive(entry, options.max_bytes);
        }
        let packed = compressed::is_compressed(&entry.path);
        Records::open(entry, options).map(|records| Self::Records(entry.display.clone(), records, packed))
    }

    fn archive(entry: &Entry, max_bytes: u64) -> Option<Self> {
        let mut head = Vec::new();
        let content = compressed::reader(&entry.path, File::open(&entry.path).ok()?).ok()?;
        // What is damaged from the beginning says so when it is read.
        let _ = content.take(HEAD).read_to_end(&mut head);
        let kind = archive::kind(&entry.display, &head)?;
        let mut file = File::open(&entry.path).ok()?;
        if kind == Container::Zip && archive::is_document(&mut file) {
            return None;
        }
        let read = Arc::new(AtomicU64::new(0));
        let file = Watched { file, read: Arc::clone(&read) };
        let (path, bounds) = (entry.display.clone(), Bounds::of(entry.size, max_bytes));
        let (sender, receiver) = sync_channel(AHEAD);
        std::thread::spawn(move || {
            let mut before = 0;
            let mut send = |piece| {
                let now = read.load(Ordering::Relaxed);
                let used = now.saturating_sub(std::mem::replace(&mut before, now));
                sender.send((piece, used)).is_ok()
            };
            let done = guarded(|| archive::unpack(&path, kind, Box::new(file), bounds, &mut send));
            if done.is_none() {
                let error = Error::new("the archive reader failed here: the rest is not read");
                send(Piece::Row(Skipped::of(&path, &error.hint("unpack it, and pass the folder instead"))));
            }
        });
        Some(Self::Archive(receiver))
    }
}

impl Iterator for Pieces {
    type Item = Result<(Piece, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Archive(pieces) => pieces.recv().ok().map(Ok),
            Self::Records(path, records, packed) => records.next().map(|record| {
                let record = record?;
                let used = if *packed { 0 } else { record.size + 1 };
                Ok((Piece::Record { path: path.clone(), record }, used))
            }),
        }
    }
}

/// The articles of a piece of this file, or why there are none.
#[must_use]
pub fn articles(entry: &Entry, piece: Piece, options: &ReadOptions) -> Loaded {
    let mut loaded = load(piece, options);
    of_its_folder(entry, &mut loaded, options);
    loaded
}

/// The articles of a piece, or why there are none.
#[must_use]
pub fn load(piece: Piece, options: &ReadOptions) -> Loaded {
    match piece {
        Piece::Record { path, record } => records::load(&path, &record, options),
        Piece::File { path, bytes } => parse(&path, &bytes, options).unwrap_or_else(|error| none(&path, &error)),
        Piece::Parts { path, file, size } => reader::of_name(&path)
            .and_then(|reader| reader.read_file(&path, &file, options))
            .unwrap_or_else(|| Err(compressed::too_large(Some(size), options.max_bytes)))
            .unwrap_or_else(|error| none(&path, &error)),
        Piece::Mail { path, number, bytes } => mailbox::load(&path, number, bytes, options),
        Piece::Row(skipped) => Loaded { skipped: vec![skipped], ..Loaded::default() },
    }
}

fn none(path: &str, error: &Error) -> Loaded {
    Loaded { skipped: vec![Skipped::of(path, error)], ..Loaded::default() }
}

/// A file that tells how much of it was read.
struct Watched {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}
