//! The files of a `.tar`, compressed or not.

use std::cell::Cell;
use std::io::{BufReader, Error as IoError, Read};
use std::rc::Rc;

use tar::{Archive, EntryType, Header};

use super::{Content, HEAD, Metered, Source, Stop, Unpacker};
use crate::error::Error;
use crate::read::compressed::{self, Packing};

/// Bytes of a header.
pub const BLOCK: usize = 512;
/// Where a header has its mark.
const MARK: std::ops::Range<usize> = 257..262;
/// Bytes of what stands between two files: the header, and names that are too long for it.
const BETWEEN: u64 = 1 << 20;

/// True for content that begins like a tar archive.
pub fn is(head: &[u8]) -> bool {
    head.get(MARK) == Some(b"ustar")
}

/// True for content that begins like an archive of a tar before 1988: its header has no mark, and a sum that fits. An empty archive is all zeros.
pub fn is_old(head: &[u8]) -> bool {
    let Some(head) = head.get(..BLOCK) else { return false };
    let mut header = Header::new_old();
    header.as_mut_bytes().copy_from_slice(head);
    let sum = head.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) });
    head.iter().all(|byte| *byte == 0) || header.cksum().is_ok_and(|declared| declared == sum.sum::<u32>())
}

/// Hands on each file of the archive, in order.
pub fn each(to: &mut Unpacker<'_>, path: &str, content: Box<dyn Source + '_>, depth: usize) -> Result<(), Stop> {
    let damaged = |e: IoError| Stop::Damaged(super::unpacking(e));
    let content = unpacked(content)?;
    let room = Rc::new(Cell::new(BETWEEN));
    let mut archive = Archive::new(Narrow { content, room: Rc::clone(&room) });
    let mut none = true;
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        room.set(u64::MAX);
        none = false;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let size = entry.size();
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let mut whole = Whole { content: &mut entry, left: size };
                let file: Content<'_> = Ok(&mut whole);
                to.file(path, &name, size, file, depth)?;
            }
            EntryType::Symlink | EntryType::Link => {
                to.file(path, &name, 0, Err(Error::new("a link, not followed")), depth)?;
            }
            _ => {}
        }
        // What is left of it counts as well.
        std::io::copy(&mut Metered::new(&mut entry, &to.meter), &mut std::io::sink()).map_err(damaged)?;
        room.set(BETWEEN);
    }
    if none { Err(Stop::Damaged(Error::new("an archive with no files"))) } else { Ok(()) }
}

/// What is in a container that may be compressed as a whole.
pub fn unpacked<'a>(mut content: Box<dyn Source + 'a>) -> Result<Box<dyn Read + 'a>, Stop> {
    let damaged = |e: IoError| Stop::Damaged(super::unpacking(e));
    let mut head = Vec::new();
    content.by_ref().take(HEAD).read_to_end(&mut head).map_err(damaged)?;
    content.rewind().map_err(damaged)?;
    let content = BufReader::new(content);
    match Packing::of_content(&head) {
        None => Ok(Box::new(content)),
        Some(packing) => Ok(Box::new(compressed::decompressed(packing, content).map_err(Stop::Damaged)?)),
    }
}

/// A file that is an error where the archive ends in it.
struct Whole<R> {
    content: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(IoError::other("the archive ends in it"));
        }
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// A stream that gives no more than there is room for: names are kept in memory, whatever their length.
struct Narrow<R> {
    content: R,
    room: Rc<Cell<u64>>,
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read(buffer)?;
        let left = self.room.get().checked_sub(read as u64);
        self.room.set(left.ok_or_else(|| IoError::other("a name that is longer than 1 MB"))?);
        Ok(read)
    }
}
