//! Text of articles, made safe for a terminal: no control character reaches it raw, nothing turns the reading direction around, nothing is invisible.

use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for a character that a terminal must not see.
const STAND_IN: char = '\u{FFFD}';

/// True for what a terminal acts upon instead of showing: C0 and C1 controls, DEL, the marks that override the reading direction, and what
/// shows nothing at all (zero-width spaces, tags, annotations), so that two names that look alike are alike.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{180E}'
                | '\u{200B}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// True for invisible marks that some scripts need: joiners (Persian, Indic scripts, emoji), and marks of direction beside right-to-left text.
const fn needs_company(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{061C}')
}

/// True for letters that are read from right to left.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{061B}' | '\u{061D}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// What is shown for `c`, which stands behind `before` in `text`.
fn shown(text: &str, before: Option<char>, c: char) -> char {
    let keeps = match c {
        '\u{200C}' | '\u{200D}' => {
            before.is_some_and(|b| !b.is_ascii() && !b.is_whitespace() && !is_unsafe(b) && !needs_company(b))
        }
        c if needs_company(c) => text.chars().any(is_right_to_left),
        c => !is_unsafe(c),
    };
    if keeps { c } else { STAND_IN }
}

/// Text of several lines: line feeds stay, a carriage return is one (or goes, before one), a tab becomes a space, every other character that a
/// terminal must not see `U+FFFD`.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| (is_unsafe(c) || needs_company(c)) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c => out.push(shown(text, before, c)),
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Text on one line: runs of white space become one space, other characters that a terminal must not see `U+FFFD`.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut before = None;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            space = true;
        } else {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(shown(text, before, c));
        }
        before = Some(c);
    }
    out
}

/// At most `width` columns of one line of text, `…` at the end where it was longer.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    let text = line(text);
    if text.width() <= width {
        return text;
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used + 1 > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Exactly `width` columns: cut or filled with spaces.
#[must_use]
pub fn cell(text: &str, width: usize) -> String {
    let mut out = cut(text, width);
    let missing = width.saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// JSON on its way out: what a terminal must not see is written as `\u…`, which says the same to whoever reads the JSON.
///
/// JSON itself escapes no more than the C0 controls, and a terminal obeys C1 controls and marks of direction too.
pub struct SafeJson<W> {
    out: W,
    /// Bytes of a character that is not complete yet.
    begun: Vec<u8>,
}

impl<W: Write> SafeJson<W> {
    /// Into `out`.
    pub const fn new(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let (mut from, mut at) = (0, 0);
        // Nearly all of it is plain.
        while let Some(plain) = text.as_bytes()[at..].iter().position(|b| !matches!(b, b' '..=b'~')) {
            at += plain;
            let Some(c) = text[at..].chars().next() else { break };
            let here = at;
            at += c.len_utf8();
            // Line feeds stand between the parts of indented JSON; inside of its strings they are escaped already.
            if c == '\n' || !is_unsafe(c) && !needs_company(c) {
                continue;
            }
            self.out.write_all(&text.as_bytes()[from..here])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(self.out, "\\u{unit:04x}")?;
            }
            from = at;
        }
        self.out.write_all(&text.as_bytes()[from..])
    }
}

impl<W: Write> Write for SafeJson<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let joined;
        let all = if self.begun.is_empty() {
            bytes
        } else {
            joined = [std::mem::take(&mut self.begun).as_slice(), bytes].concat();
            &joined
        };
        if let Ok(text) = std::str::from_utf8(all) {
            self.text(text)?;
            return Ok(bytes.len());
        }
        for chunk in all.utf8_chunks() {
            self.text(chunk.valid())?;
            let rest = chunk.invalid();
            let ends = all.as_ptr_range().end == rest.as_ptr_range().end;
            if ends && rest.len() < 4 {
                self.begun = rest.to_vec();
            } else {
                self.out.write_all(rest)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let begun = std::mem::take(&mut self.begun);
        self.out.write_all(&begun)?;
        self.out.flush()
    }
}

/// Writes a value as JSON on one line.
///
/// # Errors
/// When the output does not take it.
pub fn json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(SafeJson::new(&mut *out), value)?;
    out.write_all(b"\n")
}

/// Writes a value as indented JSON.
///
/// # Errors
/// When the output does not take it.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the program asks for it"))]
pub fn indented_json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(SafeJson::new(&mut *out), value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_survives() {
        assert_eq!(lines("a\u{1b}[31mb\r\nc\td\u{202E}e"), "a\u{FFFD}[31mb\nc d\u{FFFD}e");
        assert_eq!(line(" a \n\n b\u{7f}\u{9b} "), "a b\u{FFFD}\u{FFFD}");
        assert!(matches!(lines("plain\ntext"), Cow::Borrowed(_)));
        assert_eq!(lines("a\rb\u{200b}\u{feff}c\u{2066}"), "a\nb\u{FFFD}\u{FFFD}c\u{FFFD}");
        assert_eq!(line("a\u{200d}b \u{e0041}\u{200f}"), "a\u{FFFD}b \u{FFFD}\u{FFFD}");
    }

    #[test]
    fn what_a_script_needs_stays() {
        for text in ["שלום, אמר דוד", "می\u{200c}خواهم", "👩\u{200d}🔬", "דוד\u{200f} (43)", "क्\u{200d}ष"]
        {
            assert_eq!((lines(text).as_ref(), line(text).as_str()), (text, text));
        }
    }

    #[test]
    fn json_says_the_same_in_other_characters() {
        let text = "a\u{1b}\u{9b}\u{7f}é\u{202e}😀\u{e0041}\u{200d}\n“b”";
        let mut out = Vec::new();
        json(&mut out, &text).expect("in memory");
        let shown = String::from_utf8(out.clone()).expect("text");
        assert_eq!(shown, "\"a\\u001b\\u009b\\u007fé\\u202e😀\\udb40\\udc41\\u200d\\n“b”\"\n");
        assert_eq!(serde_json::from_slice::<String>(&out).expect("JSON"), text);
        // However the bytes come.
        let mut slow = SafeJson::new(Vec::new());
        for byte in serde_json::to_vec(text).expect("JSON").chunks(1) {
            slow.write_all(byte).expect("in memory");
        }
        slow.flush().expect("in memory");
        assert_eq!(slow.out, shown.trim_end().as_bytes());
    }

    #[test]
    fn cells_are_as_wide_as_asked() {
        assert_eq!(cell("abc", 5), "abc  ");
        assert_eq!(cell("abcdef", 4), "abc…");
        assert_eq!(cell("ab cdef", 4), "ab… ");
        assert_eq!(cell("日本語", 4).width(), 4);
    }
}
