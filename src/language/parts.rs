//! The text of an article without its boilerplate.

use crate::model::Span;
use crate::text::boundary::floor;

/// The parts of `text` outside of `boilerplate`, in order. Spans that overlap, lie outside or cut a character cost nothing but themselves.
pub(super) fn without_boilerplate<'t>(text: &'t str, boilerplate: &[Span]) -> Vec<&'t str> {
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

#[cfg(test)]
mod tests {
    use super::{Span, without_boilerplate};

    #[test]
    fn boilerplate_is_left_out_whatever_its_spans() {
        let text = "één twee drie";
        assert_eq!(without_boilerplate(text, &[]), [text]);
        assert_eq!(without_boilerplate(text, &[Span::new(0, 6)]), ["twee drie"]);
        assert_eq!(
            without_boilerplate(text, &[Span::new(6, 11), Span::new(7, 9), Span::new(90, 99)]),
            ["één ", "drie"]
        );
        assert_eq!(
            without_boilerplate("€ 5", &[Span::new(1, 2)]).concat(),
            "€ 5",
            "a span inside one character holds nothing"
        );
        assert_eq!(without_boilerplate("", &[Span::new(0, 4)]), [""; 0]);
    }
}
