//! The records of a WARC file: a head of named values, a block of so many bytes, two line breaks.

use std::io::{self, BufRead, Read};

use super::http;
use crate::read::records::Record;

/// Bytes of a head: that of a record, or of an answer. Real ones have one or two thousand.
const HEAD: u64 = 64 << 10;

/// True for content that begins with a record.
#[must_use]
pub fn begins(content: &[u8]) -> bool {
    content.starts_with(b"WARC/")
}

/// The next record that holds a web page, its number counted among all records; what is larger than `limit` comes without its bytes.
///
/// # Errors
/// When the archive is damaged or cut.
pub fn next(input: &mut dyn BufRead, limit: u64, number: &mut usize) -> io::Result<Option<Record>> {
    loop {
        let mut bytes = Vec::new();
        if !head(input, &mut bytes)? {
            return Ok(None);
        }
        *number += 1;
        let damaged = |what: &str| {
            io::Error::other(format!("record {number} of the archive is damaged: {what}", number = *number))
        };
        if !begins(&bytes) {
            return Err(damaged("it does not begin with `WARC/`"));
        }
        let length: u64 = value(&bytes, "Content-Length")
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| damaged("it does not state its length"))?;
        let is_answer = value(&bytes, "WARC-Type") == Some("response");
        let mut block = input.take(length);
        let before = bytes.len();
        let wanted = is_answer && {
            answer_head(&mut block, &mut bytes)?;
            http::response(&bytes[before..]).is_some_and(|response| http::is_page(&response))
        };
        let size = length.saturating_add(before as u64);
        if wanted && size <= limit {
            block.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut block, &mut io::sink())?;
        }
        if block.limit() > 0 {
            let cause =
                format!("the archive ends in the middle of record {number}: was it copied whole?", number = *number);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, cause));
        }
        if wanted {
            let bytes = if size <= limit { bytes } else { Vec::new() };
            return Ok(Some(Record { number: *number, place: (1, 1), bytes, size, page: true }));
        }
    }
}

/// Reads the head of a record with the empty line behind it; false at the end of the archive.
fn head(input: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let from = bytes.len();
        let mut line = input.take(HEAD - from as u64);
        if line.read_until(b'\n', bytes)? == 0 {
            return match from {
                0 => Ok(false),
                _ if from as u64 == HEAD => Err(io::Error::other("the header of a record in the archive has no end")),
                _ => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle of a record")),
            };
        }
        let empty = bytes[from..].iter().all(u8::is_ascii_whitespace);
        match (empty, from) {
            (true, 0) => bytes.clear(),
            (true, _) => return Ok(true),
            (false, _) => {}
        }
    }
}

/// Reads the head of a server's answer, as far as there is one.
fn answer_head(block: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    let begin = bytes.len();
    loop {
        let from = bytes.len();
        let left = HEAD.saturating_sub((from - begin) as u64);
        if block.take(left).read_until(b'\n', bytes)? == 0 || matches!(&bytes[from..], b"\n" | b"\r\n") {
            return Ok(());
        }
    }
}

/// The head of a record and its block.
pub(super) fn parts(record: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = [&b"\r\n\r\n"[..], b"\n\n"]
        .into_iter()
        .filter_map(|end| Some(memchr::memmem::find(record, end)? + end.len()))
        .min()?;
    Some(record.split_at(end))
}

/// The value of a name in a head.
pub(super) fn value<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
