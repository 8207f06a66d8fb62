//! Paragraphs: what stands between line breaks, or between empty lines where a text is hard-wrapped.

use crate::model::Span;

/// Code points of a line above which a break after it may be a wrap: shorter lines are headlines, verses, list items.
const WRAP_FROM: usize = 45;
/// Code points that a wrapped line hardly ever has more of.
const WRAP_TO: usize = 110;
/// Share of line breaks inside running sentences from which a text counts as hard-wrapped.
const WRAPPED_SHARE: f64 = 0.5;
/// Fewer breaks than this decide nothing.
const WRAPPED_BREAKS: usize = 4;

/// The paragraphs of a text, trimmed, in order, none empty.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for line in lines {
        let line = line.trim(text);
        if line.is_empty() {
            open = false;
            continue;
        }
        match out.last_mut() {
            Some(last) if open && wrapped => *last = last.cover(line),
            _ => out.push(line),
        }
        open = true;
    }
    out
}

/// Lines without their breaks (`\n`, `\r`, form feed, U+0085, U+2028, U+2029).
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        if matches!(c, '\n' | '\r' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            // "\r\n" is one break: no empty line between its two halves.
            if !(c == '\n' && i == start && i > 0 && text.as_bytes()[i - 1] == b'\r') {
                out.push(Span::new(start, i));
            }
            start = i + c.len_utf8();
        }
    }
    out.push(Span::new(start, text.len()));
    out
}

/// True when most single line breaks stand inside a running sentence: a long line that ends in no full stop, and a small letter after it.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut breaks, mut running) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let (a, b) = (pair[0].of(text).trim(), pair[1].of(text).trim());
        if a.is_empty() || b.is_empty() {
            continue;
        }
        breaks += 1;
        let long = (WRAP_FROM..=WRAP_TO).contains(&a.chars().take(WRAP_TO + 1).count());
        let goes_on = a.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        if long && goes_on {
            running += 1;
        }
    }
    breaks >= WRAPPED_BREAKS && running as f64 >= WRAPPED_SHARE * breaks as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|p| p.of(text)).collect()
    }

    #[test]
    fn lines_are_paragraphs() {
        assert_eq!(parts("Kop\n\n Een alinea.\r\nNog een.\n"), ["Kop", "Een alinea.", "Nog een."]);
        assert_eq!(parts(" \n\n"), Vec::<&str>::new());
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The harbour master told the council on Tuesday that\nthe new quay would be open before the winter and\nthat nobody had to fear for the herring market,\nwhich has stood there for more than a century and\na half.\n\nA second paragraph.";
        assert_eq!(parts(text).len(), 2);
    }
}
