//! Files as they are, or behind `.gz` and `.zst`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// The content of the file at `path`, decompressed by its name, at most `max_bytes` of it.
///
/// # Errors
/// When it cannot be opened or decompressed, or holds more.
pub fn read_file(path: &Path, max_bytes: u64) -> Result<Vec<u8>> {
    let file = File::open(path)?;
    if !is_compressed(path) {
        let size = file.metadata()?.len();
        if size > max_bytes {
            return Err(too_large(Some(size), max_bytes));
        }
    }
    take(reader(path, file)?, max_bytes)
}

/// The content of an open file, decompressed by its name.
///
/// # Errors
/// When the decompression cannot begin.
pub fn reader(path: &Path, file: File) -> Result<Box<dyn Read + Send>> {
    match ending(&lower(path)) {
        None => Ok(Box::new(file)),
        Some(ending) => decompressed(ending, BufReader::new(file)),
    }
}

/// True for a file whose content is larger than it looks.
#[must_use]
pub fn is_compressed(path: &Path) -> bool {
    ending(&lower(path)).is_some()
}

/// True when the decompressed content of the file at `path` has more than `bytes` bytes; nothing of it is kept.
#[must_use]
pub fn holds_more_than(path: &Path, bytes: u64) -> bool {
    let Some(content) = File::open(path).ok().and_then(|file| reader(path, file).ok()) else { return false };
    std::io::copy(&mut content.take(bytes.saturating_add(1)), &mut std::io::sink()).is_ok_and(|held| held > bytes)
}

/// `bytes` decompressed, when `name` says that they are compressed.
///
/// # Errors
/// When they cannot be decompressed, or hold more than `max_bytes`.
pub fn expand<'a>(name: &str, bytes: &'a [u8], max_bytes: u64) -> Result<Cow<'a, [u8]>> {
    match ending(&name.to_ascii_lowercase()) {
        None if bytes.len() as u64 > max_bytes => Err(too_large(Some(bytes.len() as u64), max_bytes)),
        None => Ok(Cow::Borrowed(bytes)),
        Some(ending) => take(decompressed(ending, bytes)?, max_bytes).map(Cow::Owned),
    }
}

/// More than memory allows, in one piece.
#[must_use]
pub fn too_large(bytes: Option<u64>, limit: u64) -> Error {
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let size = bytes.map_or_else(|| format!("more than {}", megabytes(limit)), megabytes);
    Error::new(format!("{size} in one article; the limit is {}, and grows with --memory", megabytes(limit)))
}

fn lower(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

fn ending(name: &str) -> Option<&'static str> {
    [".gz", ".zst"].into_iter().find(|e| name.ends_with(e))
}

fn decompressed<'a>(ending: &str, from: impl BufRead + Send + 'a) -> Result<Box<dyn Read + Send + 'a>> {
    let broken = |e: std::io::Error| {
        Error::new(format!("cannot decompress: {e}")).hint("is the file whole? try `gzip -t` or `zstd -t`")
    };
    Ok(match ending {
        ".gz" => Box::new(Checked(flate2::bufread::MultiGzDecoder::new(from))),
        _ => Box::new(Checked(zstd::stream::read::Decoder::with_buffer(from).map_err(broken)?)),
    })
}

/// Tells a broken stream from a file that cannot be read.
struct Checked<R>(R);

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer).map_err(|e| std::io::Error::new(e.kind(), format!("cannot decompress: {e}")))
    }
}

fn take(from: impl Read, max_bytes: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(None, max_bytes));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn decompresses_up_to_the_limit() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(&[b'a'; 5000]).expect("in memory");
        let gz = gz.finish().expect("in memory");
        assert_eq!(expand("a.txt.gz", &gz, 5000).expect("whole").len(), 5000);
        assert!(expand("a.txt.gz", &gz, 4999).expect_err("too large").cause().contains("more than"));
        assert!(expand("a.txt.gz", &gz[..gz.len() / 2], 5000).expect_err("cut").cause().contains("cannot decompress"));
        let zst = zstd::encode_all(&b"hello"[..], 1).expect("in memory");
        assert_eq!(&*expand("a.TXT.ZST", &zst, 50).expect("whole"), b"hello");
        assert!(expand("a.zst", b"no zstd", 50).is_err());
    }
}
