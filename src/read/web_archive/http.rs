//! A server's answer as a WARC record holds it: status, head, and a body that may be sent in chunks and compressed.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;

use super::records::{parts, value};
use crate::error::{Error, Result};
use crate::read::compressed;

/// Kinds of content that are web pages.
const PAGES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// An answer.
pub(super) struct Response<'a> {
    head: &'a [u8],
    body: &'a [u8],
}

/// The answer in the block of a record.
pub(super) fn response(block: &[u8]) -> Option<Response<'_>> {
    let (head, body) = parts(block)?;
    head.starts_with(b"HTTP/").then_some(Response { head, body })
}

/// True for a page that the server had.
pub(super) fn is_page(response: &Response<'_>) -> bool {
    let status = response.head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let found = status.split(u8::is_ascii_whitespace).nth(1) == Some(b"200");
    let kind = value(response.head, "Content-Type").unwrap_or_default().split(';').next().unwrap_or_default();
    found && PAGES.iter().any(|page| kind.trim().eq_ignore_ascii_case(page))
}

/// The encoding that the answer declares.
pub(super) fn charset(response: &Response<'_>) -> Option<&'static Encoding> {
    let kind = value(response.head, "Content-Type")?.to_ascii_lowercase();
    let label = kind.split_once("charset=")?.1.trim_matches(['"', '\'', ' ']);
    Encoding::for_label(label.split(';').next()?.trim().as_bytes())
}

/// The page: chunks put together, decompressed. Crawlers that have done so already often leave the head as it was.
pub(super) fn body<'a>(response: &Response<'a>, max_bytes: u64) -> Result<Cow<'a, [u8]>> {
    let mut body = Cow::Borrowed(response.body);
    let chunked = value(response.head, "Transfer-Encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked"));
    if chunked && let Some(whole) = unchunked(&body) {
        body = Cow::Owned(whole);
    }
    let packed = value(response.head, "Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    for how in packed.split(',').map(str::trim).rev() {
        if let Some(unpacked) = unpacked(how, &body, max_bytes)? {
            body = Cow::Owned(unpacked);
        }
    }
    Ok(body)
}

/// The body without the lengths between its chunks; `None` where there are none.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if length == 0 {
            return Some(whole);
        }
        match body.get(..length) {
            Some(chunk) => whole.extend_from_slice(chunk),
            // The crawler had enough.
            None => {
                whole.extend_from_slice(body);
                return Some(whole);
            }
        }
        body = &body[length..];
        body = body.strip_prefix(b"\r").unwrap_or(body);
        body = body.strip_prefix(b"\n").unwrap_or(body);
        if body.is_empty() {
            return Some(whole);
        }
    }
}

/// The bytes decompressed; `None` where they are not compressed, whatever the head says.
fn unpacked(how: &str, body: &[u8], max_bytes: u64) -> Result<Option<Vec<u8>>> {
    let mut unpacker: Box<dyn Read + '_> = match how {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => Box::new(flate2::read::MultiGzDecoder::new(body)),
        // Some servers send the stream without its frame.
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            Box::new(flate2::read::ZlibDecoder::new(body))
        }
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(body)),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => Box::new(zstd::stream::read::Decoder::new(body)?),
        "br" if !looks_plain(body) => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        _ => return Ok(None),
    };
    let mut bytes = Vec::new();
    let read = unpacker.by_ref().take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > max_bytes {
        return Err(compressed::too_large(None, max_bytes));
    }
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(_) if looks_plain(body) => Ok(None),
        Err(error) => Err(Error::new(format!("the page cannot be decompressed ({how}): {error}"))),
    }
}

/// True for what begins like a page.
fn looks_plain(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).starts_with(b"<")
}
