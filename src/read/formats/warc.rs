//! Archives of the web as formats of files; how they are taken apart stands in [`crate::read::web_archive`].

use std::io::{Cursor, Read as _};

use crate::error::Result;
use crate::read::reader::Separation;
use crate::read::{Loaded, ReadOptions, Reader, compressed, package, web_archive};

/// WARC files.
pub struct Warc;

impl Reader for Warc {
    fn name(&self) -> &'static str {
        "WARC"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["warc"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        web_archive::begins(content)
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Warc)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        web_archive::read(path, content, options)
    }
}

/// WACZ packages.
pub struct Wacz;

impl Reader for Wacz {
    fn name(&self) -> &'static str {
        "WACZ"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["wacz"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        let names = |name: &[u8]| memchr::memmem::find(content, name).is_some();
        content.starts_with(package::MAGIC) && names(b"datapackage.json") && names(b"archive/")
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Wacz)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let mut bytes = Vec::new();
        let inside = web_archive::contents(|| Ok(Cursor::new(content)))?;
        inside.take(options.max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > options.max_bytes {
            return Err(compressed::too_large(None, options.max_bytes));
        }
        web_archive::read(path, &bytes, options)
    }
}
