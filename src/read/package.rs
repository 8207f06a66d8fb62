//! Zip packages: an archive, or a document that is one inside.

use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};

/// The most files of one package: a list of millions of names takes more memory than the news in them.
pub const MAX_FILES: usize = 65_534;
/// What every package begins with.
pub const MAGIC: &[u8] = b"PK\x03\x04";
/// The record at a package's end, the bytes of it before its comment, and the longest comment.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const COMMENT: u64 = 65_535;

/// Opens a package.
///
/// # Errors
/// When it is none, is cut, or lists too many files.
pub fn open<R: Read + Seek>(mut content: R) -> Result<ZipArchive<R>> {
    if listed(&mut content)?.is_some_and(|files| files > MAX_FILES) {
        return Err(too_many());
    }
    let package = ZipArchive::new(content).map_err(|e| {
        Error::new(format!("cannot be unpacked: {}", said(&e))).hint("is the file complete? try `unzip -t`")
    })?;
    if package.len() > MAX_FILES { Err(too_many()) } else { Ok(package) }
}

fn too_many() -> Error {
    Error::new(format!("more than {MAX_FILES} files in one archive")).hint("unpack it, and pass the folder instead")
}

/// How many files a package says it has; what has 65,535 or more says so elsewhere, and counts as that many.
fn listed(content: &mut (impl Read + Seek)) -> Result<Option<usize>> {
    let size = content.seek(SeekFrom::End(0))?;
    content.seek(SeekFrom::Start(size.saturating_sub(COMMENT + END_LENGTH as u64)))?;
    let mut tail = Vec::new();
    content.by_ref().take(COMMENT + END_LENGTH as u64).read_to_end(&mut tail)?;
    content.rewind()?;
    let at = memchr::memmem::rfind(&tail, END);
    let count = at.and_then(|at| tail.get(at + 10..at + 12));
    Ok(count.map(|count| usize::from(u16::from_le_bytes([count[0], count[1]]))))
}

/// What stands in the file of this name, at most `max_bytes` of it; `None` where there is no such file.
///
/// # Errors
/// When it is encrypted or damaged, or holds more.
pub fn part<R: Read + Seek>(package: &mut ZipArchive<R>, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>> {
    let Some(index) = package.index_for_name(name) else { return Ok(None) };
    let (bytes, size) = member(package, index, max_bytes)?;
    if size > max_bytes { Err(super::compressed::too_large(Some(size), max_bytes)) } else { Ok(Some(bytes)) }
}

/// The content of one file and its size; no content where it is larger than `max_bytes`.
///
/// # Errors
/// When it is encrypted or damaged.
pub fn member<R: Read + Seek>(package: &mut ZipArchive<R>, index: usize, max_bytes: u64) -> Result<(Vec<u8>, u64)> {
    let file = package.by_index(index).map_err(|e| cannot(&e))?;
    let declared = file.size();
    if declared > max_bytes {
        return Ok((Vec::new(), declared));
    }
    let mut bytes = Vec::new();
    // A size that is declared may be a lie.
    file.take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| Error::new(format!("cannot be unpacked: {e}")))?;
    let size = bytes.len() as u64;
    if size > max_bytes { Ok((Vec::new(), size)) } else { Ok((bytes, size)) }
}

/// What is wrong with a file of a package, and what to do.
#[must_use]
pub fn cannot(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Error::new("it is encrypted").hint("unpack it with its password")
        }
        _ => Error::new(format!("cannot be unpacked: {}", said(error))),
    }
}

fn said(error: &impl std::fmt::Display) -> String {
    error.to_string()
}
