//! Which language an article is in, and whether a machine translated it.
//!
//! [`detect()`] asks whatlang and the commonest words of the article for its language, and answers `None` for one that has no seeds.
//! [`translated::score`] tells how much an English article reads like a machine's translation, and by which signals.
//!
//! ```
//! use whosaid::language::detect;
//!
//! let text = "De woordvoerder zei donderdag dat de sancties niet worden verlicht, en dat het beleid hetzelfde blijft.";
//! let found = detect(None, text, &[], &["en", "nl"]);
//! assert_eq!(found.language.as_deref(), Some("nl"));
//! ```

mod detect;
mod tally;
pub mod translated;
pub mod truecase;

pub use detect::{Detected, Look, detect, look};
pub use translated::Translated;

use crate::model::Span;

/// The parts of `text` outside of `boilerplate`, in order. Spans that overlap, lie outside or cut a character cost nothing but themselves.
fn kept<'t>(text: &'t str, boilerplate: &[Span]) -> Vec<&'t str> {
    let mut parts = Vec::with_capacity(boilerplate.len() + 1);
    let mut at = 0;
    for span in boilerplate {
        let (start, end) = (floor(text, span.start), floor(text, span.end));
        if start > at {
            parts.push(&text[at..start]);
        }
        at = at.max(end);
    }
    if at < text.len() {
        parts.push(&text[at..]);
    }
    parts
}

/// The last character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Span, kept};

    #[test]
    fn boilerplate_is_left_out_whatever_its_spans() {
        let text = "één twee drie";
        assert_eq!(kept(text, &[]), [text]);
        assert_eq!(kept(text, &[Span::new(0, 6)]), ["twee drie"]);
        assert_eq!(kept(text, &[Span::new(6, 11), Span::new(7, 9), Span::new(90, 99)]), ["één ", "drie"]);
        assert_eq!(kept("€ 5", &[Span::new(1, 2)]).concat(), "€ 5", "a span inside one character holds nothing");
        assert_eq!(kept("", &[Span::new(0, 4)]), [""; 0]);
    }
}
