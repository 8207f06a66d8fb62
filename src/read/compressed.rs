//! Files as they are, or behind `.gz` and `.zst`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// The content of the file at `path`, decompressed by its name, at most `max_bytes` of it.
///
/// # Errors
/// When it cannot be opened or decompressed, or holds more.
pub fn read_file(path: &Path, max_bytes: u64) -> Result<Vec<u8>> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let file = File::open(path)?;
    if ending(&name).is_none() {
        return take(file, max_bytes);
    }
    reader(&name, BufReader::new(file), max_bytes)
}

/// `bytes` decompressed, when `name` says that they are compressed.
///
/// # Errors
/// When they cannot be decompressed, or hold more than `max_bytes`.
pub fn expand<'a>(name: &str, bytes: &'a [u8], max_bytes: u64) -> Result<Cow<'a, [u8]>> {
    let name = name.to_ascii_lowercase();
    if ending(&name).is_none() {
        return Ok(Cow::Borrowed(bytes));
    }
    reader(&name, bytes, max_bytes).map(Cow::Owned)
}

fn ending(name: &str) -> Option<&'static str> {
    [".gz", ".zst"].into_iter().find(|e| name.ends_with(e))
}

fn reader(name: &str, from: impl std::io::BufRead, max_bytes: u64) -> Result<Vec<u8>> {
    let broken = |e: std::io::Error| {
        Error::new(format!("cannot decompress: {e}")).hint("is the file whole? try `gzip -t` or `zstd -t`")
    };
    match ending(name) {
        Some(".gz") => take(Checked(flate2::bufread::MultiGzDecoder::new(from)), max_bytes),
        _ => take(Checked(zstd::stream::read::Decoder::with_buffer(from).map_err(broken)?), max_bytes),
    }
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
        return Err(
            Error::new(format!("holds more than {} MB", max_bytes >> 20)).hint("raise the limit, or split the file")
        );
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
