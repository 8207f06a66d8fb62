//! Archives: `.zip` and `.tar`. How one is read file by file stands in [`crate::read::archive`]; here is how one is read that is in memory whole.

use std::io::Cursor;

use crate::error::{Error, Result};
use crate::read::archive::{self, Bounds, Piece};
use crate::read::reader::Container;
use crate::read::{Loaded, ReadOptions, Reader, pieces};

/// Zip archives.
pub struct Zip;

impl Reader for Zip {
    fn name(&self) -> &'static str {
        "ZIP archive"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["zip"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        archive::kind("", content) == Some(Container::Zip)
    }

    fn container(&self) -> Option<Container> {
        Some(Container::Zip)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, content, options)
    }
}

/// Tar archives.
pub struct Tar;

impl Reader for Tar {
    fn name(&self) -> &'static str {
        "tar archive"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tar", "tgz", "tbz2", "tbz", "txz", "tzst"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        archive::kind("", content) == Some(Container::Tar)
    }

    fn container(&self) -> Option<Container> {
        Some(Container::Tar)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, content, options)
    }
}

/// All articles of an archive. They are in memory together, so that the archive must be small.
fn read(path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let kind = archive::kind(path, content)
        .ok_or_else(|| Error::new("not an archive, whatever its name says").hint("is the file complete?"))?;
    let bounds = Bounds::of(content.len() as u64, options.max_bytes);
    let bounds = Bounds { all: bounds.all.min(options.max_bytes), ..bounds };
    let mut loaded = Loaded::default();
    archive::unpack(path, kind, Box::new(Cursor::new(content)), bounds, &mut |piece: Piece| {
        let of_piece = pieces::load(piece, options);
        loaded.articles.extend(of_piece.articles);
        loaded.skipped.extend(of_piece.skipped);
        true
    });
    Ok(loaded)
}
