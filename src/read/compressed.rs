//! Files as they are, or compressed: `.gz`, `.zst`, `.xz`, `.bz2`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

use crate::error::{Error, Result};

/// The endings of compressed files, after the ending of what is in them.
pub const ENDINGS: [&str; 4] = [".gz", ".zst", ".xz", ".bz2"];
/// Endings that stand for two: a compressed `.tar`.
const SHORT: [(&str, Packing); 5] = [
    (".tgz", Packing::Gz),
    (".tzst", Packing::Zst),
    (".txz", Packing::Xz),
    (".tbz2", Packing::Bz2),
    (".tbz", Packing::Bz2),
];
/// Memory in KiB that an `.xz` file may ask for: the strongest usual setting (`xz -9`) takes 64 MiB.
const XZ_MEMORY: u32 = 80 << 10;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip.
    Gz,
    /// Zstandard.
    Zst,
    /// xz.
    Xz,
    /// bzip2.
    Bz2,
}

impl Packing {
    /// What the ending of a file's name says.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let usual = ENDINGS.into_iter().zip([Self::Gz, Self::Zst, Self::Xz, Self::Bz2]);
        usual.chain(SHORT).find_map(|(ending, packing)| name.ends_with(ending).then_some(packing))
    }

    /// What the first bytes of a file say.
    #[must_use]
    pub fn of_content(head: &[u8]) -> Option<Self> {
        const XZ: &[u8] = b"\xfd7zXZ\0";
        Some(match head {
            [0x1f, 0x8b, 8, ..] => Self::Gz,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zst,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, ..] => Self::Bz2,
            _ if head.starts_with(XZ) => Self::Xz,
            _ => return None,
        })
    }
}

/// The content of the file at `path`, decompressed, at most `max_bytes` of it.
///
/// # Errors
/// When it cannot be opened or decompressed, or holds more.
pub fn read_file(path: &Path, max_bytes: u64) -> Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > max_bytes && !is_compressed(path) {
        return Err(too_large(Some(size), max_bytes));
    }
    take(reader(path, file)?, max_bytes)
}

/// The content of an open file, decompressed as its first bytes say, else as its name does.
///
/// # Errors
/// When the decompression cannot begin.
pub fn reader(path: &Path, mut file: File) -> Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    (&mut file).take(8).read_to_end(&mut head)?;
    file.rewind()?;
    match Packing::of_content(&head).or_else(|| Packing::of_name(&lower(path))) {
        None => Ok(Box::new(file)),
        Some(packing) => Ok(Box::new(decompressed(packing, BufReader::new(file))?)),
    }
}

/// True for a file whose content is larger than it looks.
#[must_use]
pub fn is_compressed(path: &Path) -> bool {
    Packing::of_name(&lower(path)).is_some()
}

/// True when the decompressed content of the file at `path` has more than `bytes` bytes; nothing of it is kept.
#[must_use]
pub fn holds_more_than(path: &Path, bytes: u64) -> bool {
    let Some(content) = File::open(path).ok().and_then(|file| reader(path, file).ok()) else { return false };
    std::io::copy(&mut content.take(bytes.saturating_add(1)), &mut std::io::sink()).is_ok_and(|held| held > bytes)
}

/// `bytes` decompressed, when they or `name` say that they are compressed.
///
/// # Errors
/// When they cannot be decompressed, or hold more than `max_bytes`.
pub fn expand<'a>(name: &str, bytes: &'a [u8], max_bytes: u64) -> Result<Cow<'a, [u8]>> {
    match Packing::of_content(bytes).or_else(|| Packing::of_name(name)) {
        None if bytes.len() as u64 > max_bytes => Err(too_large(Some(bytes.len() as u64), max_bytes)),
        None => Ok(Cow::Borrowed(bytes)),
        Some(packing) => take(decompressed(packing, bytes)?, max_bytes).map(Cow::Owned),
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

/// The content of a compressed stream.
///
/// # Errors
/// When the decompression cannot begin.
pub fn decompressed<R: BufRead>(packing: Packing, from: R) -> Result<Decompressed<R>> {
    let broken = |e: std::io::Error| {
        Error::new(format!("cannot decompress: {e}")).hint("is the file complete? try `gzip -t`, `zstd -t` or `xz -t`")
    };
    Ok(match packing {
        Packing::Gz => Decompressed::Gz(Box::new(flate2::bufread::MultiGzDecoder::new(from))),
        Packing::Zst => Decompressed::Zst(zstd::stream::read::Decoder::with_buffer(from).map_err(broken)?),
        Packing::Xz => Decompressed::Xz(Box::new(lzma_rust2::XzReader::new_mem_limit(from, true, XZ_MEMORY))),
        Packing::Bz2 => Decompressed::Bz2(bzip2::bufread::MultiBzDecoder::new(from)),
    })
}

/// Reads what a compressed stream holds; a broken stream says that it is one, and not a file that cannot be read.
#[expect(missing_docs, reason = "they are those of `Packing`")]
pub enum Decompressed<R: BufRead> {
    Gz(Box<flate2::bufread::MultiGzDecoder<R>>),
    Zst(zstd::stream::read::Decoder<'static, R>),
    Xz(Box<lzma_rust2::XzReader<R>>),
    Bz2(bzip2::bufread::MultiBzDecoder<R>),
}

impl<R: BufRead> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = match self {
            Self::Gz(from) => from.read(buffer),
            Self::Zst(from) => from.read(buffer),
            Self::Xz(from) => from.read(buffer),
            Self::Bz2(from) => from.read(buffer),
        };
        read.map_err(|e| std::io::Error::new(e.kind(), format!("cannot decompress: {e}")))
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
        for name in ["a.gz", "a.zst", "a.xz", "a.bz2", "a.tgz", "a.tzst", "a.txz", "a.tbz"] {
            let cause = expand(name, b"as it is", 50).expect_err(name).to_string();
            assert!(cause.contains("cannot decompress"), "{name}: {cause}");
        }
    }

    /// "He said so.", as `xz` and `bzip2` write it.
    const XZ: &[u8] = include_bytes!("fixtures/said.xz");
    const BZ2: &[u8] = include_bytes!("fixtures/said.bz2");

    #[test]
    fn the_first_bytes_count_more_than_the_name() {
        for packed in [XZ, BZ2] {
            for name in ["a.txt", "a.txt.gz", "a.txt.xz", "a"] {
                assert_eq!(&*expand(name, packed, 50).expect("whole"), b"He said so.", "{name}");
            }
            assert!(expand("a", packed, 10).expect_err("too large").cause().contains("more than"));
            for cut in 8..packed.len() {
                assert!(expand("a", &packed[..cut], 50).is_err(), "{cut} bytes of {}", packed.len());
            }
        }
    }
}
