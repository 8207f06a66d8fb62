//! A damaged text as it was meant, byte for byte as long as it is: what is found in the mended text stands at the same place in the real one.
//!
//! Mended are entities in plain text (`&ldquo;`), UTF-8 that was read as Windows-1252 (`â€œ`), spaces without width inside words, and marks of layout
//! (`<b>`, `**`), of which spaces are made. What gets shorter is filled up with characters that Unicode's rules count to the one before them. Nearly every text is sound, and is only looked through.

use std::borrow::Cow;

use crate::text::meant::Meant;
use crate::text::{entities, markup, mojibake};

/// Fills of two and of three bytes; every number but 1 is made of them. Neither is seen, neither bounds a word (UAX 29: Format).
const FILL: [&str; 2] = ["\u{ad}", "\u{2060}"];
/// Bytes that are looked through at once: most hold nothing but letters and spaces.
const CHUNK: usize = 32;

/// The text as it was meant.
pub(super) struct Mended<'a> {
    /// As long as the real text.
    pub text: Cow<'a, str>,
    /// Something in it is not seen: words have to be read with [`seen`].
    pub unseen: bool,
}

/// Mends `text`. Linear in its length.
pub(super) fn mended(text: &str) -> Mended<'_> {
    let mut mend = Mend { text, out: String::new(), copied: 0, unseen: false };
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let to = (from + CHUNK).min(bytes.len());
        let range = if any(&bytes[from..(to + 2).min(bytes.len())]) { from..to } else { 0..0 };
        for at in range {
            let b = bytes[at];
            match b {
                _ if at < mend.copied => {}
                b'&' => mend.put(at, entities::at(&text[at..])),
                b'<' => mend.put(at, markup::tag(&text[at..])),
                b'*' => mend.put(at, markup::bold(text, at)),
                0xC2 if bytes.get(at + 1) == Some(&0xAD) => mend.unseen = true, // a soft hyphen
                0xC3 => mend.put(at, mojibake::at(text, at)),
                0xE2 if bytes.get(at + 1) == Some(&0x80) => mend.spaces_without_width(at),
                0xE2 if bytes.get(at + 1) == Some(&0x81) => mend.unseen |= bytes.get(at + 2) == Some(&0xA0),
                0xEF => mend.unseen |= bytes[at..].starts_with(b"\xEF\xBB\xBF"),
                _ => {}
            }
        }
        from = to;
    }
    if mend.copied == 0 {
        return Mended { text: Cow::Borrowed(text), unseen: mend.unseen };
    }
    mend.out.push_str(&text[mend.copied..]);
    Mended { text: Cow::Owned(mend.out), unseen: true }
}

/// False where nothing is to mend: without a branch, for the processor looks at many bytes at once.
fn any(bytes: &[u8]) -> bool {
    let Some(bytes) = bytes.first_chunk::<{ CHUNK + 2 }>() else { return true };
    let found =
        bytes[..CHUNK].iter().fold(false, |found, &b| found | (b == b'&') | (b == b'<') | (b == b'*') | (b >= 0x80));
    found && (0..CHUNK).fold(false, |found, i| found | may(bytes[i], bytes[i + 1], bytes[i + 2]))
}

/// False for three bytes that begin nothing to mend: most that are no ASCII are marks and letters as they should be.
const fn may(a: u8, b: u8, c: u8) -> bool {
    let misread = (a == 0xC3) & ((b == 0xA2) | (b.wrapping_sub(0x82) < 4)); // Â Ã Ä Å â
    let general = (a == 0xE2) & ((b == 0x81) | (b == 0x80) & (c.wrapping_sub(0x8B) < 5));
    let layout = (a == b'<') | (a == b'*') & (b == b'*');
    (a == b'&') | layout | misread | general | (a == 0xC2) & (b == 0xAD) | (a == 0xEF)
}

/// A copy in the making.
struct Mend<'a> {
    text: &'a str,
    /// The text up to `copied`, mended.
    out: String,
    copied: usize,
    unseen: bool,
}

