//! WACZ: a zip package with WARC files in `archive/`. They stand in it as they are (the standard asks for it), so that they are read where they lie.

use std::io::{BufReader, Read, Seek, SeekFrom};

use flate2::bufread::MultiGzDecoder;
use zip::CompressionMethod;

use crate::error::{Error, Result};
use crate::read::package;

/// Where the WARC files of a package lie.
const FOLDER: &str = "archive/";

/// The WARC files of a package, unpacked, one behind the other; `again` opens the package once more.
///
/// # Errors
/// When it is no such package.
pub fn contents<'a, R: Read + Seek + Send + 'a>(again: impl Fn() -> Result<R>) -> Result<Box<dyn Read + Send + 'a>> {
    let mut zip = package::open(again()?)?;
    let mut all: Box<dyn Read + Send + 'a> = Box::new(std::io::empty());
    let mut found = false;
    for index in 0..zip.len() {
        let member = zip.by_index_raw(index).map_err(|e| Error::new(format!("cannot be unpacked: {e}")))?;
        let name = member.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let packed = name.ends_with(".warc.gz");
        if !name.starts_with(FOLDER) || !(packed || name.ends_with(".warc")) {
            continue;
        }
        if member.compression() != CompressionMethod::Stored || member.encrypted() {
            return Err(Error::new(format!("{name} is compressed or encrypted inside the package"))
                .hint("unpack the package, and name the folder `archive` in it"));
        }
        let begin =
            member.data_start().ok_or_else(|| Error::new(format!("the package does not say where {name} begins")))?;
        let mut file = again()?;
        file.seek(SeekFrom::Start(begin))?;
        let member = BufReader::new(file.take(member.compressed_size()));
        all = if packed { Box::new(all.chain(MultiGzDecoder::new(member))) } else { Box::new(all.chain(member)) };
        found = true;
    }
    if found { Ok(all) } else { Err(Error::new("no WARC files in this package").hint("a WACZ has them in `archive/`")) }
}
