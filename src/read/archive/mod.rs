//! Archives read in place: each file in one goes the way of any file, and is called `x.zip!/a.html`. Archives may hold archives.
//!
//! Nothing is written under a name that an archive gives, and everything has a bound: what lies beyond is a [`Skipped`] row for the archive, and
//! what was read before it stays.

mod metered;
mod tarred;
mod zipped;

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write};

pub use self::zipped::is_document;

use self::metered::{Meter, Metered};
use super::compressed::{self, Packing};
use super::formats::mail;
use super::formats::mail::mailbox::{self, Mails};
use super::reader::{self, Container, Separation};
use super::records::{Record, Records};
use super::{Endings, Skipped, walk};
use crate::error::{Error, Result};

/// The most files of one archive, those inside of others included.
pub const MOST_FILES: usize = 1_000_000;
/// Archives inside each other.
pub const DEEPEST: usize = 4;
/// An archive may grow to so many times its size…
pub const GROWTH: u64 = 200;
/// …and to so many bytes in any case.
pub const GROWTH_FREE: u64 = 256 << 20;
/// Bytes that tell how a file is compressed.
const HEAD: u64 = 8;
/// Rows that one archive may make about its files; the rest is counted.
const MOST_ROWS: usize = 100;

/// What comes out of an archive.
#[derive(Debug)]
pub enum Piece {
    /// A file, whole.
    File {
        /// Its path, that of the archive first.
        path: String,
        /// Its content, decompressed.
        bytes: Vec<u8>,
    },
    /// A file of which only parts need be in memory; it has no name on disk.
    Parts {
        /// Its path, that of the archive first.
        path: String,
        /// The file.
        file: File,
        /// Its bytes.
        size: u64,
    },
    /// A mail of a mailbox; an error in place of one that is too large.
    Mail {
        /// The path of the mailbox.
        path: String,
        /// The number of the mail, from 1.
        number: usize,
        /// Its content.
        bytes: Result<Vec<u8>>,
    },
    /// A record of a large file of many.
    Record {
        /// The path of the file.
        path: String,
        /// The record.
        record: Record,
    },
    /// What gave nothing, and why.
    Row(Skipped),
}

impl Piece {
    /// The path that is shown of it.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::File { path, .. }
            | Self::Parts { path, .. }
            | Self::Mail { path, .. }
            | Self::Record { path, .. } => path,
            Self::Row(skipped) => &skipped.path,
        }
    }

    /// How many bytes it holds.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match self {
            Self::File { bytes, .. } => bytes.len() as u64,
            Self::Parts { size, .. } => *size,
            Self::Mail { bytes, .. } => bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            Self::Record { record, .. } => record.bytes.len() as u64,
            Self::Row(_) => 0,
        }
    }
}

/// What bounds the reading of an archive.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of one file that is read whole, and of each record of one that is not.
    pub file: u64,
    /// Bytes of all files together, unpacked.
    pub all: u64,
    /// Files.
    pub files: usize,
}

impl Bounds {
    /// Those of an archive of so many bytes.
    #[must_use]
    pub fn of(packed: u64, max_bytes: u64) -> Self {
        Self { file: max_bytes, all: packed.saturating_mul(GROWTH).max(GROWTH_FREE), files: MOST_FILES }
    }
}

/// Takes an archive apart, file by file: `sink` gets each piece, and ends the work when it says `false`.
pub fn unpack(
    path: &str,
    container: Container,
    content: Box<dyn Source + '_>,
    bounds: Bounds,
    sink: &mut dyn FnMut(Piece) -> bool,
) {
    let meter = Meter::new(bounds.all);
    let mut unpacker = Unpacker { bounds, meter, files: 0, rows: 0, unsaid: 0, passed: Endings::default(), sink };
    let end = unpacker.container(path, container, content, 1);
    if let Err(End::Over(error)) = end {
        unpacker.last(path, error);
    }
    if unpacker.unsaid > 0 {
        let unsaid = unpacker.unsaid;
        unpacker.last(path, Error::new(format!("{unsaid} more files in it could not be read")));
    }
    if !unpacker.passed.is_empty() {
        let cause = passed(&unpacker.passed);
        unpacker.last(path, Error::new(cause));
    }
}

/// Which container content is that begins so and has such a name.
#[must_use]
pub fn kind(name: &str, head: &[u8]) -> Option<Container> {
    if zipped::is(head) {
        return Some(Container::Zip);
    }
    if tarred::is(head) {
        return Some(Container::Tar);
    }
    if mailbox::is(head) {
        return Some(Container::Mailbox);
    }
    // Tar archives of old have no mark.
    reader::of_name(name)?.container().filter(|by_name| *by_name == Container::Tar && tarred::is_old(head))
}

