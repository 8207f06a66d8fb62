//! The files of a `.zip`.

use super::{Source, Stop, Unpacker};
use crate::error::Error;
use crate::read::formats::epub;
use crate::read::package;

/// Files that only a document has.
const DOCUMENTS: [&str; 3] = ["word/document.xml", "content.xml", epub::CONTAINER];

/// True for content that begins like a zip archive, an empty one included.
pub fn is(head: &[u8]) -> bool {
    head.starts_with(package::MAGIC) || head.starts_with(b"PK\x05\x06")
}

/// True when the package is a document.
pub fn is_document(content: &mut dyn Source) -> bool {
    let found =
        package::open(&mut *content).is_ok_and(|zip| DOCUMENTS.iter().any(|name| zip.index_for_name(name).is_some()));
    found && content.rewind().is_ok()
}

/// Hands on each file of the archive, in the order of its list.
pub fn each(to: &mut Unpacker<'_>, path: &str, content: Box<dyn Source + '_>, depth: usize) -> Result<(), Stop> {
    let mut zip = package::open(content).map_err(Stop::Damaged)?;
    if zip.is_empty() {
        return Err(Stop::Damaged(Error::new("an archive with no files")));
    }
    for index in 0..zip.len() {
        let (name, size) = match zip.by_index_raw(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => (file.name().map(std::borrow::Cow::into_owned).unwrap_or_default(), file.size()),
            Err(e) => {
                to.row(path, &package::cannot(&e))?;
                continue;
            }
        };
        match zip.by_index(index) {
            Ok(mut file) => to.file(path, &name, size, Ok(&mut file), depth)?,
            Err(e) => to.file(path, &name, size, Err(package::cannot(&e)), depth)?,
        }
    }
    Ok(())
}
