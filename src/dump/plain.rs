//! Text of articles, made safe for a terminal: no control character reaches it raw, and nothing turns the reading direction around.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for a character that a terminal must not see.
const STAND_IN: char = '\u{FFFD}';

/// True for what a terminal acts upon instead of showing: C0 and C1 controls, DEL, and the marks that override the reading direction.
fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Text of several lines: line feeds stay, a tab becomes a space, a carriage return before a line feed goes, every other control character becomes `U+FFFD`.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if is_unsafe(c) => out.push(STAND_IN),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Text on one line: runs of white space become one space, other control characters `U+FFFD`.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(if is_unsafe(c) { STAND_IN } else { c });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_survives() {
        assert_eq!(lines("a\u{1b}[31mb\r\nc\td\u{202E}e"), "a\u{FFFD}[31mb\nc d\u{FFFD}e");
        assert_eq!(line(" a \n\n b\u{7f}\u{9b} "), "a b\u{FFFD}\u{FFFD}");
        assert!(matches!(lines("plain\ntext"), Cow::Borrowed(_)));
    }

    #[test]
    fn cells_are_as_wide_as_asked() {
        assert_eq!(cell("abc", 5), "abc  ");
        assert_eq!(cell("abcdef", 4), "abc…");
        assert_eq!(cell("ab cdef", 4), "ab… ");
        assert_eq!(cell("日本語", 4).width(), 4);
    }
}