/// The content of a file, or why there is none.
type Content<'a> = Result<&'a mut dyn Read>;

/// What an archive is read from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Why an archive is not read to its end.
enum End {
    /// Whoever gets the pieces wants no more.
    Enough,
    /// A bound of the whole.
    Over(Error),
}

struct Unpacker<'s> {
    bounds: Bounds,
    meter: Meter,
    files: usize,
    rows: usize,
    unsaid: usize,
    passed: Endings,
    sink: &'s mut dyn FnMut(Piece) -> bool,
}

impl Unpacker<'_> {
    fn container(
        &mut self,
        path: &str,
        container: Container,
        content: Box<dyn Source + '_>,
        depth: usize,
    ) -> Result<(), End> {
        let done = match container {
            Container::Zip => zipped::each(self, path, content, depth),
            Container::Tar => tarred::each(self, path, content, depth),
            Container::Mailbox => self.mails(path, content),
        };
        match done {
            // What the bound of the whole cut short looks like damage.
            Err(Stop::Damaged(_)) if self.meter.is_over() => Err(End::Over(self.too_much())),
            Err(Stop::Damaged(error)) => self.row(path, &error),
            Err(Stop::End(end)) => Err(end),
            Ok(()) => Ok(()),
        }
    }

    /// A file of an archive: `name` is what the archive calls it, `size` what it says of its size.
    fn file(&mut self, archive: &str, name: &str, size: u64, content: Content<'_>, depth: usize) -> Result<(), End> {
        self.files += 1;
        if self.files > self.bounds.files {
            let cause = format!("more than {} files in one archive: the rest is not read", self.bounds.files);
            return Err(End::Over(Error::new(cause).hint("unpack it, and pass the folder instead")));
        }
        let path = match inside(name) {
            None => return Ok(()),
            Some(Ok(inner)) => format!("{archive}!/{inner}"),
            Some(Err(outside)) => {
                return self.row(&format!("{archive}!/{outside}"), &Error::new("its name points outside the archive"));
            }
        };
        let Some(reader) = reader::of_name(&path) else {
            self.passed.count(&path);
            return Ok(());
        };
        if is_sidecar(&path) {
            let hint = "unpack the archive, and pass the folder instead";
            return self.row(&path, &Error::new("a sidecar in an archive is not used").hint(hint));
        }
        let large = reader.container().is_some() || reader.separation().is_some() || reader.in_parts();
        match content.and_then(|content| self.take(&path, size, content, large)) {
            Err(_) if self.meter.is_over() => Err(End::Over(self.too_much())),
            Err(error) => self.row(&path, &error),
            Ok(Taken::Bytes(bytes)) => match kind(&path, &bytes) {
                Some(kind) if reader.container().is_some() && !is_document(&mut Cursor::new(&bytes)) => {
                    self.inner(&path, kind, Box::new(Cursor::new(bytes)), depth)
                }
                _ => self.send(Piece::File { path, bytes }),
            },
            Ok(Taken::Spooled(mut file, head)) => match (kind(&path, &head), reader.separation()) {
                (_, None) if reader.in_parts() || is_document(&mut file) => {
                    let size = file.metadata().map_or(0, |of| of.len());
                    self.send(Piece::Parts { path, file, size })
                }
                (Some(kind), _) => self.inner(&path, kind, Box::new(file), depth),
                (None, Some(separation)) => self.records(&path, file, separation),
                (None, None) => self.row(&path, &compressed::too_large(None, self.bounds.file)),
            },
        }
    }

    fn inner(&mut self, path: &str, kind: Container, content: Box<dyn Source>, depth: usize) -> Result<(), End> {
        if depth >= DEEPEST {
            return self.row(path, &Error::new(format!("archives inside each other, more than {DEEPEST} deep")));
        }
        self.container(path, kind, content, depth + 1)
    }

    fn mails(&mut self, path: &str, content: Box<dyn Source + '_>) -> Result<(), Stop> {
        let content = tarred::unpacked(content)?;
        let metered = Metered::new(content, &self.meter);
        for mail in Mails::new(metered, mail::MOST.max(self.bounds.file)) {
            let (number, bytes) = mail.map_err(Stop::Damaged)?;
            self.send(Piece::Mail { path: path.to_owned(), number, bytes })?;
        }
        Ok(())
    }

    fn records(&mut self, path: &str, file: File, separation: Separation) -> Result<(), End> {
        let Some(records) = Records::of_file(file, separation, self.bounds.file) else {
            return self.row(path, &compressed::too_large(None, self.bounds.file));
        };
        for record in records {
            match record {
                Ok(record) => self.send(Piece::Record { path: path.to_owned(), record })?,
                Err(error) => return self.row(path, &error),
            }
        }
        Ok(())
    }

    /// The content of a file, decompressed. What is too large for memory, and need not be there whole, goes to disk: without a name, and gone when
    /// it is read.
    fn take(&self, path: &str, size: u64, content: &mut dyn Read, large: bool) -> Result<Taken> {
        let mut content = Metered::new(content, &self.meter);
        let mut head = Vec::new();
        content.by_ref().take(HEAD).read_to_end(&mut head).map_err(unpacking)?;
        let packing = Packing::of_content(&head).or_else(|| Packing::of_name(path));
        let whole = Cursor::new(head).chain(content);
        match packing {
            None if !large && size > self.bounds.file => Err(compressed::too_large(Some(size), self.bounds.file)),
            None => self.keep(whole, large),
            Some(packing) => {
                self.keep(Metered::new(compressed::decompressed(packing, BufReader::new(whole))?, &self.meter), large)
            }
        }
    }

    fn keep(&self, mut content: impl Read, large: bool) -> Result<Taken> {
        let mut bytes = Vec::new();
        content.by_ref().take(self.bounds.file.saturating_add(1)).read_to_end(&mut bytes).map_err(unpacking)?;
        if bytes.len() as u64 <= self.bounds.file {
            return Ok(Taken::Bytes(bytes));
        }
        if !large {
            return Err(compressed::too_large(None, self.bounds.file));
        }
        let mut file = tempfile::tempfile()?;
        file.write_all(&bytes)?;
        bytes.truncate(tarred::BLOCK);
        std::io::copy(&mut content, &mut file).map_err(unpacking)?;
        file.rewind()?;
        Ok(Taken::Spooled(file, bytes))
    }

    fn too_much(&self) -> Error {
        #[expect(clippy::cast_precision_loss, reason = "for people")]
        let megabytes = self.bounds.all as f64 / 1e6;
        Error::new(format!("it unpacks to more than {megabytes:.0} MB: the rest is not read"))
            .hint("if you trust it, unpack it, and pass the folder instead")
    }

    fn send(&mut self, piece: Piece) -> Result<(), End> {
        if (self.sink)(piece) { Ok(()) } else { Err(End::Enough) }
    }

    fn row(&mut self, path: &str, error: &Error) -> Result<(), End> {
        self.rows += 1;
        if self.rows > MOST_ROWS {
            self.unsaid += 1;
            return Ok(());
        }
        self.send(Piece::Row(Skipped::of(path, error)))
    }

    fn last(&mut self, path: &str, error: Error) {
        (self.sink)(Piece::Row(Skipped::of(path, &error)));
    }
}