impl Mend<'_> {
    /// Puts what was meant where it stands, if anything was.
    fn put(&mut self, at: usize, meant: Option<Meant>) {
        let Some(Meant { char, length }) = meant else { return };
        let rest = length.checked_sub(char.len_utf8());
        // One byte can be a space, but not what is not seen.
        let Some(rest) = rest.filter(|&rest| (rest != 1 || char == ' ') && self.text.is_char_boundary(at + length))
        else {
            return;
        };
        self.out.push_str(&self.text[self.copied..at]);
        self.out.push(char);
        if char.is_whitespace() {
            self.out.extend(std::iter::repeat_n(' ', rest));
        } else {
            self.out.push_str(FILL[1].repeat(rest % 2).as_str());
            self.out.push_str(FILL[0].repeat((rest - 3 * (rest % 2)) / 2).as_str());
        }
        self.copied = at + length;
    }

    /// A space without width between two letters bounds no word, as the other characters that are not seen.
    fn spaces_without_width(&mut self, at: usize) {
        let Some(&last @ 0x8B..=0x8F) = self.text.as_bytes().get(at + 2) else { return };
        self.unseen = true;
        let inside =
            self.text[..at].ends_with(char::is_alphabetic) && self.text[at + 3..].starts_with(char::is_alphabetic);
        if last == 0x8B && inside {
            self.put(at, Some(Meant { char: '\u{2060}', length: 3 }));
        }
    }
}

/// True for characters that only fill up.
pub(super) const fn fills(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{2060}')
}

/// True for characters that nobody sees and that bound no word.
pub(super) const fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The words without what is not seen.
pub(crate) fn seen(word: &str) -> Cow<'_, str> {
    if word.contains(unseen) { Cow::Owned(word.replace(unseen, "")) } else { Cow::Borrowed(word) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let mended = mended(text).text;
        assert_eq!(mended.len(), text.len(), "{text}");
        seen(&mended).into_owned()
    }

    #[test]
    fn entities_and_mojibake() {
        for (text, meant) in [
            ("&ldquo;No&rdquo;", "“No”"),
            ("&quot;No&#34; &#8220;a&#x201C; it&#39;s it&apos;s", "\"No\" “a“ it's it's"),
            ("AT&amp;T &amp;ldquo;a", "AT&T “a"),
            ("â€œNoâ€\u{9d} itâ€™s â€“ â€˜aâ€™ â€ż", "“No” it’s – ‘a’ ”ż"),
            ("BelgiÃ« cafÃ© â‚¬5 PoznaÅ„ Â£5", "België café €5 Poznań £5"),
            ("caf&eacute; &Uuml;ber", "café Über"),
            ("ge\u{ad}zegd ge\u{200b}zegd", "gezegd gezegd"),
            ("<b>Ann</b> said, <a href=\"x\">no</a>", "   Ann     said,             no    "),
            ("said **Ann Brand**, a baker", "said   Ann Brand  , a baker"),
        ] {
            assert_eq!(read(text), meant);
        }
        assert!(read("a&nbsp;b").split_whitespace().eq(["a", "b"]));
    }

    #[test]
    fn sound_texts_stay() {
        for text in [
            "R&D & co; AT&T;",
            "NÃO",
            "São “MANHÔ",
            "‘Ã’ of ‘Å’",
            "PÂTÉ Âge",
            "â la",
            "één “Ü”",
            "&unknown; &#; &#x;",
            "&;&",
            "5 < 6 and 7 > 3",
            "<you> said",
            "2 ** 3 ** 4",
            "a footnote** and more",
            "***",
        ] {
            assert!(matches!(mended(text).text, Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn as_long_as_it_was(text in "(&ldquo;|&#8220;|&#x1F600;|&amp;|&nbsp;|&#10;|<b>|</i>|<a b=c>|\\*\\*|\n|â€|œ|™|\u{9d}|Ã|«|©|Â|Å|’|\u{ad}|\u{200b}|\u{feff}|[a-zA-Z&;#0-9. ]|é|😀){0,24}") {
            let mended = mended(&text);
            prop_assert_eq!(mended.text.len(), text.len());
        }
    }
}
