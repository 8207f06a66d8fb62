//! Bytes to text: byte-order mark, UTF-8, UTF-16, else the encoding that the bytes look like.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// Share of NUL bytes among the high bytes from which text is UTF-16 without a mark: even Cyrillic has a space (high byte 0) in every seven characters.
const UTF16_NULS: f64 = 0.05;
/// Share of control characters from which bytes are no text: real text has none, a stray one in a damaged file is kept.
const MAX_CONTROLS: f64 = 0.01;
/// Valid sequences of several bytes for each broken one from which text is damaged UTF-8 rather than another encoding.
const UTF8_GOOD_PER_BAD: usize = 4;
/// Where a page declares its encoding (the HTML standard's own limit).
const HTML_PRESCAN: usize = 1024;

/// Text, and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, a byte-order mark aside.
    pub text: String,
    /// The encoding's name in the WHATWG standard.
    pub encoding: &'static str,
}

/// Decodes `bytes`; `html` looks for a declared encoding too.
///
/// # Errors
/// When they are no text.
pub fn decode(bytes: &[u8], html: bool) -> Result<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(encoding, encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0)
    {
        return checked(UTF_8, text.to_owned());
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return checked(encoding, text.into_owned());
    }
    if html && mostly_text(bytes) {
        // Browsers pass over a stray NUL in a page.
        let rest: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        return decode(&rest, html);
    }
    if bytes.contains(&0) {
        return Err(binary());
    }
    let encoding = if html { declared(bytes) } else { None };
    let encoding = encoding.or_else(|| damaged_utf8(bytes).then_some(UTF_8)).unwrap_or_else(|| guess(bytes));
    checked(encoding, encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn checked(encoding: &'static Encoding, text: String) -> Result<Decoded> {
    // Those of one byte; the others of Unicode stand where another encoding has its marks.
    let controls = text.bytes().filter(|b| matches!(b, 0..=0x8 | 0xe..=0x1f | 0x7f)).count();
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    if controls > 0 && (text.contains('\0') || controls as f64 > MAX_CONTROLS * text.len() as f64) {
        return Err(binary());
    }
    Ok(Decoded { text, encoding: encoding.name() })
}

/// True where the bytes hold NULs, and so few that they are damage.
fn mostly_text(bytes: &[u8]) -> bool {
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let few = (nuls as f64) < MAX_CONTROLS * bytes.len() as f64;
    nuls > 0 && few && bytes.contains(&b'<')
}

fn binary() -> Error {
    Error::new("not text (binary data)").hint("compressed files need their ending: .txt.gz, .jsonl.zst")
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let nuls = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    // One NUL alone is damage.
    let wanted = (UTF16_NULS * (bytes.len() / 2) as f64).max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let encoding = match (even as f64 > wanted, odd as f64 > wanted) {
        (true, false) if odd == 0 => UTF_16BE,
        (false, true) if even == 0 => UTF_16LE,
        _ => return None,
    };
    (!encoding.decode_without_bom_handling(bytes).1).then_some(encoding)
}

/// UTF-8 with a few broken places (cut in the middle, or two encodings in one file).
fn damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= UTF8_GOOD_PER_BAD * bad
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HTML_PRESCAN)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label = rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next()?;
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_8)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_encoding() {
        let text = "De burgemeester zei: “Één café is genoeg.”\r\n";
        let wide = |le: bool| {
            text.encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect::<Vec<u8>>()
        };
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            wide(true),
            wide(false),
            marked(b"\xff\xfe", &wide(true)),
            marked(b"\xfe\xff", &wide(false)),
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        ] {
            assert_eq!(decode(&bytes, false).expect("text").text, text);
        }
        let page = encoding_rs::WINDOWS_1251.encode("<meta charset=\"windows-1251\">Привет").0.into_owned();
        assert!(decode(&page, true).expect("text").text.ends_with("Привет"));
    }

    #[test]
    fn damage_costs_a_character_binary_the_file() {
        let cut = "één één één ééé".as_bytes();
        assert!(decode(&cut[..cut.len() - 1], false).expect("text").text.starts_with("één één"));
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", false).is_err());
        assert!(decode(b"\x1f\x8b\x08\x00abc", false).is_err());
        assert!(decode("“No,” said Ann Brand.\0".as_bytes(), false).is_err());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>, html: bool) {
            let _ = decode(&bytes, html);
        }
    }
}
