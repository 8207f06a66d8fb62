//! Words cut out of a text, as claims show them.

use crate::model::Span;

/// What stands between the pieces of a text in several spans.
const JOINT: &str = " … ";

/// How many code points are shown before and after a claim, at most.
pub const CONTEXT: usize = 32;

/// The words of the spans, with `…` between them.
pub fn joined(text: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut words = String::new();
    for (n, span) in spans.enumerate() {
        if n > 0 {
            words.push_str(JOINT);
        }
        words.push_str(span.of(text));
    }
    words
}

/// Up to [`CONTEXT`] code points before byte `at`.
#[must_use]
pub fn before(text: &str, at: usize) -> &str {
    let text = &text[..at];
    text.char_indices().rev().nth(CONTEXT - 1).map_or(text, |(from, _)| &text[from..])
}

/// Up to [`CONTEXT`] code points from byte `at` on.
#[must_use]
pub fn after(text: &str, at: usize) -> &str {
    let text = &text[at..];
    text.char_indices().nth(CONTEXT).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let text = "é".repeat(100);
        assert_eq!((before(&text, 100).chars().count(), after(&text, 100).chars().count()), (CONTEXT, CONTEXT));
        assert_eq!((before("éa", 2), after("éa", 2)), ("é", "a"));
        assert_eq!((before("", 0), after("", 0)), ("", ""));
    }

    #[test]
    fn pieces_have_a_joint() {
        let pieces = [Span::new(0, 2), Span::new(3, 5)];
        assert_eq!(joined("ab cd", pieces.into_iter().take(1)), "ab");
        assert_eq!(joined("ab cd", pieces.into_iter()), "ab … cd");
    }
}