enum Taken {
    Bytes(Vec<u8>),
    /// On disk, and its first bytes.
    Spooled(File, Vec<u8>),
}

/// Why the files of an archive come no further.
enum Stop {
    Damaged(Error),
    End(End),
}

impl From<End> for Stop {
    fn from(end: End) -> Self {
        Self::End(end)
    }
}

fn unpacking(error: std::io::Error) -> Error {
    let said = error.to_string();
    let cause = if said.starts_with("cannot decompress") { said } else { format!("cannot be unpacked: {said}") };
    Error::new(cause)
}

/// Where in its archive a file of this name is; an error with the name where it leads out; `None` for what nobody looks for: hidden files, and what
/// a Mac puts beside each file.
fn inside(name: &str) -> Option<Result<String, String>> {
    let shown = walk::escaped(&name.replace('\\', "/"));
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if shown.starts_with('/') || drive || shown.split('/').any(|part| part == "..") {
        return Some(Err(shown));
    }
    let parts: Vec<&str> = shown.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!hidden && !parts.is_empty()).then(|| Ok(parts.join("/")))
}

/// True for the name of what tells of the article beside it.
fn is_sidecar(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".meta.json") || name.strip_suffix(".json").is_some_and(|of| reader::of_name(of).is_some())
}

/// Files of an archive that are of no format that is read.
fn passed(endings: &Endings) -> String {
    /// Endings that are named.
    const NAMED: usize = 5;
    let all = endings.most_first();
    let mut list: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|(ending, files)| ending.map_or_else(|| format!("{files} without an ending"), |e| format!("{files} .{e}")))
        .collect();
    if all.len() > NAMED {
        list.push("others".to_owned());
    }
    let (files, are) = (endings.files(), if endings.files() == 1 { "file is" } else { "files are" });
    format!("{files} {are} not in a format that is read: {}", list.join(", "))
}

#[cfg(test)]
mod tests;
